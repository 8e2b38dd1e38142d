"""The same rows written in the many ways of real workbooks are the same import; a fault put
anywhere is told there, and nowhere else."""

import string
import tempfile
import unicodedata
from copy import deepcopy
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coachdesk.core.french import long_date
from support.workbooks import SAMPLE, grid, new_work, small, write_csv, write_workbook, written

FEW = settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow], database=None)


@pytest.fixture(scope="module")
def sheets():
    return small(grid(SAMPLE), people=6)


@pytest.fixture(scope="module")
def work(tmp_path_factory, sheets):
    """A store that holds the small sample: a variant of it must be found there, unchanged."""
    folder = tmp_path_factory.mktemp("variants")
    work = new_work(folder / "magasin")
    assert not work.take(write_workbook(folder / "a.xlsx", sheets)).errors
    yield work
    work.store.close()


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    work = new_work(tmp_path_factory.mktemp("empty") / "magasin")
    yield work
    work.store.close()


def same(work, sheets, path):
    report = work.take(path, check=True)
    assert not report.errors
    assert not report.differences
    assert not any(report.imported.values())
    return report.unchanged == sum(len(rows) - 1 for rows in sheets.values())


def disguised(draw, header: str) -> str:
    """A header or title as another hand writes it."""
    text = draw(st.sampled_from([header, header.upper(), header.lower(), header.title()]))
    if draw(st.booleans()):
        text = unicodedata.normalize("NFD", text)
    if draw(st.booleans()) and "°" not in text:
        text = "".join(char for char in unicodedata.normalize("NFD", text) if char.isascii())
    text = text.replace("'", draw(st.sampled_from(["'", "’"])))
    text = text.replace(" ", draw(st.sampled_from([" ", "  ", "\u00a0", "\n"])))
    return draw(st.sampled_from(["", " "])) + text + draw(st.sampled_from(["", " ", " :", " *"]))


@given(data=st.data())
@FEW
def test_columns_and_sheets_in_any_order_under_any_hand(work, sheets, data):
    draw = data.draw
    varied = {}
    for name in draw(st.permutations(list(sheets))):
        columns = draw(st.permutations(range(len(sheets[name][0]))))
        extra = draw(st.integers(0, len(columns)))
        rows = []
        for index, row in enumerate(sheets[name]):
            cells = [disguised(draw, row[i]) if index == 0 else row[i] for i in columns]
            cells.insert(extra, "Remarques" if index == 0 else "à rappeler")
            rows.append(cells)
        title = draw(st.sampled_from([name, name.upper(), f" {name} ", name.replace("-", " ")]))
        varied[title] = rows
    varied["Notes"] = [["rien", "d’ici"]]
    with tempfile.TemporaryDirectory() as folder:
        assert same(work, sheets, write_workbook(Path(folder) / "a.xlsx", varied))


def rewritten(draw, value: object) -> object:
    """The same value as a text, a number or a cell of another format."""
    if isinstance(value, datetime):
        day = value.date()
        return draw(
            st.sampled_from(
                [value, day, f"{day:%d/%m/%Y}", f"{day.day}.{day.month}.{day.year}",
                 day.isoformat(), long_date(day), (day - date(1899, 12, 30)).days]
            )
        )  # fmt: skip
    if isinstance(value, time):
        minutes = value.hour * 60 + value.minute
        return draw(
            st.sampled_from(
                [value, f"{value:%H:%M}", f"{value.hour}h{value.minute:02d}",
                 f"{value.hour} h {value.minute:02d}", minutes / 1440, timedelta(minutes=minutes)]
            )
        )  # fmt: skip
    if value in {"Oui", "Non"}:
        return draw(st.sampled_from([value, str(value).upper(), str(value)[0], value == "Oui"]))
    if isinstance(value, str) and value.isdigit() and len(value) == 14:
        return draw(st.sampled_from([value, f"{value[:9]} {value[9:]}", int(value)]))
    if isinstance(value, int):
        return draw(st.sampled_from([value, float(value), f"{value} h", f"{value},0"]))
    return value


@given(data=st.data())
@FEW
def test_dates_times_and_numbers_written_as_people_write_them(work, sheets, data):
    varied = {
        name: [rows[0], *([rewritten(data.draw, cell) for cell in row] for row in rows[1:])]
        for name, rows in sheets.items()
    }
    with tempfile.TemporaryDirectory() as folder:
        assert same(work, sheets, write_workbook(Path(folder) / "a.xlsx", varied))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("mark", [";", ",", "\t"])
