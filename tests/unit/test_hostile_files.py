"""Files made to do harm, each by its own trick: refused in words, or read for what they are."""

import csv
import tracemalloc
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO, StringIO
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from PIL import Image

from coachdesk.core.errors import UserError
from coachdesk.documents.sheet_cells import Sheet, is_formula
from coachdesk.documents.spreadsheets import rows_csv, rows_xlsx
from coachdesk.documents.table_columns import Column, Kind
from coachdesk.domain.cells import as_hundredths
from coachdesk.services.attachment_files import clean_name
from coachdesk.services.importing.annotation import _load
from coachdesk.services.importing.csv_sheets import read_csv
from coachdesk.services.importing.workbook import read_workbook
from coachdesk.services.photo_shrinking import shrunk
from coachdesk.services.profiles import read_profile
from coachdesk.store.key_file import KdfCost
from coachdesk.sync.verification import verify_file

DOCTYPE = b'<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
NO_STRINGS = (
    b'<?xml version="1.0"?><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    b"</sst>"
)
SHEET, STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"


def book(changes: dict[str, tuple[bytes, bytes]]) -> bytes:
    """A good workbook in whose parts a text takes the place of another."""
    made, plain, out = Workbook(), BytesIO(), BytesIO()
    made.worksheets[0].append(["N°", "Nom"])
    made.worksheets[0].append(["23-001", 5])
    made.save(plain)
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(out, "w", 8) as target:
        for name in source.namelist():
            old, new = changes.get(name, (b"", b""))
            part = source.read(name)
            assert old in part, name
            target.writestr(name, part.replace(old, new, 1) if old else part)
        if STRINGS not in source.namelist():
            target.writestr(STRINGS, NO_STRINGS.replace(*changes.get(STRINGS, (b"", b"")), 1))
    return out.getvalue()


def refusal(data: bytes) -> str:
    with pytest.raises(UserError) as refused:
        read_workbook("a.xlsx", data, lambda _: None)
    return refused.value.sentence


@pytest.mark.parametrize("part", [SHEET, STRINGS, "xl/workbook.xml", "xl/styles.xml"])
def test_no_part_declares_entities(part: str) -> None:
    first = {SHEET: b"<worksheet", STRINGS: b"<sst", "xl/workbook.xml": b"<workbook",
             "xl/styles.xml": b"<styleSheet"}[part]  # fmt: skip
    assert "abîmé" in refusal(book({part: (first, DOCTYPE + first)}))


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        (SHEET, b"</worksheet>", b" " * 260_000_000 + b"</worksheet>"),
        (STRINGS, b"</sst>", b"<si><t/></si>" * 1_200_000 + b"</sst>"),
        ("xl/styles.xml", b"</cellXfs>", b"<xf/>" * 400_000 + b"</cellXfs>"),
        ("xl/workbook.xml", b"</sheets>", b'<sheet name="a"/>' * 60_000 + b"</sheets>"),
    ],
)
def test_a_bomb_is_refused_before_it_is_parsed(part: str, old: bytes, new: bytes) -> None:
    assert "trop gros" in refusal(book({part: (old, new)}))


def test_a_million_rows_are_refused_at_once() -> None:
    rows = b"".join(b'<row r="%d"><c><v>1</v></c></row>' % row for row in range(3, 300_000))
    end = b"</sheetData>"
    assert "200" in refusal(book({SHEET: (end, rows + end)}))


def test_a_far_corner_costs_one_cell() -> None:
    end = b"</sheetData>"
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    (sheet,) = read_workbook("a.xlsx", book({SHEET: (end, far + end)}), lambda _: None)
    assert [line for line, _ in sheet.rows] == [1, 2]
    beyond = b'<row r="2000000000"><c><v>1</v></c></row>'
    assert "abîmé" in refusal(book({SHEET: (end, beyond + end)}))


LOOK = b'<row r="%d" s="0" customFormat="1"><c r="A%d" s="0"/><c r="B%d" s="0"/></row>'


def test_a_page_formatted_to_its_last_row_is_read_for_what_it_holds(tmp_path) -> None:
    """As many real ones are: a million rows with a look and nothing in them, then one that has."""
    end = b"</sheetData>"
    empty = b"".join(LOOK % (row, row, row) for row in range(3, 1_048_576))
    last = b'<row r="1048576"><c r="B1048576" t="str"><v>fin</v></c></row>'
    data, told = book({SHEET: (end, empty + last + end)}), []
    began = process_time()
    (sheet,) = read_workbook("a.xlsx", data, told.append)
    assert sheet.rows[2:] == ((1_048_576, (None, "fin")),)
    assert process_time() - began < 10, "30 seconds before; 1.5 on an idle machine"
    assert told == sorted(told)
    assert len(told) > 300, "it can be stopped many times a second"
    path = tmp_path / "a.xlsx"
    path.write_bytes(data)
    page = _load(path, macros=False).worksheets[0]
    assert (page.max_row, page["B1048576"].value) == (1_048_576, "fin")
    assert len(page._cells) < 2_000, "the annotated copy leaves them out"


