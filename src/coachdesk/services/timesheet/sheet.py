"""The feuille de temps as a paper: made once for a month, signed, told when the month changes."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Connection

from coachdesk.core.clock import today
from coachdesk.core.errors import UserError
from coachdesk.core.ids import new_id
from coachdesk.domain.papers import DocumentState
from coachdesk.models import TimeSheet
from coachdesk.queries.documents import document_row
from coachdesk.queries.timesheet import TIME_SHEET, SheetRow, sheet_of
from coachdesk.services.agenda.worked_days import WorkedMonth
from coachdesk.services.agenda.worked_month import worked_month
from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.document_words import state_words
from coachdesk.services.documents.drafting import give_up, open_document, renew
from coachdesk.services.papers.facts.time_sheet import facts_digest, time_sheet_facts

_CHANGED = "le mois a changé depuis"


@dataclass(frozen=True)
class MonthSheet:
    """A month as its page shows it.

    Attributes:
        paper: None while there is none.
        words: where that paper stands, as lists of documents say it.
        signed: everyone signed it, on the screen or by hand.
        stale: what was signed no longer matches.
    """

    month: WorkedMonth
    paper: SheetRow | None
    words: str
    signed: bool
    stale: bool

    @property
    def begun(self) -> bool:
        """Whether someone answered, and someone else has not."""
        return self.paper is not None and self.paper.state is DocumentState.OPEN

    @property
    def answered(self) -> bool:
        """Whether everyone answered, by a signature or otherwise."""
        return self.paper is not None and self.paper.state is DocumentState.CLOSED


def month_sheet(link: Connection, action: ActionInfo, month: date, day: date) -> MonthSheet:
    """The month that begins on ``month``, as it stands on ``day``, with its paper."""
    paper = sheet_of(link, action.id, month)
    worked = worked_month(link, action, month, day)
    if paper is None or paper.document_id is None:
        return MonthSheet(worked, paper, "", signed=False, stale=False)
    kept = document_row(link, paper.document_id)
    closed = kept.state is DocumentState.CLOSED
    stale = False
    if paper.digest is not None and kept.state is not DocumentState.VOID:
        stale = paper.digest != facts_digest(time_sheet_facts(link, action, paper.id, day))
    signed = closed and (kept.all_signed or kept.paper_signed_on is not None)
    return MonthSheet(worked, paper, state_words(kept), signed, stale)


def open_sheet(desk: Desk, action: ActionInfo, month: date) -> UUID:
    """The paper of the month: the one there is, or a new version when the month has changed.

    One that someone has still to sign, and that no longer says what the month does, becomes void.

    Raises:
        UserError: nothing is counted, time is noted after today, or a road is not known.
    """
    day = today(desk.clock)
    view = desk.read(lambda link: month_sheet(link, action, month, day))
    paper = view.paper
    kept = paper.document_id if paper is not None else None
    if kept is not None and view.answered and not view.stale:
        return kept
    _refuse(view.month, day)
    if kept is not None and view.answered:
        return renew(desk, kept)
    if kept is not None and view.begun and view.stale:
        give_up(desk, kept, _CHANGED)
    return open_document(
        desk, action, TIME_SHEET, None, paper.id if paper else _begin(desk, action, month)
    )


def _begin(desk: Desk, action: ActionInfo, month: date) -> UUID:
    made = TimeSheet(id=new_id(), action_id=action.id, month=month)
    with desk.store.write() as uow:
        uow.session.add(made)
        uow.commit()
    return made.id


def _refuse(month: WorkedMonth, day: date) -> None:
    if not month.total:
        raise UserError(
            "Aucun temps n’est compté ce mois-ci.", "Notez les présences, ou un autre temps."
        )
    if any(each.total for each in month.days if each.day > day):
        raise UserError(
            "Du temps est noté après aujourd’hui.", "Signez cette feuille quand ce temps est passé."
        )
    if month.unknown:
        raise UserError(
            "Des distances ne sont pas connues.",
            "Écrivez les kilomètres demandés, ou ceux du jour.",
        )
