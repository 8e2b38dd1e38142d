"""A field of a number: what stands for none is no obstacle to what is typed."""

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from coachdesk.ui.widgets.layout import column
from coachdesk.ui.widgets.number_box import NumberBox


def clicked(qtbot, box):
    """The field on a page, clicked where its words are."""
    page, other = QWidget(), QPushButton()
    page.setLayout(column(other, box))
    qtbot.addWidget(page)
    page.resize(300, 120)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    other.setFocus()
    line = box.lineEdit()
    QTest.mouseClick(line, Qt.MouseButton.LeftButton, pos=QPoint(20, line.height() // 2))
    qtbot.waitUntil(box.hasFocus)
    return page


def test_a_digit_takes_the_place_of_the_words_that_stand_for_none(qtbot):
    box = NumberBox(99, -1, unsaid="—")
    page = clicked(qtbot, box)
    qtbot.waitUntil(lambda: box.lineEdit().selectedText() == "—")
    QTest.keyClicks(QApplication.focusWidget(), "23")
    assert box.value() == 23
    del page


def test_a_number_that_is_there_is_corrected_where_it_was_clicked(qtbot):
    box = NumberBox(99, unsaid="Non dit", suffix=" h")
    box.setValue(35)
    page = clicked(qtbot, box)
    turned: list[int] = []
    QTimer.singleShot(0, lambda: turned.append(1))  # after what the click asked for
    qtbot.waitUntil(lambda: bool(turned))
    assert not box.lineEdit().selectedText()
    del page
