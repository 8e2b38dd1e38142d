"""The bordereau: one page saying what a package holds, how to check it and how to acknowledge it.

It carries no seal of its own: the signed manifest of the package vouches for it.
"""

from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from coachdesk.core.french import NBSP, decimal, fingerprint, moment, month_name, plural
from coachdesk.core.paper_marks import UNSEALED
from coachdesk.core.tokens import POINTS
from coachdesk.documents.digest import data_digest
from coachdesk.documents.fonts import BOLD, wrap
from coachdesk.documents.footer import Stamp
from coachdesk.documents.frame import Frame, Printed
from coachdesk.documents.kit import (
    A4_PORTRAIT,
    ACCENT,
    BODY,
    LABEL,
    NOTE,
    SECTION,
    TITLE,
    ZEBRA,
    About,
    Paper,
    Style,
    fitted,
)
from coachdesk.documents.letterhead import Edition, Operation
from coachdesk.documents.table_columns import Kind, written
from coachdesk.documents.tables import Align, Cell, Grid, Head, Line, text_cell

_CHECKS = (
    (
        f"Ouvrir chaque PDF scellé dans un lecteur de PDF qui montre les signatures{NBSP}: le "
        "cachet doit être valide et couvrir tout le document."
    ),
    (
        f"Décompresser l’envoi, puis «{NBSP}sha256sum -c SHA256SUMS{NBSP}» (sous Windows{NBSP}: "
        f"«{NBSP}certutil -hashfile FICHIER SHA256{NBSP}»){NBSP}: aucun fichier ne doit différer."
    ),
    (
        f"«{NBSP}openssl cms -verify -binary -inform DER -in manifest.json.p7s -content "
        f"manifest.json -CAfile coach.pem -out verifie.json{NBSP}»{NBSP}; VERIFIER.pdf le montre "
        "en images, VERIFIER.txt dit tout."
    ),
)

_COUNTS_PER_LINE = 5
_COUNT_HEIGHT = 30.0
_CHECK_HEIGHT = 104.0
_GAPS_LEAST = 45.0
_RECEIPT_HEIGHT = 96.0
_SECTION_GAP = 11.0
_COUNT = Style(BOLD, POINTS.head, ACCENT)


@dataclass(frozen=True)
class PackedFile:
    """A file of the package: path inside it, what it is, bytes, pages (None if none), seals."""

    path: str
    label: str
    size: int
    pages: int | None
    seals: int


@dataclass(frozen=True)
class Count:
    """One number of the month, e.g. people followed, appointments of one status, hours."""

    label: str
    value: int
    kind: Kind = Kind.COUNT


@dataclass(frozen=True)
class Gap:
    """Something that was missing when the month was closed, and the reason given."""

    what: str
    reason: str


@dataclass(frozen=True)
class BordereauData:
    """All that the bordereau says.

    Attributes:
        title: of the paper, the profile's words.
        operation: the action, as on every paper.
        edition: which version of the month; a rectified one gives its reason.
        month: any day of the month.
        coach: her name.
        package_id: identifier of the package.
        package_name: the ZIP's file name.
        created_at: when the month was closed.
        signed_by: « signée par … », with the number of each record.
        files: what is inside but this page; the files of one folder are shown as one line.
        counts: the month in numbers.
        gaps: forced at closing; those that do not fit are counted.
        changes: what differs from the version replaced, one sentence each.
        acknowledgement: how to acknowledge, the profile's sentence.
        stamp: what vouches for the paper.
        to: who receives the package, each on one line.
    """

    title: str
    operation: Operation
    edition: Edition
    month: date
    coach: str
    package_id: str
    package_name: str
    created_at: datetime
    signed_by: str
    files: tuple[PackedFile, ...]
    counts: tuple[Count, ...]
    gaps: tuple[Gap, ...]
    changes: tuple[str, ...]
    acknowledgement: str
    stamp: Stamp
    to: tuple[str, ...] = ()


def bordereau(data: BordereauData) -> Printed:
    """The bordereau as a PDF of one A4 page, without seal."""
    title = f"{data.title} – {data.operation.title} – {month_name(data.month)}"
    about = About(title, data.package_name, data.coach, data.stamp.creator, UNSEALED)
    paper = Paper(A4_PORTRAIT, about)
    page = Frame(paper, data.operation, data.stamp, data_digest(data))
    y = page.begin(1, 1)
    paper.bookmark(title)
    y = _draw_heading(page, data, y)
    y = _draw_files(page, data, y)
    y = _draw_counts(page, data, y)
    floor = page.top - page.room + _CHECK_HEIGHT + _RECEIPT_HEIGHT
    y = _draw_list(page, "Ce qui change", list(data.changes), y, floor + _GAPS_LEAST)
    gaps = [f"{gap.what} – motif{NBSP}: {gap.reason}" for gap in data.gaps]
    _draw_list(page, "Écarts acceptés à la clôture", gaps or ["Aucun."], y, floor)
    _draw_check(page, data, floor)
    _draw_receipt(page, data, floor - _CHECK_HEIGHT)
    paper.end_page()
    return page.printed(1)


