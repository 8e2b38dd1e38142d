"""A document signed by one signer after the other: what each saw, what is sealed, what follows."""

from datetime import date, timedelta
from hashlib import sha256
from itertools import pairwise

import pytest
from sqlalchemy import select
from sqlalchemy.exc import DatabaseError

from coachdesk.core.canonical import canonical_json
from coachdesk.core.errors import UserError
from coachdesk.domain.drawing import Drawing
from coachdesk.domain.papers import CopyState, DocumentState, Role, SigningOutcome
from coachdesk.models import (
    Document,
    DocumentRevision,
    EngagementContract,
    JournalEntry,
    Signature,
    SignatureRefusal,
)
from coachdesk.queries.evidence import evidence_rows
from coachdesk.services.acts import act, undo_act
from coachdesk.services.card import card_view
from coachdesk.services.closing.use_case import close_month
from coachdesk.services.desk import open_desk
from coachdesk.services.documents.drafting import preview, read_document, save_answers
from coachdesk.services.documents.issue import issue_document
from coachdesk.services.documents.signing import document_asked, sitting
from coachdesk.services.pad.attendance import attendance_asked
from coachdesk.services.timeline import EventKind
from support.documents import (
    PERSON,
    contract_signed,
    open_paper,
    plain_text,
    refuse_document,
    sign_by_all,
    sign_document,
)
from support.kept import evidence, rows, whole
from support.pdf_tools import pdfsig, run, trust_store
from support.signing_desk import drawn, scrawl
from support.stores import refusal_of

PARTICIPANT, COACH = Role.PARTICIPANT, Role.COACH


@pytest.fixture
def contract(desk, dossier):
    return open_paper(desk, dossier, "contract")


def revisions(desk, document):
    rows = select(DocumentRevision.__table__).where(DocumentRevision.document_id == document)
    return desk.read(lambda link: link.execute(rows.order_by(DocumentRevision.number)).all())


def test_each_signer_adds_one_revision_and_the_last_one_closes(desk, dossier, contract):
    first = sign_document(desk, contract, PARTICIPANT)
    assert read_document(desk, contract).state_words == "Il manque la signature du coach"
    assert contract_signed(desk, dossier) is None
    second = sign_document(desk, contract, COACH)
    kept = revisions(desk, contract)
    assert [(row.number, row.signatures) for row in kept] == [(0, 0), (1, 1), (2, 2), (3, 3)]
    for before, after in pairwise(kept):
        assert after.data.startswith(before.data), "each only adds to what was shown"
    for row in kept:
        assert row.sha256 == sha256(row.data).hexdigest()
    for signed, shown in ((first, kept[0]), (second, kept[1])):
        document = evidence(desk, signed.entry_seq)["document"]
        assert (document["sha256"], document["bytes"], document["pages"]) == (
            shown.sha256, len(shown.data), shown.pages,
        )  # fmt: skip
    sealed = [evidence(desk, row.entry_seq) for row in kept[1:]]
    assert [(entry["revision"], entry["sha256"]) for entry in sealed] == [
        (row.number, row.sha256) for row in kept[1:]
    ]
    assert contract_signed(desk, dossier) == date(2023, 6, 1)
    view = read_document(desk, contract)
    assert (view.state, view.state_words, view.copy) == (
        DocumentState.CLOSED, "Signé", CopyState.OWED,
    )  # fmt: skip
    assert [signer.code for signer in view.signers] == [first.short_code, second.short_code]
    assert whole(desk)


