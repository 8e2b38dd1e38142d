"""The sheet of a rendez-vous: presence in one gesture, the rest recorded with the next one."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from PySide6.QtCore import Qt, QTime
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from coachdesk.domain.attendance import Mode, Presence, Slot
from coachdesk.domain.support import AidOutcome, ObjectiveState
from coachdesk.queries.appointment_sheet import appointment_sheet
from coachdesk.services.acts import undo_act
from coachdesk.services.appointment_record import AppointmentRecord, record_appointment
from coachdesk.services.appointments import plan_appointment
from coachdesk.services.closing.use_case import close_month
from coachdesk.services.drafts import drafts
from coachdesk.services.prescriptions import PersonFacts, PrescriptionFacts, receive_prescription
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.screens.appointment.view import AppointmentScreen
from coachdesk.ui.workspace import Workspace
from support.desk_people import PLACE, planned, week_after

DAY = date(2024, 1, 15)


@pytest.fixture
def held(desk):
    return planned(desk, DAY, 2)


@pytest.fixture
def screen(qtbot, made, tabs):
    page = AppointmentScreen(made[0], tabs)
    qtbot.addWidget(page)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    return page


def opened(screen, appointment_id):
    screen.show_target(Target(Screen.APPOINTMENT, appointment_id=appointment_id))
    return screen


def sheet(desk, appointment_id):
    return desk.read(lambda link: appointment_sheet(link, appointment_id))


def ctrl_enter(screen):
    QTest.keyClick(screen, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def test_attended_and_the_next_one_planned_in_two_gestures(desk, screen, trail, held):
    person, first = held[0]
    opened(screen, first)
    assert person.last_name in screen.title.text()
    QTest.keyClick(screen, Qt.Key.Key_P)
    assert sheet(desk, first).head.presence is Presence.ATTENDED
    assert screen.form.presence.buttons[Presence.ATTENDED].isChecked()
    ctrl_enter(screen)
    assert sheet(desk, first).next_on == week_after(DAY)
    assert trail.backs == 1
    assert (
        "22\u00a0janvier\u00a02024 à 9\u00a0h\u00a000, Mairie d’Airaines"
        in (trail.messages.informed[-1])
    )
    assert not trail.messages.refused


def test_an_unexcused_absence_has_its_notice_ready_at_once(desk, screen, trail, held, tmp_path):
    person, first = held[0]
    opened(screen, first)
    assert not screen.form.notice.isVisible()
    QTest.keyClick(screen, Qt.Key.Key_I)
    panel = screen.form.notice
    notice = panel.notice
    assert f"prêt pour {person.case_manager}" in notice.ready.text()
    panel.tried.setText("Appel à 10 h, message laissé")
    panel.said.emit()
    notice.copy.click()
    said = QGuiApplication.clipboard().text()
    assert person.last_name in said
    assert "Appel à 10 h, message laissé" in said
    assert "n’a pas encore été entendue" in said
    notice.look.click()
    assert notice.page.pages_seen == (1,)
    notice.look.click()
    assert notice.page.isHidden()
    trail.messages.path = tmp_path / "avis.pdf"
    notice.save.click()
    assert (tmp_path / "avis.pdf").read_bytes().startswith(b"%PDF")
    assert "en clair" in trail.messages.informed[-1]


def test_an_excused_absence_takes_its_category_by_one_click(desk, screen, held):
    _, first = held[0]
    opened(screen, first)
    QTest.keyClick(screen, Qt.Key.Key_J)
    head = sheet(desk, first).head
    assert (head.presence, head.absence_proof) == (Presence.EXCUSED, "awaited")
    assert "Choisissez la catégorie" in screen.form.presence.why.text()
    screen.form.absence.reason.buttons["family"].click()
    screen.form.absence.proof.buttons["document"].click()
    head = sheet(desk, first).head
    assert (head.absence_reason, head.absence_proof) == ("family", "document")
    assert "Choisissez" not in screen.form.presence.why.text()
    undo_act(desk)
    screen.refresh()
    assert screen.form.absence.proof.keys() == {"awaited"}


def test_late_and_early_give_the_real_hours_and_keep_the_plan(desk, screen, held):
    _, first = held[0]
    opened(screen, first)
    hours = screen.form.hours
    assert not hours.start.isVisible()
    hours.late.click()
    hours.start.setTime(QTime(9, 10))
    QTest.keyClick(screen, Qt.Key.Key_P)
    head = sheet(desk, first).head
    assert (head.start_minute, head.planned_start_minute, head.end_minute) == (550, 540, 570)
    hours.late.click()
    screen.save.click()
    head = sheet(desk, first).head
    assert (head.start_minute, head.planned_start_minute) == (540, None)


def test_by_phone_the_coach_attests_the_real_time_and_nobody_signs(desk, screen, held):
    _, first = held[0]
    opened(screen, first)
    assert screen.sign.isVisible()
    hours = screen.form.hours
    hours.mode.setCurrentIndex(hours.mode.findData("phone"))
    hours.start.setTime(QTime(9, 5))
    hours.end.setTime(QTime(9, 20))
    QTest.keyClick(screen, Qt.Key.Key_P)
    head = sheet(desk, first).head
    assert (head.mode, head.place) == (Mode.PHONE, None)
    assert (head.start_minute, head.end_minute) == (545, 560)
    assert not screen.sign.isVisible()
    assert "Attesté par le coach" in screen.form.presence.why.text()


def test_what_was_said_and_done_is_recorded_with_the_sheet(desk, screen, trail, held):
    _, first = held[0]
    opened(screen, first)
    form = screen.form
    form.steps.buttons["cv"].click()
    form.steps.buttons["solidarity_transport"].click()
    QTest.keyClicks(form.objectives.line, "Refaire le CV")
    QTest.keyClick(form.objectives.line, Qt.Key.Key_Return)
    QTest.keyClicks(form.objectives.line, "Appeler la mairie")
    form.notes.edit.setPlainText("Vient à pied.")
    QTest.keyClick(screen, Qt.Key.Key_P)
    assert form.notes.edit.toPlainText() == "Vient à pied.", "what is typed stays"
    ctrl_enter(screen)
    assert trail.drafts.forgotten == [f"appointment:{first}"]
    now = sheet(desk, first)
    assert now.head.note == "Vient à pied."
    assert {step.kind for step in now.steps} == {"cv", "solidarity_transport"}
    assert {goal.text for goal in now.objectives} == {"Refaire le CV", "Appeler la mairie"}


def test_the_next_time_shows_what_was_left_and_closes_it(desk, screen, held, clock):
    person, first = held[0]
    record_appointment(
        desk,
        first,
        AppointmentRecord(
            presence=Presence.ATTENDED,
            note="Vient à pied.",
            steps=frozenset({"financial_aid"}),
            objectives=("Refaire le CV",),
        ),
    )
    clock.advance(timedelta(days=1))
    following = plan_appointment(
        desk, person.prescription_id, Slot(DAY + timedelta(days=1), 600, 630, PLACE, Mode.ON_SITE)
    )
    opened(screen, following)
    assert "Vient à pied." in screen.form.notes.last.text()
    ((goal, answer),) = screen.form.objectives.answers.items()
    answer.buttons["done"].click()
    ((aid, outcome),) = screen.form.aids.answers.items()
    outcome.buttons["granted"].click()
    screen.save.click()
    now = sheet(desk, first)
    assert next(step for step in now.steps if step.id == aid).aid_outcome is AidOutcome.GRANTED
    closed = sheet(desk, following).objectives
    assert [(item.id, item.state) for item in closed] == [(goal, ObjectiveState.DONE)]


def test_phrases_come_by_a_slash_and_her_own_are_kept(desk, screen, trail, held, made, tabs):
    _, first = held[0]
    opened(screen, first)
    notes = screen.form.notes
    notes.edit.setFocus()
    QTest.keyClicks(notes.edit, "Bonjour. /cv")
    assert notes.listed.isVisible()
    QTest.keyClick(notes.edit, Qt.Key.Key_Return)
    assert notes.edit.toPlainText() == "Bonjour. CV mis à jour ensemble."
    assert not notes.listed.isVisible()
    QTest.keyClicks(notes.edit, " 1/2")
    assert not notes.listed.isVisible(), "a fraction asks for no phrase"
    QTest.keyClicks(notes.edit, " /mobil")
    QTest.keyClick(notes.edit, Qt.Key.Key_Escape)
    assert not notes.listed.isVisible()
    assert notes.isVisible(), "Escape put the phrases away, and did not leave the sheet"
    for _ in " /mobil":
        QTest.keyClick(notes.edit, Qt.Key.Key_Backspace)
    QTest.keyClicks(notes.edit, " /mobil")
    QTest.mouseClick(notes.listed.findChildren(QPushButton)[-1], Qt.MouseButton.LeftButton)
    assert notes.edit.toPlainText().endswith("1/2 Difficulté de mobilité évoquée.")
    notes.edit.setPlainText("Vue à la bibliothèque.")
    keep = next(item for item in notes.menu.actions() if "Garder" in item.text())
    keep.trigger()
    assert "Vue à la bibliothèque." in [item.text() for item in notes.menu.actions()]
    phrase = next(item for item in notes.menu.actions() if "bibliothèque" in item.text())
    phrase.trigger()
    assert notes.edit.toPlainText().count("Vue à la bibliothèque.") == 2
    again = AppointmentScreen(made[0], tabs)
    opened(again, held[1][1])
    drop = next(item for item in again.form.notes.menu.actions() if item.menu())
    drop.menu().actions()[0].trigger()
    assert "Vue à la bibliothèque." not in [item.text() for item in again.form.notes.menu.actions()]


def test_signing_records_what_is_on_the_sheet_first(desk, screen, trail, held):
    _, first = held[0]
    opened(screen, first)
    screen.form.notes.edit.setPlainText("Entretien préparé.")
    screen.sign.click()
    assert trail.signed == [first]
    assert sheet(desk, first).head.note == "Entretien préparé."


def test_another_rendez_vous_never_gets_what_was_typed_in_this_one(desk, screen, trail, held):
    (_, first), (_, second) = held
    opened(screen, first)
    screen.form.notes.edit.setPlainText("Pour la première.")
    kept = trail.drafts.kept[f"appointment:{first}"]["notes"]
    opened(screen, second)
    assert screen.form.notes.edit.toPlainText() == ""
    assert kept.toPlainText() == "Pour la première.", "its own form keeps it for its draft"
    screen.form.notes.edit.setPlainText("Pour la seconde.")
    screen.save.click()
    assert sheet(desk, first).head.note is None
    assert sheet(desk, second).head.note == "Pour la seconde."


def test_coming_back_to_the_sheet_finds_what_was_being_typed(screen, held):
    _, first = held[0]
    opened(screen, first)
    screen.form.notes.edit.setFocus()
    QTest.keyClicks(screen.form.notes.edit, "Pas fini")
    screen.refresh()
    screen.take_keyboard()
    assert screen.form.notes.edit.toPlainText() == "Pas fini"
    assert screen.form.notes.edit.hasFocus()


def test_letters_typed_in_the_notes_note_no_presence(desk, screen, held):
    _, first = held[0]
    opened(screen, first)
    screen.form.notes.edit.setFocus()
    QTest.keyClicks(screen.form.notes.edit, "pija")
    assert sheet(desk, first).head.presence is Presence.PLANNED


def test_a_rendez_vous_to_come_is_excused_or_cancelled_but_not_attended(desk, screen, held, trail):
    person, _ = held[0]
    later = plan_appointment(
        desk, person.prescription_id, Slot(week_after(DAY), 540, 570, PLACE, Mode.ON_SITE)
    )
    opened(screen, later)
    assert not screen.form.presence.buttons[Presence.ATTENDED].isEnabled()
    assert not screen.sign.isVisible()
    assert "à venir" in screen.form.presence.why.text()
    QTest.keyClick(screen, Qt.Key.Key_J)
    assert sheet(desk, later).head.presence is Presence.EXCUSED
    assert not trail.messages.refused


def test_a_closed_month_is_shown_and_no_longer_noted(desk, action, screen, held, clock):
    _, first = held[0]
    clock.advance(timedelta(days=30))
    close_month(desk, action, date(2024, 1, 1), force_reason="essai")
    opened(screen, first)
    assert "clôturé" in screen.form.presence.why.text()
    assert not any(pressed.isEnabled() for pressed in screen.form.presence.buttons.values())


def test_a_later_month_closed_is_told_before_noting_an_earlier_one(
    desk, action, screen, participants
):
    close_month(desk, action, date(2023, 12, 1), force_reason="essai")
    person = next(
        row for row in participants if row.pathway_id and not row.left_on and row.entered_on
    )
    earlier = plan_appointment(
        desk, person.prescription_id, Slot(date(2023, 11, 30), 1080, 1110, PLACE, Mode.ON_SITE)
    )
    opened(screen, earlier)
    assert "Décembre\u00a02023 est déjà clôturé" in screen.form.presence.why.text()
    assert screen.form.presence.buttons[Presence.ATTENDED].isEnabled()


def test_a_new_one_is_proposed_filled_and_planned_by_enter(desk, screen, trail, held):
    person, first = held[0]
    screen.show_target(Target(Screen.APPOINTMENT, person.prescription_id))
    assert screen.planning.plan.hasFocus()
    QTest.keyClick(screen.planning.plan, Qt.Key.Key_Return)
    assert sheet(desk, first).next_on == week_after(DAY)
    assert trail.backs == 1


def test_after_the_first_rendez_vous_comes_the_diagnostic(desk, action, screen, trail):
    dossier = receive_prescription(
        desk,
        action,
        PrescriptionFacts("24-001", DAY - timedelta(days=3), "department"),
        PersonFacts("THIBAUT", "Maëlle", "female", date(1990, 5, 6)),
        first=Slot(DAY, 480, 540, PLACE, Mode.ON_SITE),
    )
    first = desk.read(
        lambda link: link.exec_driver_sql(
            "SELECT id FROM appointment WHERE prescription_id = ?", (dossier.hex,)
        ).scalar_one()
    )
    opened(screen, UUID(first))
    assert not screen.diagnostic.isVisible()
    QTest.keyClick(screen, Qt.Key.Key_P)
    screen.diagnostic.click()
    assert trail.gone == [Target(Screen.DIAGNOSTIC, dossier)]


def test_a_refusal_leaves_the_sheet_as_it_was(screen, trail, held, desk):
    person, first = held[0]
    opened(screen, first)
    plan_appointment(
        desk, person.prescription_id, Slot(week_after(DAY), 540, 570, PLACE, Mode.ON_SITE)
    )
    screen.form.notes.edit.setPlainText("À garder.")
    ctrl_enter(screen)
    assert "déjà un rendez-vous" in trail.messages.refused[-1].sentence
    assert screen.form.notes.edit.toPlainText() == "À garder."
    assert trail.backs == 0


def test_a_sheet_half_filled_is_given_back_after_a_crash(qtbot, runner, messages, desk, action):
    ((_, first),) = planned(desk, DAY, 1)
    before = Workspace(runner, messages, desk, action)
    qtbot.addWidget(before)
    before.go(Target(Screen.APPOINTMENT, appointment_id=first))
    form = before.appointment.form
    form.steps.buttons["cv"].click()
    form.hours.late.click()
    form.hours.start.setTime(QTime(9, 12))
    QTest.keyClicks(form.objectives.line, "Refaire le CV")
    QTest.keyClick(form.objectives.line, Qt.Key.Key_Return)
    QTest.keyClicks(form.objectives.line, "Appeler")
    form.following.form.place.setCurrentText("Oisemont")
    form.notes.edit.setPlainText("Vient à pied.")
    qtbot.waitUntil(
        lambda: any("Vient à pied." in str(kept.fields) for kept in desk.read(drafts)), timeout=5000
    )
    after = Workspace(runner, messages, desk, action)
    qtbot.addWidget(after)
    after.go(Target(Screen.APPOINTMENT, appointment_id=first))
    form = after.appointment.form
    assert form.steps.keys() == {"cv"}
    assert form.hours.hours() == (552, 570)
    assert form.objectives.typed() == ("Refaire le CV", "Appeler")
    assert form.following.slot().place == "Oisemont"
    assert form.notes.edit.toPlainText() == "Vient à pied."
    after.appointment.save.click()
    assert not desk.read(drafts)
    head = sheet(desk, first).head
    assert (head.presence, head.start_minute) == (Presence.ATTENDED, 552), "late, so she came"
