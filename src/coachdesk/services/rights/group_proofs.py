"""The proofs of a whole group: envois of closed months, sheets of ateliers; they have a term too.

They are under one seal: no name can be taken out of them alone. Once the day until which proofs
are kept is past, the coach has them emptied: the row stays, with its SHA-256, so that the journal
and the envois made since, which name the one before, verify as they did.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Connection, Table, func, select, update

from coachdesk.core.french import month_name, of, quoted, short_date
from coachdesk.domain.deliveries import UNSENT
from coachdesk.domain.periods import month_of
from coachdesk.models import (
    Appointment,
    Closing,
    Correction,
    Delivery,
    DeliveryContent,
    Document,
    DocumentRevision,
    Exit,
    Package,
    Pathway,
    Workshop,
)
from coachdesk.queries.workshops import SHEET_KIND
from coachdesk.services.desk import Act, ActionInfo, Desk
from coachdesk.services.rights.archive import proofs_until
from coachdesk.services.rights.own_rows import Hers, table_of
from coachdesk.store import EMPTIED

FINAL = "ce qui est vidé à son terme ne revient pas"
_EMPTY = b""


class ProofKind(StrEnum):
    """What holds a group together."""

    PACKAGE = "package"
    SHEET = "sheet"


@dataclass(frozen=True, slots=True)
class GroupProof:
    """A proof of several people that is still whole.

    Attributes:
        id: of the envoi, or of the paper that is the sheet.
        subject_id: the atelier; None for an envoi.
        day: the last of the month, or that of the atelier.
        until: the last day on which it is kept.
        typed: the association typed that day.
        held: what has to be settled before it is emptied; empty when nothing does.
    """

    kind: ProofKind
    id: UUID
    subject_id: UUID | None
    name: str
    """« Envoi de mai 2023, version 2 », « Atelier « Rédiger son CV » du 12/05/2023 »."""
    day: date
    until: date
    typed: bool
    held: str = ""


def group_proofs(link: Connection, actions: Sequence[ActionInfo]) -> tuple[GroupProof, ...]:
    """All of the store, in the order in which their time is over."""
    known = {action.id: action for action in actions}
    found = [*_packages(link, known), *_sheets(link, known)]
    return tuple(sorted(found, key=lambda proof: (proof.until, proof.day, proof.name)))


def due_proofs(
    link: Connection, actions: Sequence[ActionInfo], day: date
) -> tuple[GroupProof, ...]:
    """Those whose time is over on ``day``, those that have to wait included."""
    return tuple(proof for proof in group_proofs(link, actions) if proof.until < day)


def proofs_holding(
    link: Connection, actions: Sequence[ActionInfo], mine: Hers
) -> tuple[GroupProof, ...]:
    """Those that hold a person: the months of her parcours, the ateliers that she was at."""
    met, pathway, left = table_of(Appointment), table_of(Pathway), table_of(Exit)
    ateliers = set(
        link.execute(
            select(met.c.workshop_id).where(
                met.c.id.in_(mine.of(Appointment)), met.c.workshop_id.is_not(None)
            )
        ).scalars()
    )
    stays = link.execute(
        select(pathway.c.action_id, pathway.c.entered_on, left.c.left_on)
        .outerjoin(left, left.c.pathway_id == pathway.c.id)
        .where(pathway.c.id.in_(mine.of(Pathway)))
    ).all()
    closing, package = table_of(Closing), table_of(Package)
    held = {
        key
        for stay in stays
        for key in link.execute(
            select(package.c.id)
            .join(closing, closing.c.id == package.c.closing_id)
            .where(
                closing.c.action_id == stay.action_id,
                closing.c.month.between(
                    stay.entered_on.replace(day=1), stay.left_on or stay.entered_on
                ),
            )
        ).scalars()
    }
    return tuple(
        proof
        for proof in group_proofs(link, actions)
        if proof.id in held or proof.subject_id in ateliers
    )


def empty_proofs(desk: Desk, proofs: Sequence[GroupProof]) -> int:
    """Empty those that nothing holds, in one transaction; gives how many.

    What is under way by now is left, whatever was true when they were listed.
    """
    wanted = {proof.id: proof for proof in proofs if not proof.held}
    if not wanted:
        return 0
    head = desk.store.head().seq
    with desk.store.erasing() as uow:
        link, done = uow.session.connection(), 0
        for proof in group_proofs(link, desk.actions):
            if proof.id not in wanted or proof.held or proof.until != wanted[proof.id].until:
                continue
            for table, key in _emptied(link, proof):
                link.execute(update(table).where(table.c.id == key).values(data=_EMPTY))
                uow.note(EMPTIED, table.name, key, {"until": proof.until.isoformat()})
            done += 1
    if done:
        desk.acts[:] = [Act("fin de conservation", head + 1, desk.store.head().seq, FINAL)]
    return done


def _emptied(link: Connection, proof: GroupProof) -> Iterator[tuple[Table, UUID]]:
    """The rows that hold its bytes: as it was made, and as it was wrapped for who received it."""
    delivery, content = table_of(Delivery), table_of(DeliveryContent)
    if proof.kind is ProofKind.PACKAGE:
        yield table_of(Package), proof.id
        sent = delivery.c.package_id == proof.id
    else:
        revision = table_of(DocumentRevision)
        for key in link.execute(
            select(revision.c.id).where(revision.c.document_id == proof.id)
        ).scalars().all():  # fmt: skip
            yield revision, key
        sent = delivery.c.document_id == proof.id
    for key in link.execute(
        select(content.c.id).join(delivery, delivery.c.id == content.c.id).where(sent)
    ).scalars().all():  # fmt: skip
        yield content, key


def _packages(link: Connection, actions: Mapping[UUID, ActionInfo]) -> Iterator[GroupProof]:
    package, closing = table_of(Package), table_of(Closing)
    waits = _unsent(link, Delivery.package_id)
    opened = set(
        link.execute(
            select(Correction.closing_id).where(Correction.closed_by_id.is_(None))
        ).scalars()
    )
    for row in link.execute(
        select(package.c.id, closing.c.action_id, closing.c.month, closing.c.revision,
               closing.c.id.label("closing_id"))
        .join(closing, closing.c.id == package.c.closing_id)
        .where(func.length(package.c.data) > 0, closing.c.action_id.in_(actions))
    ):  # fmt: skip
        version = f", version {row.revision}" if row.revision > 1 else ""
        day = month_of(row.month).last
        until, typed = proofs_until(link, actions[row.action_id], day)
        held = "cet envoi n’est pas encore parti" if row.id in waits else ""
        if row.closing_id in opened:
            held = "ce mois est ouvert pour une rectification"
        yield GroupProof(
            ProofKind.PACKAGE, row.id, None, f"Envoi {of(month_name(row.month))}{version}",
            day, until, typed, held,
        )  # fmt: skip


def _sheets(link: Connection, actions: Mapping[UUID, ActionInfo]) -> Iterator[GroupProof]:
    paper, revision, atelier = table_of(Document), table_of(DocumentRevision), table_of(Workshop)
    waits = _unsent(link, Delivery.document_id)
    whole = select(revision.c.id).where(
        revision.c.document_id == paper.c.id, func.length(revision.c.data) > 0
    )
    for row in link.execute(
        select(paper.c.id, paper.c.action_id, atelier.c.id.label("atelier"), atelier.c.title,
               atelier.c.held_on)
        .join(atelier, atelier.c.id == paper.c.subject_id)
        .where(paper.c.kind == SHEET_KIND, paper.c.action_id.in_(actions), whole.exists())
    ):  # fmt: skip
        until, typed = proofs_until(link, actions[row.action_id], row.held_on)
        yield GroupProof(
            ProofKind.SHEET, row.id, row.atelier,
            f"Feuille de l’atelier {quoted(row.title)} du {short_date(row.held_on)}",
            row.held_on, until, typed,
            "cette feuille n’est pas encore partie" if row.id in waits else "",
        )  # fmt: skip


def _unsent(link: Connection, column: object) -> set[UUID]:
    """Of what a delivery still waits."""
    found = link.execute(select(column).where(Delivery.state.in_(UNSENT)))  # type: ignore[call-overload]  # a mapped column
    return {key for (key,) in found if key is not None}
