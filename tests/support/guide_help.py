"""The pictures of the guide: the guide itself, and a step of the visite."""

from coachdesk.core.ids import new_id
from coachdesk.services.targets import Screen, Target
from coachdesk.services.tour.store import Tour
from coachdesk.ui.tour.control import TourControl
from support.guide_album import Album

_SOUGHT = "comment faire signer"
_STEP = "to_do"


def help_pages(album: Album) -> None:
    """F1 on the day; a question; the news; then a step of the visite over the day."""
    window, shell = album.window, album.window.shell
    space = window.space
    space.go(Target(Screen.TODAY))
    window.until(lambda: space.today.lines and space.today.stops)
    album.calm()
    shell.helping.open()
    window.shows(space.guide)
    album.picture("aide")
    space.guide.panel.seek.setText(_SOUGHT)
    space.guide.panel.seek.returnPressed.emit()
    album.picture("aide-recherche")
    space.guide.panel.seek.clear()
    space.back()
    window.shows(space.today)
    _visit(album)


def _visit(album: Album) -> None:
    shell = album.window.shell
    control = TourControl(shell, Tour(shell.directory, new_id(), new_id()))
    album.window.until(control.card.isVisible)
    control.show_step([step.key for step in control.steps].index(_STEP))
    album.window.until(lambda: control.pointed is not None)
    album.picture("visite")
    control.end()
    control.band.hide()
