"""Where the action has no paper to sign a contrat d’engagement, no screen leads to one."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtWidgets import QLabel

from coachdesk.services.fse_answers import FSE_PAPERS
from coachdesk.services.prescriptions import PersonFacts, PrescriptionFacts, receive_prescription
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.screens.card.view import CardScreen
from coachdesk.ui.screens.decision.view import DecisionScreen
from coachdesk.ui.screens.shortcuts.view import ShortcutsScreen
from support.desk_context import make_context


@pytest.fixture
def without(desk):
    action = desk.actions[0]
    off = action.profile.papers_off | {"contract", "simple_contract"}
    return replace(action, profile=replace(action.profile, papers_off=off))


def card_of(qtbot, desk, action, person):
    context, _ = make_context(desk, action)
    screen = CardScreen(context)
    qtbot.addWidget(screen)
    screen.show_target(Target(Screen.CARD, person))
    return screen


def test_the_card_offers_no_contract(qtbot, desk, participants, without):
    person = next(row for row in participants if row.number == "23-076").prescription_id
    for action, offered in ((desk.actions[0], True), (without, False)):
        card = card_of(qtbot, desk, action, person)
        assert card.acts[Screen.EXIT].isVisibleTo(card)
        assert card.acts[Screen.CONTRACT].isVisibleTo(card) is offered


def test_an_entry_leads_to_the_card(qtbot, desk, without):
    enrolled = next(
        word.key for word in without.profile.outcomes if without.profile.is_enrolled(word.key)
    )
    for number, (action, following) in enumerate(
        ((desk.actions[0], Screen.CONTRACT), (without, Screen.CARD))
    ):
        facts = PrescriptionFacts(
            f"24-90{number}", date(2024, 1, 10), action.profile.prescribers.words[0].key
        )
        person = PersonFacts("ARNAUD", f"Léa{'h' * number}", "female", date(1990, 1, 2 + number))
        dossier = receive_prescription(desk, action, facts, person)
        context, trail = make_context(desk, action)
        screen = DecisionScreen(context)
        qtbot.addWidget(screen)
        screen.show_target(Target(Screen.DECISION, dossier))
        screen.outcome.buttons[enrolled].click()
        screen.do()
        assert [target.screen for target in trail.gone] == [following]


def test_the_week_of_activity_says_nothing_of_a_contract(qtbot, desk, participants, without):
    person = next(row for row in participants if row.number == "23-076").prescription_id
    for action, said in ((desk.actions[0], True), (without, False)):
        card = card_of(qtbot, desk, action, person)
        card.sections.build_all()
        told = [each.text() for each in card.sections.activity.findChildren(QLabel)]
        assert any(" du 15/01/2024 au 21/01/2024" in each for each in told)
        assert any("contrat" in each for each in told) is said


def test_keys_of_what_an_action_has_not_are_not_told(qtbot, desk, without):
    unpaid = replace(
        without, profile=replace(without.profile, papers_off=frozenset(FSE_PAPERS.values()))
    )
    for action, told in ((desk.actions[0], True), (unpaid, False)):
        screen = ShortcutsScreen(make_context(desk, action)[0])
        qtbot.addWidget(screen)
        words = {each.text() for each in screen.findChildren(QLabel)}
        assert ("FSE+" in words) is told
        assert ("Ctrl+Maj+F" in words) is told
        assert "Bilan" in words
