"""The index of a dossier de contrôle: for each n° what is there, and in red what is missing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from coachdesk.core.french import NBSP, NNBSP, plural
from coachdesk.core.paper_marks import UNSEALED
from coachdesk.core.tokens import POINTS
from coachdesk.documents import fonts
from coachdesk.documents.digest import data_digest
from coachdesk.documents.fonts import BOLD, wrap
from coachdesk.documents.footer import Stamp
from coachdesk.documents.frame import Frame, Printed
from coachdesk.documents.kit import A4_LANDSCAPE, BODY, RED, TITLE, About, Paper, Style, fitted
from coachdesk.documents.letterhead import Operation
from coachdesk.documents.sections import Section, draw_pages
from coachdesk.documents.spreadsheets import Sheet, rows_xlsx
from coachdesk.documents.table_columns import Column, Kind
from coachdesk.documents.tables import Cell, Grid, Head, Line, PreparedRow, text_cell

_TITLE = "Index du dossier de contrôle"
_SIZE = POINTS.note
_NOTE = Style(size=POINTS.body)
_REMARK = Style(BOLD, POINTS.body, RED)
_HEADING = 34.0
_AIR = 14.0
_WIDEST_PART = 62.0
_HIGHEST = 150.0
"""A row higher than that is several: nothing is written off the page."""


@dataclass(frozen=True)
class IndexLine:
    """One n° asked for.

    Attributes:
        number: of the dossier.
        person: « DURAND Yvette ».
        folder: her folder.
        there: what each part holds, in the order of ``IndexData.parts``; empty for nothing.
        lacks: what is missing, one sentence each.
    """

    number: str
    person: str
    folder: str
    there: tuple[str, ...]
    lacks: tuple[str, ...]


@dataclass(frozen=True)
class IndexFile:
    """A file of the whole, as the workbook lists it."""

    path: str
    label: str
    state: str
    pages: int | None
    seals: int
    size: int
    sha256: str


@dataclass(frozen=True)
class IndexData:
    """All that the index says.

    Attributes:
        operation: the action, as on every paper.
        made: « Fait le 3 juillet 2023 par Odile Vasseur ».
        notes: what is to be known of the whole, one sentence each.
        remarks: what of the list is no dossier of the action, one sentence each, in red.
        parts: the parts of a folder, in words.
        lines: one for each dossier.
        stamp: what ties it to the journal.
        coach: her name.
    """

    operation: Operation
    made: str
    notes: tuple[str, ...]
    remarks: tuple[str, ...]
    parts: tuple[str, ...]
    lines: tuple[IndexLine, ...]
    stamp: Stamp
    coach: str


def control_index(data: IndexData) -> Printed:
    """The index as a PDF, A4 landscape."""
    about = About(_TITLE, data.operation.subject, data.coach, data.stamp.creator, UNSEALED)
    paper = Paper(A4_LANDSCAPE, about)
    page = Frame(paper, data.operation, data.stamp, data_digest(data))
    said = [(wrap(text, style.face, style.size, page.width), style) for text, style in _said(data)]
    head = _HEADING + sum(len(lines) * style.leading + 2 for lines, style in said) + _AIR
    section = _section(data, page.width)
    return draw_pages(page, [section], head, lambda top: _draw_heading(page, data, top, said))


def control_workbook(data: IndexData, files: Sequence[IndexFile], creator: str) -> bytes:
    """The same as a workbook: the index, what is missing line by line, every file."""
    parts = [Column(f"part{n}", words, words, 0) for n, words in enumerate(data.parts)]
    number, person = _text("number", "N°"), _text("person", "Personne")
    index = Sheet(
        "Index",
        (number, person, _text("folder", "Dossier"), *parts,
         Column("number_of_lacks", "Manques", "Manques", 0, Kind.COUNT),
         _text("lacks", "Ce qui manque")),
        [
            {
                "number": line.number,
                "person": line.person,
                "folder": line.folder,
                **{column.key: words for column, words in zip(parts, line.there, strict=True)},
                "number_of_lacks": len(line.lacks),
                "lacks": f"{NNBSP}; ".join(line.lacks),
            }
            for line in data.lines
        ],
        frozenset({"lacks"}),
    )  # fmt: skip
    lacking = Sheet(
        "Ce qui manque",
        (number, person, _text("lack", "À produire ou à régulariser")),
        [
            *({"number": line.number, "person": line.person, "lack": lack}
              for line in data.lines for lack in line.lacks),
            *({"lack": remark} for remark in data.remarks),
        ],
        frozenset({"lack"}),
    )  # fmt: skip
    listed = Sheet(
        "Fichiers",
        (
            _text("path", "Fichier"), _text("label", "Pièce"), _text("state", "À savoir"),
            Column("pages", "Pages", "Pages", 0, Kind.COUNT),
            Column("seals", "Cachets", "Cachets", 0, Kind.COUNT),
            Column("size", "Octets", "Octets", 0, Kind.COUNT), _text("sha256", "SHA-256"),
        ),
        [
            {"path": file.path, "label": file.label, "state": file.state, "pages": file.pages,
             "seals": file.seals or None, "size": file.size, "sha256": file.sha256}
            for file in files
        ],
    )  # fmt: skip
    return rows_xlsx((index, lacking, listed), title=_TITLE, creator=creator)


def _text(key: str, title: str) -> Column:
    return Column(key, title, title, 0)


def _said(data: IndexData) -> Iterator[tuple[str, Style]]:
    yield from ((note, _NOTE) for note in data.notes)
    yield from ((remark, _REMARK) for remark in data.remarks)


def _draw_heading(
    page: Frame, data: IndexData, top: float, said: Sequence[tuple[Sequence[str], Style]]
) -> None:
    paper = page.paper
    paper.bookmark(_TITLE)
    paper.text(page.left, top - 18, _TITLE, TITLE)
    paper.text(page.left, top - 31, data.made, fitted(data.made, BODY, page.width))
    y = top - _HEADING - 10
    for lines, style in said:
        for line in lines:
            paper.text(page.left, y, line, style)
            y -= style.leading
        y -= 2


def _section(data: IndexData, width: float) -> Section:
    number, person = 48.0, 92.0
    titles = [words.replace(" ", "\n", 1) for words in data.parts]
    parts = [
        _room([*title.split("\n"), *(line.there[place] for line in data.lines)])
        for place, title in enumerate(titles)
    ]
    heads = (
        Head("N°", number),
        Head("Personne", person),
        *(Head(title, room) for title, room in zip(titles, parts, strict=True)),
        Head("Ce qui manque", width - number - person - sum(parts)),
    )
    grid = Grid(heads, _SIZE)
    return Section(
        "Dossiers",
        plural(len(data.lines), "dossier"),
        "Aucun des n° demandés n’est un dossier de l’action.",
        grid,
        [row for line in data.lines for row in _rows(grid, line)],
    )


def _rows(grid: Grid, line: IndexLine) -> Iterator[PreparedRow]:
    """Her row; of who lacks more than a page may hold, as many as it takes."""
    rows = [grid.prepare(_cells(line, line.lacks[:1]))]
    begin = 0
    for end in range(2, len(line.lacks) + 1):
        longer = grid.prepare(_cells(line, line.lacks[begin:end]))
        if grid.height(longer) <= _HIGHEST:
            rows[-1] = longer
        else:
            begin = end - 1
            rows.append(grid.prepare(_cells(line, line.lacks[begin:end])))
    yield from rows


def _room(texts: Sequence[str]) -> float:
    """What a column asks for, its longest texts on several lines."""
    return min(max(fonts.width(text, BOLD, _SIZE) for text in texts), _WIDEST_PART) + _AIR / 2


def _cells(line: IndexLine, told: Sequence[str]) -> list[Cell]:
    lacks = tuple(Line(f"•{NBSP}{lack}", lacking=True) for lack in told)
    return [
        Cell((Line(line.number, bold=True),)),
        text_cell(line.person),
        *(text_cell(words or "–") for words in line.there),
        Cell(lacks) if lacks else text_cell("Rien ne manque."),
    ]
