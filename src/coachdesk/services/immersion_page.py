"""The page of one immersion: where it stands, what comes next, its papers, visits, hours."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Connection

from coachdesk.core.errors import UserError
from coachdesk.core.french import NBSP, hours, long_date, plural, short_date
from coachdesk.domain.papers import DocumentState, Subject
from coachdesk.domain.pmsmp import ImmersionOutcome
from coachdesk.domain.pmsmp_course import ImmersionStage, last_presence
from coachdesk.domain.profile import ActionProfile
from coachdesk.domain.siret import siret_words
from coachdesk.queries.documents import DocumentLine, documents_of
from coachdesk.queries.immersion_history import VisitRow, has_left, renewal_of, visits_of
from coachdesk.queries.immersion_paper import (
    CONVENTION,
    REVIEW,
    ImmersionRow,
    immersion_row,
    latest_answers,
)
from coachdesk.services.desk import ActionInfo
from coachdesk.services.document_words import state_tone, state_words
from coachdesk.services.immersion_next import NextStep, Seen, alerts, is_signed, next_step
from coachdesk.services.immersion_words import hours_words, stage_words
from coachdesk.services.papers.facts.words import label_of
from coachdesk.services.papers.templates import templates
from coachdesk.services.targets import Screen, Target


@dataclass(frozen=True)
class PaperLine:
    """One of its papers, made or to be made."""

    title: str
    state: str
    tone: str
    target: Target


@dataclass(frozen=True)
class ImmersionPage:
    """All that the page shows.

    Attributes:
        signed: everyone signed the convention, or it is of the reprise.
        alerts: what is not as it should be.
        facts: label and value, in order; what is not known is left out.
        last_presence: what an early end begins with.
        renewed_by: the immersion that renews it.
    """

    day: date
    row: ImmersionRow
    stage: ImmersionStage
    stage_words: str
    signed: bool
    next: NextStep
    alerts: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    papers: tuple[PaperLine, ...]
    visits: tuple[VisitRow, ...]
    last_presence: date
    renewed_by: UUID | None

    @property
    def begun(self) -> bool:
        """Whether its first day has come."""
        return self.row.starts_on <= self.day

    @property
    def may_change(self) -> bool:
        """Whether its terms can still be edited."""
        return self.renewed_by is None and self.row.outcome is None

    @property
    def may_renew(self) -> bool:
        """Whether a renewal can be thought of; the form says what forbids it."""
        return self.may_be_visited and self.renewed_by is None and self.row.renews_id is None

    @property
    def may_be_visited(self) -> bool:
        """Whether a visit can be noted."""
        return self.begun and self.stage is not ImmersionStage.NOT_DONE


def immersion_page(
    link: Connection, action: ActionInfo, immersion_id: UUID, day: date
) -> ImmersionPage:
    """The page of an immersion on ``day``.

    Raises:
        UserError: it is gone.
    """
    row = immersion_row(link, immersion_id)
    if row is None:
        raise UserError("Cette immersion n’existe plus.", "Revenez à la fiche de la personne.")
    lines = [
        line
        for line in documents_of(link, row.prescription_id)
        if line.subject_id == immersion_id and line.state is not DocumentState.VOID
    ]
    signed = row.cut_over or any(line.kind == CONVENTION and is_signed(line) for line in lines)
    stage = row.course.stage(day, signed=signed)
    visits = visits_of(link, immersion_id)
    review = latest_answers(link, REVIEW, immersion_id)
    renewed_by = renewal_of(link, immersion_id)
    hired = review.get("hired") == "yes" and not has_left(link, row.prescription_id)
    known = frozenset(templates(action))
    seen = Seen(row, stage, signed, bool(visits), lines, day, known, hired)
    before = immersion_row(link, row.renews_id) if row.renews_id else None
    after = immersion_row(link, renewed_by) if renewed_by else None
    return ImmersionPage(
        day=day,
        row=row,
        stage=stage,
        stage_words=stage_words(stage, action.profile, row.cause, begun=row.starts_on <= day),
        signed=signed,
        next=next_step(seen),
        alerts=tuple(alerts(seen)),
        facts=tuple(_facts(row, action.profile, before, after, review)),
        papers=tuple(_papers(action, row, lines)),
        visits=visits,
        last_presence=last_presence(row.course, day),
        renewed_by=renewed_by,
    )


def _facts(
    row: ImmersionRow,
    profile: ActionProfile,
    before: ImmersionRow | None,
    after: ImmersionRow | None,
    review: dict[str, object],
) -> Iterator[tuple[str, str]]:
    course = row.course
    yield "Dates", f"du {long_date(row.starts_on)} au {long_date(row.ends_on)}"
    if course.ended_on is not None:
        yield "Dernier jour", long_date(course.ended_on)
    if course.week is not None:
        days = len(list(course.week.presences(course.starts_on, course.last_on)))
        if course.took_place:
            yield "Présence", f"{plural(days, 'jour')}, {hours_words(course)}"
    elif row.weekly_minutes:
        yield "Présence", f"{hours(row.weekly_minutes)} par semaine"
    if row.missed_minutes:
        yield "Heures manquées", hours(row.missed_minutes)
    if row.cause is not None:
        note = f". {row.cause_note}" if row.cause_note else ""
        yield "Pourquoi", f"{profile.immersion_causes.label(row.cause)}{note}"
    yield "Objet", label_of(profile.purposes, row.purpose)
    trade = " · ".join(part for part in (row.trade, row.rome) if part)
    yield "Métier", trade
    yield (
        "Entreprise",
        " · ".join(
            part for part in (row.company, siret_words(row.siret) if row.siret else "") if part
        ),
    )
    yield "Lieu", row.place or row.address or ""
    yield (
        "Accueil et sécurité",
        " · ".join(part for part in (row.contact, row.company_phone) if part),
    )
    yield "Tuteur", row.tutor or ""
    if before is not None:
        why = f"{NBSP}: {row.renewal_reason}" if row.renewal_reason else ""
        yield "Renouvelle", f"celle du {short_date(before.starts_on)}{why}"
    if after is not None:
        yield "Renouvelée", f"par celle du {short_date(after.starts_on)}"
    yield "Bilan", label_of(profile.reviews, row.review)
    if review.get("hired") == "yes":
        yield "Embauche à la suite", str(review.get("hired_as", "")) or "Oui"


def _papers(
    action: ActionInfo, row: ImmersionRow, lines: list[DocumentLine]
) -> Iterator[PaperLine]:
    latest = {line.kind: line for line in lines}
    kinds = [kind for kind in templates(action).values() if kind.subject is Subject.IMMERSION]
    for template in sorted(kinds, key=lambda kind: kind.key != CONVENTION):
        line = latest.get(template.key)
        if line is None:
            target = Target(
                Screen.PAPER, row.prescription_id, section=template.key, subject_id=row.id
            )
            asked = row.outcome is not ImmersionOutcome.NOT_DONE
            yield PaperLine(template.title, "À faire" if asked else "Non fait", "quiet", target)
        else:
            target = Target(Screen.PAPER, row.prescription_id, document_id=line.id)
            yield PaperLine(template.title, state_words(line), state_tone(line), target)
