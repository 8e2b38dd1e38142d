"""The head of a page: its title is read whole, its acts beside it or below."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from coachdesk.core.tokens import LIGHT
from coachdesk.ui.theme import apply_theme
from coachdesk.ui.widgets.layout import button
from coachdesk.ui.widgets.page import Page
from support.cut import cut_texts

TITLE = "Bilan annuel 2023"


@pytest.fixture(params=[100, 200])
def size(request, qapp):
    """The size of the text, put back in the end."""
    apply_theme(qapp, LIGHT, request.param)
    yield request.param
    apply_theme(qapp, LIGHT)


@pytest.fixture
def page(qtbot):
    made = Page(
        TITLE, *(button(words) for words in ("État au…", "Imprimer", "Enregistrer…", "Clôturer…")),
        before=button("←", kind="icon"),
    )  # fmt: skip
    made.field = QLineEdit()
    made.body.addWidget(made.field)
    made.subtitle.setText("Coaching Emploi")
    qtbot.addWidget(made)
    return made


def acts(page):
    return {act.text(): act for act in page.head_line.findChildren(type(button("")))}


def on_one_line(page):
    return page.title.height() < 2 * page.title.fontMetrics().height()


def above(widget, other, page):
    origin = QPoint(0, 0)
    return widget.mapTo(page, origin).y() + widget.height() <= other.mapTo(page, origin).y()


@pytest.mark.parametrize("width", [600, 700, 900, 1280, 1800])
def test_no_title_is_squeezed_by_the_acts_beside_it(page, qtbot, size, width):
    page.resize(width, 700)
    with qtbot.waitExposed(page):
        page.show()
    qtbot.waitUntil(lambda: not cut_texts(page))
    qtbot.waitUntil(lambda: on_one_line(page))
    first, last = acts(page)["État au…"], acts(page)["Clôturer…"]
    assert page.head_line.stacked == above(page.title, first, page)
    assert page.head_line.stacked or width > 600
    assert not page.head_line.stacked or width < 1800
    assert above(last, page.field, page)


def test_an_act_that_comes_goes_below_with_the_others_where_it_does_not_fit(page, qtbot):
    shown = acts(page)
    for words in ("Imprimer", "Enregistrer…", "Clôturer…"):
        shown[words].hide()
    page.resize(560, 500)
    with qtbot.waitExposed(page):
        page.show()
    qtbot.waitUntil(lambda: not page.head_line.stacked)
    for act in shown.values():
        act.show()
    qtbot.waitUntil(lambda: page.head_line.stacked)
    qtbot.waitUntil(lambda: on_one_line(page))
    page.resize(1280, 500)
    qtbot.waitUntil(lambda: not page.head_line.stacked)


def test_tab_goes_through_the_acts_wherever_they_stand(page, qtbot):
    page.resize(500, 500)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    shown = acts(page)
    shown["←"].setFocus()
    for words in ("État au…", "Imprimer", "Enregistrer…", "Clôturer…"):
        QTest.keyClick(page, "\t")
        assert QApplication.focusWidget() is shown[words]
