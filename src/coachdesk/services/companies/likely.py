"""A company that may be one that is known already: the same SIREN, or a name very near."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from uuid import UUID

from coachdesk.core.french import fold
from coachdesk.queries.companies import CompanyLine

_NEAR = 0.86
"""Likeness of two names (difflib's ratio) from which a slip of the fingers is likely."""
_SHOWN = 3
_SIREN = 9
_FORMS = frozenset((
    "sa", "sas", "sasu", "sarl", "eurl", "snc", "sci", "scop", "ei", "eirl", "ets", "ste",
    "etablissement", "etablissements", "societe", "entreprise",
))  # fmt: skip
"""Left out of the comparison: one writes them, the other does not."""


@dataclass(frozen=True, slots=True)
class LikelySame:
    """A company of the store, and why it may be this one."""

    company: CompanyLine
    why: str


def likely_same(
    name: str, siret: str | None, companies: Sequence[CompanyLine], but: UUID | None = None
) -> tuple[LikelySame, ...]:
    """Those of ``companies`` that are likely this one, three at most, the likeliest first."""
    mine = _bare(name)
    compared = SequenceMatcher(autojunk=False)
    compared.set_seq2(mine)
    found: list[tuple[float, LikelySame]] = []
    for company in companies:
        if company.id == but:
            continue
        if siret and company.siret and siret[:_SIREN] == company.siret[:_SIREN]:
            found.append((1.5, LikelySame(company, "même entreprise sous deux SIRET")))
            continue
        other = _bare(company.name)
        if not mine or not other:
            continue
        if other == mine:
            found.append((1.0, LikelySame(company, "même nom")))
            continue
        compared.set_seq1(other)
        # Upper bounds first: they rule out nearly every name for a tenth of the price.
        if compared.real_quick_ratio() < _NEAR or compared.quick_ratio() < _NEAR:
            continue
        ratio = compared.ratio()
        if ratio >= _NEAR:
            found.append((ratio, LikelySame(company, "nom très proche")))
    found.sort(key=lambda pair: (-pair[0], fold(pair[1].company.name)))
    return tuple(same for _, same in found[:_SHOWN])


def _bare(name: str) -> str:
    words = fold(name).replace("-", " ").replace(".", "").replace("'", " ").split()
    return " ".join(word for word in words if word not in _FORMS)
