"""The pictures of an atelier, of the sheets, of what waits for the printer, of a month signed."""

from functools import partial
from uuid import UUID

from coachdesk.domain.attendance import Mode, Slot
from coachdesk.domain.papers import SigningOutcome
from coachdesk.queries.participants import participants_table
from coachdesk.services.documents.copies import PrintLine, to_print
from coachdesk.services.documents.letter_offers import LetterOffer, letters_offered
from coachdesk.services.documents.letters import put_to_print
from coachdesk.services.documents.office_printing import take_back
from coachdesk.services.pad.asked import PadAnswer
from coachdesk.services.pad.attendance import attendance_asked
from coachdesk.services.targets import Screen, Target
from coachdesk.services.workshops.closing import close_workshop
from coachdesk.services.workshops.planning import WorkshopFacts, plan_workshop
from coachdesk.ui.screens.pad.view import PadScreen
from coachdesk.ui.screens.sheet.view import SheetScreen
from coachdesk.ui.screens.to_print.view import ToPrintScreen
from coachdesk.ui.screens.workshop.view import WorkshopScreen
from support.desk_window import DeskWindow
from support.guide_album import SETTLED_MS, Album, live
from support.guide_pad import pad_shown
from support.lived import TODAY
from support.signing_desk import drawn, scrawl

EVERYONE = 12
_TITLE, _AT = (
    "Oser téléphoner à un employeur",
    Slot(TODAY, 1020, 1110, "Mairie de Doullens", Mode.COLLECTIVE),
)
_SIGNED, _PASSED = 6, 4
_MISSED = ("DEROUSSEN Aurélie", "MARCHAND Lucie", "LEGRAND Hervé")


def workshop(album: Album) -> None:
    """Planned, signed by everyone in one sitting, closed; its sheet, then someone's own."""
    window = album.window
    desk, action, people = window.desk, window.desk.actions[0], _followed(window)
    page = window.space.page_of(Screen.WORKSHOP)
    assert isinstance(page, WorkshopScreen), "it is the page of that screen"
    window.space.go(Target(Screen.WORKSHOP))
    window.until(page.planning.people.model.rowCount)
    page.planning.form.title.setCurrentText(_TITLE)
    page.planning.people.set_draft_value([str(each) for each in people[:3]])
    live(SETTLED_MS)
    album.picture("atelier-nouveau")
    window.space.context.drafts.forget("workshop")
    made = plan_workshop(desk, action, WorkshopFacts(_TITLE, _AT), people)
    window.space.go(Target(Screen.WORKSHOP, subject_id=made))
    window.until(lambda: len(page.one.people.lines) == EVERYONE and page.act.isEnabled())
    _sitting(album, page)
    keys = list(page.one.people.lines)
    _sign(window, keys[:_SIGNED])
    cannot = PadAnswer(SigningOutcome.UNABLE, "connue du coach", reason="poignet dans le plâtre")
    attendance_asked(desk, keys[_SIGNED]).commit(desk, cannot)
    page.refresh()
    window.until(lambda: page.one.progress.text().startswith(str(_SIGNED)))
    live(SETTLED_MS)
    album.picture("atelier")
    _sign(window, keys[_SIGNED + 1 :])
    close_workshop(desk, action, made)
    page.refresh()
    window.until(page.one.close_it.isHidden)
    live(SETTLED_MS)
    album.picture("atelier-clos")
    _sheets(album, made)


def printer(album: Album) -> None:
    """Letters that wait for the printer of the office; then nothing any more."""
    window = album.window
    desk, action = window.desk, window.desk.actions[0]
    for name in _MISSED:
        for offer in _offers(window, name):
            if not offer.waits:
                put_to_print(desk, action, offer.wanted)
    page = window.space.page_of(Screen.TO_PRINT)
    assert isinstance(page, ToPrintScreen), "it is the page of that screen"
    window.space.go(Target(Screen.TO_PRINT))
    window.until(lambda: page.full.isVisible() and page.page.pages)
    live(3 * SETTLED_MS)
    album.picture("a-imprimer")
    take_back(desk, [line.document_id for line in _waiting(window)])
    page.refresh()
    window.shell.status.refresh()  # that was not done by the window, which would have counted
    choice = window.space.menu.choices["to_print"]
    window.until(lambda: page.empty.isVisible() and "(" not in choice.accessibleName())
    album.picture("a-imprimer-vide")


def closing_signed(album: Album) -> None:
    """The table of the month under the eyes of who signs it."""
    window = album.window
    page = window.space.month
    window.space.go(Target(Screen.MONTH, day=TODAY.replace(year=2023, month=6, day=1)))
    window.until(lambda: page.isVisible() and page.close_button.isEnabled())
    live(2 * SETTLED_MS)
    window.hands.click(page.close_button)
    window.until(page.closing.isVisible)
    page.closing.reason.setText("Deux feuilles attendent leur signature")
    page.closing.act.click()
    pad = pad_shown(window)
    live(4 * SETTLED_MS)
    album.picture("cloture-signature")
    pad.signing.give_up.click()
    window.until(lambda: window.shell.pad is None)


def _sitting(album: Album, page: WorkshopScreen) -> None:
    """The fifth of twelve, those before her passed over."""
    window = album.window
    page.act.click()
    pad = pad_shown(window)
    for number in range(_PASSED):
        pad.signing.skip.click()
        window.until(partial(_at, pad, number + 2))
    album.picture("signature-a-plusieurs")
    pad.signing.give_up.click()
    window.until(lambda: window.shell.pad is None)


def _sheets(album: Album, made: UUID) -> None:
    window = album.window
    page = window.space.page_of(Screen.SHEET)
    assert isinstance(page, SheetScreen), "it is the page of that screen"
    dossier = window.person("BOULANGER Fabien").prescription_id
    for target, name in (
        (Target(Screen.SHEET, subject_id=made), "feuille-atelier"),
        (Target(Screen.SHEET, dossier, day=TODAY), "feuille-emargement"),
    ):
        window.space.go(target)
        window.until(lambda: page.isVisible() and page.save.isEnabled() and page.view.pages)
        live(3 * SETTLED_MS)
        album.picture(name)


def _followed(window: DeskWindow) -> list[UUID]:
    action = window.desk.actions[0]
    table = window.read(lambda link: participants_table(link, action.id))
    there = [row.prescription_id for row in table if row.pathway_id and not row.left_on]
    return there[-EVERYONE:]


def _sign(window: DeskWindow, keys: list[UUID]) -> None:
    for key in keys:
        attendance_asked(window.desk, key).commit(window.desk, drawn(scrawl(key.int)))


def _at(pad: PadScreen, number: int) -> bool:
    return pad.signing.place.text().startswith(f"{number} sur {EVERYONE}")


def _offers(window: DeskWindow, name: str) -> tuple[LetterOffer, ...]:
    desk, dossier = window.desk, window.person(name).prescription_id
    return window.read(lambda link: letters_offered(link, desk, desk.actions[0], dossier))


def _waiting(window: DeskWindow) -> tuple[PrintLine, ...]:
    return window.read(lambda link: to_print(link, window.desk.actions[0]))
