"""The tables (SQLAlchemy 2, Mapped[]) and their migrations; no Qt model lives here."""

from sqlalchemy.orm import configure_mappers

from coachdesk.models.base import Base
from coachdesk.models.comfort import Draft, LearnedWord, Setting
from coachdesk.models.meetings import Appointment, Company, Immersion, Place, Signature
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
    "Secret",
    "Setting",
    "Signature",
    "Step",
    "ToDoMark",
]

# Otherwise done by the first query: the window loads the models while the passphrase is typed.
configure_mappers()
