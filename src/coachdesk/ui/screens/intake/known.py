"""The people who may be the one being typed: it is she, or look at her card."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coachdesk.core.french import short_date
from coachdesk.services.duplicates import KnownPerson
from coachdesk.ui.widgets.layout import button, clear, column, label, panel, row


class KnownPanel(QWidget):
    """``chosen`` carries the person who is the one; ``opened`` the one whose card is asked for."""

    chosen = Signal(object)
    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._people: tuple[KnownPerson, ...] = ()
        self._lines = QVBoxLayout()
        self._lines.setSpacing(8)
        self._title = label(self.tr("Déjà connue\u202f?"), role="strong")
        self.setLayout(column(panel(column(self._title, self._lines, spacing=8))))
        self.hide()

    def show_people(self, people: Sequence[KnownPerson]) -> None:
        """Propose ``people``; nobody hides the panel."""
        if tuple(people) == self._people:
            return
        self._people = tuple(people)
        clear(self._lines)
        for person in people:
            same = button(self.tr("C’est elle"))
            same.clicked.connect(lambda _=False, asked=person: self.chosen.emit(asked))
            see = button(self.tr("Voir sa fiche"), kind="link")
            see.clicked.connect(lambda _=False, asked=person: self.opened.emit(asked))
            self._lines.addWidget(label(_told(person), wrap=True))
            self._lines.addLayout(row(same, see, None))
        self.setVisible(bool(people))

    def show_taken(self, person: KnownPerson) -> None:
        """Say whose new prescription this is."""
        self._people = ()
        clear(self._lines)
        self._lines.addWidget(
            label(
                self.tr("Nouvelle prescription de {}.").format(_told(person)),
                wrap=True,
            )
        )
        self.show()


def _told(person: KnownPerson) -> str:
    parts = (
        f"{person.first_name} {person.last_name}",
        short_date(person.birth_date),
        person.commune,
        f"n°\u00a0{person.number}",
    )
    return "  ·  ".join(part for part in parts if part)
