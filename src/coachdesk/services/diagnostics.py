"""The diagnostic: what is learned of the person before the decision, saved as often as wanted."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from coachdesk.core.clock import today
from coachdesk.core.french import of
from coachdesk.core.ids import new_id
from coachdesk.domain.fse import QUESTIONS, Answer
from coachdesk.domain.support import Impact, ObjectiveState
from coachdesk.models import Diagnostic, FseAnswer, Objective, Pathway
from coachdesk.queries.stints import EarlierAnswer, earlier_answers, earlier_stint
from coachdesk.services.acts import act
from coachdesk.services.desk import Desk
from coachdesk.services.fse_answers import set_answers
from coachdesk.services.objectives import add_objective
from coachdesk.services.obstacles import current_obstacles, judge
from coachdesk.services.rows import person_of

FACTS = (
    "status", "training_level", "household", "employment", "driving_licence", "main_obstacle",
)  # fmt: skip
"""What the pathway takes over when she enters the action."""
_ASKED = frozenset(question.key for question in QUESTIONS)
"""The questions of the FSE+ that the diagnostic asks."""


@dataclass(frozen=True)
class DiagnosticFacts:
    """The diagnostic as it stands. Words are keys of the profile; None is not told."""

    status: str | None = None
    training_level: str | None = None
    household: str | None = None
    employment: str | None = None
    driving_licence: bool | None = None
    main_obstacle: str | None = None
    mobility: str | None = None
    expectations: str | None = None
    skills: str | None = None
    obstacles: Mapping[str, Impact] = field(default_factory=dict)
    answers: Mapping[str, Answer] = field(default_factory=dict)
    objectives: tuple[str, ...] = ()
    """Under way."""
    taken_back: Collection[str] = ()
    """Questions of the FSE+ whose answer is one no more; one left out of ``answers`` stays."""


def save_diagnostic(desk: Desk, prescription_id: UUID, facts: DiagnosticFacts) -> None:
    """Save the diagnostic of a dossier; a frein judged again the same day replaces that day's.

    Raises:
        UserError: the dossier is gone.
    """
    told: list[str] = []
    with act(desk, lambda: f"diagnostic {of(told[0])}") as uow:
        session = uow.session
        told.append(person_of(session, prescription_id))
        day = today(desk.clock)
        found = session.scalar(
            select(Diagnostic).where(Diagnostic.prescription_id == prescription_id)
        )
        if found is None:
            found = Diagnostic(id=new_id(), prescription_id=prescription_id, made_on=day)
            session.add(found)
        for name in (*FACTS, "mobility", "expectations", "skills"):
            value = getattr(facts, name)
            setattr(found, name, (value.strip() or None) if isinstance(value, str) else value)
        _assess(session, prescription_id, facts.obstacles, day)
        answers = {**facts.answers, **dict.fromkeys(facts.taken_back)}
        set_answers(session, prescription_id, answers, day)
        _set_objectives(session, prescription_id, facts.objectives, day)
        uow.commit()


@dataclass(frozen=True)
class DiagnosticForm:
    """What the page of the diagnostic begins with."""

    facts: DiagnosticFacts | None
    """As it stands; or, of someone who comes again, as it was the last time."""
    taken_from: str = ""
    """The n° of the dossier of that last time: what comes from it is to be confirmed."""
    kept: Mapping[str, EarlierAnswer] = field(default_factory=dict)
    """What she answered to the FSE+ at her first entry in the action: it no longer changes."""


def diagnostic_form(connection: Connection, prescription_id: UUID) -> DiagnosticForm:
    """The diagnostic to be filled in; what is known of an earlier time is not typed again."""
    kept = {
        told.question: told
        for told in earlier_answers(connection, prescription_id)
        if told.question in _ASKED
    }
    facts, taken_from = diagnostic(connection, prescription_id), ""
    before = earlier_stint(connection, prescription_id) if facts is None else None
    if before is not None:
        facts = _last_time(connection, before.prescription_id)
        taken_from = before.number if facts is not None else ""
    answers = {
        **_answers(connection, prescription_id),
        **{question: Answer(told.answer) for question, told in kept.items()},
    }
    if answers:
        facts = facts or DiagnosticFacts()
        facts = replace(facts, answers={**facts.answers, **answers})
    return DiagnosticForm(facts, taken_from, kept)


def _last_time(connection: Connection, prescription_id: UUID) -> DiagnosticFacts | None:
    """What lasts of a former diagnostic; what it did not say is as it was at the former entry."""
    told = diagnostic(connection, prescription_id)
    columns = [getattr(Pathway, name) for name in FACTS]
    entry = connection.execute(
        select(*columns).where(Pathway.prescription_id == prescription_id)
    ).one_or_none()
    if entry is None:
        return replace(told, answers={}, objectives=()) if told is not None else None
    facts = told or DiagnosticFacts()
    lacking = {
        name: value for name, value in entry._asdict().items() if getattr(facts, name) is None
    }
    return replace(facts, answers={}, objectives=(), **lacking)


def diagnostic(connection: Connection, prescription_id: UUID) -> DiagnosticFacts | None:
    """The diagnostic of a dossier as it stands; None when there is none yet."""
    found = connection.execute(
        select(Diagnostic.__table__).where(Diagnostic.prescription_id == prescription_id)
    ).one_or_none()
    if found is None:
        return None
    objectives = connection.execute(
        select(Objective.text)
        .where(
            Objective.prescription_id == prescription_id,
            Objective.state == ObjectiveState.IN_PROGRESS,
        )
        .order_by(Objective.id)
    ).scalars()
    return DiagnosticFacts(
        **{name: getattr(found, name) for name in (*FACTS, "mobility", "expectations", "skills")},
        obstacles=current_obstacles(connection, prescription_id),
        answers=_answers(connection, prescription_id),
        objectives=tuple(objectives),
    )


def _answers(connection: Connection, prescription_id: UUID) -> dict[str, Answer]:
    """What was answered in this dossier, here or on a questionnaire before any diagnostic."""
    answers = connection.execute(
        select(FseAnswer.question, FseAnswer.answer).where(
            FseAnswer.prescription_id == prescription_id, FseAnswer.question.in_(_ASKED)
        )
    )
    return {row.question: Answer(row.answer) for row in answers}


def _assess(
    session: Session, prescription_id: UUID, judged: Mapping[str, Impact], day: date
) -> None:
    """Judge again the freins that changed: the form shows the others as they were."""
    before = current_obstacles(session.connection(), prescription_id)
    for kind, impact in judged.items():
        if before.get(kind) is not impact:
            judge(session, prescription_id, kind, impact, day)


def _set_objectives(
    session: Session, prescription_id: UUID, texts: tuple[str, ...], day: date
) -> None:
    wanted = list(dict.fromkeys(filter(None, (" ".join(text.split()) for text in texts))))
    under_way = session.scalars(
        select(Objective).where(
            Objective.prescription_id == prescription_id,
            Objective.state == ObjectiveState.IN_PROGRESS,
        )
    ).all()
    for objective in under_way:
        if objective.text not in wanted:
            session.delete(objective)
    known = {objective.text for objective in under_way}
    for text in wanted:
        if text not in known:
            add_objective(session, prescription_id, text, day)
