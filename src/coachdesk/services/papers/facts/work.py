"""What the coach and the person work on: objectives, démarches, freins, diagnostic, FSE+."""

from sqlalchemy import Connection

from coachdesk.core.french import hours, short_date
from coachdesk.documents.papers.paper import FactTable
from coachdesk.domain.fse import ANSWER_LABELS, QUESTIONS, Answer
from coachdesk.domain.profile import ActionProfile
from coachdesk.domain.support import ObjectiveState
from coachdesk.queries.card import Card
from coachdesk.queries.card_work import CardObjective, CardStep, CardWork
from coachdesk.queries.paper_facts import fse_answers
from coachdesk.services.timeline import AID_WORDS, IMPACT_WORDS


def work_facts(
    link: Connection, card: Card, work: CardWork, profile: ActionProfile
) -> dict[str, str | FactTable]:
    """Of what is worked on in the dossier."""
    learned = work.diagnostic
    return {
        "diagnostic.expectations": (learned and learned.expectations) or "",
        "diagnostic.mobility": (learned and learned.mobility) or "",
        "diagnostic.skills": (learned and learned.skills) or "",
        "pathway.objectives": FactTable(
            ("Objectif", "Fixé le", "Où il en est"),
            tuple((item.text, short_date(item.set_on), _state(item)) for item in work.objectives),
        ),
        "pathway.steps": FactTable(
            ("Date", "Démarche", "Suite"),
            tuple(
                (short_date(step.done_on), profile.steps.label(step.kind), _came_of(step))
                for step in work.steps
            ),
        ),
        "pathway.obstacles": _obstacles(work, profile),
        "fse.entry": _fse(link, card),
    }


def _state(item: CardObjective) -> str:
    if item.state is ObjectiveState.IN_PROGRESS:
        return "En cours"
    done = "Atteint" if item.state is ObjectiveState.DONE else "Arrêté"
    return f"{done} le {short_date(item.closed_on)}" if item.closed_on else done


def _came_of(step: CardStep) -> str:
    aid = AID_WORDS[step.aid_outcome].capitalize() if step.aid_outcome else ""
    took = hours(step.minutes) if step.minutes else ""
    return ", ".join(filter(None, (aid, took)))


def _obstacles(work: CardWork, profile: ActionProfile) -> FactTable:
    """Each frein as it was first judged, and as it weighs now."""
    judged: dict[str, list[str]] = {}
    for item in work.obstacles:
        judged.setdefault(item.kind, []).append(IMPACT_WORDS[item.impact].capitalize())
    rows = tuple(
        (profile.obstacles.label(kind), weights[0], weights[-1]) for kind, weights in judged.items()
    )
    return FactTable(("Frein", "À l’entrée", "Maintenant"), rows)


def _fse(link: Connection, card: Card) -> FactTable:
    """The questions of the entry with what was answered; none when none was."""
    given = fse_answers(link, card.identity.prescription_id)
    rows = tuple(
        (question.text, ANSWER_LABELS[Answer(given[question.key])])
        for question in QUESTIONS
        if question.key in given
    )
    return FactTable(("Question", "Réponse"), rows)
