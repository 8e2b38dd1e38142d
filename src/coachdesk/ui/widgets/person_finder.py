"""Someone found by a few letters: name, commune, phone, n°; Enter takes the one that is shown."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from coachdesk.core import search
from coachdesk.core.french import clock_time, plural, quoted, short_date
from coachdesk.queries.planned import OpenDossier
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.item_models.table import Column
from coachdesk.ui.theme import em
from coachdesk.ui.widgets.layout import button, column, label
from coachdesk.ui.widgets.nothing_here import NothingHere
from coachdesk.ui.widgets.spoken import clearable
from coachdesk.ui.widgets.table import RowTable

_SLIM_EMS = 12
_SHOWN = 100
"""People listed at once: more letters narrow them sooner than scrolling."""


class _FinderLine(QLineEdit):
    """Arrows and Enter go to the list below."""

    def __init__(self, pressed: Callable[[QKeyEvent], bool]) -> None:
        super().__init__()
        self._pressed = pressed

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The list takes what is its own."""
        if not self._pressed(event):
            super().keyPressEvent(event)


class PersonFinder(QWidget):
    """``chosen`` carries the dossier shown (or None), ``taken`` the one that is taken."""

    chosen = Signal(object)
    taken = Signal(object)

    def __init__(self, go: Callable[[Target], None], *, slim: bool = False) -> None:
        """``go`` opens a page; ``slim`` shows names and communes only, for little room."""
        super().__init__()
        self._people: tuple[tuple[str, OpenDossier], ...] | None = None
        """Nothing is said before the first read."""
        self.line = _FinderLine(self._press)
        self.line.setPlaceholderText(self.tr("Nom, commune, téléphone, n° ou référent"))
        self.line.setAccessibleName(self.tr("Chercher une personne"))
        clearable(self.line)
        columns: tuple[Column[OpenDossier], ...] = (
            Column(self.tr("Personne"), _name),
            Column(self.tr("Prochain rendez-vous"), _coming, _coming_order, width=190),
            Column(self.tr("Commune"), _commune, width=150, spare=True),
        )
        if slim:
            columns = (Column(self.tr("Personne"), _name_and_commune),)
        self.table: RowTable[OpenDossier] = RowTable(columns, self.tr("Personnes trouvées"))
        if slim:
            self.table.setMinimumWidth(em(_SLIM_EMS))
            self.table.horizontalHeader().hide()
        self.count = label("", role="caption")
        self.clear = button(self.tr("Effacer la recherche"), glyph="x")
        self.clear.clicked.connect(self.start)
        self.everyone = button(self.tr("Chercher dans Participants"), glyph="users")
        self.everyone.clicked.connect(lambda: go(Target(Screen.PARTICIPANTS)))
        self.intake = button(self.tr("Nouvelle prescription"), glyph="user-round-plus")
        self.intake.clicked.connect(lambda: go(Target(Screen.INTAKE)))
        self.nobody = NothingHere(
            self.clear, self.everyone, self.intake, glyph="" if slim else "users", slim=slim
        )
        self.nobody.hide()
        layout = column(self.line, self.table, self.nobody, self.count, spacing=8)
        layout.setStretch(1, 1)
        layout.setStretch(2, 1)
        self.setLayout(layout)
        self.line.textChanged.connect(self._narrow)
        self.table.chosen.connect(self.chosen)
        self.table.opened.connect(self.taken)

    def show_people(self, people: Sequence[OpenDossier]) -> None:
        """List ``people``; what is typed stays."""
        self._people = tuple((search.haystack_of(person), person) for person in people)
        self._narrow()

    def current(self) -> OpenDossier | None:
        """The one that Enter takes."""
        return self.table.current()

    def start(self) -> None:
        """Ready for someone else."""
        self.line.clear()
        self.line.setFocus()

    def _narrow(self) -> None:
        if self._people is None:
            return
        words = search.words(self.line.text())
        found = [person for text, person in self._people if search.matches(text, words)]
        self.table.rows.set_rows(found[:_SHOWN])
        if found:
            self.table.selectRow(0)
        more = len(found) - _SHOWN
        self.count.setText(
            plural(len(found), self.tr("personne"))
            + (self.tr("\u00a0: continuez à taper.") if more > 0 else "")
            if found
            else ""
        )
        for part in (self.table, self.count):
            part.setVisible(bool(found))
        self.nobody.setVisible(not found)
        if not found:
            self._say_nobody(anyone=bool(self._people))

    def _say_nobody(self, *, anyone: bool) -> None:
        """Nobody answers to these letters, or nobody is followed at all."""
        self.clear.setVisible(anyone)
        self.everyone.setVisible(anyone)
        self.intake.setVisible(not anyone)
        if anyone:
            self.nobody.say(
                self.tr("Personne ne répond à {}").format(quoted(self.line.text().strip())),
                self.tr("Seuls les parcours en cours sont cherchés ici."),
            )
        else:
            self.nobody.say(
                self.tr("Personne n’est suivi pour l’instant"),
                self.tr("Qui est prescrit ou entré dans l’action se cherche ici."),
            )

    def _press(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            current = self.current()
            if current is not None:
                self.taken.emit(current)
            return True
        if key in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            step = 1 if key == Qt.Key.Key_Down else -1
            number = self.table.currentIndex().row() + step
            if 0 <= number < self.table.model().rowCount():
                self.table.selectRow(number)
            return True
        return False


def _name(person: OpenDossier) -> str:
    return f"{person.last_name} {person.first_name}"


def _name_and_commune(person: OpenDossier) -> str:
    return " · ".join(part for part in (_name(person), person.commune) if part)


def _commune(person: OpenDossier) -> str:
    return person.commune or ""


def _coming(person: OpenDossier) -> str:
    if person.held_on is None or person.start_minute is None:
        return "–"
    return f"{short_date(person.held_on)}, {clock_time(person.start_minute)}"


def _coming_order(person: OpenDossier) -> str:
    return person.held_on.isoformat() if person.held_on else "9"
