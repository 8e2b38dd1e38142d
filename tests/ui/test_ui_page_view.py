"""The pages of a PDF inside the window: drawn, scrolled, enlarged, counted once seen."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from coachdesk.core.errors import UserError
from coachdesk.system.crash import CrashLog
from coachdesk.ui.runner import ThreadRunner
from coachdesk.ui.widgets.page_strip import Seen, laid_out
from coachdesk.ui.widgets.page_view import PageView
from support.loose_pdf import pages_of


@pytest.fixture
def view(qtbot, runner):
    shown = PageView(runner, "Tel qu’il sera")
    qtbot.addWidget(shown)
    shown.resize(520, 400)
    shown.show()
    return shown


def looked_at(qtbot, view, pdf, name="Contrat"):
    with qtbot.waitSignal(view.drawn):
        view.show_pdf(pdf, name)


def ink(view):
    """Dark pixels in sight."""
    picture = view.area.viewport().grab().toImage()
    across = range(0, picture.width(), 2)
    return sum(
        picture.pixelColor(x, y).lightness() < 120
        for y in range(0, picture.height(), 2)
        for x in across
    )


def test_a_page_is_viewed_once_all_of_it_was_in_sight(qtbot, view):
    looked_at(qtbot, view, pages_of("un", "deux", "trois"))
    assert (view.pages, view.pages_seen) == (3, ())
    counts = []
    view.viewed.connect(counts.append)
    view.area.setFocus()
    for _ in range(20):
        QTest.keyClick(view.area, Qt.Key.Key_PageDown)
    assert counts == [1, 2, 3]
    assert view.pages_seen == (1, 2, 3)


def test_a_leap_to_the_end_views_neither_the_first_nor_the_second_page(qtbot, view):
    looked_at(qtbot, view, pages_of("un", "deux", "trois"))
    view.area.setFocus()
    QTest.keyClick(view.area, Qt.Key.Key_End)
    assert view.pages_seen == (), "its head was not in sight"
    view.resize(520, 900)
    QTest.keyClick(view.area, Qt.Key.Key_End)
    assert view.pages_seen == (3,)


def test_another_pdf_is_unseen_and_leaves_the_place_where_it_was(qtbot, view):
    looked_at(qtbot, view, pages_of("un", "deux"))
    QTest.keyClick(view.area, Qt.Key.Key_PageDown)
    QTest.keyClick(view.area, Qt.Key.Key_PageDown)
    place = view.area.verticalScrollBar().value()
    seen = view.pages_seen
    looked_at(qtbot, view, pages_of("un", "autre"))
    assert view.area.verticalScrollBar().value() == place > 0
    assert (seen, view.pages_seen) == ((1,), ())


def test_the_picture_before_stays_until_the_next_one_is_there(qtbot, view, runner):
    looked_at(qtbot, view, pages_of("mot"))
    before = ink(view)
    waiting = []
    view.area._runner = type("Late", (), {"read": lambda _, *asked: waiting.append(asked)})()
    view.show_pdf(pages_of("autre chose"), "Contrat")
    assert ink(view) == before > 0
    view.area._runner = runner
    _, work, done, *_ = waiting[0]
    done(work())
    assert ink(view) != before


def test_a_click_enlarges_what_is_under_it_and_another_gives_the_width_back(qtbot, view):
    looked_at(qtbot, view, pages_of("un", "deux"))
    at = QPoint(300, 250)
    wide = view.area.places[0].width
    QTest.mouseClick(view.area.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert view.area.places[0].width == pytest.approx(2 * wide, abs=2)
    QTest.mouseClick(view.area.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert view.area.places[0].width == wide
    assert not view.smaller.isEnabled()


def test_its_keys_enlarge_the_page_and_not_the_text_of_the_window(qtbot, view):
    looked_at(qtbot, view, pages_of("un"))
    view.area.setFocus()
    wide = view.area.places[0].width
    QTest.keyClick(view.area, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert view.area.places[0].width > wide
    QTest.keyClick(view.area, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert view.area.places[0].width == wide


def test_what_is_no_pdf_is_said_in_its_place(qtbot, messages, tmp_path, clock):
    threads = ThreadRunner(messages, CrashLog(tmp_path / "incidents", clock))
    shown = PageView(threads, "Tel qu’il sera")
    qtbot.addWidget(shown)
    shown.show()
    shown.show_pdf(b"rien", "Contrat")
    qtbot.waitUntil(lambda: "abîmé" in shown.title.text())
    threads.close()
    assert not messages.refused


def test_pages_of_several_sizes_keep_their_proportions():
    places, high = laid_out([(600, 800), (800, 600)], 400, 10)
    assert [(place.top, place.width, place.height) for place in places] == [
        (10, 300, 400),
        (420, 400, 300),
    ]
    assert high == 730


def test_a_page_seen_bit_by_bit_is_seen_whole_but_a_gap_is_not_filled():
    seen = Seen()
    seen.note(0, 0.0, 0.4)
    seen.note(0, 0.6, 1.0)
    assert seen.pages() == 0
    seen.note(0, 0.3, 0.7)
    assert seen.pages() == 1


def test_a_refusal_stands_above_the_pages_only_until_others_are_shown(qtbot, view):
    view.area.refused.emit(UserError("L’image « a.jpg » est abîmée.", "Reprenez la photo."))
    assert "abîmée" in view.title.text()
    looked_at(qtbot, view, pages_of("un"))
    assert view.title.text() == "Tel qu’il sera"
    view.entitle("Tel qu’il est gardé")
    looked_at(qtbot, view, pages_of("deux"))
    assert view.title.text() == "Tel qu’il est gardé"


def test_what_comes_after_nothing_begins_at_its_first_page_not_enlarged(qtbot, view):
    looked_at(qtbot, view, pages_of("un", "deux"))
    view.area.zoom(2)
    view.area.setFocus()
    QTest.keyClick(view.area, Qt.Key.Key_End)
    view.clear()
    looked_at(qtbot, view, pages_of("un", "deux"))
    assert view.area.verticalScrollBar().value() == 0
    assert not view.smaller.isEnabled()
    assert view.larger.isEnabled()
