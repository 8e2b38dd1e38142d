"""The report on a screen: its keys have French labels, its numbers French commas."""

import json
from pathlib import Path

from coachdesk.cli.text import print_figures, print_import
from coachdesk.core.french import NBSP, NNBSP, fingerprint
from coachdesk.services.figure_labels import LABELS, label, written
from coachdesk.services.importing import ImportReport

WORKBOOKS = Path(__file__).parents[1] / "golden" / "workbooks"
REPORT = json.loads((WORKBOOKS / "coaching-emploi-2023.expected.json").read_text("utf-8"))
"""The figures that ``test_figures`` holds the program to, key by key."""


def test_every_key_of_the_report_has_a_label_and_no_label_is_left_over():
    months = REPORT["months"].values()
    keys = {*REPORT, *REPORT["immersions"], *(key for month in months for key in month)}
    of_a_rate = {"taux_pourcent", "nombre", "sur"}
    assert keys | of_a_rate == set(LABELS)


def test_a_month_and_a_word_of_the_profile_are_said_as_they_are():
    assert label("2023-05") == f"Mai{NBSP}2023"
    assert label("Brut (RSA)") == "Brut (RSA)"
    assert label("2023-13") == "2023-13"


def test_values_are_written_in_french():
    assert written(54.5) == "54,50"
    assert written(1234) == f"1{NNBSP}234"
    assert written(None) == "–"
    assert written([]) == "aucun"
    assert written({"Présent": 3, "Absent": 1}) == f"Présent{NBSP}3, Absent{NBSP}1"


def test_the_terminal_shows_no_key_and_no_dot(capsys):
    print_figures(REPORT | {"year": "2023", "taux_sorties_positives_pourcent": None})
    shown = capsys.readouterr().out
    assert f"Taux de sorties positives (en pourcentage){NBSP}: –" in shown
    assert f"Tranches d’âge{NBSP}:" in shown
    assert f"  Mai{NBSP}2023{NBSP}:" in shown
    lines = shown.splitlines()
    assert not [line for line in lines if "_" in line]
    assert not [line for line in lines if line.rpartition(": ")[2].replace(".", "").isdigit()
                and "." in line.rpartition(": ")[2]]  # fmt: skip


def test_a_fingerprint_is_shown_in_capitals_by_four():
    assert fingerprint("0123abcd9f") == "0123 ABCD 9F"


def test_the_lines_of_an_import_agree_with_their_number(capsys):
    counts = {"Prescriptions": 0, "Immersions": 1, "Sorties": 2}
    for checked_only in (False, True):
        print_import(ImportReport(counts, 0, (), (), checked_only=checked_only))
    assert capsys.readouterr().out.replace(NBSP, " ").splitlines() == [
        "Prescriptions : 0 ligne reprise",
        "Immersions : 1 ligne reprise",
        "Sorties : 2 lignes reprises",
        "Prescriptions : 0 ligne à reprendre",
        "Immersions : 1 ligne à reprendre",
        "Sorties : 2 lignes à reprendre",
    ]
