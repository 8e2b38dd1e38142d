"""A closed window is let go of in the thread of the window, whichever thread mentions it last."""

import gc
import threading

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QComboBox, QTableWidget, QVBoxLayout, QWidget

from coachdesk.ui.collector import Collector
from coachdesk.ui.gui_thread import Errand


class Mourned:
    """Says in which thread it was let go of."""

    def __init__(self, told):
        self._told = told

    def __del__(self):
        self._told.append(threading.current_thread())


class Shut(QWidget):
    """A window with what cannot be destroyed elsewhere: a table, a timer."""

    def __init__(self, told):
        super().__init__()
        self.mourned = Mourned(told)
        layout = QVBoxLayout(self)
        self.table, self.choice = QTableWidget(9, 3), QComboBox()
        layout.addWidget(self.table)
        layout.addWidget(self.choice)
        QTimer(self).start(60_000)


@pytest.fixture
def elsewhere():
    """Run something in another thread until it ends."""

    def run(work):
        thread = threading.Thread(target=work, name="elsewhere")
        thread.start()
        thread.join()

    return run


@pytest.fixture
def collecting():
    """The collector of the product, where Python's own is at work."""
    gc.enable()
    parent = QWidget()
    yield Collector(parent)
    gc.disable()


def make_values():
    """As many values in cycles as make Python collect by itself, several times over."""
    for _ in range(200_000):
        held = []
        held.append(held)


def test_what_is_made_in_another_thread_destroys_no_window(qtbot, collecting, elsewhere):
    gone = []
    shut = Shut(gone)
    shut.again = shut  # a cycle, as between a window and what its signals call
    del shut
    elsewhere(make_values)
    assert not gone, f"destroyed in {gone}"
    for _ in range(40):  # looks at the oldest too, in time
        make_values()
        collecting.look()
        if gone:
            break
    assert gone == [threading.main_thread()]


def test_the_collector_looks_by_itself(qtbot, collecting):
    gone = []
    shut = Shut(gone)
    shut.again = shut
    del shut
    make_values()
    qtbot.waitUntil(lambda: bool(gone))


@pytest.mark.parametrize("fails", [False, True])
def test_an_errand_that_outlives_its_window_leaves_it_to_the_thread_of_the_window(
    qtbot, elsewhere, fails
):
    gone, told = [], []
    shut = Shut(gone)

    def work(shut=shut):
        if fails:
            raise ValueError(shut.windowTitle())
        return shut.windowTitle()

    def done(title, shut=shut):
        told.append("done" if title == shut.windowTitle() else title)

    errand = Errand(work, done, lambda _, shut=shut: told.append(f"failed{shut.windowTitle()}"))
    del shut, work, done
    run = errand.run
    del errand
    elsewhere(run)
    assert not gone, f"destroyed in {gone}"
    qtbot.waitUntil(lambda: bool(told))
    gc.collect()
    assert told == ["failed" if fails else "done"]
    del run
    assert gone == [threading.main_thread()]
