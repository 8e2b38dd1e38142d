"""Référents RSA, partners and recipients: the carnet of the coach, and the names written."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, func, select

from coachdesk.models import CaseManager, Partner, Prescription, Recipient, RecipientSecret
from coachdesk.queries.listing import Listing, alphabetical, records


@dataclass(frozen=True, slots=True)
class CaseManagerRow:
    """A référent RSA of the carnet."""

    id: UUID
    name: str
    organisation: str | None
    phone: str | None
    email: str | None
    dossiers: int
    """How many prescriptions name him so."""
    certificate: str | None = None
    clear_allowed: bool = False

    @property
    def reach(self) -> str:
        """« 03 22 00 00 00, m.petit@exemple.fr »; empty when nothing is known."""
        return ", ".join(part for part in (self.phone, self.email) if part)


@dataclass(frozen=True, slots=True)
class WrittenName:
    """A référent RSA as prescriptions write him."""

    name: str
    dossiers: int
    known: bool
    """He is in the carnet under that very name."""


@dataclass(frozen=True, slots=True)
class PartnerRow:
    """A partner of the carnet."""

    id: UUID
    name: str
    kind: str | None
    contact: str | None
    phone: str | None
    email: str | None
    address: str | None
    note: str | None

    @property
    def line(self) -> str:
        """« Mission locale, Mme Roy, 03 22 00 00 00 », as it is put in a text."""
        told = (self.name, self.contact, self.phone, self.email)
        return ", ".join(part for part in told if part)


@dataclass(frozen=True, slots=True)
class RecipientRow:
    """A recipient of an action."""

    id: UUID
    name: str
    address: str | None
    email: str | None
    takes_months: bool
    takes_notices: bool
    takes_returns: bool
    takes_reviews: bool
    takes_copies: bool
    takes_backups: bool
    channel: str | None
    host_key: str | None
    authority: str | None
    certificate: str | None
    clear_allowed: bool
    has_secret: bool


_NAMED = (
    select(Prescription.case_manager.label("name"), func.count().label("dossiers"))
    .where(Prescription.case_manager.is_not(None))
    .group_by(Prescription.case_manager)
)


def case_manager_rows(connection: Connection) -> tuple[CaseManagerRow, ...]:
    """The référents RSA of the carnet, by name."""
    named = _NAMED.subquery()
    found: Listing = select(
        CaseManager.id,
        CaseManager.name,
        CaseManager.organisation,
        CaseManager.phone,
        CaseManager.email,
        func.coalesce(named.c.dossiers, 0).label("dossiers"),
        CaseManager.certificate,
        CaseManager.clear_allowed,
    ).outerjoin(named, named.c.name == CaseManager.name)
    return alphabetical(records(connection, CaseManagerRow, found))


def names_written(connection: Connection) -> tuple[WrittenName, ...]:
    """Every référent RSA that a prescription names, by name."""
    named = _NAMED.subquery()
    found: Listing = (
        select(
            named.c.name, named.c.dossiers, CaseManager.id.is_not(None).label("known")
        )
        .outerjoin(CaseManager, CaseManager.name == named.c.name)
    )  # fmt: skip
    return alphabetical(records(connection, WrittenName, found))


def partner_rows(connection: Connection) -> tuple[PartnerRow, ...]:
    """The partners of the carnet, by name."""
    found: Listing = select(
        Partner.id, Partner.name, Partner.kind, Partner.contact, Partner.phone, Partner.email,
        Partner.address, Partner.note,
    )  # fmt: skip
    return alphabetical(records(connection, PartnerRow, found))


def recipient_rows(connection: Connection, action_id: UUID) -> tuple[RecipientRow, ...]:
    """Who receives papers of an action, by name."""
    found: Listing = (
        select(
            Recipient.id, Recipient.name, Recipient.address, Recipient.email,
            Recipient.takes_months, Recipient.takes_notices, Recipient.takes_returns,
            Recipient.takes_reviews, Recipient.takes_copies, Recipient.takes_backups,
            Recipient.channel, Recipient.host_key, Recipient.authority, Recipient.certificate,
            Recipient.clear_allowed, RecipientSecret.id.is_not(None).label("has_secret"),
        )
        .outerjoin(RecipientSecret, RecipientSecret.id == Recipient.id)
        .where(Recipient.action_id == action_id, Recipient.retired_on.is_(None))
    )  # fmt: skip
    return alphabetical(records(connection, RecipientRow, found))


def case_managers(connection: Connection, action_id: UUID) -> tuple[str, ...]:
    """The référents RSA known, by name: those of the carnet, and those written in the action."""
    written = select(Prescription.case_manager).where(
        Prescription.action_id == action_id, Prescription.case_manager.is_not(None)
    )
    names = connection.execute(select(CaseManager.name).union(written)).scalars()
    return alphabetical(names, str)
