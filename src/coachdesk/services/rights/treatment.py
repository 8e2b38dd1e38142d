"""What becomes of each column that tells of a person, table by table.

What is not here stays: words of the profile, lengths, places. A test holds that no column is
forgotten.
"""

from collections.abc import Mapping
from typing import Any

from coachdesk.domain.identity import ANONYMISED
from coachdesk.models import (
    Appointment,
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
    Signature,
    SignatureRefusal,
    Step,
    ToDoMark,
)

SMALL_GROUP = 5
"""Below so many people, what they have in common tells who they are."""
GONE: tuple[type[Base], ...] = (
    Signature, SignatureRefusal, DocumentRevision, DeliveryContent, AttachmentContent, ToDoMark,
)  # fmt: skip
"""What tells of nobody once she is gone; with the attachments, after the papers that name them."""
BLANK: Mapping[type[Base], Mapping[str, Any]] = {
    Participant: {
        "last_name": ANONYMISED, "first_name": "", "phone": None, "email": None,
        "beneficiary_number": None, "paper_since": None,
    },
    Prescription: {"decision_reason": None},
    Diagnostic: {"mobility": None, "expectations": None, "skills": None},
    Objective: {"text": ""},
    Step: {"note": None},
    Handout: {"title": "", "result": None},
    EngagementContract: {
        "person_commitments": None, "organisation_commitments": None, "action_plan": None,
    },
    Exit: {"employer": None, "dry_reason": None, "note": None},
    FollowUp: {"employer": None, "note": None, "again_on": None},
    Immersion: {
        "schedule": None, "place": None, "tutor": None, "renewal_reason": None,
        "cause_note": None,
    },
    ImmersionVisit: {"met": None, "note": None},
    Appointment: {
        "planned_start_minute": None, "planned_end_minute": None, "contact_attempts": None,
        "note": None, "attested_seq": None,
    },
    Service: {"note": None},
    OutreachContact: {
        "last_name": "", "first_name": "", "phone": None, "commune": None, "note": None,
        "call_back_on": None,
    },
    Prospecting: {"prescription_id": None, "note": None},
    Document: {
        "answers": "{}", "void_reason": None, "copy": None, "copy_on": None,
        "attachment_id": None,
    },
    Delivery: {
        "addressee": ANONYMISED, "address": None, "subject": ANONYMISED, "filename": "papier.pdf",
        "trouble": None, "sha256": "0" * 64, "size": 0,
    },
    DeliveryEvent: {"words": None},
    Receipt: {"author": "", "data": None},
}  # fmt: skip
COUNTED: Mapping[type[Base], tuple[str, ...]] = {
    Participant: ("birth_date",),
    Pathway: ("entered_on", "planned_end_on"),
    Exit: ("left_on", "job_starts_on", "job_ends_on"),
    Immersion: ("starts_on", "ends_on", "ended_on"),
}
DAYS: Mapping[type[Base], tuple[str, ...]] = {
    Prescription: ("received_on", "decided_on", "first_appointment_on"),
    EngagementContract: ("prepared_on", "starts_on", "ends_on", "signed_on"),
    Diagnostic: ("made_on",),
    FseAnswer: ("answered_on",),
    Obstacle: ("assessed_on",),
    Measurement: ("taken_on",),
    Objective: ("set_on", "closed_on"),
    Step: ("done_on",),
    Handout: ("given_on", "studied_on"),
    FollowUp: ("done_on",),
    ImmersionVisit: ("done_on",),
    Appointment: ("held_on",),
    Service: ("done_on",),
    OutreachContact: ("called_on",),
    Document: ("made_on", "paper_signed_on"),
}
MOMENTS: Mapping[type[Base], tuple[str, ...]] = {
    Delivery: ("queued_at", "handed_at", "confirmed_at", "next_try"),
    DeliveryEvent: ("at",),
    Receipt: ("received_at", "said_at"),
}
RARE: Mapping[type[Base], tuple[tuple[str, ...], ...]] = {
    Participant: (("commune", "postcode"),),
    Prescription: (("case_manager",),),
    Pathway: (
        ("status",), ("training_level",), ("household",), ("main_obstacle",), ("employment",),
    ),
    Immersion: (("trade", "rome"),),
}  # fmt: skip
"""What is kept only where enough people share it: the first of each group says so."""
ONCE_A_DAY: tuple[tuple[type[Base], str], ...] = (
    (Obstacle, "assessed_on"), (Measurement, "taken_on"),
)  # fmt: skip
