"""Aujourd'hui as it is used: sign from the road, answer a thing to do, take a draft up again."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from coachdesk.domain.attendance import Mode, Presence, Slot
from coachdesk.services.appointments import plan_appointment
from coachdesk.services.attendance import record_presence
from coachdesk.services.drafts import drafts, save_draft
from coachdesk.services.prescriptions import PersonFacts, PrescriptionFacts, receive_prescription
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.screens.today.view import SHOWN, TodayScreen
from coachdesk.ui.widgets.answer_menu import PostponeDialog
from support.cut import cut_texts
from support.desk_context import make_context
from support.desk_people import PLACE, planned

DAY = date(2024, 1, 15)
LAPTOP, SMALL = (1130, 700), (1020, 560)


@pytest.fixture
def someone(desk, action):
    def receive(number, name, days=3):
        return receive_prescription(
            desk,
            action,
            PrescriptionFacts(number, DAY - timedelta(days=days), "department"),
            PersonFacts(name, "Zoé", "female", date(1990, 5, 6)),
        )

    return receive


@pytest.fixture
def today(qtbot, desk):
    context, trail = make_context(desk)
    page = TodayScreen(context)
    qtbot.addWidget(page)
    page.resize(*LAPTOP)
    page.show()
    page.refresh()
    return page, trail


def pressed(page: QWidget, words: str) -> QPushButton:
    found = [each for each in page.findChildren(QPushButton) if each.text() == words]
    assert found, f"nothing says {words!r}"
    QTest.mouseClick(found[0], Qt.MouseButton.LeftButton)
    return found[0]


def said(page: QWidget) -> list[str]:
    return [each.text() for each in page.findChildren(QLabel) if not each.isHidden()]


def test_each_signs_from_the_road_what_is_owed_today_and_before(today, desk):
    page, trail = today
    ((person, here),) = planned(desk, DAY, 1)
    slot = Slot(DAY - timedelta(days=7), 540, 570, PLACE, Mode.ON_SITE)
    before = plan_appointment(desk, person.prescription_id, slot)
    record_presence(desk, before, Presence.ATTENDED)
    page.refresh()
    pressed(page, "Faire signer")
    pressed(page, "présence du 8\u00a0janv.")
    assert trail.signed == [here, before]
    pressed(page, f"{person.last_name} {person.first_name}")
    assert trail.gone == [Target(Screen.APPOINTMENT, person.prescription_id, here)]


def test_what_is_late_is_a_chip_of_her_row_that_opens_its_place(today, desk, someone):
    page, trail = today
    dossier = someone("24-901", "DURAND", days=30)
    plan_appointment(desk, dossier, Slot(DAY, 600, 630, PLACE, Mode.ON_SITE))
    page.refresh()
    pressed(page.stops[0], "1er rendez-vous")
    assert trail.gone[-1] == Target(Screen.CARD, dossier)


def test_the_address_of_a_place_is_written_once_and_seen_from_then_on(today, desk):
    page, trail = today
    planned(desk, DAY, 1)
    page.refresh()
    trail.messages.reason = "2 place de la Mairie, Airaines"
    pressed(page, "Ajouter l’adresse")
    pressed(page, "2 place de la Mairie, Airaines")
    assert [question.title for question in trail.messages.asked] == [f"Adresse de {PLACE}"] * 2


def test_seven_are_shown_those_met_first_and_the_rest_is_counted(qtbot, today, desk, someone):
    page, _ = today
    for number in range(SHOWN + 2):
        someone(f"24-91{number}", f"PERSONNE{'ABCDEFGHIJ'[number]}", days=20)
    met = someone("24-920", "ZULMA", days=5)
    plan_appointment(desk, met, Slot(DAY, 600, 630, PLACE, Mode.ON_SITE))
    record_presence(
        desk,
        plan_appointment(desk, met, Slot(DAY - timedelta(days=1), 600, 630, PLACE, Mode.ON_SITE)),
        Presence.ATTENDED,
    )
    page.refresh()
    qtbot.waitUntil(lambda: len(page.lines) == SHOWN)  # the last ones out of sight
    assert page.lines[0].person.prescription_id == met
    qtbot.waitUntil(lambda: "Avec ceux d’aujourd’hui" in said(page))
    every = len(page._view.to_do)
    words = f"et {every - SHOWN} autres"
    qtbot.waitUntil(lambda: words in [each.text() for each in page.findChildren(QPushButton)])
    pressed(page, words)
    qtbot.waitUntil(lambda: len(page.lines) == every)


def unfold(qtbot, page):
    """Show more than the first seven."""

    def more():
        words = (f"et {len(page._view.to_do) - SHOWN} autres", "et une autre personne")
        return [each for each in page.findChildren(QPushButton) if each.text() in words]

    if len(page._view.to_do) > SHOWN:
        qtbot.waitUntil(lambda: bool(more()))
        more()[-1].click()
    qtbot.waitUntil(lambda: len(page.lines) == len(page._view.to_do))


def test_a_thing_is_put_off_to_a_typed_day_then_put_back(qtbot, today, desk, someone):
    page, _ = today
    dossier = someone("24-901", "DURAND")
    page.refresh()

    def line():
        return next(each for each in page.lines if each.person.prescription_id == dossier)

    unfold(qtbot, page)
    line().menu.other_day.trigger()
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), PostponeDialog))
    dialog = QApplication.activeModalWidget()
    dialog.day.setDate(QDate(2024, 1, 15))
    assert not dialog.act.isEnabled(), "that day is already there"
    dialog.day.setSelectedSection(dialog.day.Section.DaySection)
    QTest.keyClicks(dialog.day, "05032024")
    assert dialog.said.text() == "mardi\u00a05\u00a0mars\u00a02024"
    QTest.keyClick(dialog.day, Qt.Key.Key_Return)
    assert dossier not in [each.person.prescription_id for each in page.lines]
    assert page.hidden.toggle.text() == "1 masquée"
    page.hidden.toggle.click()
    qtbot.waitUntil(lambda: "Reporté au 05/03/2024" in said(page.hidden))
    pressed(page.hidden, "Remettre")
    assert line().person.things[0].rule == "premier_rdv"
    assert page.hidden.isHidden()


def test_what_was_begun_is_named_taken_up_again_or_thrown_away(today, desk):
    page, trail = today
    save_draft(desk, "intake", {"first_name": "Jeanne", "last_name": "PETIT"})
    page.refresh()
    opened = pressed(page.begun, "prescription de Jeanne PETIT (9\u00a0h\u00a010)")
    assert trail.gone == [Target(Screen.INTAKE)]
    away = next(each for each in page.begun.findChildren(QPushButton) if each is not opened)
    trail.messages.reason = None
    away.click()
    assert (len(trail.messages.asked), trail.drafts.forgotten) == (1, [])
    trail.messages.reason = ""
    away.click()
    assert trail.drafts.forgotten == ["intake"]
    assert len(desk.read(drafts)) == 1, "the keeper of the product drops it, not this recorder"


def test_reading_the_day_again_leaves_the_keyboard_where_it_was(today, someone):
    page, _ = today
    someone("24-901", "DURAND")
    page.refresh()
    line = page.lines[-1]
    page.refresh()
    assert page.lines[-1] is line, "nothing changed: nothing is built anew"


@pytest.mark.parametrize("size", [LAPTOP, SMALL, (700, 560)])
def test_no_word_of_the_day_is_cut(qtbot, today, desk, someone, size):
    page, _ = today
    planned(desk, DAY, 3)
    dossier = someone("24-901", "MARTIN-LEFÈVRE DE LA TOUR", days=40)
    plan_appointment(desk, dossier, Slot(DAY, 720, 750, PLACE, Mode.ON_SITE))
    save_draft(desk, "intake", {"first_name": "Jeanne", "last_name": "PETIT"})
    page.resize(*size)
    page.refresh()
    qtbot.waitUntil(lambda: not cut_texts(page))
