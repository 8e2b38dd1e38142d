"""A coach's file, read once: its sheets found, ready to be judged as often as she mends."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from coachdesk.core.errors import UserError
from coachdesk.core.french import quoted
from coachdesk.services.importing.forms import FORMS
from coachdesk.services.importing.layout import Layout, find_layout
from coachdesk.services.importing.reader import read_source
from coachdesk.services.importing.source import Source


@dataclass(frozen=True)
class WorkbookFile:
    """A workbook or a folder of CSV files."""

    path: Path
    source: Source
    layouts: Mapping[str, Layout]
    """The sheets found, by form title."""


def open_workbook(path: Path, step: Callable[[float], None] = lambda _done: None) -> WorkbookFile:
    """Read ``path``.

    Raises:
        UserError: it can't be read, or there is no sheet of ours or no row in it.
    """
    source = read_source(path, step)
    return WorkbookFile(path, source, _layouts(source))


def _layouts(source: Source) -> dict[str, Layout]:
    found = {form.title: find_layout(form, source.sheets) for form in FORMS}
    layouts = {title: layout for title, layout in found.items() if layout is not None}
    if not layouts:
        titles = ", ".join(quoted(form.title) for form in FORMS)
        raise UserError(
            f"{quoted(source.name)} ne contient aucune des feuilles attendues.",
            f"Nommez-les {titles}.",
        )
    if not any(layout.rows for layout in layouts.values()):
        raise UserError(
            f"{quoted(source.name)} ne contient aucune ligne sous ses en-têtes.",
            "Choisissez le classeur qui contient vos prescriptions et vos rendez-vous.",
        )
    return layouts
