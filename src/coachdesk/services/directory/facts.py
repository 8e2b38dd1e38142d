"""What is typed of someone in the carnet, cleaned, or refused beside its field."""

from collections.abc import Callable, Mapping

from coachdesk.core.errors import UserError
from coachdesk.core.french import NBSP, quoted
from coachdesk.domain.identity import cleaned_email, cleaned_phone

_MOST = 200
_LINES_MOST = 600
_Clean = Callable[[str], str | None]


def one_line(typed: str) -> str | None:
    """The words of one line; None for none.

    Raises:
        UserError: it is too long to stand on a paper.
    """
    words = " ".join(typed.split())
    if len(words) > _MOST:
        raise UserError(f"C’est trop long{NBSP}: {_MOST} signes au plus.", "Raccourcissez.")
    return words or None


def some_lines(typed: str) -> str | None:
    """Some lines, as of an address or a note; None for none.

    Raises:
        UserError: it is too long to stand on a paper.
    """
    lines = [" ".join(line.split()) for line in typed.splitlines()]
    words = "\n".join(line for line in lines if line)
    if len(words) > _LINES_MOST:
        raise UserError(f"C’est trop long{NBSP}: {_LINES_MOST} signes au plus.", "Raccourcissez.")
    return words or None


CLEANED: Mapping[str, _Clean] = {
    "name": one_line,
    "organisation": one_line,
    "contact": one_line,
    "phone": cleaned_phone,
    "email": cleaned_email,
    "address": some_lines,
    "note": some_lines,
}
"""How each field is cleaned, by its column."""


def cleaned_facts(typed: Mapping[str, str]) -> tuple[dict[str, str | None], dict[str, str]]:
    """The facts by column, and beside each that can't be, why not."""
    facts: dict[str, str | None] = {}
    wrong: dict[str, str] = {}
    for name, told in typed.items():
        try:
            facts[name] = CLEANED[name](told)
        except UserError as error:
            wrong[name] = str(error)
    if not facts.get("name") and "name" not in wrong:
        wrong["name"] = "Ce nom manque. Écrivez-le tel qu’il figurera sur les papiers."
    return facts, wrong


def checked_facts(typed: Mapping[str, str]) -> dict[str, str | None]:
    """The facts by column.

    Raises:
        UserError: one of them can't be.
    """
    facts, wrong = cleaned_facts(typed)
    if wrong:
        raise UserError(next(iter(wrong.values())), "Corrigez, puis recommencez.")
    return facts


def taken(name: str | None) -> UserError:
    """Someone else of the carnet bears that name."""
    return UserError(
        f"{quoted(name or '')} est déjà dans le carnet.",
        "Changez sa fiche, ou précisez le nom.",
    )
