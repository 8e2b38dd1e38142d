"""Acts of the file against those of the store: a day may hold several that are alike."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from coachdesk.services.importing.forms import Values

ServiceKey = tuple[tuple[str, ...], str, date]
"""The n° of the people in their order, the kind, the day."""


def service_key(values: Values) -> ServiceKey:
    """What an act is known by, before those of the same key are told apart."""
    return values.get("number", ()), values["kind"], values["done_on"]


def twins(
    rows: Iterable[tuple[int, Values]], stored: Mapping[ServiceKey, Sequence[Values]]
) -> dict[int, Values]:
    """The act of the store that each line stands for, by line; a line without one is new.

    Of those of one key, the ones that are just so are found first, whatever their order; the
    others go with what is left, in the order of either side: that is what a correction looks like.
    """
    groups: dict[ServiceKey, list[tuple[int, Values]]] = {}
    for line, values in rows:
        groups.setdefault(service_key(values), []).append((line, values))
    found: dict[int, Values] = {}
    for key, group in groups.items():
        left = list(stored.get(key, ()))
        others = []
        for line, values in group:
            same = next((act for act in left if is_same(values, act)), None)
            if same is None:
                others.append(line)
            else:
                left.remove(same)
                found[line] = same
        found.update(zip(others, left, strict=False))
    return found


def is_same(values: Values, stored: Values) -> bool:
    """Whether the store holds what every column of the file says."""
    return all(stored[column] == value for column, value in values.items())
