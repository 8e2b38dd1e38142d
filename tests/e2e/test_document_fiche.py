"""A signed document that leaves takes its fiche de preuve with it."""

from coachdesk.domain.papers import Role
from coachdesk.services.document_copies import save_document
from coachdesk.sync.verification import verify_file
from documents import pdf_reading
from support.documents import make_dossier, open_paper, sign_document


def test_it_is_written_beside_the_document(desk, tmp_path):
    notice = open_paper(desk, make_dossier(desk), "information")
    sign_document(desk, notice, Role.PARTICIPANT)
    saved = save_document(desk, notice, tmp_path / "notice.pdf")
    assert [path.name for path in saved] == ["notice.pdf", "notice-fiche-de-preuve.pdf"]
    signer = desk.identity.certificate.fingerprint
    assert verify_file(saved[0], signer=signer).exit_code == 0
    (text,) = pdf_reading.texts(saved[1].read_bytes(), tmp_path)
    assert "Léa D’ARTAGNAN, personne accompagnée A signé le 1er juin 2023" in text
    assert "notice.pdf" in text


def test_a_paper_that_nobody_signed_leaves_alone(desk, tmp_path):
    notice = open_paper(desk, make_dossier(desk), "information")
    assert save_document(desk, notice, tmp_path / "notice.pdf") == (tmp_path / "notice.pdf",)