def test_a_stranger_finds_every_seal_valid_with_ordinary_tools(desk, contract, tmp_path):
    sign_by_all(desk, contract)
    pdf, pem = tmp_path / "contrat.pdf", tmp_path / "coach.pem"
    pdf.write_bytes(preview(desk, contract))
    pem.write_bytes(desk.identity.certificate.pem)
    seen = pdfsig(pdf, trust_store(tmp_path / "nss", pem))
    assert [seal.valid for seal in seen] == [True] * 3
    assert [seal.whole_document for seal in seen] == [False, False, True]
    assert PERSON in plain_text(pdf.read_bytes()), "and reads who signed"
    (first, _) = rows(desk, Signature)
    entry = desk.read(
        lambda link: link.execute(
            select(JournalEntry.__table__).where(JournalEntry.seq == first.entry_seq)
        ).one()
    )
    header = desk.read(lambda link: evidence_rows(link, [entry.seq]))[entry.seq].header
    (tmp_path / "entry").write_bytes(canonical_json(header))
    (tmp_path / "sig").write_bytes(entry.signature)
    key = tmp_path / "pub"
    assert run("openssl", "x509", "-in", pem, "-pubkey", "-noout", "-out", key).returncode == 0
    said = run(
        "openssl", "dgst", "-sha256", "-verify", key, "-signature", tmp_path / "sig",
        tmp_path / "entry",
    )  # fmt: skip
    assert said.stdout.strip() == "Verified OK"


def test_two_people_pass_in_one_sitting_each_shown_what_stands_then(desk, contract):
    hers, mine = sitting(desk, contract, (PARTICIPANT, COACH))
    hers.commit(desk, drawn(scrawl(1)))
    assert refusal_of(lambda: mine.commit(desk, drawn(scrawl(2)))), "it grew since it was shown"
    again = mine.again(desk)
    assert again.request.pdf == revisions(desk, contract)[1].data
    again.commit(desk, drawn(scrawl(2)))
    assert read_document(desk, contract).state is DocumentState.CLOSED


def test_an_absent_signer_signs_later_on_the_same_document(desk, contract, fixed_clock):
    sign_document(desk, contract, COACH)
    fixed_clock.advance(timedelta(days=7))
    assert read_document(desk, contract).awaited == (PARTICIPANT,)
    sign_document(desk, contract, PARTICIPANT)
    view = read_document(desk, contract)
    assert view.state is DocumentState.CLOSED
    assert [signer.when.date() for signer in view.signers] == [date(2023, 6, 8), date(2023, 6, 1)]


@pytest.mark.parametrize(
    ("outcome", "words", "sentence"),
    [
        (SigningOutcome.REFUSED, "La personne a refusé de signer", "A refusé de signer"),
        (SigningOutcome.UNABLE, "La personne n’a pas pu signer", "N’a pas pu signer"),
        (SigningOutcome.DISAGREES, "La personne n’est pas d’accord", "N’est pas d’accord"),
    ],
)
def test_who_does_not_sign_has_answered_too(desk, dossier, contract, outcome, words, sentence):
    sign_document(desk, contract, COACH)
    refuse_document(desk, contract, PARTICIPANT, outcome, "je veux y réfléchir")
    view = read_document(desk, contract)
    assert (view.state, view.state_words) == (DocumentState.CLOSED, words)
    assert (view.signers[0].outcome, view.signers[0].reason) == (outcome, "je veux y réfléchir")
    text = plain_text(preview(desk, contract))
    assert f"{sentence} : {PERSON}" in text
    assert "je veux y réfléchir" in text
    assert contract_signed(desk, dossier) is None, "a contract that she did not sign is not signed"
    assert whole(desk)
    another = open_paper(desk, dossier, "contract")
    assert another != contract, "she may still sign another version"
    sign_by_all(desk, another)
    assert contract_signed(desk, dossier) == date(2023, 6, 1)


def test_who_refused_may_still_sign_until_everyone_answered(desk, dossier, contract):
    refuse_document(desk, contract, PARTICIPANT)
    assert read_document(desk, contract).signers[0].outcome is SigningOutcome.REFUSED
    assert len(revisions(desk, contract)) == 1, "nothing is in her box yet"
    sign_document(desk, contract, PARTICIPANT)
    sign_document(desk, contract, COACH)
    assert read_document(desk, contract).state_words == "Signé"
    assert "A refusé" not in plain_text(preview(desk, contract))
    assert len(rows(desk, SignatureRefusal)) == 1, "and her first answer is kept"
    assert contract_signed(desk, dossier) == date(2023, 6, 1)


