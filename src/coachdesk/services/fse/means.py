"""What stands beside the participants: time and roads of each month, expenses noted as acts."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import Connection

from coachdesk.domain.periods import Period, month_of, next_month
from coachdesk.queries.fse import expense_rows
from coachdesk.services.desk import ActionInfo
from coachdesk.services.timesheet.sheet import month_sheet

EURO = "€"


@dataclass(frozen=True, slots=True)
class MonthOfWork:
    """The feuille de temps of one month."""

    month: date
    own: int
    """Minutes on the operation."""
    total: int
    """All that was worked."""
    metres: int
    euros: Decimal | None
    """Of the roads; None where no rate is set."""
    signed: bool
    """Its feuille is signed and still says what the month does."""
    words: str
    """Where its paper stands; empty while there is none."""


@dataclass(frozen=True, slots=True)
class Expense:
    """Acts counted in euros, of one kind in one month."""

    month: str
    label: str
    number: int
    euros: Decimal


@dataclass(frozen=True, slots=True)
class Means:
    """Time, roads and expenses of a period."""

    months: tuple[MonthOfWork, ...]
    expenses: tuple[Expense, ...]

    @property
    def own(self) -> int:
        """Minutes on the operation."""
        return sum(month.own for month in self.months)

    @property
    def metres(self) -> int:
        """All the roads that are known."""
        return sum(month.metres for month in self.months)

    @property
    def euros(self) -> Decimal:
        """All the expenses noted as acts."""
        return sum((expense.euros for expense in self.expenses), Decimal(0))


def means_of(connection: Connection, action: ActionInfo, period: Period, day: date) -> Means:
    """The months of ``period`` that have begun by ``day``, and the expenses of it."""
    kinds = {kind.key: kind.label for kind in action.profile.services if kind.unit == EURO}
    found = expense_rows(connection, action.id, period, list(kinds))
    return Means(
        tuple(_month(connection, action, month, day) for month in _begun(period, day)),
        tuple(
            Expense(row.month, kinds[row.kind], row.number, Decimal(row.hundredths) / 100)
            for row in found
        ),
    )


def _begun(period: Period, day: date) -> list[date]:
    months, month = [], month_of(period.first).first
    while month <= min(period.last, day):
        months.append(month)
        month = next_month(month)
    return months


def _month(connection: Connection, action: ActionInfo, month: date, day: date) -> MonthOfWork:
    sheet = month_sheet(connection, action, month, day)
    worked = sheet.month
    paid = None if worked.rate is None else Decimal(worked.metres * worked.rate) / 1_000_000
    signed = sheet.signed and not sheet.stale
    return MonthOfWork(month, worked.own, worked.total, worked.metres, paid, signed, sheet.words)
