"""The signature of a presence: what the pad shows, and the answer committed as proof.

The person signs each half-day; the coach draws on the same row where the profile asks for it; a
meeting by phone is confirmed by the person the next time she is met (design §4, Who signs).
"""

import hashlib
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from coachdesk.core.clock import today
from coachdesk.core.errors import UserError
from coachdesk.core.french import NBSP, clock_time, full_date, hours, quoted
from coachdesk.domain import plain_summary
from coachdesk.domain.attendance import REMOTE, Mode, Presence, before_the_hour
from coachdesk.domain.papers import Role, SigningOutcome
from coachdesk.models import (
    Appointment,
    Participant,
    Place,
    Prescription,
    Signature,
    Workshop,
)
from coachdesk.queries.signing import remote_to_confirm
from coachdesk.services.acts import act
from coachdesk.services.appointments import signature_of
from coachdesk.services.attendance import attest, refuse_unready
from coachdesk.services.desk import Desk
from coachdesk.services.pad.asked import COACH_KNOWN, PadAnswer, PadRequest, Signed
from coachdesk.services.pad.record import FINAL, clock_note, known_check, overtaken, record
from coachdesk.services.plain_summaries import explanation
from coachdesk.services.rows import dossier_of, profile_of, row
from coachdesk.signing.evidence import Shown

DOCUMENT_KIND = "emargement"


@dataclass(frozen=True)
class AttendanceAsked:
    """A presence to be signed by the person, or declined: it stays a presence."""

    request: PadRequest

    def commit(self, desk: Desk, answer: PadAnswer) -> Signed:
        """See ``Asked.commit``. A planned rendez-vous becomes attended by the same act."""
        request, signs = self.request, answer.outcome is SigningOutcome.SIGNED
        what = "la signature" if signs else "la réponse"
        with act(desk, f"{what} de {request.who}", final=FINAL) as uow:
            session = uow.session
            if not request.stands(_request(session, desk, request.key)):
                raise overtaken("Le rendez-vous")
            appointment = row(session, Appointment, request.key)
            if appointment.presence is not Presence.ATTENDED:
                attest(desk, uow, appointment, Presence.ATTENDED)
                session.flush()
            person = dossier_of(session, appointment).participant_id
            kept = record(
                desk, uow, request, answer,
                shown=_shown(request, answer), signer_ref=str(person),
                appointment_id=appointment.id,
            )  # fmt: skip
            uow.commit()
        return kept.signed()

    def again(self, desk: Desk) -> "AttendanceAsked":
        """See ``Asked.again``; a line of a list stays that line."""
        now = attendance_asked(desk, self.request.key).request
        return AttendanceAsked(replace(now, lines=self.request.lines, line=self.request.line))


@dataclass(frozen=True)
class CountersignAsked:
    """A presence to be signed on its row by the coach, right after the person."""

    request: PadRequest

    def commit(self, desk: Desk, answer: PadAnswer) -> Signed:
        """See ``Asked.commit``."""
        request = self.request
        if answer.outcome is not SigningOutcome.SIGNED:
            raise UserError(
                "La signature du coach sur la ligne est demandée par le profil d’action.",
                "Passez : elle pourra être dessinée plus tard.",
            )
        with act(desk, "la signature du coach", final=FINAL) as uow:
            if not request.stands(_countersign_request(uow.session, desk, request.key)):
                raise overtaken("Le rendez-vous")
            if row(uow.session, Appointment, request.key).presence is not Presence.ATTENDED:
                raise UserError("Cette présence n’est pas notée.", "Notez-la d’abord.")
            kept = record(
                desk, uow, request, answer,
                shown=_shown(request, answer), signer_ref=str(desk.coach.id),
                countersigned_id=request.key,
            )  # fmt: skip
            uow.commit()
        return kept.signed()

    def again(self, desk: Desk) -> "CountersignAsked":
        """See ``Asked.again``."""
        return countersign_asked(desk, self.request.key)


def attendance_asked(desk: Desk, appointment_id: UUID) -> AttendanceAsked:
    """The presence of a rendez-vous, to be signed by the person.

    Raises:
        UserError: it can't be signed: closed month, day to come, absence, signed already.
    """
    with desk.store.read() as connection, Session(connection) as session:
        request = _request(session, desk, appointment_id)
        appointment = row(session, Appointment, appointment_id)
        dossier = dossier_of(session, appointment)
        remote = appointment.mode in REMOTE
        key = plain_summary.REMOTE if remote else plain_summary.PRESENCE
        return AttendanceAsked(
            replace(
                request,
                known=known_check(connection, dossier.participant_id),
                clock_note=clock_note(desk, connection),
                early_note=_early_note(desk, appointment),
                explanation=explanation(connection, request.role, key),
            )
        )


def countersign_asked(desk: Desk, appointment_id: UUID) -> CountersignAsked:
    """The presence of a rendez-vous, to be signed on its row by the coach.

    Raises:
        UserError: closed month, day to come, absence, drawn already.
    """
    with desk.store.read() as connection, Session(connection) as session:
        request = _countersign_request(session, desk, appointment_id)
        return CountersignAsked(replace(request, clock_note=clock_note(desk, connection)))


