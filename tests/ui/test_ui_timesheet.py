"""The page of the coach's month: the figures counted by hand, its sums, its roads, its models."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from sqlalchemy import select

from coachdesk.models import Travel
from coachdesk.queries.place_lists import travel_lines
from coachdesk.services.targets import Screen, Target
from coachdesk.services.timesheet.typing import keep_rate, type_road
from coachdesk.ui.screens.timesheet.view import TimeSheetScreen
from support.desk_context import make_context
from support.signing_desk import CLOCK
from support.worked_may import AIRAINES, AWAY, BASE, MAY, OISEMONT, REASON, day
from support.worked_store import may_store

ROUTE = f"{BASE} – {AIRAINES} – {OISEMONT} – {BASE}"


@pytest.fixture(scope="module")
def lived_may(tmp_path_factory):
    return may_store(tmp_path_factory.mktemp("mai"))


@pytest.fixture
def desk(lived_may, tmp_path):
    opened = lived_may.opened(tmp_path / "magasin", CLOCK)
    yield opened
    opened.close()


@pytest.fixture
def shown(desk, qtbot):
    context, trail = make_context(desk)

    def show(chosen=MAY):
        page = TimeSheetScreen(context)
        qtbot.addWidget(page)
        page.resize(1170, 728)
        page.show()
        page.show_target(Target(Screen.TIMESHEET, day=chosen))
        return page

    show.trail = trail
    return show


def plain(text):
    return " ".join(text.replace("\u00a0", " ").replace("\u202f", " ").split())


def cells(page, number):
    model = page.table.rows
    texts = [model.index(number - 1, place).data() for place in range(model.columnCount())]
    return [plain(text) for text in texts]


def test_the_page_says_what_was_counted_by_hand(shown, desk):
    keep_rate(desk, 529)
    page = shown()
    assert plain(page.figures.text()) == (
        "12 h 25 sur l’opération · 14 h 55 travaillées en tout · Rendez-vous 3 h 40 · "
        "Absences non excusées 0 h 30 · Ateliers 2 h 30 · Aller-vers 3 h 00 · "
        "Administratif 2 h 45 · 414,55 km · 219,30 €"
    )
    road = f"{BASE} – {AIRAINES} – {BASE}"
    assert cells(page, 9) == ["mar. 9 mai", "1 h 30", "", "", "1 h 30", "", "56,8", road]
    assert cells(page, 10)[1:7] == ["0 h 30", "2 h 30", "", "3 h 00", "", "80,0"]
    assert cells(page, 11)[1:] == ["1 h 00", "", "", "1 h 00", "2 h 30", "80,95", ROUTE]
    assert cells(page, 12)[1:7] == ["0 h 30", "", "2 h 45", "3 h 15", "", ""]
    assert cells(page, 15)[1:] == ["0 h 40", "", "", "0 h 40", "", "60,0", f"{road}, {REASON}"]
    assert cells(page, 16)[7] == "rien de compté", "excused: noted, and not counted"
    assert cells(page, 17)[7] == AWAY
    assert cells(page, 18)[7] == "Ascension"
    assert cells(page, 19)[7] == "Rendez-vous dont la présence est à noter"


def test_each_week_has_its_sums_under_those_of_the_month(shown):
    page = shown()
    month = page._view.month
    assert [tuple(map(plain, line)) for line in page.weeks.lines(month)] == [
        ("Sommes", "Rendez-vous", "En groupe", "Autre temps", "Total"),
        ("Sem. 19", "3 h 30", "2 h 30", "2 h 45", "8 h 45"),
        ("Sem. 20", "0 h 40", "–", "–", "0 h 40"),
        ("Sem. 21", "–", "3 h 00", "–", "3 h 00"),
        ("Mois", "4 h 10", "5 h 30", "2 h 45", "12 h 25"),
    ]
    assert page.weeks.isVisible()
    page.show_target(Target(Screen.TIMESHEET, day=MAY.replace(month=4)))
    assert not page.weeks.isVisible(), "nothing was done in April"


def test_the_models_of_the_page_keep_the_rules_of_qt(shown, qtmodeltester):
    page = shown()
    for model in (page.table.rows, page.table.shown, page.chooser.combo.model(),
                  page.panel.kind.model()):  # fmt: skip
        qtmodeltester.check(model)
    page.table.sortByColumn(4, Qt.SortOrder.DescendingOrder)
    qtmodeltester.check(page.table.shown)
    page.table.rows.set_rows(())
    qtmodeltester.check(page.table.shown)


def test_the_road_of_the_day_is_said_in_words_and_whole_whatever_the_action(shown, desk):
    page = shown(day(11))
    road = page.panel.road
    assert plain(road.told.text()) == f"{ROUTE}, 80,95 km."
    assert road.whole.isVisible(), "there are two actions"
    page.table.selectRow(14)
    said = "Corrigés : 60,0 km, @SUM(A1) déviation. Calculés : {} – {} – {}, 56,8 km."
    assert plain(road.told.text()) == said.format(BASE, AIRAINES, BASE)
    page.table.selectRow(0)
    assert not road.told.isVisible()
    assert not road.whole.isVisible()
    type_road(desk, day(1), 3_000, "dépôt")
    page.refresh()
    assert plain(road.told.text()) == "Corrigés : 3,0 km, dépôt."


def test_a_distance_that_is_told_leaves_its_minutes_supposed_and_says_so(shown, desk):
    with desk.store.write() as uow:
        uow.session.delete(uow.session.scalars(select(Travel).where(Travel.metres == 28_400)).one())
        uow.commit()
    page = shown(day(9))
    asked = page.panel.asked
    assert "pour l’instant" in page.figures.text()
    assert plain(asked.asked.text()) == f"Combien de km de {BASE} à {AIRAINES} ?"
    assert plain(asked.supposed.text()) == "La durée de ce trajet reste supposée : 30 min."
    asked.distance.setFocus()
    QTest.keyClicks(asked.distance, "28,4")
    QTest.keyClick(asked.distance, Qt.Key.Key_Return)
    assert "Durée supposée : 30 min" in plain(shown.trail.messages.informed[-1])
    assert not asked.isVisible()
    line = next(one for one in desk.read(travel_lines) if one.metres == 28_400)
    assert line.minutes == 30


def test_a_time_that_was_refused_can_be_typed_again(shown, desk):
    page = shown(day(31))
    page.panel.time.setFocus()
    QTest.keyClicks(page.panel.time, "23h-24h")
    kind = page.panel.kind.currentData()
    page.panel.kind.setItemData(page.panel.kind.currentIndex(), "gone from the profile")
    QTest.keyClick(page.panel.time, Qt.Key.Key_Return)
    assert shown.trail.messages.refused[-1].sentence == "Le genre de ce temps manque."
    assert page.panel.time.text() == "23h-24h", "nothing typed is lost"
    page.panel.kind.setItemData(page.panel.kind.currentIndex(), kind)
    QTest.keyClick(page.panel.time, Qt.Key.Key_Return)
    assert cells(page, 31)[3] == "1 h 00"


@pytest.mark.parametrize("typed", ["NaN", "0,52951", "cher", "-1"])
def test_a_rate_that_is_none_is_refused_and_nothing_is_kept(shown, typed):
    page = shown()
    page.rate.line.setFocus()
    QTest.keyClicks(page.rate.line, typed)
    QTest.keyClick(page.rate.line, Qt.Key.Key_Return)
    assert shown.trail.messages.refused[-1].sentence == "Ce taux n’est pas lisible."
    assert "€" not in page.figures.text()
