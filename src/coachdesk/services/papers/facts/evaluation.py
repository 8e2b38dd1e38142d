"""The grilles d'évaluation of a dossier side by side: from where to where."""

from uuid import UUID

from sqlalchemy import Connection

from coachdesk.documents.papers.paper import FactTable
from coachdesk.domain.papers import FieldKind, PaperField, PaperTemplate
from coachdesk.queries.immersion_paper import GRID, answers_of_dossier
from coachdesk.services.desk import ActionInfo
from coachdesk.services.papers.templates import templates

_MOMENT = "moment"


def evaluation_facts(
    link: Connection, action: ActionInfo, prescription_id: UUID
) -> dict[str, str | FactTable]:
    """What each grid says, and the moment of the one that comes next."""
    template = templates(action).get(GRID)
    if template is None:
        return {"pathway.evaluations": FactTable((), ()), "evaluation.moment": ""}
    moments = next((field for field in template.fields if field.key == _MOMENT), None)
    done = {
        str(answers.get(_MOMENT, "")): answers
        for answers in answers_of_dossier(link, GRID, prescription_id)
    }
    options = moments.options if moments else ()
    filled = [word for word in options if word.key in done]
    coming = next((word.label for word in options if word.key not in done), "")
    rows = tuple(
        (field.label, *(_level(field, done[word.key]) for word in filled))
        for field in _criteria(template)
        if any(done[word.key].get(field.key) for word in filled)
    )
    heads = ("Critère", *(word.label for word in filled))
    return {
        "pathway.evaluations": FactTable(heads, rows) if rows else FactTable((), ()),
        "evaluation.moment": coming,
    }


def _criteria(template: PaperTemplate) -> tuple[PaperField, ...]:
    return tuple(
        field
        for block in template.blocks
        if block.grid
        for field in block.fields
        if field.kind is FieldKind.CHOICE
    )


def _level(field: PaperField, answers: dict[str, str]) -> str:
    return field.told(answers.get(field.key, "")) or "–"
