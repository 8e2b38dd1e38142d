"""What comes next for an immersion, and what of it is not as it should be."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from coachdesk.core.french import NBSP, long_date
from coachdesk.domain.papers import DocumentState
from coachdesk.domain.pmsmp_course import VISIT_BEYOND, ImmersionStage
from coachdesk.queries.documents import DocumentLine
from coachdesk.queries.immersion_paper import CERTIFICATE, CONVENTION, REVIEW, ImmersionRow
from coachdesk.services.immersion_words import days_until
from coachdesk.services.targets import Screen, Target


@dataclass(frozen=True)
class NextStep:
    """What comes next; without a target it is done on the page."""

    sentence: str
    words: str = ""
    """Of its button; empty when there is only to wait."""
    target: Target | None = None


@dataclass(frozen=True)
class Seen:
    """An immersion as it stands on a day.

    Attributes:
        lines: its papers that count.
        papers: the kinds that the action has.
        hired: the bilan says that a job follows, and nobody noted the exit yet.
    """

    row: ImmersionRow
    stage: ImmersionStage
    signed: bool
    visited: bool
    lines: Sequence[DocumentLine]
    day: date
    papers: frozenset[str]
    hired: bool = False

    @property
    def to_visit(self) -> bool:
        """Whether a visit is owed."""
        long = self.row.ends_on - self.row.starts_on >= VISIT_BEYOND
        return long and not self.visited and not self.row.cut_over

    def waits(self, kind: str) -> bool:
        """Whether someone answered that paper, and others are to."""
        return any(line.kind == kind and line.state is DocumentState.OPEN for line in self.lines)

    def paper(self, kind: str) -> Target | None:
        """Where that paper is made; None when the action does without it."""
        if kind not in self.papers:
            return None
        row = self.row
        return Target(Screen.PAPER, row.prescription_id, section=kind, subject_id=row.id)


def is_signed(line: DocumentLine) -> bool:
    """Whether everyone signed, on the screen or on paper."""
    done = line.all_signed or line.paper_signed_on is not None
    return line.state is DocumentState.CLOSED and done


def next_step(seen: Seen) -> NextStep:
    """The one thing that comes next."""
    row = seen.row
    if not seen.stage.over and not seen.signed:
        return _to_sign(seen)
    if seen.stage is ImmersionStage.SIGNED:
        when = days_until(seen.day, row.starts_on)
        return NextStep(f"Tout est signé{NBSP}: l’immersion commence {when}.")
    if seen.stage is ImmersionStage.UNDER_WAY:
        if seen.to_visit:
            return NextStep("Personne n’est encore passé, ni n’a appelé.", "Noter une visite")
        return NextStep(f"Elle dure jusqu’au {long_date(row.ends_on)}.")
    if seen.stage is ImmersionStage.NOT_DONE:
        told = "n’a pas eu lieu" if row.starts_on <= seen.day else "n’aura pas lieu"
        return NextStep(f"Elle {told}{NBSP}: elle ne compte dans aucun chiffre.")
    return _over(seen)


def alerts(seen: Seen) -> Iterator[str]:
    """What is not as it should be."""
    row = seen.row
    if seen.stage is ImmersionStage.UNDER_WAY and not seen.signed:
        yield f"Elle a commencé sans que tous aient signé{NBSP}: la personne est mal couverte."
    if seen.stage is ImmersionStage.DONE and row.outcome is None and not row.cut_over:
        yield (
            "Elle est finie. Dites si elle s’est faite en entier, pour que les heures soient les "
            "vraies."
        )


def _to_sign(seen: Seen) -> NextStep:
    begun = seen.waits(CONVENTION)
    told = "attend encore des signatures" if begun else "n’est pas signée"
    starts = seen.row.starts_on
    comes = (
        f"l’immersion commence {days_until(seen.day, starts)}"
        if starts > seen.day
        else "l’immersion a commencé"
    )
    words = "Faire signer la convention" if begun else "Ouvrir la convention"
    return NextStep(f"La convention {told}, et {comes}.", words, seen.paper(CONVENTION))


def _over(seen: Seen) -> NextStep:
    """The bilan, then the exit of who was hired, then the attestation."""
    review, certificate = seen.paper(REVIEW), seen.paper(CERTIFICATE)
    if seen.row.review is None and review is not None:
        told = (
            "Le bilan attend encore des signatures."
            if seen.waits(REVIEW)
            else ("Il reste à faire le bilan.")
        )
        return NextStep(told, "Faire le bilan", review)
    if seen.hired:
        return NextStep(
            "Cette immersion débouche sur un contrat.",
            "Noter la sortie",
            Target(Screen.EXIT, seen.row.prescription_id),
        )
    given = any(line.kind == CERTIFICATE and is_signed(line) for line in seen.lines)
    if certificate is not None and not given and not seen.row.cut_over:
        return NextStep(
            "Le bilan est fait. L’attestation aide la personne auprès d’un employeur.",
            "Faire l’attestation",
            certificate,
        )
    return NextStep("Tout est fait.")
