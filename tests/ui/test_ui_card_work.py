"""What is worked on, from the card: freins, objectives, démarches, documents, hours of the week."""

from datetime import timedelta

import pytest
from PIL import Image
from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from coachdesk.core.clock import today
from coachdesk.domain.attendance import Mode, Presence, Slot
from coachdesk.domain.support import AidOutcome, Impact, ObjectiveState
from coachdesk.services.acts import undo_act
from coachdesk.services.appointments import plan_appointment
from coachdesk.services.attendance import record_presence
from coachdesk.services.card import card_view
from coachdesk.services.contracts import ContractTerms, prepare_contract
from coachdesk.services.drafts import drafts
from coachdesk.services.targets import Screen, Target
from coachdesk.services.timeline import EventKind
from coachdesk.ui.screens.card.view import CardScreen
from coachdesk.ui.workspace import Workspace
from support.desk_context import make_context
from support.walk_through import live


@pytest.fixture
def person(participants):
    return next(row for row in participants if row.number == "23-076")


@pytest.fixture
def card(qtbot, desk, person):
    context, _ = make_context(desk)
    screen = CardScreen(context)
    qtbot.addWidget(screen)
    screen.show_target(Target(Screen.CARD, person.prescription_id))
    screen.sections.build_all()
    screen.sections.recorded.connect(screen.sections.build_all)
    return screen


@pytest.fixture
def known(desk, action, person):
    """What the store knows of her now."""
    return lambda: desk.read(
        lambda link: card_view(link, action, person.prescription_id, desk.clock.now())
    )


def words(widget):
    shown = (item for item in widget.findChildren(QLabel) if not item.isHidden())
    return " ".join(item.text() for item in shown)


def test_a_frein_is_judged_by_one_click_and_its_way_is_told_in_words(card, known, desk):
    freins = card.sections.freins
    others = freins.others
    others.setCurrentIndex(others.findData("mobility"))
    others.activated.emit(others.currentIndex())
    freins.answers["mobility"].buttons["strong"].click()
    assert known().work.obstacles[0].impact is Impact.STRONG
    assert freins.others.findData("mobility") == -1, "it is among those judged now"
    desk.clock.advance(timedelta(days=30))
    card.refresh()
    card.sections.build_all()
    freins.answers["mobility"].buttons["moderate"].click()
    assert "moins lourd" in words(freins)
    assert len(known().work.obstacles) == 2
    freins.answers["mobility"].buttons["moderate"].click()
    assert len(known().work.obstacles) == 2, "the same day, judged the same: nothing new"
    undo_act(desk)
    assert [item.impact for item in known().work.obstacles] == [Impact.STRONG]


def test_what_a_section_does_not_show_is_counted_as_french_counts(qtbot, card):
    steps = card.sections.steps

    def left():
        said = [button.text().replace("\u00a0", " ") for button in steps.findChildren(QPushButton)]
        return ["", *(words for words in said if words.startswith("et "))][-1]  # the newest

    told = []
    for index in range(steps.kind.count()):
        steps.kind.setCurrentIndex(index)
        steps.add.click()
        if left() and left() not in told:
            told.append(left())
    assert told[:2] == ["et 1 autre", "et 2 autres"]
    with qtbot.waitSignal(card.sections.filtered) as asked:
        next(b for b in steps.findChildren(QPushButton) if b.text().startswith("et ")).click()
    assert asked.args == [EventKind.STEP]


def test_an_objective_is_typed_reached_and_taken_up_again(qtbot, card, known):
    with qtbot.waitExposed(card):
        card.show()
    goals = card.sections.objectives
    QTest.keyClicks(goals.line, "Passer le code")
    QTest.keyClick(goals.line, Qt.Key.Key_Return)
    assert goals.line.text() == ""
    (goal,) = known().work.objectives
    goals.answers[goal.id].buttons["done"].click()
    assert known().work.objectives[0].state is ObjectiveState.DONE
    qtbot.waitUntil(lambda: "atteint le 15/01/2024" in words(goals))
    QTest.keyClick(goals.line, Qt.Key.Key_Return)
    assert len(known().work.objectives) == 1, "Enter on an empty line adds nothing"


