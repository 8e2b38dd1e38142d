"""A workbook in: the sample whole, its faults exactly, and what a second import does."""

import json
import zipfile
from hashlib import sha256

import pytest

from coachdesk.core.errors import UserError
from coachdesk.core.french import NBSP
from coachdesk.services.importing import import_file
from support.workbooks import (
    FAULTY,
    GOLDEN,
    SAMPLE,
    contents,
    grid,
    new_work,
    small,
    write_csv,
    write_workbook,
)

COUNTS = {"Prescriptions": 134, "Rendez-vous": 1627, "PMSMP": 46, "Sorties": 76}


@pytest.fixture
def work(tmp_path):
    work = new_work(tmp_path / "magasin")
    yield work
    work.store.close()


@pytest.fixture(scope="module")
def whole():
    return grid(SAMPLE)


@pytest.fixture
def sheets(whole):
    return small(whole)


def keys(report):
    return [(fault.sheet, fault.row, fault.column, fault.code) for fault in report.errors]


def test_the_sample_comes_in_whole_and_only_once(work):
    report = work.take(SAMPLE)
    assert report.imported == COUNTS
    assert (report.unchanged, report.differences, report.errors) == (0, (), ())
    before = contents(work.store)
    again = work.take(SAMPLE)
    assert again.imported == dict.fromkeys(COUNTS, 0)
    assert (again.unchanged, again.differences, again.errors) == (sum(COUNTS.values()), (), ())
    assert again.exit_code == 0
    assert contents(work.store) == before


def test_imported_rows_are_a_reprise_and_the_journal_names_their_file(work):
    work.take(SAMPLE)
    for table in (
        "participant", "prescription", "pathway", "engagement_contract", "appointment",
        "company", "immersion", "exit",
    ):  # fmt: skip
        with work.store.read() as connection:
            query = f"SELECT COUNT(*), SUM(cut_over) FROM {table}"
            count, taken_over = connection.exec_driver_sql(query).one()
        assert count == taken_over > 0, table
    with work.store.read() as connection:
        (body,) = connection.exec_driver_sql(
            "SELECT body FROM journal_payload JOIN journal_entry USING (seq) WHERE kind = 'import'"
        ).scalars()
    note = json.loads(body)
    assert note["file"] == SAMPLE.name
    assert note["sha256"] == sha256(SAMPLE.read_bytes()).hexdigest()
    assert note["imported"] == COUNTS


def test_the_faulty_sample_gives_its_faults_and_the_rows_that_hang_on_them(work):
    report = work.take(FAULTY)
    expected = json.loads((GOLDEN / "coaching-emploi-2023-faults.expected.json").read_text("utf-8"))
    wanted = {tuple(fault.values()) for fault in expected["faults"]}
    dependent = [fault for fault in report.errors if fault.code == "depend_d_une_ligne_refusee"]
    assert (
        set(keys(report))
        - {(fault.sheet, fault.row, fault.column, fault.code) for fault in dependent}
        == wanted
    )
    assert len(report.errors) == len(wanted) + len(dependent)

    cells = grid(FAULTY)
    refused = {
        cells["Prescriptions"][row - 1][0]
        for sheet, row, _, code in wanted
        if sheet == "Prescriptions" and code != "doublon"
    }
    hanging = {
        (sheet, line, "N°")
        for sheet in ("Rendez-vous", "PMSMP", "Sorties")
        for line, row in enumerate(cells[sheet], 1)
        if row[0] in refused
    }
    assert {(fault.sheet, fault.row, fault.column) for fault in dependent} == hanging
    assert report.exit_code == 0
    assert work.take(FAULTY, check=True).exit_code == 1


def test_each_fault_says_what_is_wrong_and_what_to_do_in_french(work):
    report = work.take(FAULTY, check=True)
    said = {(fault.sheet, fault.row, fault.column): fault.message for fault in report.errors}
    assert said["Rendez-vous", 42, "Présence"].endswith(
        f"Vouliez-vous dire «{NBSP}Présent{NBSP}»{NBSP}?"
    )
    assert "ligne" in said["Prescriptions", 105, "N°"]
    assert "85" in said["Prescriptions", 105, "N°"]
    for message in said.values():
        assert message.count(". ") >= 1, message
        assert message[-1] in ".?", message
        assert "'" not in message.replace("d'", ""), message


def test_a_nearest_value_is_proposed_and_never_taken(work):
    work.take(FAULTY)
    with work.store.read() as connection:
        count = connection.exec_driver_sql("SELECT COUNT(*) FROM appointment").scalar()
    refused = sum(1 for fault in work.take(FAULTY).errors if fault.sheet == "Rendez-vous")
    assert count == COUNTS["Rendez-vous"] - refused


def test_a_check_writes_nothing(work):
    before = contents(work.store)
    report = work.take(FAULTY, check=True)
    assert report.checked_only
    assert sum(report.imported.values()) > 1700
    assert contents(work.store) == before


