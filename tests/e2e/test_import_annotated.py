"""The way back: the coach's own workbook, its faults marked, mended by hand and imported."""

import hashlib

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from coachdesk.core.errors import UserError
from coachdesk.services.importing.annotation import annotate
from support.command import coachdesk
from support.workbooks import FAULTY, SAMPLE, grid, new_work, small, write_csv, write_workbook

MARK = "00FFD9A0"


@pytest.fixture(scope="module")
def few(tmp_path_factory):
    """The first people of the faulty sample, one of whose immersions has no right SIRET."""
    sheets = small(grid(FAULTY), people=8)
    sheets["PMSMP"][4][2] = "12345678901234"
    return write_workbook(tmp_path_factory.mktemp("few") / "suivi.xlsx", sheets)


@pytest.fixture
def work(tmp_path):
    work = new_work(tmp_path / "magasin")
    yield work
    work.store.close()


def marked(book):
    return {
        (sheet.title, cell.coordinate): cell.comment.text
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment is not None
    }


def test_each_faulty_cell_is_coloured_commented_and_listed(work, tmp_path):
    report = work.take(FAULTY)
    before = hashlib.sha256(FAULTY.read_bytes()).hexdigest()
    target = tmp_path / "à corriger.xlsx"
    annotate(FAULTY, report, target)
    assert hashlib.sha256(FAULTY.read_bytes()).hexdigest() == before
    book = load_workbook(target)
    assert book.sheetnames == ["À corriger", "Prescriptions", "Rendez-vous", "PMSMP", "Sorties"]
    notes = marked(book)
    assert len(notes) == len(report.errors)
    assert "présant" in notes["Rendez-vous", "G42"]
    assert book["Rendez-vous"]["G42"].comment.author == "CoachDesk"
    assert book["Rendez-vous"]["G42"].fill.fgColor.rgb == MARK
    assert book["Rendez-vous"]["G43"].fill.fgColor.rgb != MARK
    listed = list(book["À corriger"].iter_rows(min_row=3, values_only=True))
    assert [row[:3] for row in listed] == [(f.sheet, f.row, f.column) for f in report.to_mend]
    assert len(listed) == 15
    links = [row[2].hyperlink.location for row in book["À corriger"].iter_rows(min_row=3)]
    assert "'Rendez-vous'!G42" in links


def test_her_own_sheets_formats_and_remarks_are_kept(work, few, tmp_path):
    source = tmp_path / "suivi.xlsx"
    book = load_workbook(few)
    book["PMSMP"]["J1"] = "Mes notes"
    book["PMSMP"]["J2"] = "rappeler"
    book["PMSMP"]["J3"] = '=IF(A3="","","ok")'
    book["PMSMP"]["C5"].comment = Comment("vu avec le garage", "Zoé")
    book["PMSMP"]["A2"].fill = PatternFill("solid", fgColor="FF00FF00")
    book["PMSMP"].column_dimensions["B"].width = 44
    book.create_sheet("Brouillon")["A1"] = "à moi"
    book.save(source)
    target = tmp_path / "b.xlsx"
    annotate(source, work.take(source), target)
    again = load_workbook(target)
    page = again["PMSMP"]
    assert (page["J1"].value, page["J2"].value) == ("Mes notes", "rappeler")
    assert page["J3"].value == '=IF(A3="","","ok")'
    assert page["A2"].fill.fgColor.rgb == "FF00FF00"
    assert page.column_dimensions["B"].width == 44
    assert page["C5"].comment.text.startswith("vu avec le garage\n\nCoachDesk")
    assert again["Brouillon"]["A1"].value == "à moi"
    assert page["F2"].number_format == load_workbook(few)["PMSMP"]["F2"].number_format


def test_mended_and_imported_again_only_what_was_refused_comes_and_marks_go(work, tmp_path):
    first = work.take(FAULTY)
    target = tmp_path / "a.xlsx"
    annotate(FAULTY, first, target)
    book = load_workbook(target)
    book["Rendez-vous"]["G42"] = "Présent"
    book["Prescriptions"]["G8"] = "F"
    book.save(target)
    second = work.take(target)
    assert second.imported["Prescriptions"] == 1
    assert not second.differences
    mended = sum(1 for f in first.errors if f.row == 42 or "23-007" in f.message) + 1
    assert sum(second.imported.values()) == mended
    assert len(second.errors) == len(first.errors) - mended

    final = tmp_path / "b.xlsx"
    annotate(target, second, final)
    notes = marked(load_workbook(final))
    assert len(notes) == len(second.errors)
    assert ("Rendez-vous", "G42") not in notes
    assert load_workbook(final)["Rendez-vous"]["G42"].fill.fgColor.rgb != MARK
    assert work.take(final, check=True).errors == second.errors


