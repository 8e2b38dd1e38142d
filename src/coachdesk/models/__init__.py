"""The tables (SQLAlchemy 2, Mapped[]) and their migrations; no Qt model lives here."""

from coachdesk.models.base import Base
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

__all__ = [
    "Action",
    "Appointment",
    "Base",
    "Closing",
    "Coach",
    "Company",
    "Device",
    "EngagementContract",
    "Exit",
    "Immersion",
    "JournalEntry",
    "JournalPayload",
    "Package",
    "Participant",
    "Pathway",
    "Place",
    "Prescription",
    "Secret",
    "Signature",
]
