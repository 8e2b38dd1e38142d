"""The pictures of the pad: late, by phone, otherwise than by signing, guarded by a code."""

from datetime import timedelta
from uuid import UUID

from PySide6.QtTest import QTest

from coachdesk.domain.attendance import Mode, Presence, Slot
from coachdesk.domain.papers import Role, SigningOutcome
from coachdesk.services.appointment_record import AppointmentRecord, record_appointment
from coachdesk.services.appointments import plan_appointment
from coachdesk.services.documents.drafting import open_document
from coachdesk.services.documents.signing import sitting
from coachdesk.services.pad.code import remove_pad_code, set_pad_code
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.screens.pad.view import PadScreen
from support.clock import FixedClock
from support.desk_window import DeskWindow
from support.guide_album import SETTLED_MS, Album, live
from support.lived import TODAY
from support.ui import draw_by_mouse, hand

_HER, _CODE = "DEMAILLY Thierry", "4071"


def pad(album: Album) -> None:
    """A contract with its paper beside; a presence late; a list of calls; the code asked back."""
    _contract(album)
    _late(album)
    _by_phone(album)
    _guarded(album)


def pad_shown(window: DeskWindow) -> PadScreen:
    """The pad, once it is handed over."""
    window.until(lambda: isinstance(window.shell.pad, PadScreen))
    shown = window.shell.pad
    assert shown is not None, "it is shown"
    return shown


def _contract(album: Album) -> None:
    """She reads it beside, does not agree, signs with a reservation."""
    window = album.window
    desk, dossier = window.desk, window.person("WACHEUX Océane").prescription_id
    contract = open_document(desk, desk.actions[0], "contract", dossier)
    window.space.context.hand_pad(
        lambda desk: sitting(desk, contract, (Role.PARTICIPANT, Role.COACH))
    )
    shown = pad_shown(window)
    window.until(lambda: shown.signing.paper.pages)
    live(3 * SETTLED_MS)
    album.picture("signature-papier")
    shown.signing.easy.click()
    live(SETTLED_MS)
    album.picture("signature-mots-simples")
    shown.signing.easy.click()
    shown.signing.recognition.choices.buttons["seen"].click()
    shown.signing.otherwise.click()
    other = shown.signing.other
    other.choices.buttons[SigningOutcome.DISAGREES.value].click()
    live(SETTLED_MS)
    other.words.setText("Dix heures par semaine, pas quinze")
    album.picture("signature-autre-reponse")
    other.reserve.click()
    live(SETTLED_MS)
    draw_by_mouse(shown.surface, hand(shown.surface))
    album.picture("signature-reserve")
    shown.surface.clear()
    _leave(window, shown)


def _late(album: Album) -> None:
    """A presence of last week; and the clock was set back since."""
    window = album.window
    clock = window.desk.clock
    assert isinstance(clock, FixedClock), "the walk moves it"
    held = _met(window, Slot(TODAY - timedelta(days=4), 540, 570, None, Mode.ON_SITE))
    window.space.context.sign(held)
    shown = pad_shown(window)
    next(iter(shown.signing.late.buttons.values())).click()
    album.picture("signature-regularisation")
    _leave(window, shown)
    before = clock.now()
    clock.set_wall(before - timedelta(hours=3))
    window.space.context.sign(held)
    shown = pad_shown(window)
    album.picture("signature-horloge")
    _leave(window, shown)
    clock.set_wall(before)


def _by_phone(album: Album) -> None:
    """Two calls, which she confirms line by line when she comes."""
    window = album.window
    for days in (8, 6, 1):
        held = _met(window, Slot(TODAY - timedelta(days=days), 600, 630, None, Mode.PHONE))
    window.space.context.sign(held)
    shown = pad_shown(window)
    live(SETTLED_MS)
    album.picture("signature-telephone")
    _leave(window, shown)


def _guarded(album: Album) -> None:
    """A code is chosen; then only it gives the desk back."""
    window = album.window
    window.space.bindings.run("pad_code")
    live(3 * SETTLED_MS)
    album.picture("code-signature")
    set_pad_code(window.desk, _CODE)
    window.space.context.sign(_met(window, Slot(TODAY, 480, 500, None, Mode.ON_SITE)))
    shown = pad_shown(window)
    shown.signing.corner.click()
    window.until(shown.code_box.isVisible)
    live(SETTLED_MS)
    album.picture("code-demande")
    QTest.keyClicks(shown.code_box.digits, _CODE)
    shown.code_box.act.click()
    window.until(lambda: window.shell.pad is None)
    remove_pad_code(window.desk)
    window.space.go(Target(Screen.TODAY))


def _met(window: DeskWindow, slot: Slot) -> UUID:
    """Someone came, or was called, then; nobody signed."""
    held = plan_appointment(window.desk, window.person(_HER).prescription_id, slot)
    record_appointment(window.desk, held, AppointmentRecord(presence=Presence.ATTENDED))
    return held


def _leave(window: DeskWindow, shown: PadScreen) -> None:
    shown.signing.give_up.click()
    window.until(lambda: window.shell.pad is None)
