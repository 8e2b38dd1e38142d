"""Acts that can be undone: each is one transaction, undone by another, told by the journal."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from coachdesk.core.errors import UserError
from coachdesk.core.french import quoted
from coachdesk.models import Base, Closing, JournalEntry, JournalPayload
from coachdesk.services.desk import Act, Desk
from coachdesk.store import UnitOfWork
from coachdesk.store.row_changes import restored

_TABLES: dict[str, type[Base]] = {
    mapper.class_.__tablename__: mapper.class_ for mapper in Base.registry.mappers
}
_ROW_CHANGES = ("insert", "update", "delete")


@dataclass(frozen=True)
class Undone:
    """An act that was undone: its words, and the ids of what there is no more."""

    words: str
    gone: frozenset[UUID]


@contextmanager
def act(desk: Desk, words: str | Callable[[], str], *, final: str = "") -> Iterator[UnitOfWork]:
    """A unit of work that Ctrl+Z can undo, or that it names and says why not (``final``).

    Args:
        desk: the open desk.
        words: what is done, as « présence de Léa DURAND le 3 mai »; asked for after the commit
            when only the transaction knows the person.
        final: why it can't be undone, as « une signature ne s’efface pas »; empty when it can,
            unless what is done in the transaction says otherwise (``uow.final``).
    """
    with desk.store.write() as uow:
        before = uow.head.seq
        yield uow
    if uow.committed and uow.head.seq > before:
        said = words if isinstance(words, str) else words()
        desk.acts.append(Act(said, before + 1, uow.head.seq, final or uow.final))


def undo_act(desk: Desk) -> Undone:
    """Undo the last act; gives its words, and what there is no more.

    Raises:
        UserError: there is none, it is final, or what it changed was changed again.
    """
    if not desk.acts:
        raise UserError(
            "Il n’y a rien à annuler.", "Seuls les actes faits depuis l’ouverture s’annulent."
        )
    last = desk.acts[-1]
    if last.final:
        raise UserError(
            f"{quoted(last.words)} ne s’annule pas : {last.final}.",
            "Corrigez par un nouvel acte : il figurera à sa date.",
        )
    with desk.store.write() as uow:
        session, before = uow.session, uow.head.seq
        _refuse_overtaken(session, last)
        gone: set[UUID] = set()
        try:
            for entry, body in _changes(session, last):
                if entry.kind == "insert":
                    gone.add(entry.entity_id)
                _reverse(session, _TABLES[entry.entity], entry, json.loads(body or b"{}"))
            session.flush()
        except IntegrityError as error:
            raise _overtaken(last) from error
        # Neither what is undone nor the undoing stands in the way of undoing what came before.
        void = [[last.first_seq, last.last_seq], [before + 1, uow.head.seq]]
        uow.note("undo", "store", uow.store_id, {"void": void})
        uow.commit()
    desk.acts.pop()
    desk.forget()
    return Undone(last.words, frozenset(gone))


def _changes(session: Session, done: Act) -> list[tuple[JournalEntry, bytes | None]]:
    """The rows that the act changed, last change first."""
    found = session.execute(
        select(JournalEntry, JournalPayload.body)
        .join(JournalPayload, JournalPayload.seq == JournalEntry.seq)
        .where(
            JournalEntry.seq.between(done.first_seq, done.last_seq),
            JournalEntry.kind.in_(_ROW_CHANGES),
        )
        .order_by(JournalEntry.seq.desc())
    )
    return [(entry, body) for entry, body in found]


def _refuse_overtaken(session: Session, done: Act) -> None:
    """What was changed again since, or closed, is not brought back."""
    mine = select(JournalEntry.entity_id).where(
        JournalEntry.seq.between(done.first_seq, done.last_seq),
        JournalEntry.kind.in_(_ROW_CHANGES),
    )
    void = {
        number
        for body in session.scalars(
            select(JournalPayload.body)
            .join(JournalEntry, JournalEntry.seq == JournalPayload.seq)
            .where(JournalEntry.kind == "undo", JournalEntry.seq > done.last_seq)
        )
        for first, last in json.loads(body or b'{"void": []}')["void"]
        for number in range(first, last + 1)
    }
    later = session.execute(
        select(JournalEntry.seq).where(
            JournalEntry.seq > done.last_seq,
            JournalEntry.kind.in_(_ROW_CHANGES),
            JournalEntry.entity_id.in_(mine) | (JournalEntry.entity == Closing.__tablename__),
        )
    ).scalars()
    if any(number not in void for number in later):
        raise _overtaken(done)


def _reverse(
    session: Session, table: type[Base], entry: JournalEntry, told: dict[str, dict[str, object]]
) -> None:
    if entry.kind == "delete":
        session.add(table(**restored(table, told["old"])))  # type: ignore[arg-type]  # JSON values
        return
    row = session.get(table, entry.entity_id)
    if row is None:
        return
    if entry.kind == "insert":
        session.delete(row)
        session.flush()
        return
    for column, value in restored(table, told["old"]).items():  # type: ignore[arg-type]  # JSON values
        setattr(row, column, value)


def _overtaken(done: Act) -> UserError:
    return UserError(
        f"{quoted(done.words)} ne s’annule plus : ce qui a été noté a changé depuis.",
        "Corrigez directement la fiche.",
    )
