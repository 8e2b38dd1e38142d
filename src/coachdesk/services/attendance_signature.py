"""The person's signature of her presence: what the pad shows, the drawing committed as proof."""

import hashlib
import secrets
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from coachdesk.core.canonical import canonical_json
from coachdesk.core.clock import today
from coachdesk.core.errors import UserError
from coachdesk.core.french import NBSP, clock_time, hours, long_date
from coachdesk.core.ids import new_id
from coachdesk.domain.attendance import Presence
from coachdesk.domain.drawing import Drawing, fault
from coachdesk.domain.papers import Role, SigningOutcome
from coachdesk.models import Appointment, Participant, Place, Signature
from coachdesk.services.acts import act
from coachdesk.services.appointments import signature_of
from coachdesk.services.attendance import attest, refuse_unready
from coachdesk.services.desk import Desk
from coachdesk.services.evidence_facts import signing_clock, signing_device
from coachdesk.services.rows import dossier_of, row
from coachdesk.signing.device_signature import sign_bytes
from coachdesk.signing.evidence import Evidence, Input, Shown, Signer, capture
from coachdesk.signing.strokes import drawing_fingerprint
from coachdesk.store import DRAWING_KEY
from coachdesk.store.journal import entry_hash

DOCUMENT_KIND = "emargement"
SALT_BYTES = 16


@dataclass(frozen=True)
class SignatureRequest:
    """What the pad shows before the person draws: her data only, in plain French.

    Attributes:
        appointment_id: the rendez-vous.
        version: of the rendez-vous as it was shown; a later change voids the request.
        who: the person, as she is called.
        heading: what is signed, for which date and hours.
        text: the whole text to read, word for word as the evidence keeps it.
        needs_regularisation: the day has passed, so a reason must be given and will be visible.
    """

    appointment_id: UUID
    version: int
    who: str
    heading: str
    text: str
    needs_regularisation: bool


@dataclass(frozen=True)
class Capture:
    """How the drawing was made: with what, in how long, begun again how often."""

    input: Input
    duration_ms: int
    redo: int


@dataclass(frozen=True)
class Signed:
    """A signature committed in the journal."""

    entry_seq: int
    short_code: str
    """Eight characters of the record's hash, for the person's slip."""


def signature_request(desk: Desk, appointment_id: UUID) -> SignatureRequest:
    """What to show on the pad for a rendez-vous.

    Raises:
        UserError: it can't be signed: closed month, day to come, absence, signed already.
    """
    with desk.store.read() as connection, Session(connection) as session:
        return _request(session, desk, appointment_id)