def _draw_heading(page: Frame, data: BordereauData, top: float) -> float:
    paper = page.paper
    paper.text(page.left, top - 18, data.title, TITLE)
    paper.right(page.right, top - 18, month_name(data.month), TITLE)
    edition = data.edition.label
    if data.edition.reason:
        edition += f" · motif{NBSP}: {data.edition.reason}"
    y = paper.paragraph(page.left, top - 31, page.width, edition, BODY)
    for label, value in (
        *(("À", each) for each in data.to),
        ("Coach", data.coach),
        ("Envoi", data.package_name),
        ("Identifiant", data.package_id),
        ("Clôturé le", moment(data.created_at)),
        ("Clôture", data.signed_by),
    ):
        paper.text(page.left, y - 3, label, LABEL)
        paper.text(page.left + 60, y - 3, value, fitted(value, BODY, page.width - 60))
        y -= 11
    return y - _SECTION_GAP


def _draw_files(page: Frame, data: BordereauData, top: float) -> float:
    paper = page.paper
    paper.text(page.left, top - 6, "Contenu", SECTION)
    heads = (
        Head("Fichier", 150),
        Head("Contenu", page.width - 330),
        Head("Pages", 50, Align.CENTRE),
        Head("Taille", 70, Align.CENTRE),
        Head("Cachets", 60, Align.CENTRE),
    )
    grid = Grid(heads, POINTS.dense)
    y = grid.draw_header(paper, page.left, top - 13)
    for index, (_, group) in enumerate(groupby(data.files, key=_folder)):
        y = grid.draw_row(
            paper, page.left, y, grid.prepare(_file_cells(list(group))), band=index % 2 == 1
        )
    return y - _SECTION_GAP


def _folder(file: PackedFile) -> str:
    """What files are shown together: a folder, or the file itself at the top level."""
    folder, slash, _ = file.path.rpartition("/")
    return folder + slash if slash else file.path


def _file_cells(files: list[PackedFile]) -> list[Cell]:
    first = files[0]
    pages = sum(file.pages or 0 for file in files)
    seals = sum(file.seals for file in files)
    path = _folder(first)
    if path.endswith("/"):
        path += f" ({plural(len(files), 'fichier')})"
    return [
        Cell((Line(path, bold=True),)),
        text_cell(first.label),
        text_cell(str(pages) if pages else "–"),
        text_cell(_size(sum(file.size for file in files))),
        text_cell(str(seals) if seals else "–"),
    ]


def _size(count: int) -> str:
    """« 12,3 ko »: thousands of bytes, as file managers show them."""
    kilo = 1000
    if count < kilo:
        return plural(count, "octet")
    if count < kilo * kilo:
        return f"{decimal(count / kilo)}{NBSP}ko"
    return f"{decimal(count / kilo / kilo)}{NBSP}Mo"


def _draw_counts(page: Frame, data: BordereauData, top: float) -> float:
    paper = page.paper
    paper.text(page.left, top - 6, "Le mois en nombres", SECTION)
    y = top - 13
    step = page.width / _COUNTS_PER_LINE
    for index, count in enumerate(data.counts):
        place = index % _COUNTS_PER_LINE
        if place == 0:
            y -= _COUNT_HEIGHT + 3
            paper.box(page.left, y, page.width, _COUNT_HEIGHT, ZEBRA)
        x = page.left + place * step + 7
        paper.text(x, y + 15, written(count.value, count.kind), _COUNT)
        paper.text(x, y + 5.5, count.label, fitted(count.label, LABEL, step - 12))
    return y - _SECTION_GAP


def _draw_list(page: Frame, title: str, items: list[str], top: float, floor: float) -> float:
    """The items that fit above ``floor``, and how many others there are."""
    if not items:
        return top
    paper = page.paper
    paper.text(page.left, top - 6, title, SECTION)
    y = top - 19
    for index, item in enumerate(items):
        lines = wrap(f"•{NBSP}{item}", BODY.face, 7.5, page.width)
        others = len(items) - index
        # The line that counts the others needs its place too, unless this item is the last.
        needed = len(lines) + (1 if others > 1 else 0)
        if y - needed * 9 < floor:
            paper.text(page.left, y, f"et {plural(others, 'autre')}…", Style(size=POINTS.dense))
            return y - 9 - _SECTION_GAP
        for line in lines:
            paper.text(page.left, y, line, Style(size=POINTS.dense))
            y -= 9
    return y - _SECTION_GAP + 6


def _draw_check(page: Frame, data: BordereauData, top: float) -> None:
    paper = page.paper
    paper.text(page.left, top - 6, "Vérifier cet envoi", SECTION)
    y = top - 19
    for number, line in enumerate(_CHECKS, start=1):
        paper.text(page.left, y, f"{number}.", Style(BOLD, POINTS.dense))
        y = paper.paragraph(page.left + 12, y, page.width - 12, line, Style(size=POINTS.dense))
    paper.text(page.left, y - 4, "Empreinte SHA-256 du certificat du coach", LABEL)
    paper.text(page.left, y - 14.5, fingerprint(data.stamp.fingerprint), Style(BOLD, POINTS.body))
    head = f"Tête du journal{NBSP}: n°{NBSP}{data.stamp.journal_seq}, {data.stamp.journal_hash}"
    paper.text(page.left, y - 25, head, NOTE)


def _draw_receipt(page: Frame, data: BordereauData, top: float) -> None:
    paper = page.paper
    paper.text(page.left, top - 6, "Accuser réception", SECTION)
    paper.paragraph(page.left, top - 19, page.width, data.acknowledgement, Style(size=POINTS.dense))
    paper.frame(page.left, top - 86, page.width, 56)
    x = page.left + 8
    for label, part in (("Reçu le", 0.2), ("Par (nom, service)", 0.42), ("Signature", 0.38)):
        paper.text(x, top - 40, label, LABEL)
        x += part * (page.width - 8)
