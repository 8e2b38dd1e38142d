"""The pictures of the tableau de bord and of the FSE+: its four parts, and its export."""

from coachdesk.services.targets import Screen, Target
from coachdesk.ui.screens.fse.view import INDICATORS, MEANS, MISSING, PROOFS
from support.guide_album import Album


def dashboard(album: Album) -> None:
    """The figures of the year, the file active and what is foreseen."""
    window = album.window
    window.space.go(Target(Screen.DASHBOARD))
    window.until(lambda: window.space.dashboard.tiles.tiles)
    album.picture("tableau-de-bord")


def fse(album: Album) -> None:
    """What is to be completed, then each of the other parts, then what an export asks."""
    window = album.window
    page = window.space.fse
    window.space.go(Target(Screen.FSE))
    window.until(page.missing.visible_rows)
    album.picture("fse")
    window.hands.click(page.parts.buttons[INDICATORS])
    album.picture("fse-indicateurs")
    window.hands.click(page.parts.buttons[PROOFS])
    window.until(page.proofs.visible_rows)
    album.picture("fse-preuves")
    window.hands.click(page.parts.buttons[MEANS])
    album.picture("fse-temps")
    window.hands.click(page.export)
    album.picture("fse-export")
    window.hands.press("Esc")
    window.hands.click(page.parts.buttons[MISSING])
