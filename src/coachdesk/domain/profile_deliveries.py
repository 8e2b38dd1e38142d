"""Who decides that something leaves for its recipients: the profile, or the coach each time."""

from dataclasses import dataclass, fields
from enum import StrEnum

from coachdesk.domain.profile_table import Table


class Leaving(StrEnum):
    """When something is put in the outbox."""

    AUTOMATIC = "automatic"
    """As soon as it is closed or issued."""
    ASKED = "asked"
    """When the coach asks for it."""


@dataclass(frozen=True)
class Deliveries:
    """What leaves by itself for the recipients that take it."""

    months: Leaving = Leaving.AUTOMATIC
    notices: Leaving = Leaving.ASKED
    returns: Leaving = Leaving.ASKED
    reviews: Leaving = Leaving.ASKED


LEAVING_WORDS = {
    Leaving.AUTOMATIC: "partent d’eux-mêmes",
    Leaving.ASKED: "partent quand le coach le demande",
}
SORTS = {
    "months": "Envois du mois",
    "notices": "Avis d’absence",
    "returns": "Retours de prescription",
    "reviews": "Bilans",
}
"""What the section « deliveries » decides of, by its key."""


def deliveries_words(deliveries: Deliveries) -> tuple[tuple[str, str], ...]:
    """« Avis d’absence », « partent quand le coach le demande », for each sort."""
    return tuple((words, LEAVING_WORDS[getattr(deliveries, key)]) for key, words in SORTS.items())


def read_deliveries(root: Table) -> Deliveries:
    """The section « deliveries », or the usual one."""
    usual = Deliveries()
    if not root.has("deliveries"):
        return usual
    table = root.table("deliveries")
    names = [field.name for field in fields(Deliveries)]
    found = {
        name: Leaving(table.choice(name, Leaving, default=getattr(usual, name))) for name in names
    }
    table.done()
    return Deliveries(**found)
