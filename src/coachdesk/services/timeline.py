"""One list of all that happened to a person and is planned, each line with the place it opens."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, tzinfo
from enum import StrEnum
from itertools import groupby
from typing import Any
from uuid import UUID

from coachdesk.core.french import (
    NBSP,
    NNBSP,
    clock_time,
    curled,
    going_within,
    hours,
    quoted,
    short_date,
)
from coachdesk.domain.attendance import REMOTE, Mode, Presence
from coachdesk.domain.papers import DocumentState
from coachdesk.domain.pmsmp import ImmersionOutcome
from coachdesk.domain.pmsmp_course import ImmersionStage
from coachdesk.domain.profile import ActionProfile
from coachdesk.domain.profile_lists import word_lists
from coachdesk.domain.signing_words import DECLINED
from coachdesk.domain.support import AidOutcome, Impact, ObjectiveState
from coachdesk.queries.card import Card, CardAppointment, CardContract
from coachdesk.queries.card_work import CardObjective, CardService, CardStep, CardWork
from coachdesk.queries.documents import DocumentLine
from coachdesk.services.document_words import copy_words, state_tone, state_words
from coachdesk.services.immersion_words import hours_words, span_words, stage_words
from coachdesk.services.prestations.words import act_details, result_words
from coachdesk.services.targets import Screen, Target

IMPACT_WORDS = {Impact.NONE: "sans impact", Impact.MODERATE: "moyen", Impact.STRONG: "fort"}
AID_WORDS = {
    AidOutcome.PENDING: "réponse attendue",
    AidOutcome.GRANTED: "accordée",
    AidOutcome.REFUSED: "refusée",
}
_NOTE = 140


class EventKind(StrEnum):
    """What the filters of the timeline tell apart, in their order."""

    APPOINTMENT = "appointment"
    DOSSIER = "dossier"
    """Prescription, diagnostic, decision, contract, exit."""
    OBJECTIVE = "objective"
    STEP = "step"
    SERVICE = "service"
    OBSTACLE = "obstacle"
    MEASURE = "measure"
    HANDOUT = "handout"
    ATTACHMENT = "attachment"
    IMMERSION = "immersion"
    NOTICE = "notice"
    DOCUMENT = "document"
    """A paper that was signed, waits for a signer, or left."""


class Proof(StrEnum):
    """Where the signature of a presence stands."""

    NONE = "none"
    """Nothing to sign: planned, absent or cancelled."""
    TO_SIGN = "to_sign"
    SIGNED = "signed"
    PAPER = "paper"
    """From before CoachDesk: the original is on paper."""
    DECLINED = "declined"
    """Asked to sign, she answered otherwise."""


@dataclass(frozen=True, slots=True)
class TimelineEvent:
    """One line; of those of a day, the latest hour comes first."""

    kind: EventKind
    day: date
    title: str
    detail: str = ""
    state: str = ""
    """What became of it, in a word or two."""
    tone: str = "quiet"
    """Of the state: done, mend, refused, quiet."""
    target: Target | None = None
    """Where it is seen whole; None for what is all said here."""
    appointment: CardAppointment | None = None
    minute: int = -1


def timeline(
    card: Card, work: CardWork, profile: ActionProfile, today: date, zone: tzinfo | None
) -> tuple[TimelineEvent, ...]:
    """All events, the latest first; ``zone`` is that of the days shown."""
    events = [
        *_appointments(card, profile),
        *_dossier(card, work, profile, today),
        *_objectives(card, work.objectives),
        *_steps(card, work.steps, profile),
        *_services(card, work.services, profile),
        *_obstacles(card, work, profile),
        *_measures(card, work, profile),
        *_papers(card, work, profile, zone),
        *_immersions(card, profile, today),
        *_documents(card, work.documents),
    ]
    # What is told last of a day came last.
    return tuple(sorted(events, key=lambda event: (event.day, event.minute))[::-1])


def proof(appointment: CardAppointment) -> Proof:
    """The state of the signature of ``appointment``."""
    if appointment.signature_seq is not None:
        return Proof.SIGNED
    if appointment.presence is not Presence.ATTENDED:
        return Proof.NONE
    if appointment.declined is not None:
        return Proof.DECLINED
    return Proof.PAPER if appointment.cut_over else Proof.TO_SIGN


def can_be_signed(appointment: CardAppointment) -> bool:
    """Whether the pad may be asked for: the service says why not, when the day matters."""
    return appointment.signature_seq is None and appointment.presence in {
        Presence.PLANNED,
        Presence.ATTENDED,
    }


def _appointments(card: Card, profile: ActionProfile) -> Iterator[TimelineEvent]:
    dossier = card.identity.prescription_id
    for item in card.appointments:
        state, tone = _state(item, profile)
        times = f"{clock_time(item.start_minute)} – {clock_time(item.end_minute)}"
        where = profile.modes.label(item.mode) if item.mode in REMOTE else item.place
        together = item.mode is Mode.COLLECTIVE
        what = profile.modes.label(item.mode) if together else "Rendez-vous"
        told = item.contact_attempts if item.presence is Presence.PLANNED else None
        reason = item.absence_reason and profile.absence_reasons.label(item.absence_reason)
        yield TimelineEvent(
            EventKind.APPOINTMENT,
            item.held_on,
            f"{what}, {times}",
            _parts(where, reason, told, _cut(item.note)),
            state,
            tone,
            Target(Screen.APPOINTMENT, dossier, item.id),
            item,
            item.start_minute,
        )
        if item.presence is Presence.UNEXCUSED and item.contact_attempts:
            yield TimelineEvent(
                EventKind.NOTICE,
                item.held_on,
                "Avis d’absence",
                _cut(item.contact_attempts),
                target=Target(Screen.APPOINTMENT, dossier, item.id),
                minute=item.start_minute,
            )


def _state(item: CardAppointment, profile: ActionProfile) -> tuple[str, str]:
    words = profile.presences.label(item.presence)
    match proof(item):
        case Proof.SIGNED:
            return f"{words}, signé n°{NBSP}{item.signature_seq}", "done"
        case Proof.DECLINED if item.declined is not None:
            return f"{words}, {DECLINED[item.declined].lower()}", "quiet"
        case Proof.PAPER:
            return f"{words}, papier", "quiet"
        case Proof.TO_SIGN if item.mode not in REMOTE:
            return f"{words}, à faire signer", "mend"
    tones = {Presence.ATTENDED: "done", Presence.UNEXCUSED: "refused"}
    return words, tones.get(item.presence, "quiet")


def _dossier(
    card: Card, work: CardWork, profile: ActionProfile, today: date
) -> Iterator[TimelineEvent]:
    who, pathway = card.identity, card.pathway
    dossier = who.prescription_id

    def event(
        day: date, title: str, detail: str = "", target: Target | None = None, state: str = ""
    ) -> TimelineEvent:
        return TimelineEvent(
            EventKind.DOSSIER, day, title, detail, state, "done" if state else "quiet", target
        )

    prescriber = profile.prescribers.label(who.prescriber)
    manager = who.case_manager and f"référent RSA{NBSP}: {who.case_manager}"
    identity = Target(Screen.CARD, dossier, section="identite")
    yield event(who.received_on, "Prescription reçue", _parts(prescriber, manager), identity)
    if work.diagnostic is not None:
        place = Target(Screen.DIAGNOSTIC, dossier)
        yield event(work.diagnostic.made_on, "Diagnostic", target=place)
    if who.decided_on is not None:
        outcome = profile.outcomes.label(who.outcome)
        yield event(who.decided_on, f"Décision{NBSP}: {outcome}", who.decision_reason or "")
    if pathway is None:
        return
    planned_end = pathway.planned_end_on
    until = planned_end and f"fin prévue le {short_date(planned_end)}"
    yield event(pathway.entered_on, "Entrée dans l’action", until or "")
    if planned_end is not None and planned_end >= today and card.exit is None:
        yield event(planned_end, "Fin prévue du parcours")
    on_paper = {item.subject_id for item in work.documents if item.state is DocumentState.CLOSED}
    for contract in card.contracts:
        yield from _contract(contract, event, Target(Screen.CONTRACT, dossier), on_paper)
    if card.exit is not None:
        kind = profile.exit_kinds.label(card.exit.kind)
        detail = curled(profile.exit_detail(card.exit.kind, card.exit.detail))
        place = Target(Screen.EXIT, dossier)
        said = _parts(detail, card.exit.employer)
        yield event(card.exit.left_on, f"Sortie{NBSP}: {kind}", said, place)
    for item in card.follow_ups:
        yield event(
            item.done_on,
            f"Suivi à {item.milestone}{NBSP}mois de la sortie",
            _parts(item.employer, _cut(item.note)),
            Target(Screen.FOLLOW_UP, dossier, section=str(item.milestone)),
            profile.follow_up_outcomes.label(item.outcome),
        )


def _contract(
    contract: CardContract,
    event: Any,  # noqa: ANN401  (the local maker)
    place: Target,
    on_paper: set[UUID | None],
) -> Iterator[TimelineEvent]:
    """Its preparation, and its signature unless a document tells of it."""
    name = f"Contrat d’engagement n°{NBSP}{contract.revision}"
    weekly = contract.weekly_minutes and f"{hours(contract.weekly_minutes)} par semaine"
    if contract.prepared_on is not None:
        yield event(contract.prepared_on, f"{name} préparé", weekly or "", place)
    if contract.signed_on is not None and contract.id not in on_paper:
        yield event(contract.signed_on, name, weekly or "", place, "Signé")


def _objectives(card: Card, objectives: tuple[CardObjective, ...]) -> Iterator[TimelineEvent]:
    place = Target(Screen.CARD, card.identity.prescription_id, section="objectifs")
    ends = {ObjectiveState.DONE: ("Atteint", "done"), ObjectiveState.ABANDONED: ("Arrêté", "quiet")}
    for item in objectives:
        kind = EventKind.OBJECTIVE
        yield TimelineEvent(kind, item.set_on, f"Objectif{NBSP}: {item.text}", target=place)
        if item.closed_on is not None and item.state in ends:
            title = f"Objectif{NBSP}: {item.text}"
            yield TimelineEvent(kind, item.closed_on, title, "", *ends[item.state], place)


def _steps(
    card: Card, steps: tuple[CardStep, ...], profile: ActionProfile
) -> Iterator[TimelineEvent]:
    """The démarches of a rendez-vous, or of a day, are one line."""
    dossier = card.identity.prescription_id
    card_place = Target(Screen.CARD, dossier, section="demarches")
    in_order = sorted(steps, key=lambda step: (step.done_on, str(step.appointment_id or "")))
    for (day, appointment), found in groupby(
        in_order, lambda step: (step.done_on, step.appointment_id)
    ):
        done = tuple(found)
        took = sum(step.minutes or 0 for step in done)
        yield TimelineEvent(
            EventKind.STEP,
            day,
            ", ".join(_step(step, profile) for step in done),
            _parts(took and hours(took), *(step.note for step in done)),
            target=Target(Screen.APPOINTMENT, dossier, appointment) if appointment else card_place,
        )


def _services(
    card: Card, services: tuple[CardService, ...], profile: ActionProfile
) -> Iterator[TimelineEvent]:
    for item in services:
        details = act_details(profile, item.kind, item.quantity, item.minutes)
        yield TimelineEvent(
            EventKind.SERVICE,
            item.done_on,
            profile.services.label(item.kind),
            _parts(*details, item.place, _cut(item.note)),
            result_words(profile, item.kind, item.result),
            target=Target(Screen.SERVICE, card.identity.prescription_id, subject_id=item.id),
        )


def _step(step: CardStep, profile: ActionProfile) -> str:
    label = profile.steps.label(step.kind)
    return f"{label} ({AID_WORDS[step.aid_outcome]})" if step.aid_outcome else label


def _obstacles(card: Card, work: CardWork, profile: ActionProfile) -> Iterator[TimelineEvent]:
    """The freins judged on one day are one line."""
    place = Target(Screen.CARD, card.identity.prescription_id, section="freins")
    for day, found in groupby(work.obstacles, lambda item: item.assessed_on):
        judged = (
            f"{curled(profile.obstacles.label(item.kind))} ({IMPACT_WORDS[item.impact]})"
            for item in found
        )
        yield TimelineEvent(
            EventKind.OBSTACLE, day, f"Freins{NBSP}: {', '.join(judged)}", target=place
        )


def _measures(card: Card, work: CardWork, profile: ActionProfile) -> Iterator[TimelineEvent]:
    """The levels taken on one day are one line."""
    place = Target(Screen.CARD, card.identity.prescription_id, section="mesures")
    levels = word_lists(profile)["measure_levels"]
    for day, found in groupby(work.measures, lambda item: item.taken_on):
        taken = (
            f"{curled(profile.measures.label(item.kind))}{NBSP}: "
            f"{going_within(curled(levels.label(item.level)))}"
            for item in found
        )
        yield TimelineEvent(EventKind.MEASURE, day, f"{NNBSP}; ".join(taken), target=place)


def _papers(
    card: Card, work: CardWork, profile: ActionProfile, zone: tzinfo | None
) -> Iterator[TimelineEvent]:
    dossier = card.identity.prescription_id
    given = Target(Screen.CARD, dossier, section="documents")
    for item in work.handouts:
        kind, kind_name = EventKind.HANDOUT, profile.handouts.label(item.kind)
        name = item.title if item.title == kind_name else f"{kind_name} {quoted(item.title)}"
        yield TimelineEvent(kind, item.given_on, name, "", "Remis", "quiet", given)
        if item.studied_on is not None:
            result = item.result or ""
            yield TimelineEvent(kind, item.studied_on, name, result, "Étudié", "done", given)
    pieces = Target(Screen.CARD, dossier, section="pieces")
    for piece in work.attachments:
        day = piece.added_at.astimezone(zone).date()
        label = profile.attachment_kinds.label(piece.kind)
        yield TimelineEvent(EventKind.ATTACHMENT, day, f"Pièce{NBSP}: {label}", piece.name,
                            target=pieces)  # fmt: skip


def _immersions(card: Card, profile: ActionProfile, today: date) -> Iterator[TimelineEvent]:
    for item in card.immersions:
        course = item.course
        weekly = item.weekly_minutes and f"{hours(item.weekly_minutes)} par semaine"
        done = hours_words(course) if item.outcome is not None else weekly
        review = item.review and f"bilan {profile.reviews.label(item.review).lower()}"
        stage = course.stage(today, signed=True)
        told = stage is ImmersionStage.UNDER_WAY or item.outcome not in {
            None,
            ImmersionOutcome.DONE,
        }
        again = "Renouvellement d’immersion" if item.renews_id else "Immersion"
        yield TimelineEvent(
            EventKind.IMMERSION,
            item.starts_on,
            f"{again} chez {item.company}",
            _parts(span_words(course), item.trade, done, review),
            stage_words(stage, profile, item.cause) if told else "",
            target=Target(Screen.IMMERSION, card.identity.prescription_id, subject_id=item.id),
        )
    for visit in card.visits:
        how = "Visite" if visit.mode is Mode.ON_SITE else "Appel"
        yield TimelineEvent(
            EventKind.IMMERSION,
            visit.done_on,
            f"{how} pendant l’immersion chez {visit.company}",
            _parts(visit.met, _cut(visit.note)),
            target=Target(
                Screen.IMMERSION, card.identity.prescription_id, subject_id=visit.immersion_id
            ),
        )


def _documents(card: Card, documents: tuple[DocumentLine, ...]) -> Iterator[TimelineEvent]:
    """One line for each, with its state; a draft is not something that happened."""
    for item in documents:
        if item.state is DocumentState.DRAFT:
            continue
        version = f" n°{NBSP}{item.revision}" if item.revision > 1 else ""
        yield TimelineEvent(
            EventKind.DOCUMENT,
            item.paper_signed_on or item.made_on,
            f"{item.title}{version}",
            _parts(item.void_reason, copy_words(item)),
            state_words(item),
            state_tone(item),
            Target(Screen.PAPER, card.identity.prescription_id, document_id=item.id),
        )


def _cut(note: str | None) -> str:
    text = " ".join((note or "").split())
    return text if len(text) <= _NOTE else text[:_NOTE].rsplit(" ", 1)[0] + "…"


def _parts(*parts: object) -> str:
    return "  ·  ".join(str(part) for part in parts if part)
