"""A workbook made into bytes in memory alone.

openpyxl's own ``save`` writes each sheet to a temporary file first, in clear: names of participants
would stay on the disk of a stolen laptop.
"""

from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.writer.excel import ExcelWriter


def workbook_bytes(workbook: Workbook) -> bytes:
    """The .xlsx (or .xlsm) file of ``workbook``."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        writer = _InMemoryWriter(workbook, archive)
        writer.save()
    return out.getvalue()


class _InMemoryWriter(ExcelWriter):
    """openpyxl's writer, whose sheets never touch the disk."""

    _archive: ZipFile

    def write_worksheet(self, ws: Any) -> None:  # noqa: ANN401  (a sheet's private parts are untyped)
        """As the original does, but for where the sheet's XML waits."""
        drawing: Any = SpreadsheetDrawing()
        drawing.charts, drawing.images = ws._charts, ws._images  # noqa: SLF001  (as openpyxl does)
        ws._drawing = drawing  # noqa: SLF001  (likewise)
        waiting = BytesIO()
        writer: Any = WorksheetWriter(ws, out=waiting)
        writer.write()
        ws._rels = writer._rels  # noqa: SLF001  (likewise)
        self._archive.writestr(ws.path[1:], waiting.getvalue())
        self.manifest.append(ws)
