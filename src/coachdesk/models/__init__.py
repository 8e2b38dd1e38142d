"""The tables (SQLAlchemy 2, Mapped[]) and their migrations; no Qt model lives here."""

from sqlalchemy.orm import configure_mappers

from coachdesk.models.base import Base
from coachdesk.models.comfort import Draft, LearnedWord, Setting
from coachdesk.models.companies import (
    Company,
    CompanyContact,
    CompanyTrade,
    Immersion,
    ImmersionVisit,
    Prospecting,
)
from coachdesk.models.directory import CaseManager, Partner, Recipient, RecipientSecret
from coachdesk.models.meetings import Appointment, DayOff, Place, PlaceOpening, Travel
from coachdesk.models.outbox import (
    Delivery,
    DeliveryContent,
    DeliveryEvent,
    Receipt,
    TimestampToken,
)
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
    FollowUp,
    Participant,
    Pathway,
    Prescription,
)
from coachdesk.models.proof import (
    Closing,
    Correction,
    JournalEntry,
    JournalPayload,
    Package,
    Secret,
)
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
from coachdesk.models.work import (
    Mileage,
    OutreachContact,
    OutreachEvent,
    Service,
    ServicePerson,
    TimeEntry,
    TimeSheet,
)

__all__ = [
    "Action",
    "Appointment",
    "Attachment",
    "AttachmentContent",
    "Base",
    "CaseManager",
    "Closing",
    "Coach",
    "Company",
    "CompanyContact",
    "CompanyTrade",
    "Correction",
    "DayOff",
    "Delivery",
    "DeliveryContent",
    "DeliveryEvent",
    "Device",
    "Diagnostic",
    "Document",
    "DocumentRevision",
    "Draft",
    "EngagementContract",
    "Exit",
    "FollowUp",
    "FseAnswer",
    "Handout",
    "Immersion",
    "ImmersionVisit",
    "JournalEntry",
    "JournalPayload",
    "LearnedWord",
    "Mileage",
    "Objective",
    "Obstacle",
    "OutreachContact",
    "OutreachEvent",
    "Package",
    "Participant",
    "Partner",
    "Pathway",
    "Place",
    "PlaceOpening",
    "Prescription",
    "Prospecting",
    "Receipt",
    "Recipient",
    "RecipientSecret",
    "SatisfactionAnswer",
    "Secret",
    "Service",
    "ServicePerson",
    "Setting",
    "Signature",
    "SignatureRefusal",
    "Step",
    "TimeEntry",
    "TimeSheet",
    "TimestampToken",
    "ToDoMark",
    "Travel",
    "Workshop",
]

# Otherwise done by the first query: the window loads the models while the passphrase is typed.
configure_mappers()
