"""The agenda on a real store: what stands in a day, free slots, places, absences, roads."""

from datetime import date, timedelta
from hashlib import sha256

import pytest
from sqlalchemy import func, select

from coachdesk.core.errors import UserError
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
    Package,
    Pathway,
    Place,
    PlaceOpening,
    TimeEntry,
    Travel,
)
from coachdesk.queries.places import place_names, travels
from coachdesk.services.acts import act, undo_last
from coachdesk.services.agenda.days_off import DayOffFacts, add_day_off, delete_day_off
from coachdesk.services.agenda.places import (
    OpeningFacts,
    add_place,
    base_place,
    merge_places,
    rename_place,
    retire_place,
    set_base_place,
    set_openings,
)
from coachdesk.services.agenda.places_view import places_view
from coachdesk.services.agenda.slots import Wanted, free_slots
from coachdesk.services.agenda.travel import set_travel
from coachdesk.services.agenda.view import EntryKind, agenda
from coachdesk.services.appointments import move_appointment, plan_appointment
from coachdesk.services.attendance import record_presence
from coachdesk.services.closing.use_case import close_month
from coachdesk.services.decisions import Decision, decide
from coachdesk.services.month import month_view
from coachdesk.services.mornings import cancel_and_move, day_to_move
from coachdesk.services.prescriptions import PersonFacts, PrescriptionFacts, receive_prescription
from coachdesk.services.workshops.planning import WorkshopFacts, plan_workshop

TODAY = date(2023, 6, 1)
TUESDAY, THURSDAY = date(2023, 6, 6), date(2023, 6, 8)
MORNING = OpeningFacts(1, 540, 720)
WEEK = timedelta(days=7)
AIRAINES, OISEMONT = "Mairie d’Airaines", "Oisemont"


@pytest.fixture
def someone(desk):
    names = iter(("DURAND", "MARTIN", "PETIT", "ROUX"))

    def receive(days=3):
        name = next(names)
        return receive_prescription(
            desk,
            desk.actions[0],
            PrescriptionFacts(f"23-{name}", TODAY - timedelta(days=days), "department"),
            PersonFacts(name, "Léa", "female", date(1990, 5, 6)),
        )

    return receive


def met(desk, dossier, day, minute=540, place=AIRAINES, mode=Mode.ON_SITE, minutes=30):
    slot = Slot(day, minute, minute + minutes, None if mode is Mode.PHONE else place, mode)
    return plan_appointment(desk, dossier, slot)


def week(desk, first=TUESDAY, days=1):
    action = desk.actions[0]
    last = first + timedelta(days=days - 1)
    return desk.read(lambda link: agenda(link, action.id, first, last))


def entries(desk, day=TUESDAY):
    return {entry.who or entry.title: entry for entry in week(desk, day)[0].entries}


def slots(desk, limit=3, **wanted):
    asked = Wanted(**{"minutes": 30, "after": TODAY, **wanted})
    return desk.read(lambda link: free_slots(link, desk.actions[0], asked, limit))


def place_id(desk, name):
    return desk.read(
        lambda link: link.execute(select(Place.id).where(Place.name == name)).scalar_one()
    )


def count(desk, model):
    return desk.read(lambda link: link.execute(select(func.count(model.id))).scalar_one())


