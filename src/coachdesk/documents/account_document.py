"""The same paper as a DOCX, for the association to go on with: real headings, lists and tables.

python-docx is loaded with this module, which is imported when the first one is made.
"""

from collections.abc import Sequence
from datetime import date
from io import BytesIO

from docx import Document
from docx.document import Document as DocumentFile
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.shared import Cm, Pt

from coachdesk.core.french import NBSP, writable
from coachdesk.core.tokens import POINTS
from coachdesk.documents.account import Account, Facts, Told
from coachdesk.documents.word_kit import (
    TINT,
    WIDTH_CM,
    bullets,
    describe,
    field,
    fill,
    light_rules,
    mark,
    put,
    style,
)

_SIZE = Pt(POINTS.plain)
_LABEL_CM = 5.0


def account_docx(account: Account, made_on: date) -> bytes:
    """The paper as a DOCX."""
    document = Document()
    style(document)
    describe(document, account.title, account.operation.title, account.coach, made_on)
    foot = document.sections[0].footer.paragraphs[0]
    foot.style = document.styles["Caption"]
    foot.add_run(writable(f"{account.title} – {account.operation.association} – page{NBSP}"))
    field(foot, "PAGE", "1")
    foot.add_run("/")
    field(foot, "NUMPAGES", "1")
    document.add_paragraph(writable(account.title), style="Title")
    document.add_paragraph(writable(account.subject), style="Caption")
    for part in account.parts:
        if part.heading:
            document.add_paragraph(writable(part.heading), style="Heading 1")
        for told in part.told:
            _tell(document, told)
    made = BytesIO()
    document.save(made)
    return made.getvalue()


def _tell(document: DocumentFile, told: Told) -> None:
    match told:
        case str():
            _prose(document, told)
        case Facts():
            rows = [(fact.label, fact.value or "–") for fact in told.facts]
            _table(document, (), rows, (_LABEL_CM, WIDTH_CM - _LABEL_CM))
        case _:
            parts = told.widths or (1,) * len(told.heads)
            widths = [WIDTH_CM * part / sum(parts) for part in parts]
            _table(document, told.heads, told.rows, widths)


def _prose(document: DocumentFile, text: str) -> None:
    for block in text.split("\n\n"):
        lines = block.strip().splitlines()
        points = [writable(line[2:]) for line in lines if line.startswith("- ")]
        before = [line for line in lines if not line.startswith("- ")]
        if before:
            document.add_paragraph(writable("\n".join(before)))
        bullets(document, points)


def _table(
    document: DocumentFile,
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths: Sequence[float],
) -> None:
    told = [heads, *rows] if heads else list(rows)
    if not told:
        return
    table = document.add_table(rows=len(told), cols=len(widths), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    light_rules(table)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    for line, (row, texts) in enumerate(zip(table.rows, told, strict=True)):
        mark(row, "w:cantSplit")
        head = bool(heads) and line == 0
        if head:
            mark(row, "w:tblHeader")
        for at, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
            cell.width = Cm(widths[at])
            if head:
                fill(cell, TINT)
            label = head or (not heads and at == 0)
            put(cell.paragraphs[0], text, _SIZE, bold=label, right=False)
    document.add_paragraph().paragraph_format.space_after = Pt(2)
