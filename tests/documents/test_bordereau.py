"""The bordereau: one page, whatever the month."""

from pathlib import Path

import pypdfium2
import pytest

from coachdesk.core.paper_marks import CREATOR, UNSEALED
from coachdesk.documents.bordereau import bordereau
from coachdesk.documents.letterhead import Edition
from documents import pdf_reading
from documents.paper_samples import COACH, STAMP, bordereau_data

RECTIFIED = Edition(2, "0190a5c2-old", "deux rendez-vous oubliés")


@pytest.mark.parametrize(("gaps", "edition"), [(0, Edition()), (3, RECTIFIED), (90, RECTIFIED)])
def test_it_is_one_clean_page(gaps: int, edition: Edition, tmp_path: Path) -> None:
    made = bordereau(bordereau_data(gaps, edition=edition))
    (page,) = pdf_reading.pages(made.pdf, tmp_path)
    assert page.overlaps == []
    assert page.outside == []
    assert made.pages == 1
    assert pdf_reading.faults(made.pdf, tmp_path) == ""


def test_it_says_what_is_inside_and_how_to_check_it(tmp_path: Path) -> None:
    (text,) = pdf_reading.texts(bordereau(bordereau_data(2)).pdf, tmp_path)
    for expected in (
        "tableau-de-suivi.pdf Tableau de suivi mensuel 5 81,2 ko 1",
        "emargement/ (47 fichiers) Feuilles d’émargement 47 2,7 Mo 47",
        "109 rendez-vous tenus", "54 h 30 heures d’accompagnement", COACH,
        "envoi_coaching-emploi_HL_2023-05_v1_0190a5c2.zip", "2 juin 2023 à 17 h 06",
        "23-002 : émargement manquant le 12/05/2023 – motif : tablette en panne",
        "sha256sum -c SHA256SUMS", "openssl cms -verify -binary", "VERIFIER.txt",
        "5E88 4898 DA28 0471 51D0 E56F 8DC6 2927 7360 3D0D 6AAB BDD6 2A11 EF72 1D15 42D8",
        STAMP.journal_hash, "Répondez « bien reçu »", "Signature", "Page 1/1",
    ):  # fmt: skip
        assert expected in text, expected


def test_gaps_that_do_not_fit_are_counted(tmp_path: Path) -> None:
    (text,) = pdf_reading.texts(bordereau(bordereau_data(90)).pdf, tmp_path)
    shown = text.count("émargement manquant")
    assert 5 < shown < 90
    assert f"et {90 - shown} autres…" in text


def test_a_rectified_package_says_what_changed(tmp_path: Path) -> None:
    (text,) = pdf_reading.texts(bordereau(bordereau_data(0, edition=RECTIFIED)).pdf, tmp_path)
    assert "Rectificatif n° 1, remplace l’envoi 0190a5c2-old" in text
    assert "motif : deux rendez-vous oubliés" in text
    assert "Ce qui change • Deux rendez-vous de Céline MERCIER ajoutés." in text
    assert "Écarts acceptés à la clôture • Aucun." in text


def test_it_tells_a_verifier_to_expect_no_seal() -> None:
    document = pypdfium2.PdfDocument(bordereau(bordereau_data()).pdf)
    about = document.get_metadata_dict()
    document.close()
    assert about["Creator"].startswith(CREATOR)
    assert about["Keywords"] == UNSEALED


def test_same_data_same_bytes() -> None:
    assert bordereau(bordereau_data()) == bordereau(bordereau_data())
