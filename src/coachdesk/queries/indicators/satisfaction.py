"""Questionnaires de satisfaction: told together, never under five answers.

The rows behind say in which months they were filled in, never what one of them answered.
"""

import json
from dataclasses import dataclass

from sqlalchemy import Connection

from coachdesk.domain.indicators import Measured, Share
from coachdesk.domain.papers import PaperField
from coachdesk.domain.periods import month_of
from coachdesk.domain.satisfaction import (
    OUT_OF,
    Given,
    counts_of,
    mean_of,
    notes_together,
)
from coachdesk.models import SatisfactionAnswer
from coachdesk.queries.indicators.counting import Counting, Rows, Scope
from coachdesk.queries.listing import AnyRow, Listing, rows
from coachdesk.queries.satisfaction import given

_OUT_OF_FIVE = f"sur {OUT_OF}"


@dataclass(frozen=True)
class _Told:
    """Questionnaires, and the questions of which something is told."""

    answered: Listing
    fields: tuple[PaperField, ...]

    @property
    def listing(self) -> Listing:
        """In which months: what each answered stays with all the others."""
        return self.answered.with_only_columns(SatisfactionAnswer.month.label("filled_in"))

    def rows(self, connection: Connection, share: Share | None = None) -> tuple[AnyRow, ...]:
        """The months; nothing behind one answer, which would be somebody's."""
        return rows(connection, self.listing) if share is None else ()

    def given(self, connection: Connection) -> Given:
        """What they answered."""
        return [json.loads(row.answers) for row in rows(connection, self.answered)]


class _Mean(_Told):
    def measured(self, connection: Connection) -> Measured:
        """Of the notes of one question, or of all."""
        told = notes_together(self.fields, self.given(connection))
        return Measured(mean_of(told), whole=len(told), unit=_OUT_OF_FIVE)


class _Shares(_Told):
    def measured(self, connection: Connection) -> Measured:
        """How many gave each answer."""
        told = self.given(connection)
        found = [
            Share(word.key, word.label, number)
            for field in self.fields
            for counts in [counts_of(field, told)]
            for word in field.options
            if (number := counts.get(word.key, 0))
        ]
        return Measured(sum(share.number for share in found), shares=tuple(found))


def count_satisfaction_answers(scope: Scope, paper: str) -> Counting:
    """How many were filled in."""
    return Rows(_Told(_given(scope, paper), ()).listing)


def count_satisfaction_mean(scope: Scope, paper: str, question: str | None) -> Counting:
    """The mean of their notes."""
    return _Mean(_given(scope, paper), _fields(scope, paper, question))


def count_satisfaction_by(scope: Scope, paper: str, question: str) -> Counting:
    """How many gave each answer to a question."""
    return _Shares(_given(scope, paper), _fields(scope, paper, question))


def _given(scope: Scope, paper: str) -> Listing:
    """Those of the months that begin in the period, or that it begins in."""
    first = month_of(scope.period.first).first
    month = SatisfactionAnswer.month
    return given(scope.action_id, paper).where(month.between(first, scope.period.last))


def _fields(scope: Scope, paper: str, question: str | None) -> tuple[PaperField, ...]:
    template = scope.papers().get(paper)
    every = template.fields if template is not None else ()
    return tuple(field for field in every if question in {None, field.key})


FUNCTIONS = {
    "satisfaction_answers": count_satisfaction_answers,
    "satisfaction_mean": count_satisfaction_mean,
    "satisfaction_by": count_satisfaction_by,
}
