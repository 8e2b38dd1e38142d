"""What the FSE+ knows of the people of an operation: dossiers, answers, proofs, expenses.

One SELECT gives every dossier that someone present in a period had in the action: the record of a
person is made of all of hers (``domain.fse_record``), and each indicator is a rule on a record.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Label, ScalarSelect, Select, func, select

from coachdesk.domain.attendance import REMOTE, Presence
from coachdesk.domain.periods import Period
from coachdesk.models import (
    Appointment,
    Attachment,
    Diagnostic,
    Document,
    EngagementContract,
    Exit,
    FseAnswer,
    Participant,
    Pathway,
    Prescription,
    Service,
)
from coachdesk.queries.answers import answered
from coachdesk.queries.documents import is_signed
from coachdesk.queries.listing import Listing, records
from coachdesk.queries.pathways import active_between
from coachdesk.queries.stints import in_action

_ANSWER, _PART = ",", "="
"""Between the answers of a dossier, and between the parts of one: no key holds either."""


@dataclass(frozen=True, slots=True)
class DossierRow:
    """A dossier of someone, with what it tells the FSE+; no entry, no pathway."""

    participant_id: UUID
    prescription_id: UUID
    number: str
    last_name: str
    first_name: str
    gender: str
    birth_date: date
    postcode: str | None
    commune: str | None
    phone: str | None
    email: str | None
    entered_on: date | None
    left_on: date | None
    exit_kind: str | None
    employment: str | None
    training_level: str | None
    cut_over: bool | None
    told: str | None
    """The answers, as ``answers_of`` tells them apart."""


@dataclass(frozen=True, slots=True)
class ProofRow:
    """What a dossier holds of the proofs that the FSE+ asks for."""

    prescription_id: UUID
    papers: str | None
    """The kinds of its signed papers."""
    pieces: str | None
    """The kinds of its pieces."""
    contract: bool
    """A contract was signed."""
    presences: int
    """Presences face to face that are to be signed."""
    unsigned: int
    """Of these, those that wait for her signature."""


@dataclass(frozen=True, slots=True)
class ExpenseRow:
    """What the acts of one kind, whose unit is the euro, come to in a month."""

    month: str
    """« 2023-05 »."""
    kind: str
    number: int
    hundredths: int


def at_entry(name: str) -> ColumnElement[str]:
    """A fact as it was at entry; of a pathway that does not tell it, what the diagnostic says."""
    return func.coalesce(getattr(Pathway, name), getattr(Diagnostic, name))


def situation_at_entry(
    connection: Connection, prescription_id: UUID
) -> tuple[str | None, str | None]:
    """Her situation as to employment and her training level, as a dossier tells them."""
    found = connection.execute(
        select(at_entry("employment"), at_entry("training_level"))
        .select_from(Pathway)
        .outerjoin(Diagnostic, Diagnostic.prescription_id == Pathway.prescription_id)
        .where(Pathway.prescription_id == prescription_id)
    ).one_or_none()
    return (found[0], found[1]) if found is not None else (None, None)


def dossiers(action_id: UUID, period: Period) -> Listing:
    """Every dossier in the action of who was in it at least one day of ``period``, hers in order.

    One that opened no pathway still holds answers: what was said once is not asked again.
    """
    present = Prescription.participant_id.in_(_present(action_id, period))
    return _dossiers(action_id).where(present)


def dossiers_of(action_id: UUID, participant_id: UUID) -> Listing:
    """The same of one person, whenever she came."""
    return _dossiers(action_id).where(Prescription.participant_id == participant_id)


def _dossiers(action_id: UUID) -> Listing:
    every: Listing = select(
        Prescription.participant_id,
        Prescription.id.label("prescription_id"),
        Prescription.number,
        Participant.last_name,
        Participant.first_name,
        Participant.gender,
        Participant.birth_date,
        Participant.postcode,
        Participant.commune,
        Participant.phone,
        Participant.email,
        Pathway.entered_on,
        Exit.left_on,
        Exit.kind.label("exit_kind"),
        at_entry("employment").label("employment"),
        at_entry("training_level").label("training_level"),
        Pathway.cut_over,
        _told(),
    )
    return (
        _joined(every)
        .where(in_action(Prescription, action_id))
        .order_by(Prescription.participant_id, Prescription.received_on, Prescription.number)
    )


def proofs(action_id: UUID, period: Period) -> Listing:
    """The same dossiers, those that opened a pathway, with the proofs that each holds."""
    papers = (
        select(func.group_concat(Document.kind))
        .where(Document.prescription_id == Prescription.id, is_signed())
        .scalar_subquery()
    )
    pieces = (
        select(func.group_concat(Attachment.kind))
        .where(Attachment.prescription_id == Prescription.id)
        .scalar_subquery()
    )
    signed = select(EngagementContract.id).where(
        EngagementContract.pathway_id == Pathway.id, EngagementContract.signed_on.is_not(None)
    )
    every: Listing = select(
        Prescription.id.label("prescription_id"),
        papers.label("papers"),
        pieces.label("pieces"),
        signed.exists().label("contract"),
        _presences().label("presences"),
        _presences(~answered()).label("unsigned"),
    )
    return (
        every.select_from(Prescription)
        .join(Pathway, Pathway.prescription_id == Prescription.id)
        .where(Prescription.participant_id.in_(_present(action_id, period)))
        .where(in_action(Prescription, action_id))
    )


def expenses(action_id: UUID, period: Period, kinds: Collection[str]) -> Listing:
    """The acts of ``kinds`` done in ``period``, added up by month and kind."""
    month = func.strftime("%Y-%m", Service.done_on)
    added: Listing = select(
        month.label("month"),
        Service.kind,
        func.count().label("number"),
        func.coalesce(func.sum(Service.quantity), 0).label("hundredths"),
    )
    return (
        added.where(
            Service.action_id == action_id,
            Service.done_on.between(period.first, period.last),
            Service.kind.in_(kinds),
        )
        .group_by(month, Service.kind)
        .order_by(month, Service.kind)
    )


def dossier_rows(connection: Connection, listing: Listing) -> tuple[DossierRow, ...]:
    """The dossiers of ``dossiers`` or ``dossiers_of``."""
    return records(connection, DossierRow, listing)


def proof_rows(connection: Connection, action_id: UUID, period: Period) -> dict[UUID, ProofRow]:
    """What each dossier holds, by its id."""
    found = records(connection, ProofRow, proofs(action_id, period))
    return {row.prescription_id: row for row in found}


def expense_rows(
    connection: Connection, action_id: UUID, period: Period, kinds: Collection[str]
) -> tuple[ExpenseRow, ...]:
    """The expenses of the period, by month and kind."""
    return records(connection, ExpenseRow, expenses(action_id, period, kinds))


def answers_of(told: str | None) -> list[tuple[str, str, date]]:
    """The question, the answer and the day of each answer of a dossier."""
    parts = (each.split(_PART) for each in told.split(_ANSWER)) if told else ()
    return [(question, answer, date.fromisoformat(day)) for question, answer, day in parts]


def _joined(listing: Listing) -> Listing:
    return (
        listing.select_from(Prescription)
        .join(Participant, Participant.id == Prescription.participant_id)
        .outerjoin(Pathway, Pathway.prescription_id == Prescription.id)
        .outerjoin(Exit, Exit.pathway_id == Pathway.id)
        .outerjoin(Diagnostic, Diagnostic.prescription_id == Prescription.id)
    )


def _present(action_id: UUID, period: Period) -> Select[UUID]:
    """Who has a day of a pathway in the period."""
    present = (
        select(Pathway.participant_id)
        .outerjoin(Exit, Exit.pathway_id == Pathway.id)
        .where(Pathway.action_id == action_id, active_between(period.first, period.last))
    )
    return present.correlate(None)


def _told() -> Label[str]:
    """The answers of a dossier as one text: thousands of rows are read once."""
    each = FseAnswer.question + _PART + FseAnswer.answer + _PART + func.date(FseAnswer.answered_on)
    return (
        select(func.group_concat(each, _ANSWER))
        .where(FseAnswer.prescription_id == Prescription.id)
        .scalar_subquery()
        .label("told")
    )


def _presences(*more: ColumnElement[bool]) -> ScalarSelect[int]:
    return (
        select(func.count())
        .where(
            Appointment.pathway_id == Pathway.id,
            Appointment.presence == Presence.ATTENDED,
            Appointment.mode.not_in(REMOTE),
            Appointment.cut_over.is_(False),
            *more,
        )
        .scalar_subquery()
    )
