"""A few answers side by side: one field for the keyboard, as a list is."""

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from coachdesk.ui.widgets.choices import Choices
from coachdesk.ui.widgets.layout import column
from support.gestures import Hands

ANSWERS = (("female", "Femme"), ("male", "Homme"), ("other", "Autre"))


@pytest.fixture
def shown(qtbot):
    """Answers between two lines, as made with what is asked."""

    def make(chosen=None, **asked):
        page, choices = QWidget(), Choices(ANSWERS, "Sexe", **asked)
        page.after = QLineEdit()
        page.setLayout(column(QLineEdit(), choices, page.after))
        page.choices = choices
        qtbot.addWidget(page)
        choices.show_key(chosen)
        page.show()
        assert QTest.qWaitForWindowActive(page)
        choices.buttons[chosen or "female"].setFocus()
        return page

    return make


def here():
    return QApplication.focusWidget()


@pytest.mark.parametrize("chosen", [None, "female", "other"])
def test_the_arrows_go_round_the_answers_and_tab_leaves_them(shown, chosen):
    page, hands = shown(chosen), Hands()
    begun, said = here(), []
    page.choices.chosen.connect(said.append)
    for key in ("Right", "Down", "Right", "Left", "Up", "Left"):
        before = here()
        hands.press(key)
        assert here() in page.choices.buttons.values()
        assert here() is not before
    assert here() is begun, "three forth and three back"
    assert not said, "nothing is chosen by looking"
    page.choices.buttons["other"].setFocus()
    hands.press("Space")
    assert said == ([None] if chosen == "other" else ["other"])
    hands.press("Tab")
    if chosen != "other":
        assert here() is page.after


def test_a_letter_chooses_where_nothing_is_recorded_by_it(shown):
    page, hands = shown(by_letter=True), Hands()
    hands.press("H")
    assert page.choices.key() == "male"
    hands.press("Tab")
    assert here() is page.after
    page = shown()
    hands.press("H")
    assert page.choices.key() is None