def test_a_demarche_is_noted_by_two_gestures_and_its_time_counts_in_the_week(card, known):
    steps = card.sections.steps
    steps.kind.setCurrentIndex(steps.kind.findData("applications"))
    steps.minutes.setValue(90)
    steps.note.setText("Cinq candidatures")
    steps.add.click()
    (step,) = known().work.steps
    assert (step.kind, step.minutes, step.note) == ("applications", 90, "Cinq candidatures")
    assert "1\u00a0h\u00a030" in words(card.sections.activity)
    assert steps.note.text() == ""
    assert steps.minutes.value() == 0
    steps.kind.setCurrentIndex(steps.kind.findData("financial_aid"))
    steps.add.click()
    aid = next(item for item in known().work.steps if item.aid_outcome)
    steps.answers[aid.id].buttons["granted"].click()
    assert known().work.steps[-1].aid_outcome is AidOutcome.GRANTED
    assert not steps.answers


def test_a_document_is_given_by_one_click_studied_by_another(qtbot, card, known):
    with qtbot.waitExposed(card):
        card.show()
    handouts = card.sections.handouts
    handouts.which.setText("Vente")
    handouts.give["trade_test"].click()
    (given,) = known().work.handouts
    assert (given.title, given.studied_on) == ("Vente", None)
    assert handouts.which.text() == ""
    handouts.study[given.id].click()
    assert known().work.handouts[0].studied_on == known().day
    result = handouts.results[given.id]
    QTest.keyClicks(result, "Aime le contact")
    QTest.keyClick(result, Qt.Key.Key_Return)
    assert known().work.handouts[0].result == "Aime le contact"
    qtbot.waitUntil(lambda: "Aime le contact" in words(handouts))


def test_the_hours_of_the_week_stand_beside_the_contract_and_never_alarm(card, desk, person):
    day = today(desk.clock)
    slot = Slot(day, 540, 630, "Airaines", Mode.ON_SITE)
    made = plan_appointment(desk, person.prescription_id, slot)
    record_presence(desk, made, Presence.ATTENDED)
    terms = ContractTerms(day, day + timedelta(days=90), 300, "carer", "a", "b", "c")
    prepare_contract(desk, person.prescription_id, terms)
    card.refresh()
    card.sections.build_all()
    week = card.sections.activity
    said = words(week)
    assert "1\u00a0h\u00a030" in said
    assert "aménagé (Proche aidant)" in said
    assert "5\u00a0h\u00a000" in said
    assert "jamais une sanction" in said
    assert week.bar.accessibleDescription() == "30 %"
    assert all(line.isHidden() for line in week.rows)
    week.more.click()
    assert not any(line.isHidden() for line in week.rows)
    assert "à 9\u00a0h\u00a000" in words(week)


def test_the_timeline_is_filtered_by_kind_with_counts(card, known):
    card.sections.handouts.give["trade_test"].click()
    chips = card.timeline.chips
    assert chips[None].text().endswith(str(len(known().events)))
    assert chips[EventKind.APPOINTMENT].text().endswith(" 25")
    assert chips[EventKind.NOTICE].isHidden()
    chips[EventKind.HANDOUT].click()
    shown = [line for line in card.timeline.list.events.lines() if hasattr(line, "kind")]
    assert {event.kind for event in shown} == {EventKind.HANDOUT}
    assert not card.timeline.sign.isEnabled()
    chips[None].click()
    assert card.timeline.list.current().kind is EventKind.HANDOUT, "still on the same line"


@pytest.mark.parametrize(
    "section", ["activite", "freins", "objectifs", "demarches", "documents", "situation"]
)
def test_a_section_named_is_there_with_the_keyboard_in_it(qtbot, card, person, section):
    card.resize(1020, 580)
    with qtbot.waitExposed(card):
        card.show()
    part = next(item for item in card.sections.all if item.key == section)
    card.show_target(Target(Screen.CARD, person.prescription_id, section=section))
    qtbot.waitUntil(lambda: part.isAncestorOf(card.focusWidget()))
    assert not part.visibleRegion().isEmpty()


def test_who_goes_on_in_the_section_at_once_is_not_taken_back_to_its_beginning(qtbot, card, person):
    """What is laid out above it, or grows as she types, has the page follow it for a moment."""
    card.resize(1020, 580)
    with qtbot.waitActive(card):
        card.show()
        card.activateWindow()
    part = next(item for item in card.sections.all if item.key == "demarches")
    card.sections._seeking.setInterval(60_000)
    card.show_target(Target(Screen.CARD, person.prescription_id, section="demarches"))
    qtbot.waitUntil(lambda: part.isAncestorOf(QApplication.focusWidget()))
    first = QApplication.focusWidget()
    QTest.keyClick(first, Qt.Key.Key_Tab)
    gone_on = QApplication.focusWidget()
    assert gone_on is not first
    assert part.isAncestorOf(gone_on)
    QCoreApplication.sendEvent(card.sections._inside, QEvent(QEvent.Type.LayoutRequest))
    live()
    assert gone_on.hasFocus()


