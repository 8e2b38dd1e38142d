"""Faults mended beside the file: each refused word once, each cell in its place, then imported."""

import json
from datetime import date, time

import pytest

from coachdesk.core.french import fold
from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.figures import month_figures, year_report
from coachdesk.services.importing import (
    BLANK,
    MISSING_COLUMN,
    NO_MENDS,
    Mends,
    State,
    forget_word,
    import_file,
    import_workbook,
    learned_rows,
    open_workbook,
    typed_spots,
    what_to_mend,
)
from coachdesk.services.importing.annotation import annotate
from support.workbooks import (
    FAULTY,
    GOLDEN,
    SAMPLE,
    contents,
    grid,
    new_work,
    reopened,
    small,
    write_workbook,
    written,
)

TODAY = date(2024, 1, 15)
EXPECTED = json.loads((GOLDEN / "coaching-emploi-2023.expected.json").read_text("utf-8"))


@pytest.fixture
def work(tmp_path):
    made = new_work(tmp_path / "magasin")
    yield made
    made.store.close()


def asked(work, workbook, mends=NO_MENDS):
    return what_to_mend(work.store, work.action_id, work.profile, workbook, mends)


def take(work, workbook, mends=NO_MENDS):
    return import_workbook(work.store, work.action_id, work.profile, workbook, mends=mends)


def right_answers(mending, whole):
    """Her answers to each fault, as the workbook without faults has them."""
    mends = Mends()
    for word in mending.words:
        sheet, line = word.lines[0]
        at = whole[sheet][0].index(word.subject)
        label = whole[sheet][line - 1][at]
        key = next(choice.key for choice in word.choices if fold(choice.label) == fold(label))
        mends = mends.with_word(word.word_list, word.written, key)
    for cell in mending.cells:
        at = whole[cell.sheet][0].index(cell.header)
        text = written(whole[cell.sheet][cell.line - 1][at])
        mends = mends.with_cell(cell.sheet, cell.line, cell.key, text)
    return mends


def test_the_fifteen_faults_mended_give_the_figures_of_the_workbook_without_faults(work):
    workbook = open_workbook(FAULTY)
    before = FAULTY.read_bytes()
    first = take(work, workbook)
    assert len(first.to_mend) == 15
    mending = asked(work, workbook)
    assert len(mending.words) + len(mending.cells) == mending.open == 15
    assert mending.ready == 0
    mends = right_answers(mending, grid(SAMPLE))
    ready = asked(work, workbook, mends)
    assert ready.open == ready.waiting == 0
    second = take(work, workbook, mends)
    assert not second.errors
    assert not second.differences
    assert sum(second.imported.values()) == ready.ready
    assert FAULTY.read_bytes() == before, "her file is never touched"
    with work.store.read() as connection:
        report = year_report(connection, work.action_id, work.profile, 2023, today=TODAY)
        del report["indicateurs"]
        assert json.loads(json.dumps(report)) == EXPECTED
        for month in EXPECTED["months"]:
            day = date.fromisoformat(f"{month}-01")
            figures = month_figures(connection, work.action_id, work.profile, day)
            assert figures == EXPECTED["months"][month]
    whole = take(work, open_workbook(SAMPLE))
    assert not any(whole.imported.values())
    assert not whole.differences, "every mended cell is that of the workbook without faults"
    assert work.store.verify().fault is None


def test_a_word_is_asked_once_for_all_its_lines_and_says_how_many_pass_with_it(work, tmp_path):
    sheets = small(grid(SAMPLE))
    people = sheets["Prescriptions"]
    at = people[0].index("Prescripteur")
    for row in people[1:4]:
        row[at] = "Le CCAS d'ici"
    people[1][people[0].index("Nom")] = None  # refused for another reason too
    workbook = open_workbook(write_workbook(tmp_path / "a.xlsx", sheets))
    mending = asked(work, workbook)
    (word,) = mending.words
    assert word.written == "Le CCAS d'ici"
    assert len(word.lines) == 3
    numbers = {row[0] for row in people[2:4]}
    waiting = sum(row[0] in numbers for name in ("Rendez-vous", "PMSMP", "Sorties")
                  for row in sheets[name][1:])  # fmt: skip
    assert word.passing == 2 + waiting
    mends = Mends().with_word(word.word_list, word.written, word.choices[0].key)
    after = asked(work, workbook, mends)
    assert after.words[0].chosen == word.choices[0].key
    assert after.open == 1
    assert after.ready == mending.ready + word.passing