def test_a_workbook_without_a_fault_gets_no_list(work, tmp_path):
    sheets = small(grid(SAMPLE), people=3)
    source = write_workbook(tmp_path / "suivi.xlsx", sheets)
    annotate(source, work.take(source), tmp_path / "a.xlsx")
    book = load_workbook(tmp_path / "a.xlsx")
    assert book.sheetnames == list(sheets)
    assert not marked(book)
    assert not any(work.take(tmp_path / "a.xlsx").imported.values())


def test_a_folder_of_csv_files_becomes_a_workbook_that_imports(work, tmp_path):
    sheets = small(grid(FAULTY))
    sheets["Rendez-vous"][3][6] = "=1+1"
    folder = write_csv(tmp_path / "export", sheets, encoding="cp1252")
    report = work.take(folder)
    target = tmp_path / "a.xlsx"
    annotate(folder, report, target)
    book = load_workbook(target)
    assert book["Rendez-vous"]["G4"].value == "=1+1"
    assert book["Rendez-vous"]["G4"].data_type == "s"
    assert len(marked(book)) == len(report.errors) > 0
    assert work.take(target).errors == report.errors


@pytest.mark.parametrize("title", ["Rendez-vous", "rendez[vous]"])
def test_a_csv_file_may_hold_and_be_named_what_no_workbook_can(work, tmp_path, title):
    sheets = small(grid(FAULTY), people=4)
    sheets["Prescriptions"][1][3] = "Mission\x02 locale\ufffe"
    sheets["Rendez-vous"][3][6] = "pré\x02sant"
    sheets = {title if name == "Rendez-vous" else name: rows for name, rows in sheets.items()}
    sheets["notes [1]"] = [["à moi"]]
    folder = write_csv(tmp_path / "export", sheets, encoding="utf-8")
    report = work.take(folder, check=True)
    target = tmp_path / "a.xlsx"
    annotate(folder, report, target)
    book = load_workbook(target)
    assert len(book.sheetnames) == 5
    assert not any("notes" in name for name in book.sheetnames)
    assert len(marked(book)) == len(report.errors) > 0
    again = work.take(target, check=True)
    assert again.to_json() == report.to_json()


def test_a_bad_target_is_refused_before_anything_is_imported(few, tmp_path):
    store, source = tmp_path / "magasin", tmp_path / "suivi.xlsx"
    source.write_bytes(few.read_bytes())
    assert coachdesk("init", "--profile", "coaching-emploi", store=store).code == 0
    there = tmp_path / "dossier.xlsx"
    there.mkdir()
    for target in (tmp_path / "a.csv", source, there, tmp_path / "absent" / "a.xlsx"):
        ran = coachdesk("import", source, "--annotate", target, store=store)
        assert (ran.code, ran.out) == (1, "")
        assert ("ne peut pas remplacer" if target == source else target.name) in ran.err
    ran = coachdesk("import", tmp_path / "absent.xlsx", "--annotate", source, store=store)
    assert ran.code == 1
    assert source.read_bytes() == few.read_bytes()
    ran = coachdesk("import", source, "--annotate", tmp_path / "a.xlsx", store=store)
    assert ran.code == 0
    assert "inchangées" not in ran.out, "an earlier call had imported"
    assert ran.out.index("Prescriptions") < ran.out.index("Classeur annoté")
    assert (tmp_path / "a.xlsx").exists()


def test_a_missing_column_is_marked_on_the_headers(work, few, tmp_path):
    source = tmp_path / "a.xlsx"
    book = load_workbook(few)
    book["Rendez-vous"].delete_cols(3)
    book.save(source)
    annotate(source, work.take(source), tmp_path / "b.xlsx")
    assert "Début" in marked(load_workbook(tmp_path / "b.xlsx"))["Rendez-vous", "A1"]


@pytest.mark.parametrize("name", ["source", "pdf", "folder", "nowhere"])
def test_a_target_that_can_not_be_is_refused_and_nothing_is_left(work, few, tmp_path, name):
    source = tmp_path / "suivi.xlsx"
    source.write_bytes(few.read_bytes())
    report = work.take(source, check=True)
    target = {
        "source": source,
        "pdf": tmp_path / "a.pdf",
        "folder": tmp_path / "dossier.xlsx",
        "nowhere": tmp_path / "absent" / "a.xlsx",
    }[name]
    if name == "folder":
        target.mkdir()
    before = {path.name for path in tmp_path.iterdir()}
    with pytest.raises(UserError) as caught:
        annotate(source, report, target)
    assert caught.value.remedy
    assert {path.name for path in tmp_path.iterdir()} == before
    assert source.read_bytes() == few.read_bytes()
