"""The partners: whom people are oriented to, with how they are reached."""

from collections.abc import Mapping
from uuid import UUID

from PySide6.QtWidgets import QWidget

from coachdesk.domain.partner_themes import THEMES
from coachdesk.domain.words import Word
from coachdesk.queries.directory import PartnerRow, partner_rows
from coachdesk.services.desk import Desk
from coachdesk.services.directory.partners import remove_partner, save_partner
from coachdesk.ui.context import Context
from coachdesk.ui.item_models.table import Column
from coachdesk.ui.screens.settings.book import Book, BookField, BookWords
from coachdesk.ui.screens.settings.section import SettingsSection, note
from coachdesk.ui.widgets.fields import captioned, choose, words_box


class PartnersSection(SettingsSection):
    """Proposed by « / » in texts, and in the reason of a decision."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.kind = words_box(Word(key, name) for key, name in THEMES.items())
        extra = QWidget()
        extra.setLayout(captioned(self.tr("Pour quoi"), self.kind))
        self.book: Book[PartnerRow] = Book(
            context,
            BookWords(
                "partenaire",
                self.tr("Partenaires"),
                self.tr("Nouveau partenaire"),
                self.tr(
                    "Aucun partenaire n’est encore noté. Ajoutez celui vers qui vous orientez le "
                    "plus souvent\u00a0: il sera proposé là où vous l’écrivez."
                ),
            ),
            (
                Column(self.tr("Nom"), lambda row: row.name),
                Column(self.tr("Pour quoi"), lambda row: THEMES.get(row.kind or "", ""),
                       width=190, spare=True),
                Column(self.tr("Interlocuteur"), lambda row: row.contact or "", width=150,
                       spare=True),
                Column(self.tr("Téléphone"), lambda row: row.phone or "", width=130),
            ),
            (
                BookField("name", self.tr("Nom")),
                BookField("contact", self.tr("Interlocuteur")),
                BookField("phone", self.tr("Téléphone")),
                BookField("email", self.tr("Courriel")),
                BookField("address", self.tr("Adresse"), lines=True),
                BookField("note", self.tr("À savoir"), lines=True),
            ),
            self._save,
            remove_partner,
            extra,
        )  # fmt: skip
        self.book.more = {"kind": self.kind}
        self.book.extra_shown = lambda row: choose(self.kind, row.kind if row else None)
        self.book.changed.connect(self.refresh)
        self.box(
            "",
            self.book,
            note(
                self.tr(
                    "Proposés au motif d’une décision, dans la précision d’une démarche et, par "
                    "«\u00a0/\u00a0», dans les textes des papiers."
                )
            ),
        )
        self.first = self.book.add
        self.found = {"list": self.book.add}

    def refresh(self) -> None:
        """See ``SettingsSection``."""
        desk = self.context.desk
        self.context.runner.read(self, lambda: desk.read(partner_rows), self.book.show_rows)

    def _save(self, desk: Desk, kept_id: UUID | None, typed: Mapping[str, str]) -> object:
        return save_partner(desk, kept_id, typed, self.kind.currentData())