@pytest.mark.parametrize(
    "inside",
    [
        b"".join(b'<row r="%d"><c r="IV%d"><v>1</v></c></row>' % (row, row)
                 for row in range(3, 60_000)),
        b'<row r="3">' + b"<c><v>1</v></c>" * 16_000 + b"</row>"
        + b'<row r="4">' + b"<a/>" * 2_300_000 + b"</row>",
        b"".join(b'<row r="%d">%s</row>' % (row, b"<c><v>1</v></c>" * 40)
                 for row in range(3, 16_000)),
    ],
    ids=["far cells", "elements of nobody", "cells"],
)  # fmt: skip
def test_more_than_anyone_wrote_is_refused_before_it_fills_the_memory(inside: bytes) -> None:
    end = b"</sheetData>"
    assert "dix ans de suivi" in refusal(book({SHEET: (end, inside + end)}))


def test_a_cell_without_end_is_refused() -> None:
    end = b"</sheetData>"
    text = b'<row r="3"><c r="A3" t="str"><v>' + b"a" * 3_000_000 + b"</v></c></row>"
    assert "abîmé" in refusal(book({SHEET: (end, text + end)}))


@pytest.mark.parametrize(
    "spreading",
    [
        b'<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>',
        b'<hyperlinks><hyperlink ref="A1:XFD1048576" location="a"/></hyperlinks>',
    ],
)
def test_a_range_of_the_whole_sheet_is_never_unfolded(tmp_path, spreading: bytes) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(book({SHEET: (b"</sheetData>", b"</sheetData>" + spreading)}))
    with pytest.raises(UserError, match="trop gros"):
        _load(path, macros=False)


def test_a_number_without_end_is_no_quantity() -> None:
    assert as_hundredths(10**400) is None
    assert as_hundredths(float("inf")) is None
    assert as_hundredths(float("nan")) is None


@pytest.mark.parametrize("data", [b";" * 300_000, b"\n" * 1_200_000, b'"' + b"a" * 300_000])
def test_a_csv_without_end_is_refused(data: bytes) -> None:
    with pytest.raises(UserError):
        read_csv("a", data)


@pytest.mark.parametrize(
    "text",
    ["a" + ".a" * 100_000 + " = 1", "a = " + "[" * 100_000, "k = 1\n" * 20_000,
     "".join(f"k{number} = 1\n" for number in range(4_000)), "a = [" + "1," * 100_000 + "]"],
)  # fmt: skip
def test_a_profile_without_end_is_refused(text: str) -> None:
    with pytest.raises(UserError):
        read_profile(text)


def test_a_picture_that_would_fill_the_memory_is_refused_by_its_size() -> None:
    out = BytesIO()
    Image.new("1", (12_000, 12_000)).save(out, "PNG")
    with pytest.raises(UserError, match="trop grande"):
        shrunk("a.png", out.getvalue())


def test_a_key_file_may_not_ask_for_the_whole_machine() -> None:
    assert KdfCost().bearable()
    assert not KdfCost(t=16, m=256 * 1024).bearable()
    assert not KdfCost(m=1024 * 1024).bearable()


@pytest.mark.parametrize(
    "name", ["COM7.pdf", "aux.tar.gz", "../../a.pdf", "C:\\a.pdf", "a\0.pdf", "nul", "LPT¹.txt"]
)
def test_no_name_leads_out_of_its_folder_or_to_a_device(name: str) -> None:
    clean = clean_name(name)
    assert not set(clean) & set('/\\:\0<>"|?*')
    assert clean.partition(".")[0].lower() not in {"com7", "aux", "nul", "lpt¹"}


TEXTS = st.text(max_size=30) | st.builds(
    "{}{}{}".format, st.text(" '\t\r\n", max_size=3), st.sampled_from("=+-@＝"), st.text(max_size=9)
)


def cells_of(data: bytes) -> Iterator[object]:
    for row in load_workbook(BytesIO(data)).worksheets[0].iter_rows():
        yield from row


@given(TEXTS, TEXTS)
def test_nothing_typed_is_ever_a_formula(title: str, text: str) -> None:
    columns = (Column("a", title or "x", short="x", width=10, kind=Kind.TEXT),)
    written = rows_csv(columns, [{"a": text}]).decode("utf-8-sig")
    fields = [
        field for row in csv.reader(StringIO(written, newline=""), delimiter=";") for field in row
    ]
    assert not any(map(is_formula, fields))
    made = rows_xlsx((Sheet("S", columns, [{"a": text}]),), title="t", creator="c")
    assert not [cell for cell in cells_of(made) if cell.data_type == "f"]


def test_a_paper_that_unfolds_without_end_is_refused_for_what_it_costs(tmp_path) -> None:
    """A table of contents of 300 MB in 300 kB, in a file that says it is ours."""
    squeezer = zlib.compressobj(9)
    table = b"".join(squeezer.compress(bytes(1 << 20)) for _ in range(300)) + squeezer.flush()
    start = b"%PDF-1.7\n% CoachDesk\n1 0 obj\n<< /Creator (CoachDesk 1.0) >>\nendobj\n"
    head = (
        b"2 0 obj\n<< /Type /XRef /Size 3 /W [1 4 2] /Root 1 0 R /Info 1 0 R /Filter /FlateDecode"
    )
    paper = tmp_path / "papier.pdf"
    paper.write_bytes(
        b"%s%s /Length %d >>\nstream\n%s\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n"
        % (start, head, len(table), table, len(start))
    )
    tracemalloc.start()
    with suppress(UserError):
        assert verify_file(paper).exit_code == 1
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 64_000_000
