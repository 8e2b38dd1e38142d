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


NARROWED = (
    Column("Personne", str, least=116),
    Column("Éligi\u00adbilité", str, width=104, least=64),
    Column("Non binaires", str, width=104, least=64),
    Column("N°", str, width=90, spare=True),
)


def test_where_none_is_left_to_leave_out_columns_are_narrowed_and_their_headings_wrapped(qtbot):
    table = RowTable(NARROWED, "Preuves")
    table.setMinimumWidth(1)
    qtbot.addWidget(table)
    table.rows.set_rows(list(range(3)))
    table.show()

    def stand(width):
        table.resize(width + 2 * table.frameWidth() + 2, em(30))
        qtbot.waitUntil(lambda: table.viewport().width() == width + 2)
        QCoreApplication.processEvents()
        return [table.columnWidth(number) for number in table.columns_shown()]

    wide = stand(em(60))
    one_line = table.horizontalHeader().height()
    assert wide[1:] == [em(104 / 14), em(104 / 14), em(90 / 14)]
    assert stand(em((150 + 104 + 104 + 40) / 14))[1:] == wide[1:3], "the spare one goes first"
    narrow = stand(em((116 + 64 + 64) / 14) + 4)
    assert len(narrow) == len(NARROWED) - 1
    assert max(narrow[1:]) < em(70 / 14)
    assert table.horizontalScrollBar().maximum() == 0
    assert table.horizontalHeader().height() > one_line + em(0.7)
    assert stand(em(60)) == wide
    qtbot.waitUntil(lambda: table.horizontalHeader().height() == one_line)
