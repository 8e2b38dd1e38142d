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
from coachdesk.queries.timesheet import TIME_SHEET, SheetRow, sheet_of
from coachdesk.services.agenda.worked_days import WorkedMonth
from coachdesk.services.agenda.worked_month import worked_month
from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.documents.drafting import open_document, renew
from coachdesk.services.papers.facts.time_sheet import facts_digest, time_sheet_facts


@dataclass(frozen=True)
class MonthSheet:
    """A month as its page shows it.

    Attributes:
        paper: None while there is none.
        stale: what was signed no longer matches.
    """

    month: WorkedMonth
    paper: SheetRow | None
    stale: bool

    @property
    def signed(self) -> bool:
        """Whether everyone answered."""
        return self.paper is not None and self.paper.state is DocumentState.CLOSED


def month_sheet(link: Connection, action: ActionInfo, month: date, day: date) -> MonthSheet:
    """The month that begins on ``month``, as it stands on ``day``, with its paper."""
    paper = sheet_of(link, action.id, month)
    stale = False
    if paper is not None and paper.digest is not None:
        now = facts_digest(time_sheet_facts(link, action, paper.id, day))
        stale = paper.digest != now
    return MonthSheet(worked_month(link, action, month, day), paper, stale)


def open_sheet(desk: Desk, action: ActionInfo, month: date) -> UUID:
    """The paper of the month: the one there is, or a new version when the month has changed.

    Raises:
        UserError: nothing is counted, time is noted after today, or a road is not known.
    """
    day = today(desk.clock)
    view = desk.read(lambda link: month_sheet(link, action, month, day))
    paper = view.paper
    if view.signed and not view.stale and paper is not None and paper.document_id is not None:
        return paper.document_id
    _refuse(view.month, day)
    if view.signed and paper is not None and paper.document_id is not None:
        return renew(desk, paper.document_id)
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
