"""Each table that tells of a person: by what it is hers, and what becomes of its columns.

What is not named here stays once she is erased: words of the profile, lengths, places. Tests hold
that neither a table nor a column is forgotten.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from coachdesk.domain.identity import ANONYMISED
from coachdesk.models import (
    Appointment,
    Attachment,
    AttachmentContent,
    Base,
    Delivery,
    DeliveryContent,
    DeliveryEvent,
    Diagnostic,
    Document,
    DocumentRevision,
    EngagementContract,
    Exit,
    FollowUp,
    FseAnswer,
    Handout,
    Immersion,
    ImmersionVisit,
    Measurement,
    Objective,
    Obstacle,
    OutreachContact,
    Participant,
    Pathway,
    Prescription,
    Prospecting,
    Receipt,
    Service,
    ServicePerson,
    Signature,
    SignatureRefusal,
    Step,
    ToDoMark,
)

SMALL_GROUP = 5
"""Below so many people, what they have in common tells who they are."""


@dataclass(frozen=True)
class OwnTable:
    """A table that tells of a person.

    Attributes:
        model: which.
        hangs_on: the columns by which a row is hers, each with the table it names; none for her
            own, and for what is hers only where nobody shares it (``own_rows.alone_in_services``).
        gone: its rows tell of nobody once she is erased: they are deleted.
        blank: what takes the place of a column.
        counted: the days by which a parcours is counted: moved alike (``domain.coarse_days``).
        days: those of which the month is kept.
        moments: the same of moments.
        rare: what is kept only where enough people share it; the first of each group says so.
        once_a_day: the day of which there is one row of a kind; it is among the ``days``.
    """

    model: type[Base]
    hangs_on: tuple[tuple[str, type[Base]], ...] = ()
    gone: bool = False
    blank: Mapping[str, Any] = field(default_factory=dict)
    counted: tuple[str, ...] = ()
    days: tuple[str, ...] = ()
    moments: tuple[str, ...] = ()
    rare: tuple[tuple[str, ...], ...] = ()
    once_a_day: str = ""


_DOSSIER = (("prescription_id", Prescription),)
_PATHWAY = (("pathway_id", Pathway),)
_PAPER = (("document_id", Document),)
_DELIVERY = (("delivery_id", Delivery),)
OWN_TABLES: tuple[OwnTable, ...] = (
    OwnTable(
        Participant,
        blank={
            "last_name": ANONYMISED, "first_name": "", "phone": None, "email": None,
            "beneficiary_number": None, "paper_since": None,
        },
        counted=("birth_date",),
        rare=(("commune", "postcode"),),
    ),
    OwnTable(
        Prescription,
        (("participant_id", Participant),),
        blank={"decision_reason": None},
        days=("received_on", "decided_on", "first_appointment_on"),
        rare=(("case_manager",),),
    ),
    OwnTable(
        Pathway,
        (("participant_id", Participant),),
        counted=("entered_on", "planned_end_on"),
        rare=(
            ("status",), ("training_level",), ("household",), ("main_obstacle",), ("employment",),
        ),
    ),
    OwnTable(
        Diagnostic,
        _DOSSIER,
        blank={"mobility": None, "expectations": None, "skills": None},
        days=("made_on",),
    ),
    OwnTable(FseAnswer, _DOSSIER, days=("answered_on",)),
    OwnTable(Obstacle, _DOSSIER, days=("assessed_on",), once_a_day="assessed_on"),
    OwnTable(Measurement, _DOSSIER, days=("taken_on",), once_a_day="taken_on"),
    OwnTable(Objective, _DOSSIER, blank={"text": ""}, days=("set_on", "closed_on")),
    OwnTable(
        Handout, _DOSSIER, blank={"title": "", "result": None}, days=("given_on", "studied_on")
    ),
    OwnTable(ToDoMark, _DOSSIER, gone=True),
    OwnTable(ServicePerson, _DOSSIER),
    OwnTable(Service, blank={"note": None}, days=("done_on",)),
    OwnTable(
        OutreachContact,
        _DOSSIER,
        blank={
            "last_name": "", "first_name": "", "phone": None, "commune": None, "note": None,
            "call_back_on": None,
        },
        days=("called_on",),
    ),
    OwnTable(Prospecting, _DOSSIER, blank={"prescription_id": None, "note": None}),
    OwnTable(
        EngagementContract,
        _PATHWAY,
        blank={
            "person_commitments": None, "organisation_commitments": None, "action_plan": None,
        },
        days=("prepared_on", "starts_on", "ends_on", "signed_on"),
    ),
    OwnTable(
        Exit,
        _PATHWAY,
        blank={"employer": None, "dry_reason": None, "note": None},
        counted=("left_on", "job_starts_on", "job_ends_on"),
    ),
    OwnTable(
        FollowUp,
        _PATHWAY,
        blank={"employer": None, "note": None, "again_on": None},
        days=("done_on",),
    ),
    OwnTable(
        Immersion,
        _PATHWAY,
        blank={
            "schedule": None, "place": None, "tutor": None, "renewal_reason": None,
            "cause_note": None,
        },
        counted=("starts_on", "ends_on", "ended_on"),
        rare=(("trade", "rome"),),
    ),
    OwnTable(
        ImmersionVisit,
        (("immersion_id", Immersion),),
        blank={"met": None, "note": None},
        days=("done_on",),
    ),
    OwnTable(
        Appointment,
        (*_PATHWAY, *_DOSSIER),
        blank={
            "planned_start_minute": None, "planned_end_minute": None, "contact_attempts": None,
            "note": None, "attested_seq": None,
        },
        days=("held_on",),
    ),
    OwnTable(Step, _DOSSIER, blank={"note": None}, days=("done_on",)),
    OwnTable(Attachment, _DOSSIER, gone=True),
    OwnTable(AttachmentContent, (("id", Attachment),), gone=True),
    OwnTable(
        Document,
        _DOSSIER,
        blank={
            "answers": "{}", "void_reason": None, "copy": None, "copy_on": None,
            "attachment_id": None,
        },
        days=("made_on", "paper_signed_on"),
    ),
    OwnTable(DocumentRevision, _PAPER, gone=True),
    OwnTable(
        Signature,
        (("appointment_id", Appointment), ("countersigned_id", Appointment), *_PAPER),
        gone=True,
    ),
    OwnTable(SignatureRefusal, (("appointment_id", Appointment), *_PAPER), gone=True),
    OwnTable(
        Delivery,
        _PAPER,
        blank={
            "addressee": ANONYMISED, "address": None, "subject": ANONYMISED,
            "filename": "papier.pdf", "trouble": None, "sha256": "0" * 64, "size": 0,
        },
        moments=("queued_at", "handed_at", "confirmed_at", "next_try"),
    ),
    OwnTable(DeliveryContent, (("id", Delivery),), gone=True),
    OwnTable(DeliveryEvent, _DELIVERY, blank={"words": None}, moments=("at",)),
    OwnTable(
        Receipt,
        _DELIVERY,
        blank={"author": "", "data": None},
        moments=("received_at", "said_at"),
    ),
)  # fmt: skip
"""A table comes after those that it hangs on."""
