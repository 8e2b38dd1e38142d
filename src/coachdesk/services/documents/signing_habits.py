"""What is known of how people sign: who prefers paper, by what name each company signs."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, select

from coachdesk.core.clock import today
from coachdesk.core.french import of
from coachdesk.domain.papers import Role
from coachdesk.models import Company, Immersion, Participant, Prescription
from coachdesk.services.acts import act
from coachdesk.services.desk import Desk
from coachdesk.services.documents.drafting import DocumentView
from coachdesk.services.preferences import keep_preference, preference
from coachdesk.services.rows import name_of, row


@dataclass(frozen=True)
class SigningHabits:
    """How a paper is likely to be signed.

    Attributes:
        names: by what name those whom the store does not know signed the last time.
        on_paper: the person prefers to sign on paper.
    """

    names: Mapping[Role, str]
    on_paper: bool


def signing_habits(connection: Connection, view: DocumentView) -> SigningHabits:
    """The habits that matter for ``view``."""
    names = {}
    for signer in view.signers:
        kept = preference(connection, _key(connection, view, signer.role))
        if isinstance(kept, str):
            names[signer.role] = kept
        elif signer.role is Role.HOST and (contact := _contact(connection, view)):
            names[signer.role] = contact
    since = (
        connection.execute(
            select(Participant.paper_since)
            .join(Prescription, Prescription.participant_id == Participant.id)
            .where(Prescription.id == view.prescription_id)
        ).scalar()
        if view.prescription_id is not None
        else None
    )
    return SigningHabits(names, since is not None)


def keep_signer_name(desk: Desk, view: DocumentView, role: Role, name: str) -> None:
    """Propose ``name`` the next time that someone signs in that quality."""
    with desk.store.read() as link:
        key = _key(link, view, role)
        known = preference(link, key)
    if name and known != name:
        keep_preference(desk, key, name)


def prefer_paper(desk: Desk, prescription_id: UUID, *, paper: bool) -> None:
    """Note that the person prefers to sign on paper, or that the screen suits her again."""
    told: list[str] = []
    with act(desk, lambda: f"façon de signer {of(told[0])}") as uow:
        dossier = row(uow.session, Prescription, prescription_id)
        told.append(name_of(uow.session, dossier))
        person = row(uow.session, Participant, dossier.participant_id)
        person.paper_since = today(desk.clock) if paper else None
        uow.commit()


def _contact(connection: Connection, view: DocumentView) -> str | None:
    """Who receives in the company: the first time, she or he is the one who signs."""
    return connection.execute(
        select(Company.contact)
        .join(Immersion, Immersion.company_id == Company.id)
        .where(Immersion.id == view.subject_id)
    ).scalar()


def _key(connection: Connection, view: DocumentView, role: Role) -> str:
    """A host signs for his company; the others for the whole action."""
    if role is Role.HOST and view.subject_id is not None:
        company = connection.execute(
            select(Immersion.company_id).where(Immersion.id == view.subject_id)
        ).scalar()
        if company is not None:
            return f"signer:{role}:{company}"
    return f"signer:{role}"
