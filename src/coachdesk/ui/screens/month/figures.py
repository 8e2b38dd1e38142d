"""How a figure of the month is written on its tile."""

from collections.abc import Mapping, Sequence

from coachdesk.core.french import NBSP, NNBSP, hours
from coachdesk.services.month import Figure
from coachdesk.services.tiles import Unit


def written(value: int | None, unit: Unit) -> str:
    """« 35 », « 54 h 30 », « 33 % », or a dash for a rate of nothing."""
    if value is None:
        return "–"
    if unit is Unit.MINUTES:
        return hours(value)
    return f"{value}{NNBSP}%" if unit is Unit.PERCENT else str(value)


def caption(figure: Figure) -> str:
    """Its words, with the month's target when there is one."""
    if figure.monthly_target is None:
        return figure.label
    return f"{figure.label} (objectif{NBSP}{figure.monthly_target})"


def since_january(figure: Figure, figures: Mapping[str, int | None]) -> str:
    """The cumulative figure and its target, or nothing when it has no meaning or is not read."""
    if figure.key not in figures:
        return ""
    said = f"Depuis janvier{NBSP}: {written(figures[figure.key], figure.unit)}"
    if figure.yearly_target is None:
        return said
    return f"{said} (objectif{NBSP}{written(figure.yearly_target, figure.unit)})"


def grouped(figures: Sequence[Figure]) -> list[list[Figure]]:
    """Each figure with its parts, those without parts first.

    A share of nothing says nothing: the action's words that no row bears are left out.
    """
    groups: dict[str, list[Figure]] = {}
    for figure in figures:
        if figure.part_of is None:
            groups[figure.key] = [figure]
        elif figure.value:
            groups[figure.part_of].append(figure)
    return sorted(groups.values(), key=lambda group: len(group) > 1)