def test_a_paper_that_its_only_signer_refuses_is_closed_with_her_words(desk, dossier):
    notice = open_paper(desk, dossier, "information")
    refuse_document(desk, notice, PARTICIPANT, reason="je ne signe rien")
    assert read_document(desk, notice).state is DocumentState.CLOSED
    assert "je ne signe rien" in plain_text(preview(desk, notice))
    assert [row.signatures for row in revisions(desk, notice)] == [0, 1, 2]


def test_a_remark_goes_with_the_signature(desk, contract):
    sign_document(desk, contract, PARTICIPANT, remark="sauf le mercredi")
    sign_document(desk, contract, COACH)
    assert read_document(desk, contract).signers[0].reason == "sauf le mercredi"
    assert "Réserve : sauf le mercredi" in plain_text(preview(desk, contract))


def test_a_drawing_given_once_is_refused_whatever_it_is_for(desk, dossier, contract):
    attendance_asked(desk, dossier.attended).commit(desk, drawn(scrawl(7)))
    assert "copie" in refusal_of(lambda: sign_document(desk, contract, PARTICIPANT, 7)).sentence
    assert read_document(desk, contract).state is DocumentState.DRAFT, "nothing of it is kept"
    assert not revisions(desk, contract)
    sign_document(desk, contract, PARTICIPANT, 8)
    assert "copie" in refusal_of(lambda: sign_document(desk, contract, COACH, 8)).sentence
    hers = next(row for row in rows(desk, Signature) if row.document_id)
    with desk.store.write() as uow, pytest.raises(DatabaseError):
        uow.session.connection().exec_driver_sql(
            "INSERT INTO signature SELECT 'f', NULL, NULL, document_id, NULL, 'coach', "
            "entry_seq + 1, signed_at, drawing, drawing_salt, x'00', NULL, NULL "
            "FROM signature WHERE id = ?",
            (hers.id.hex,),
        )


def test_what_changed_since_it_was_shown_is_not_signed(desk, dossier, contract):
    asked = document_asked(desk, contract, PARTICIPANT)
    given = read_document(desk, contract).answers
    save_answers(desk, contract, {**given, "intensity": "monthly"})
    assert "changé" in refusal_of(lambda: asked.commit(desk, drawn(scrawl(1)))).sentence
    asked = asked.again(desk)
    with act(desk, "objectif") as uow:
        uow.session.get(EngagementContract, dossier.contract).action_plan = "Autre chose"
        uow.commit()
    assert "changé" in refusal_of(lambda: asked.commit(desk, drawn(scrawl(1)))).sentence
    asked.again(desk).commit(desk, drawn(scrawl(1)))
    assert not rows(desk, SignatureRefusal)
    assert len(rows(desk, Signature)) == 1


def test_nobody_signs_twice_nor_in_place_of_another(desk, contract):
    sign_document(desk, contract, PARTICIPANT)
    assert "déjà" in refusal_of(lambda: sign_document(desk, contract, PARTICIPANT)).sentence
    assert refusal_of(lambda: sign_document(desk, contract, Role.HOST))
    sign_document(desk, contract, COACH)
    assert refusal_of(lambda: sign_document(desk, contract, COACH))
    with pytest.raises(UserError, match="ne s’annule pas"):
        undo_act(desk)


def test_a_signer_is_told_with_what_he_is(desk, dossier):
    convention = open_paper(desk, dossier, "pmsmp_convention", dossier.immersion)
    asked = document_asked(desk, convention, Role.HOST, "Paul PETIT, gérant")
    asked.commit(desk, drawn(scrawl(3)))
    with pytest.raises(UserError, match="réponse de Paul PETIT, gérant, sur “Convention"):
        undo_act(desk)


def test_a_blank_drawing_is_refused_kindly_and_leaves_nothing(desk, contract):
    with pytest.raises(UserError, match="encore vide"):
        sign_blank(desk, contract)
    assert not revisions(desk, contract)
    assert read_document(desk, contract).state is DocumentState.DRAFT


