"""The relecture of a month: what a controller of the FSE+ or the Département would ask about.

It blocks nothing. What the coach looked at is marked « vérifié » with her reason and leaves the
list; when one of the facts changes, the remark is another one and comes back.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Connection, select

from coachdesk.core.errors import UserError
from coachdesk.core.ids import new_id
from coachdesk.domain.periods import month_of, months_later
from coachdesk.domain.profile import ActionProfile
from coachdesk.models import ToDoMark
from coachdesk.queries import audit as queries
from coachdesk.services import audit_presences as presences
from coachdesk.services import audit_signatures as drawn
from coachdesk.services import audit_titles as titles
from coachdesk.services.acts import act
from coachdesk.services.audit_remarks import KINDS, Remark
from coachdesk.services.desk import Desk
from coachdesk.services.profile_versions import profile_of
from coachdesk.services.rows import row

_MARK = "relecture."
"""How the marks of remarks begin among those of things to do."""
_MEMORY_MONTHS = 12
"""How many months of envois are looked at for their title."""


@dataclass(frozen=True, slots=True)
class Verified:
    """A remark that the coach looked at."""

    remark: Remark
    mark_id: UUID
    reason: str


@dataclass(frozen=True, slots=True)
class Audit:
    """The relecture of one month."""

    month: date
    """Its first day."""
    remarks: tuple[Remark, ...]
    """By kind, the gravest first."""
    verified: tuple[Verified, ...]


def month_audit(
    connection: Connection, action_id: UUID, profile: ActionProfile, month: date
) -> Audit:
    """All that would be asked about the month that holds ``month``."""
    found = sorted(
        _remarks(connection, action_id, profile, month),
        key=lambda remark: list(KINDS).index(remark.kind),
    )
    marks = {(mark.rule, mark.subject): mark for mark in _marks(connection)}
    waiting, verified = [], []
    for remark in found:
        mark = marks.get((_MARK + remark.kind, remark.subject))
        if mark is None:
            waiting.append(remark)
        else:
            verified.append(Verified(remark, mark.id, mark.reason))
    return Audit(month.replace(day=1), tuple(waiting), tuple(verified))


def verify(desk: Desk, remark: Remark, reason: str) -> None:
    """Mark a remark as looked at.

    Raises:
        UserError: no reason is given.
    """
    told = " ".join(reason.split())
    if not told:
        raise UserError("Le motif manque.", "Dites ce que vous avez vérifié.")
    with act(desk, f"« {remark.sentence} » vérifié") as uow:
        rule = _MARK + remark.kind
        mark = uow.session.scalar(
            select(ToDoMark).where(ToDoMark.rule == rule, ToDoMark.subject == remark.subject)
        )
        if mark is None:
            mark = ToDoMark(
                id=new_id(),
                rule=rule,
                prescription_id=remark.target.prescription_id,
                subject=remark.subject,
                made_at=uow.now,
            )
            uow.session.add(mark)
        mark.reason = told
        uow.commit()


def look_again(desk: Desk, mark_id: UUID) -> None:
    """Take a mark back: the remark is in the list again."""
    with act(desk, "remarque de nouveau à vérifier") as uow:
        uow.session.delete(row(uow.session, ToDoMark, mark_id))
        uow.commit()


def _remarks(
    connection: Connection, action_id: UUID, profile: ActionProfile, month: date
) -> Iterator[Remark]:
    first, last = month_of(month).first, month_of(month).last
    everyone = queries.attended(connection, first, last)
    own = [row for row in everyone if row.action_id == action_id]
    stages = queries.immersions(connection, action_id, first, last)
    signatures = queries.signatures(connection, first, last)
    title = profile_of(connection, action_id, profile, month).profile.texts.operation
    sent = queries.packages(connection, action_id, months_later(first, -_MEMORY_MONTHS), first)
    rules: tuple[Iterable[Remark], ...] = (
        drawn.look_alikes(own, signatures),
        presences.person_twice(everyone, action_id),
        presences.two_pathways(queries.double_pathways(connection, action_id, first, last)),
        presences.coach_twice(everyone, action_id),
        presences.no_travel(everyone, action_id),
        presences.day_off(own),
        presences.meetings_in_immersion(own, stages),
        presences.immersion_hours(stages),
        titles.signed_titles(own, signatures, title),
        titles.package_titles(sent, title),
        drawn.unsigned(own),
        drawn.signed_together(own),
        drawn.signed_early(own),
        drawn.signed_late(own),
        presences.outside_pathway(own),
        presences.before_contract(own),
        presences.unusual_hours(own),
    )
    for rule in rules:
        yield from rule


@dataclass(frozen=True, slots=True)
class _Mark:
    id: UUID
    rule: str
    subject: str
    reason: str


def _marks(connection: Connection) -> Iterator[_Mark]:
    marks = select(ToDoMark.id, ToDoMark.rule, ToDoMark.subject, ToDoMark.reason).where(
        ToDoMark.rule.in_([_MARK + kind for kind in KINDS])
    )
    for found in connection.execute(marks):
        yield _Mark(found.id, found.rule, found.subject, found.reason or "")
