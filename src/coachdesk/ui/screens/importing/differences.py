"""Cells of the workbook that are not what the store holds: shown, never taken."""

from coachdesk.core.french import plural
from coachdesk.services.importing import Difference
from coachdesk.ui.item_models.table import Column
from coachdesk.ui.widgets.table import RowTable


def differences_table(name: str) -> RowTable[Difference]:
    """The table of the differences of an import."""
    return RowTable(_columns(), name)


def differences_words(count: int) -> str:
    """« 3 cellules diffèrent de ce qui est enregistré : rien n’a été remplacé. »."""
    differ = plural(count, "cellule diffère", "cellules diffèrent")
    return f"{differ} de ce qui est enregistré\u00a0: rien n’a été remplacé."


def _columns() -> tuple[Column[Difference], ...]:
    return (
        Column("Feuille", lambda item: item.sheet, width=126),
        Column("Ligne", lambda item: str(item.row), lambda item: item.row, True, 70),
        Column("Colonne", lambda item: item.column, width=150),
        Column("Enregistré", lambda item: item.stored, width=190),
        Column("Dans le classeur", lambda item: item.found),
    )
