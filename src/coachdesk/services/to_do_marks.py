"""The coach's answers to what is to be done: later, obtained otherwise, never for this person."""

from datetime import date
from uuid import UUID

from sqlalchemy import select

from coachdesk.core.clock import today
from coachdesk.core.errors import UserError
from coachdesk.core.ids import new_id
from coachdesk.models import ToDoMark
from coachdesk.services.acts import act
from coachdesk.services.desk import Desk
from coachdesk.services.rows import row
from coachdesk.services.to_do_rules import ToDo


def postpone(desk: Desk, thing: ToDo, until: date) -> None:
    """Not before ``until``.

    Raises:
        UserError: that day is not to come.
    """
    if until <= today(desk.clock):
        raise UserError("Ce jour est déjà là.", "Choisissez un jour à venir.")
    _mark(desk, thing, f"report pour {_who(thing)}", thing.subject, until, None)


def obtained_otherwise(desk: Desk, thing: ToDo, reason: str) -> None:
    """Settled in another way, which is told.

    Raises:
        UserError: no reason is given.
    """
    told = " ".join(reason.split())
    if not told:
        raise UserError("Le motif manque.", "Dites comment cela a été obtenu.")
    _mark(desk, thing, f"obtenu autrement pour {_who(thing)}", thing.subject, None, told)


def silence(desk: Desk, thing: ToDo) -> None:
    """Not for this person any more: the whole rule."""
    _mark(desk, thing, f"silence pour {_who(thing)}", "", None, None)


def lift(desk: Desk, mark_id: UUID) -> None:
    """Take an answer back."""
    with act(desk, "remise de ce qui était masqué") as uow:
        uow.session.delete(row(uow.session, ToDoMark, mark_id))
        uow.commit()


def _who(thing: ToDo) -> str:
    return f"{thing.who or 'l’action'}, {thing.sentence}"


def _mark(
    desk: Desk, thing: ToDo, words: str, subject: str, until: date | None, reason: str | None
) -> None:
    with act(desk, words) as uow:
        session = uow.session
        mark = session.scalar(
            select(ToDoMark).where(
                ToDoMark.rule == thing.rule,
                ToDoMark.prescription_id.is_not_distinct_from(thing.prescription_id),
                ToDoMark.subject == subject,
            )
        )
        if mark is None:
            mark = ToDoMark(
                id=new_id(),
                rule=thing.rule,
                prescription_id=thing.prescription_id,
                subject=subject,
                made_at=uow.now,
            )
            session.add(mark)
        mark.postponed_to, mark.reason = until, reason
        uow.commit()
