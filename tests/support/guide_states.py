"""The pictures of an immersion, of the questionnaires, and of a paper in each of its states."""

from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QWidget

from coachdesk.domain.papers import Answer, DocumentState, Role
from coachdesk.queries.participants import participants_table
from coachdesk.services.attachment_files import TakenFile
from coachdesk.services.attachments import ready
from coachdesk.services.documents.drafting import give_up, open_document
from coachdesk.services.documents.paper_bridge import signed_on_paper
from coachdesk.services.documents.satisfaction import record_satisfaction
from coachdesk.services.papers.templates import templates
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.screens.immersion.form import ImmersionFormScreen
from coachdesk.ui.screens.paper.asking_pad import AskingPad
from coachdesk.ui.screens.satisfaction.view import SatisfactionScreen
from support.desk_window import DeskWindow
from support.documents import answers_to, sign_document
from support.guide_album import SETTLED_MS, Album, live, scroll_down
from support.lived import TODAY, WORKED_WITH, photographed

_ENOUGH = 5
_SENTENCES = ("Plus de temps pour le CV", "Un atelier le mercredi", "Rien, merci", "Le bus")
_SATISFACTION = "satisfaction"


def states(album: Album) -> None:
    """What a paper lacks, who has not signed yet, one given up, one signed by hand."""
    window = album.window
    desk, action = window.desk, window.desk.actions[0]
    page = window.space.paper
    her = window.person("WATTEBLED Lucie").prescription_id
    made = open_document(desk, action, "interim_review", her)
    _show(album, made, her)
    page.act.click()
    live(2 * SETTLED_MS)
    album.picture("papier-incomplet")
    album.calm()
    new = window.person("WACHEUX Océane").prescription_id
    contract = open_document(desk, action, "contract", new)
    sign_document(desk, contract, Role.PARTICIPANT, seed=29)
    _show(album, contract, new)
    album.picture("papier-a-contresigner")
    give_up(desk, contract, "Les heures ont changé\u00a0: un autre contrat sera proposé")
    _show(album, contract, new, DocumentState.VOID)
    album.picture("papier-annule")
    told = open_document(desk, action, "information", her)
    scan = ready(
        TakenFile("notice signée.png", photographed("Notice d’information", "Lu et signé"))
    )
    signed_on_paper(desk, told, TODAY, (scan,))
    _show(album, told, her)
    album.picture("papier-numerise")


def menus(album: Album) -> None:
    """What a card proposes to make, and to write."""
    album.calm()
    window = album.window
    card = window.space.card
    window.space.go(Target(Screen.CARD, window.person("DEROUSSEN Aurélie").prescription_id))
    window.until(lambda: "DEROUSSEN" in card.title.text() and card.letters.offers)
    live(5 * SETTLED_MS)  # the sections are built in the pauses
    card.letters.click()
    album.picture("fiche-courrier")
    _close_menus(card.letters)
    card.sections.reveal("papiers")
    live(SETTLED_MS)
    card.sections.papers.new.click()
    window.until(lambda: card.sections.papers.findChildren(QMenu))
    menu = card.sections.papers.findChildren(QMenu)[0]
    menu.setActiveAction(menu.actions()[0])
    QTest.keyClick(menu, Qt.Key.Key_Right)
    live(2 * SETTLED_MS)
    album.picture("fiche-nouveau-papier")
    _close_menus(card.sections.papers)


def immersion(album: Album) -> None:
    """Filled in, then longer than the law lets it be."""
    window = album.window
    shown = window.space.page_of(Screen.IMMERSION_FORM)
    assert isinstance(shown, ImmersionFormScreen), "it is the page of that screen"
    page = shown.terms
    window.space.go(Target(Screen.IMMERSION_FORM, window.person(WORKED_WITH).prescription_id))
    window.until(lambda: page.isVisible() and shown.head)
    live(2 * SETTLED_MS)
    page.company.name.setFocus()
    QTest.keyClicks(page.company.name, "a")
    page.company.name.take(0)
    page.company.name.popup.hide()
    page.trade.setText("Aide de cuisine")
    page.purpose.buttons["confirm"].click()
    page.week.days[0].setText("8h30-12h30 13h30-16h30")
    page.week.spread.click()
    live(SETTLED_MS)
    album.picture("immersion")
    page.ends.setDate(page.ends.date().addDays(40))
    page.week.days[6].setText("9h-12h")
    live(SETTLED_MS)
    album.picture("immersion-regle")
    scroll_down(page.week)
    album.picture("immersion-horaires")
    window.space.context.drafts.forget(f"immersion:{window.person(WORKED_WITH).prescription_id}")


def questionnaires(album: Album) -> None:
    """Hers alone on the screen, to the thanks; then what all answered, hidden under five."""
    window = album.window
    desk, action = window.desk, window.desk.actions[0]
    first, *others = _followed(window)
    made = open_document(desk, action, _SATISFACTION, first)
    window.space.context.hand_questions(made)
    window.until(lambda: isinstance(window.shell.handed, AskingPad))
    pad = window.shell.handed
    assert isinstance(pad, AskingPad), "it is shown"
    screen = pad.screen_of_questions
    album.picture("questionnaire")
    screen.next.click()
    live(SETTLED_MS)
    next(iter(screen.question.answers.values())).setFocus()
    album.picture("questionnaire-question")
    given = answers_to(desk, _SATISFACTION)
    screen.set_draft_value({key: _as_kept(answer) for key, answer in given.items()})
    window.until(lambda: screen.asking.current is None)
    live(SETTLED_MS)
    album.picture("questionnaire-relu")
    screen.go_on()
    window.until(screen.next.isEnabled)
    live(2 * SETTLED_MS)
    album.picture("questionnaire-merci")
    screen.next.click()
    window.until(lambda: window.shell.handed is None)
    _results(album, "satisfaction-attente")
    for number, (dossier, sentence) in enumerate(zip(others, _SENTENCES, strict=True)):
        answers = {
            field.key: field.options[(number * place) % 3].key if field.options else sentence
            for place, field in enumerate(templates(action)[_SATISFACTION].fields)
        }
        answers["note"] = str(3 + number % 3)
        record_satisfaction(desk, open_document(desk, action, _SATISFACTION, dossier), answers)
    _results(album, "satisfaction")


def _results(album: Album, name: str) -> None:
    window = album.window
    page = window.space.page_of(Screen.SATISFACTION)
    assert isinstance(page, SatisfactionScreen), "it is the page of that screen"
    window.space.go(Target(Screen.SATISFACTION))
    window.until(lambda: page.isVisible() and page.subtitle.text())
    live(3 * SETTLED_MS)
    album.picture(name)


def _show(album: Album, document: UUID, dossier: UUID, state: DocumentState | None = None) -> None:
    window, page = album.window, album.window.space.paper
    window.space.go(Target(Screen.PAPER, dossier, document_id=document))

    def seen() -> bool:
        view = page.view
        if view is None or view.id != document or state not in (None, view.state):
            return False
        return bool(page.pages.pages) and not page.looking.busy

    window.until(seen)
    live(3 * SETTLED_MS)


def _followed(window: DeskWindow) -> list[UUID]:
    action = window.desk.actions[0]
    table = window.read(lambda link: participants_table(link, action.id))
    there = [row.prescription_id for row in table if row.pathway_id and not row.left_on]
    return there[:_ENOUGH]


def _as_kept(answer: Answer) -> str | list[str]:
    return answer if isinstance(answer, str) else list(answer)


def _close_menus(within: QWidget) -> None:
    for menu in within.findChildren(QMenu):
        menu.close()
