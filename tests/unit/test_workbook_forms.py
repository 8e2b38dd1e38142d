"""Workbooks of other hands than Excel's own are read as openpyxl reads them, or told what to do."""

import re
import zipfile
from datetime import date, datetime, time, timedelta
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from coachdesk.core.errors import UserError
from coachdesk.services.importing.workbook import read_workbook

SHEET = "xl/worksheets/sheet1.xml"
STRICT = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
USUAL = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
CELLS = st.none() | st.integers(-(10**9), 10**9) | st.floats(-1e9, 1e9) | st.booleans() | st.dates(
    date(1901, 1, 1), date(2090, 1, 1)
) | st.times().map(lambda moment: moment.replace(microsecond=0)) | st.timedeltas(
    timedelta(seconds=1), timedelta(days=400)
).map(lambda length: timedelta(seconds=length.seconds or 1)) | st.text(
    st.characters(min_codepoint=32, max_codepoint=0x2FFF, exclude_characters="_"), max_size=12
).filter(lambda text: not text.startswith("="))  # fmt: skip


def made(rows: list[list[object]]) -> bytes:
    book, out = Workbook(), BytesIO()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(out)
    return out.getvalue()


def changed(data: bytes, change) -> bytes:
    """The workbook with each of its parts as ``change(name, part)`` gives it; None takes it out."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            part = change(name, source.read(name))
            if part is not None:
                target.writestr(name, part)
    return out.getvalue()


def rows_of(data: bytes) -> list[tuple[object, ...]]:
    (sheet,) = read_workbook("a.xlsx", data, lambda _done: None)
    return [cells for _, cells in sheet.rows]


def refusal(data: bytes) -> UserError:
    with pytest.raises(UserError) as refused:
        read_workbook("a.xlsx", data, lambda _done: None)
    return refused.value


@settings(max_examples=60)
@given(st.lists(st.lists(CELLS, min_size=1, max_size=6), min_size=1, max_size=6))
def test_each_kind_of_cell_is_what_another_reader_finds(rows: list[list[object]]) -> None:
    data = made([["N°"], *rows])
    page = load_workbook(BytesIO(data), data_only=True).worksheets[0]
    expected = [[cell.value for cell in row] for row in page.iter_rows()]
    (sheet,) = read_workbook("a.xlsx", data, lambda _done: None)
    for line, cells in sheet.rows:
        found = [value for value in cells if value not in {None, ""}]
        assert found == [value for value in expected[line - 1] if value not in {None, ""}]


def test_a_strict_workbook_is_read() -> None:
    """« Classeur Open XML strict », one of Excel's choices."""
    strict = changed(made([["N°", "Jour"], [3, date(2024, 1, 15)]]), lambda _, part: part.replace(
        USUAL, STRICT).replace(b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        b"http://purl.oclc.org/ooxml/officeDocument/relationships"))  # fmt: skip
    assert STRICT in zipfile.ZipFile(BytesIO(strict)).read(SHEET)
    assert rows_of(strict) == [("N°", "Jour"), (3, datetime.fromisoformat("2024-01-15"))]


def test_elements_may_have_a_prefix() -> None:
    def prefixed(name: str, part: bytes) -> bytes:
        if name != SHEET:
            return part
        named = re.sub(rb"<(/?)([A-Za-z])", rb"<\1x:\2", part)
        return named.replace(b"xmlns=", b"xmlns:x=")

    assert rows_of(changed(made([["N°"], ["23-001"]]), prefixed)) == [("N°",), ("23-001",)]


def test_cells_and_rows_without_their_place_follow_each_other() -> None:
    bare = changed(
        made([["N°", "Nom"], ["a", "b"]]),
        lambda name, part: (
            re.sub(rb'(<(?:c|row)) r="\w+"', rb"\1", part) if name == SHEET else part
        ),
    )
    assert rows_of(bare) == [("N°", "Nom"), ("a", "b")]


def test_a_return_in_a_cell_is_no_code() -> None:
    data = made([["ligne_x000D_\nsuivante", "a_x005F_x000D_b"]])
    typed = changed(data, lambda _, part: part.replace(b"_x005F_x000D_\n", b"_x000D_\n"))
    assert rows_of(typed) == [("ligne\nsuivante", "a_x000D_b")]


def test_dates_of_a_mac_are_four_years_later() -> None:
    def of_mac(_name: str, part: bytes) -> bytes:
        return re.sub(rb"<workbookPr[^>]*>", b'<workbookPr date1904="1"/>', part)

    mac = changed(made([[date(2024, 1, 15)]]), of_mac)
    assert rows_of(mac) == [(datetime.fromisoformat("2028-01-16"),)]
    assert rows_of(made([[time(9, 30)]])) == [(time(9, 30),)]


def test_what_is_no_xlsx_is_told_how_to_become_one() -> None:
    data = made([["N°"]])
    binary = changed(data, lambda name, part: part.replace(b"workbook.xml", b"workbook.bin")
                     if name == "_rels/.rels" else part)  # fmt: skip
    assert "(.xlsb)" in refusal(binary).sentence
    libre = BytesIO()
    with zipfile.ZipFile(libre, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", "<a/>")
    assert "LibreOffice" in refusal(libre.getvalue()).remedy
    letter = changed(data, lambda name, part: part.replace(b"xl/workbook.xml", b"xl/styles.xml")
                     if name == "_rels/.rels" else part)  # fmt: skip
    assert "n’est pas un classeur Excel" in refusal(letter).sentence