def test_a_mended_workbook_brings_only_what_was_refused(work):
    first = work.take(FAULTY)
    second = work.take(SAMPLE)
    assert not second.errors
    # Rows 8, 10… come now; the one whose n° was mistyped as another's comes under its own.
    assert sum(first.imported.values()) + sum(second.imported.values()) == sum(COUNTS.values())
    assert work.take(SAMPLE).unchanged == sum(COUNTS.values())


def test_a_changed_row_is_told_cell_by_cell_and_never_overwritten(work, sheets, tmp_path):
    work.take(write_workbook(tmp_path / "a.xlsx", sheets))
    before = contents(work.store)
    changed = {name: [list(row) for row in rows] for name, rows in sheets.items()}
    changed["Prescriptions"][1][8] = "Amiens"
    changed["Prescriptions"][1][14] = "Autre"
    changed["Rendez-vous"][3][6] = "Prévu"
    changed["PMSMP"][1][7] = 17.5
    changed["Sorties"][2][1] = changed["Sorties"][2][1].replace(day=28)
    report = work.take(write_workbook(tmp_path / "b.xlsx", changed))
    told = [(d.sheet, d.row, d.column, d.found) for d in report.differences]
    assert told == [
        ("Prescriptions", 2, "Commune", "Amiens"),
        ("Prescriptions", 2, "Statut", "Autre"),
        ("Rendez-vous", 4, "Présence", "Prévu"),
        ("PMSMP", 2, "Heures/semaine", "17,5"),
        ("Sorties", 3, "Date de sortie", f"{changed['Sorties'][2][1]:%d/%m/%Y}"),
    ]
    stored = [difference.stored for difference in report.differences]
    assert stored[0] == sheets["Prescriptions"][1][8]
    assert stored[2] == sheets["Rendez-vous"][3][6]
    assert not any(report.imported.values())
    assert report.exit_code == 0
    assert contents(work.store) == before


def test_a_company_of_two_names_keeps_the_first_and_says_so(work, sheets, tmp_path):
    hosts = [list(row) for row in sheets["PMSMP"]]
    hosts[2][2] = hosts[1][2]
    hosts[2][1] = "Autre nom"
    report = work.take(write_workbook(tmp_path / "a.xlsx", {**sheets, "PMSMP": hosts}))
    assert [(d.row, d.column, d.stored, d.found) for d in report.differences] == [
        (3, "Entreprise", hosts[1][1], "Autre nom")
    ]
    assert report.imported["PMSMP"] == len(hosts) - 1


def test_sheets_may_come_one_file_after_the_other(work, sheets, tmp_path):
    for name in sheets:
        folder = tmp_path / name
        report = work.take(write_csv(folder, {name: sheets[name]}, encoding="utf-8"))
        assert not report.errors
        assert report.imported[name] == len(sheets[name]) - 1


def test_rows_for_a_person_who_did_not_enter_are_refused(work, sheets, tmp_path):
    number = next(row[0] for row in sheets["Prescriptions"] if row[12] is None)
    meetings = [*sheets["Rendez-vous"], [number, *sheets["Rendez-vous"][1][1:]]]
    report = work.take(write_workbook(tmp_path / "a.xlsx", {**sheets, "Rendez-vous": meetings}))
    assert keys(report) == [("Rendez-vous", len(meetings), "N°", "participant_non_integre")]


def test_a_person_who_entered_since_the_last_import_is_told_where_to_enter_her(
    work, sheets, tmp_path
):
    number = sheets["Prescriptions"][1][0]
    waiting = {name: [list(row) for row in rows] for name, rows in sheets.items()}
    waiting["Prescriptions"][1][10:14] = ["En attente", None, None, None]
    alone = {"Prescriptions": waiting["Prescriptions"]}
    work.take(write_workbook(tmp_path / "a.xlsx", alone))
    report = work.take(write_workbook(tmp_path / "b.xlsx", sheets))
    hers = sum(row[0] == number for name in sheets for row in sheets[name]) - 1
    assert {fault.code for fault in report.errors} == {"participant_non_integre"}
    assert len(report.errors) == hers > 0
    for fault in report.errors:
        assert "Le magasin dit encore «\u00a0En attente de RDV\u00a0»" in fault.message
        assert "CoachDesk" in fault.message
        assert "Corrigez-la dans" not in fault.message