def test_a_word_that_means_two_things_is_asked_line_by_line_and_not_learned(work, tmp_path):
    sheets = small(grid(SAMPLE))
    at = sheets["Prescriptions"][0].index("Sexe")
    for row in sheets["Prescriptions"][1:3]:
        row[at] = "?"
    workbook = open_workbook(write_workbook(tmp_path / "a.xlsx", sheets))
    (word,) = asked(work, workbook).words
    mends = Mends().with_word(word.word_list, word.written, word.choices[0].key)
    mends = mends.with_split(word.word_list, word.written)
    assert Mends.from_json(json.loads(json.dumps(mends.to_json()))) == mends
    split = asked(work, workbook, mends)
    assert split.words == ()
    assert [cell.line for cell in split.cells] == [2, 3]
    for cell, choice in zip(split.cells, word.choices, strict=False):
        assert choice.label in cell.fields[0].choices
        mends = mends.with_cell(cell.sheet, cell.line, cell.key, choice.label)
    assert asked(work, workbook, mends).open == 0
    assert not take(work, workbook, mends).errors
    assert work.take(tmp_path / "a.xlsx").to_mend, "nothing was learned of it"


def test_a_word_learned_is_understood_by_every_import_that_follows(work, tmp_path):
    sheets = small(grid(SAMPLE))
    at = sheets["Sorties"][0].index("Type de sortie")
    for row in sheets["Sorties"][1:]:
        row[at + 1] = None
    sheets["Sorties"][1][at] = "Perdue de VUE"
    path = write_workbook(tmp_path / "a.xlsx", sheets)
    workbook = open_workbook(path)
    (word,) = asked(work, workbook).words
    mends = Mends().with_word(word.word_list, word.written, word.choices[0].key)
    take(work, workbook, mends)
    other = new_work(tmp_path / "autre")  # another action knows nothing of it
    assert other.take(path).to_mend
    other.store.close()
    sheets["Sorties"][1][at] = "perdue de vue "
    sheets["Sorties"][1][0], sheets["Sorties"][2][0] = "99-1", "99-2"
    for number, row in zip(("99-1", "99-2"), sheets["Prescriptions"][1:3], strict=True):
        row[0] = number
    again = work.take(write_workbook(tmp_path / "b.xlsx", {
        name: [rows[0], *(row for row in rows[1:] if row[0] in {"99-1", "99-2"})]
        for name, rows in sheets.items()
    }))  # fmt: skip
    assert [fault.message for fault in again.to_mend if fault.word_list] == []
    assert again.imported["Sorties"] == 2


def test_a_learned_word_is_seen_and_forgotten(work, tmp_path):
    sheets = small(grid(SAMPLE))
    at = sheets["Prescriptions"][0].index("Niveau de formation")
    sheets["Prescriptions"][1][at] = "Bac+12"
    path = write_workbook(tmp_path / "a.xlsx", sheets)
    workbook = open_workbook(path)
    take(work, workbook, Mends().with_word("training_levels", "Bac+12", BLANK))
    action = ActionInfo(work.action_id, work.profile.code, work.profile)
    desk = Desk(work.store)
    (row,) = desk.read(lambda link: learned_rows(link, action))
    assert (row.subject, row.written, row.meaning) == ("Niveau de formation", "bac+12", "")
    assert not import_file(work.store, work.action_id, work.profile, path).errors
    forget_word(desk, work.action_id, row)
    assert desk.read(lambda link: learned_rows(link, action)) == ()
    assert work.take(path).errors


def test_a_word_may_be_left_blank_only_where_the_column_may(work, tmp_path):
    sheets = small(grid(SAMPLE))
    head = sheets["Prescriptions"][0]
    sheets["Prescriptions"][1][head.index("Sexe")] = "X?"
    sheets["Prescriptions"][2][head.index("Permis B")] = "NSP"
    workbook = open_workbook(write_workbook(tmp_path / "a.xlsx", sheets))
    gender, licence = asked(work, workbook).words
    assert not gender.may_be_blank
    assert licence.may_be_blank
    assert [word.label for word in licence.choices] == ["Oui", "Non"]
    report = take(work, workbook, Mends().with_word("yes_no", "NSP", BLANK))
    assert {fault.column for fault in report.to_mend} == {"Sexe"}
    assert work.take(tmp_path / "a.xlsx").unchanged > 0


def test_a_line_left_aside_takes_with_it_those_that_hang_on_it(work, tmp_path):
    sheets = small(grid(SAMPLE))
    row = sheets["Prescriptions"][1]
    row[sheets["Prescriptions"][0].index("Nom")] = None
    workbook = open_workbook(write_workbook(tmp_path / "a.xlsx", sheets))
    (cell,) = asked(work, workbook).cells
    assert cell.waiting > 0
    assert row[0] in cell.who
    mends = Mends().with_line(cell.sheet, cell.line, left_out=True)
    after = asked(work, workbook, mends)
    assert after.cells[0].state is State.LEFT_OUT
    assert after.open == 0
    assert after.waiting == cell.waiting
    report = take(work, workbook, mends)
    assert report.to_mend == ()
    assert len(report.waiting) == cell.waiting
    assert "laissée de côté" in report.waiting[0].message
    back = mends.with_line(cell.sheet, cell.line, left_out=False)
    assert back == NO_MENDS