def test_a_folder_of_csv_files_is_the_same_import(work, sheets, tmp_path, encoding, mark):
    folder = write_csv(tmp_path / "export", sheets, encoding=encoding, mark=mark)
    (folder / "Notes.csv").write_text("rien;d'ici\n", "utf-8")
    (folder / "lisez-moi.md").write_text("rien", "utf-8")
    assert same(work, sheets, folder)


def test_the_whole_sample_as_csv_is_the_sample(tmp_path):
    folder = write_csv(tmp_path / "export", grid(SAMPLE), encoding="cp1252")
    work = new_work(tmp_path / "magasin")
    from_csv = work.take(folder)
    assert not from_csv.errors
    from_excel = work.take(SAMPLE)
    assert from_excel.unchanged == sum(from_csv.imported.values())
    assert not from_excel.differences
    work.store.close()


def column(sheets, sheet, header):
    return sheets[sheet][0].index(header)


def enrolled(row):
    return row[12] is not None


FUTURE = datetime(2099, 5, 4)  # noqa: DTZ001  (a cell has no zone)

CELL_FAULTS = [
    # sheet, column, what is put there, code, which rows
    ("Prescriptions", "Date de naissance", "31/02/1985", "date_invalide", None),
    ("Prescriptions", "Date prescription", "bientôt", "date_invalide", None),
    ("Prescriptions", "Date fin prévisionnelle", "n/a", "date_invalide", None),
    ("Prescriptions", "Date de naissance", FUTURE, "date_future", None),
    ("Prescriptions", "Date prescription", FUTURE, "date_future", None),
    ("Prescriptions", "Contrat signé le", "04/05/2099", "date_future", None),
    ("Prescriptions", "Sexe", "X?", "valeur_inconnue", None),
    ("Prescriptions", "Prescripteur", "Mairie", "valeur_inconnue", None),
    ("Prescriptions", "Suite donnée", "Peut-être", "valeur_inconnue", None),
    ("Prescriptions", "Niveau de formation", "Bac+12", "valeur_inconnue", None),
    ("Prescriptions", "Permis B", "bientôt", "valeur_inconnue", None),
    ("Prescriptions", "Référent RSA", "#REF!", "valeur_inconnue", None),
    ("Prescriptions", "N°", None, "valeur_manquante", None),
    ("Prescriptions", "Nom", None, "valeur_manquante", None),
    ("Prescriptions", "Prénom", "   ", "valeur_manquante", None),
    ("Prescriptions", "Sexe", None, "valeur_manquante", None),
    ("Prescriptions", "Suite donnée", None, "valeur_manquante", None),
    ("Prescriptions", "Date d'entrée", None, "valeur_manquante", enrolled),
    ("Prescriptions", "Date d'entrée", datetime(2023, 1, 2), "entree_sans_integration",  # noqa: DTZ001
     lambda row: not enrolled(row)),
    ("Prescriptions", "Date fin prévisionnelle", "01/01/2020", "fin_avant_debut", enrolled),
    ("Rendez-vous", "N°", "99-999", "participant_inconnu", None),
    ("Rendez-vous", "N°", None, "valeur_manquante", None),
    ("Rendez-vous", "Date", "hier", "date_invalide", None),
    ("Rendez-vous", "Date", FUTURE, "date_future", None),
    ("Rendez-vous", "Début", "tôt", "heure_invalide", None),
    ("Rendez-vous", "Début", None, "valeur_manquante", None),
    ("Rendez-vous", "Fin", time(6, 0), "fin_avant_debut", None),
    ("Rendez-vous", "Fin", "26:00", "heure_invalide", None),
    ("Rendez-vous", "Présence", "présant", "valeur_inconnue", None),
    ("Rendez-vous", "Modalité", "Pigeon", "valeur_inconnue", None),
    ("PMSMP", "N°", "99-998", "participant_inconnu", None),
    ("PMSMP", "SIRET", "12345678901234", "siret_invalide", None),
    ("PMSMP", "SIRET", None, "valeur_manquante", None),
    ("PMSMP", "Fin", "01/01/2020", "fin_avant_debut", None),
    ("PMSMP", "Heures/semaine", "plein temps", "nombre_invalide", None),
    ("PMSMP", "Objet", "Voir", "valeur_inconnue", None),
    ("Sorties", "N°", "99-997", "participant_inconnu", None),
    ("Sorties", "Date de sortie", "04/01/2019", "sortie_avant_entree", None),
    ("Sorties", "Date de sortie", FUTURE, "date_future", None),
    ("Sorties", "Type de sortie", "Perdu de vue??", "valeur_inconnue", None),
    ("Sorties", "Détail", "n’importe quoi", "valeur_inconnue", None),
]  # fmt: skip


