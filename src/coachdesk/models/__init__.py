"""The tables (SQLAlchemy 2, Mapped[]) and their migrations; no Qt model lives here."""

from sqlalchemy.orm import configure_mappers

from coachdesk.models.base import Base
from coachdesk.models.comfort import Draft, LearnedWord, Setting
from coachdesk.models.meetings import Appointment, Company, Immersion, Place
from coachdesk.models.papers import (
    Document,
    DocumentRevision,
    SatisfactionAnswer,
    Signature,
    SignatureRefusal,
    Workshop,
)
from coachdesk.models.people import (
    Action,
    Coach,
    Device,
    EngagementContract,
    Exit,
    Participant,
    Pathway,
    Prescription,
)
from coachdesk.models.proof import Closing, JournalEntry, JournalPayload, Package, Secret
from coachdesk.models.support import (
    Attachment,
    AttachmentContent,
    Diagnostic,
    FseAnswer,
    Handout,
    Objective,
    Obstacle,
    Step,
    ToDoMark,
)

__all__ = [
    "Action",
    "Appointment",
    "Attachment",
    "AttachmentContent",
    "Base",
    "Closing",
    "Coach",
    "Company",
    "Device",
    "Diagnostic",
    "Document",
    "DocumentRevision",
    "Draft",
    "EngagementContract",
    "Exit",
    "FseAnswer",
    "Handout",
    "Immersion",
    "JournalEntry",
    "JournalPayload",
    "LearnedWord",
    "Objective",
    "Obstacle",
    "Package",
    "Participant",
    "Pathway",
    "Place",
    "Prescription",
    "SatisfactionAnswer",
    "Secret",
    "Setting",
    "Signature",
    "SignatureRefusal",
    "Step",
    "ToDoMark",
    "Workshop",
]

# Otherwise done by the first query: the window loads the models while the passphrase is typed.
configure_mappers()
