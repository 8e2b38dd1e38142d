"""An hour typed as it is said, whatever stands in the field and wherever the cursor is."""

import pytest
from PySide6.QtCore import Qt, QTime
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDateTimeEdit

from coachdesk.ui.widgets.fields import minute_of, time_edit

HOUR, MINUTE = QDateTimeEdit.Section.HourSection, QDateTimeEdit.Section.MinuteSection


@pytest.fixture
def edit(qtbot):
    made = time_edit(9 * 60 + 15)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.setFocus()
    return made


@pytest.mark.parametrize("section", [HOUR, MINUTE, None], ids=["hour", "minutes", "whole"])
@pytest.mark.parametrize(
    ("typed", "hour", "minute"),
    [
        ("0830", 8, 30), ("830", 8, 30), ("8h30", 8, 30), ("8:30", 8, 30), ("14h", 14, 0),
        ("1405", 14, 5), ("2359", 23, 59),
    ],
)  # fmt: skip
def test_a_whole_hour_is_taken_wherever_the_cursor_is(edit, section, typed, hour, minute):
    if section is None:
        edit.selectAll()
    else:
        edit.setSelectedSection(section)
    for letter in typed:  # as on a French keyboard
        QTest.keyPress(edit, Qt.Key.Key_Shift)
        QTest.keyClicks(edit, letter, Qt.KeyboardModifier.ShiftModifier)
        QTest.keyRelease(edit, Qt.Key.Key_Shift)
    assert (edit.time().hour(), edit.time().minute()) == (hour, minute)


def test_a_part_alone_can_be_typed_where_it_stands(edit):
    edit.setSelectedSection(MINUTE)
    QTest.keyClicks(edit, "45")
    assert minute_of(edit) == 9 * 60 + 45
    edit.setSelectedSection(HOUR)
    QTest.keyClick(edit, Qt.Key.Key_Up)
    assert minute_of(edit) == 10 * 60 + 45
    QTest.keyClicks(edit, "8")
    assert minute_of(edit) == 8 * 60 + 45
    edit.selectAll()
    QTest.keyClicks(edit, "16")
    assert minute_of(edit) == 16 * 60, "over the whole hour, its minutes are not kept"


def test_a_digit_too_many_begins_anew_where_the_cursor_is(edit):
    edit.setSelectedSection(HOUR)
    QTest.keyClicks(edit, "0870")
    assert edit.time() == QTime(8, 0), "there are no 70 minutes: the last digit begins others"
    QTest.keyClicks(edit, "5")
    assert edit.time() == QTime(8, 5)
    QTest.keyClicks(edit, "::x")
    assert edit.time() == QTime(5, 0)
