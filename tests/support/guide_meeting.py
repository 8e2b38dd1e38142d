"""The pictures of a dossier, from the prescription to the contract, and of its rendez-vous."""

from functools import partial

from PySide6.QtWidgets import QApplication

from coachdesk.domain.attendance import Mode
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.screens.cancelling.view import CancellingScreen
from coachdesk.ui.screens.dossier_page import DossierPage
from coachdesk.ui.screens.moving.view import MovingScreen
from coachdesk.ui.screens.walk_in.view import WalkInScreen
from coachdesk.ui.widgets.fields import choose
from coachdesk.ui.widgets.page import Page
from support.desk_window import DeskWindow
from support.guide_album import SETTLED_MS, Album, live, scroll_down
from support.lived import TODAY
from support.ui import draw_by_mouse, hand


def dossier(album: Album) -> None:
    """From a prescription to a contract."""
    window = album.window
    window.space.go(Target(Screen.INTAKE))
    intake = window.space.intake
    window.until(intake.number.text)
    _name(window, "Roussel", "Jerome")
    album.picture("prescription")
    _name(window, "Boulanger", "Fabien")
    window.until(intake.known.isVisible)
    album.picture("prescription-deja-connue")
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
    """The sheet of a rendez-vous: planned, attended, by phone, absent with its notice or proof."""
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
        sheet = window.space.appointment.sheet
        assert sheet is not None, "it is shown"
        if keys:
            window.hands.press(keys)
            live(SETTLED_MS)
        if keys == "P":
            sheet.form.hours.late.click()
        album.picture(picture)
        if not keys:
            scroll_down(sheet)
            album.picture("rendez-vous-suite")
    phoned = window.appointments("LEGRAND Hervé")[0]
    window.space.go(Target(Screen.APPOINTMENT, appointment_id=phoned.id))
    window.until(partial(_named, window, "LEGRAND"))
    sheet = window.space.appointment.sheet
    assert sheet is not None, "it is shown"
    choose(sheet.form.hours.mode, Mode.PHONE.value)
    album.picture("rendez-vous-telephone")
    window.space.go(Target(Screen.APPOINTMENT, window.person("WACHEUX Océane").prescription_id))
    window.until(window.space.appointment.planning.isVisible)
    live(SETTLED_MS)
    album.picture("rendez-vous-nouveau")


def moves(album: Album) -> None:
    """Someone phones, someone comes by, expected or not."""
    window = album.window
    for screen, letters, name in (
        (Screen.MOVE, "derous", "deplacer"),
        (Screen.WALK_IN, "derous", "sans-rendez-vous-prevu"),
        (Screen.WALK_IN, "boulanger ol", "sans-rendez-vous"),
    ):
        window.space.go(Target(screen))
        page = window.space.page_of(screen)
        assert isinstance(page, MovingScreen | WalkInScreen), "it is the page of that screen"
        window.shows(page)
        page.finder.line.clear()
        page.finder.line.setFocus()
        live(SETTLED_MS)
        window.hands.type(letters)
        live(SETTLED_MS)
        album.picture(name)


def signing(album: Album) -> None:
    """The pad: empty, drawn on with something missing, then the code."""
    window = album.window
    window.space.context.sign(window.appointments("WATTEBLED Lucie")[0].id)
    window.until(lambda: window.shell.pad)
    pad = window.shell.pad
    assert pad is not None, "it is shown"
    album.picture("signature")
    pad.signing.recognition.change.click()
    draw_by_mouse(pad.surface, hand(pad.surface))
    pad.signing.validate.click()
    album.picture("signature-refusee")
    pad.signing.recognition.choices.buttons["known"].click()
    pad.signing.validate.click()
    window.until(pad.thanks.isVisible)
    pad.thanks.stay.click()
    album.picture("signature-code")
    pad.thanks.finish.click()
    window.until(lambda: window.shell.pad is None)


def cancelling(album: Album) -> None:
    """A half-day cancelled in one act, and whom to phone."""
    window = album.window
    window.space.go(Target(Screen.CANCEL_MORNING, day=TODAY))
    page = window.space.page_of(Screen.CANCEL_MORNING)
    assert isinstance(page, CancellingScreen), "it is the page of that screen"
    window.shows(page)
    window.until(page.act.isEnabled)
    live(SETTLED_MS)
    album.picture("annuler-une-demi-journee")
    page.reason.setText("Mairie fermée")
    page.act.click()
    window.until(page.calling.isVisible)
    album.picture("a-prevenir")


def _name(window: DeskWindow, last: str, first: str) -> None:
    intake = window.space.intake
    for line, text in ((intake.last_name, last), (intake.first_name, first)):
        line.clear()
        line.setFocus()
        window.hands.type(text)
    focused = QApplication.focusWidget()
    assert focused is intake.first_name, "the keyboard stays in the page"


def _read(page: Page) -> bool:
    return page.isVisible() and isinstance(page, DossierPage) and page.head is not None


def _named(window: DeskWindow, name: str) -> bool:
    return name in window.space.appointment.title.text()
