"""The tables of the page of the FSE+."""

from collections.abc import Callable
from decimal import Decimal

from PySide6.QtCore import QModelIndex, Signal

from coachdesk.core.french import decimal, hours, kilometres, month_name, short_date
from coachdesk.services.fse.means import Expense, MonthOfWork
from coachdesk.services.fse.page import FseLine
from coachdesk.services.fse.proofs import PROOFS, Proven
from coachdesk.services.fse.report import ENTERED, TOTAL, UNTOLD, FseRow
from coachdesk.services.fse_answers import moment_words
from coachdesk.ui.item_models.table import OBJECT_ROLE, Column
from coachdesk.ui.widgets.act_table import ActTable
from coachdesk.ui.widgets.table import RowTable

NUMBERS = {
    "woman": "Femmes",
    "man": "Hommes",
    "non_binary": "Non binaires",
    UNTOLD: "Non dit",
    TOTAL: "Total",
    ENTERED: "Dont entrées",
}
"""The columns of numbers, by their key in a report."""
_BEFORE = 2
"""Columns before them: the code and the label."""
_SHORT = {
    "eligibility": "Éligi\u00adbilité",
    "fse_entry": "Entrée",
    "contract": "Contrat",
    "attendance": "Émar\u00adgement",
    "fse_exit": "Sortie",
    "exit_proof": "Justi\u00adficatif",
    "fse_six_months": "Six mois",
}
"""The proofs as the headings of narrow columns, where a long one may be broken."""


class IndicatorTable(RowTable[FseRow]):
    """``asked`` carries an indicator and the column of the number that was clicked."""

    asked = Signal(object, str)

    def __init__(self, name: str) -> None:
        columns = [
            Column[FseRow]("Code", lambda row: row.indicator.code, width=78, least=66),
            Column[FseRow]("Indicateur", lambda row: row.indicator.written, least=130),
            *(_number(key, words) for key, words in NUMBERS.items()),
        ]
        super().__init__(columns, name, wrap=True)
        self.clicked.connect(self._click)

    def _click(self, index: QModelIndex) -> None:
        if index.column() >= _BEFORE:
            self._open(index)

    def _open(self, index: QModelIndex) -> None:
        """Enter, two clicks, or a click on a number: the people behind it."""
        if not index.isValid():
            return
        row: FseRow = index.data(OBJECT_ROLE)
        place = index.column() - _BEFORE
        column = tuple(NUMBERS)[place] if place >= 0 else TOTAL
        if row.number(column):
            self.asked.emit(row, column)


def _number(key: str, words: str) -> Column[FseRow]:
    def text(row: FseRow) -> str:
        number = row.number(key)
        return "" if number is None else str(number)

    return Column(
        words,
        text,
        lambda row: row.number(key) or 0,
        right=True,
        width=98 if len(words) > len("Femmes") + 2 else 82,
        colour=lambda row: "accent" if row.number(key) else "ink_soft",
        spare=key == UNTOLD,
        least=66,
    )


def missing_table(name: str) -> ActTable[FseLine]:
    """Who is to be completed; « Compléter » goes where it is done."""
    return ActTable(
        (
            Column("N°", lambda line: line.record.number, width=76, spare=True),
            Column("Personne", lambda line: line.record.name, width=160),
            Column("Moment", lambda line: moment_words(line.moment), width=110, spare=True),
            Column("Manque", lambda line: line.words),
            Column(
                "À savoir avant le",
                lambda line: short_date(line.due_on) + ("" if line.in_time else ", passé"),
                lambda line: line.due_on.isoformat(),
                width=158,
                colour=lambda line: None if line.in_time else "refused",
            ),
        ),
        lambda _: "Compléter",
        name,
        "Compléter",
    )


def proof_table(name: str) -> RowTable[Proven]:
    """What each person has, and lacks."""
    return RowTable(
        (
            Column("N°", lambda one: one.record.number, width=76, spare=True, least=64),
            Column("Personne", lambda one: one.record.name, least=116),
            *(_proof(key) for key in PROOFS),
        ),
        name,
    )


def _proof(key: str) -> Column[Proven]:
    def text(one: Proven) -> str:
        proof = one.of(key)
        return "" if proof is None else "oui" if proof.held else "manque"

    def colour(one: Proven) -> str | None:
        return "refused" if text(one) == "manque" else None

    return Column(_SHORT[key], text, width=104, colour=colour, least=64)


def time_table(name: str) -> RowTable[MonthOfWork]:
    """The feuilles de temps."""
    return RowTable(
        (
            Column("Mois", lambda one: month_name(one.month).capitalize(),
                   lambda one: one.month.isoformat(), least=112),
            Column("Opération", _minutes(lambda one: one.own), lambda one: one.own, right=True,
                   width=100, least=78),
            Column("Travaillées", _minutes(lambda one: one.total), lambda one: one.total,
                   right=True, width=100, least=86),
            Column("Km", lambda one: kilometres(one.metres) if one.metres else "",
                   lambda one: one.metres, right=True, width=80, least=56),
            Column("Indemnités", lambda one: _euros(one.euros) if one.euros else "", right=True,
                   width=110, least=86),
            Column("Feuille", lambda one: one.words or "pas encore faite", width=170, least=104,
                   colour=lambda one: None if one.signed else "ink_soft"),
        ),
        name,
    )  # fmt: skip


def expense_table(name: str) -> RowTable[Expense]:
    """The acts counted in euros."""
    return RowTable(
        (
            Column("Mois", lambda one: one.month, width=100),
            Column("Dépense", lambda one: one.label),
            Column("Nombre", lambda one: str(one.number), lambda one: one.number, right=True,
                   width=84),
            Column("Montant", lambda one: _euros(one.euros), lambda one: int(one.euros * 100),
                   right=True, width=110),
        ),
        name,
    )  # fmt: skip


def _minutes(of: Callable[[MonthOfWork], int]) -> Callable[[MonthOfWork], str]:
    return lambda one: hours(of(one)) if of(one) else ""


def _euros(amount: Decimal) -> str:
    return f"{decimal(amount, 2)}\u00a0€"
