"""The plain summaries beside what is signed: which there are, and what the association wants shown.

They are read from ``resources/summaries`` and never composed into a paper: changing one changes
nothing that was signed (decision 53).
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sqlalchemy import Connection

from coachdesk.core.canonical import Json
from coachdesk.core.errors import UserError
from coachdesk.core.files import write_atomically
from coachdesk.core.french import curled, quoted, typeset
from coachdesk.core.resources import resource
from coachdesk.domain.papers import PaperTemplate, Role
from coachdesk.domain.plain_summary import (
    DRAFTS,
    PAPER,
    PRESENCE,
    REMOTE,
    Explanation,
    Language,
    SummaryTexts,
)
from coachdesk.services.desk import Desk
from coachdesk.services.paper_kinds import shipped_kinds
from coachdesk.services.preferences import keep_preference, preference

_KEY = "plain_summaries"
_NO_KIND = {PRESENCE: "Présence", REMOTE: "Entretien à distance", PAPER: "Autre papier"}
"""Whose text is of no kind of paper, in words."""


@dataclass(frozen=True)
class SummaryChoices:
    """What the association turned on.

    Attributes:
        drafts: the translations that nobody read and that are shown all the same.
        first: the summary is shown before the paper.
    """

    drafts: tuple[Language, ...] = ()
    first: bool = False


def summary_choices(link: Connection) -> SummaryChoices:
    """What is turned on in this store: no translation until someone does."""
    kept = preference(link, _KEY)
    if not isinstance(kept, dict):
        return SummaryChoices()
    listed = kept.get("drafts")
    drafts = listed if isinstance(listed, list) else []
    return SummaryChoices(
        tuple(language for language in DRAFTS if language.value in drafts),
        first=kept.get("first") is True,
    )


def keep_summary_choices(desk: Desk, choices: SummaryChoices) -> None:
    """From the next signature on, show that."""
    drafts = [language.value for language in choices.drafts]
    keep_preference(desk, _KEY, {"drafts": list[Json](drafts), "first": choices.first})


def save_texts(language: Language, target: Path) -> None:
    """Write in ``target`` each French text with its draft below, for someone to proofread.

    Raises:
        UserError: the file can't be written.
    """
    french, draft = summary_texts(Language.FRENCH), summary_texts(language)
    parts = [(french.warning, draft.warning)]
    for key, lines in french.texts.items():
        kind = shipped_kinds().get(key)
        parts.append((f"\n== {kind.title if kind else _NO_KIND[key]}", ""))
        parts += zip(lines, draft.texts[key], strict=True)
    text = "\n".join("\n".join(filter(None, (*pair, " "))) for pair in parts)
    try:
        write_atomically(target, f"\ufeff{text}\n".encode())  # without the mark Windows guesses
    except OSError as error:
        raise UserError(
            f"{quoted(target.name)} n’a pas pu être écrit.", "Choisissez un autre dossier."
        ) from error


def explanation(
    link: Connection, role: Role, key: str, facts: Mapping[str, object] | None = None
) -> Explanation | None:
    """What stands beside what ``role`` signs; None for who wrote it: the coach, an organisme.

    Args:
        link: the store.
        role: in what quality someone signs.
        key: of the summary: PRESENCE, REMOTE, or the kind of the paper.
        facts: what its lines may name; without them, those lines are left out.
    """
    if role not in {Role.PARTICIPANT, Role.HOST}:
        return None
    choices = summary_choices(link)
    languages = (Language.FRENCH, *(choices.drafts if role is Role.PARTICIPANT else ()))
    summaries = []
    for language in languages:
        written = summary_texts(language)
        texts = written.host if role is Role.HOST else written.texts
        lines = texts.get(key) or texts[PAPER]
        summaries.append(written.summary(lines, facts or {}))
    return Explanation(tuple(summaries), choices.first)


def summary_key(template: PaperTemplate) -> str:
    """The key of its summary: of a paper that a profile wrote or rewrote, the one for any paper.

    Our summary of a text that someone else wrote could be false.
    """
    shipped = shipped_kinds().get(template.key)
    if shipped is None or _written(shipped) != _written(template):
        return PAPER
    return template.key


def _written(template: PaperTemplate) -> tuple[object, ...]:
    """What a paper says and asks, whatever word list of the profile gives its choices."""
    return tuple(
        (block.heading, block.text, block.facts, block.table,
         tuple((field.key, field.label) for field in block.fields))
        for block in template.blocks
    )  # fmt: skip


@cache
def summary_texts(language: Language) -> SummaryTexts:
    """The plain summaries that the program has in ``language``."""
    told = tomllib.loads(resource("summaries", f"{language}.toml").read_text("utf-8"))
    french = language is Language.FRENCH

    def typed(text: str) -> str:
        return typeset(curled(text)) if french else text

    def lines(name: str) -> dict[str, tuple[str, ...]]:
        return {key: tuple(map(typed, each)) for key, each in told.get(name, {}).items()}

    return SummaryTexts(
        language=language,
        name=told["name"],
        warning=typed(told["warning"]),
        unread=told.get("unread", ""),
        reading=typed(told.get("reading", "")),
        texts=lines("texts"),
        host=lines("host"),
    )
