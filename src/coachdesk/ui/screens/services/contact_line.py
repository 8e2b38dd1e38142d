"""Someone met outside, on one line: Enter adds her and is ready for the next."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCompleter, QGridLayout, QWidget

from coachdesk.queries.outreach import ContactRow
from coachdesk.services.prestations.contacts import ContactFacts
from coachdesk.services.prestations.typed import read_contact
from coachdesk.ui.widgets.fields import EntryLine, captioned
from coachdesk.ui.widgets.layout import button


class ContactLine(QWidget):
    """``entered`` carries what is typed; ``left`` gives up a correction."""

    entered = Signal(object)

    def __init__(self, communes: Sequence[str]) -> None:
        super().__init__()
        self.last_name, self.first_name = EntryLine(), EntryLine()
        self.phone, self.commune, self.note = EntryLine(), EntryLine(), EntryLine()
        self.last_name.setPlaceholderText(self.tr("ou la ligne entière"))
        self.last_name.setToolTip(
            self.tr("Le nom, ou tout d’un coup\u00a0: DURAND Léa 06 12 34 56 78 Airaines")
        )
        self.phone.setPlaceholderText("06 12 34 56 78")
        completer = QCompleter(list(communes), self)
        completer.setCompletionMode(QCompleter.CompletionMode.InlineCompletion)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.commune.setCompleter(completer)
        self.act = button(self.tr("Ajouter"), glyph="plus")
        self.act.setToolTip(self.tr("Ajouter cette personne à la liste (Entrée)"))
        self.act.clicked.connect(self._enter)
        for line in self.lines():
            line.entered.connect(self._enter)
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        grid.addLayout(captioned(self.tr("Nom"), self.last_name), 0, 0)
        grid.addLayout(captioned(self.tr("Prénom"), self.first_name), 0, 1)
        grid.addLayout(captioned(self.tr("Téléphone"), self.phone), 0, 2)
        grid.addLayout(captioned(self.tr("Commune"), self.commune), 1, 0)
        grid.addLayout(captioned(self.tr("Note"), self.note), 1, 1)
        grid.addWidget(self.act, 1, 2, Qt.AlignmentFlag.AlignBottom)
        for at, share in enumerate((3, 2, 2)):
            grid.setColumnStretch(at, share)
        self.setLayout(grid)

    def lines(self) -> tuple[EntryLine, ...]:
        """Its fields, in the order in which they are typed."""
        return self.last_name, self.first_name, self.phone, self.commune, self.note

    def facts(self) -> ContactFacts:
        """What is typed; a whole line in the first field is read in parts."""
        whole = read_contact(self.last_name.text())
        if whole is not None and not self.phone.text().strip():
            return whole
        return ContactFacts(*(line.text() for line in self.lines()))

    def show_contact(self, contact: ContactRow | None) -> None:
        """Correct ``contact``, or be ready for someone new."""
        self.act.setText(self.tr("Corriger") if contact else self.tr("Ajouter"))
        told = (
            (contact.last_name, contact.first_name, contact.phone, contact.commune, contact.note)
            if contact
            else ("",) * 5
        )
        for line, text in zip(self.lines(), told, strict=True):
            line.setText(text or "")
        self.last_name.setFocus()

    def _enter(self) -> None:
        if any(line.text().strip() for line in self.lines()):
            self.entered.emit(self.facts())
