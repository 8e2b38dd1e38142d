"""A sealed paper, as three other programs see it."""

from datetime import UTC
from io import BytesIO
from pathlib import Path

import pytest
from asn1crypto import x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import MDPPerm
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from coachdesk.signing.verify_pdf import check_pdf
from support.pdf_tools import SealSeen, pdfsig, qpdf_check, trust_store
from support.signed_papers import NOW, identity, paper, proof, sealed


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    path = tmp_path / "feuille.pdf"
    path.write_bytes(sealed("Feuille", proof()))
    return path


def test_pdfsig_sees_one_valid_seal_over_the_whole_document(pdf: Path, tmp_path: Path) -> None:
    certificate = tmp_path / "coach.pem"
    certificate.write_bytes(identity().certificate.pem)
    seen = pdfsig(pdf, trust_store(tmp_path / "nss", certificate))
    assert seen == [SealSeen(signer="Élodie Martin", valid=True, whole_document=True)]


def test_qpdf_finds_the_structure_sound(pdf: Path) -> None:
    assert qpdf_check(pdf) == 0


def test_pyhanko_finds_a_pades_certification_that_allows_nothing(pdf: Path) -> None:
    (seal,) = PdfFileReader(BytesIO(pdf.read_bytes())).embedded_regular_signatures
    root = x509.Certificate.load(identity().certificate.der)
    status = validate_pdf_signature(
        seal, ValidationContext(trust_roots=[root], moment=NOW.astimezone(UTC))
    )
    assert status.intact
    assert status.valid
    assert status.trusted
    assert status.coverage is SignatureCoverageLevel.ENTIRE_FILE
    assert seal.docmdp_level is MDPPerm.NO_CHANGES
    assert seal.sig_object["/SubFilter"] == "/ETSI.CAdES.detached"


def test_the_paper_is_untouched_under_its_seal() -> None:
    assert sealed("Feuille", proof()).startswith(paper("Feuille"))


def test_our_own_check_finds_it_whole_with_its_time_and_proofs(pdf: Path) -> None:
    found = check_pdf(pdf.read_bytes())
    assert found.faults == ()
    assert found.certificate == identity().certificate
    assert found.seals == 1
    assert found.sealed_at == NOW.replace(microsecond=0)
    assert len(found.proofs) == 1
