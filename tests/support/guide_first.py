"""The pictures of the first start and of an import, for the guide."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtWidgets import QWidget

from coachdesk.core.clock import Clock
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.screens.first_run.view import FirstRunScreen
from coachdesk.ui.screens.importing.cell_item import CellItem
from coachdesk.ui.screens.importing.word_item import WordItem
from coachdesk.ui.screens.month.view import MonthScreen
from coachdesk.ui.screens.participants.view import ParticipantsScreen
from coachdesk.ui.shell import Shell
from support.ui import draw_by_mouse, hand, window_on
from support.workbooks import FAULTY

if TYPE_CHECKING:
    from support.guide_album import Album

W = TypeVar("W", bound=QWidget)
_WEAK, _GOOD = "claire exemple", "girafe moulin tabouret velours"


def first_start(
    directory: Path, clock: Clock, size: tuple[int, int], make_album: "Callable[[Shell], Album]"
) -> "Album":
    """Every step, in a window of its own; gives the album begun."""
    runner, shell = window_on(directory, clock)
    shell.resize(*size)
    shell.move(0, 0)
    shell.show()
    shell.activateWindow()
    album = make_album(shell)
    try:
        _steps(album, shell)
    finally:
        shell.close()
        runner.close()
    return album


def _steps(album: "Album", shell: Shell) -> None:
    window = album.window
    first = shell.pages.currentWidget()
    assert isinstance(first, FirstRunScreen)
    window.until(first.identity.profile.count)
    window.hands.type("Claire Exemple")
    window.hands.press("Return")
    window.hands.type("Coaching")
    album.picture("demarrage-1-vous")
    first.next.click()
    phrase = first.passphrase
    window.hands.type(_WEAK)
    album.picture("demarrage-2-phrase-faible")
    phrase.propose.click()
    window.until(phrase.proposed.isVisible)
    album.picture("demarrage-2-phrase-proposee")
    phrase.secret.line.setText(_GOOD)
    phrase.again.line.setText(_GOOD)
    first.next.click()
    window.until(lambda: first.step is first.recovery)
    album.picture("demarrage-3-cle")
    key = "-".join(group.text() for group in first.recovery.shown.groups)
    first.next.click()
    first.recovery.line.setText(f"{key[:10]}ZZZZ")
    album.picture("demarrage-3-cle-retapee")
    first.recovery.line.setText(key)
    first.next.click()
    window.until(lambda: first.step is first.association)
    album.picture("demarrage-4-association")
    first.next.click()
    draw_by_mouse(first.device.trial.surface, hand(first.device.trial.surface))
    album.picture("demarrage-5-signature")
    first.next.click()
    album.picture("demarrage-6-pret")
    first.ready.look.click()
    window.until(lambda: shell.workspace)
    _empty(album)
    _importing(album)


def _empty(album: "Album") -> None:
    """The screens of the first day, each with what to do next."""
    window, space = album.window, album.window.space
    window.until(space.today.bring.isVisible)
    album.picture("aujourdhui-vide")
    for screen, page, name in (
        (Screen.PARTICIPANTS, space.participants, "participants-vide"),
        (Screen.MONTH, space.month, "mois-vide"),
    ):
        space.go(Target(screen))
        window.until(partial(_shows_nothing, page))
        album.picture(name)


def _importing(album: "Album") -> None:
    """A workbook with faults, half mended; then the words learned."""
    window = album.window
    window.space.go(Target(Screen.IMPORT))
    page = window.space.importing
    page.import_from(FAULTY)
    window.until(lambda: page.list.items)
    album.picture("importer-a-reparer")
    word = _first(page.list, WordItem, lambda item: not item.near.isHidden())
    word.near.click()
    cell = _first(page.list, CellItem, lambda item: item.state == "open")
    cell.aside.click()
    window.until(lambda: word.state == "mended" and cell.state == "left_out")
    window.until(page.take.isEnabled)
    album.picture("importer-reparations")
    page.take.click()
    window.until(lambda: word not in page.list.items)
    page.show_start()
    window.until(page.start.learned.rows.rowCount)
    album.picture("importer")


def _shows_nothing(page: ParticipantsScreen | MonthScreen) -> bool:
    return page.isVisible() and page.pages.currentIndex() == 1


def _first(within: QWidget, kind: type[W], wanted: Callable[[W], bool]) -> W:
    return next(item for item in within.findChildren(kind) if wanted(item))
