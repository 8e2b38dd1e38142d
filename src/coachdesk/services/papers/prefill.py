"""What is proposed in the fields of a new paper, and what it lacks before it can be signed."""

from collections.abc import Mapping

from coachdesk.core.french import MONTHS, fold
from coachdesk.documents.papers.paper import Facts
from coachdesk.domain import paper_answers
from coachdesk.domain.paper_facts import FACTS
from coachdesk.domain.paper_texts import ANSWERS, NAMED
from coachdesk.domain.papers import Answer, FieldKind, PaperField, PaperTemplate


def prefilled(template: PaperTemplate, facts: Facts) -> dict[str, Answer]:
    """The answers proposed, by the key of the field; only those that have one."""
    proposed = ((field.key, _proposed(field, facts)) for field in template.fields)
    return {key: answer for key, answer in proposed if answer}


def cleaned(template: PaperTemplate, answers: Mapping[str, Answer]) -> dict[str, Answer]:
    """The answers to what ``template`` asks, without what is blank or unknown."""
    kept: dict[str, Answer] = {}
    for field in template.fields:
        answer = answers.get(field.key, "")
        if field.options:
            known = {word.key for word in field.options}
            ticked = tuple(
                key for key in ([answer] if isinstance(answer, str) else answer) if key in known
            )
            answer = ticked if field.kind is FieldKind.TICKS else "".join(ticked[:1])
        elif isinstance(answer, str):
            answer = answer.strip()
        if answer:
            kept[field.key] = answer
    asked = {field.key for field in paper_answers.asked(template, kept)}
    return {key: answer for key, answer in kept.items() if key in asked}


def lacking(
    template: PaperTemplate, facts: Facts, answers: Mapping[str, Answer]
) -> tuple[str, ...]:
    """What the paper lacks, in words: facts not known, questions not answered."""
    unknown = (FACTS[name] for name in template.required if not facts.get(name))
    return (*unknown, *unanswered(template, answers))


def unanswered(template: PaperTemplate, answers: Mapping[str, Answer]) -> tuple[str, ...]:
    """The questions that hold the paper up, word for word."""
    return tuple(field.label for field in paper_answers.lacking(template, answers))


def said(text: str, template: PaperTemplate, facts: Facts, answers: Mapping[str, Answer]) -> str:
    """``text`` with what is known and answered in its place."""
    fields = {field.key: field for field in template.fields}

    def word(name: str) -> str:
        if name.startswith(ANSWERS):
            field = fields[name.removeprefix(ANSWERS)]
            return field.told(answers.get(field.key, ""))
        fact = facts.get(name, "")
        return fact if isinstance(fact, str) else ""

    return NAMED.sub(lambda found: word(found[1]), text)


def _proposed(field: PaperField, facts: Facts) -> Answer:
    def word(name: str) -> str:
        fact = facts.get(name, "")
        return fact if isinstance(fact, str) else ""

    text = NAMED.sub(lambda found: word(found[1]), field.prefill).strip()
    if field.kind is FieldKind.DATE:
        return _iso(text)
    if field.options:
        keys = {word.key: word.key for word in field.options}
        labels = {fold(word.label): word.key for word in field.options}
        key = (labels | keys).get(fold(text), "")
        return (key,) if key and field.kind is FieldKind.TICKS else key
    return text


def _iso(text: str) -> str:
    """« 2024-01-16 » of « 16 janvier 2024 »; nothing when it is no day."""
    match text.split()[-3:]:  # « mardi » may stand before
        case [day, month, year] if month in MONTHS and year.isdecimal():
            number = 1 if day == "1er" else int(day) if day.isdecimal() else 0
            return f"{year}-{MONTHS.index(month) + 1:02}-{number:02}" if number else ""
    return ""
