"""The pictures of the guide: every screen on the sample desk, at one size, in one theme.

    python -m support.guide OUT WIDTHxHEIGHT THEME TEXT_PERCENT

run by ``tools/guide.py`` on a screen of its own. Prints what a picture shows cut; exits 1 then.
"""

import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QDeadlineTimer, QEventLoop, QRect, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from coachdesk.app import make_application
from coachdesk.services.people_list import Facet
from coachdesk.services.targets import Screen, Target
from coachdesk.system.settings import save_settings
from coachdesk.ui.screens.dossier_page import DossierPage
from coachdesk.ui.widgets.page import Page
from support.cut import cut_texts, scrolls_sideways
from support.desk_window import DeskWindow
from support.guide_first import first_start
from support.lived import TODAY, clock_at, lived_store
from support.ui import window_on

_PATIENCE_MS = 20_000
_STEP_MS = 20
_SETTLED_MS = 160
"""Time for the last paint to reach the screen."""


def live(milliseconds: int) -> None:
    """Let the window and its threads work."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def wait(holds: Callable[[], None]) -> None:
    """Let the window live until ``holds`` no longer fails."""
    end = QDeadlineTimer(_PATIENCE_MS)
    while True:
        try:
            holds()
        except AssertionError:
            if end.hasExpired():
                raise
            live(_STEP_MS)
        else:
            return


class Album:
    """The pictures, and what they show cut."""

    def __init__(self, out: Path, window: DeskWindow) -> None:
        self.window = window
        self.faults: list[str] = []
        self._out = out

    def picture(self, name: str) -> None:
        """Keep what the screen shows of the window, and look for what is cut."""
        live(_SETTLED_MS)
        front = QApplication.activeModalWidget() or self.window.shell
        shell = self.window.shell
        box = QRect(shell.pos(), shell.size())
        screen = shell.screen().grabWindow(0, box.x(), box.y(), box.width(), box.height())
        screen.save(str(self._out / f"{name}.png"))
        self.faults += [f"{name}: {fault}" for fault in _faults(front)]


def _faults(front: QWidget) -> list[str]:
    return [*cut_texts(front), *(f"pushed sideways, {area}" for area in scrolls_sideways(front))]


def main(out: Path, size: str, theme: str, text_percent: int) -> int:
    """Walk through every screen; returns 1 when something is cut."""
    out.mkdir(parents=True, exist_ok=True)
    save_settings(appearance=theme, text_percent=text_percent)
    application = make_application(sys.argv[:1])
    with tempfile.TemporaryDirectory() as folder:
        sides = tuple(int(side) for side in size.split("x"))
        faults = first_start(
            Path(folder) / "neuf",
            clock_at(TODAY),
            (sides[0], sides[1]),
            lambda new: Album(out, DeskWindow(new, wait)),
        )
        directory = Path(folder) / "magasin"
        key = lived_store(directory)
        runner, shell = window_on(directory, clock_at(TODAY))
        window = DeskWindow(shell, wait)
        shell.resize(*sides)
        shell.move(0, 0)
        shell.show()
        shell.activateWindow()
        album = Album(out, window)
        try:
            tour(album, key)
        finally:
            shell.close()
            runner.close()
    del application
    faults += album.faults
    for fault in faults:
        print(fault)  # noqa: T201  it speaks on the terminal
    return 1 if faults else 0


def tour(album: Album, key: str) -> None:
    """Every screen, in the order of the guide."""
    window = album.window
    album.picture("ouverture")
    window.shell.unlock(key)
    window.until(lambda: window.shell.workspace is not None and window.space.today.lines)
    album.picture("aujourdhui")
    for part in (people, dossier, rendez_vous, moves, month, leaving, signing):
        part(album)


def people(album: Album) -> None:
    """The list of participants, searched."""
    window = album.window
    window.space.go(Target(Screen.PARTICIPANTS))
    page = window.space.participants
    window.until(page.table.rows.rowCount)
    album.picture("participants")
    page.export.click()
    album.picture("participants-export")
    page.exporting.stay.click()
    page.filters.buttons[Facet.ALERT].click()
    album.picture("participants-filtre")
    page.filters.buttons[Facet.ALERT].ticks.close()
    palette(album)
    window.space.go(Target(Screen.PARTICIPANTS))
    page.search.setFocus()
    window.hands.type("picquigny")
    album.picture("participants-recherche")
    page.search.clear()
    window.hands.type("zzz")
    album.picture("participants-personne")
    page.search.clear()
    person = window.person("BOULANGER Fabien")
    window.space.go(Target(Screen.CARD, person.prescription_id))
    window.until(lambda: "BOULANGER" in window.space.card.title.text())
    album.picture("fiche")


def palette(album: Album) -> None:
    """A person found from anywhere, what can be done for her, and every shortcut."""
    space = album.window.space
    space.bindings.run("palette")
    view = space.finding.view
    view.line.setText("bou")
    album.window.until(lambda: (entry := view.current()) is not None and entry.person)
    album.picture("chercher-partout")
    QTest.keyClick(view.line, Qt.Key.Key_Tab)
    album.picture("chercher-agir")
    view.leave()
    space.bindings.run("shortcuts")
    album.picture("raccourcis")


def dossier(album: Album) -> None:
    """From a prescription to a contract."""
    window = album.window
    window.space.go(Target(Screen.INTAKE))
    intake = window.space.intake
    window.until(intake.number.text)
    intake.last_name.setFocus()
    window.hands.type("Delattre")
    intake.first_name.setFocus()
    window.hands.type("Jerome")
    album.picture("prescription")
    intake.last_name.clear()
    intake.first_name.clear()
    for screen, name, who in (
        (Screen.DIAGNOSTIC, "diagnostic", "BOUTILLIER Franck"),
        (Screen.DECISION, "decision", "BOUTILLIER Franck"),
        (Screen.CONTRACT, "contrat", "WACHEUX Océane"),
    ):
        window.space.go(Target(screen, window.person(who).prescription_id))
        page = window.space.page_of(screen)
        window.until(partial(_read, page))
        if screen is Screen.DECISION:
            window.hands.click(window.button("Intégré", page))
        album.picture(name)


def rendez_vous(album: Album) -> None:
    """The sheet of a rendez-vous: planned, attended, absent with its notice."""
    window = album.window
    for name, keys, picture in (
        ("WATTEBLED Lucie", "", "rendez-vous"),
        ("BOULANGER Fabien", "P", "rendez-vous-present"),
        ("MARCHAND Lucie", "I", "rendez-vous-absence"),
        ("DEMAILLY Thierry", "J", "rendez-vous-excuse"),
    ):
        held = window.appointments(name)[0]
        dossier_id = window.person(name).prescription_id
        window.space.go(Target(Screen.APPOINTMENT, dossier_id, held.id))
        window.until(partial(_named, window, name.split()[0]))
        if keys:
            window.hands.press(keys)
            live(_SETTLED_MS)
        album.picture(picture)


def _read(page: Page) -> bool:
    return page.isVisible() and isinstance(page, DossierPage) and page.head is not None


def _named(window: DeskWindow, name: str) -> bool:
    return name in window.space.appointment.title.text()


def moves(album: Album) -> None:
    """Someone phones, someone comes by, a half-day is cancelled."""
    window = album.window
    for screen, name in ((Screen.MOVE, "deplacer"), (Screen.WALK_IN, "sans-rendez-vous")):
        window.space.go(Target(screen))
        window.shows(window.space.page_of(screen))
        live(_SETTLED_MS)
        window.hands.type("derous")
        live(_SETTLED_MS)
        album.picture(name)
    window.space.go(Target(Screen.CANCEL_MORNING, day=TODAY))
    window.shows(window.space.page_of(Screen.CANCEL_MORNING))
    album.picture("annuler-une-matinee")


def month(album: Album) -> None:
    """The month with its gaps, its relecture, the rows behind a figure, the closing asked."""
    window = album.window
    page = window.space.month
    window.space.go(Target(Screen.MONTH, day=TODAY.replace(day=1)))
    window.until(lambda: page.tiles.tiles and page.pages.isEnabled())
    album.picture("mois")
    window.hands.click(page.close_button)
    album.picture("cloture-motif")
    window.hands.press("Esc")
    window.hands.click(page.relire)
    window.until(lambda: window.space.audit.pages.currentIndex() < 2)
    album.picture("relecture")
    window.space.audit.table.setFocus()
    window.hands.press("V")
    album.picture("relecture-motif")
    window.space.go(Target(Screen.MONTH, day=TODAY.replace(day=1)))
    window.hands.click(page.tiles.tiles[0])
    window.until(lambda: window.space.side)
    album.picture("mois-liste")
    window.space.go(Target(Screen.MONTH, day=TODAY.replace(year=2023, month=5, day=1)))
    window.until(page.close_button.isEnabled)
    window.hands.click(page.close_button)
    window.until(page.closing.isVisible)
    album.picture("cloture")
    window.hands.press("Esc")


def leaving(album: Album) -> None:
    """What was begun and hidden, as the day tells it, then the check before leaving."""
    window = album.window
    window.space.go(Target(Screen.INTAKE))
    window.until(window.space.intake.number.text)
    window.space.intake.last_name.setText("Delattre")
    today = window.space.today
    window.space.go(Target(Screen.TODAY))
    window.until(today.begun.isVisible)
    today.lines[-1].menu.actions()[0].trigger()
    window.until(today.hidden.isVisible)
    window.hands.click(today.hidden.toggle)
    live(_SETTLED_MS)
    album.picture("aujourdhui-brouillon")
    window.space.go(Target(Screen.READY))
    window.until(window.space.ready.checks.count)
    album.picture("pret-a-partir")
    window.space.context.drafts.forget("intake")


def signing(album: Album) -> None:
    """The pad, before and after a hand."""
    window = album.window
    window.space.context.sign(window.appointments("WATTEBLED Lucie")[0].id)
    window.until(lambda: window.shell.pad)
    album.picture("signature")


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4])))
