"""What the Département reads in the monthly table."""

import random
from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coachdesk.documents.closing_block import SecondPlace
from coachdesk.documents.letterhead import Edition
from coachdesk.documents.monthly_table import monthly_table
from coachdesk.documents.proofs import Drawn
from coachdesk.documents.table_columns import COLUMNS, PRESCRIPTION_KEYS, written
from coachdesk.domain.profile import TABLE_COLUMNS
from documents import pdf_reading
from documents.paper_samples import (
    COACH,
    FIGURES,
    LONG_NAME,
    LONG_TOWN,
    OPERATION,
    at,
    person,
    signature,
    table,
)

PEN, ACCENT = (20, 38, 97), (31, 78, 90)


@pytest.fixture(scope="module")
def forty_seven() -> bytes:
    return monthly_table(table(47)).pdf


def test_every_datum_of_every_row_is_on_the_paper(forty_seven: bytes, tmp_path: Path) -> None:
    pages = pdf_reading.texts(forty_seven, tmp_path)
    together = "".join(pages).replace(" ", "")
    data = table(47)
    for rows, keys in ((data.rows, data.columns), (data.prescriptions, PRESCRIPTION_KEYS)):
        for row in rows:
            for key in keys:
                text = written(row.get(key), COLUMNS[key].kind)
                assert text.replace(" ", "").replace("\u00a0", "") in together, (row, key)


def test_the_first_page_holds_figures_targets_curve_and_attestation(
    forty_seven: bytes, tmp_path: Path
) -> None:
    first = pdf_reading.texts(forty_seven, tmp_path)[0]
    for figure in FIGURES:
        assert figure.label in first
    for expected in (
        "Tableau de suivi mensuel", "mai 2023", f"Coach : {COACH}", "Cumul 2023",
        "File active 35 34,33 40", "Taux de sorties positives 43 % 40 %",
        "Heures d’accompagnement 54 h 30 251 h 30", "objectif 40", "janv.", "déc.",
        "Attestation du coach", "Signé par le coach le 2 juin 2023 à 17 h 05",
        OPERATION.number,
    ):  # fmt: skip
        assert expected in first, expected
    assert pdf_reading.box_of(forty_seven, 0, ACCENT)[2] > 300
    assert pdf_reading.box_of(forty_seven, 0, PEN)[2] > 200
    assert pdf_reading.images(forty_seven, tmp_path) == []


@pytest.mark.parametrize("people", [47, 120])
def test_headings_emblem_and_page_numbers_are_on_each_page(people: int, tmp_path: Path) -> None:
    made = monthly_table(table(people))
    pages = pdf_reading.texts(made.pdf, tmp_path)
    assert made.pages == len(pages)
    for number, text in enumerate(pages, start=1):
        assert f"Page {number}/{len(pages)}" in text
        assert "Cofinancé par l’Union européenne" in text
        wide, high, _ = pdf_reading.box_of(made.pdf, number - 1, (0, 51, 153))
        assert wide / high == pytest.approx(1.5, abs=0.04)
    named = [text for text in pages if "Personnes suivies en" in text]
    assert all("Rendez-vous du mois" in text and "N° alloc." in text for text in named)
    assert all("(suite)" in text for text in named[1:])
    assert "Prescriptions reçues en mai 2023 9 prescriptions" in pages[-1]


def test_long_names_and_towns_are_whole_and_cover_nothing(tmp_path: Path) -> None:
    long = {
        "nom": LONG_NAME, "prenom": "Marie-Antoinette-Élisabeth-Joséphine-Capucine",
        "commune": LONG_TOWN,
        "referent_rsa": "Maison départementale des solidarités et de l’insertion",
        "pmsmp_entreprise": "Établissements Vandenbroucke-Lefrançois & Fils", "pmsmp_heures": 4200,
        "sortie_date": date(2023, 5, 12), "sortie_type": "Emploi",
        "sortie_detail": "Autre (CDDI, contrat aidé, remplacement de longue durée)",
        "observation": "A demandé que l’on appelle le matin. " * 4,
    }  # fmt: skip
    rows = tuple(person(index) | (long if index % 4 == 0 else {}) for index in range(1, 48))
    pdf = monthly_table(table(rows=rows)).pdf
    for page in pdf_reading.pages(pdf, tmp_path):
        assert page.overlaps == []
        assert page.outside == []
    together = "".join(pdf_reading.texts(pdf, tmp_path)).replace(" ", "")
    for value in long.values():
        if isinstance(value, str):
            assert value.replace(" ", "") in together


def test_an_entry_without_contract_does_not_read_as_a_contract(tmp_path: Path) -> None:
    row = person(1) | {"contrat_le": None, "suivi": "", "observation": "à rappeler"}
    text = " ".join(pdf_reading.texts(monthly_table(table(rows=(row,))).pdf, tmp_path))
    assert f"– {row['entree']:%d/%m/%Y}" in text
    assert "– à rappeler" in text


def test_two_immersions_read_one_after_the_other(tmp_path: Path) -> None:
    row = person(2) | {
        "pmsmp_entreprise": "Alpha SAS\nBêta SARL",
        "pmsmp_dates": "02/05 – 05/05/2023\n22/05 – 26/05/2023",
        "pmsmp_heures": "35 h/sem.\n20 h/sem.",
    }
    text = " ".join(pdf_reading.texts(monthly_table(table(rows=(row,))).pdf, tmp_path))
    assert (
        "Alpha SAS 02/05 – 05/05/2023 (35 h/sem.) Bêta SARL 22/05 – 26/05/2023 (20 h/sem.)" in text
    )


