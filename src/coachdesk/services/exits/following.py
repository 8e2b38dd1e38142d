"""What became of someone after her exit, noted at each milestone; who is to be followed up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from coachdesk.core.clock import today
from coachdesk.core.errors import UserError
from coachdesk.core.french import of, short_date
from coachdesk.core.ids import new_id
from coachdesk.domain.attendance import Mode
from coachdesk.domain.follow_ups import AGAIN, LATE, Milestone, MilestoneState, milestones
from coachdesk.domain.fse_record import FseRecord
from coachdesk.domain.periods import month_of
from coachdesk.domain.profile import ActionProfile
from coachdesk.models import Attachment, FollowUp, Pathway, Prescription
from coachdesk.queries.card import CardIdentity, card_identity
from coachdesk.queries.exits import (
    ExitRow,
    FollowUpRow,
    company_names,
    exit_row,
    follow_ups,
    noted,
)
from coachdesk.queries.listing import AnyRow, rows
from coachdesk.queries.to_dos import left_since
from coachdesk.services.acts import act
from coachdesk.services.closed_months import refuse_closed
from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.exits.recording import exit_of
from coachdesk.services.fse_answers import (
    NO_ANSWERS,
    Answers,
    counts_fse,
    fse_form,
    set_answers,
)
from coachdesk.services.rows import name_of, pathway_of, person_of, profile_of, row


@dataclass(frozen=True)
class FollowUpFacts:
    """A follow-up as it is told; ``again_on`` is when someone not reached is tried again."""

    milestone: int
    done_on: date
    mode: Mode
    outcome: str
    employer: str = ""
    note: str = ""
    again_on: date | None = None


@dataclass(frozen=True)
class FollowUpForm:
    """What the page of a follow-up shows."""

    identity: CardIdentity
    exit: ExitRow
    stones: tuple[Milestone, ...]
    noted: Mapping[int, FollowUpRow]
    wanted: int
    """The milestone asked for, or the one that comes first."""
    again_on: date
    """When she would be tried again."""
    companies: tuple[tuple[UUID, str], ...]
    """That may employ her."""
    fse: FseRecord | None
    """What the FSE+ knows of her, where the action is paid by it and this is her last exit."""


@dataclass(frozen=True, slots=True)
class FollowUpLine:
    """Someone to be followed up, in a list."""

    prescription_id: UUID
    number: str
    last_name: str
    first_name: str
    phone: str | None
    email: str | None
    left_on: date
    exit_kind: str
    employer: str | None
    stone: Milestone


def record_follow_up(
    desk: Desk,
    prescription_id: UUID,
    facts: FollowUpFacts,
    proofs: Sequence[UUID] = (),
    answers: Answers = NO_ANSWERS,
) -> UUID:
    """Note a follow-up, or one more attempt at it; the pieces ``proofs`` prove it. Gives its id.

    What she answers to the FSE+ on the same call, ``answers``, is kept with it.

    Raises:
        UserError: she did not leave, a day that can't be, a closed month.
    """
    told: list[str] = []
    with act(desk, lambda: f"suivi à {facts.milestone} mois {of(told[0])}") as uow:
        session = uow.session
        dossier = row(session, Prescription, prescription_id)
        told.append(name_of(session, dossier))
        pathway = pathway_of(session, prescription_id)
        _refuse(session, desk, pathway, facts)
        found = session.scalar(
            select(FollowUp).where(
                FollowUp.pathway_id == pathway.id, FollowUp.milestone == facts.milestone
            )
        )
        if found is None:
            found = FollowUp(
                id=new_id(), pathway_id=pathway.id, milestone=facts.milestone, attempts=1
            )
            session.add(found)
        elif found.again_on is not None:
            found.attempts += 1
        outcome = profile_of(desk, dossier).follow_up_outcomes[facts.outcome]
        found.done_on, found.mode, found.outcome = facts.done_on, facts.mode, outcome.key
        found.employer = " ".join(facts.employer.split()) or None if outcome.employed else None
        found.note = facts.note.strip() or None
        found.again_on = facts.again_on if outcome.unreachable else None
        session.flush()
        for piece in proofs:
            attached = row(session, Attachment, piece)
            if attached.prescription_id == dossier.id:
                attached.follow_up_id = found.id
        set_answers(session, prescription_id, answers, today(desk.clock))
        uow.commit()
    return found.id


def take_back_follow_up(desk: Desk, prescription_id: UUID, milestone: int) -> None:
    """A follow-up was not done after all; what proved it stays among the pieces.

    Raises:
        UserError: there is none, or its month is closed.
    """
    told: list[str] = []
    with act(desk, lambda: f"retrait du suivi à {milestone} mois {of(told[0])}") as uow:
        session = uow.session
        told.append(person_of(session, prescription_id))
        pathway = pathway_of(session, prescription_id)
        found = session.scalar(
            select(FollowUp).where(
                FollowUp.pathway_id == pathway.id, FollowUp.milestone == milestone
            )
        )
        if found is None:
            raise UserError("Ce suivi n’est pas noté.", "Revenez à la fiche de la personne.")
        refuse_closed(session.connection(), pathway.action_id, found.done_on)
        for piece in session.scalars(select(Attachment).where(Attachment.follow_up_id == found.id)):
            piece.follow_up_id = None
        session.flush()
        session.delete(found)
        uow.commit()


def follow_up_form(
    link: Connection, action: ActionInfo, prescription_id: UUID, wanted: int | None, day: date
) -> FollowUpForm:
    """What the page of a follow-up shows on ``day``.

    Raises:
        UserError: she did not leave, or the action asks for no follow-up.
    """
    pathway_id = link.execute(
        select(Pathway.id).where(Pathway.prescription_id == prescription_id)
    ).scalar()
    left = exit_row(link, pathway_id) if pathway_id is not None else None
    if left is None or pathway_id is None:
        raise UserError(
            "Cette personne n’est pas sortie de l’action.", "Le suivi vient après sa sortie."
        )
    found = {item.milestone: item for item in follow_ups(link, pathway_id)}
    stones = stones_of(action.profile, left, tuple(found.values()), day)
    if not stones:
        raise UserError(
            "Cette action ne prévoit pas de suivi après la sortie.",
            "Ses échéances s’écrivent dans son profil.",
        )
    months = {stone.months for stone in stones}
    identity = card_identity(link, prescription_id)
    return FollowUpForm(
        identity,
        left,
        stones,
        found,
        wanted if wanted in months else _first(stones),
        day + AGAIN,
        company_names(link),
        _fse(link, action, identity, day),
    )


def _fse(link: Connection, action: ActionInfo, who: CardIdentity, day: date) -> FseRecord | None:
    if not counts_fse(action.profile):
        return None
    form = fse_form(link, action, who.prescription_id, who.participant_id, day)
    return form.record if form.current else None


def stones_of(
    profile: ActionProfile, left: ExitRow, done: Sequence[FollowUpRow], day: date
) -> tuple[Milestone, ...]:
    """The milestones of an exit on ``day``: those of the profile, and any other that was noted."""
    if profile.is_deceased(left.kind):
        return ()
    tried = {item.milestone: item.tried for item in done}
    months = sorted({*profile.rules.follow_up_months, *tried})
    return milestones(left.left_on, months, tried, day, cut_over=left.cut_over)


def to_follow_up(
    link: Connection, action: ActionInfo, month: date, day: date
) -> tuple[FollowUpLine, ...]:
    """Who is to be followed up in the month of ``month``, as it stands on ``day``.

    Those whose day is in the month or who are tried again in it; and, in the month of ``day``,
    those of before that still wait. Who is done stays in the list of the month.
    """
    period = month_of(month)
    months = action.profile.rules.follow_up_months
    since = period.first - timedelta(days=31 * max(months, default=0)) - LATE
    lines = []
    for found in rows(link, left_since(action.id, since, period.last)):
        if found.back or action.profile.is_deceased(found.kind):
            continue
        tried = noted(found.noted)
        for stone in milestones(found.left_on, months, tried, day, cut_over=found.cut_over):
            again = tried[stone.months].again_on if stone.months in tried else None
            due = again or stone.due_on
            waits = stone.is_asked and month_of(day) == period and due < period.first
            if (period.first <= due <= period.last) or waits:
                lines.append(_line(found, replace(stone, due_on=due)))
    return tuple(
        sorted(lines, key=lambda line: (_rank(line.stone), line.stone.due_on, line.number))
    )


def _rank(stone: Milestone) -> int:
    """What is to be done now before what comes, what is over last."""
    if stone.is_asked:
        return 0
    return 2 if stone.state in {MilestoneState.DONE, MilestoneState.MISSED} else 1


def _line(found: AnyRow, stone: Milestone) -> FollowUpLine:
    return FollowUpLine(
        found.prescription_id,
        found.number,
        found.last_name,
        found.first_name,
        found.phone,
        found.email,
        found.left_on,
        found.kind,
        found.employer,
        stone,
    )


def _first(stones: Sequence[Milestone]) -> int:
    """The one to be done, or else the next one to come, or else the last."""
    waiting = {MilestoneState.AGAIN, MilestoneState.TO_COME}
    asked = next((stone for stone in stones if stone.is_asked), None)
    coming = next((stone for stone in stones if stone.state in waiting), None)
    return (asked or coming or stones[-1]).months


def _refuse(session: Session, desk: Desk, pathway: Pathway, facts: FollowUpFacts) -> None:
    left = exit_of(session, pathway)
    if left is None:
        raise UserError(
            "Cette personne n’est pas sortie de l’action.", "Le suivi vient après sa sortie."
        )
    day = today(desk.clock)
    if not left.left_on <= facts.done_on <= day:
        raise UserError(
            f"Le suivi ne peut pas être du {short_date(facts.done_on)}.",
            f"Choisissez un jour entre la sortie ({short_date(left.left_on)}) et aujourd’hui.",
        )
    if facts.again_on is not None and facts.again_on <= facts.done_on:
        raise UserError(
            "Le nouvel essai serait avant celui-ci.", "Choisissez un jour plus lointain."
        )
    refuse_closed(session.connection(), pathway.action_id, facts.done_on)
