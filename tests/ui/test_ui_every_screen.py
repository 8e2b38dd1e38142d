"""Everyone: each screen told to a screen reader, reached by the keyboard, large enough to hit."""

import os

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from coachdesk.core.tokens import CONTRAST, CONTRAST_DARK, DARK, LIGHT
from coachdesk.services.desk import open_desk
from coachdesk.services.targets import Screen
from coachdesk.ui.theme import apply_theme
from coachdesk.ui.widgets.layout import column
from support.contrast import drawn, weak_edges, weak_texts
from support.every_screen import every_target, store_in_use
from support.guide_about import elsewhere
from support.lived import TODAY, clock_at
from support.painted import painting, weak_painted
from support.walk_through import PLAIN, READABLE, SEEN, all_that_is_wrong, walking

FULL_SIZE = "COACHDESK_TORTURE"
OTHERS = ((DARK, READABLE), (CONTRAST, PLAIN), (CONTRAST_DARK, PLAIN))


@pytest.fixture(scope="module")
def in_use(tmp_path_factory):
    directory = tmp_path_factory.mktemp("everyone") / "store"
    key, known = store_in_use(directory)
    desk = open_desk(directory, key, clock=clock_at(TODAY))
    yield desk, known
    desk.close()


@pytest.fixture(scope="module")
def wrong(qapp, in_use):
    """All that is wrong on any screen, in the usual theme: one walk for every test."""
    apply_theme(qapp, LIGHT)
    with walking(*in_use) as walk:
        return all_that_is_wrong(walk, {"helped": elsewhere})


def test_every_screen_is_walked(in_use):
    assert {target.screen for target in every_target(in_use[1]).values()} == set(Screen)


def test_a_screen_reader_is_told_the_name_and_the_role_of_everything(wrong):
    assert not wrong["told"]


def test_everything_is_called_by_the_words_that_are_seen(wrong):
    """Who works by voice says what is read; « Noter » said to « C’est cela » did nothing."""
    assert not wrong["called"]


def test_everything_that_is_pressed_is_large_enough_to_hit(wrong):
    assert not wrong["large"]


def test_one_act_of_a_page_stands_out(wrong):
    assert not wrong["filled"]


def test_each_screen_is_walked_by_the_keyboard_alone(wrong):
    """Tab goes once around, meets all that can be worked with, and each says what it is."""
    assert not wrong["reached"]


def test_every_text_stands_out_from_its_ground_on_real_pixels(wrong):
    assert not wrong["readable"]


def test_f1_leads_to_a_page_that_speaks_of_what_is_shown(wrong):
    """It names something that is read there; for a section of the settings, that section."""
    assert not wrong["helped"]


def test_what_is_typed_in_ticked_or_an_icon_alone_is_seen(wrong):
    assert not wrong["seen"]


@pytest.mark.parametrize(
    ("turn", "theme", "least"),
    [(turn, *other) for turn, other in enumerate(OTHERS)],
    ids=["dark", "contrast", "contrast dark"],
)
@pytest.mark.usefixtures("torture_n")
def test_so_it_is_in_every_theme(in_use, worn, turn, theme, least):
    """Each screen in one of the other themes; in all three at full size (``make torture``)."""
    worn(theme)
    weak = {}
    every = FULL_SIZE in os.environ
    with walking(*in_use) as walk:
        shown = list(walk.targets)
        for name, _ in walk.through(shown if every else shown[turn :: len(OTHERS)]):
            with painting() as met:
                seen = drawn(walk.space)
            faults = weak_texts(walk.space, least, seen) + weak_edges(walk.space, SEEN, seen)
            faults += weak_painted(met, seen, least)
            if faults:
                weak[name] = faults
    assert not weak


def test_what_is_too_pale_would_be_found(qtbot):
    page, pale, plain, line = QWidget(), QLabel("Bien pâle"), QLabel("Bien noir"), QLineEdit()
    page.setLayout(column(pale, plain, line))
    page.layout().setContentsMargins(9, 9, 9, 9)
    page.setStyleSheet("background: white")
    line.setStyleSheet("border: 1px solid #CCCCCC; color: black")
    pale.setStyleSheet("color: #8A8A8A")
    plain.setStyleSheet("color: black")
    line.setPlaceholderText("À taper")
    qtbot.addWidget(page)
    page.show()
    (found,) = weak_texts(page, READABLE)
    assert "pâle" in found
    (edge,) = weak_edges(page, SEEN)
    assert edge.startswith("QLineEdit")


def test_what_is_painted_too_pale_would_be_found(qtbot):
    class Sheet(QWidget):
        def paintEvent(self, _event):  # noqa: N802  (Qt's name)
            painter = QPainter(self)
            painter.fillRect(self.rect(), QColor("white"))
            for top, words, colour in ((0, "Bien pâle", "#999999"), (30, "Bien noir", "black")):
                painter.setPen(QColor(colour))
                painter.drawText(QRectF(4, top, 150, 20), 0, words)
            painter.end()

    page = QWidget()
    page.setLayout(column(QLabel("Dessus"), Sheet()))
    page.resize(300, 200)
    qtbot.addWidget(page)
    page.show()
    with painting() as met:
        shown = drawn(page)
    (found,) = weak_painted(met, shown, READABLE)
    assert "pâle" in found


@pytest.fixture
def worn(qapp):
    yield lambda theme: apply_theme(qapp, theme)
    apply_theme(qapp)
