"""Each kind of paper of the shipped action: prefilled, signed by all, sealed, readable."""

from pathlib import Path

import pytest

from coachdesk.core.ids import new_id
from coachdesk.domain.paper_facts import FACTS
from coachdesk.domain.papers import CopyState, DocumentState, Subject
from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.documents.drafting import offered, preview, read_document
from coachdesk.services.documents.issue import issue_document
from coachdesk.services.documents.satisfaction import record_satisfaction
from coachdesk.services.papers.compose import facts_named
from coachdesk.services.papers.templates import templates
from coachdesk.services.profiles import load_profile
from coachdesk.sync.verification import verify_file
from support.documents import (
    PERSON,
    Dossier,
    answers_to,
    leave,
    make_dossier,
    open_paper,
    plain_text,
    sign_by_all,
)
from support.pdf_tools import SealSeen, pdfsig, qpdf_check, trust_store
from support.signing_desk import make_empty_desk, reopen

SHIPPED = templates(ActionInfo(new_id(), "shipped", load_profile("coaching-emploi")[1]))
KINDS = sorted(key for key, paper in SHIPPED.items() if paper.subject is not Subject.MONTH)
"""Those of a dossier."""


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    directory = tmp_path_factory.mktemp("papers") / "magasin"
    make_empty_desk(directory)
    opened = reopen(directory)
    yield opened
    opened.close()


@pytest.fixture
def dossier(desk, request) -> Dossier:
    """Someone else for each paper: of the two contracts a person signs one."""
    made = make_dossier(desk, f"23-{KINDS.index(request.getfixturevalue('kind')):03}")
    leave(desk, made)
    return made


def seals(desk: Desk, pdf: bytes, folder: Path) -> list[SealSeen]:
    (folder / "papier.pdf").write_bytes(pdf)
    (folder / "coach.pem").write_bytes(desk.identity.certificate.pem)
    assert qpdf_check(folder / "papier.pdf") == 0
    return pdfsig(folder / "papier.pdf", trust_store(folder / "nss", folder / "coach.pem"))


@pytest.mark.parametrize("kind", KINDS)
def test_a_paper_is_prefilled_signed_by_all_and_sealed(desk, dossier, tmp_path, kind):
    template = templates(desk.actions[0])[kind]
    offers = desk.read(lambda link: offered(link, desk.actions[0], dossier.prescription))
    assert kind in {offer.template.key for offer in offers}, "it is offered on her card"
    opened = open_paper(desk, dossier, kind)
    view = read_document(desk, opened)
    assert facts_named(template) & FACTS.keys() <= view.facts.keys(), "all it names is known"
    if template.anonymous:
        record_satisfaction(desk, opened, answers_to(desk, kind))
        return
    assert view.missing == ()
    draft = plain_text(preview(desk, opened))
    assert "{" not in draft
    assert "None" not in draft
    if not template.signers:
        issue_document(desk, opened)
    sign_by_all(desk, opened)
    view = read_document(desk, opened)
    assert view.state is DocumentState.CLOSED
    assert (view.copy is CopyState.OWED) is (template.copy or bool(template.to))
    pdf = preview(desk, opened)
    seen = seals(desk, pdf, tmp_path)
    assert len(seen) == (len(template.signers) + 1 if template.signers else 1)
    assert all(seal.valid for seal in seen)
    assert seen[-1].whole_document
    report = verify_file(tmp_path / "papier.pdf", signer=desk.identity.certificate.fingerprint)
    assert report.exit_code == 0, report.lines
    explained = [line for line in report.lines if line.endswith("cohérente.")]
    assert len(explained) == len(template.signers), "each signature is explained"
    text = plain_text(pdf)
    assert text.count("Signé par") == len(template.signers)
    assert PERSON in text or template.subject is Subject.IMMERSION
    for signer in view.signers:
        assert signer.who in text