@pytest.mark.parametrize(("sheet", "header", "bad", "code", "rows"), CELL_FAULTS)
def test_a_fault_put_anywhere_is_told_there_and_only_there(
    empty, sheets, tmp_path, sheet, header, bad, code, rows
):
    """At every third row, one workbook for them all: faults don't hide or make one another."""
    bent = deepcopy(sheets)
    at = column(bent, sheet, header)
    lines = [
        line for line, row in enumerate(bent[sheet][1:], 2) if rows is None or rows(row)
    ][::3]  # fmt: skip
    for line in lines:
        bent[sheet][line - 1][at] = bad
    gone = {sheets[sheet][line - 1][0] for line in lines} if sheet == "Prescriptions" else set()
    report = empty.take(write_workbook(tmp_path / "a.xlsx", bent), check=True)
    own = {(fault.sheet, fault.row, fault.column, fault.code) for fault in report.errors}
    hanging = {
        (
            name,
            line,
            "N°",
            "participant_inconnu" if header == "N°" else "depend_d_une_ligne_refusee",
        )
        for name in ("Rendez-vous", "PMSMP", "Sorties")
        for line, row in enumerate(bent[name][1:], 2)
        if row[0] in gone
    }
    assert own == {(sheet, line, header, code) for line in lines} | hanging
    assert len(report.errors) == len(own)


@pytest.mark.parametrize("sheet", ["Prescriptions", "Rendez-vous", "PMSMP", "Sorties"])
def test_a_row_that_stands_twice_is_refused_the_second_time(empty, sheets, tmp_path, sheet):
    bent = deepcopy(sheets)
    bent[sheet].append(list(bent[sheet][2]))
    report = empty.take(write_workbook(tmp_path / "a.xlsx", bent), check=True)
    (fault,) = report.errors
    assert (fault.sheet, fault.row, fault.column, fault.code) == (
        sheet, len(bent[sheet]), "N°", "doublon",
    )  # fmt: skip
    assert "ligne\u00a03" in fault.message


def test_every_fault_of_a_row_is_told(empty, sheets, tmp_path):
    bent = deepcopy(sheets)
    bent["Rendez-vous"][1][1:7] = ["hier", "tôt", "tard", None, "Pigeon", "présant"]
    report = empty.take(write_workbook(tmp_path / "a.xlsx", bent), check=True)
    assert [fault.column for fault in report.errors] == [
        "Date", "Début", "Fin", "Modalité", "Présence",
    ]  # fmt: skip
    assert {fault.row for fault in report.errors} == {2}


def test_a_rendez_vous_to_come_may_be_planned(empty, sheets, tmp_path):
    bent = deepcopy(sheets)
    bent["Rendez-vous"][1][1], bent["Rendez-vous"][1][6] = FUTURE, "Prévu"
    assert not empty.take(write_workbook(tmp_path / "a.xlsx", bent), check=True).errors


@given(junk=st.lists(st.text(string.printable, max_size=8), min_size=1, max_size=7))
@FEW
def test_no_row_however_strange_stops_the_import(empty, sheets, junk):
    """Whatever stands in a row, it is judged in words; the others come in."""
    bent = {name: [*rows, [str(cell) for cell in junk]] for name, rows in sheets.items()}
    with tempfile.TemporaryDirectory() as folder:
        texts = {name: [[written(c) for c in row] for row in rows] for name, rows in bent.items()}
        report = empty.take(write_csv(Path(folder) / "export", texts, encoding="utf-8"), check=True)
    assert report.imported["Rendez-vous"] >= len(sheets["Rendez-vous"]) - 1
    assert all(fault.row == len(bent[fault.sheet]) for fault in report.errors)
