"""The pictures of the bilan of a year: its parts, a text that names a figure, its papers."""

from coachdesk.services.targets import Screen, Target
from support.guide_album import Album


def bilan(album: Album) -> None:
    """A part with its tables, the curve, a figure sought, the closing and the state asked."""
    window = album.window
    page = window.space.bilan
    window.space.go(Target(Screen.BILAN, section="participants"))
    window.until(lambda: page.parts.section and page.parts.offered)
    album.picture("bilan")
    page.contents.step(1)
    album.picture("bilan-file-active")
    page.contents.step(1)
    section = page.parts.section
    assert section is not None, "a part with figures"
    form = section.form
    assert form is not None, "it asks for a text"
    window.hands.click(form.edit, said="le texte")
    window.hands.type("Parmi elles, {sort")
    window.until(form.listed.isVisible)
    album.picture("bilan-texte")
    form.edit.clear()
    window.hands.click(page.close_button)
    album.picture("bilan-cloture")
    window.hands.press("Esc")
    window.hands.click(page.state_of)
    album.picture("bilan-etat")
    window.hands.press("Esc")
