"""The pictures of the papers: filled in, signed by some, on paper, refused, handed over, found."""

from functools import partial

from coachdesk.domain.papers import DocumentState, Role
from coachdesk.services.documents.drafting import open_document
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.screens.paper.view import PaperScreen
from support.desk_window import DeskWindow
from support.documents import refuse_document, sign_document
from support.guide_album import SETTLED_MS, Album, live
from support.lived import WORKED_WITH

_GRID, _NEXT = "evaluation_grid", "LEGRAND Hervé"


def papers(album: Album) -> None:
    """From the terms of a contract to a copy in the person's hand."""
    window = album.window
    page = window.space.paper
    window.space.go(Target(Screen.CONTRACT, window.person("WACHEUX Océane").prescription_id))
    terms = window.space.contract
    window.until(lambda: terms.head is not None and "WACHEUX" in terms.subtitle.text())
    terms.act.click()
    window.until(partial(_seen, page, "contract"))
    album.picture("papier")
    _grid(album, page)
    _answered(album, page)
    page.side.copy.first().click()
    card = window.space.card
    window.space.go(
        Target(Screen.CARD, window.person(WORKED_WITH).prescription_id, section="papiers")
    )
    window.until(lambda: WORKED_WITH.split()[0] in card.title.text())
    live(5 * SETTLED_MS)  # the sections are built in the pauses
    album.picture("fiche-papiers")
    window.space.bindings.run("palette")
    view = window.space.finding.view
    view.line.setText("bilan boulanger")
    window.until(lambda: (entry := view.current()) is not None and entry.person)
    album.picture("chercher-papier")
    view.leave()


def _grid(album: Album, page: PaperScreen) -> None:
    """Questions at the left, the paper at the right; then by hand, on paper."""
    window = album.window
    _open(window, page, _GRID, WORKED_WITH)
    form = page.side.form
    assert form is not None, "a draft is filled in"
    form.show_answers(
        {
            "moment": "middle",
            "punctuality": "acquired",
            "commitment": "growing",
            "presentation": "acquired",
            "person_words": "Je me sens plus à l’aise au téléphone.",
        }
    )
    form.changed.emit()
    live(6 * SETTLED_MS)
    album.picture("papier-questions")
    page.halves.show_half(1)
    live(2 * SETTLED_MS)
    album.picture("papier-apercu")
    page.halves.show_half(0)
    page.side.other_way.click()
    live(SETTLED_MS)
    album.picture("papier-signe-a-la-main")


def _answered(album: Album, page: PaperScreen) -> None:
    """One refused, the other has not answered; then all is signed, and the copy is due."""
    window = album.window
    desk, dossier = window.desk, window.person(_NEXT).prescription_id
    made = open_document(desk, desk.actions[0], _GRID, dossier)
    refuse_document(desk, made, Role.PARTICIPANT, reason="Je veux relire chez moi")
    _open(window, page, _GRID, _NEXT)
    album.picture("papier-refuse")
    other = open_document(desk, desk.actions[0], "information", dossier)
    sign_document(desk, other, Role.PARTICIPANT, seed=13)
    window.space.go(Target(Screen.PAPER, dossier, document_id=other))
    window.until(partial(_seen, page, "information"))
    window.until(lambda: page.view is not None and page.view.state is DocumentState.CLOSED)
    album.picture("papier-copie")


def _open(window: DeskWindow, page: PaperScreen, kind: str, who: str) -> None:
    dossier = window.person(who).prescription_id
    window.space.go(Target(Screen.PAPER, dossier, section=kind))
    window.until(partial(_seen, page, kind))


def _seen(page: PaperScreen, kind: str) -> bool:
    """Whether that paper is there, drawn."""
    if page.view is None or page.view.template.key != kind:
        return False
    return bool(page.pages.pages) and not page.looking.busy
