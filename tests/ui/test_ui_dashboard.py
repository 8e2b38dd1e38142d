"""The tableau de bord: figures against targets, the file active and what is to come."""

from dataclasses import replace

import pytest
from pypdfium2 import PdfDocument

from coachdesk.services.dashboard import dashboard
from coachdesk.services.indicators import indicator_values
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.screens.bilan import acts
from coachdesk.ui.screens.dashboard.view import DashboardScreen
from coachdesk.ui.workspace import Workspace
from support.desk_context import make_context
from support.ui import InlineRunner, MessageRecorder

NBSP = "\u00a0"


@pytest.fixture
def reading(read_desk):
    """A context that changes nothing, and its trail."""
    return make_context(read_desk)


@pytest.fixture
def page(qtbot, reading):
    """The page, read."""
    made = DashboardScreen(reading[0])
    qtbot.addWidget(made)
    made.show()
    made.refresh()
    return made


@pytest.fixture
def told(read_desk, page):
    """What the store says of the day that is shown."""
    action = read_desk.action(None)
    day = page._shown.day
    return read_desk.read(lambda link: dashboard(link, action, day))


def test_each_tile_is_a_figure_of_the_profile_with_its_rows(page, reading, told, read_desk):
    action = read_desk.action(None)
    *tiles, _fse = page.tiles.tiles
    keys = [tile.key for tile in tiles]
    drawn = {"file_active", "sorties"}  # a curve below, and what is shared out
    assert keys == [key for key in action.profile.report.state if key not in drawn]
    values = read_desk.read(
        lambda link: indicator_values(link, action.id, action.profile, told.period, keys)
    )
    for tile in tiles:
        assert tile.figure == values[tile.key].written
        assert tile.toolTip() == values[tile.key].definition
        tile.click()
        words, found = reading[1].rows[-1]
        assert words == f"depuis janvier {told.day.year}"
        assert found.title == values[tile.key].label
        assert found.also == tile.figure


def test_the_last_tile_says_how_many_fse_records_are_complete_and_leads_to_them(
    page, reading, told
):
    tile = page.tiles.tiles[-1]
    assert tile.figure == str(told.fse.records - told.fse.incomplete)
    assert f"sur {told.fse.records}" in tile.caption
    assert "35\u202f%" in tile.toolTip()
    tile.click()
    assert reading[1].gone == [Target(Screen.FSE)]


def test_the_table_says_every_number_of_the_chart(page, told):
    rows = page.table.rows.rows()
    assert [row.active for row in rows[:12]] == [str(point.active) for point in told.curve]
    ahead = [f"{month.expected}{NBSP}prévus" for month in told.ahead]
    assert [row.active for row in rows[12:]] == ahead
    described = page.chart.accessibleDescription()
    for point in told.curve:
        assert f"{NBSP}: {point.active}" in described
    assert described.count("prévus") == len(told.ahead)


def test_what_the_forecast_rests_on_is_said(page, told):
    assert "fins prévues, sans renouvellement" in page.words.text()
    assert (f"{told.waiting}{NBSP}prescription" in page.words.text()) == bool(told.waiting)
    one = replace(told, waiting=1, enrolled=1, decided=1)
    assert page._supposed(one).endswith(f"1{NBSP}entrée sur 1{NBSP}décidée.")


def test_the_page_is_reached_from_the_menu_and_comes_back_from_the_rows(qtbot, read_desk):
    from coachdesk.services.targets import Screen, Target

    messages = MessageRecorder()
    space = Workspace(InlineRunner(messages), messages, read_desk, read_desk.actions[0])
    qtbot.addWidget(space)
    space.show()
    space.start(Target(Screen.DASHBOARD))
    shown = space.pages.current()
    assert isinstance(shown, DashboardScreen)
    shown.tiles.tiles[0].click()
    assert space.side is not None
    space.side.back.emit()
    assert space.pages.current() is shown
    assert not messages.refused


def test_the_state_of_today_is_printed(page, reading, monkeypatch):
    """One page from memory, though nothing was noted since the new year."""
    sent = []

    def printed(_owner, _runner, _messages, pdf, done, *, noted):
        sent.append(pdf)
        done()

    monkeypatch.setattr(acts, "print_pages", printed)
    page.print.click()
    assert not reading[1].messages.refused
    document = PdfDocument(sent[0])
    assert len(document) == 1
    told = document[0].get_textpage().get_text_range()
    document.close()
    assert "État au 15" in told
    assert reading[1].messages.informed == ["L’état au 15/01/2024 est parti à l’imprimante."]