def test_what_is_out_of_sight_is_built_in_the_next_pauses(qtbot, card, person, participants):
    card.resize(1020, 580)
    with qtbot.waitExposed(card):
        card.show()
    other = next(row for row in participants if row.pathway_id and row != person)
    card.show_target(Target(Screen.CARD, other.prescription_id))
    late = card.sections.situation
    assert late.dossier == person.prescription_id, "not built yet"
    qtbot.waitUntil(lambda: late.dossier == other.prescription_id)


def test_what_is_typed_for_one_person_is_never_anothers(
    qtbot, runner, messages, desk, action, person, participants
):
    space = Workspace(runner, messages, desk, action)
    qtbot.addWidget(space)
    with qtbot.waitExposed(space):
        space.show()
    card = space.card
    space.open_card(person.prescription_id)
    card.sections.build_all()
    QTest.keyClicks(card.sections.objectives.line, "Passer le code")
    other = next(row for row in participants if row.pathway_id and row != person)
    space.open_card(other.prescription_id)
    card.sections.build_all()
    assert card.sections.objectives.line.text() == ""
    qtbot.waitUntil(lambda: len(desk.read(drafts)) == 1)
    (kept,) = desk.read(drafts)
    assert kept.key == f"objectif:{person.prescription_id}"
    QTest.keyClicks(card.sections.objectives.line, "x")
    qtbot.waitUntil(lambda: len(desk.read(drafts)) == 2)
    space.open_card(person.prescription_id)
    card.sections.build_all()
    assert card.sections.objectives.line.text() == "Passer le code"


def test_the_keyboard_stays_on_the_answer_that_was_given(qtbot, card):
    with qtbot.waitActive(card):
        card.show()
        card.activateWindow()
    freins = card.sections.freins
    others = freins.others
    others.activated.emit(others.findData("health"))
    freins.answers["health"].buttons["strong"].setFocus()
    QTest.keyClick(freins.answers["health"].buttons["strong"], Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: card.focusWidget() is freins.answers["health"].buttons["strong"])


def test_a_file_dropped_anywhere_on_the_card_is_a_piece_of_it(qtbot, card, known, tmp_path):
    with qtbot.waitExposed(card):
        card.show()
    path = tmp_path / "Attestation RSA.jpg"
    Image.new("RGB", (200, 300), "white").save(path, "JPEG")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    where = (QPointF(20, 20), Qt.DropAction.CopyAction, mime)
    buttons = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    card.dragEnterEvent(QDragEnterEvent(*where, *buttons))
    card.dropEvent(QDropEvent(*where, *buttons))
    qtbot.waitUntil(lambda: len(known().work.attachments) == 1)
    assert card.sections.pieces.title.text() == "Pièces (1)"
    assert not card.timeline.chips[EventKind.ATTACHMENT].isHidden()


def test_the_pieces_are_read_once_they_are_looked_at(qtbot, card, person):
    card.resize(1020, 580)
    with qtbot.waitExposed(card):
        card.show()
    assert card.sections.pieces.panel is None
    card.show_target(Target(Screen.CARD, person.prescription_id, section="pieces"))
    qtbot.waitUntil(lambda: card.sections.pieces.panel is not None)
    qtbot.waitUntil(card.sections.pieces.panel.isVisible)


def test_the_pieces_of_one_person_are_never_seen_on_anothers_card(
    qtbot, card, person, participants, tmp_path
):
    card.resize(1020, 580)
    with qtbot.waitExposed(card):
        card.show()
    card.show_target(Target(Screen.CARD, person.prescription_id, section="pieces"))
    pieces = card.sections.pieces
    qtbot.waitUntil(lambda: pieces.panel is not None and pieces.panel.isVisible())
    path = tmp_path / "cv.jpg"
    Image.new("RGB", (200, 300), "white").save(path, "JPEG")
    pieces.take_files([path])
    qtbot.waitUntil(lambda: pieces.panel.table.rows.rowCount() == 1)
    other = next(row for row in participants if row.pathway_id and row != person)
    card.show_target(Target(Screen.CARD, other.prescription_id))
    assert pieces.panel.isHidden()
    card.show_target(Target(Screen.CARD, other.prescription_id, section="pieces"))
    qtbot.waitUntil(pieces.panel.isVisible)
    assert pieces.panel.table.rows.rowCount() == 0
