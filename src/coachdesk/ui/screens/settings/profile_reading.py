"""A profile laid out to be read: short values two by two, texts one below the other."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout

from coachdesk.services.actions.reading import ReadPart
from coachdesk.ui.screens.settings.section import note
from coachdesk.ui.widgets.layout import column, label, rule
from coachdesk.ui.widgets.two_columns import TwoColumns

_NARROW = 40
_SHORT = 180
"""Letters up to which a value stands beside another."""


def row_of(name: str, value: str) -> QVBoxLayout:
    """A name in small print over its value."""
    return column(note(name), label(value, wrap=True), spacing=0)


def part_layout(part: ReadPart) -> QVBoxLayout:
    """One part of the profile under its heading."""
    heading = label(part.heading, role="strong", wrap=True)
    if max(len(value) for _, value in part.lines) > _SHORT:
        lines = (row_of(name, value) for name, value in part.lines)
        return column(heading, *lines, rule(), spacing=6)
    return column(heading, two_by_two(part.lines), rule(), spacing=6)


def two_by_two(lines: Sequence[tuple[str, str]]) -> TwoColumns:
    """Names and values in two columns."""
    sides = (column(spacing=6), column(spacing=6))
    for number, (name, value) in enumerate(lines):
        sides[number % 2].addLayout(row_of(name, value))
    for side in sides:
        side.addStretch(1)
    return TwoColumns(*sides, (1, 1), _NARROW)
