"""A signed document that leaves takes its fiche de preuve with it."""

import pytest

from coachdesk.domain.papers import Role
from coachdesk.services.documents.copies import save_document
from coachdesk.sync.report import Status
from coachdesk.sync.verification import verify_file
from documents import pdf_reading
from support.documents import make_dossier, open_paper, refuse_document, sign_document

SIGN, REFUSE = sign_document, refuse_document


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


@pytest.mark.parametrize(
    "answers", [(SIGN, SIGN), (REFUSE, SIGN), (SIGN, REFUSE), (REFUSE, REFUSE)]
)
def test_whatever_is_answered_a_stranger_finds_the_document_whole(desk, tmp_path, answers):
    contract = open_paper(desk, make_dossier(desk), "contract")
    for role, answer in zip((Role.PARTICIPANT, Role.COACH), answers, strict=True):
        answer(desk, contract, role)
    (saved, fiche) = save_document(desk, contract, tmp_path / "contrat.pdf")
    report = verify_file(saved, signer=desk.identity.certificate.fingerprint)
    assert (report.status, report.findings) == (Status.INTACT, ())
    (text,) = pdf_reading.texts(fiche.read_bytes(), tmp_path)
    assert text.count("A signé") == answers.count(SIGN)
    assert text.count("A refusé de signer") == answers.count(REFUSE)
