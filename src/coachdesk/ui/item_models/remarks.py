"""The remarks of a relecture as lines: under the title of their kind, those verified at the end."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TypeAlias

from coachdesk.core.french import quoted
from coachdesk.services.audit import Audit, Verified
from coachdesk.services.audit_remarks import KINDS, Remark
from coachdesk.services.targets import Screen


@dataclass(frozen=True)
class Heading:
    """The title of a kind, how many there are, and why a controller asks."""

    title: str
    source: str


Line: TypeAlias = Heading | Remark | Verified
_ACTS = {
    Screen.APPOINTMENT: "Voir le rendez-vous",
    Screen.CONTRACT: "Voir le contrat",
    Screen.CARD: "Voir la personne",
    Screen.MONTH: "Voir le mois",
}
LONGEST = _ACTS[Screen.APPOINTMENT]


def lines(audit: Audit) -> tuple[Line, ...]:
    """What is shown, from the first to the last."""
    return tuple(_lines(audit))


def said(line: Line) -> str:
    """The words of a line."""
    match line:
        case Heading():
            return line.title
        case Remark():
            return line.sentence
        case Verified():
            return f"{line.remark.sentence} Vérifié\u00a0: {quoted(line.reason)}."


def act(line: Line) -> str:
    """What its button says."""
    match line:
        case Heading():
            return ""
        case Remark():
            return _ACTS[line.target.screen]
        case Verified():
            return "À revoir"


def _lines(audit: Audit) -> Iterator[Line]:
    for kind, found in groupby(audit.remarks, key=lambda remark: remark.kind):
        remarks = tuple(found)
        yield Heading(f"{KINDS[kind].title} · {len(remarks)}", KINDS[kind].source)
        yield from remarks
    if audit.verified:
        yield Heading(f"Déjà vérifiées · {len(audit.verified)}", "Avec votre motif.")
        yield from audit.verified
