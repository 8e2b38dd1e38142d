"""A participant's card, and what an import leaves to mend."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QTime
from PySide6.QtWidgets import QLabel, QPlainTextEdit

from coachdesk.domain.attendance import Mode, Presence
from coachdesk.services.attendance_signature import Capture, sign_attendance
from coachdesk.services.setup import create_desk
from coachdesk.ui.messages import Question
from coachdesk.ui.screens.card.planning import PlanningDialog
from coachdesk.ui.screens.card.view import CardScreen
from coachdesk.ui.screens.pad.surface import PadSurface
from coachdesk.ui.screens.participants.view import ParticipantsScreen
from coachdesk.ui.window_messages import QuestionDialog
from support.desk_context import make_context
from support.ui import draw_by_mouse, hand


@pytest.fixture
def person(participants):
    return next(row for row in participants if row.number == "23-076")


@pytest.fixture
def card(qtbot, runner, messages, desk, action, person):
    screen = CardScreen(runner, messages, desk, action)
    qtbot.addWidget(screen)
    screen.show_card(person.prescription_id)
    return screen


@pytest.fixture
def planned(card):
    """The card, on a rendez-vous of today that was just planned through its form."""
    card.plan.click()
    dialog = card.findChild(PlanningDialog)
    dialog.form.start.setTime(QTime(14, 0))
    dialog.form.mode.setCurrentIndex(dialog.form.mode.findData(Mode.ON_SITE.value))
    dialog.form.place.setCurrentText("Mairie de Saint-Léger-lès-Domart")
    dialog.add.click()
    return card


def words(widget):
    return " ".join(item.text() for item in widget.findChildren(QLabel))


def test_the_card_says_who_it_is_and_where_she_stands(card, person):
    said = words(card)
    assert f"{person.first_name} {person.last_name}" in card.title.text()
    assert person.number in card.subtitle.text()
    assert "05/01/2024" in said, "the planned end"
    assert card.table.rows.rowCount() == 25


def test_someone_who_was_not_enrolled_has_no_rendez_vous_to_plan(card, participants):
    stranger = next(row for row in participants if row.pathway_id is None)
    card.show_card(stranger.prescription_id)
    assert "Pas de parcours" in words(card)
    assert not card.plan.isEnabled()
    assert not card.sign.isEnabled()


def test_a_new_rendez_vous_stands_first_and_is_chosen(planned):
    chosen = planned.table.current()
    assert (chosen.start_minute, chosen.end_minute) == (840, 870)
    assert chosen.place == "Mairie de Saint-Léger-lès-Domart"
    assert chosen.presence is Presence.PLANNED
    assert planned.table.visible_rows()[0] == chosen


def test_hours_that_make_no_sense_are_refused_before_the_form_is_gone(card):
    card.plan.click()
    dialog = card.findChild(PlanningDialog)
    dialog.form.start.setTime(QTime(14, 0))
    dialog.form.end.setTime(QTime(13, 0))
    assert dialog.form.answer.isVisibleTo(dialog)
    dialog.add.click()
    assert dialog.isVisible()
    dialog.form.end.setTime(QTime(14, 20))
    assert not dialog.form.answer.isVisibleTo(dialog)
    dialog.add.click()
    assert card.table.rows.rowCount() == 26


def test_presence_is_noted_and_its_button_goes_quiet(planned):
    planned.presences[Presence.UNEXCUSED].click()
    assert planned.table.current().presence is Presence.UNEXCUSED
    assert not planned.presences[Presence.UNEXCUSED].isEnabled()
    assert not planned.sign.isEnabled(), "an absence is not signed"
    planned.presences[Presence.ATTENDED].click()
    assert planned.sign.isEnabled()


def test_a_signed_presence_is_shown_and_can_no_longer_change(qtbot, planned, desk, clock):
    with qtbot.waitSignal(planned.sign_asked) as asked:
        planned.sign.click()
    surface = PadSurface(clock)
    qtbot.addWidget(surface)
    surface.resize(804, 304)
    clock.advance(timedelta(seconds=1))
    draw_by_mouse(surface, hand(surface))
    signed = sign_attendance(
        desk,
        asked.args[0],
        surface.drawing(),
        Capture(surface.input, surface.duration_ms, surface.redo),
        identity_check="personne connue du coach",
    )
    planned.refresh()
    shown = planned.table.shown.index(0, 5).data()
    assert str(signed.entry_seq) in shown
    assert not planned.sign.isEnabled()
    assert not any(act.isEnabled() for act in planned.presences.values())


def test_a_row_of_before_coachdesk_points_to_its_paper(card):
    shown = [card.table.shown.index(row, 5).data() for row in range(card.table.shown.rowCount())]
    assert "Reprise\u00a0: papier" in shown
    assert "À faire signer" not in shown


def test_a_reason_must_be_typed_before_the_act(qtbot, card):
    question = QuestionDialog(Question("Clôturer ?", "Un point manque.", "Clôturer", "Motif"), card)
    qtbot.addWidget(question)
    assert not question._act.isEnabled()
    question.findChild(QPlainTextEdit).setPlainText("  personne\n injoignable ")
    assert question._act.isEnabled()
    assert question.reason() == "personne injoignable"


@pytest.mark.parametrize("bring", ["bring_folder", "invite_folder"])
def test_a_folder_of_csv_is_brought_in_through_the_window(
    qtbot, runner, messages, clock, tmp_path, bring
):
    made = create_desk(
        tmp_path / "neuf",
        "quatre mots sans lien",
        profile="coaching-emploi",
        coach_name="Odile Vasseur",
        clock=clock,
    )
    screen = ParticipantsScreen(
        replace(make_context(made.desk)[0], messages=messages, runner=runner)
    )
    qtbot.addWidget(screen)
    messages.path = tmp_path / "csv"
    messages.path.mkdir()
    (messages.path / "Prescriptions.csv").write_text("N°;Nom\n23-001;DURAND\n", encoding="cp1252")
    with qtbot.waitSignal(screen.imported) as brought:
        getattr(screen, bring).click()
    path, report = brought.args[0]
    assert path == messages.path
    assert {fault.sheet for fault in report.errors} == {"Prescriptions"}
    made.desk.close()
