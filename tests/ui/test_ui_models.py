"""The table of participants: a sound Qt model, sorted and searched as people expect."""

import pytest
from PySide6.QtCore import Qt

from coachdesk.queries.participants import participants_table
from coachdesk.ui.item_models.participants import (
    ATTENDED,
    ENTERED,
    NAME,
    NUMBER,
    ParticipantsProxy,
    participant_columns,
)
from coachdesk.ui.item_models.table import OBJECT_ROLE, SORT_ROLE, TableModel


@pytest.fixture
def model(read_desk):
    desk, action = read_desk, read_desk.action(None)
    made = TableModel(participant_columns(action.profile))
    made.set_rows(desk.read(lambda link: participants_table(link, action.id)))
    return made


@pytest.fixture
def proxy(model):
    made = ParticipantsProxy()
    made.setSortRole(SORT_ROLE)
    made.setSourceModel(model)
    made.model = model
    return made


def shown(proxy):
    return [proxy.index(row, 0).data(OBJECT_ROLE) for row in range(proxy.rowCount())]


def test_the_models_keep_the_rules_of_qt(proxy, model, qtmodeltester):
    qtmodeltester.check(model)
    qtmodeltester.check(proxy)
    model.set_rows([])
    assert proxy.rowCount() == 0


@pytest.mark.parametrize("column", [NUMBER, NAME, ENTERED, ATTENDED])
def test_each_column_sorts_by_its_meaning(proxy, column):
    value = {
        NUMBER: lambda row: row.number,
        NAME: lambda row: proxy.model.columns[NAME].text(row).casefold(),
        ENTERED: lambda row: row.entered_on.toordinal() if row.entered_on else 0,
        ATTENDED: lambda row: row.attended,
    }[column]
    proxy.sort(column, Qt.SortOrder.DescendingOrder)
    values = [value(row) for row in shown(proxy)]
    if column == NAME:  # accents do not send a name to the end of the list
        assert shown(proxy)[0].last_name.startswith(("W", "Z"))
    else:
        assert values == sorted(values, reverse=True)


@pytest.mark.parametrize("typed", ["hénocque", "HENOCQUE", "  henocque  amandine ", "amandine hén"])
def test_the_search_ignores_accents_case_and_order(proxy, typed):
    proxy.search(typed)
    assert {row.last_name for row in shown(proxy)} == {"HÉNOCQUE"}


def test_the_search_looks_in_commune_phone_number_and_case_manager(proxy):
    everyone = shown(proxy)
    person = next(row for row in everyone if row.phone and row.commune and row.case_manager)
    for typed in (
        person.number,
        person.phone,
        person.phone.replace(" ", ""),
        f"{person.last_name} {person.commune}",
        f"{person.case_manager} {person.first_name}",
    ):
        proxy.search(typed)
        assert person in shown(proxy), typed
        assert len(shown(proxy)) < len(everyone)
    proxy.search("")
    assert shown(proxy) == everyone
