"""The texts of a paper's template: what they may name, what they may not claim, how they read."""

import re

from coachdesk.core.french import NBSP, curled, quoted, typeset
from coachdesk.domain.claims import overclaim
from coachdesk.domain.nearest import nearest
from coachdesk.domain.paper_facts import FACTS, TABLES
from coachdesk.domain.profile_table import Table

NAMED = re.compile(r"\{([^{}\n]*)\}")
"""« {person.name} » in a text."""
ANSWERS = "answers."
"""Before the key of a field, where a text says what was answered."""


def paper_text(table: Table, key: str) -> str:
    """The text of ``key`` as it is printed, empty when absent; faults are noted."""
    text = table.text_or_none(key) or ""
    if claim := overclaim(text):
        note_claim(table, key, claim)
    for name in NAMED.findall(text):
        check_fact(table, key, name)
    return typeset(curled(text))


def plain_text(table: Table, key: str) -> str:
    """The text of ``key``, in which nothing can be named: a title, a question, a choice."""
    text = paper_text(table, key)
    if NAMED.search(text):
        table.note(key, "Aucun fait ne peut être nommé ici.", "Retirez les accolades.")
    return text


def answers_named(text: str) -> tuple[str, ...]:
    """The keys of the fields whose answers ``text`` says."""
    return tuple(
        name.removeprefix(ANSWERS) for name in NAMED.findall(text) if name.startswith(ANSWERS)
    )


def check_fact(table: Table, key: str, name: str, *, as_table: bool = False) -> None:
    """Note a fact that does not exist, or that is a table where a text is wanted, or the reverse.

    The keys of answers are checked with the whole paper, not here.
    """
    if name.startswith(ANSWERS) and not as_table:
        return
    if name not in FACTS:
        known = sorted(TABLES) if as_table else sorted(FACTS)
        near = nearest(name, known)
        table.note(
            key,
            f"Le fait {quoted(name)} n’existe pas.",
            f"Vouliez-vous dire {quoted(near)}{NBSP}?"
            if near
            else "Prenez l’un de ceux que docs/papers.md nomme.",
        )
    elif as_table and name not in TABLES:
        table.note(key, f"{quoted(name)} n’est pas un tableau.", "Écrivez-le dans « facts ».")
    elif name in TABLES and not as_table:
        table.note(key, f"{quoted(name)} est un tableau.", "Écrivez-le dans « table ».")


def note_claim(table: Table, key: str, claim: str) -> None:
    """Note that a text says more than what is proved (design §5.3)."""
    table.note(
        key,
        f"Ce texte dit plus que ce qui est prouvé{NBSP}: {quoted(claim)}.",
        f"Écrivez {quoted('signature simple')} pour le tracé, {quoted('cachet')} pour le "
        f"scellement et {quoted('atteste')} pour le coach.",
    )
