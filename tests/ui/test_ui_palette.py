"""Ctrl+K: a person, a screen or an act by a few letters; Escape gives the keyboard back."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from coachdesk.core.clock import today
from coachdesk.services.companies.file import CompanyFile, record_company
from coachdesk.services.people_columns import full_name
from coachdesk.services.preferences import preference
from coachdesk.services.prescriptions import PersonFacts, PrescriptionFacts, receive_prescription
from coachdesk.ui.commands import commands, hint, page_keys
from coachdesk.ui.item_models.entries import Entry, EntryModel
from coachdesk.ui.palette.view import Palette
from coachdesk.ui.screens.appointment.view import AppointmentScreen
from coachdesk.ui.screens.contract.view import ContractScreen
from coachdesk.ui.screens.moving.view import MovingScreen
from coachdesk.ui.workspace import Workspace
from support.desk_people import planned

DAY = date(2024, 1, 18)
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def make_space(qtbot, runner, messages, desk, action):
    def make():
        space = Workspace(runner, messages, desk, action)
        qtbot.addWidget(space)
        space.resize(1280, 720)
        with qtbot.waitActive(space):
            space.show()
            space.activateWindow()
        space.start()
        return space

    return make


@pytest.fixture
def space(make_space):
    return make_space()


class Hands:
    """Presses keys where the keyboard is, and counts the gestures that are not letters typed."""

    def __init__(self):
        self.gestures = 0

    def press(self, key, modifier=Qt.KeyboardModifier.NoModifier):
        QTest.keyClick(QApplication.focusWidget(), key, modifier)
        self.gestures += 1

    def type(self, letters):
        QTest.keyClicks(QApplication.focusWidget(), letters)


@pytest.fixture
def hands():
    return Hands()


def words(space):
    return [entry.words for entry in space.finding.view.model.entries]


@pytest.fixture
def person(participants):
    return next(row for row in participants if row.number == "23-076")


def test_any_person_is_two_gestures_and_her_letters_away(space, hands, person):
    asked_by = (
        person.number,
        f"{person.first_name} {person.last_name}",
        f"{person.last_name} {person.commune}".lower(),
        person.phone.replace(" ", ""),
    )
    for asked in asked_by:
        space.show_months()
        hands.gestures = 0
        hands.press(Qt.Key.Key_K, CTRL)
        space.finding.view.line.setText(asked)  # accents: the keyboard of a test has none
        hands.press(Qt.Key.Key_Return)
        assert hands.gestures == 2
        assert not space.finding.view.isVisible()
        assert space.pages.current() is space.card
        assert person.number in space.card.subtitle.text()


def test_she_is_told_by_her_commune_her_number_and_her_next_rendez_vous(space, hands, desk):
    person = planned(desk, DAY, 1)[0][0]
    hands.press(Qt.Key.Key_K, CTRL)
    hands.type(person.number)
    entry = space.finding.view.current()
    assert entry.words == f"{person.last_name} {person.first_name}"
    assert person.commune in entry.detail
    assert person.number in entry.detail
    assert "rendez-vous le 18/01/2024, 9\u00a0h\u00a000" in entry.detail


def test_the_acts_on_a_person_are_one_key_away(space, hands, desk):
    person, appointment_id = planned(desk, DAY, 1)[0]
    expected = {
        "Ouvrir le rendez-vous": AppointmentScreen,
        "Appeler, déplacer ou excuser": MovingScreen,
        "Contrat": ContractScreen,
    }
    for act, page in expected.items():
        hands.press(Qt.Key.Key_K, CTRL)
        hands.type(person.number)
        hands.press(Qt.Key.Key_Tab)
        assert words(space)[0] == "Ouvrir la fiche"
        assert person.last_name in space.finding.view.whom.text()
        while space.finding.view.current().words != act:
            hands.press(Qt.Key.Key_Down)
        if page is MovingScreen:
            assert person.phone in space.finding.view.current().detail
        hands.press(Qt.Key.Key_Return)
        assert isinstance(space.pages.current(), page)
    assert space.shown.prescription_id == person.prescription_id
    assert appointment_id is not None


def test_escape_goes_back_one_step_and_gives_the_keyboard_back(space, hands):
    space.show_participants()
    space.participants.table.setFocus()
    before = QApplication.focusWidget()
    hands.press(Qt.Key.Key_K, CTRL)
    hands.type("mar")
    found = words(space)
    hands.press(Qt.Key.Key_Down)
    second = space.finding.view.current()
    hands.press(Qt.Key.Key_Right)
    assert words(space) != found
    hands.press(Qt.Key.Key_Escape)
    assert words(space) == found
    assert space.finding.view.current() == second
    assert space.finding.view.line.text() == "mar"
    hands.press(Qt.Key.Key_Escape)
    assert not space.finding.view.isVisible()
    assert QApplication.focusWidget() is before
    assert space.pages.current() is space.participants


def test_arrows_go_around_and_nothing_found_takes_nothing(space, hands):
    hands.press(Qt.Key.Key_K, CTRL)
    everything = words(space)
    hands.press(Qt.Key.Key_Up)
    assert space.finding.view.current().words == everything[-1]
    hands.press(Qt.Key.Key_Down)
    assert space.finding.view.current().words == everything[0]
    hands.type("zzzz")
    assert words(space) == []
    assert space.finding.view.nothing.isVisible()
    hands.press(Qt.Key.Key_Return)
    assert space.finding.view.isVisible()


def test_a_screen_and_an_act_are_found_by_their_words_or_others(space, hands):
    for letters, page in (
        ("mois", "month"),
        ("liste", "participants"),
        ("nouvelle pre", "intake"),
        ("raccourcis", "shortcuts"),
    ):
        hands.press(Qt.Key.Key_K, CTRL)
        hands.type(letters)
        hands.press(Qt.Key.Key_Return)
        assert space.pages.current() is getattr(space, page), letters
    hands.press(Qt.Key.Key_K, CTRL)
    hands.type("exporter")
    hands.press(Qt.Key.Key_Return)
    assert space.pages.current() is space.participants
    assert space.participants.exporting.isVisible()


def test_who_was_opened_of_late_comes_first_and_is_remembered(
    space, make_space, hands, participants, desk, action
):
    opened = participants[5:8]
    for row in opened:
        space.open_card(row.prescription_id)
    expected = [f"{row.last_name} {row.first_name}" for row in reversed(opened)]
    hands.press(Qt.Key.Key_K, CTRL)
    assert words(space)[:3] == expected
    hands.press(Qt.Key.Key_Escape)
    assert desk.read(lambda link: preference(link, f"opened:{action.code}"))
    space.hide()
    again = make_space()
    hands.press(Qt.Key.Key_K, CTRL)
    assert words(again)[:3] == expected


def test_going_elsewhere_leaves_it(space, hands):
    hands.press(Qt.Key.Key_K, CTRL)
    hands.press(Qt.Key.Key_K, CTRL)
    assert not space.finding.view.isVisible(), "asked again, it leaves"
    hands.press(Qt.Key.Key_K, CTRL)
    space.bindings.run("intake")
    assert not space.finding.view.isVisible()
    assert space.pages.current() is space.intake
    hands.press(Qt.Key.Key_K, CTRL)
    veil = space.finding.view
    QTest.mouseClick(veil, Qt.MouseButton.LeftButton, pos=veil.rect().bottomLeft())
    assert not veil.isVisible()


def test_enter_waits_for_the_people_to_be_read(qtbot):
    """She types faster than ten thousand people are read: her Enter is not lost."""
    known = []
    palette_over = QLabel()
    qtbot.addWidget(palette_over)
    palette_over.resize(800, 600)
    palette_over.show()
    palette = Palette(palette_over, lambda typed: [entry for entry in known if typed])
    taken = []
    palette.taken.connect(taken.append)
    palette.open()
    palette.wait()
    QTest.keyClicks(palette.line, "mar")
    QTest.keyClick(palette.line, Qt.Key.Key_Return)
    assert palette.isVisible()
    assert not taken
    known.append(Entry("MARTIN Léa"))
    palette.refresh()
    assert taken == known
    assert not palette.isVisible()


def test_the_model_keeps_the_rules_of_qt(qtmodeltester):
    model = EntryModel()
    model.show_entries([Entry("Mois", keys="Ctrl+3"), Entry("MARTIN Léa", "Airaines")])
    qtmodeltester.check(model)
    assert model.index(0).data(Qt.ItemDataRole.AccessibleTextRole) == "Mois, Ctrl+3"


def test_no_two_commands_share_their_keys_and_each_is_bound_once(space):
    keys = [keys for command in commands().values() for keys in command.keys]
    assert len(set(keys)) == len(keys)
    bound = [
        shortcut.key().toString()
        for shortcut in space.findChildren(QShortcut, options=Qt.FindDirectChildrenOnly)
    ]
    assert len(set(bound)) == len(bound)
    of_window = {"tour", "dark", "larger", "smaller", "usual_size", "lock", "discreet", "incidents"}
    offered = {command.key for command in space.bindings.offered()}
    assert offered == set(commands()) - of_window, "the window binds the rest"


def test_tooltips_menu_and_sheet_tell_the_same_keys(space):
    assert space.menu.choices["participants"].toolTip() == hint("participants")
    assert space.today.new.toolTip() == hint("intake") == "Nouvelle prescription (Ctrl+N)"
    space.bindings.run("shortcuts")
    told = {item.text() for item in space.shortcuts.findChildren(QLabel)}
    for command in commands().values():
        if command.keys:
            assert {command.name, command.shortcut} <= told
    for said, keys in page_keys():
        assert said in told
        assert QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText) in told
    QTest.keyClick(space.shortcuts.leave, Qt.Key.Key_Escape)
    assert space.pages.current() is space.today


def test_a_paper_and_a_name_open_that_paper_of_hers(space, hands, person):
    hands.press(Qt.Key.Key_K, CTRL)
    hands.type(f"informations {person.number}")
    entry = space.finding.view.current()
    assert entry.words == f"Vos informations et vos droits\u00a0: {full_name(person)}"
    hands.press(Qt.Key.Key_Return)
    assert hands.gestures == 2
    assert space.pages.current() is space.paper
    assert space.paper.view.person == f"{person.first_name} {person.last_name}"


def test_the_papers_of_a_person_are_found_by_their_title(space, hands, person):
    hands.press(Qt.Key.Key_K, CTRL)
    hands.type(person.number)
    hands.press(Qt.Key.Key_Tab)
    assert "Papiers" in words(space)
    assert "Vos informations et vos droits" not in words(space), "only once it is asked for"
    hands.type("droits")
    hands.press(Qt.Key.Key_Return)
    assert space.paper.view.template.key == "information"


def test_the_name_of_a_paper_alone_proposes_it_for_those_opened_of_late(space, hands, person):
    space.open_card(person.prescription_id)
    hands.press(Qt.Key.Key_K, CTRL)
    hands.type("droits")
    assert words(space)[0] == f"Vos informations et vos droits\u00a0: {full_name(person)}"


def test_how_to_do_something_is_found_among_the_pages_of_the_guide(space, hands):
    hands.press(Qt.Key.Key_K, CTRL)
    hands.type("faire signer une")
    assert space.finding.view.current().words == "Faire signer une présence"
    hands.press(Qt.Key.Key_Return)
    assert space.guide.panel.page.key == "faire-signer"
    QTest.keyClick(space.guide, Qt.Key.Key_Escape)
    assert space.pages.current() is space.today, "help was asked for from there"


def test_the_contract_of_who_has_not_entered_begins_by_the_decision(space, hands, desk, action):
    facts = PrescriptionFacts("24-900", today(desk.clock), "department")
    newcomer = PersonFacts("ZERBIB", "Nour", "female", date(1990, 5, 6))
    receive_prescription(desk, action, facts, newcomer)
    hands.press(Qt.Key.Key_K, CTRL)
    hands.type("contrat engagement zerbib")
    entry = space.finding.view.current()
    assert entry.words == "Contrat d’engagement\u00a0: ZERBIB Nour"
    assert "décision" in entry.detail
    hands.press(Qt.Key.Key_Return)
    assert space.pages.current() is space.decision


def test_a_company_is_found_from_anywhere_and_opens(space, desk, qtbot):
    told = CompanyFile("Fournil du Pont", address="80270 Airaines", trades=("D1102",))
    fournil = record_company(desk, None, told).id
    space.bindings.run("palette")
    view = space.finding.view
    QTest.keyClicks(view.line, "airaines fournil")
    qtbot.waitUntil(lambda: (entry := view.current()) is not None and entry.company == fournil)
    QTest.keyClick(view.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: space.company.title.text() == "Fournil du Pont")
    assert space.pages.current() is space.company
