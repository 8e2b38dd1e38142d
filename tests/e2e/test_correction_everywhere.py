"""A closed month refuses whatever its papers say; open to be rectified it takes it, everywhere."""

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from coachdesk.core.errors import MonthClosedError
from coachdesk.domain.attendance import Mode, Presence, Slot
from coachdesk.domain.pmsmp import ImmersionOutcome
from coachdesk.models import Appointment
from coachdesk.services.attendance import record_presence
from coachdesk.services.closing.correcting import open_correction
from coachdesk.services.closing.use_case import close_month
from coachdesk.services.desk import Desk, open_desk
from coachdesk.services.exits.following import FollowUpFacts, record_follow_up
from coachdesk.services.exits.recording import ExitTerms, change_exit
from coachdesk.services.immersion_outcome import Outcome, tell_outcome
from coachdesk.services.prestations.outreach import EventFacts, record_event
from coachdesk.services.prestations.recording import ServiceFacts, record_services
from coachdesk.services.workshops.planning import WorkshopFacts, plan_workshop
from support.rectified import REASON, add_forgotten, excuse
from support.whole_month import MONTH, TOWN_HALL, WholeMonth, clock_of, june, whole_month

Write = Callable[[Desk, WholeMonth], object]


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> WholeMonth:
    made = whole_month(tmp_path_factory.mktemp("mois"))
    desk = open_desk(made.directory, made.recovery_key, clock=clock_of(date(2023, 7, 3), 9))
    close_month(desk, desk.actions[0], MONTH)
    desk.close()
    return made


@pytest.fixture
def desk(closed: WholeMonth, tmp_path: Path) -> Iterator[Desk]:
    copy = Path(shutil.copytree(closed.directory, tmp_path / "magasin"))
    opened = open_desk(copy, closed.recovery_key, clock=clock_of(date(2023, 7, 12), 9))
    yield opened
    opened.close()


def _moves_an_exit(desk: Desk, made: WholeMonth) -> None:
    hired = ExitTerms(
        june(23), "employment", "permanent",
        employer="Boulangerie Petit", job_starts_on=june(26),
    )  # fmt: skip
    change_exit(desk, made.people[0], hired)


def _plans_a_workshop(desk: Desk, made: WholeMonth) -> None:
    slot = Slot(june(28), 840, 900, TOWN_HALL, Mode.COLLECTIVE)
    plan_workshop(desk, desk.actions[0], WorkshopFacts("Budget", slot), made.people[2:5])


def _goes_out(desk: Desk, _made: WholeMonth) -> None:
    facts = EventFacts("market", "Marché de Poix", june(27), 540, 600, TOWN_HALL, 3)
    record_event(desk, desk.actions[0], facts)


def _notes_an_act(desk: Desk, made: WholeMonth) -> None:
    facts = ServiceFacts("transport_help", june(27), (made.people[7],), quantity=500)
    record_services(desk, desk.actions[0], facts)


def _calls_her(desk: Desk, made: WholeMonth) -> None:
    called = FollowUpFacts(1, june(30), Mode.PHONE, "employed", employer="Garage du Nord")
    record_follow_up(desk, made.gone_in_may.prescription, called)


def _ends_it_otherwise(desk: Desk, made: WholeMonth) -> None:
    never = Outcome(ImmersionOutcome.NOT_DONE, None, None, "company", "")
    tell_outcome(desk, made.immersed.immersion, never)


def _marks_a_workshop(desk: Desk, made: WholeMonth) -> None:
    held = select(Appointment.id).where(
        Appointment.workshop_id == made.workshop, Appointment.presence == Presence.UNEXCUSED
    )
    key = desk.read(lambda link: link.execute(held).scalar_one())
    record_presence(desk, key, Presence.EXCUSED)


WRITES: dict[str, Write] = {
    "une présence": excuse,
    "un rendez-vous oublié": add_forgotten,
    "un atelier": _plans_a_workshop,
    "une présence d’atelier": _marks_a_workshop,
    "une sortie": _moves_an_exit,
    "un suivi": _calls_her,
    "une immersion": _ends_it_otherwise,
    "un acte": _notes_an_act,
    "un aller-vers": _goes_out,
}


@pytest.mark.parametrize("what", WRITES)
def test_it_is_refused_in_a_closed_month_and_taken_in_one_that_is_rectified(
    desk: Desk, closed: WholeMonth, what: str
) -> None:
    head = desk.store.head()
    with pytest.raises(MonthClosedError) as refused:
        WRITES[what](desk, closed)
    assert refused.value.month == MONTH
    assert "ouvrez une rectification" in refused.value.remedy
    assert desk.store.head() == head
    open_correction(desk, desk.actions[0], MONTH, REASON)
    WRITES[what](desk, closed)
    assert desk.store.head().seq > head.seq + 1
