"""What is missing in a month before it is closed: each gap says what, and where to mend it.

What the month's papers would show wrong or empty blocks the closing, which may be forced with a
reason. What they do not show, and faults of consistency in rows of the reprise, only warns.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Connection

from coachdesk.core.french import NBSP, clock_time, long_date, month_name, plural, quoted
from coachdesk.domain.periods import month_of
from coachdesk.domain.profile import ActionProfile, OutcomeKind
from coachdesk.queries import gaps
from coachdesk.queries.listing import AnyRow, Listing, rows

MONTH_NOT_OVER = "mois_non_termine"


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing missing, and what to open to mend it: the person's card, on an appointment."""

    code: str
    sentence: str
    """What is missing, one French sentence that names the person."""
    blocking: bool
    prescription_id: UUID | None = None
    appointment_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class _Rule:
    code: str
    blocking: bool
    listing: Listing
    tell: Callable[[AnyRow], str]
    """The end of the sentence, after the person's name."""


def month_gaps(
    connection: Connection, action_id: UUID, profile: ActionProfile, month: date, today: date
) -> tuple[Gap, ...]:
    """The gaps of the month that holds ``month`` as they stand on ``today``; what blocks first."""
    period = month_of(month)
    found: list[Gap] = []
    if today < period.last:
        sentence = f"Le mois de {month_name(month)} n’est pas terminé."
        found.append(Gap(MONTH_NOT_OVER, sentence, blocking=True))
    for rule in _rules(action_id, profile, period.first, min(period.last, today)):
        for row in rows(connection, rule.listing):
            who = f"{row.number} {row.last_name} {row.first_name}"
            sentence = f"{who}{NBSP}: {rule.tell(row)}."
            appointment = getattr(row, "appointment_id", None)
            found.append(Gap(rule.code, sentence, rule.blocking, row.prescription_id, appointment))
    return tuple(sorted(found, key=lambda gap: not gap.blocking))


def _rules(action_id: UUID, profile: ActionProfile, first: date, last: date) -> tuple[_Rule, ...]:
    period = (action_id, first, last)
    days = profile.rules.first_appointment_days
    coming = (OutcomeKind.PENDING, OutcomeKind.ENROLLED)
    expected = [outcome.key for outcome in profile.outcomes if outcome.kind in coming]
    detailed = [kind.key for kind in profile.exit_kinds if len(kind.details)]
    return (
        _Rule(
            "rdv_a_pointer",
            True,
            gaps.unmarked(*period),
            lambda row: f"le rendez-vous du {_time(row)} n’est pas pointé",
        ),
        _Rule(
            "emargement_manquant",
            True,
            gaps.unsigned(*period),
            lambda row: f"la présence du {_time(row)} n’est pas signée",
        ),
        _Rule(
            "contrat_manquant",
            True,
            gaps.without_contract(*period),
            lambda row: f"entrée le {long_date(row.entered_on)} sans contrat d’engagement signé",
        ),
        _Rule(
            "fin_prevue_depassee",
            True,
            gaps.overdue(action_id, last),
            lambda row: (
                f"la fin prévue le {long_date(row.planned_end_on)} est passée, "
                "sans renouvellement ni sortie"
            ),
        ),
        _Rule(
            "detail_de_sortie_manquant",
            True,
            gaps.without_detail(*period, detailed),
            lambda row: (
                f"sortie le {long_date(row.left_on)} {quoted(profile.exit_kinds.label(row.kind))} "
                "sans détail"
            ),
        ),
        _Rule(
            "premier_rdv_en_retard",
            False,
            gaps.waiting_first(*period, days, expected),
            lambda row: (
                f"prescription reçue le {long_date(row.received_on)}, "
                f"sans premier rendez-vous après {plural(days, 'jour')}"
            ),
        ),
        _Rule(
            "bilan_de_stage_manquant",
            False,
            gaps.without_review(*period),
            lambda row: (
                f"immersion chez {row.company} terminée le {long_date(row.ends_on)} sans bilan"
            ),
        ),
        _Rule(
            "rdv_hors_parcours",
            False,
            gaps.outside_pathway(*period),
            lambda row: f"le rendez-vous du {_time(row)} est hors des dates du parcours",
        ),
        _Rule(
            "immersion_hors_parcours",
            False,
            gaps.immersions_outside_pathway(*period),
            lambda row: (
                f"l’immersion chez {row.company} du {long_date(row.starts_on)} au "
                f"{long_date(row.ends_on)} est hors des dates du parcours"
            ),
        ),
    )


def _time(row: AnyRow) -> str:
    return f"{long_date(row.held_on)} à {clock_time(row.start_minute)}"
