"""A year of an action told person by person, and lived day by day through the services.

Everything happens on its own day, the clock there: what a paper or an act says of its day is true.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta, timezone
from functools import partial
from pathlib import Path
from uuid import UUID

from coachdesk.domain.attendance import Mode, Presence, Slot
from coachdesk.domain.pmsmp import ImmersionOutcome
from coachdesk.services.appointments import plan_appointment
from coachdesk.services.attendance import record_presence
from coachdesk.services.decisions import Decision, decide
from coachdesk.services.desk import Desk
from coachdesk.services.diagnostics import DiagnosticFacts, save_diagnostic
from coachdesk.services.documents.drafting import open_document, save_answers
from coachdesk.services.documents.paper_bridge import signed_on_paper
from coachdesk.services.exits.following import FollowUpFacts, record_follow_up
from coachdesk.services.exits.recording import ExitTerms, record_exit
from coachdesk.services.immersion_outcome import Outcome, tell_outcome
from coachdesk.services.immersions import CompanyFacts, ImmersionTerms, plan_immersion
from coachdesk.services.measures import take_measure
from coachdesk.services.prescriptions import (
    PersonFacts,
    PrescriptionFacts,
    receive_prescription,
)
from coachdesk.services.prestations.recording import ServiceFacts, record_services
from coachdesk.services.setup import create_desk
from support.clock import FixedClock
from support.command import PASSPHRASE
from support.documents import FIVE_DAYS
from support.stores import cheapen

_NINE = 9
_FIRST, _LENGTH, _SLOTS = 8 * 60, 45, 13
_AWAY = "Garage du Centre", "73282932000074"

PRESENT, EXCUSED, ABSENT = Presence.ATTENDED, Presence.EXCUSED, Presence.UNEXCUSED


@dataclass(frozen=True)
class Paper:
    """A paper made one day; signed by hand that day unless it is left a draft."""

    kind: str
    day: date
    answers: Mapping[str, str]
    signed: bool = True


@dataclass(frozen=True)
class Stage:
    """An immersion, and how it ended; None while it lasts."""

    starts: date
    ends: date
    outcome: ImmersionOutcome | None = ImmersionOutcome.DONE


@dataclass(frozen=True)
class Someone:
    """A person and her year. Words are keys of the profile; meetings last 45 minutes."""

    last_name: str
    first_name: str
    gender: str
    birth: date
    received: date
    entered: date | None = None
    """None: her prescription led nowhere."""
    meetings: Mapping[date, Presence] = field(default_factory=dict)
    acts: Sequence[tuple[str, date] | tuple[str, date, int]] = ()
    """The kind, the day, and the quantity of one that has a unit."""
    papers: Sequence[Paper] = ()
    measures: Sequence[tuple[str, str, date]] = ()
    stages: Sequence[Stage] = ()
    left: ExitTerms | None = None
    follow_ups: Sequence[tuple[int, date, str]] = ()
    """The milestone in months, the day, what she says."""
    ends: date | None = None
    """When her parcours is to end, if it is not as usual."""


Step = tuple[date, int, Callable[[], object]]


def lived_store(folder: Path, profile: str, people: Sequence[Someone], today: date) -> Path:
    """A store in which these people lived, as it stands on ``today``; opened at once."""
    clock = FixedClock(_morning(people[0].received))
    store = folder / "magasin"
    made = create_desk(store, PASSPHRASE, profile=profile, coach_name="Nadia Roy", clock=clock)
    live(made.desk, clock, people)
    clock.set_wall(_morning(today))
    made.desk.close()
    cheapen(store, PASSPHRASE)
    return store


def live(desk: Desk, clock: FixedClock, people: Sequence[Someone]) -> dict[str, UUID]:
    """Live what is told of them, one day after the other; the dossier of each by her name."""
    dossiers: dict[str, UUID] = {}
    steps = [
        step for rank, each in enumerate(people) for step in _steps(desk, each, rank, dossiers)
    ]
    for day, _, done in sorted(steps, key=lambda step: step[:2]):
        clock.set_wall(_morning(day))
        done()
    return dossiers


def _morning(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, _NINE, tzinfo=timezone(timedelta(hours=1)))


def _steps(desk: Desk, one: Someone, rank: int, dossiers: dict[str, UUID]) -> Iterator[Step]:
    """What happens to one of them; on one day, what comes first is done first."""
    action, name = desk.actions[0], one.last_name
    facts = PrescriptionFacts(
        f"23-{rank + 1:03}", one.received, action.profile.prescribers.words[rank % 2].key,
        "Mme Référente",
    )  # fmt: skip
    person = PersonFacts(
        name, one.first_name, one.gender, one.birth, "80000", "Amiens", "06 12 34 56 78"
    )

    def arrive() -> None:
        dossiers[name] = receive_prescription(desk, action, facts, person)

    yield one.received, 0, arrive
    if one.entered is None:
        refused = next(each.key for each in action.profile.outcomes if each.kind == "declined")
        yield (
            one.received,
            1,
            lambda: decide(desk, dossiers[name], Decision(refused, "Ne souhaite pas donner suite")),
        )
        return
    yield from _entered(desk, one, one.entered, dossiers)
    yield from _followed(desk, one, rank, dossiers)
    for paper in one.papers:
        yield paper.day, 5, partial(_make, desk, paper, dossiers, name)
    for stage in one.stages:
        yield from _stage(desk, one, stage, dossiers)
    yield from _after(desk, one, dossiers)


def _followed(desk: Desk, one: Someone, rank: int, dossiers: dict[str, UUID]) -> Iterator[Step]:
    action, name = desk.actions[0], one.last_name
    start = _FIRST + rank % _SLOTS * _LENGTH
    for day, presence in one.meetings.items():
        slot = Slot(day, start, start + _LENGTH, "Amiens", Mode.ON_SITE)

        def meet(slot: Slot = slot, presence: Presence = presence) -> None:
            record_presence(desk, plan_appointment(desk, dossiers[name], slot), presence)

        yield day, 3, meet
    for kind, day, *quantity in one.acts:
        act = ServiceFacts(
            kind, day, quantity=quantity[0] * 100 if quantity else None, minutes=_LENGTH
        )

        def note(act: ServiceFacts = act) -> None:
            record_services(desk, action, replace(act, people=(dossiers[name],)))

        yield day, 4, note


def _make(desk: Desk, paper: Paper, dossiers: dict[str, UUID], name: str) -> None:
    document = open_document(desk, desk.actions[0], paper.kind, dossiers[name])
    save_answers(desk, document, paper.answers)
    if paper.signed:
        signed_on_paper(desk, document, paper.day)


def _entered(desk: Desk, one: Someone, entered: date, dossiers: dict[str, UUID]) -> Iterator[Step]:
    profile, name = desk.actions[0].profile, one.last_name
    facts = DiagnosticFacts(
        status=profile.statuses.words[0].key,
        training_level="cap",
        household="alone",
        employment="unemployed",
        main_obstacle="mobility",
    )
    enrolled = next(each.key for each in profile.outcomes if profile.is_enrolled(each.key))

    def enter() -> None:
        save_diagnostic(desk, dossiers[name], facts)
        decide(desk, dossiers[name], Decision(enrolled, "", entered, one.ends))

    yield entered, 2, enter
    for kind, level, day in one.measures:

        def measure(kind: str = kind, level: str = level) -> None:
            take_measure(desk, dossiers[name], kind, level)

        yield day, 4, measure


def _stage(desk: Desk, one: Someone, stage: Stage, dossiers: dict[str, UUID]) -> Iterator[Step]:
    purpose = desk.actions[0].profile.purposes.words[0].key
    company = CompanyFacts(_AWAY[1], _AWAY[0])
    terms = ImmersionTerms(company, "Accueil", purpose, stage.starts, stage.ends, FIVE_DAYS)
    made: list[UUID] = []

    def plan() -> None:
        made.append(plan_immersion(desk, dossiers[one.last_name], terms))

    yield stage.starts - timedelta(days=1), 6, plan
    if stage.outcome is not None:
        whole = stage.outcome is ImmersionOutcome.DONE
        told = Outcome(stage.outcome, cause=None if whole else "person")
        yield stage.ends, 7, lambda: tell_outcome(desk, made[0], told)


def _after(desk: Desk, one: Someone, dossiers: dict[str, UUID]) -> Iterator[Step]:
    left = one.left
    if left is None:
        return
    yield left.left_on, 8, lambda: record_exit(desk, dossiers[one.last_name], left)
    for months, day, outcome in one.follow_ups:
        facts = FollowUpFacts(months, day, Mode.PHONE, outcome)

        def call(facts: FollowUpFacts = facts) -> None:
            record_follow_up(desk, dossiers[one.last_name], facts)

        yield day, 9, call
