"""The agenda on a real store: what stands in a day, what stands against it, free slots."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from coachdesk.core.ids import new_id
from coachdesk.domain.agenda import Opening, Weeks
from coachdesk.domain.attendance import Mode, Presence, Slot
from coachdesk.models import (
    Appointment,
    Company,
    DayOff,
    Immersion,
    ImmersionVisit,
    OutreachEvent,
    Pathway,
    TimeEntry,
    Travel,
)
from coachdesk.services.acts import act, undo_act
from coachdesk.services.agenda.days_off import DayOffFacts, add_day_off
from coachdesk.services.agenda.places import (
    OpeningFacts,
    add_place,
    retire_place,
    set_openings,
)
from coachdesk.services.agenda.slots import Wanted, free_slots
from coachdesk.services.agenda.travel import set_travel
from coachdesk.services.agenda.view import EntryKind
from coachdesk.services.appointments import move_appointment
from coachdesk.services.attendance import record_presence
from coachdesk.services.decisions import Decision, decide
from coachdesk.services.mornings import cancel_and_move, day_to_move
from coachdesk.services.workshops.planning import WorkshopFacts, plan_workshop
from support.agenda import (
    AIRAINES,
    MORNING,
    OISEMONT,
    THURSDAY,
    TODAY,
    TUESDAY,
    WEEK,
    count,
    entries,
    met,
    place_id,
    received,
    week,
)


@pytest.fixture
def someone(desk):
    names = iter(("DURAND", "MARTIN", "PETIT", "ROUX"))
    return lambda days=3: received(desk, next(names), days)


def slots(desk, limit=3, **wanted):
    asked = Wanted(**{"minutes": 30, "after": TODAY, **wanted})
    return desk.read(lambda link: free_slots(link, desk.actions[0], asked, limit))


def test_a_day_holds_each_thing_once_by_hour(desk, someone):
    dossiers = [someone() for _ in range(3)]
    met(desk, dossiers[0], TUESDAY, 600)
    met(desk, dossiers[1], TUESDAY, 540, mode=Mode.PHONE)
    slot = Slot(TUESDAY, 840, 960, OISEMONT, Mode.COLLECTIVE)
    plan_workshop(desk, desk.actions[0], WorkshopFacts("Oser téléphoner", slot), dossiers)
    with act(desk, "essai") as uow:
        action = desk.actions[0].id
        for row in (
            OutreachEvent(action_id=action, kind="forum", title="Forum", held_on=TUESDAY,
                          people_met=12, cut_over=False),
            TimeEntry(action_id=None, held_on=TUESDAY, start_minute=1020, minutes=60,
                      kind="meeting", note="Équipe"),
            TimeEntry(action_id=None, held_on=TUESDAY, minutes=60, kind="other"),
        ):  # fmt: skip
            row.id = new_id()
            uow.session.add(row)
        uow.commit()
    day = week(desk)[0]
    assert [(one.kind, one.start_minute, one.people) for one in day.entries] == [
        (EntryKind.OUTREACH, None, 12),
        (EntryKind.APPOINTMENT, 540, None),
        (EntryKind.APPOINTMENT, 600, None),
        (EntryKind.WORKSHOP, 840, 3),
        (EntryKind.TIME, 1020, None),
    ]
    assert [one.who for one in day.entries] == ["", "MARTIN Léa", "DURAND Léa", "", ""]
    assert not any(one.conflict for one in day.entries)


def test_a_visit_stands_on_its_day(desk, someone):
    dossier = someone()
    held = met(desk, dossier, TODAY)
    record_presence(desk, held, Presence.ATTENDED)
    decide(desk, dossier, Decision("enrolled", entered_on=TODAY))
    pathway = desk.read(lambda link: link.execute(select(Pathway.id)).scalar_one())
    with act(desk, "essai") as uow:
        company = Company(id=new_id(), name="Garage du Centre", cut_over=False)
        stage = Immersion(
            id=new_id(), pathway_id=pathway, company_id=company.id, starts_on=TODAY,
            ends_on=TUESDAY, cut_over=False,
        )  # fmt: skip
        visit = ImmersionVisit(id=new_id(), immersion_id=stage.id, done_on=TUESDAY, mode=Mode.PHONE)
        for row in (company, stage, visit):
            uow.session.add(row)
            uow.session.flush()
        uow.commit()
    (entry,) = week(desk)[0].entries
    assert (entry.kind, entry.who, entry.title) == (
        EntryKind.VISIT,
        "DURAND Léa",
        "Garage du Centre",
    )


def test_what_stands_against_an_entry_is_said_with_its_reason(desk, someone):
    first, second, third = someone(), someone(), someone()
    met(desk, first, TUESDAY, 540)
    met(desk, second, TUESDAY, 560)
    met(desk, third, TUESDAY, 610, OISEMONT)
    set_openings(desk, place_id(desk, OISEMONT), [MORNING])
    set_openings(desk, place_id(desk, AIRAINES), [OpeningFacts(3, 540, 720)])
    add_day_off(desk, DayOffFacts(TUESDAY, TUESDAY, 600, 660, place=OISEMONT, label="Travaux"))
    day = entries(desk)
    assert day["DURAND Léa"].conflict == (
        "En même temps\u00a0: MARTIN Léa à 9\u00a0h\u00a020.\n"
        "Hors permanence\u00a0: Mairie d’Airaines, aucune ce mardi."
    )
    assert day["PETIT Léa"].conflict == (
        "Route depuis Mairie d’Airaines\u00a0: 20\u00a0minutes, il en faut 30 (durée supposée).\n"
        "Lieu fermé\u00a0: Oisemont (Travaux)."
    )
    set_travel(desk, OISEMONT, AIRAINES, 20)
    assert "minutes" not in entries(desk)["PETIT Léa"].conflict
    set_travel(desk, AIRAINES, OISEMONT, 25)
    assert count(desk, Travel) == 1, "one row serves both ways"
    assert entries(desk)["MARTIN Léa"].conflict.startswith("En même temps")
    assert "il en faut 25." in entries(desk)["MARTIN Léa"].conflict


def test_the_reprise_and_what_is_over_raise_no_conflict(desk, someone):
    first, second = someone(), someone()
    met(desk, first, TUESDAY, 540)
    mine = met(desk, second, TUESDAY, 550)
    with act(desk, "essai") as uow:
        for row in uow.session.scalars(select(Appointment).where(Appointment.id != mine)):
            row.cut_over = True
        uow.commit()
    day = entries(desk)
    assert not day["DURAND Léa"].conflict
    assert day["MARTIN Léa"].conflict, "what is planned here is told of what stands there"
    record = met(desk, first, TODAY, 540)
    met(desk, second, TODAY, 545)
    record_presence(desk, record, Presence.ATTENDED)
    assert not entries(desk, TODAY)["DURAND Léa"].conflict
    cancelled = entries(desk, TODAY)["MARTIN Léa"]
    record_presence(desk, cancelled.id, Presence.CANCELLED)
    assert not entries(desk, TODAY)["MARTIN Léa"].conflict


def test_a_slot_comes_back_a_week_later_unless_the_place_the_coach_or_the_road_is_taken(
    desk, someone
):
    dossier, other = someone(), someone()
    met(desk, dossier, TUESDAY, 570)
    usual = Slot(TUESDAY + WEEK, 570, 600, AIRAINES, Mode.ON_SITE)
    set_openings(desk, place_id(desk, AIRAINES), [MORNING])
    assert slots(desk, prescription_id=dossier)[0] == usual
    add_day_off(desk, DayOffFacts(TUESDAY + WEEK, TUESDAY + WEEK, label="Formation"))
    assert slots(desk, prescription_id=dossier)[0].held_on == TUESDAY + 2 * WEEK
    undo_act(desk)
    met(desk, other, TUESDAY + WEEK, 615, OISEMONT)
    (near,) = slots(desk, 1, prescription_id=dossier)
    assert (near.held_on, near.place, near.end_minute) == (TUESDAY + WEEK, AIRAINES, 585)
    set_openings(
        desk, place_id(desk, AIRAINES), [OpeningFacts(1, 540, 720, Weeks.EVEN)]
    )  # week 24 is even, 25 is not
    found = slots(desk, prescription_id=dossier)
    assert {slot.held_on for slot in found if slot.place == AIRAINES} == {
        TUESDAY + WEEK,
        TUESDAY + 3 * WEEK,
        TUESDAY + 5 * WEEK,
    } & {slot.held_on for slot in found}
    assert TUESDAY + 2 * WEEK not in {s.held_on for s in found if s.place == AIRAINES}


def test_elsewhere_the_nearest_place_with_an_opening_is_proposed(desk, someone):
    dossier = someone()
    met(desk, dossier, TUESDAY, 570)
    for name, road in (("Doullens", 50), (OISEMONT, 15)):
        set_openings(desk, add_place(desk, name), [OpeningFacts(3, 540, 720)])
        set_travel(desk, AIRAINES, name, road)
    retire_place(desk, place_id(desk, AIRAINES), TODAY)
    (slot,) = slots(desk, 1, prescription_id=dossier)
    assert (slot.held_on, slot.place) == (THURSDAY + WEEK, OISEMONT)
    retire_place(desk, place_id(desk, AIRAINES), None)
    assert slots(desk, 1, prescription_id=dossier)[0].place == AIRAINES


def test_a_place_and_a_day_that_are_asked_for_come_before_what_is_sooner(desk, someone):
    for name, weekday in ((AIRAINES, 1), (OISEMONT, 3)):
        set_openings(desk, add_place(desk, name), [OpeningFacts(weekday, 540, 720)])
    assert {slot.place for slot in slots(desk, place=OISEMONT)} == {OISEMONT}
    assert {slot.held_on.weekday() for slot in slots(desk, weekday=3)} == {3}
    assert slots(desk, 1, minutes=60, place=AIRAINES)[0] == Slot(
        TUESDAY, 540, 600, AIRAINES, Mode.ON_SITE
    )
    assert slots(desk, 1)[0].held_on == TUESDAY


def test_the_first_rendez_vous_of_a_dossier_is_found_within_the_days_allowed(desk, someone):
    set_openings(desk, add_place(desk, AIRAINES), [MORNING])
    (slot,) = slots(desk, 1, prescription_id=someone(), minutes=60)
    assert slot == Slot(TUESDAY, 540, 600, AIRAINES, Mode.ON_SITE)


def test_a_half_day_cancelled_notes_the_absence_in_the_same_act(desk, someone):
    dossier = someone()
    held = met(desk, dossier, TUESDAY, 570)
    action = desk.actions[0].id
    after = TUESDAY + timedelta(days=1)
    set_openings(desk, place_id(desk, AIRAINES), [MORNING])
    add_day_off(desk, DayOffFacts(TUESDAY + WEEK, TUESDAY + WEEK, label="Congés"))
    (row,) = desk.read(lambda link: day_to_move(link, action, TUESDAY, after))
    assert row.offers[0].held_on == TUESDAY + 2 * WEEK, "it knows what is noted"
    away = DayOffFacts(TUESDAY, TUESDAY, 0, 780, label="malade")
    cancel_and_move(desk, {held: row.offers[0]}, TUESDAY, "malade", away)
    (day,) = week(desk)
    assert [(off.span, off.label, off.place) for off in day.off] == [((0, 780), "malade", None)]
    assert day.openings == (Opening(AIRAINES, 540, 720),)
    undo_act(desk)
    assert week(desk)[0].off == ()
    assert entries(desk)["DURAND Léa"].presence is Presence.PLANNED
    add_day_off(desk, DayOffFacts(TUESDAY, TUESDAY, label="Malade"))
    cancel_and_move(desk, {held: None}, TUESDAY, "malade", away)
    assert count(desk, DayOff) == 2, "known already, it is not noted twice"


def test_a_rendez_vous_dragged_elsewhere_is_told_at_once_and_undone(desk, someone):
    first, second = someone(), someone()
    met(desk, first, TUESDAY, 540)
    moved = met(desk, second, THURSDAY, 600, OISEMONT)
    move_appointment(desk, moved, Slot(TUESDAY, 580, 610, OISEMONT, Mode.ON_SITE))
    assert entries(desk)["MARTIN Léa"].conflict.startswith("Route depuis")
    assert entries(desk)["DURAND Léa"].conflict.startswith("Route vers")
    undo_act(desk)
    assert not entries(desk)["DURAND Léa"].conflict


def test_who_came_to_an_atelier_that_is_cancelled_is_offered_no_atelier_alone(desk, someone):
    alone, *group = someone(), someone(), someone()
    met(desk, alone, TUESDAY, 540)
    slot = Slot(TUESDAY, 840, 960, AIRAINES, Mode.COLLECTIVE)
    plan_workshop(desk, desk.actions[0], WorkshopFacts("Son CV", slot), group)
    rows = desk.read(
        lambda link: day_to_move(link, desk.actions[0].id, TUESDAY, TUESDAY + timedelta(days=1))
    )
    assert {row.planned.prescription_id: bool(row.offers) for row in rows} == {
        alone: True,
        **dict.fromkeys(group, False),
    }
