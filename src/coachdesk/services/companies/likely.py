"""A company that may be one that is known already: the same SIREN, or a name very near."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from coachdesk.core.french import fold
from coachdesk.domain.nearest import likeness_to
from coachdesk.queries.companies import CompanyLine

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
    likeness = likeness_to(mine)
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
        if ratio := likeness(other):
            found.append((ratio, LikelySame(company, "nom très proche")))
    found.sort(key=lambda pair: (-pair[0], fold(pair[1].company.name)))
    return tuple(same for _, same in found[:_SHOWN])


def _bare(name: str) -> str:
    words = fold(name).replace("-", " ").replace(".", "").replace("'", " ").split()
    return " ".join(word for word in words if word not in _FORMS)
