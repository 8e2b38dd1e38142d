"""What of a paper is to be asked, and what it still lacks, given the answers so far."""

from collections.abc import Mapping

from coachdesk.core.errors import UserError
from coachdesk.domain.identity import cleaned_email, cleaned_phone
from coachdesk.domain.papers import Answer, PaperField, PaperTemplate

_CHECKED = {"phone": cleaned_phone, "email": cleaned_email}
"""Keys of the questions that ask for a fact of the person which has a form."""


def asked(template: PaperTemplate, answers: Mapping[str, Answer]) -> tuple[PaperField, ...]:
    """The fields that concern this paper: those whose condition holds."""
    return tuple(field for field in template.fields if concerns(field, answers))


def concerns(field: PaperField, answers: Mapping[str, Answer]) -> bool:
    """Whether a field is asked, given what was answered to the one that it depends on."""
    if field.when is None:
        return True
    given = answers.get(field.when.key, "")
    return any(key in field.when.values for key in ((given,) if isinstance(given, str) else given))


def may_concern(field: PaperField, answers: Mapping[str, Answer], template: PaperTemplate) -> bool:
    """Whether a field stands on paper: the one that it depends on may still be answered by pen.

    What depends on a field that does not stand on it does not either.
    """
    if field.when is None:
        return True
    if told(answers.get(field.when.key)):
        return concerns(field, answers)
    others = (other for other in template.fields if other.key == field.when.key)
    return all(may_concern(other, answers, template) for other in others)


def lacking(template: PaperTemplate, answers: Mapping[str, Answer]) -> tuple[PaperField, ...]:
    """What must be answered before the paper is signed, and is not."""
    return tuple(field for field in asked(template, answers) if is_lacking(field, answers))


def is_lacking(field: PaperField, answers: Mapping[str, Answer]) -> bool:
    """Whether a field that concerns the paper holds it up."""
    if not field.required or told(answers.get(field.key)):
        return False
    return not (field.unless and told(answers.get(field.unless)))


def told(answer: Answer | None) -> bool:
    """Whether something was answered; blanks are nothing."""
    return bool(answer.strip() if isinstance(answer, str) else answer)


def fault(field: PaperField, answer: Answer) -> str:
    """Why an answer can't be, with what to write; empty when it can."""
    check = _CHECKED.get(field.key)
    if check is None or not isinstance(answer, str):
        return ""
    try:
        check(answer)
    except UserError as error:
        return str(error)
    return ""
