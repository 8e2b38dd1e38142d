"""An atelier planned from the list of people: who can come, a series, invitations."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from sqlalchemy import select

from coachdesk.core.clock import today
from coachdesk.core.errors import UserError
from coachdesk.core.french import fold
from coachdesk.core.ids import new_id
from coachdesk.domain.agenda import Weeks
from coachdesk.domain.attendance import Mode, Presence, Slot
from coachdesk.models import DayOff, Place, PlaceOpening, Prescription
from coachdesk.queries.day import day_appointments
from coachdesk.queries.planned import open_dossiers
from coachdesk.queries.reaching import coming_on
from coachdesk.queries.workshops import workshop_people, workshops_between
from coachdesk.services.acts import undo_act
from coachdesk.services.appointments import plan_appointment
from coachdesk.services.documents.copies import to_print
from coachdesk.services.documents.drafting import preview
from coachdesk.services.prescriptions import (
    PersonFacts,
    PrescriptionFacts,
    receive_prescription,
)
from coachdesk.services.targets import Screen, Target
from coachdesk.services.workshops.planning import (
    WorkshopFacts,
    plan_series,
    plan_workshop,
    weekly_days,
)
from coachdesk.ui.screens.participants.view import ParticipantsScreen
from coachdesk.ui.screens.workshop.view import WorkshopScreen
from coachdesk.ui.widgets.fields import show_day
from documents.pdf_reading import texts
from support.clock import FixedClock
from support.desk_context import make_context
from support.signing_desk import CLOCK, DAY, make_group

SOON = DAY + timedelta(days=7)
AFTERNOON = Slot(SOON, 840, 960, "Mairie d’Airaines", Mode.COLLECTIVE)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return make_group(tmp_path_factory.mktemp("made") / "magasin", 14)


@pytest.fixture
def desk(made, tmp_path):
    opened = made.opened(tmp_path / "magasin", FixedClock(CLOCK.now()))
    yield opened
    opened.close()


@pytest.fixture
def trail(desk):
    return make_context(desk)


@pytest.fixture
def page(qtbot, trail):
    screen = WorkshopScreen(trail[0])
    qtbot.addWidget(screen)
    return screen


@pytest.fixture
def listed(qtbot, trail):
    screen = ParticipantsScreen(trail[0])
    qtbot.addWidget(screen)
    screen.resize(1280, 720)
    screen.show()
    screen.refresh()
    return screen


def show(page, people, until=None):
    page.show_target(Target(Screen.WORKSHOP, people=tuple(people)))
    show_day(page.planning.form.slot.day, SOON)
    page.planning.form.title.setCurrentText("Oser appeler")
    page.planning._ask()
    return page.planning


def test_a_narrowed_list_gives_its_people(listed, trail):
    assert listed.together() == (), "everyone is no group"
    listed.search.setText("durand")
    found = [row.prescription_id for row in listed.table.visible_rows()]
    listed.group.click()
    assert trail[1].gone == [Target(Screen.WORKSHOP, people=tuple(found))]
    assert 0 < len(found) < 14


def test_those_chosen_by_ctrl_come_before_the_filter(listed, trail):
    def click(number, held=Qt.KeyboardModifier.NoModifier):
        table = listed.table
        where = table.visualRect(table.shown.index(number, 1)).center()
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, held, where)

    click(1)
    for number in (3, 4):
        click(number, Qt.KeyboardModifier.ControlModifier)
    assert listed.group.text() == "Atelier pour 3\u00a0personnes…"
    rows = listed.table.visible_rows()
    assert listed.together() == tuple(rows[number].prescription_id for number in (1, 3, 4))
    click(2)
    assert listed.group.text() == "Atelier…"
    assert listed.together() == ()


def test_the_people_of_the_list_are_ticked_and_first(page, made):
    planning = show(page, made.people[5:9])
    assert planning.people.ticked() == {str(key) for key in made.people[5:9]}
    first = [tick.key for tick in planning.people.model.every[:4]]
    assert set(first) == planning.people.ticked()
    assert page.act.text() == "Planifier pour 4\u00a0personnes"
    page.act.click()
    assert len(page.one.people.lines) == 4


def test_who_left_the_action_is_said(page, made):
    planning = show(page, [*made.people[:2], new_id()])
    assert planning.absent.text().startswith("1\u00a0personne n’est pas reprise")
    assert len(planning.people.ticked()) == 2


def test_who_is_taken_is_said_before_it_is_refused(page, desk, made, trail):
    plan_appointment(desk, made.people[0], Slot(SOON, 870, 900, "Mairie", Mode.ON_SITE))
    other = SOON + timedelta(days=1 if SOON.weekday() < 4 else -1)
    plan_appointment(desk, made.people[1], Slot(other, 540, 570, "Mairie", Mode.ON_SITE))
    planning = show(page, made.people[:3])
    words = [tick.words for tick in planning.people.model.every[:3]]
    assert sum("prise à 14\u00a0h\u00a030" in each for each in words) == 1
    assert sum(", rendez-vous " in each for each in words) == 1
    assert planning.against.busy.text().startswith("1\u00a0personne est prise")
    assert planning.against.met.text().startswith("1\u00a0personne a un autre rendez-vous")
    assert "En même temps" in planning.against.lines.text(), "it takes the coach too"
    page.act.click()
    assert "a déjà un rendez-vous" in trail[1].messages.refused[-1].sentence
    planning.against.without.click()
    assert len(planning.people.ticked()) == 2
    assert planning.against.busy.isHidden()
    page.act.click()
    assert len(page.one.people.lines) == 2


def test_the_place_and_the_coach_are_looked_at_too(page, desk, made):
    with desk.store.write() as uow:
        place = Place(id=new_id(), name="Mairie d’Airaines")
        uow.session.add(place)
        uow.session.flush()
        uow.session.add_all(
            [
                PlaceOpening(
                    id=new_id(), place_id=place.id, weekday=SOON.weekday(), start_minute=540,
                    end_minute=720, weeks=Weeks.EVERY,
                ),
                DayOff(id=new_id(), starts_on=SOON, ends_on=SOON, label="Formation"),
            ]
        )  # fmt: skip
        uow.commit()
    planning = show(page, made.people[:2])
    planning.form.slot.place.setCurrentText("Mairie d’Airaines")
    planning._ask()
    assert "Airaines de 9\u00a0h\u00a000 à 12\u00a0h\u00a000" in planning.against.openings.text()
    assert "Formation" in planning.against.lines.text()
    assert planning.against.calm.isHidden()


def test_a_series_is_one_act_and_passes_over_holidays(page, desk, made):
    planning = show(page, made.people[:3])
    planning.times.setValue(3)
    assert page.act.text() == "Planifier pour 3\u00a0personnes, 3 fois"
    page.act.click()
    action = desk.actions[0]
    made_ones = desk.read(
        lambda link: workshops_between(link, action.id, SOON, SOON + timedelta(days=40))
    )
    assert [line.held_on for line in made_ones] == list(weekly_days(SOON, 3))
    assert {line.people for line in made_ones} == {3}
    undo_act(desk)
    assert not desk.read(
        lambda link: workshops_between(link, action.id, SOON, SOON + timedelta(days=40))
    )


def test_the_weeks_of_a_series():
    may_first = SOON.replace(year=2023, month=4, day=24)
    days = weekly_days(may_first, 4)
    assert [day.isoformat() for day in days] == [
        "2023-04-24", "2023-05-15", "2023-05-22", "2023-06-05",
    ], "1st and 8th of May, Whit Monday"  # fmt: skip
    assert weekly_days(may_first + timedelta(days=7), 1) == (may_first + timedelta(days=7),)


def test_a_series_that_cannot_be_says_on_which_day(desk, made):
    later = AFTERNOON.held_on + timedelta(days=14)
    plan_appointment(desk, made.people[0], Slot(later, 870, 900, "Mairie", Mode.ON_SITE))
    facts = WorkshopFacts("Oser appeler", AFTERNOON)
    with pytest.raises(UserError, match=r"^Le .*déjà un rendez-vous"):
        plan_series(desk, desk.actions[0], facts, made.people[:2], 3)
    assert not desk.read(lambda link: workshops_between(link, desk.actions[0].id, SOON, later)), (
        "all or nothing"
    )


def test_everyone_is_invited_by_letters_in_one_batch(page, desk, made, trail, tmp_path):
    action = desk.actions[0]
    facts = WorkshopFacts("Oser appeler", AFTERNOON)
    workshop = plan_workshop(desk, action, facts, made.people[:12])
    page.show_target(Target(Screen.WORKSHOP, subject_id=workshop))
    assert page.one.by_letter.text() == "12\u00a0lettres d’invitation"
    assert page.one.progress.text() == "12\u00a0personnes attendues, 0\u00a0prévenue"
    page.one.by_letter.click()
    assert trail[1].messages.informed[-1].startswith("12\u00a0invitations dans")
    lines = desk.read(lambda link: to_print(link, action))
    assert len(lines) == 12
    (letter,) = texts(preview(desk, lines[0].document_id), tmp_path)
    assert "à l’atelier « Oser appeler »" in letter.replace("\u00a0", " ").replace("\n", " ")
    people = desk.read(lambda link: workshop_people(link, workshop))
    assert all(person.contact_attempts.startswith("Courrier préparé le") for person in people)
    assert page.one.by_letter.isHidden(), "everyone was told"
    undo_act(desk)
    assert not desk.read(lambda link: to_print(link, action))
    people = desk.read(lambda link: workshop_people(link, workshop))
    assert not any(person.contact_attempts for person in people)


def test_invitations_by_sms_go_through_the_people(page, desk, made, trail):
    workshop = plan_workshop(
        desk, desk.actions[0], WorkshopFacts("Oser appeler", AFTERNOON), made.people[:2]
    )
    page.show_target(Target(Screen.WORKSHOP, subject_id=workshop))
    page.one.by_phone.click()
    assert trail[1].gone == [Target(Screen.PHONE, subject_id=workshop)]


def test_the_day_it_is_held_nobody_is_invited_by_letter_any_more(page, desk, made):
    workshop = plan_workshop(
        desk,
        desk.actions[0],
        WorkshopFacts("Oser appeler", Slot(DAY, 840, 960, "Mairie", Mode.COLLECTIVE)),
        made.people[:2],
    )
    page.show_target(Target(Screen.WORKSHOP, subject_id=workshop))
    QTest.keyClick(page.one, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert page.one.by_letter.isHidden()
    people = desk.read(lambda link: workshop_people(link, workshop))
    assert {person.row.presence for person in people} == {Presence.PLANNED}


def test_who_may_come_stands_where_a_french_list_has_her(desk):
    action, day = desk.actions[0], today(desk.clock)
    person = PersonFacts("ÂBEL", "Zoé", "female", date(1990, 1, 2), "80600", "Doullens")
    receive_prescription(desk, action, PrescriptionFacts("24-900", day, "department"), person)
    pending = desk.read(lambda link: link.execute(select(Prescription.outcome)).scalars().all())
    people = desk.read(lambda link: open_dossiers(link, action.id, set(pending), day))
    names = [who.last_name for who in people]
    assert "ÂBEL" in names
    assert names == sorted(names, key=fold)


def test_those_of_one_hour_stand_where_a_french_list_has_them(desk):
    action, day = desk.actions[0], today(desk.clock) + timedelta(days=3)
    for number, last_name in enumerate(("ZOLA", "ÂBEL", "BERNARD")):
        person = PersonFacts(last_name, "Zoé", "female", date(1990, 1, 2), "80600", "Doullens")
        facts = PrescriptionFacts(f"24-90{number}", today(desk.clock), "department")
        dossier = receive_prescription(desk, action, facts, person)
        plan_appointment(desk, dossier, Slot(day, 1200, 1230, None, Mode.PHONE))
    for listed in (day_appointments, coming_on):
        people = desk.read(lambda link, listed=listed: listed(link, action.id, day))
        last = [who.last_name for who in people if who.start_minute == 1200]
        assert last == ["ÂBEL", "BERNARD", "ZOLA"]
