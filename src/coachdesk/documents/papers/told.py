"""Answers as a letter tells them: in sentences and lists, without the look of a form."""

from collections.abc import Mapping, Sequence

from coachdesk.core.french import NBSP
from coachdesk.documents.papers.flow import Strip, lead_in
from coachdesk.documents.papers.prose import STRONG, prose
from coachdesk.domain.papers import Answer, FieldKind, PaperField

_GAP = 6.0


def told(
    fields: Sequence[PaperField],
    answers: Mapping[str, Answer],
    x: float,
    width: float,
    *,
    headed: bool,
) -> list[Strip]:
    """What was answered; a question without an answer is not mentioned.

    Under a heading that stands over one question only, that heading says it all.
    """
    alone = headed and len(fields) == 1
    made: list[Strip] = []
    for field in fields:
        if answer := answers.get(field.key):
            made += lead_in(_said(field, answer, x, width, alone=alone), _GAP)
    return made


def _said(field: PaperField, answer: Answer, x: float, width: float, *, alone: bool) -> list[Strip]:
    label = field.label if field.label.endswith("?") else f"{field.label}{NBSP}:"
    if field.kind is FieldKind.TICKS:
        keys = (answer,) if isinstance(answer, str) else answer
        chosen = [word.label for word in field.options if word.key in keys]
        items = "\n".join(f"- {label}" for label in chosen)
        return prose(items if alone else f"{label}\n{items}", x, width)
    if field.kind is FieldKind.TEXT:
        words = prose(field.told(answer), x, width)
        return words if alone else [*prose(label, x, width, STRONG), *words]
    return prose(f"{label} {field.told(answer)}", x, width)