def sign_attendance(
    desk: Desk,
    request: SignatureRequest,
    drawing: Drawing,
    captured: Capture,
    *,
    identity_check: str,
    regularisation: str | None = None,
) -> Signed:
    """Commit the person's drawing with its evidence, durably, before returning.

    A planned rendez-vous becomes attended by the same act.

    Args:
        desk: the open desk.
        request: what was shown on the pad.
        drawing: what she drew, afresh.
        captured: how it was drawn.
        identity_check: how she was recognised, e.g. « connue du coach ».
        regularisation: the reason, when the day has passed.

    Raises:
        UserError: no signature in the drawing, one used before, a rendez-vous changed since it was
            shown, a missing reason.
    """
    if (kind_refusal := fault(drawing)) is not None:
        raise UserError(kind_refusal)
    fingerprint = drawing_fingerprint(desk.store.secret(DRAWING_KEY), drawing)
    words = f"la signature de {request.who}"
    with act(desk, words, final="une signature ne s’efface pas") as uow:
        session = uow.session
        now = _request(session, desk, request.appointment_id)
        if now != request:
            raise UserError(
                "Le rendez-vous a changé depuis qu’il a été montré.",
                "Montrez-le de nouveau à la personne, puis faites-la signer.",
            )
        reason = " ".join((regularisation or "").split()) or None
        if request.needs_regularisation and reason is None:
            raise UserError(
                "Ce rendez-vous est passé : signer aujourd’hui est une régularisation.",
                "Indiquez-en le motif ; il figurera sur la feuille.",
            )
        if session.scalar(select(Signature.id).where(Signature.fingerprint == fingerprint)):
            raise UserError(
                "Ce tracé est la copie d’une signature déjà donnée.",
                "Une signature se dessine à chaque fois : faites signer la personne de nouveau.",
            )
        appointment = row(session, Appointment, request.appointment_id)
        if appointment.presence is not Presence.ATTENDED:
            attest(desk, uow, appointment, Presence.ATTENDED)
            session.flush()
        dossier = dossier_of(session, appointment)
        salt = secrets.token_bytes(SALT_BYTES)
        kept, blob = capture(
            drawing,
            salt=salt,
            source=captured.input,
            duration_ms=captured.duration_ms,
            redo=captured.redo,
        )
        shown = canonical_json(
            {"who": request.who, "heading": request.heading, "text": request.text}
        )
        evidence = Evidence(
            document=Shown(
                id=str(appointment.id),
                kind=DOCUMENT_KIND,
                revision=1,
                sha256=hashlib.sha256(shown).hexdigest(),
                size=len(shown),
                pages=1,
                viewed=(1,),
                view_ms=0,
            ),
            text=f"{request.heading}\n{request.text}",
            signer=Signer(
                ref=str(dossier.participant_id),
                name=request.who,
                role=Role.PARTICIPANT,
                identity_check=identity_check,
            ),
            outcome=SigningOutcome.SIGNED,
            reason=None,
            remark=None,
            witness=None,
            regularisation=reason if request.needs_regularisation else None,
            device=signing_device(desk),
            clock=signing_clock(desk, session.connection()),
            capture=kept,
        )
        entry = uow.evidence(
            Signature.__tablename__,
            appointment.id,
            evidence.payload(),
            lambda data: sign_bytes(desk.identity, data),
        )
        session.add(
            Signature(
                id=new_id(),
                appointment_id=appointment.id,
                role=Role.PARTICIPANT,
                entry_seq=entry.seq,
                signed_at=uow.now,
                drawing=blob,
                drawing_salt=salt,
                fingerprint=fingerprint,
                regularisation=evidence.regularisation,
            )
        )
        uow.commit()
    return Signed(entry.seq, entry_hash(entry.header)[:8].upper())


def _request(session: Session, desk: Desk, appointment_id: UUID) -> SignatureRequest:
    appointment = row(session, Appointment, appointment_id)
    refuse_unready(session, appointment, desk)
    if appointment.presence not in {Presence.PLANNED, Presence.ATTENDED}:
        raise UserError(
            "Ce rendez-vous est noté comme une absence ou une annulation.",
            "Notez d’abord la présence, si la personne est venue.",
        )
    if signature_of(session, appointment_id) is not None:
        raise UserError("Cette présence est déjà signée.", "Il n’y a rien d’autre à faire.")
    dossier = dossier_of(session, appointment)
    person = row(session, Participant, dossier.participant_id)
    profile = next(item.profile for item in desk.actions if item.id == dossier.action_id)
    place = session.get(Place, appointment.place_id) if appointment.place_id else None
    where = f", {place.name}" if place else f", {profile.modes.label(appointment.mode).lower()}"
    minutes = appointment.end_minute - appointment.start_minute
    return SignatureRequest(
        appointment_id=appointment.id,
        version=appointment.version,
        who=f"{person.first_name} {person.last_name}",
        heading=(
            f"Rendez-vous du {long_date(appointment.held_on)}, de "
            f"{clock_time(appointment.start_minute)} à {clock_time(appointment.end_minute)} "
            f"({hours(minutes)}){where}, avec {desk.coach.name}{NBSP}: {profile.texts.operation}"
        ),
        text=profile.texts.consent,
        needs_regularisation=appointment.held_on != today(desk.clock),
    )
