"""What the page of an exit shows: the exit, and what remains to be done before leaving."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Connection, select

from coachdesk.domain.fse import Moment
from coachdesk.domain.papers import DocumentState
from coachdesk.models import Pathway
from coachdesk.queries.card_work import CardMeasure, measures_of
from coachdesk.queries.closings import closing_in_force
from coachdesk.queries.documents import DocumentLine, documents_of
from coachdesk.queries.exits import (
    ExitRow,
    OpenImmersion,
    PlannedAfter,
    Unsigned,
    company_names,
    exit_row,
    hosts_of,
    last_met,
    open_immersions,
    planned,
    proof_names,
    unsigned,
)
from coachdesk.queries.paper_facts import fse_answers
from coachdesk.services.desk import ActionInfo
from coachdesk.services.document_words import waits
from coachdesk.services.fse_answers import FSE_PAPERS, counts_fse
from coachdesk.services.papers.templates import templates
from coachdesk.services.rows import not_entered

_PAPERS = (FSE_PAPERS[Moment.EXIT], "final_review", "satisfaction")
"""What an exit calls for, in this order."""
_WITHOUT_AUTHOR = "satisfaction"
"""Its answers are kept without whose they are: nobody knows whether it was filled in."""


@dataclass(frozen=True, slots=True)
class ExitPaper:
    """A paper that an exit calls for."""

    kind: str
    title: str
    done: bool
    document_id: UUID | None
    """The one begun; None when there is none yet."""


@dataclass(frozen=True)
class ExitForm:
    """What is known before an exit is typed."""

    entered_on: date
    planned_end_on: date | None
    proposed: date
    """The day proposed."""
    day: date
    """The last day that can be: today."""
    exit: ExitRow | None
    """None for someone who is still there."""
    closed: bool
    """Its month is closed: day, type and detail no longer change."""
    companies: tuple[tuple[UUID, str], ...]
    """Those that hosted her first."""
    planned: tuple[PlannedAfter, ...]
    unsigned: tuple[Unsigned, ...]
    immersions: tuple[OpenImmersion, ...]
    measures: tuple[CardMeasure, ...]
    papers: tuple[ExitPaper, ...]
    due: tuple[DocumentLine, ...]
    """Her other papers that wait for a signer, or whose copy is due."""
    proofs: tuple[str, ...]
    answers: Mapping[str, str] | None
    """What she said to the FSE+, by question; None where the action is not paid by it."""


def exit_form(link: Connection, action: ActionInfo, prescription_id: UUID, day: date) -> ExitForm:
    """What the page of an exit shows on ``day``.

    Raises:
        UserError: she has not entered the action.
    """
    pathway = link.execute(
        select(Pathway.id, Pathway.entered_on, Pathway.planned_end_on).where(
            Pathway.prescription_id == prescription_id
        )
    ).one_or_none()
    if pathway is None:
        raise not_entered()
    known = exit_row(link, pathway.id)
    hosts, lines = hosts_of(link, pathway.id), documents_of(link, prescription_id)
    wanted = tuple(_papers(action, lines))
    kinds = {paper.kind for paper in wanted}
    return ExitForm(
        pathway.entered_on,
        pathway.planned_end_on,
        _proposed(link, action, pathway.id, pathway.planned_end_on, day),
        day,
        known,
        known is not None and _is_closed(link, action, known.left_on),
        tuple(sorted(company_names(link), key=lambda company: company[0] not in hosts)),
        planned(link, pathway.id),
        unsigned(link, pathway.id),
        open_immersions(link, pathway.id, known.left_on if known else day),
        measures_of(link, prescription_id),
        wanted,
        tuple(line for line in lines if waits(line) and line.kind not in kinds),
        proof_names(link, prescription_id),
        fse_answers(link, prescription_id) if counts_fse(action.profile) else None,
    )


def _proposed(
    link: Connection, action: ActionInfo, pathway_id: UUID, planned_end: date | None, day: date
) -> date:
    """Today; or the planned end once it is past, unless she came since or its month is closed."""
    if planned_end is None or planned_end >= day or _is_closed(link, action, planned_end):
        return day
    return max(planned_end, last_met(link, pathway_id) or planned_end)


def _is_closed(link: Connection, action: ActionInfo, day: date) -> bool:
    return closing_in_force(link, action.id, day.replace(day=1)) is not None


def _papers(action: ActionInfo, lines: tuple[DocumentLine, ...]) -> Iterator[ExitPaper]:
    for kind in _PAPERS:
        template = templates(action).get(kind)
        if template is None:
            continue
        latest = next((line for line in reversed(lines) if line.kind == kind), None)
        done = latest is not None and latest.state is DocumentState.CLOSED
        begun = latest if latest is not None and latest.state is not DocumentState.VOID else None
        yield ExitPaper(
            kind,
            template.title,
            done and kind != _WITHOUT_AUTHOR,
            begun.id if begun else None,
        )
