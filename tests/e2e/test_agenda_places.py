"""Places, absences and travels on a real store: typed, undone, one place written two ways."""

from datetime import date
from hashlib import sha256

import pytest
from sqlalchemy import select

from coachdesk.core.errors import UserError
from coachdesk.domain.agenda import Opening, Weeks
from coachdesk.domain.attendance import Presence
from coachdesk.models import (
    Appointment,
    DayOff,
    Package,
    PlaceOpening,
)
from coachdesk.queries.places import base_place, place_names, travels
from coachdesk.services.acts import undo_act
from coachdesk.services.agenda.days_off import DayOffFacts, add_day_off, delete_day_off
from coachdesk.services.agenda.merging import merge_places
from coachdesk.services.agenda.places import (
    OpeningFacts,
    add_place,
    rename_place,
    set_base_place,
    set_openings,
)
from coachdesk.services.agenda.places_view import places_view
from coachdesk.services.agenda.travel import set_travel
from coachdesk.services.attendance import record_presence
from coachdesk.services.closing.use_case import close_month
from coachdesk.services.decisions import Decision, decide
from coachdesk.services.month import month_view
from support.agenda import (
    AIRAINES,
    MORNING,
    OISEMONT,
    THURSDAY,
    TODAY,
    TUESDAY,
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


def envoi(link):
    """The digest of what is kept of each envoi."""
    return tuple(
        sha256(content).hexdigest() for content in link.execute(select(Package.data)).scalars()
    )


def test_openings_are_kept_as_typed_and_undone(desk):
    place = add_place(desk, " Mairie  d’Airaines ")
    set_openings(desk, place, [MORNING, OpeningFacts(1, 840, 1020)])
    set_openings(desk, place, [OpeningFacts(1, 540, 750), OpeningFacts(3, 540, 720, Weeks.ODD)])
    (view,) = desk.read(lambda link: places_view(link, TODAY)).places
    assert view.words == "mardi 9h-12h30, jeudi 9h-12h (semaines impaires)"
    undo_act(desk)
    (view,) = desk.read(lambda link: places_view(link, TODAY)).places
    assert view.words == "mardi 9h-12h, mardi 14h-17h"
    undo_act(desk)
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
    undo_act(desk)
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
    assert (between.between(OISEMONT, AIRAINES), between.metres_of([(AIRAINES, OISEMONT)])) == (
        25,
        [18_000],
    )
    assert desk.read(base_place) == AIRAINES
    action = desk.actions[0]
    month = desk.read(
        lambda link: month_view(link, action.id, action.profile, date(2023, 5, 1), today=TODAY)
    )
    assert month.closing is not None
    assert month.closing.changes == (), "the figures of a closed month are those frozen"
    assert desk.read(envoi) == (closed,), "and its envoi the bytes it was"
    undo_act(desk)
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
    undo_act(desk)
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
