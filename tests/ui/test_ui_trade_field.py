"""The field of a trade: letters propose, arrows and Enter take, other words stay."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from coachdesk.ui.draft_fields import put_back, values
from coachdesk.ui.widgets.trade_field import TradeField


@pytest.fixture
def field(qtbot):
    made = TradeField()
    qtbot.addWidget(made)
    made.resize(500, 40)
    made.show()
    made.setFocus()
    return made


def test_letters_propose_and_enter_takes_with_the_code(field, qtbot):
    taken = []
    field.taken.connect(taken.append)
    QTest.keyClicks(field, "boulang")
    qtbot.waitUntil(field.popup.isVisible)
    assert field.popup.model().rowCount() == len(field.proposals()) > 1
    assert "D1102" in field.popup.model().index(0, 0).data()

    QTest.keyClick(field.popup, Qt.Key.Key_Down)
    QTest.keyClick(field.popup, Qt.Key.Key_Return)

    assert field.text() == "Boulanger / Boulangère"
    assert field.rome() == "D1102"
    assert field.code.text() == "D1102"
    assert [trade.code for trade in taken] == ["D1102"]
    assert field.code.geometry().right() < field.width()


def test_a_click_takes_the_one_that_is_clicked(field, qtbot):
    QTest.keyClicks(field, "vendeur")
    qtbot.waitUntil(field.popup.isVisible)
    second = field.popup.model().index(1, 0)
    words = field.proposals()[1].text
    QTest.mouseClick(
        field.popup.viewport(),
        Qt.MouseButton.LeftButton,
        pos=field.popup.visualRect(second).center(),
    )
    assert field.text() == words


def test_other_words_stay_and_have_no_code(field):
    QTest.keyClicks(field, "Vente au marche du samedi")
    assert field.text() == "Vente au marche du samedi"
    assert field.rome() is None
    assert field.code.isHidden()


def test_a_letter_changed_drops_the_code_and_a_draft_gives_it_back(field):
    field.setText("Coiffeur / Coiffeuse")
    assert field.rome() == "D1202"
    kept = values({"trade": field})
    field.end(False)
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    assert field.rome() is None
    put_back({"trade": field}, kept)
    assert field.rome() == field.code.text() == "D1202"
