"""A small desk ready for signatures: one person, as many rendez-vous to sign as a test wants."""

import random
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from uuid import UUID

from coachdesk.core.ids import new_id
from coachdesk.domain.attendance import Mode, Presence
from coachdesk.domain.drawing import Drawing
from coachdesk.models import Appointment, Participant, Pathway, Prescription
from coachdesk.services.attendance_signature import attendance_asked
from coachdesk.services.desk import Desk, open_desk
from coachdesk.services.pad import Capture, PadAnswer, Signed, drawn_answer
from coachdesk.services.setup import create_desk
from support.clock import FixedClock
from support.command import PASSPHRASE

DAY = date(2023, 6, 1)
CLOCK = FixedClock(datetime(2023, 6, 1, 18, 0, tzinfo=timezone(timedelta(hours=2))))


def make_empty_desk(directory: Path) -> None:
    """Create a desk without anyone, and close it."""
    create_desk(
        directory, PASSPHRASE, profile="coaching-emploi", coach_name="Odile Vasseur", clock=CLOCK
    ).desk.close()


def make_desk(directory: Path, appointments: int) -> list[UUID]:
    """Create the desk and close it; gives its rendez-vous, all of today, all attended."""
    make_empty_desk(directory)
    desk = reopen(directory)
    person, prescription, pathway = new_id(), new_id(), new_id()
    held = [new_id() for _ in range(appointments)]
    with desk.store.write() as uow:
        uow.session.add(
            Participant(
                id=person,
                last_name="DURAND",
                first_name="Yvette",
                gender="female",
                birth_date=date(1980, 2, 3),
                cut_over=False,
            )
        )
        uow.session.flush()
        uow.session.add(
            Prescription(
                id=prescription,
                action_id=desk.actions[0].id,
                participant_id=person,
                number="23-001",
                received_on=date(2023, 5, 2),
                prescriber="department",
                outcome="enrolled",
                cut_over=False,
            )
        )
        uow.session.flush()
        uow.session.add(
            Pathway(
                id=pathway,
                action_id=desk.actions[0].id,
                participant_id=person,
                prescription_id=prescription,
                entered_on=date(2023, 5, 9),
                cut_over=False,
            )
        )
        uow.session.flush()
        uow.session.add_all(
            Appointment(
                id=appointment,
                pathway_id=pathway,
                held_on=DAY,
                start_minute=480 + minute,
                end_minute=481 + minute,
                mode=Mode.ON_SITE,
                presence=Presence.ATTENDED,
                cut_over=False,
            )
            for minute, appointment in enumerate(held)
        )
        uow.commit()
    desk.close()
    return held


def reopen(directory: Path) -> Desk:
    """The desk of ``make_desk``, open."""
    return open_desk(directory, PASSPHRASE, clock=CLOCK)


def sign(desk: Desk, appointment: UUID) -> Signed:
    """Sign one rendez-vous by a drawing of its own."""
    return attendance_asked(desk, appointment).commit(desk, drawn(scrawl(appointment.int)))


def drawn(drawing: Drawing, **said: str) -> PadAnswer:
    """The answer of someone whom the coach knows and who draws with the mouse."""
    known = {"identity_check": "connue du coach", **said}
    return drawn_answer(drawing, Capture(input="mouse", duration_ms=1500, redo=0), **known)


def scrawl(seed: int) -> Drawing:
    """Three strokes of a hand that never draws twice the same."""
    hand = random.Random(seed)
    strokes = tuple(
        tuple((hand.randrange(6000), hand.randrange(2500)) for _ in range(12)) for _ in range(3)
    )
    return Drawing(6000, 2500, strokes)
