"""The list of companies: found by letters, filtered with counts, a new one in a few gestures."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from sqlalchemy import select

from coachdesk.models import Company
from coachdesk.queries.companies import company_lines
from coachdesk.services.companies.company_list import CompanyFacet, Relation
from coachdesk.services.companies.file import CompanyFile, record_company
from coachdesk.services.targets import Screen
from coachdesk.ui.screens.companies.view import CompaniesScreen
from support.desk_context import make_context
from support.signing_desk import make_empty_desk, reopen

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def bakery(desk):
    told = CompanyFile("Boulangerie Lefèvre", address="80270 Airaines", trades=("D1102",))
    return record_company(desk, None, told).id


@pytest.fixture
def opened(qtbot, desk, bakery):
    context, trail = make_context(desk)
    page = CompaniesScreen(context)
    qtbot.addWidget(page)
    page.resize(1250, 700)
    page.show()
    page.refresh()
    page.take_keyboard()
    return page, trail


def names(page):
    return [line.name for line in page.table.visible_rows()]


def test_letters_find_and_enter_opens_the_only_one(opened, bakery):
    page, trail = opened
    QTest.keyClicks(page.search, "boulanger airaines")
    assert names(page) == ["Boulangerie Lefèvre"]
    assert page.sought.count.text() == "1\u00a0entreprise sur 25"
    QTest.keyClick(page.search, Qt.Key.Key_Return)
    target = trail.gone[-1]
    assert (target.screen, target.subject_id) == (Screen.COMPANY, bakery)


def test_the_rows_are_walked_by_the_keyboard_alone(opened):
    page, trail = opened
    QTest.keyClick(page.search, Qt.Key.Key_Return)
    assert page.table.hasFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Down)
    second = page.table.current()
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert trail.gone[-1].subject_id == second.id == page.table.visible_rows()[1].id


def test_a_filter_says_beforehand_how_many_it_leaves(opened, desk):
    page, _ = opened
    button = page.filters.buttons[CompanyFacet.RELATION]
    button.asked.emit()
    hosts = sum(1 for line in desk.read(company_lines) if line.hosted)
    said = page._model.counts()[CompanyFacet.RELATION]
    assert said == {Relation.HOSTED.value: hosts, Relation.PROSPECT.value: 1}
    page.narrow("", {CompanyFacet.RELATION: frozenset({Relation.PROSPECT.value})})
    assert names(page) == ["Boulangerie Lefèvre"]
    page.filters.clear_all.click()
    assert len(names(page)) == hosts + 1


def test_nothing_found_says_what_to_lift(opened):
    page, _ = opened
    QTest.keyClicks(page.search, "zzzz")
    assert page.sought.nothing.isVisible()
    page.sought.nothing.buttons[0].click()
    assert len(names(page)) == 25


def test_what_was_sought_in_vain_is_the_name_of_the_new_one(opened):
    page, trail = opened
    QTest.keyClicks(page.search, "Garage du Pont")
    QTest.keyClick(page.search, Qt.Key.Key_Return, CTRL)
    assert (trail.gone[-1].screen, trail.gone[-1].section) == (Screen.COMPANY, "Garage du Pont")


def test_it_sorts_by_its_columns_and_what_is_not_known_comes_last(opened):
    page, _ = opened
    for key in page._model.keys:
        for descending in (False, True):
            page.table.arrange(key, descending=descending, columns=None)
            values = [page._model._values[page._model.keys.index(key)].value(row)
                      for row in page.table.visible_rows()]  # fmt: skip
            known = [value for value in values if value not in {None, ""}]
            assert values[: len(known)] == known


def test_the_model_keeps_the_rules_of_qt(opened, qtmodeltester):
    page, _ = opened
    qtmodeltester.check(page._model)
    page.search.setText("boul")
    qtmodeltester.check(page._model)


def test_without_any_company_it_says_what_to_do(qtbot, tmp_path):
    make_empty_desk(tmp_path / "store")
    desk = reopen(tmp_path / "store")
    context, trail = make_context(desk)
    page = CompaniesScreen(context)
    qtbot.addWidget(page)
    page.show()
    page.refresh()
    assert desk.read(lambda link: link.execute(select(Company.id)).all()) == []
    assert page.invite.isVisible()
    assert page.invite.hasFocus() or page.first is page.invite
    page.invite.click()
    assert trail.gone[-1].screen is Screen.COMPANY
    desk.close()
