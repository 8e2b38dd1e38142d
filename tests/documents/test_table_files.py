"""The workbook and the CSV beside the table: the same data, safe to open."""

import csv
import tempfile
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from coachdesk.documents.table_columns import COLUMNS, PRESCRIPTION_KEYS, Kind
from coachdesk.documents.table_files import table_csv, table_xlsx
from documents.paper_samples import person, table

FORMULAS = ("=HYPERLINK(1)", "+33612345678", "-1", "@SUM(A1)", "\tx")


def test_the_csv_reads_back_in_french() -> None:
    data = table(47)
    raw = table_csv(data)
    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.count(b"\r\n") == 48
    head, *lines = csv.reader(StringIO(raw.decode("utf-8-sig"), newline=""), delimiter=";")
    assert head == [COLUMNS[key].title for key in data.columns]
    first = dict(zip(data.columns, lines[0], strict=True))
    assert first["nom"] == data.rows[0]["nom"]
    assert first["entree"] == f"{data.rows[0]['entree']:%d/%m/%Y}"
    assert first["heures_sur_place"] == "2,00"
    assert first["pmsmp_heures"] == "70,00"
    assert len(lines) == 47


def test_the_workbook_holds_real_dates_and_numbers() -> None:
    data = table(47)
    book = load_workbook(BytesIO(table_xlsx(data)))
    assert book.sheetnames == ["Suivi", "Prescriptions"]
    for name, keys, rows in (
        ("Suivi", data.columns, data.rows),
        ("Prescriptions", PRESCRIPTION_KEYS, data.prescriptions),
    ):
        sheet = book[name]
        assert sheet.freeze_panes == "A2"
        assert [cell.value for cell in sheet[1]] == [COLUMNS[key].title for key in keys]
        for line, row in enumerate(rows, start=2):
            for place, key in enumerate(keys, start=1):
                read, value = sheet.cell(line, place).value, row.get(key)
                if isinstance(value, date):
                    assert isinstance(read, datetime)
                    assert read.date() == value
                elif COLUMNS[key].kind is Kind.MINUTES and isinstance(value, int):
                    assert Decimal(str(read)) == Decimal(value) / 60
                else:
                    assert read == (value if value != "" else None)


@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_becomes_a_formula(text: str) -> None:
    data = table(rows=(person(1) | {"observation": text},))
    at = data.columns.index("observation")
    line = table_csv(data).decode("utf-8-sig").split("\r\n")[1]
    assert line.split(";")[at] == f"'{text}"
    cell = load_workbook(BytesIO(table_xlsx(data)))["Suivi"].cell(2, at + 1)
    assert cell.data_type == "s"
    assert cell.value == text
    assert cell.quotePrefix


def test_separators_and_line_feeds_in_a_text_do_not_break_the_csv() -> None:
    text = 'rappeler ; voir « bilan »\nle "10"'
    data = table(rows=(person(1) | {"observation": text},))
    raw = table_csv(data).decode("utf-8-sig")
    at = data.columns.index("observation")
    assert list(csv.reader(StringIO(raw, newline=""), delimiter=";"))[1][at] == text


def test_same_data_same_bytes() -> None:
    assert table_xlsx(table(10)) == table_xlsx(table(10))
    assert table_csv(table(10)) == table_csv(table(10))
    assert b"2000-01-01T00:00:00Z" in _core(table_xlsx(table(1)))


def _core(workbook: bytes) -> bytes:
    with ZipFile(BytesIO(workbook)) as archive:
        return archive.read("docProps/core.xml")


def test_the_workbook_is_made_without_any_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """A temporary file would leave names in clear on the disk."""

    def refuse(*_args: object, **_options: object) -> None:
        raise AssertionError("a temporary file was asked for")

    for name in ("mkstemp", "NamedTemporaryFile", "TemporaryFile", "mkdtemp"):
        monkeypatch.setattr(tempfile, name, refuse)
    monkeypatch.setattr("openpyxl.worksheet._writer.NamedTemporaryFile", refuse)
    assert table_xlsx(table(3)).startswith(b"PK")
