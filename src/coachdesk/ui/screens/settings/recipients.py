"""Who receives papers of the action, beside the person: what each receives, and how."""

from collections.abc import Collection, Mapping
from uuid import UUID

from PySide6.QtWidgets import QWidget

from coachdesk.queries.directory import RecipientRow, recipient_rows
from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.directory.channels import ChannelFacts
from coachdesk.services.directory.reach import Way, reach_line
from coachdesk.services.directory.recipients import Takes, remove_recipient, save_recipient
from coachdesk.ui.context import Context
from coachdesk.ui.item_models.table import Column
from coachdesk.ui.screens.settings.book import Book, BookField, BookWords, Save
from coachdesk.ui.screens.settings.reach_form import ReachForm
from coachdesk.ui.screens.settings.section import SettingsSection
from coachdesk.ui.widgets.fields import refusal_line
from coachdesk.ui.widgets.flow import Chips
from coachdesk.ui.widgets.layout import column, label


class RecipientsSection(SettingsSection):
    """Several may receive the same; one may receive everything."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._told = {
            Takes.MONTHS: self.tr("L’envoi du mois"),
            Takes.NOTICES: self.tr("Les avis d’absence"),
            Takes.RETURNS: self.tr("Les retours de prescription"),
            Takes.REVIEWS: self.tr("Les bilans"),
            Takes.COPIES: self.tr("Les copies, par courriel à chacun"),
            Takes.BACKUPS: self.tr("Une sauvegarde chiffrée chaque mois"),
        }
        self.takes = Chips(
            ((key.value, words) for key, words in self._told.items()), self.tr("Reçoit")
        )
        self.answer = refusal_line()
        self.reach = ReachForm(
            context,
            lambda: self.book.edits["name"].text().strip(),
            lambda: self.book.edits["email"].text().strip(),
        )
        self.reach.carries_copies = lambda: Takes.COPIES.value in self.takes.keys()  # noqa: SIM118  (its keys are asked of a widget)
        extra = QWidget()
        extra.setLayout(
            column(
                label(self.tr("Reçoit"), role="caption"), self.takes, self.answer, 4, self.reach,
                spacing=4,
            )
        )  # fmt: skip
        self.book: Book[RecipientRow] = Book(
            context,
            BookWords(
                "destinataire",
                self.tr("Destinataires"),
                self.tr("Nouveau destinataire"),
                self.tr(
                    "Personne n’est encore nommé. Ajoutez le service du Département qui reçoit "
                    "l’envoi du mois\u00a0: le bordereau portera son nom."
                ),
            ),
            (
                Column(self.tr("Nom"), lambda row: row.name),
                Column(self.tr("Reçoit"), self._received, width=250, spare=True),
                Column(self.tr("Voie d’envoi"), reach_line, width=220),
            ),
            (
                BookField("name", self.tr("Nom, tel qu’il figure sur les papiers")),
                BookField("email", self.tr("Courriel")),
                BookField("address", self.tr("Adresse, comme sur une enveloppe"), lines=True),
            ),
            save_recipient_of(context.action),
            remove_recipient,
            extra,
        )  # fmt: skip
        self.book.remove.setText(self.tr("Retirer"))
        self.book.more = {"takes": self.takes, **self.reach.kept_fields}
        self.book.extra_shown = self._show_more
        self.book.saver = self._saver
        for line in self.reach.lines:
            line.returnPressed.connect(self.book.record.click)
        self.book.changed.connect(self.refresh)
        self.box(self.tr("Pour {}").format(context.action.profile.name), self.book)
        self.first = self.book.add
        self.found = {"list": self.book.add, "reach": self.book.add}

    def refresh(self) -> None:
        """See ``SettingsSection``."""
        desk, action_id = self.context.desk, self.context.action.id
        self.context.runner.read(
            self,
            lambda: desk.read(lambda link: recipient_rows(link, action_id)),
            self.book.show_rows,
        )

    def _received(self, row: RecipientRow) -> str:
        told = [words for key, words in self._told.items() if getattr(row, key.value)]
        return ", ".join(told) or self.tr("rien encore")

    def _show_more(self, row: RecipientRow | None) -> None:
        self.takes.show_keys(
            [Takes.MONTHS.value]
            if row is None
            else [key.value for key in Takes if getattr(row, key.value)]
        )
        self.answer.hide()
        self.reach.show_row(row)

    def _saver(self) -> Save | None:
        """What is typed, taken in the window's thread."""
        takes = frozenset(Takes(key) for key in self.takes.keys())  # noqa: SIM118  (a method of ours)
        by_mail = self.reach.way.key() == Way.MAIL.value
        self.answer.setVisible(Takes.COPIES in takes and not by_mail)
        if not self.answer.isHidden():
            self.answer.setText(
                self.tr(
                    "Les copies partent à la boîte de chacun : "
                    "choisissez «\u00a0Courriel\u00a0» et le "
                    "serveur de l’association, ou ne cochez pas les copies."
                )
            )
            self.takes.buttons[Takes.COPIES.value].setFocus()
            return None
        facts = self.reach.facts()
        if facts is None:
            return None
        return save_recipient_of(self.context.action, takes, facts)


def save_recipient_of(
    action: ActionInfo, takes: Collection[Takes] = (), facts: ChannelFacts | None = None
) -> Save:
    """What records a recipient of ``action``, once its name is known to be sound."""

    def save(desk: Desk, kept_id: UUID | None, typed: Mapping[str, str]) -> object:
        return save_recipient(desk, action, kept_id, typed, takes, facts)

    return save
