"""The pictures of the list of participants, of what finds anyone, and of a card."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from coachdesk.services.people_list import Facet
from coachdesk.services.targets import Screen, Target
from support.guide_album import SETTLED_MS, Album, live
from support.lived import WORKED_WITH


def people(album: Album) -> None:
    """The list of participants: whole, filtered, searched, exported."""
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


def card(album: Album) -> None:
    """A card from its top to its pieces, then the identity being corrected."""
    window = album.window
    page = window.space.card
    person = window.person(WORKED_WITH)
    window.space.go(Target(Screen.CARD, person.prescription_id))
    window.until(lambda: WORKED_WITH.split()[0] in page.title.text())
    live(SETTLED_MS)  # the sections are built in the pauses
    album.picture("fiche")
    for section, name in (("freins", "fiche-freins"), ("documents", "fiche-documents")):
        page.sections.reveal(section)
        live(SETTLED_MS)
        album.picture(name)
    page.sections.reveal("pieces")
    window.until(lambda: (shown := page.sections.pieces.panel) and shown.table.rows.rowCount())
    panel = page.sections.pieces.panel
    assert panel is not None, "it is shown"
    page.sections.show_part(panel)
    panel.table.selectRow(0)
    window.until(lambda: panel.view.page.pages > 0)
    live(SETTLED_MS)
    album.picture("fiche-pieces")
    page.sections.show_part(panel.view)
    live(SETTLED_MS)
    album.picture("fiche-piece-lue")
    page.correct()
    album.picture("fiche-identite")
    window.hands.press("Esc")
