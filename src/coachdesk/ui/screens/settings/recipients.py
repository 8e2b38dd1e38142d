"""Who receives papers of the action, beside the person: named on bordereau and letters."""

from collections.abc import Mapping
from uuid import UUID

from PySide6.QtWidgets import QWidget

from coachdesk.queries.directory import RecipientRow, recipient_rows
from coachdesk.services.desk import Desk
from coachdesk.services.directory.recipients import Takes, remove_recipient, save_recipient
from coachdesk.ui.context import Context
from coachdesk.ui.item_models.table import Column
from coachdesk.ui.screens.settings.book import Book, BookField, BookWords
from coachdesk.ui.screens.settings.section import SettingsSection
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
        }
        self.takes = Chips(
            ((key.value, words) for key, words in self._told.items()), self.tr("Reçoit")
        )
        extra = QWidget()
        extra.setLayout(column(label(self.tr("Reçoit"), role="caption"), self.takes, spacing=3))
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
                Column(self.tr("Reçoit"), self._received, width=270),
                Column(self.tr("Courriel"), lambda row: row.email or "", width=190, spare=True),
            ),
            (
                BookField("name", self.tr("Nom, tel qu’il figure sur les papiers")),
                BookField("email", self.tr("Courriel")),
                BookField("address", self.tr("Adresse, comme sur une enveloppe"), lines=True),
            ),
            self._save,
            remove_recipient,
            extra,
        )  # fmt: skip
        self.book.remove.setText(self.tr("Retirer"))
        self.book.more = {"takes": self.takes}
        self.book.extra_shown = self._show_takes
        self.book.changed.connect(self.refresh)
        self.box(self.tr("Pour {}").format(context.action.profile.name), self.book)
        self.first = self.book.add
        self.found = {"list": self.book.add}

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

    def _show_takes(self, row: RecipientRow | None) -> None:
        self.takes.show_keys(
            [Takes.MONTHS.value]
            if row is None
            else [key.value for key in Takes if getattr(row, key.value)]
        )

    def _save(self, desk: Desk, kept_id: UUID | None, typed: Mapping[str, str]) -> object:
        takes = {Takes(key) for key in self.takes.keys()}  # noqa: SIM118  (a method of ours)
        return save_recipient(desk, self.context.action, kept_id, typed, takes)
