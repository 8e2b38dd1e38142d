"""A table of rows at any width: columns left out leave no hole, and what is read stays in reach."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication

from coachdesk.ui.item_models.table import Column
from coachdesk.ui.theme import em
from coachdesk.ui.widgets.table import RowTable

COLUMNS = (
    Column("Jour", str, width=105),
    Column("En groupe", str, width=85, spare=True),
    Column("Autre temps", str, width=95),
    Column("Autre travail", str, width=100, spare=True),
    Column("Km", str, width=90),
    Column("Mentions", str),
)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(widths=st.lists(st.integers(24, 90), min_size=2, max_size=5))
def test_the_columns_shown_stand_side_by_side_whatever_the_widths_before(qtbot, widths):
    table = RowTable(COLUMNS, "Jours")
    qtbot.addWidget(table)
    table.rows.set_rows(list(range(31)))
    table.show()
    for width in widths:
        table.resize(em(width), em(30))
        QCoreApplication.processEvents()
        header, at = table.horizontalHeader(), 0
        for number in table.columns_shown():
            assert header.sectionPosition(number) == at
            at += header.sectionSize(number)
        assert header.length() == at
    table.close()