def envoi(link):
    """The digest of what is kept of each envoi."""
    return tuple(
        sha256(content).hexdigest() for content in link.execute(select(Package.data)).scalars()
    )


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
        "Hors permanence\u00a0: rien à Mairie d’Airaines ce mardi."
    )
    assert day["PETIT Léa"].conflict == (
        "20\u00a0minutes pour venir de Mairie d’Airaines, il en faut 30 (durée supposée).\n"
        "Oisemont est fermé\u00a0: Travaux."
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
    undo_last(desk)
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
    undo_last(desk)
    assert week(desk)[0].off == ()
    assert entries(desk)["DURAND Léa"].presence is Presence.PLANNED
    add_day_off(desk, DayOffFacts(TUESDAY, TUESDAY, label="Malade"))
    cancel_and_move(desk, {held: None}, TUESDAY, "malade", away)
    assert count(desk, DayOff) == 2, "known already, it is not noted twice"


def test_openings_are_kept_as_typed_and_undone(desk):
    place = add_place(desk, " Mairie  d’Airaines ")
    set_openings(desk, place, [MORNING, OpeningFacts(1, 840, 1020)])
    set_openings(desk, place, [OpeningFacts(1, 540, 750), OpeningFacts(3, 540, 720, Weeks.ODD)])
    (view,) = desk.read(lambda link: places_view(link, TODAY)).places
    assert view.words == "mardi 9h-12h30, jeudi 9h-12h (semaines impaires)"
    undo_last(desk)
    (view,) = desk.read(lambda link: places_view(link, TODAY)).places
    assert view.words == "mardi 9h-12h, mardi 14h-17h"
    undo_last(desk)
    assert count(desk, PlaceOpening) == 0


@pytest.mark.parametrize(
    ("openings", "said"),
    [
        ([OpeningFacts(1, 720, 720)], "L’heure de fin"),
        ([MORNING, OpeningFacts(1, 660, 780)], "se chevauchent"),
        ([MORNING, OpeningFacts(1, 660, 780, Weeks.ODD)], "se chevauchent"),
    ],
)
def test_openings_that_cannot_be_are_refused(desk, openings, said):
    place = add_place(desk, AIRAINES)
    with pytest.raises(UserError, match=said):
        set_openings(desk, place, openings)
    assert count(desk, PlaceOpening) == 0


def test_even_and_odd_weeks_may_have_their_own_hours(desk):
    place = add_place(desk, AIRAINES)
    set_openings(
        desk, place, [OpeningFacts(1, 540, 720, Weeks.EVEN), OpeningFacts(1, 600, 780, Weeks.ODD)]
    )
    days = week(desk, TUESDAY, 8)
    assert [one.openings for one in (days[0], days[7])] == [
        (Opening(AIRAINES, 600, 780),),
        (Opening(AIRAINES, 540, 720),),
    ]


def test_a_name_is_known_once_and_renamed_everywhere(desk, someone):
    met(desk, someone(), TUESDAY)
    add_place(desk, OISEMONT)
    set_base_place(desk, place_id(desk, AIRAINES))
    with pytest.raises(UserError, match="existe déjà"):
        add_place(desk, "mairie d'airaines")
    with pytest.raises(UserError, match="existe déjà"):
        rename_place(desk, place_id(desk, OISEMONT), "Mairie d'Airaines")
    rename_place(desk, place_id(desk, AIRAINES), "Espace France Services")
    assert entries(desk)["DURAND Léa"].place == "Espace France Services"
    assert desk.read(base_place) == "Espace France Services"
    undo_last(desk)
    assert (entries(desk)["DURAND Léa"].place, desk.read(base_place)) == (AIRAINES, AIRAINES)


def test_two_names_of_one_place_become_one_and_lose_nothing(desk, someone):
    one, other = someone(40), someone(40)
    may = date(2023, 5, 9)
    held = met(desk, one, may, 540, "Mairie Airaines")
    record_presence(desk, held, Presence.ATTENDED)
    met(desk, one, TUESDAY, 540, "Mairie Airaines")
    met(desk, other, TUESDAY, 570, AIRAINES)
    met(desk, other, THURSDAY, 570, OISEMONT)
    gone, kept = place_id(desk, "Mairie Airaines"), place_id(desk, AIRAINES)
    set_openings(desk, gone, [MORNING])
    set_travel(desk, "Mairie Airaines", OISEMONT, 25, 18_000)
    add_day_off(desk, DayOffFacts(TUESDAY, TUESDAY, place="Mairie Airaines"))
    set_base_place(desk, gone)
    decide(desk, one, Decision("enrolled", entered_on=may))
    closed = close_month(desk, desk.actions[0], date(2023, 5, 1), force_reason="essai").sha256
    assert desk.read(lambda link: places_view(link, TODAY)).alike == (
        ("Mairie Airaines", AIRAINES),
    )
    before = count(desk, Appointment)
    merge_places(desk, kept, gone)
    assert count(desk, Appointment) == before
    assert desk.read(place_names) == (AIRAINES, OISEMONT)
    day = week(desk)[0]
    assert {entry.place for entry in day.entries} == {AIRAINES}
    assert day.openings == (Opening(AIRAINES, 540, 720),)
    assert [off.place for off in day.off] == [AIRAINES]
    between = desk.read(travels)
    assert (between.between(OISEMONT, AIRAINES), between.metres_between(AIRAINES, OISEMONT)) == (
        25,
        18_000,
    )
    assert desk.read(base_place) == AIRAINES
    action = desk.actions[0]
    month = desk.read(
        lambda link: month_view(link, action.id, action.profile, date(2023, 5, 1), today=TODAY)
    )
    assert month.closing is not None
    assert month.closing.changes == (), "the figures of a closed month are those frozen"
    assert desk.read(envoi) == (closed,), "and its envoi the bytes it was"
    undo_last(desk)
    assert {entry.place for entry in week(desk)[0].entries} == {AIRAINES, "Mairie Airaines"}
    assert desk.read(base_place) == AIRAINES, "a choice is no act"


def test_merging_may_be_stopped_and_then_nothing_changed(desk, someone):
    met(desk, someone(), TUESDAY, place="Mairie Airaines")
    kept, gone = add_place(desk, AIRAINES), place_id(desk, "Mairie Airaines")
    with pytest.raises(UserError, match="n’ont pas été réunis"):
        merge_places(desk, kept, gone, cancelled=lambda: True)
    assert entries(desk)["DURAND Léa"].place == "Mairie Airaines"


def test_what_is_planned_meanwhile_is_counted_beside_an_absence(desk, someone):
    dossier, other = someone(), someone()
    met(desk, dossier, TUESDAY, 570)
    met(desk, other, TUESDAY, 870, OISEMONT)
    away = add_day_off(desk, DayOffFacts(TODAY, THURSDAY, label="Congés"))
    add_day_off(desk, DayOffFacts(TUESDAY, TUESDAY, 780, 1440, place=OISEMONT))
    lines = desk.read(lambda link: places_view(link, TODAY)).days_off
    assert [(one.label, one.planned, one.first_planned) for one in lines] == [
        ("Congés", 2, TUESDAY),
        ("Fermeture", 1, TUESDAY),
    ]
    delete_day_off(desk, away)
    assert [one.label for one in desk.read(lambda link: places_view(link, TODAY)).days_off] == [
        "Fermeture"
    ]
    undo_last(desk)
    assert count(desk, DayOff) == 2


def test_the_roads_of_her_days_are_asked_for_once(desk, someone):
    dossier = someone()
    met(desk, dossier, TUESDAY, 540)
    met(desk, dossier, TUESDAY, 720, OISEMONT)
    met(desk, dossier, THURSDAY, 720, "Salle d’Airaines")

    def asked():
        return desk.read(lambda link: places_view(link, TODAY)).unknown

    assert asked() == ((AIRAINES, OISEMONT),)
    set_travel(desk, OISEMONT, AIRAINES, 25)
    assert asked() == ()
    set_base_place(desk, place_id(desk, "Salle d’Airaines"))
    assert asked() == ((OISEMONT, "Salle d’Airaines"),), "and from where her day begins"
    set_travel(desk, OISEMONT, AIRAINES, None)
    assert len(asked()) == 2


def test_a_rendez_vous_dragged_elsewhere_is_told_at_once_and_undone(desk, someone):
    first, second = someone(), someone()
    met(desk, first, TUESDAY, 540)
    moved = met(desk, second, THURSDAY, 600, OISEMONT)
    move_appointment(desk, moved, Slot(TUESDAY, 580, 610, OISEMONT, Mode.ON_SITE))
    assert entries(desk)["MARTIN Léa"].conflict.startswith("10\u00a0minutes pour venir")
    assert entries(desk)["DURAND Léa"].conflict.startswith("10\u00a0minutes pour aller")
    undo_last(desk)
    assert not entries(desk)["DURAND Léa"].conflict