def test_a_name_with_a_character_no_paper_can_hold_comes_in_without_it(work, sheets, tmp_path):
    bent = {name: [list(row) for row in rows] for name, rows in sheets.items()}
    bent["Prescriptions"][1][4] = "BAILLEUL\x02"
    bent["Prescriptions"][1][8] = "\x1fPoix\x07de\ufffePicardie"
    bent["Prescriptions"][2][4] = "\x02"
    report = work.take(write_csv(tmp_path / "export", bent, encoding="utf-8"))
    assert ("Prescriptions", 3, "Nom", "valeur_manquante") in keys(report)
    with work.store.read() as connection:
        names = connection.exec_driver_sql(
            "SELECT last_name, commune FROM participant WHERE last_name LIKE 'BAILLEUL%'"
        ).all()
    assert ("BAILLEUL", "Poix de Picardie") in [tuple(row) for row in names]


def test_a_missing_column_is_told_once_and_its_sheet_left_out(work, sheets, tmp_path):
    bare = {**sheets, "Rendez-vous": [row[:2] + row[3:] for row in sheets["Rendez-vous"]]}
    report = work.take(write_workbook(tmp_path / "a.xlsx", bare))
    assert keys(report) == [("Rendez-vous", 1, "Début", "colonne_absente")]
    assert report.imported["Rendez-vous"] == 0
    assert report.imported["PMSMP"] > 0


def test_without_prescriptions_there_is_one_fault_and_nothing_comes_in(work, sheets, tmp_path):
    alone = {name: rows for name, rows in sheets.items() if name != "Prescriptions"}
    report = work.take(write_workbook(tmp_path / "a.xlsx", alone))
    assert [(fault.sheet, fault.code) for fault in report.errors] == [
        ("Prescriptions", "feuille_absente")
    ]
    assert report.exit_code == 1


def test_another_action_speaks_its_own_words(tmp_path, work, sheets):
    other = new_work(tmp_path / "autre", GOLDEN / "autre-action.toml")
    words = {
        "Physique": "Au local", "Téléphone": "Appel", "Présent": "Venue", "Intégré": "Admise",
        "Absence justifiée": "Excusée", "Absence injustifiée": "Non venue",
        "Annulé par le référent": "Reportée", "Emploi": "Travail", "F": "Mme", "M": "M.",
        "Non adhésion ou absence au 1er RDV": "Refus", "Coaching social": "Suivi social",
    }  # fmt: skip
    spoken = {
        name: [rows[0], *([words.get(cell, cell) for cell in row] for row in rows[1:])]
        for name, rows in sheets.items()
    }
    path = write_workbook(tmp_path / "autre.xlsx", spoken)
    assert not other.take(path).errors
    assert other.take(path).unchanged == sum(len(rows) - 1 for rows in sheets.values())
    other.store.close()
    refused = {fault.column for fault in work.take(path, check=True).errors}
    assert {"Sexe", "Suite donnée", "Modalité", "Présence", "Type de sortie"} <= refused


def test_an_import_that_is_cancelled_writes_nothing(work, sheets, tmp_path):
    path = write_workbook(tmp_path / "a.xlsx", sheets)
    before = contents(work.store)
    for stop_after in range(12):
        asked = iter([False] * stop_after + [True])
        with pytest.raises(UserError, match="annulé"):
            import_file(work.store, work.action_id, work.profile, path, cancelled=asked.__next__)
        assert contents(work.store) == before


def test_progress_grows_and_speaks_french(work):
    said: list[tuple[float, str]] = []
    import_file(
        work.store, work.action_id, work.profile, SAMPLE,
        progress=lambda done, doing: said.append((done, doing)),
    )  # fmt: skip
    fractions = [done for done, _ in said]
    assert fractions == sorted(fractions)
    assert 0 <= fractions[0] <= fractions[-1] <= 1
    assert {doing for _, doing in said} == {
        "Lecture du classeur", "Vérification des lignes", "Enregistrement",
    }  # fmt: skip


def test_a_workbook_with_a_title_above_blank_rows_and_formats_below(work, sheets, tmp_path):
    titled = {
        name: [["Suivi 2023"], [], *rows[:3], [], ["  ", None], *rows[3:], *[[]] * 3]
        for name, rows in sheets.items()
    }
    titled["Prescriptions"][7][4] = None
    report = work.take(write_workbook(tmp_path / "a.xlsx", titled))
    number = titled["Prescriptions"][7][0]
    assert ("Prescriptions", 8, "Nom", "valeur_manquante") in keys(report)
    assert {fault.code for fault in report.errors} <= {
        "valeur_manquante", "depend_d_une_ligne_refusee",
    }  # fmt: skip
    assert all(number in fault.message for fault in report.errors[1:])


def test_a_wrong_size_written_in_the_file_hides_no_row(work, tmp_path):
    """Some programs write <dimension ref="A1"/>, which openpyxl takes at its word."""
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(SAMPLE) as source, zipfile.ZipFile(path, "w") as target:
        for entry in source.infolist():
            data = source.read(entry)
            target.writestr(
                entry, data.replace(b'<dimension ref="A1:G1628"', b'<dimension ref="A1"')
            )
    assert work.take(path, check=True).imported == COUNTS
