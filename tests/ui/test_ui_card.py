"""A participant's card, and what an import leaves to mend."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPlainTextEdit

from coachdesk.core.clock import today
from coachdesk.domain.attendance import Mode, Presence, Slot
from coachdesk.services.acts import undo_act
from coachdesk.services.appointment_record import AppointmentRecord, record_appointment
from coachdesk.services.appointments import plan_appointment
from coachdesk.services.documents.copies import to_print
from coachdesk.services.next_act import NextAct
from coachdesk.services.pad.asked import Capture, drawn_answer
from coachdesk.services.pad.attendance import attendance_asked
from coachdesk.services.setup import create_desk
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.messages import Question
from coachdesk.ui.screens.card.view import CardScreen
from coachdesk.ui.screens.pad.surface import PadSurface
from coachdesk.ui.window_messages import QuestionDialog
from coachdesk.ui.workspace import Workspace
from support.cut import cut_texts
from support.desk_context import make_context
from support.ui import draw_by_mouse, hand


@pytest.fixture
def person(participants):
    return next(row for row in participants if row.number == "23-076")


@pytest.fixture
def opened(qtbot, desk, person):
    """The card as it is shown, and the trail that it leaves."""
    context, trail = make_context(desk)
    screen = CardScreen(context)
    qtbot.addWidget(screen)
    screen.show_target(Target(Screen.CARD, person.prescription_id))
    screen.sections.build_all()
    return screen, trail


@pytest.fixture
def card(opened):
    return opened[0]


@pytest.fixture
def planned(card, desk, person):
    """The card, on a rendez-vous of today that was just planned."""
    slot = Slot(today(desk.clock), 840, 870, "Mairie de Saint-Léger-lès-Domart", Mode.ON_SITE)
    made = plan_appointment(desk, person.prescription_id, slot)
    card.show_target(Target(Screen.CARD, person.prescription_id, made))
    return card


def words(widget):
    return " ".join(item.text() for item in widget.findChildren(QLabel))


def met(card):
    """The lines of the timeline that are a rendez-vous."""
    lines = card.timeline.list.events.lines()
    return [line for line in lines if getattr(line, "appointment", None)]


def test_the_card_says_who_it_is_and_where_she_stands(card, person):
    said = words(card)
    assert f"{person.first_name} {person.last_name}" in card.title.text()
    assert person.number in card.subtitle.text()
    assert card.head.phone.text() == person.phone
    assert person.case_manager in said
    assert "En suivi depuis" in card.head.state.text()
    assert "05/01/2024" in words(card.sections.situation), "the planned end"
    assert len(met(card)) == 25


def test_someone_who_was_not_enrolled_has_no_rendez_vous_to_plan(card, participants):
    stranger = next(row for row in participants if row.pathway_id is None)
    card.show_target(Target(Screen.CARD, stranger.prescription_id))
    assert "Pas de parcours" in words(card)
    assert not card.head.plan.isEnabled()
    assert not card.timeline.sign.isEnabled()


def test_a_new_rendez_vous_is_planned_on_its_own_page(opened, person):
    card, trail = opened
    card.head.plan.click()
    assert trail.gone == [Target(Screen.APPOINTMENT, person.prescription_id)]


def test_a_rendez_vous_named_is_the_one_chosen(planned):
    chosen = planned.timeline.current()
    assert (chosen.start_minute, chosen.end_minute) == (840, 870)
    assert chosen.presence is Presence.PLANNED


def test_presence_is_noted_and_its_button_goes_quiet(planned):
    planned.presences[Presence.UNEXCUSED].click()
    assert planned.timeline.current().presence is Presence.UNEXCUSED
    assert not planned.presences[Presence.UNEXCUSED].isEnabled()
    assert not planned.timeline.sign.isEnabled(), "an absence is not signed"
    planned.presences[Presence.ATTENDED].click()
    assert planned.timeline.sign.isEnabled()


def test_letters_act_on_the_line_and_enter_opens_it(qtbot, planned, opened, person):
    _, trail = opened
    with qtbot.waitExposed(planned):
        planned.show()
    lines = planned.timeline.list
    lines.setFocus()
    chosen = planned.timeline.current().id
    QTest.keyClick(lines, Qt.Key.Key_P)
    assert planned.timeline.current().presence is Presence.ATTENDED
    QTest.keyClick(lines, Qt.Key.Key_S)
    assert trail.signed == [chosen]
    QTest.keyClick(lines, Qt.Key.Key_Return)
    assert trail.gone == [Target(Screen.APPOINTMENT, person.prescription_id, chosen)]


def test_a_signed_presence_is_shown_and_can_no_longer_change(qtbot, planned, opened, desk, clock):
    _, trail = opened
    planned.timeline.sign.click()
    surface = PadSurface(clock)
    qtbot.addWidget(surface)
    surface.resize(804, 304)
    clock.advance(timedelta(seconds=1))
    draw_by_mouse(surface, hand(surface))
    answer = drawn_answer(
        surface.drawing(),
        Capture(surface.input, surface.duration_ms, surface.redo),
        identity_check="connue du coach",
    )
    signed = attendance_asked(desk, trail.signed[0]).commit(desk, answer)
    planned.refresh()
    assert str(signed.entry_seq) in planned.timeline.list.current().state
    assert not planned.timeline.sign.isEnabled()
    assert not any(act.isEnabled() for act in planned.presences.values())


def test_a_row_of_before_coachdesk_points_to_its_paper(card):
    said = [event.state for event in met(card)]
    assert any("papier" in state for state in said)
    assert not any("à faire signer" in state for state in said)


def test_the_next_act_is_one_button_and_ctrl_enter(qtbot, planned, opened, person):
    _, trail = opened
    with qtbot.waitExposed(planned):
        planned.show()
    here = Target(Screen.APPOINTMENT, person.prescription_id, planned.timeline.current().id)
    assert "14\u00a0h\u00a000" in planned.head.act.text()
    planned.head.act.click()
    control = Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(planned.timeline.list, Qt.Key.Key_Return, control)
    assert trail.gone == [here, here]
    planned.head.open.click()
    planned.head.move_it.click()
    assert trail.gone[2:] == [
        here, Target(Screen.MOVE, person.prescription_id, here.appointment_id)
    ]  # fmt: skip


def test_a_thing_to_do_may_be_answered_from_the_card(planned, desk):
    planned.presences[Presence.ATTENDED].click()
    assert "Faire signer" in planned.head.act.text()
    desk.clock.advance(timedelta(days=1))
    planned.refresh()
    thing = planned._view.next_act.thing
    assert thing.rule == "signature", "late of one's own comes before what the reprise recalls"
    planned.head.answers(thing).actions()[0].trigger()
    assert planned._view.next_act.thing.rule == "fin_parcours", "put off"


def test_identity_is_corrected_in_its_place(qtbot, opened, desk, person):
    card, trail = opened
    with qtbot.waitExposed(card):
        card.show()
    QTest.keyClick(card, Qt.Key.Key_F2)
    form = card.identity
    qtbot.waitUntil(form.last_name.hasFocus)
    form.phone.setText("0612")
    QTest.keyClick(form.last_name, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert form._answers[form.phone].isVisible()
    assert form.phone.hasFocus()
    form.phone.setText("06.11.22.33.44")
    form.postcode.setText("80290")
    form.commune.setCurrentText("Poix-de-Picardie")
    form.case_manager.setCurrentText("Mme Petit")
    QTest.keyClick(form.phone, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert card.identity is None
    assert card.head.phone.text() == "06 11 22 33 44"
    assert "80290 Poix-de-Picardie" in words(card.head)
    assert "Mme Petit" in words(card.head)
    assert trail.drafts.forgotten == [f"identite:{person.prescription_id}"]
    undo_act(desk)
    card.refresh()
    assert card.head.phone.text() == person.phone


def test_escape_leaves_the_identity_before_the_card(qtbot, opened, person):
    card, trail = opened
    with qtbot.waitExposed(card):
        card.show()
    card.show_target(Target(Screen.CARD, person.prescription_id, section="identite"))
    qtbot.waitUntil(card.identity.last_name.hasFocus)
    card.identity.last_name.setText("Autre")
    QTest.keyClick(card.identity.last_name, Qt.Key.Key_Escape)
    assert (card.identity, trail.backs) == (None, 0)
    assert person.last_name in card.title.text()
    QTest.keyClick(card.timeline.list, Qt.Key.Key_Escape)
    assert trail.backs == 1


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
    space = Workspace(runner, messages, made.desk, made.desk.action(None))
    qtbot.addWidget(space)
    messages.path = tmp_path / "csv"
    messages.path.mkdir()
    (messages.path / "Prescriptions.csv").write_text("N°;Nom\n23-001;DURAND\n", encoding="cp1252")
    space.show_participants()
    getattr(space.participants, bring).click()
    assert space.pages.current() is space.importing
    assert messages.path.name in space.importing.title.text()
    assert {fault.sheet for fault in space.importing._report.errors} == {"Prescriptions"}
    made.desk.close()


def test_a_rendez_vous_just_planned_is_the_one_chosen(card, desk, person):
    later = Slot(today(desk.clock) + timedelta(days=21), 840, 870, "Airaines", Mode.ON_SITE)
    made = plan_appointment(desk, person.prescription_id, later)
    assert card.timeline.current().id != made
    card.refresh()
    assert card.timeline.current().id == made


def test_a_letter_is_put_to_print_from_the_card_by_its_menu(qtbot, opened, planned, desk, action):
    card, trail = opened
    qtbot.waitUntil(lambda: bool(card.letters.offers))
    menu = card.letters.menu_now()
    lines = {line.text(): line for line in menu.actions()}
    invitation = next(words for words in lines if words.startswith("Invitation"))
    lines[invitation].trigger()
    assert [line.title for line in desk.read(lambda link: to_print(link, action))] == [
        "Invitation à un rendez-vous"
    ]
    assert "À imprimer" in trail.messages.informed[-1]
    again = [line for line in card.letters.menu_now().actions() if line.text().startswith("Invit")]
    assert not again[0].isEnabled()
    lines["Voir ce qui est à imprimer"].trigger()
    assert trail.gone[-1] == Target(Screen.TO_PRINT)


def test_the_card_says_how_many_letters_are_called_for(qtbot, opened, person, desk):
    card, _ = opened
    before = card.letters.text()
    slot = Slot(today(desk.clock), 540, 570, None, Mode.ON_SITE)
    missed = plan_appointment(desk, person.prescription_id, slot)
    record_appointment(desk, missed, AppointmentRecord(presence=Presence.UNEXCUSED))
    card.refresh()
    assert before == "Courrier"
    qtbot.waitUntil(lambda: card.letters.text() != before)  # read once the card is painted
    assert card.letters.text() == "Courrier (2)", "the notice and the reminder"
    assert card.letters.shortcut().toString() == "Alt+C"


def test_of_many_things_to_do_the_card_tells_three_and_lists_the_others(opened, desk, person):
    card, trail = opened
    assert not card.head.all.isVisibleTo(card)
    for days in range(1, 9):
        slot = Slot(today(desk.clock) - timedelta(days=days), 840, 870, None, Mode.ON_SITE)
        made = plan_appointment(desk, person.prescription_id, slot)
        record_appointment(desk, made, AppointmentRecord(presence=Presence.ATTENDED))
    card.refresh()
    others = len(card.head._view.to_do) - 1
    assert card.head.more.text().count("faire signer") <= 3
    assert card.head.all.text() == f"et {others - 3} autres…"
    assert card.head.all.isVisibleTo(card)
    menu = card.head.things(card.head._view)
    assert len(menu.actions()) == others
    wanted = next(each for each in menu.actions() if each.text().startswith("Faire signer la pr"))
    wanted.trigger()
    assert len(trail.signed) == 1, "the pad is handed over at once"


def test_the_next_act_is_read_whole_however_long_its_words(card, qtbot):
    """Centred on one line, it lost both ends: who is awaited, and for which paper."""
    card.resize(1024, 720)
    card.show()
    act, view = card.head.act, card.head._view
    short = "Planifier le prochain rendez-vous"
    long = (
        "Faire signer « Convention d’immersion (PMSMP) »\u00a0: il manque la signature de "
        "l’entreprise, du coach et du prescripteur"
    )
    card.head.show_view(replace(view, next_act=NextAct(short)))
    qtbot.waitUntil(lambda: act.width() > act.fontMetrics().horizontalAdvance(short))
    one_line = act.height()
    card.head.show_view(replace(view, next_act=NextAct(long)))
    qtbot.waitUntil(lambda: act.height() > one_line and not cut_texts(card.head))
    assert act.accessibleName() == long
    card.head.show_view(replace(view, next_act=NextAct(short)))
    qtbot.waitUntil(lambda: act.height() == one_line)