def sign_blank(desk, contract):
    document_asked(desk, contract, PARTICIPANT).commit(desk, drawn(Drawing(6000, 2500, ())))


def test_what_could_not_be_recorded_asks_for_the_same_bytes_again(desk, contract):
    asked = document_asked(desk, contract, Role.PARTICIPANT)
    again = asked.again(desk)
    assert asked.request.stands(again.request), "or her drawing would be wiped for nothing"
    again.commit(desk, drawn(scrawl(5)))
    assert preview(desk, contract).startswith(asked.request.pdf)


def test_a_contract_is_not_signed_into_a_closed_month(desk, dossier, contract, fixed_clock):
    sign_document(desk, contract, PARTICIPANT)
    fixed_clock.advance(timedelta(days=40))
    close_month(desk, desk.actions[0], date(2023, 6, 1), force_reason="essai")
    fixed_clock.set_wall(fixed_clock.now() - timedelta(days=30))
    assert "clôturé" in refusal_of(lambda: sign_document(desk, contract, COACH)).sentence
    assert contract_signed(desk, dossier) is None


def test_a_letter_is_sealed_when_it_is_issued(desk, dossier, tmp_path):
    letter = open_paper(desk, dossier, "invitation")
    issue_document(desk, letter)
    view = read_document(desk, letter)
    assert (view.state, view.state_words, view.copy) == (
        DocumentState.CLOSED, "Établi", CopyState.OWED,
    )  # fmt: skip
    pdf, pem = tmp_path / "lettre.pdf", tmp_path / "coach.pem"
    pdf.write_bytes(preview(desk, letter))
    pem.write_bytes(desk.identity.certificate.pem)
    (seen,) = pdfsig(pdf, trust_store(tmp_path / "nss", pem))
    assert seen.valid
    assert seen.whole_document
    assert refusal_of(lambda: issue_document(desk, letter))
    with pytest.raises(UserError, match="ne s’annule pas"):
        undo_act(desk)


def test_the_timeline_has_one_line_for_each_document(desk, dossier, contract):
    def events():
        now, action = desk.clock.now(), desk.actions[0]
        return desk.read(lambda link: card_view(link, action, dossier.prescription, now)).events

    def lines():
        return [event for event in events() if event.kind is EventKind.DOCUMENT]

    assert not lines(), "a draft is nothing that happened"
    sign_document(desk, contract, PARTICIPANT)
    (line,) = lines()
    assert (line.title, line.state, line.tone) == (
        "Contrat d’engagement", "Il manque la signature du coach", "mend",
    )  # fmt: skip
    assert line.target.document_id == contract
    sign_document(desk, contract, COACH)
    (line,) = lines()
    assert (line.state, line.tone, line.detail) == ("Signé", "done", "Copie à remettre")
    titles = [event.title for event in events() if "n°" in event.title]
    assert titles == ["Contrat d’engagement n°\u00a01 préparé"], "its signature is told once"


def test_a_store_brought_back_shows_the_same_document(desk, contract, tmp_path):
    sign_by_all(desk, contract)
    shown = preview(desk, contract)
    desk.store.copy_to(tmp_path / "copie")
    again = open_desk(tmp_path / "copie", "été à la mer", clock=desk.clock)
    try:
        assert preview(again, contract) == shown
        assert whole(again)
    finally:
        again.close()


def test_what_is_kept_of_a_document_is_never_changed(desk, contract):
    sign_document(desk, contract, PARTICIPANT)
    for typed in (
        "UPDATE document_revision SET pages = 9",
        "DELETE FROM document_revision",
        "INSERT OR REPLACE INTO document_revision SELECT * FROM document_revision",
    ):
        with desk.store.write() as uow, pytest.raises(DatabaseError, match="append-only"):
            uow.session.connection().exec_driver_sql(typed)
    assert len(rows(desk, Document)) == 1