def phone_confirmations(desk: Desk, prescription_id: UUID) -> tuple[AttendanceAsked, ...]:
    """Her meetings by phone or video of the open months that she has not signed, line by line."""
    waiting = desk.read(lambda link: remote_to_confirm(link, prescription_id, today(desk.clock)))
    asked = [attendance_asked(desk, each) for each in waiting]
    lines = tuple(each.request.heading for each in asked)
    return tuple(
        AttendanceAsked(replace(each.request, lines=lines, line=number))
        for number, each in enumerate(asked)
    )


def _request(session: Session, desk: Desk, appointment_id: UUID) -> PadRequest:
    appointment, dossier = _signable(session, desk, appointment_id)
    if signature_of(session, appointment_id) is not None:
        raise UserError("Cette présence est déjà signée.", "Il n’y a rien d’autre à faire.")
    person = row(session, Participant, dossier.participant_id)
    texts = profile_of(desk, dossier).texts
    remote = appointment.mode in REMOTE
    confirmed = (
        f"Entretien à distance confirmé{NBSP}: il a bien eu lieu, à cette date et à ces heures.\n"
    )
    return PadRequest(
        key=appointment.id,
        role=Role.PARTICIPANT,
        version=appointment.version,
        who=f"{person.first_name} {person.last_name}",
        short=f"{person.first_name} {person.last_name[:1]}.",
        heading=_heading(session, appointment),
        text=(
            f"{_where(session, desk, appointment, dossier)}\n"
            f"{confirmed if remote else ''}{texts.consent}"
        ),
        needs_regularisation=not remote and appointment.held_on != today(desk.clock),
    )


def _countersign_request(session: Session, desk: Desk, appointment_id: UUID) -> PadRequest:
    appointment, dossier = _signable(session, desk, appointment_id)
    drawn = select(Signature.id).where(Signature.countersigned_id == appointment_id)
    if session.scalar(drawn) is not None:
        raise UserError("Le coach a déjà signé cette ligne.", "Il n’y a rien d’autre à faire.")
    person = row(session, Participant, dossier.participant_id)
    return PadRequest(
        key=appointment.id,
        role=Role.COACH,
        version=appointment.version,
        who=desk.coach.name,
        short=desk.coach.name,
        heading=f"{person.first_name} {person.last_name}{NBSP}: {_heading(session, appointment)}",
        text=(
            f"{_where(session, desk, appointment, dossier)}\n"
            "J’atteste que cette personne était présente à ce rendez-vous, à ces heures."
        ),
        known=COACH_KNOWN,
        needs_regularisation=(
            appointment.mode not in REMOTE and appointment.held_on != today(desk.clock)
        ),
    )


def _signable(
    session: Session, desk: Desk, appointment_id: UUID
) -> tuple[Appointment, Prescription]:
    appointment = row(session, Appointment, appointment_id)
    refuse_unready(session, appointment, desk)
    if appointment.presence not in {Presence.PLANNED, Presence.ATTENDED}:
        raise UserError(
            "Ce rendez-vous est noté comme une absence ou une annulation.",
            "Notez d’abord la présence, si la personne est venue.",
        )
    return appointment, dossier_of(session, appointment)


def _heading(session: Session, appointment: Appointment) -> str:
    """What is signed, for which date and hours."""
    words = {
        Mode.PHONE: "Entretien par téléphone",
        Mode.VIDEO: "Entretien en visio",
        Mode.COLLECTIVE: "Rendez-vous collectif",
    }
    workshop = session.get(Workshop, appointment.workshop_id) if appointment.workshop_id else None
    what = words.get(appointment.mode, "Rendez-vous")
    if workshop is not None:
        what = f"Atelier {quoted(workshop.title)}"
    minutes = appointment.end_minute - appointment.start_minute
    return (
        f"{what} du {full_date(appointment.held_on)}, de "
        f"{clock_time(appointment.start_minute)} à {clock_time(appointment.end_minute)} "
        f"({hours(minutes)})"
    )


def _early_note(desk: Desk, appointment: Appointment) -> str | None:
    now = desk.clock.now()
    if not before_the_hour(appointment.held_on, appointment.start_minute, now):
        return None
    return (
        f"il est {clock_time(now.hour * 60 + now.minute)}, ce rendez-vous commence à "
        f"{clock_time(appointment.start_minute)}"
    )


def _where(session: Session, desk: Desk, appointment: Appointment, dossier: Prescription) -> str:
    """Where, with whom, for which operation."""
    profile = profile_of(desk, dossier)
    place = session.get(Place, appointment.place_id) if appointment.place_id else None
    where = place.name if place else profile.modes.label(appointment.mode)
    return f"{where}, avec {desk.coach.name}{NBSP}: {profile.texts.operation}"


def _shown(request: PadRequest, answer: PadAnswer) -> Shown:
    """The screen itself: a presence is signed without a paper."""
    body = request.shown(answer.remark)
    return Shown(
        id=str(request.key),
        kind=DOCUMENT_KIND,
        revision=1,
        sha256=hashlib.sha256(body).hexdigest(),
        size=len(body),
        pages=1,
        viewed=(1,),
        view_ms=answer.view_ms,
    )
