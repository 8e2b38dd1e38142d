"""What is missing in a month before it is closed: each gap says what, and where to mend it.

What the month's papers would show wrong or empty blocks the closing, which may be forced with a
reason. What they do not show, and faults of consistency in rows of the reprise, only warns.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Connection

from coachdesk.core.french import NBSP, clock_time, long_date, month_name, of, plural, quoted
from coachdesk.domain.periods import month_of
from coachdesk.domain.profile import ActionProfile, OutcomeKind
from coachdesk.queries import gaps
from coachdesk.queries.listing import AnyRow, Listing, rows
from coachdesk.queries.people import is_nobody
from coachdesk.services.targets import Screen, Target

MONTH_NOT_OVER = "mois_non_termine"
UNSIGNED = "emargement_manquant"
_CONTRACT = "contrat_manquant"


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing missing, and where it is mended."""

    code: str
    sentence: str
    """What is missing, one French sentence that names the person."""
    blocking: bool
    target: Target | None = None
    """None for what time alone mends."""
    act: str = ""
    """What is done there, in two words."""

    @property
    def signs(self) -> bool:
        """Whether a signature mends it: the pad can be handed over at once."""
        return self.code == UNSIGNED

    def concerns(self, appointment_id: UUID) -> bool:
        """Whether it is about that rendez-vous."""
        return self.target is not None and self.target.appointment_id == appointment_id


@dataclass(frozen=True, slots=True)
class _Rule:
    code: str
    blocking: bool
    listing: Listing
    tell: Callable[[AnyRow], str]
    """The end of the sentence, after the person's name."""
    mended_at: Callable[[AnyRow], Target]
    act: str


def month_gaps(
    connection: Connection, action_id: UUID, profile: ActionProfile, month: date, today: date
) -> tuple[Gap, ...]:
    """The gaps of the month that holds ``month`` as they stand on ``today``; what blocks first."""
    period = month_of(month)
    found: list[Gap] = []
    if today < period.last:
        sentence = f"Le mois {of(month_name(month))} n’est pas terminé."
        found.append(Gap(MONTH_NOT_OVER, sentence, blocking=True))
    for rule in _rules(action_id, profile, period.first, min(period.last, today)):
        if rule.code == _CONTRACT and not profile.signs_contracts:
            continue
        for row in rows(connection, rule.listing):
            if is_nobody(row):
                continue
            who = f"{row.number} {row.last_name} {row.first_name}"
            sentence = f"{who}{NBSP}: {rule.tell(row)}."
            found.append(Gap(rule.code, sentence, rule.blocking, rule.mended_at(row), rule.act))
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
            _sheet,
            "Noter la présence",
        ),
        _Rule(
            UNSIGNED,
            True,
            gaps.unsigned(*period),
            lambda row: f"la présence du {_time(row)} n’est pas signée",
            _sheet,
            "Faire signer",
        ),
        _Rule(
            _CONTRACT,
            True,
            gaps.without_contract(*period),
            lambda row: f"entrée le {long_date(row.entered_on)} sans contrat d’engagement signé",
            _contract,
            "Préparer le contrat",
        ),
        _Rule(
            "fin_prevue_depassee",
            True,
            gaps.overdue(action_id, last),
            lambda row: (
                f"la fin prévue le {long_date(row.planned_end_on)} est passée, "
                "sans renouvellement ni sortie"
            ),
            _exit,
            "Sortie ou prolongation",
        ),
        _Rule(
            "detail_de_sortie_manquant",
            True,
            gaps.without_detail(*period, detailed),
            lambda row: (
                f"sortie le {long_date(row.left_on)} {quoted(profile.exit_kinds.label(row.kind))} "
                "sans détail"
            ),
            _exit,
            "Compléter la sortie",
        ),
        _Rule(
            "premier_rdv_en_retard",
            False,
            gaps.waiting_first(*period, days, expected),
            lambda row: (
                f"prescription reçue le {long_date(row.received_on)}, "
                f"sans premier rendez-vous après {plural(days, 'jour')}"
            ),
            _section(""),
            "Fixer le rendez-vous",
        ),
        _Rule(
            "bilan_de_stage_manquant",
            False,
            gaps.without_review(*period),
            lambda row: (
                f"immersion chez {row.company} terminée le {long_date(row.ends_on)} sans bilan"
            ),
            _immersion,
            "Voir l’immersion",
        ),
        _Rule(
            "rdv_hors_parcours",
            False,
            gaps.outside_pathway(*period),
            lambda row: f"le rendez-vous du {_time(row)} est hors des dates du parcours",
            _sheet,
            "Voir le rendez-vous",
        ),
        _Rule(
            "immersion_hors_parcours",
            False,
            gaps.immersions_outside_pathway(*period),
            lambda row: (
                f"l’immersion chez {row.company} du {long_date(row.starts_on)} au "
                f"{long_date(row.ends_on)} est hors des dates du parcours"
            ),
            _immersion,
            "Voir l’immersion",
        ),
    )


def _time(row: AnyRow) -> str:
    return f"{long_date(row.held_on)} à {clock_time(row.start_minute)}"


def _sheet(row: AnyRow) -> Target:
    return Target(Screen.APPOINTMENT, row.prescription_id, row.appointment_id)


def _contract(row: AnyRow) -> Target:
    return Target(Screen.CONTRACT, row.prescription_id)


def _exit(row: AnyRow) -> Target:
    return Target(Screen.EXIT, row.prescription_id)


def _immersion(row: AnyRow) -> Target:
    return Target(Screen.IMMERSION, row.prescription_id, subject_id=row.immersion_id)


def _section(name: str) -> Callable[[AnyRow], Target]:
    return lambda row: Target(Screen.CARD, row.prescription_id, section=name)
