"""``coachdesk verify --fiche``: the fiche de preuve from a file alone, on a machine of no coach."""

from pathlib import Path

from documents import pdf_reading
from support.command import coachdesk
from support.signed_contract import CONTRACT
from support.signed_papers import SIGNER


def test_it_is_made_from_the_file_alone(tmp_path: Path) -> None:
    contract, fiche = tmp_path / "contrat.pdf", tmp_path / "fiche.pdf"
    contract.write_bytes(CONTRACT[3])
    made = coachdesk("verify", contract, "--fiche", fiche, "--signer", SIGNER,
                     env={"COACHDESK_STORE": str(tmp_path / "none")})  # fmt: skip
    assert made.code == 0, made.err
    assert "Intact, signé par Élodie Martin" in made.out
    (text,) = pdf_reading.texts(fiche.read_bytes(), tmp_path)
    assert "M. Essai, personne accompagnée" in text
    assert "Vérifié le" in text


def test_it_is_of_one_file_that_stands(tmp_path: Path) -> None:
    contract, fiche = tmp_path / "contrat.pdf", tmp_path / "fiche.pdf"
    contract.write_bytes(CONTRACT[3] + b"\n")
    both = coachdesk("verify", contract, contract, "--fiche", fiche)
    assert both.code == 1
    assert both.err.startswith("Une fiche de preuve est celle d’un seul document.")
    altered = coachdesk("verify", contract, "--fiche", fiche)
    assert altered.code == 1
    assert "Altéré" in altered.out
    assert altered.err.startswith("Pas de fiche de preuve pour contrat.pdf")
    assert not fiche.exists()
