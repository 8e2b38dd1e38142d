"""What the coach and the person work on, as the card shows it: freins, objectives, démarches.

All of one dossier, read by its key; nothing here is long enough to be read in parts.
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Connection, bindparam, select

from coachdesk.domain.support import AidOutcome, Impact, ObjectiveState
from coachdesk.models import Attachment, Diagnostic, Handout, Measurement, Objective, Obstacle, Step
from coachdesk.queries.documents import DocumentLine, documents_of
from coachdesk.queries.listing import records
from coachdesk.queries.services import HERS, SERVICES_OF_ONE


@dataclass(frozen=True, slots=True)
class CardDiagnostic:
    """The situation as it was last said. Words are keys of the profile."""

    made_on: date
    status: str | None
    training_level: str | None
    household: str | None
    employment: str | None
    driving_licence: bool | None
    main_obstacle: str | None
    mobility: str | None
    expectations: str | None
    skills: str | None


@dataclass(frozen=True, slots=True)
class CardObstacle:
    """A frein as it was judged on one day."""

    kind: str
    impact: Impact
    assessed_on: date


@dataclass(frozen=True, slots=True)
class CardMeasure:
    """Where she stood on a scale of the profile on one day."""

    kind: str
    level: str
    taken_on: date


@dataclass(frozen=True, slots=True)
class CardObjective:
    """An objective, whatever became of it."""

    id: UUID
    text: str
    set_on: date
    state: ObjectiveState
    closed_on: date | None


@dataclass(frozen=True, slots=True)
class CardStep:
    """A démarche, done at a rendez-vous or besides."""

    id: UUID
    kind: str
    done_on: date
    note: str | None
    aid_outcome: AidOutcome | None
    minutes: int | None
    appointment_id: UUID | None


@dataclass(frozen=True, slots=True)
class CardService:
    """An act done for her, alone or among others."""

    id: UUID
    kind: str
    done_on: date
    quantity: int | None
    minutes: int | None
    place: str | None
    result: str | None
    note: str | None


@dataclass(frozen=True, slots=True)
class CardHandout:
    """A test métiers or a page of the booklet."""

    id: UUID
    kind: str
    title: str
    given_on: date
    studied_on: date | None
    result: str | None


@dataclass(frozen=True, slots=True)
class CardAttachment:
    """A pièce, without its bytes."""

    id: UUID
    kind: str
    name: str
    added_at: datetime


@dataclass(frozen=True, slots=True)
class CardWork:
    """All of it, each list in the order of its days."""

    diagnostic: CardDiagnostic | None
    obstacles: tuple[CardObstacle, ...]
    measures: tuple[CardMeasure, ...]
    objectives: tuple[CardObjective, ...]
    steps: tuple[CardStep, ...]
    services: tuple[CardService, ...]
    handouts: tuple[CardHandout, ...]
    attachments: tuple[CardAttachment, ...]
    documents: tuple[DocumentLine, ...]


_DOSSIER = "dossier"
_DIAGNOSTIC = select(
    Diagnostic.made_on,
    Diagnostic.status,
    Diagnostic.training_level,
    Diagnostic.household,
    Diagnostic.employment,
    Diagnostic.driving_licence,
    Diagnostic.main_obstacle,
    Diagnostic.mobility,
    Diagnostic.expectations,
    Diagnostic.skills,
).where(Diagnostic.prescription_id == bindparam(_DOSSIER))
_OBSTACLES = (
    select(Obstacle.kind, Obstacle.impact, Obstacle.assessed_on)
    .where(Obstacle.prescription_id == bindparam(_DOSSIER))
    .order_by(Obstacle.assessed_on, Obstacle.id)
)
_MEASURES = (
    select(Measurement.kind, Measurement.level, Measurement.taken_on)
    .where(Measurement.prescription_id == bindparam(_DOSSIER))
    .order_by(Measurement.taken_on)
)
_OBJECTIVES = (
    select(Objective.id, Objective.text, Objective.set_on, Objective.state, Objective.closed_on)
    .where(Objective.prescription_id == bindparam(_DOSSIER))
    .order_by(Objective.set_on, Objective.id)
)
_STEPS = (
    select(
        Step.id,
        Step.kind,
        Step.done_on,
        Step.note,
        Step.aid_outcome,
        Step.minutes,
        Step.appointment_id,
    )
    .where(Step.prescription_id == bindparam(_DOSSIER))
    .order_by(Step.done_on, Step.id)
)
_HANDOUTS = (
    select(
        Handout.id,
        Handout.kind,
        Handout.title,
        Handout.given_on,
        Handout.studied_on,
        Handout.result,
    )
    .where(Handout.prescription_id == bindparam(_DOSSIER))
    .order_by(Handout.given_on, Handout.id)
)
_ATTACHMENTS = (
    select(Attachment.id, Attachment.kind, Attachment.name, Attachment.added_at)
    .where(Attachment.prescription_id == bindparam(_DOSSIER))
    .order_by(Attachment.added_at)
)
"""The SELECTs are made once: the card opens in less time than it takes to write them anew."""


def measures_of(connection: Connection, prescription_id: UUID) -> tuple[CardMeasure, ...]:
    """The levels taken in a dossier, in the order of their days."""
    return records(connection, CardMeasure, _MEASURES, {_DOSSIER: prescription_id})


def card_work(connection: Connection, prescription_id: UUID) -> CardWork:
    """What is worked on in a dossier."""
    hers = {_DOSSIER: prescription_id}
    made = records(connection, CardDiagnostic, _DIAGNOSTIC, hers)
    return CardWork(
        made[0] if made else None,
        records(connection, CardObstacle, _OBSTACLES, hers),
        measures_of(connection, prescription_id),
        records(connection, CardObjective, _OBJECTIVES, hers),
        records(connection, CardStep, _STEPS, hers),
        records(connection, CardService, SERVICES_OF_ONE, {HERS: prescription_id}),
        records(connection, CardHandout, _HANDOUTS, hers),
        records(connection, CardAttachment, _ATTACHMENTS, hers),
        documents_of(connection, prescription_id),
    )
