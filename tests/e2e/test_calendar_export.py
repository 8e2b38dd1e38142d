"""The agenda leaves as a calendar: initials unless names are asked for, noted in the journal."""

import json
import stat
from dataclasses import replace
from datetime import date, timedelta

import pytest
import vobject
from sqlalchemy import select

from coachdesk.core.errors import UserError
from coachdesk.domain.attendance import Mode, Slot
from coachdesk.models import JournalEntry, JournalPayload
from coachdesk.queries.workshops import workshop_people, workshops_between
from coachdesk.services.agenda.places import set_address
from coachdesk.services.appointments import move_appointment, plan_appointment
from coachdesk.services.calendar_export import (
    CalendarWanted,
    Stretch,
    export_calendar,
    initials,
    suggested_name,
)
from coachdesk.services.mornings import cancel_and_move
from coachdesk.services.workshops.planning import WorkshopFacts, plan_workshop, take_out
from support.clock import FixedClock
from support.signing_desk import CLOCK, DAY, make_group

SOON = DAY + timedelta(days=1)
MORNING = Slot(SOON, 540, 570, "Mairie", Mode.ON_SITE)
WEEK = CalendarWanted(Stretch.WEEK, SOON)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return make_group(tmp_path_factory.mktemp("made") / "magasin", 4)


@pytest.fixture
def clock():
    return FixedClock(CLOCK.now())


@pytest.fixture
def desk(made, tmp_path, clock):
    opened = made.opened(tmp_path / "magasin", clock)
    yield opened
    opened.close()


@pytest.fixture
def planned(desk, made):
    """Two rendez-vous and an atelier."""
    one = plan_appointment(desk, made.people[0], MORNING)
    other = replace(MORNING, start_minute=600, end_minute=630, place="Salle des fêtes")
    two = plan_appointment(desk, made.people[1], other)
    set_address(desk, "Mairie", "1 place de la Mairie, Airaines")
    afternoon = Slot(SOON, 840, 960, "Mairie", Mode.COLLECTIVE)
    plan_workshop(desk, desk.actions[0], WorkshopFacts("Son CV", afternoon), made.people[:3])
    return one, two


@pytest.fixture
def exported(desk, tmp_path):
    def export(wanted=WEEK):
        target = tmp_path / suggested_name(wanted)
        export_calendar(desk, desk.actions[0], wanted, target)
        return vobject.readOne(target.read_text("utf-8")).vevent_list

    return export


def names_of(desk):
    rows = desk.read(
        lambda link: link.exec_driver_sql("SELECT last_name, first_name FROM participant").all()
    )
    return {name for row in rows for name in row}


def test_initials_leave_unless_names_are_asked_for(desk, planned, exported, tmp_path):
    events = exported()
    titles = sorted(event.summary.value for event in events)
    assert len(events) == 3
    assert "Atelier «\u00a0Son CV\u00a0»" in titles
    text = (tmp_path / suggested_name(WEEK)).read_text("utf-8")
    assert not [name for name in names_of(desk) if name in text]
    named = exported(replace(WEEK, named=True))
    assert any(name in event.summary.value for event in named for name in names_of(desk)), (
        "asked for"
    )


def test_what_leaves_is_for_this_account_and_in_the_journal(desk, planned, exported, tmp_path):
    exported(replace(WEEK, named=True))
    target = tmp_path / suggested_name(WEEK)
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    body = desk.read(
        lambda link: link.execute(
            select(JournalPayload.body)
            .join(JournalEntry, JournalEntry.seq == JournalPayload.seq)
            .where(JournalEntry.kind == "export")
            .order_by(JournalEntry.seq.desc())
        ).scalar()
    )
    told = json.loads(body)
    assert (told["format"], told["events"], told["names"]) == ("ics", 3, True)
    assert told["encrypted"] is False


def test_a_place_says_where_it_is(planned, exported):
    where = {event.summary.value: event.location.value for event in exported()}
    assert "Mairie, 1 place de la Mairie, Airaines" in where.values()
    assert "Salle des fêtes" in where.values()


def test_one_place_can_be_asked_for(planned, exported):
    assert len(exported(replace(WEEK, place="Salle des fêtes"))) == 1


def test_the_same_thing_keeps_its_uid_and_each_file_counts_as_later(
    desk, made, planned, exported, clock
):
    def told():
        return {event.uid.value: int(event.sequence.value) for event in exported()}

    before = told()
    later = replace(MORNING, start_minute=660, end_minute=690)
    move_appointment(desk, planned[0], later)
    (atelier,) = desk.read(lambda link: workshops_between(link, desk.actions[0].id, SOON, SOON))
    for person in desk.read(lambda link: workshop_people(link, atelier.id))[:2]:
        take_out(desk, atelier.id, person.row.appointment_id)
    clock.advance(timedelta(seconds=1))
    after = told()
    assert set(after) == set(before)
    assert all(0 <= before[uid] < after[uid] < 2**31 for uid in after)


def test_what_is_called_off_stays_as_cancelled(desk, planned, exported):
    cancel_and_move(desk, {planned[0]: None}, SOON, "malade")
    found = {event.uid.value: event.status.value for event in exported()}
    assert found[f"{planned[0]}@coachdesk"] == "CANCELLED"
    assert sorted(found.values()) == ["CANCELLED", "CONFIRMED", "CONFIRMED"]


def test_an_empty_stretch_is_refused(desk, exported, tmp_path):
    far = CalendarWanted(Stretch.MONTH, date(2030, 2, 10))
    with pytest.raises(UserError, match="vide"):
        exported(far)
    assert not (tmp_path / suggested_name(far)).exists()


@pytest.mark.parametrize(
    ("wanted", "days", "name"),
    [
        (CalendarWanted(Stretch.DAY, date(2024, 2, 14)), ("2024-02-14", "2024-02-14"),
         "agenda-2024-02-14.ics"),
        (CalendarWanted(Stretch.WEEK, date(2024, 2, 14)), ("2024-02-12", "2024-02-18"),
         "agenda-2024-02-12-au-2024-02-18.ics"),
        (CalendarWanted(Stretch.MONTH, date(2024, 2, 14)), ("2024-02-01", "2024-02-29"),
         "agenda-2024-02-01-au-2024-02-29.ics"),
    ],
)  # fmt: skip
def test_the_days_of_each_stretch(wanted, days, name):
    assert tuple(day.isoformat() for day in wanted.days) == days
    assert suggested_name(wanted) == name


@pytest.mark.parametrize(
    ("name", "letters"),
    [("DURAND Yvette", "D. Y."), ("N’DIAYE Jean-Paul", "N. J.-P."), ("", ""), ("ÉLIE é", "É. É.")],
)
def test_initials(name, letters):
    assert initials(name) == letters
