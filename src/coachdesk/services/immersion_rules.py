"""An immersion judged whole: the law, her other immersions, her pathway, the delegation."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Connection, select

from coachdesk.core.french import NBSP, long_date, short_date
from coachdesk.domain.delegation import Delegation
from coachdesk.domain.pmsmp import Broken, ImmersionOutcome, Part, Plan, broken_rules, warnings
from coachdesk.domain.pmsmp_history import Beside, Renewed, Stay, broken_beside, warnings_beside
from coachdesk.models import Exit, Participant, Pathway
from coachdesk.queries.immersion_history import stays_of
from coachdesk.queries.immersion_paper import REVIEW, immersion_row, latest_answers
from coachdesk.services.delegation import delegation_of
from coachdesk.services.rows import not_entered

_GOALS, _REACHED = "goals", "reached"
"""In the bilan: whether the objectives are reached."""


@dataclass(frozen=True)
class Surroundings:
    """What of the person and of the store an immersion is judged by.

    Attributes:
        others: her other immersions.
        renewed: the one that it renews.
        delegation: by which the association prescribes; None when it does not.
    """

    day: date
    birth_date: date
    entered_on: date
    planned_end_on: date | None
    left_on: date | None
    others: tuple[Stay, ...] = ()
    renewed: Renewed | None = None
    delegation: Delegation | None = None


@dataclass(frozen=True)
class Judged:
    """What forbids an immersion, and what is to be looked at before it is agreed."""

    broken: tuple[Broken, ...]
    warnings: tuple[str, ...]


def surroundings(
    link: Connection,
    code: str,
    prescription_id: UUID,
    day: date,
    changed: UUID | None,
    renewed: UUID | None,
) -> Surroundings:
    """What stands around an immersion of that dossier on ``day``.

    Args:
        link: one read transaction.
        code: of the action.
        prescription_id: whose immersion it is.
        day: today.
        changed: the immersion that is changed: it is not one of the others.
        renewed: the one that is renewed.

    Raises:
        UserError: she has not entered the action.
    """
    known = link.execute(
        select(
            Participant.id,
            Participant.birth_date,
            Pathway.entered_on,
            Pathway.planned_end_on,
            Exit.left_on,
        )
        .join(Pathway, Pathway.participant_id == Participant.id)
        .outerjoin(Exit, Exit.pathway_id == Pathway.id)
        .where(Pathway.prescription_id == prescription_id)
    ).one_or_none()
    if known is None:
        raise not_entered()
    return Surroundings(
        day,
        known.birth_date,
        known.entered_on,
        known.planned_end_on,
        known.left_on,
        _others(link, known.id, changed),
        _renewed(link, renewed),
        delegation_of(link, code),
    )


def judged(plan: Plan, siret: str, host: str, reason: str, around: Surroundings) -> Judged:
    """All that is to be said of ``plan`` at the company ``host`` of ``siret``."""
    beside = Beside(plan, siret, around.others, around.renewed, reason, around.day, host)
    return Judged(
        (*broken_rules(plan), *_outside(plan, around), *broken_beside(beside)),
        (*warnings(plan), *warnings_beside(beside), *_later(plan, around)),
    )


def _others(link: Connection, participant_id: UUID, immersion_id: UUID | None) -> tuple[Stay, ...]:
    """Her immersions but for ``immersion_id``."""
    return tuple(stay for stay in stays_of(link, participant_id) if stay.id != immersion_id)


def _renewed(link: Connection, renews_id: UUID | None) -> Renewed | None:
    """What is known of the immersion that is renewed."""
    found = immersion_row(link, renews_id) if renews_id is not None else None
    if found is None:
        return None
    course = found.course
    stay = Stay(
        found.id,
        found.company,
        found.siret,
        found.purpose,
        found.starts_on,
        course.last_on,
        course.week,
        found.renews_id,
    )
    reached = latest_answers(link, REVIEW, found.id).get(_GOALS) == _REACHED
    return Renewed(stay, found.outcome is not ImmersionOutcome.NOT_DONE, reached)


def _outside(plan: Plan, around: Surroundings) -> tuple[Broken, ...]:
    """She is in the action on each of its days."""
    if plan.starts_on < around.entered_on:
        return (
            Broken(
                Part.STARTS,
                f"La personne est entrée dans l’action le {short_date(around.entered_on)}.",
                "L’immersion commence ce jour-là ou après.",
            ),
        )
    if around.left_on is not None and plan.ends_on > around.left_on:
        return (
            Broken(
                Part.ENDS,
                f"La personne est sortie de l’action le {short_date(around.left_on)}.",
                "L’immersion finit ce jour-là ou avant.",
            ),
        )
    return ()


def _later(plan: Plan, around: Surroundings) -> tuple[str, ...]:
    """What comes to an end while it lasts."""
    said = []
    end = around.planned_end_on
    if end is not None and plan.ends_on > end and around.left_on is None:
        said.append(
            f"L’immersion finit après la fin prévue du parcours, le {long_date(end)}{NBSP}: à "
            "renouveler d’abord."
        )
    delegation = around.delegation
    if delegation is not None and plan.ends_on > delegation.ends_on:
        gone = "a pris fin" if around.day > delegation.ends_on else "prend fin"
        said.append(
            f"La délégation de prescription {gone} le {long_date(delegation.ends_on)}{NBSP}: elle "
            "est à renouveler (articles L5135-2 et D5135-7)."
        )
    return tuple(said)
