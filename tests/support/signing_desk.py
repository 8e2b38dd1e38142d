"""A small desk ready for signatures: one person, as many rendez-vous to sign as a test wants."""

import random
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from itertools import cycle
from pathlib import Path
from uuid import UUID

from coachdesk.core.clock import Clock
from coachdesk.core.ids import new_id
from coachdesk.domain.attendance import Mode, Presence
from coachdesk.domain.drawing import Drawing
from coachdesk.domain.papers import SigningOutcome
from coachdesk.models import Appointment, Participant, Pathway, Prescription
from coachdesk.services.desk import Desk, open_desk
from coachdesk.services.pad.asked import Capture, PadAnswer, Signed, drawn_answer
from coachdesk.services.pad.attendance import attendance_asked
from coachdesk.services.setup import create_desk
from coachdesk.store import UnitOfWork
from support.clock import FixedClock
from support.command import PASSPHRASE
from support.faults import Death, run_until_killed
from support.stores import cheapen

DAY = date(2023, 6, 1)
CLOCK = FixedClock(datetime(2023, 6, 1, 18, 0, tzinfo=timezone(timedelta(hours=2))))


def make_empty_desk(directory: Path) -> None:
    """Create a desk without anyone, which its passphrase opens at once, and close it."""
    create_desk(
        directory, PASSPHRASE, profile="coaching-emploi", coach_name="Odile Vasseur", clock=CLOCK
    ).desk.close()
    cheapen(directory, PASSPHRASE)


def make_desk(directory: Path, appointments: int) -> list[UUID]:
    """Create the desk and close it; gives its rendez-vous, all of today, all attended."""
    make_empty_desk(directory)
    desk = reopen(directory)
    held = [new_id() for _ in range(appointments)]
    with desk.store.write() as uow:
        _, pathway = _add_person(uow, desk, "23-001", "DURAND", "Yvette")
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


@dataclass(frozen=True)
class Group:
    """A desk that was made and closed: its folder, what opens it at once, its dossiers."""

    directory: Path
    recovery_key: str
    people: list[UUID]

    def opened(self, copy: Path, clock: FixedClock) -> Desk:
        """A copy of it, open."""
        shutil.copytree(self.directory, copy)
        return open_desk(copy, self.recovery_key, clock=clock)


def make_group(directory: Path, people: int, profile: str = "coaching-emploi") -> Group:
    """A desk of that many people in the action, without any rendez-vous."""
    created = create_desk(
        directory, PASSPHRASE, profile=profile, coach_name="Odile Vasseur", clock=CLOCK
    )
    desk = created.desk
    names = zip(cycle(_NAMES), cycle(_FIRST_NAMES), range(1, people + 1), strict=False)
    with desk.store.write() as uow:
        group = [
            _add_person(uow, desk, f"23-{number:03d}", f"{last_name}-{number}", first_name)[0]
            for last_name, first_name, number in names
        ]
        uow.commit()
    desk.close()
    return Group(directory, created.recovery_key, group)


_NAMES = ("DURAND", "LEFÈVRE", "ŁUKASZEWSKI", "N’DIAYE", "MAQUET")
_FIRST_NAMES = ("Yvette", "Zoë", "Jean-François", "Şükrü")


def _add_person(
    uow: UnitOfWork, desk: Desk, number: str, last_name: str, first_name: str
) -> tuple[UUID, UUID]:
    """Someone in the action since May, with no contract yet; gives her dossier and pathway."""
    person, prescription, pathway = new_id(), new_id(), new_id()
    action_id = desk.actions[0].id
    uow.session.add(
        Participant(
            id=person,
            last_name=last_name,
            first_name=first_name,
            gender="female",
            birth_date=date(1980, 2, 3),
            cut_over=False,
        )
    )
    uow.session.flush()
    uow.session.add(
        Prescription(
            id=prescription,
            action_id=action_id,
            participant_id=person,
            number=number,
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
            action_id=action_id,
            participant_id=person,
            prescription_id=prescription,
            entered_on=date(2023, 5, 9),
            cut_over=False,
        )
    )
    uow.session.flush()
    return prescription, pathway


def reopen(directory: Path, clock: Clock = CLOCK) -> Desk:
    """The desk of ``make_desk``, open."""
    return open_desk(directory, PASSPHRASE, clock=clock)


def survivors(
    directory: Path, copies: Path, child: str, asked: Sequence[UUID], *, kills: int, acks: int
) -> Iterator[tuple[str, Death, Desk]]:
    """After each kill of ``child`` on a copy of its own: which seed, what died, the desk again."""
    for seed in range(kills):
        copy = Path(shutil.copytree(directory, copies / str(seed)))
        death = run_until_killed(child, str(copy), *map(str, asked), seed=seed, acks=acks)
        desk = reopen(copy)
        yield f"seed {seed}", death, desk
        desk.close()
        shutil.rmtree(copy)


def sign(desk: Desk, appointment: UUID) -> Signed:
    """Sign one rendez-vous by a drawing of its own."""
    return attendance_asked(desk, appointment).commit(desk, drawn(scrawl(appointment.int)))


def decline(desk: Desk, appointment: UUID) -> Signed:
    """Answer that she refuses."""
    answer = PadAnswer(SigningOutcome.REFUSED, "connue du coach", reason="préfère le papier")
    return attendance_asked(desk, appointment).commit(desk, answer)


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


def said(outcome: SigningOutcome, reason: str) -> PadAnswer:
    """The answer of someone who does not sign."""
    return PadAnswer(outcome, "connue du coach", reason=reason)
