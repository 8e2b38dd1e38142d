"""The FSE+ of an operation in a period: indicators by gender, what the records lack."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from coachdesk.core.french import NBSP, NNBSP
from coachdesk.domain.fse import (
    ANSWER_LABELS,
    Gender,
    Moment,
    Question,
)
from coachdesk.domain.fse_indicators import FSE_INDICATORS, FseIndicator
from coachdesk.domain.fse_record import (
    CORRECTION_SOURCE,
    MOST_INCOMPLETE_PERCENT,
    Completeness,
    FseRecord,
    Missing,
)
from coachdesk.domain.periods import Period
from coachdesk.domain.words import NOT_TOLD
from coachdesk.services.desk import ActionInfo
from coachdesk.services.fse_records import records_of

TOTAL, ENTERED = "total", "entered"
"""Columns of the table of indicators, after one for each gender and one for none."""
UNTOLD = "untold"
"""The column of those whose gender is not known."""


@dataclass(frozen=True)
class FseRow:
    """One indicator with the records behind it."""

    indicator: FseIndicator
    records: tuple[FseRecord, ...]
    entered: tuple[FseRecord, ...] | None
    """Of those counted at entry, who entered in the period: the years add up. None of a result."""

    def behind(self, column: str) -> tuple[FseRecord, ...]:
        """The records behind the number of a column: a ``Gender``, ``UNTOLD``, or a total."""
        if column == TOTAL:
            return self.records
        if column == ENTERED:
            return self.entered or ()
        wanted = None if column == UNTOLD else Gender(column)
        return tuple(record for record in self.records if record.gender is wanted)

    def number(self, column: str) -> int | None:
        """How many; None of a column that means nothing for it."""
        if column == ENTERED and self.entered is None:
            return None
        return len(self.behind(column))


@dataclass(frozen=True)
class FseReport:
    """What the records of an operation come to in a period, as they stand on ``day``."""

    action: ActionInfo
    period: Period
    day: date
    records: tuple[FseRecord, ...]
    """Of who was in the action at least one day of the period, by name."""
    rows: tuple[FseRow, ...]

    @property
    def left(self) -> tuple[FseRecord, ...]:
        """Those whose last action is in the period."""
        return tuple(record for record in self.records if record.left_in(self.period))

    @property
    def named(self) -> tuple[FseRecord, ...]:
        """The records of somebody: who was erased counts, and is in no list."""
        return tuple(record for record in self.records if not record.is_nobody)

    @property
    def completeness(self) -> Completeness:
        """How many records are complete."""
        incomplete = [record for record in self.records if not record.complete(self.day)]
        overdue = [
            record
            for record in incomplete
            if any(not each.in_time(self.day) for each in _of_entry_and_exit(record, self.day))
        ]
        return Completeness(len(self.records), len(incomplete), len(overdue))

    def asked(self, moment: Moment) -> tuple[FseRecord, ...]:
        """Who is asked at ``moment``: all at entry, else those who left in the period."""
        pool = self.records if moment is Moment.ENTRY else self.left
        return tuple(record for record in pool if record.asked(moment, self.day))

    def lacking(self, moment: Moment) -> tuple[FseRecord, ...]:
        """Of these, whose record lacks something of it."""
        return tuple(record for record in self.asked(moment) if record.missing(moment, self.day))

    def answers(self, question: Question, moment: Moment) -> Mapping[str, int]:
        """How many answered each answer, and how many none, by its words."""
        asked = [record for record in self.asked(moment) if record.needs(question)]
        told = Counter(
            record.answers[question.key].answer if question.key in record.answers else None
            for record in asked
        )
        found = {words: told[answer] for answer, words in ANSWER_LABELS.items()}
        return {**found, NOT_TOLD: told[None]}


def fse_report(connection: Connection, action: ActionInfo, period: Period, day: date) -> FseReport:
    """The records of the period and the indicators counted on them."""
    records = records_of(connection, action, period)
    left = tuple(record for record in records if record.left_in(period))
    return FseReport(
        action,
        period,
        day,
        records,
        tuple(_row(indicator, records, left, period) for indicator in FSE_INDICATORS),
    )


def _row(
    indicator: FseIndicator,
    present: tuple[FseRecord, ...],
    left: tuple[FseRecord, ...],
    period: Period,
) -> FseRow:
    at_entry = indicator.moment is Moment.ENTRY
    counted = tuple(filter(indicator.counts, present if at_entry else left))
    entered = tuple(each for each in counted if period.first <= each.entered_on <= period.last)
    return FseRow(indicator, counted, entered if at_entry else None)


def missing_of(record: FseRecord, day: date) -> tuple[Missing, ...]:
    """What a record lacks at each moment, in order."""
    return tuple(each for moment in Moment for each in record.missing(moment, day))


def _of_entry_and_exit(record: FseRecord, day: date) -> tuple[Missing, ...]:
    return record.missing(Moment.ENTRY, day) + record.missing(Moment.EXIT, day)


def completeness_words(found: Completeness) -> str:
    """« 12 fiches sur 40 incomplètes, soit 30 % … », with the rule and its source."""
    if not found.records:
        return "Aucune fiche dans cette période."
    share = f"{found.incomplete}{NBSP}fiches incomplètes sur {found.records}"
    if found.incomplete == 1:
        share = f"1{NBSP}fiche incomplète sur {found.records}"
    rule = (
        f"au-delà de {MOST_INCOMPLETE_PERCENT}{NNBSP}%, le contrôle de service fait final "
        "applique une correction financière"
    )
    state = "c’est le cas" if found.corrected else "ce n’est pas le cas"
    rounded = found.corrected and found.percent == MOST_INCOMPLETE_PERCENT  # 6 of 17 is 35,3 %
    near = "un peu plus de " if rounded else ""
    return f"{share}, soit {near}{found.percent}{NNBSP}%{NBSP}; {rule}{NBSP}: {state}."


def correction_source() -> str:
    """Where the rule of 35 % comes from, as it is told beside it."""
    return f"Source{NBSP}: {CORRECTION_SOURCE}"