def test_the_table_is_legible(forty_seven: bytes, tmp_path: Path) -> None:
    for page in pdf_reading.pages(forty_seven, tmp_path):
        body = [word for word in page.words if word.bottom < page.height - 45]
        # pdftotext's boxes are 0.961 of the size in this typeface.
        assert min(word.bottom - word.top for word in body) / 0.961 >= 6.49


def test_a_month_without_anyone_says_so(tmp_path: Path) -> None:
    pages = pdf_reading.texts(monthly_table(replace(table(0), prescriptions=())).pdf, tmp_path)
    assert len(pages) == 2
    assert "Aucun parcours ce mois-ci." in pages[1]
    assert "Aucune prescription ce mois-ci." in pages[1]


def test_a_rectified_table_names_what_it_replaces_and_why(tmp_path: Path) -> None:
    edition = Edition(2, "0190a5c2-7d1e", "deux rendez-vous oubliés")
    first = pdf_reading.texts(monthly_table(replace(table(1), edition=edition)).pdf, tmp_path)[0]
    assert "Rectificatif n° 1, remplace l’envoi 0190a5c2-7d1e" in first
    assert "Motif : deux rendez-vous oubliés" in first


def test_a_reason_of_several_lines_runs_over_nothing(tmp_path: Path) -> None:
    reason = " ".join(f"le rendez-vous n° {number} durait une heure," for number in range(12))
    made = monthly_table(replace(table(1), edition=Edition(2, "0190a5c2-7d1e", reason))).pdf
    first = pdf_reading.pages(made, tmp_path)[0]
    assert not first.outside
    assert not first.overlaps
    assert reason in " ".join(pdf_reading.texts(made, tmp_path)[0].split())


def test_every_column_a_profile_may_choose_is_known() -> None:
    assert set(TABLE_COLUMNS) <= set(COLUMNS)


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(TABLE_COLUMNS), min_size=1, unique=True))
def test_any_choice_and_order_of_columns_makes_a_clean_table(
    tmp_path: Path, columns: list[str]
) -> None:
    data = replace(table(5), columns=tuple(columns))
    for page in pdf_reading.pages(monthly_table(data).pdf, tmp_path):
        assert page.overlaps == []
        assert page.outside == []


def test_the_curve_shows_the_months_so_far(tmp_path: Path) -> None:
    values = (31, 37, 36, 32, 35, 35, 40, 33, 32, 42, 46, 47)
    for month in (1, 12):
        pdf = monthly_table(table(1, month=month)).pdf
        page = pdf_reading.pages(pdf, tmp_path)[0]
        chart = [word for word in page.words if word.left > 490 and 130 < word.top < 345]
        shown = [word.text for word in sorted(chart, key=lambda word: word.left)]
        assert [text for text in shown if text in set(map(str, values))][-month:] == [
            str(value) for value in values[:month]
        ]


def test_a_first_month_after_nothing_is_not_written_over_the_names_of_the_months(
    tmp_path: Path,
) -> None:
    begun = tuple((date(2023, month, 1), 14 if month > 4 else 0) for month in range(1, 7))
    pdf = monthly_table(replace(table(1, month=6), file_active=begun)).pdf
    assert pdf_reading.pages(pdf, tmp_path)[0].overlaps == []


def test_same_data_same_bytes_and_clean_syntax(forty_seven: bytes, tmp_path: Path) -> None:
    assert monthly_table(table(47)).pdf == forty_seven
    assert pdf_reading.faults(forty_seven, tmp_path) == ""
    document = pypdfium2.PdfDocument(forty_seven)
    assert [mark.get_title() for mark in document.get_toc()] == [
        "Chiffres du mois",
        "Personnes suivies en mai\u00a02023",
        "Prescriptions reçues en mai\u00a02023",
    ]
    document.close()


def test_the_order_of_keys_in_a_row_changes_nothing() -> None:
    row = person(3)
    keys = list(row)
    random.Random(1).shuffle(keys)
    shuffled = {key: row[key] for key in keys}
    assert monthly_table(table(rows=(row,))) == monthly_table(table(rows=(shuffled,)))


def test_long_hours_are_not_broken(tmp_path: Path) -> None:
    data = table(47)
    rows = tuple(
        {**row, "heures_sur_place": 55 * 60, "heures_collectif": 101 * 60 + 30} for row in data.rows
    )
    pages = pdf_reading.texts(monthly_table(replace(data, rows=rows)).pdf, tmp_path)
    together = " ".join(pages).replace("\u00a0", " ")
    assert together.count("55 h 00") == 47
    assert together.count("101 h 30") == 47


@pytest.mark.parametrize("later", [False, True])
def test_the_second_signer_has_a_place_signed_or_blank(tmp_path: Path, later: bool) -> None:  # noqa: FBT001
    drawn = None if later else Drawn(signature(98), at(date(2023, 6, 2), 17, 6), 1204)
    pdf = monthly_table(table(5, second=SecondPlace("Anne Caron", "directrice", drawn))).pdf
    first = pdf_reading.pages(pdf, tmp_path)[0]
    assert first.overlaps == []
    text = pdf_reading.texts(pdf, tmp_path)[0]
    assert "Directrice : Anne Caron" in text
    signed = "Signé par Anne Caron, directrice, le 2 juin 2023 à 17 h 06, enregistrement n° 1204"
    assert (signed in text) is not later
