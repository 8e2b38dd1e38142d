"""An action d'aller-vers from end to end on the real window: noted on the spot, called back, one
of them with a dossier, the others forgotten in time while the figures stay."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from sqlalchemy import select

from coachdesk.core.clock import today
from coachdesk.models import JournalPayload, OutreachContact
from coachdesk.queries.outreach import event_rows, events
from coachdesk.services.papers.call_sheet import save_call_sheet
from coachdesk.services.prestations.erasing import to_erase
from coachdesk.services.prestations.words import stages_of
from coachdesk.services.targets import EVENTS, Screen, Target
from coachdesk.services.to_do_marks import obtained_otherwise, postpone
from coachdesk.services.to_dos import things_to_do
from documents.pdf_reading import texts
from support.lived import TODAY

WEEK = timedelta(days=7)


def type_in(widget, text):
    widget.setFocus()
    QTest.keyClicks(widget, text)


def press(key, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(QApplication.focusWidget(), key, modifier)


def contacts(window):
    rows = window.read(lambda link: link.execute(select(OutreachContact.__table__)).all())
    return {row.last_name: row for row in rows}


def event_of(window):
    action = window.desk.actions[0]
    listing = events(action.id, stages_of(action.profile))
    return window.read(lambda link: event_rows(link, listing))[0]


def calls_due(window):
    action = window.desk.actions[0]
    things = window.read(lambda link: things_to_do(link, action.id, action.profile, TODAY))
    due = [thing for thing in things if thing.rule == "rappel_aller_vers"]
    return {thing.sentence.removeprefix("rappeler ").split(" (")[0]: thing for thing in due}


@pytest.fixture
def met(window):
    """Three people typed at a market, each in her own way."""
    space = window.space
    QTest.keyClick(window.shell, Qt.Key.Key_7, Qt.KeyboardModifier.ControlModifier)
    window.shows(space.services)
    window.hands.click(window.button("Action d’aller-vers", space.services))
    page = space.outreach
    window.shows(page)
    window.until(lambda: window.waiting() == 0)  # what is typed before is not of this one
    window.until(lambda: QApplication.focusWidget() is page.fields.title)
    type_in(page.fields.title, "Marche d'Airaines")
    type_in(page.fields.start, "9h")
    type_in(page.fields.end, "12h30")
    page.fields.people_met.setValue(17)
    line = page.line
    for text, field in (("Delattre", line.last_name), ("Julie", line.first_name)):
        type_in(field, text)
    type_in(line.phone, "06.12/45-78 90")
    press(Qt.Key.Key_Return)  # with the first of them, the event is recorded
    window.until(lambda: len(page.table.rows.rows()) == 1)
    window.until(lambda: QApplication.focusWidget() is line.last_name)  # ready for the next one
    type_in(line.last_name, "LEMAIRE Jordan 0711223344 Doullens")
    press(Qt.Key.Key_Enter)
    window.until(lambda: len(page.table.rows.rows()) == 2)
    type_in(line.last_name, "Petit")
    press(Qt.Key.Key_Return)
    window.until(lambda: len(page.table.rows.rows()) == 3)
    return page


def test_it_is_typed_on_the_spot_one_line_each(window, met):
    event, people = event_of(window), contacts(window)
    assert (event.title, event.people_met, event.contacts) == ("Marche d'Airaines", 17, 3)
    assert (event.start_minute, event.end_minute, event.held_on) == (540, 750, TODAY)
    assert people["Delattre"].phone == "06 12 45 78 90"
    jordan = people["LEMAIRE"]
    assert (jordan.first_name, jordan.phone, jordan.commune) == (
        "Jordan", "07 11 22 33 44", "Doullens",
    )  # fmt: skip
    assert people["Petit"].phone is None
    type_in(met.line.last_name, "PETIT")  # the same again is refused, and what is typed stays
    press(Qt.Key.Key_Return)
    window.until(lambda: "déjà sur la liste" in window.shell.said)
    assert met.line.last_name.text() == "PETIT"
    assert len(contacts(window)) == 3


def test_the_calls_are_made_from_the_list_and_one_click_each(window, met):
    assert set(calls_due(window)) == {"Delattre Julie", "LEMAIRE Jordan", "Petit"}
    assert {thing.due_on for thing in calls_due(window).values()} == {TODAY + WEEK}
    space, due = window.space, calls_due(window)["Delattre Julie"]
    space.go(Target(Screen.TODAY))
    window.until(space.today.isVisible)
    space.go(due.target)  # what a click on the thing to do opens
    window.shows(met)
    window.until(lambda: met.call.isVisible() and met.call.name.text().startswith("Delattre"))
    assert met.call.phone.text() == "06 12 45 78 90"
    window.hands.click(met.call.outcomes["unreachable"])
    window.until(lambda: met.call.name.text().startswith("LEMAIRE"))  # on to the next one
    window.until(lambda: contacts(window)["Delattre"].called_on)
    julie = contacts(window)["Delattre"]
    assert (julie.outcome, julie.called_on, julie.call_back_on) == (
        "unreachable", TODAY, TODAY + WEEK,
    )  # fmt: skip
    window.hands.click(met.call.outcomes["refused"])
    window.until(lambda: met.call.name.text().startswith("Petit"))
    met.call.give_up.setChecked(True)
    window.hands.click(met.call.outcomes["unreachable"])
    window.until(lambda: contacts(window)["Petit"].called_on)
    assert contacts(window)["Petit"].call_back_on is None
    assert set(calls_due(window)) == {"Delattre Julie"}
    event = event_of(window)
    assert (event.called, event.to_call, event.ended, event.unreachable) == (3, 1, 1, 1)


def test_a_call_is_put_off_or_settled_otherwise_for_her_alone(window, met):
    due = calls_due(window)
    postpone(window.desk, due["Petit"], TODAY + 2 * WEEK)
    assert set(calls_due(window)) == {"Delattre Julie", "LEMAIRE Jordan"}
    window.space.undo()
    window.until(lambda: set(calls_due(window)) == set(due))
    obtained_otherwise(window.desk, due["Delattre Julie"], "elle est passée")
    assert set(calls_due(window)) == {"LEMAIRE Jordan", "Petit"}
    assert met.table.rows.rowCount() == 3, "the list itself has all of them"


def test_a_contact_becomes_a_dossier_without_being_typed_again(window, met):
    space = window.space
    met.table.selectRow(0)
    window.until(met.call.isVisible)
    window.hands.click(window.button("Créer la prescription", met))
    intake = space.intake
    window.shows(intake)
    window.until(lambda: intake.last_name.text() and intake.number.text())
    assert (intake.last_name.text(), intake.first_name.text()) == ("Delattre", "Julie")
    assert intake.phone.text() == "06 12 45 78 90"
    asked = intake.gender.buttons["female"]
    window.until(asked.hasFocus)  # the first thing that she did not tell at the market
    window.hands.press("Space")
    assert asked.isChecked()
    type_in(intake.birth, "6/5/1990")
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    window.shows(space.card)
    julie = contacts(window)["Delattre"]
    assert julie.prescription_id is not None
    assert (julie.outcome, julie.call_back_on) == ("meeting", None)
    assert "Delattre Julie" not in calls_due(window)
    event = event_of(window)
    assert (event.appointment, event.engaged, event.to_call) == (1, 0, 2)
    space.go(Target(Screen.OUTREACH, subject_id=event.id, section=str(julie.id)))
    window.until(lambda: met.call.open.isVisible() and not met.call.prescribe.isVisible())
    window.hands.click(met.call.open)
    window.shows(space.card)
    window.until(lambda: "Delattre" in space.card.title.text())
    space.undo()  # the dossier goes, and with it the link
    window.until(lambda: contacts(window)["Delattre"].prescription_id is None)


def test_the_list_of_events_counts_and_opens_each(window, met):
    space = window.space
    space.go(Target(Screen.SERVICES, section=EVENTS))
    page = space.services
    window.until(page.event_table.rows.rows)
    (row,) = page.event_table.rows.rows()
    assert (row.to_call, row.people_met) == (3, 17)
    assert page.figures.text().startswith("1\u00a0action d’aller-vers")
    page.event_table.setFocus()
    press(Qt.Key.Key_Return)
    window.shows(met)
    window.until(lambda: met.title.text() == "Marche d'Airaines")


def test_the_call_back_list_is_printed(window, met, tmp_path):
    target = tmp_path / "liste.pdf"
    desk = window.desk
    assert save_call_sheet(desk, desk.actions[0], event_of(window).id, target) == 3
    text = "\n".join(texts(target.read_bytes(), tmp_path))
    for words in ("Delattre Julie", "06 12 45 78 90", "LEMAIRE Jordan", "À rappeler", "Suite"):
        assert words in text


def test_who_leads_nowhere_is_forgotten_in_time_and_the_figures_stay(window, met):
    desk, action = window.desk, window.desk.actions[0]
    window.until(met.table.rows.rows)
    for row, outcome in ((0, "refused"), (1, "engaged")):
        met.table.selectRow(row)
        window.hands.click(met.call.outcomes[outcome])
        window.until(lambda at=row: met.table.rows.rows()[at].called_on)
    before = event_of(window)
    assert window.read(lambda link: to_erase(link, action, TODAY)) == 0
    clock = desk.clock
    clock.set_wall(clock.now() + timedelta(days=120))
    assert today(clock) == TODAY + timedelta(days=120)
    space = window.space
    space.go(Target(Screen.SERVICES, section=EVENTS))
    page = space.services
    window.until(page.erasing.isVisible)
    assert "1\u00a0personne" in page.erasing.words.text()
    window.hands.click(page.erasing.act)
    window.until(QApplication.activeModalWidget)
    window.hands.click(window.button("Effacer", QApplication.activeModalWidget()))
    window.until(lambda: "Delattre" not in contacts(window) and not page.erasing.isVisible())
    rows = window.read(lambda link: link.execute(select(OutreachContact.__table__)).all())
    (forgotten,) = [row for row in rows if not row.last_name]
    assert (forgotten.phone, forgotten.commune, forgotten.outcome) == (None, None, "refused")
    after = event_of(window)
    assert (after.ended, after.contacts, after.called) == (
        before.ended, before.contacts, before.called,
    )  # fmt: skip
    bodies = window.read(lambda link: link.execute(select(JournalPayload.body)).scalars().all())
    assert not any(b"Delattre" in (body or b"") for body in bodies), "nor does the journal know"
    assert desk.store.verify().fault is None
    space.go(Target(Screen.OUTREACH, subject_id=after.id))
    window.until(lambda: met.table.model().index(0, 0).data() == "Coordonnées effacées")
    met.table.selectRow(0)
    assert not met.call.isVisible(), "there is nobody to call"
