"""A document that several people sign, as other programs see it at each of its revisions."""

import json
from datetime import UTC
from io import BytesIO
from pathlib import Path

import pytest
from asn1crypto import x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.fields import MDPPerm
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from coachdesk.core.canonical import canonical_json
from coachdesk.core.errors import UserError
from coachdesk.signing.byte_ranges import find_seals
from coachdesk.signing.revisions import PROOF_KEY, add_signature, close, prepare
from support.pdf_tools import pdfsig, qpdf_check, run, trust_store
from support.signed_contract import BOXES, CONTRACT, OTHER_DRAWING, answered
from support.signed_papers import DRAWING, NOW, identity, paper, proof


@pytest.mark.parametrize("last", [1, 2, 3])
def test_each_revision_begins_with_the_bytes_of_the_one_before(last: int) -> None:
    assert CONTRACT[last].startswith(CONTRACT[last - 1])


def test_openssl_alone_verifies_each_seal_and_each_record(tmp_path: Path) -> None:
    (tmp_path / "coach.pem").write_bytes(identity().certificate.pem)
    key = run("openssl", "x509", "-in", "coach.pem", "-noout", "-pubkey", folder=tmp_path)
    (tmp_path / "key.pem").write_text(key.stdout)
    seals = find_seals(CONTRACT[3])
    assert len(seals) == 3
    for seal in seals:
        data = CONTRACT[3]
        (tmp_path / "signed").write_bytes(data[: seal.start] + data[seal.resume : seal.end])
        (tmp_path / "cms").write_bytes(
            bytes.fromhex(data[seal.start + 1 : seal.resume - 1].decode())
        )
        verified = run(
            "openssl", "cms", "-verify", "-cades", "-binary", "-inform", "DER", "-in", "cms",
            "-content", "signed", "-CAfile", "coach.pem", "-out", "out", folder=tmp_path,
        )  # fmt: skip
        assert verified.returncode == 0, verified.stderr
    signatures = PdfFileReader(BytesIO(CONTRACT[3])).embedded_regular_signatures
    carried = [seal.sig_object[PROOF_KEY].original_bytes for seal in signatures[:2]]
    for found in (json.loads(data)["signatures"][0] for data in carried):
        (tmp_path / "header").write_bytes(canonical_json(found["header"]))
        (tmp_path / "signature").write_bytes(bytes.fromhex(found["signature"]))
        verified = run(
            "openssl", "dgst", "-sha256", "-verify", "key.pem", "-signature", "signature", "header",
            folder=tmp_path,
        )  # fmt: skip
        assert verified.stdout.strip() == "Verified OK"


@pytest.mark.parametrize("last", [1, 2, 3])
def test_pdfsig_and_qpdf_find_each_revision_sound(last: int, tmp_path: Path) -> None:
    pdf, certificate = tmp_path / "contrat.pdf", tmp_path / "coach.pem"
    pdf.write_bytes(CONTRACT[last])
    certificate.write_bytes(identity().certificate.pem)
    seen = pdfsig(pdf, trust_store(tmp_path / "nss", certificate))
    assert [seal.valid for seal in seen] == [True] * last
    assert [seal.whole_document for seal in seen] == [False] * (last - 1) + [True]
    assert {seal.signer for seal in seen} == {"Élodie Martin"}
    assert qpdf_check(pdf) == 0


def test_pyhanko_finds_nothing_but_boxes_filled_since_each_seal() -> None:
    seals = PdfFileReader(BytesIO(CONTRACT[3])).embedded_regular_signatures
    root = x509.Certificate.load(identity().certificate.der)
    context = ValidationContext(trust_roots=[root], moment=NOW.astimezone(UTC))
    statuses = [validate_pdf_signature(seal, context) for seal in seals]
    assert all(status.bottom_line and status.docmdp_ok for status in statuses)
    assert [status.modification_level for status in statuses] == [
        ModificationLevel.FORM_FILLING, ModificationLevel.FORM_FILLING, ModificationLevel.NONE,
    ]  # fmt: skip
    assert statuses[-1].coverage is SignatureCoverageLevel.ENTIRE_FILE
    assert [seal.docmdp_level for seal in seals] == [MDPPerm.FILL_FORMS, None, None]


def test_the_boxes_show_who_signed_and_can_be_searched(tmp_path: Path) -> None:
    pdf = tmp_path / "contrat.pdf"
    pdf.write_bytes(CONTRACT[3])
    text = " ".join(run("pdftotext", pdf, "-").stdout.split())
    assert "Signé par M. Essai le 04/05/2023 à 9 h 05, n° 12" in text
    assert "Signé par Élodie Martin le 04/05/2023 à 9 h 05, n° 13" in text
    assert run("pdfimages", "-list", pdf).stdout.count("\n") == 2  # the heading only


def test_who_does_not_sign_has_a_sentence_in_place_of_a_drawing(tmp_path: Path) -> None:
    pdf = tmp_path / "contrat.pdf"
    refusal = proof(13, None, reason="ne veut pas s’engager « avant l’été »")
    pdf.write_bytes(answered(CONTRACT[1], "coach", refusal))
    text = " ".join(run("pdftotext", pdf, "-").stdout.split())
    assert "A refusé de signer : M. Essai, le 04/05/2023 à 9 h 05, n° 13" in text
    assert "Motif : ne veut pas s’engager « avant l’été »" in text
    assert "Témoin : Élodie Martin" in text


def test_a_box_is_filled_once_and_nothing_after_the_closing() -> None:
    again, other = proof(14, OTHER_DRAWING), proof(15)
    with pytest.raises(ValueError, match="no empty box"):
        answered(CONTRACT[1], "participant", again)
    with pytest.raises(ValueError, match="no empty box"):
        answered(CONTRACT[1], "host", other)
    with pytest.raises(ValueError, match="closed"):
        answered(CONTRACT[3], "participant", again)
    with pytest.raises(ValueError, match="closed"):
        close(identity(), CONTRACT[3], 2, reason="Clôture", when=NOW)


@pytest.mark.parametrize(("revision", "expected"), [(0, 0), (1, 2), (2, 1)])
def test_the_closing_seal_counts_the_answers(revision: int, expected: int) -> None:
    with pytest.raises(ValueError, match="answers were expected"):
        close(identity(), CONTRACT[revision], expected, reason="Clôture", when=NOW)


def test_boxes_have_names_of_their_own() -> None:
    for boxes in ((), (BOXES[0], BOXES[0])):
        with pytest.raises(ValueError, match="names"):
            prepare(paper("Contrat"), boxes)


def test_a_paper_without_boxes_takes_no_signature() -> None:
    with pytest.raises(ValueError, match="no box"):
        answered(paper("Contrat"), "participant", proof(drawing=DRAWING))


def test_a_clock_out_of_the_certificates_life_signs_nothing() -> None:
    with pytest.raises(UserError, match="2020"):
        add_signature(
            identity(), CONTRACT[0], "participant", proof(),
            reason="Essai", when=NOW.replace(year=2020),
        )  # fmt: skip
