"""The lines of a workbook as a person reads them: whose each is, and what stands beside a cell."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import time
from functools import cached_property

from coachdesk.core.french import NBSP
from coachdesk.domain.cells import as_text
from coachdesk.services.importing.forms import BY_TITLE, CONTACTS, OUTREACH, PRESCRIPTIONS, SERVICES
from coachdesk.services.importing.known import Known
from coachdesk.services.importing.mends import Mends
from coachdesk.services.importing.workbook_file import WorkbookFile

_NEIGHBOURS = 4
_NAMED = {
    SERVICES.title: ("number", "kind"),
    OUTREACH.title: ("title",),
    CONTACTS.title: ("first_name", "last_name"),
}
"""By what the line of a sheet is known that is not about one person by her n°."""


@dataclass
class FileText:
    """The file, what the store knows of its people, what the coach typed instead."""

    workbook: WorkbookFile
    known: Known
    mends: Mends

    def neighbours(
        self, sheet: str, line: int, key: str, without: Collection[str]
    ) -> tuple[tuple[str, str], ...]:
        """Heading and content of the nearest cells that hold something, in the sheet's order."""
        layout = self.workbook.layouts[sheet]
        at = layout.positions.get(key, len(layout.headers))
        left_out = {*without, "number", "last_name", "first_name"}
        told = [
            (abs(place - at), place, BY_TITLE[sheet].by_key[other].header, text)
            for other, place in layout.positions.items()
            if other not in left_out and (text := self.found(sheet, line, other))
        ]
        nearest = sorted(sorted(told)[:_NEIGHBOURS], key=lambda cell: cell[1])
        return tuple((header, text) for _, _, header, text in nearest)

    def who(self, sheet: str, line: int) -> str:
        """« n° 23-001 · Léa DURAND »; for a line that names nobody by a n°, what it names."""
        if sheet in _NAMED:
            parts = (self.text(sheet, line, key) for key in _NAMED[sheet])
            return " ".join(part for part in parts if part)
        number = self.text(sheet, line, "number")
        name = self._names.get(number, "")
        if sheet == PRESCRIPTIONS.title:
            name = self._name(line)
        return f"n°{NBSP}{number}" + (f" · {name}" if name else "")

    @cached_property
    def _names(self) -> dict[str, str]:
        names = {
            number: f"{person.values['first_name']} {person.values['last_name']}"
            for number, person in self.known.people.items()
        }
        layout = self.workbook.layouts.get(PRESCRIPTIONS.title)
        for line, _ in layout.rows if layout else ():
            number = self.text(PRESCRIPTIONS.title, line, "number")
            names.setdefault(number, self._name(line))
        return names

    def _name(self, line: int) -> str:
        parts = (self.text(PRESCRIPTIONS.title, line, key) for key in ("first_name", "last_name"))
        return " ".join(part for part in parts if part)

    def text(self, sheet: str, line: int, key: str) -> str:
        """The cell as it stands, hers when she typed one."""
        return self.mends.cells.get((sheet, line, key)) or self.found(sheet, line, key)

    def found(self, sheet: str, line: int, key: str) -> str:
        """The cell of the file, as it is seen there."""
        layout = self.workbook.layouts[sheet]
        cells, at = self._rows[sheet].get(line, ()), layout.positions.get(key)
        if at is None or at >= len(cells) or cells[at] is None:
            return ""
        raw = cells[at]
        return f"{raw:%H:%M}" if isinstance(raw, time) else as_text(raw)

    @cached_property
    def _rows(self) -> Mapping[str, Mapping[int, tuple[object, ...]]]:
        return {title: dict(layout.rows) for title, layout in self.workbook.layouts.items()}
