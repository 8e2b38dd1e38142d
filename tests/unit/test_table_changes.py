"""Two workbooks of the monthly table: what differs, cell by cell."""

from datetime import date

from coachdesk.documents.spreadsheets import Sheet, rows_xlsx
from coachdesk.documents.table_columns import chosen
from coachdesk.services.closing.tables import table_changes
from coachdesk.services.month_changes import CellChange, Changes, FigureChange, SheetChange

KEYS = ("numero", "nom", "entree", "rdv_tenus", "heures_sur_place")
MARTIN = {"numero": "23-001", "nom": "MARTIN", "entree": date(2023, 5, 9), "rdv_tenus": 3}
PETIT = {"numero": "23-002", "nom": "PETIT", "rdv_tenus": 1, "heures_sur_place": 60}


def book(*rows, sheets=("Suivi",), keys=KEYS):
    return rows_xlsx([Sheet(name, chosen(keys), rows) for name in sheets], title="t", creator="c")


def test_each_cell_that_differs_is_told_as_it_is_read():
    before = book(MARTIN, PETIT)
    after = book(
        MARTIN | {"entree": date(2023, 5, 10), "rdv_tenus": 4, "heures_sur_place": 90}, PETIT
    )
    titles = {key: chosen([key])[0].title for key in KEYS}
    assert table_changes(before, after) == (
        CellChange("Suivi", "23-001", titles["entree"], "09/05/2023", "10/05/2023"),
        CellChange("Suivi", "23-001", titles["rdv_tenus"], "3", "4"),
        CellChange("Suivi", "23-001", titles["heures_sur_place"], "", "1,50"),
    )


def test_nothing_differs_from_itself_in_another_order():
    assert table_changes(book(MARTIN, PETIT), book(MARTIN, PETIT)) == ()
    assert table_changes(book(MARTIN, PETIT), book(PETIT, MARTIN)) == ()


def test_a_line_more_or_less_is_one_change():
    added = table_changes(book(MARTIN), book(MARTIN, PETIT))
    assert [each.sentence for each in added] == ["Suivi, 23-002\u00a0: ligne ajoutée"]
    gone = table_changes(book(MARTIN, PETIT), book(PETIT))
    assert [each.sentence for each in gone] == ["Suivi, 23-001\u00a0: ligne retirée"]


def test_two_lines_of_one_number_are_told_apart_by_their_order():
    again = PETIT | {"rdv_tenus": 7}
    (change,) = table_changes(book(PETIT, again), book(PETIT, again | {"rdv_tenus": 8}))
    assert (change.before, change.after) == ("7", "8")


def test_both_sheets_are_compared():
    both = ("Suivi", "Prescriptions")
    found = table_changes(book(PETIT, sheets=both), book(PETIT | {"nom": "GRAND"}, sheets=both))
    assert [(each.sheet, each.after) for each in found] == [
        ("Suivi", "GRAND"), ("Prescriptions", "GRAND"),
    ]  # fmt: skip


def test_an_emptied_cell_is_told():
    (change,) = table_changes(book(PETIT), book(PETIT | {"rdv_tenus": None}))
    assert change.sentence.endswith("\u00a0: rien au lieu de 1")


def test_the_bordereau_says_figures_and_sheets_on_a_line_each_then_the_cells():
    changes = Changes(
        (CellChange("Suivi", "23-001", "Nom", "A", "B"),),
        (
            SheetChange("23-001", "12/05", "signature ajoutée"),
            SheetChange("23-001", "13/05", "ajouté (Présent)"),
            SheetChange("23-002", "02/05", "retiré (Absent)"),
        ),
        (FigureChange("file_active", 34, 35), FigureChange("rdv", {"Absent": 2}, {"Présent": 1})),
    )
    assert changes.lines == (
        (
            "Chiffres du mois\u00a0: File active\u00a0: 35 au lieu de 34\u202f; "
            "Rendez-vous\u00a0: Présent 1 au lieu de 0, Absent 0 au lieu de 2"
        ),
        "Feuilles d’émargement modifiées\u00a0: 23-001 (12/05, 13/05), 23-002 (02/05)",
        "Suivi, 23-001, Nom\u00a0: B au lieu d’A",
    )
    assert changes.counted == "1\u00a0cellule, 2\u00a0feuilles, 2\u00a0chiffres"
    assert not Changes()
