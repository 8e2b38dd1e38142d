"""A new person, from her prescription to her contract, at the keyboard of the real pages."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget

from coachdesk.core.clock import today
from coachdesk.queries.card import participant_card
from coachdesk.queries.exits import present_now
from coachdesk.services.drafts import drafts
from coachdesk.services.duplicates import known_people
from coachdesk.services.prescriptions import PersonFacts, PrescriptionFacts, receive_prescription
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.screens.card.view import CardScreen
from coachdesk.ui.workspace import Workspace
from support.stores import refusal_of

TYPED = {
    "Nom *": "Thibaut",
    "Prénom *": "Maelle",
    "Date de naissance *": "6/5/1990",
    "Code postal": "80270",
    "Commune": "Airaines",
    "Téléphone": "06.12.34.56.78",
    "N° allocataire (CAF ou MSA)": "1234567",
}


@pytest.fixture
def space(qtbot, runner, messages, desk, action):
    made = Workspace(runner, messages, desk, action)
    qtbot.addWidget(made)
    made.resize(1280, 720)
    made.start()
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def focused() -> QWidget:
    return QApplication.focusWidget()


def press(key, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(focused(), key, modifier)


def fill(space, typed):
    """Type the facts in their fields by Tab alone; the last gesture is the record."""
    left = dict(typed)
    sexed = False
    for _ in range(40):
        name = focused().accessibleName()
        if not sexed and focused() is space.intake.gender.buttons["female"]:
            press(Qt.Key.Key_Space)
            sexed = True
        elif name in left:
            QTest.keyClicks(focused(), left.pop(name))
        if not left and sexed:
            return
        press(Qt.Key.Key_Tab)
    raise AssertionError(f"Tab never came to {sorted(left)}")


def test_f_or_m_chooses_the_sex_as_it_is_typed(space):
    press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    gender = space.intake.gender
    gender.buttons["female"].setFocus()
    for letter, key in (("m", "male"), ("f", "female"), ("f", "female"), ("x", "female")):
        QTest.keyClicks(focused(), letter)
        assert gender.key() == key
        assert gender.buttons[key].hasFocus()
    assert space.intake.last_name.text() == ""


def last_of(desk):
    return max(desk.read(known_people), key=lambda person: person.prescription_id)


def test_a_prescription_is_recorded_with_its_first_rendez_vous_by_tab_alone(space, desk):
    press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert space.intake.last_name.hasFocus()
    fill(space, TYPED)
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    person = last_of(desk)
    assert (person.last_name, person.phone, person.commune) == (
        "Thibaut", "06 12 34 56 78", "Airaines",
    )  # fmt: skip
    assert space.pages.current() is space.card
    card = desk.read(lambda link: participant_card(link, person.prescription_id))
    (first,) = card.appointments
    assert today(desk.clock) < first.held_on <= today(desk.clock) + timedelta(days=7)
    press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert all(known.last_name != "Thibaut" for known in desk.read(known_people))


def test_a_name_typed_in_small_letters_is_written_as_on_papers(space, desk, messages):
    press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    fill(space, TYPED | {"Nom *": "de-luca", "Prénom *": "anne-lise"})
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    person = last_of(desk)
    assert (person.last_name, person.first_name) == ("DE-LUCA", "Anne-Lise")
    assert "Anne-Lise DE-LUCA" in messages.informed[-1]


def test_a_choice_is_one_field_its_letter_chooses_and_tab_goes_on(space):
    press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    space.intake.first_name.setFocus()
    press(Qt.Key.Key_Tab)
    QTest.keyClicks(focused(), "m")
    assert space.intake.gender.key() == "male"
    QTest.keyClicks(focused(), "F")
    assert space.intake.gender.key() == "female"
    QTest.keyClicks(focused(), "f")
    assert space.intake.gender.key() == "female", "a letter chooses, it takes nothing back"
    press(Qt.Key.Key_Tab)
    assert space.intake.birth.hasFocus(), "the date was typed on the other answer, and lost"
    press(Qt.Key.Key_Backtab)
    assert space.intake.gender.buttons["female"].hasFocus()


def test_undone_a_prescription_is_back_in_its_form_and_nothing_shows_a_dossier_that_is_gone(
    space, desk, messages
):
    press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    fill(space, TYPED)
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    space.card.timeline.list.setFocus()
    press(Qt.Key.Key_Return)
    assert space.pages.current() is space.appointment
    space.appointment.form.notes.edit.setFocus()
    QTest.keyClicks(focused(), "essai")
    space.undo()
    assert space.pages.current() is space.intake
    assert space.intake.last_name.text() == "Thibaut"
    assert space.intake.phone.text() == "06.12.34.56.78"
    assert messages.informed[-1].startswith("Saisie annulée\u00a0: prescription de Maelle")
    assert not space.open_sheets.tabs
    press(Qt.Key.Key_Escape)
    assert space.pages.current() is space.today
    assert not messages.refused
    space.go(Target(Screen.INTAKE))
    space.intake.record.click()
    assert last_of(desk).last_name == "Thibaut", "nothing had to be typed again"


def test_retour_from_the_card_passes_over_the_form_that_is_recorded(space, desk):
    space.show_participants()
    press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    fill(space, TYPED)
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert space.pages.current() is space.card
    space.back()
    assert space.pages.current() is space.participants


def test_a_new_prescription_has_nothing_of_the_one_before(space):
    space.go(Target(Screen.INTAKE))
    fill(space, TYPED)
    space.intake.case_manager.setCurrentText("MDSI de Poix")
    space.intake.prescriber.setCurrentIndex(1)
    space.intake.record.click()
    space.go(Target(Screen.INTAKE))
    assert space.intake.case_manager.currentText() == ""
    assert space.intake.prescriber.currentIndex() == 0


def test_what_is_missing_is_said_beside_its_field_and_nothing_is_recorded(space, desk):
    known = len(desk.read(known_people))
    space.go(Target(Screen.INTAKE))
    QTest.keyClicks(space.intake.last_name, "Thibaut")
    QTest.keyClicks(space.intake.phone, "0612")
    space.intake.record.click()
    said = {
        field: answer.text()
        for field, answer in space.intake._answers.items()
        if answer.isVisible()
    }
    assert set(said) == {
        space.intake.first_name, space.intake.gender, space.intake.birth, space.intake.phone,
    }  # fmt: skip
    assert "dix chiffres" in said[space.intake.phone]
    assert len(desk.read(known_people)) == known


def take(space, desk, *, followed):
    """Type someone known, followed now or not, and say that it is she."""
    space.go(Target(Screen.INTAKE))
    there = desk.read(lambda link: present_now(link, desk.actions[0].id, ()))
    known = next(
        person
        for person in desk.read(known_people)
        if (person.first_name + person.last_name).isascii()
        and (person.participant_id in there) is followed
    )
    QTest.keyClicks(space.intake.last_name, known.last_name.lower())
    QTest.keyClicks(space.intake.first_name, known.first_name)
    QTest.keyClicks(space.intake.birth, f"{known.birth_date:%d/%m/%Y}")
    assert space.intake.known.isVisible()
    QTest.mouseClick(same_in(space.intake), Qt.MouseButton.LeftButton)
    return known


def same_in(page):
    """What says that the person proposed is the one typed."""
    return next(
        item
        for item in page.known.findChildren(QWidget)
        if getattr(item, "text", str)() == "C’est elle"
    )


def test_who_is_followed_now_is_on_her_card_already(space, desk):
    known = take(space, desk, followed=True)
    card = next(page for page in space.findChildren(CardScreen) if page.isVisible())
    assert known.last_name in card.title.text()
    facts = PrescriptionFacts("99-001", today(desk.clock), "department")
    person = PersonFacts(known.last_name, known.first_name, known.gender, known.birth_date)
    refused = refusal_of(
        lambda: receive_prescription(
            desk, desk.actions[0], facts, person, known=known.participant_id
        )
    )
    assert f"n°\u00a0{known.number}" in refused.sentence


def test_a_prescription_that_waits_is_not_recorded_a_second_time(space, desk):
    space.go(Target(Screen.INTAKE))
    fill(space, TYPED)
    space.intake.record.click()
    waiting = last_of(desk)
    space.go(Target(Screen.INTAKE))
    QTest.keyClicks(space.intake.last_name, waiting.last_name)
    QTest.keyClicks(space.intake.first_name, waiting.first_name)
    QTest.keyClicks(space.intake.birth, f"{waiting.birth_date:%d/%m/%Y}")
    QTest.mouseClick(same_in(space.intake), Qt.MouseButton.LeftButton)
    card = next(page for page in space.findChildren(CardScreen) if page.isVisible())
    assert waiting.number in card.subtitle.text()
    person = PersonFacts(
        waiting.last_name, waiting.first_name, waiting.gender, waiting.birth_date
    )  # fmt: skip
    facts = PrescriptionFacts("99-001", today(desk.clock), "department")
    refused = refusal_of(
        lambda: receive_prescription(
            desk, desk.actions[0], facts, person, known=waiting.participant_id
        )
    )
    assert f"n°\u00a0{waiting.number}" in refused.sentence


def test_someone_known_is_proposed_and_her_facts_are_not_typed_again(space, desk, participants):
    known = take(space, desk, followed=False)
    space.intake.record.click()
    again = next(
        person for person in desk.read(known_people)
        if person.participant_id == known.participant_id
    )  # fmt: skip
    assert again.prescription_id != known.prescription_id
    assert len(desk.read(known_people)) == len({p.participant_id for p in desk.read(known_people)})


def test_from_the_diagnostic_to_the_contract_each_page_leads_to_the_next(space, desk):
    space.go(Target(Screen.INTAKE))
    fill(space, TYPED)
    space.intake.record.click()
    dossier = last_of(desk).prescription_id
    space.card.acts[Screen.DIAGNOSTIC].click()
    page = space.page_of(Screen.DIAGNOSTIC)
    page.obstacles["mobility"].buttons["strong"].click()
    assert page.main_obstacle.currentData() == "mobility"
    page.answers["housing"].buttons["refused"].click()
    QTest.keyClicks(page.objectives, "Refaire le CV")
    page.act.click()
    decision = space.page_of(Screen.DECISION)
    assert space.pages.current() is decision
    decision.outcome.buttons["enrolled"].click()
    decision.act.click()
    contract = space.page_of(Screen.CONTRACT)
    assert space.pages.current() is contract
    assert contract.plan.toPlainText() == "Refaire le CV"
    contract.act.click()
    card = desk.read(lambda link: participant_card(link, dossier))
    assert card.pathway.main_obstacle == "mobility"
    assert card.contracts[0].signed_on is None
    paper = space.paper
    assert space.pages.current() is paper
    assert paper.view.template.key == "contract"
    paper.side.other_way.click()
    paper.side.bridge.act.click()
    card = desk.read(lambda link: participant_card(link, dossier))
    assert card.contracts[0].signed_on == today(desk.clock)
    paper.side.copy.first().click()
    assert space.pages.current() is space.card, "the pages that led there are passed over"


def test_what_is_typed_is_kept_until_it_is_recorded(qtbot, space, desk, runner, messages, action):
    space.go(Target(Screen.INTAKE))
    QTest.keyClicks(space.intake.last_name, "Thibaut")
    qtbot.waitUntil(lambda: bool(desk.read(drafts)))
    after = Workspace(runner, messages, desk, action)  # as after a crash
    qtbot.addWidget(after)
    after.go(Target(Screen.INTAKE))
    assert after.intake.last_name.text() == "Thibaut"
    after.intake.last_name.clear()
    qtbot.waitUntil(lambda: not desk.read(drafts))


def test_a_thing_to_do_opens_its_place_and_can_be_put_off(qtbot, space, desk):
    space.go(Target(Screen.INTAKE))
    fill(space, TYPED)
    space.intake.slot.day.setDate(space.intake.slot.day.date().addDays(30))
    space.intake.record.click()
    dossier = last_of(desk).prescription_id
    space.go(Target(Screen.TODAY))

    def more():
        buttons = space.today.findChildren(QPushButton)
        return [b for b in buttons if "autre" in b.text() and "chose" not in b.text()]

    def line():
        lines = space.today.lines
        return next((item for item in lines if item.person.prescription_id == dossier), None)

    qtbot.waitUntil(lambda: bool(more()))  # what is out of sight comes a little later
    more()[-1].click()  # the reprise recalls others before her
    qtbot.waitUntil(lambda: line() is not None)
    assert "trop tard" in line().open.text()
    line().open.click()
    assert space.pages.current() is space.card
    space.back()
    line().menu.actions()[0].trigger()
    assert all(item.person.prescription_id != dossier for item in space.today.lines)


def test_no_field_of_the_intake_is_without_a_name(space):
    space.go(Target(Screen.INTAKE))
    lines = [line for line in space.intake.findChildren(QLineEdit) if line.isVisible()]
    named = [line for line in lines if line.accessibleName() or line.parent().accessibleName()]
    assert named == lines


def test_a_card_left_by_the_keyboard_is_found_again_from_its_name(space, participants):
    """Stacked, the list that has the keyboard is below: Qt scrolled to it as the page went."""
    space.resize(820, 560)
    hers = Target(Screen.CARD, participants[0].prescription_id)
    space.go(hers)
    space.card.sections.build_all()
    assert space.card.timeline.list.hasFocus()
    assert space.card.timeline.list.visibleRegion().isEmpty(), "far below"
    space.go(Target(Screen.TODAY))
    space.go(hers)
    assert not space.card.title.visibleRegion().isEmpty()
