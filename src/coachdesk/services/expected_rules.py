"""What a profile expects of a parcours: acts after so many months, at its end, in the job after.

And the papers that tell the acts of a month, once it is over.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from typing import NamedTuple, TypeAlias
from uuid import UUID

from sqlalchemy import Connection

from coachdesk.core.french import NBSP, long_date, month_name, of, plural, quoted, short_date
from coachdesk.domain.exits import Ahead
from coachdesk.domain.papers import LAST_DAY, PaperTemplate
from coachdesk.domain.periods import month_of, months_later, next_month
from coachdesk.domain.profile import ActionProfile
from coachdesk.models import Prescription
from coachdesk.queries.expected import expecting_left, expecting_under_way, often_met
from coachdesk.queries.listing import AnyRow, Listing, rows
from coachdesk.queries.statements import months_untold
from coachdesk.services.targets import Screen

_AHEAD = timedelta(days=15)
_BEFORE_END = timedelta(days=30)
_MONTHS, _DAYS = 3, 9
"""For how many months a paper of the month is asked for; how many days she has to make it."""
_RECALLED = timedelta(days=31)
"""How long after an exit what was expected by then is still asked for."""


class Expected(NamedTuple):
    """Something that is expected of a parcours and not there yet."""

    rule: str
    sentence: str
    due_on: date
    screen: Screen
    subject: str
    section: str


ExpectedOf: TypeAlias = Callable[[AnyRow], Iterator[Expected]]


def expecting(
    action_id: UUID, profile: ActionProfile, day: date
) -> Iterator[tuple[Listing, ExpectedOf]]:
    """Of whom something may be expected, with what; nothing where the profile expects nothing."""
    if stages := profile.stages:
        at_stages = partial(_expected_of, profile, day)
        days_after = (days for kind in profile.services for days in kind.expected_job_days)
        since = day - _RECALLED - timedelta(days=max(days_after, default=0))
        yield expecting_under_way(action_id, day, stages), at_stages
        yield expecting_left(action_id, since, day, stages), at_stages
    if limit := profile.rules.appointments_limit:
        yield often_met(action_id, day, limit), _decision_of
    for paper in profile.papers.values():
        if paper.monthly_of:
            yield _untold(action_id, paper, day), partial(_monthly_of, paper)


def _decision_of(row: AnyRow) -> Iterator[Expected]:
    """A short accompaniment came to its end: she leaves, or goes on for a reason."""
    number = plural(row.appointments, "rendez-vous tenu", "rendez-vous tenus")
    text = f"{number}{NBSP}: décider de la suite"
    yield Expected("suite_a_decider", text, row.last_on, Screen.EXIT, str(row.appointments), "")


def statement_facts(
    link: Connection, action_id: UUID, paper: PaperTemplate, whose: UUID, day: date
) -> dict[str, str]:
    """The month of the next statement of hers: the first that is asked for; none when none is."""
    hers = _untold(action_id, paper, day).where(Prescription.id == whose)
    days = [row.any_day for row in rows(link, hers)]
    if not days:
        return {}
    month = month_of(min(days))
    return {"statement.first": long_date(month.first), "statement.last": long_date(month.last)}


def _untold(action_id: UUID, paper: PaperTemplate, day: date) -> Listing:
    """The last months that are over, and lack that paper."""
    last = day.replace(day=1) - timedelta(days=1)
    first = months_later(day.replace(day=1), -_MONTHS)
    return months_untold(action_id, paper.key, paper.monthly_of, first, last, LAST_DAY)


def _monthly_of(paper: PaperTemplate, row: AnyRow) -> Iterator[Expected]:
    month = row.any_day.replace(day=1)
    text = f"établir et faire signer {quoted(paper.title)} {of(month_name(month))}"
    due, subject = next_month(month) + timedelta(days=_DAYS), f"{paper.key}:{month:%Y-%m}"
    yield Expected("releve_attendu", text, due, Screen.PAPER, subject, paper.key)


def _expected_of(profile: ActionProfile, day: date, row: AnyRow) -> Iterator[Expected]:
    """What is expected of one of their rows on ``day``; nothing of who died nor of the reprise."""
    if row.exit_cut_over or (row.exit_kind and profile.is_deceased(row.exit_kind)):
        return
    left = row.left_on if row.left_on is not None and row.left_on <= day else None
    end = left or _near(row.planned_end_on, day + _BEFORE_END)
    if left is not None and left < day - _RECALLED:
        end = None
    hired = left is not None and _leads_to_job(profile, row.exit_kind)
    acts, papers = _counted(row.acts), _counted(row.papers)
    for kind in profile.services:
        stages = () if left or row.cut_over else kind.expected_months
        due = [months_later(row.entered_on, months) for months in stages]
        if left is not None and hired:
            due = [left + timedelta(days=days) for days in kind.expected_job_days]
        reached = [each for each in due if each <= day + _AHEAD]
        if kind.expected_at_end and end is not None:
            reached = [end]
        done = acts.count(kind.key)
        if done < len(reached):
            yield Expected(
                "acte_attendu",
                _said(kind.label, reached[done], day),
                reached[done],
                Screen.SERVICE,
                f"{kind.key}:{done + 1}",
                kind.key,
            )
    for paper in profile.papers.values():
        if paper.expected_at_end and end is not None and paper.key not in papers:
            text = f"établir {quoted(paper.title)}"
            yield Expected("papier_attendu", text, end, Screen.PAPER, paper.key, paper.key)


def _leads_to_job(profile: ActionProfile, kind: str) -> bool:
    return kind in profile.exit_kinds and profile.exit_kinds[kind].ahead is Ahead.JOB


def _near(day: date | None, limit: date) -> date | None:
    return day if day is not None and day <= limit else None


def _counted(told: str | None) -> list[str]:
    return told.split(",") if told else []


def _said(label: str, due: date, day: date) -> str:
    verb = "était attendu" if due < day else "est attendu"
    return f"{quoted(label)} {verb} pour le {short_date(due)}"
