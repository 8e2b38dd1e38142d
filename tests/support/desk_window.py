"""The whole window of the product on a store, driven by hands that count; for the tests."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import Connection

from coachdesk.core.clock import Clock
from coachdesk.queries.card import CardAppointment, participant_card
from coachdesk.services.desk import Desk
from coachdesk.services.duplicates import KnownPerson, known_people
from coachdesk.ui.shell import Shell
from coachdesk.ui.widgets.page import Page
from coachdesk.ui.workspace import Workspace
from support.gestures import Hands
from support.ui import window_on
from support.watched_runner import WatchedRunner

T = TypeVar("T")
_FIELDS = 40
"""More than a page has: Tab has gone round by then."""
HER_FACTS = (
    ("Nom *", "Thibaut"), ("Prénom *", "Maelle"), ("Date de naissance *", "6/5/1990"),
    ("Code postal", "80600"), ("Commune", "Doullens"), ("Téléphone", "0612345678"),
    ("N° allocataire (CAF ou MSA)", "1234567"),
)  # fmt: skip
LAPTOP = (1366, 728)
"""What a small laptop leaves of its screen."""


class DeskWindow:
    """The window, the hands on it, and what the store says."""

    def __init__(self, shell: Shell, wait: Callable[[Callable[[], None]], None]) -> None:
        """``wait`` lets the window live until what it is given no longer fails."""
        self.shell = shell
        self.hands = Hands()
        self._wait = wait

    @property
    def space(self) -> Workspace:
        """The open desk."""
        assert self.shell.workspace is not None
        return self.shell.workspace

    @property
    def desk(self) -> Desk:
        """What the store is read by, beside the window."""
        return self.space.context.desk

    def waiting(self) -> int:
        """How much was asked of the store and is not shown yet, the keyboard in its place."""
        runner = self.space.context.runner
        assert isinstance(runner, WatchedRunner), "the window of a test is watched"
        return runner.waiting + (self.space.reads._opening is not None)

    def read(self, query: Callable[[Connection], T]) -> T:
        """What the store says."""
        return self.desk.read(query)

    def until(self, condition: Callable[[], Any]) -> None:
        """Let the window live until ``condition`` holds."""

        def holds() -> None:
            assert condition(), (
                f"the window says {self.shell.said!r}, the keyboard is on "
                f"{QApplication.focusWidget()!r} of {QApplication.activeWindow()!r}"
            )

        self._wait(holds)

    def shows(self, page: Page) -> None:
        """Wait until ``page`` is the one shown."""
        self.until(lambda: self.space.pages.current() is page and page.isVisible())

    def button(self, words: str, within: QWidget | None = None) -> QPushButton:
        """The button that can be pressed and whose words begin so, once it is there."""
        return self._button(lambda item: item.text().strip().startswith(words), within)

    def line_of(self, name: str) -> QPushButton:
        """The line of a rendez-vous of the day that names someone."""
        return self._button(
            lambda item: name in item.text() and item.property("role") == "line", self.space.today
        )

    def types_her_facts(self) -> None:
        """A new prescription, her facts typed where Tab leads; it waits to be recorded."""
        self.hands.press("Ctrl+N")
        intake = self.space.intake
        self.shows(intake)
        self.until(intake.number.text)
        self.until(intake.last_name.hasFocus)
        facts, sexed = dict(HER_FACTS), False
        for _ in range(_FIELDS):
            inside = QApplication.focusWidget()
            if inside is intake.gender.buttons["female"]:
                self.hands.type(" ")
                sexed = True
            elif inside is not None and inside.accessibleName() in facts:
                self.hands.type(facts.pop(inside.accessibleName()))
            if sexed and not facts:
                return
            self.hands.tab()
        raise AssertionError(f"Tab never came to {sorted(facts)}")

    def person(self, name: str) -> KnownPerson:
        """Someone by her name, as « DURAND Léa »."""
        people = self.read(known_people)
        return next(who for who in people if f"{who.last_name} {who.first_name}" == name)

    def appointments(self, name: str) -> tuple[CardAppointment, ...]:
        """Her rendez-vous, the latest first."""
        dossier = self.person(name).prescription_id
        return self.read(lambda link: participant_card(link, dossier)).appointments

    def _button(self, wanted: Callable[[QPushButton], bool], within: QWidget | None) -> QPushButton:
        found: list[QPushButton] = []

        def there() -> bool:
            found[:] = [
                item
                for item in (within or self.shell).findChildren(QPushButton)
                if item.isVisible() and item.isEnabled() and wanted(item)
            ]
            return bool(found)

        self.until(there)
        return found[0]


@contextmanager
def desk_window(directory: Path, clock: Clock, qtbot: QtBot) -> Iterator[DeskWindow]:
    """The window on ``directory``, as large as a small laptop lets it be, closed in the end."""
    runner, shell = window_on(directory, clock)
    try:
        shell.resize(*LAPTOP)
        with qtbot.waitActive(shell):
            shell.show()
            shell.activateWindow()
        yield DeskWindow(shell, qtbot.waitUntil)
    finally:
        shell.close()
        runner.close()
        shell.deleteLater()