def test_what_is_typed_wrong_is_refused_by_the_readers_of_the_import(work, tmp_path):
    sheets = small(grid(SAMPLE))
    at = sheets["Prescriptions"][0].index("Date de naissance")
    sheets["Prescriptions"][1][at] = "hier"
    workbook = open_workbook(write_workbook(tmp_path / "a.xlsx", sheets))
    place = ("Prescriptions", 2, "birth_date")
    for typed, state in (
        ("31/02/1985", State.OPEN), ("01/01/2099", State.OPEN), ("", State.OPEN),
        ("12 mai 1985", State.MENDED), ("12.5.85", State.MENDED),
    ):  # fmt: skip
        (cell,) = asked(work, workbook, Mends().with_cell(*place, typed)).cells
        assert cell.state is state, typed
        assert cell.fields[0].typed == typed
        assert cell.fields[0].found == "hier"
        if typed == "31/02/1985":
            assert typed in cell.message


def test_either_of_two_cells_that_contradict_one_another_can_be_typed(work, tmp_path):
    sheets = small(grid(SAMPLE))
    sheets["Rendez-vous"][1][2:4] = [time(10), time(9)]
    workbook = open_workbook(write_workbook(tmp_path / "a.xlsx", sheets))
    (cell,) = asked(work, workbook).cells
    assert [(field.header, field.found) for field in cell.fields] == [
        ("Début", "10:00"), ("Fin", "09:00"),
    ]  # fmt: skip
    assert any(header == "Date" for header, _ in cell.neighbours)
    for key, text in (("start_minute", "8h30"), ("end_minute", "11:00")):
        mends = Mends().with_cell("Rendez-vous", cell.line, key, text)
        assert [cell.state for cell in asked(work, workbook, mends).cells] == [State.MENDED]


def test_a_column_that_is_absent_is_pointed_at(work, tmp_path):
    sheets = small(grid(SAMPLE))
    head = sheets["Prescriptions"][0]
    head[head.index("Suite donnée")] = "Résultat"
    workbook = open_workbook(write_workbook(tmp_path / "a.xlsx", sheets))
    (cell,) = asked(work, workbook).cells
    assert cell.code == MISSING_COLUMN
    assert cell.fields[0].choices == ("Résultat",)
    mends = Mends().with_column("Prescriptions", cell.key, head.index("Résultat"))
    after = asked(work, workbook, mends)
    assert after.open == 0
    assert after.cells[0].fields[0].typed == "Résultat"
    assert not take(work, workbook, mends).errors


def test_a_date_of_entry_can_be_typed_where_the_sheet_has_no_such_column(work, tmp_path):
    sheets = {"Prescriptions": small(grid(SAMPLE))["Prescriptions"]}
    head = sheets["Prescriptions"][0]
    head[head.index("Date d'entrée")] = "Autre chose"
    workbook = open_workbook(write_workbook(tmp_path / "a.xlsx", sheets))
    cells = asked(work, workbook).cells
    mends = NO_MENDS
    for cell in cells:
        mends = mends.with_cell(cell.sheet, cell.line, "entered_on", "02/01/2023")
    assert cells
    after = asked(work, workbook, mends)
    assert {cell.state for cell in after.cells} <= {State.MENDED, State.OPEN}
    assert after.open < len(cells)


def test_answers_are_kept_and_given_back_as_they_were():
    mends = (
        Mends()
        .with_word("genders", "X?", "f")
        .with_cell("Prescriptions", 12, "entered_on", "01/09/2022")
        .with_line("Rendez-vous", 20, left_out=True)
        .with_column("Sorties", "kind", 3)
    )
    kept = json.loads(json.dumps(mends.to_json()))
    assert Mends.from_json(kept) == mends
    assert Mends.from_json(None) == NO_MENDS


def test_nothing_is_written_by_a_look(work):
    workbook = open_workbook(FAULTY)
    before = contents(work.store)
    asked(work, workbook, right_answers(asked(work, workbook), grid(SAMPLE)))
    assert contents(work.store) == before


def test_the_copy_of_her_workbook_holds_what_she_typed(work, tmp_path):
    workbook = open_workbook(FAULTY)
    mends = right_answers(asked(work, workbook), grid(SAMPLE))
    report = take(work, workbook, mends)
    annotate(FAULTY, report, tmp_path / "corrige.xlsx", typed_spots(workbook.layouts, mends))
    work.store.close()
    again = reopened(tmp_path / "magasin")
    copy = again.take(tmp_path / "corrige.xlsx")
    assert not copy.errors
    assert not copy.differences
    assert not any(copy.imported.values())
    again.store.close()
