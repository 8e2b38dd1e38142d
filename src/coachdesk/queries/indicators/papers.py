"""Papers: made, signed, and who has one."""

from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, Integer, cast, func, select

from coachdesk.models import Document, Exit, Participant, Pathway, Prescription
from coachdesk.queries.documents import is_signed
from coachdesk.queries.expected import ANSWERED
from coachdesk.queries.indicators.counting import Counting, Rate, Rows, Scope
from coachdesk.queries.indicators.whose import Keys, Window, pathways_of
from coachdesk.queries.people import WHO

if TYPE_CHECKING:
    from coachdesk.queries.listing import Listing


def count_papers(scope: Scope, paper: str, *, signed: bool) -> Counting:
    """Papers of a kind, made in the period."""
    made: Listing = (
        select(*WHO, Document.made_on, Document.title.label("paper"))
        .select_from(Document)
        .outerjoin(Prescription, Prescription.id == Document.prescription_id)
        .outerjoin(Participant, Participant.id == Prescription.participant_id)
        .where(
            Document.action_id == scope.action_id,
            Document.made_on.between(scope.period.first, scope.period.last),
            *_of(paper, signed=signed),
        )
        .order_by(Document.made_on, Document.id)
    )
    return Rows(made)


def count_papers_rate(
    scope: Scope,
    paper: str,
    at_least: int,
    whose: str,
    exit_kinds: Keys,
    window: str,
    months: int,
    *,
    signed: bool,
    over: bool,
) -> Counting:
    """The share of the pathways with such a paper."""
    when = Window(window, months, over)
    made = (
        select(func.count())
        .select_from(Document)
        .where(
            Document.prescription_id == Prescription.id,
            when.holds(Document.made_on, scope),
            *_of(paper, signed=signed),
        )
        .correlate(Prescription, Pathway, Exit)
        .scalar_subquery()
    )
    listing = pathways_of(scope, whose, exit_kinds, when)
    return Rate(
        listing.add_columns(made.label("papers"), cast(made >= at_least, Integer).label("reached")),
        "reached",
    )


def _of(paper: str, *, signed: bool) -> list[ColumnElement[bool]]:
    """A paper of that kind that someone answered, signed by all where it must be: no draft."""
    return [Document.kind == paper, is_signed() if signed else Document.state.in_(ANSWERED)]


FUNCTIONS = {"papers": count_papers, "papers_rate": count_papers_rate}
