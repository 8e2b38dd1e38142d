"""What is still to be done for a paper: a signer, a copy, the printer; and the bridge to paper."""

import json
from datetime import date, timedelta
from hashlib import sha256

import pytest
from sqlalchemy import select

from coachdesk.core.clock import today
from coachdesk.domain.papers import CopyState, DocumentState, Role
from coachdesk.models import (
    Attachment,
    JournalEntry,
    JournalPayload,
    Participant,
)
from coachdesk.services.acts import undo_act
from coachdesk.services.attachments import ReadyFile, remove_attachment
from coachdesk.services.day import day_view
from coachdesk.services.documents.copies import (
    print_batch,
    printed,
    save_document,
    set_copy,
    suggested_name,
    to_print,
)
from coachdesk.services.documents.drafting import preview, read_document
from coachdesk.services.documents.issue import issue_document
from coachdesk.services.documents.paper_bridge import signed_on_paper
from coachdesk.services.targets import Screen
from coachdesk.services.to_do_marks import obtained_otherwise
from coachdesk.services.to_dos import things_of, things_to_do
from coachdesk.signing.verify_pdf import check_pdf
from support.documents import (
    DAY,
    PERSON,
    contract_signed,
    make_dossier,
    open_paper,
    plain_text,
    sign_by_all,
    sign_document,
)
from support.stores import refusal_of

SCAN = ReadyFile("contrat signé.pdf", b"%PDF-1.4 scan", "digest")


@pytest.fixture
def contract(desk, dossier):
    return open_paper(desk, dossier, "contract")


def to_do(desk, dossier):
    """By rule, asked of everyone and of her alone, which must say the same."""
    action = desk.actions[0]
    of_all = desk.read(lambda link: things_to_do(link, action.id, action.profile, DAY))
    hers = desk.read(
        lambda link: things_of(link, action.id, action.profile, DAY, dossier.prescription)
    )
    assert [thing for thing in of_all if thing.rule != "mois_a_clore"] == list(hers)
    return {thing.rule: thing for thing in hers}


def exports(desk):
    told = (
        select(JournalPayload.body)
        .join(JournalEntry, JournalEntry.seq == JournalPayload.seq)
        .where(JournalEntry.kind == "export")
    )
    return desk.read(lambda link: link.execute(told).scalars().all())


def test_who_is_missing_is_to_be_done_until_she_signs(desk, dossier, contract):
    before = to_do(desk, dossier)
    assert before["contrat"].sentence == "faire signer le contrat préparé"
    assert "papier_a_signer" not in before, "a draft waits for nobody"
    sign_document(desk, contract, Role.COACH)
    found = to_do(desk, dossier)
    assert "contrat" not in found, "it is said once"
    assert found["papier_a_signer"].sentence == (
        "faire signer «\u00a0Contrat d’engagement\u00a0»\u00a0: "
        "il manque la signature de la personne"
    )
    target = found["papier_a_signer"].target
    assert (target.screen, target.document_id) == (Screen.PAPER, contract)
    sign_document(desk, contract, Role.PARTICIPANT)
    found = to_do(desk, dossier)
    assert "papier_a_signer" not in found
    assert "contrat" not in found
    assert "copie" in found


def test_what_she_has_to_sign_stands_beside_her_name_on_the_day_she_comes(
    desk, dossier, contract, fixed_clock
):
    fixed_clock.advance(timedelta(days=7))

    def to_sign():
        action, day = desk.actions[0], today(desk.clock)
        view = desk.read(lambda link: day_view(link, action.id, action.profile, day))
        ((visit,),) = (stop.visits for stop in view.stops)
        return {item.words: item.target for item in visit.to_sign}

    assert "contrat préparé" in to_sign()
    sign_document(desk, contract, Role.COACH)
    assert to_sign()["contrat d’engagement"].document_id == contract
    assert "contrat préparé" not in to_sign()
    sign_document(desk, contract, Role.PARTICIPANT)
    assert not {"contrat d’engagement", "contrat préparé"} & to_sign().keys()


def test_the_retour_de_prescription_is_that_paper(desk, dossier):
    asked = to_do(desk, dossier)["retour_prescription"]
    assert (asked.target.screen, asked.target.section) == (Screen.PAPER, "prescription_return")
    retour = open_paper(desk, dossier, asked.target.section)
    assert "retour_prescription" in to_do(desk, dossier)
    sign_document(desk, retour, Role.COACH)
    assert "retour_prescription" not in to_do(desk, dossier)
    assert to_do(desk, dossier)["copie"].sentence == (
        "«\u00a0Retour de prescription\u00a0» à remettre ou à envoyer"
    ), "it leaves itself: no copy of it does"
    set_copy(desk, retour, CopyState.GIVEN)
    assert read_document(desk, retour).copy_words == "Remis ou envoyé le 01/06/2023"


def test_a_copy_is_to_be_done_until_it_is_given(desk, dossier, contract):
    state, words = CopyState.TO_PRINT, "Copie à imprimer au bureau"
    assert refusal_of(lambda: set_copy(desk, contract, CopyState.GIVEN))
    sign_by_all(desk, contract)
    assert to_do(desk, dossier)["copie"].sentence.endswith("à remettre")
    set_copy(desk, contract, state)
    assert read_document(desk, contract).copy_words == words
    assert "copie" in to_do(desk, dossier)
    set_copy(desk, contract, CopyState.GIVEN)
    assert read_document(desk, contract).copy_words == "Copie remise le 01/06/2023"
    assert "copie" not in to_do(desk, dossier)
    undo_act(desk)
    assert read_document(desk, contract).copy is state


def test_a_copy_that_she_does_not_want_is_asked_for_no_more(desk, dossier, contract):
    sign_by_all(desk, contract)
    set_copy(desk, contract, CopyState.DECLINED)
    assert "copie" not in to_do(desk, dossier)


def test_the_papers_of_several_people_are_printed_in_one_go(desk, dossier, contract):
    other = make_dossier(desk, "23-002")
    theirs = open_paper(desk, other, "information")
    sign_by_all(desk, contract)
    sign_by_all(desk, theirs)
    for document in (contract, theirs):
        set_copy(desk, document, CopyState.TO_PRINT)
    lines = desk.read(lambda link: to_print(link, desk.actions[0]))
    assert [(line.title, line.number) for line in lines] == [
        ("Contrat d’engagement", "23-001"), ("Vos informations et vos droits", "23-002"),
    ]  # fmt: skip
    text = plain_text(print_batch(desk, [line.document_id for line in lines]))
    assert text.count(f"Signé par {PERSON}") == 2, "the drawings are printed too"
    for document in (contract, theirs):
        assert set(plain_text(preview(desk, document)).split()) <= set(text.split())
    printed(desk, [line.document_id for line in lines])
    assert not desk.read(lambda link: to_print(link, desk.actions[0]))
    assert read_document(desk, contract).copy is CopyState.OWED, "printed is not given"
    told = exports(desk)
    assert len(told) == 2
    assert all(b'"printed":true' in body for body in told)


def test_a_letter_that_was_printed_has_left(desk, dossier):
    letter = open_paper(desk, dossier, "invitation")
    issue_document(desk, letter)
    assert to_do(desk, dossier)["copie"].sentence == (
        "«\u00a0Invitation à un rendez-vous\u00a0» à envoyer"
    )
    set_copy(desk, letter, CopyState.TO_PRINT)
    printed(desk, [letter])
    view = read_document(desk, letter)
    assert (view.copy, view.copy_words) == (CopyState.GIVEN, "Envoyé le 01/06/2023")
    assert "copie" not in to_do(desk, dossier)


def test_a_paper_is_saved_in_clear_and_the_journal_knows(desk, contract, tmp_path):
    sign_by_all(desk, contract)
    target = tmp_path / suggested_name(desk, contract)
    assert target.name == "contrat-d-engagement_23-001_2023-06-01.pdf"
    files = save_document(desk, contract, target)
    assert target in files
    assert target.read_bytes() == preview(desk, contract)
    assert len(exports(desk)) == len(files)
    assert refusal_of(lambda: save_document(desk, contract, tmp_path / "absent" / "x.pdf"))


def test_a_paper_signed_by_hand_joins_the_same_record(desk, dossier, contract):
    assert refusal_of(lambda: signed_on_paper(desk, contract, date(2023, 6, 2), [SCAN]))
    signed_on_paper(desk, contract, DAY, [SCAN])
    view = read_document(desk, contract)
    assert (view.state, view.state_words) == (
        DocumentState.CLOSED, "Signé sur papier le 01/06/2023",
    )  # fmt: skip
    piece = desk.read(lambda link: link.execute(select(Attachment.__table__)).one())
    assert (piece.id, piece.name, piece.kind) == (view.attachment_id, SCAN.name, "contract")
    assert contract_signed(desk, dossier) == DAY
    assert "contrat" not in to_do(desk, dossier)
    assert refusal_of(lambda: sign_document(desk, contract, Role.PARTICIPANT))
    assert refusal_of(lambda: signed_on_paper(desk, contract, DAY))


def test_the_scan_may_come_later_and_only_the_scan_is_taken_back(desk, dossier, contract):
    signed_on_paper(desk, contract, DAY)
    assert read_document(desk, contract).attachment_id is None
    signed_on_paper(desk, contract, date(2023, 6, 1), [SCAN])
    assert read_document(desk, contract).attachment_id is not None
    undo_act(desk)
    assert read_document(desk, contract).attachment_id is None
    refused = refusal_of(lambda: undo_act(desk))
    assert "un papier signé à la main ne s’efface pas" in refused.sentence
    assert read_document(desk, contract).paper_signed_on == DAY


def test_a_paper_signed_by_hand_is_to_be_scanned_until_it_is_or_never_will(desk, dossier, contract):
    assert "papier_a_numeriser" not in to_do(desk, dossier)
    signed_on_paper(desk, contract, DAY)
    asked = to_do(desk, dossier)["papier_a_numeriser"]
    assert asked.sentence == (
        "numériser «\u00a0Contrat d’engagement\u00a0» signé sur papier le 01/06/2023"
    )
    assert (asked.target.screen, asked.target.document_id) == (Screen.PAPER, contract)
    obtained_otherwise(desk, asked, "l’original est dans l’armoire")
    assert "papier_a_numeriser" not in to_do(desk, dossier)
    undo_act(desk)
    assert "papier_a_numeriser" in to_do(desk, dossier)
    signed_on_paper(desk, contract, DAY, [SCAN])
    assert "papier_a_numeriser" not in to_do(desk, dossier)


def test_a_paper_signed_by_hand_is_shown_for_ever_as_it_was_that_day(desk, dossier):
    paper = open_paper(desk, dossier, "information")
    signed_on_paper(desk, paper, DAY)
    kept = preview(desk, paper)
    with desk.store.write() as uow:
        person = uow.session.scalars(select(Participant)).one()
        person.last_name, person.first_name = "AUTREMENT", "Zoé"
        uow.commit()
    assert preview(desk, paper) == kept
    assert "ARTAGNAN" in plain_text(kept)
    told = (
        select(JournalPayload.body, JournalEntry.signature)
        .join(JournalEntry, JournalEntry.seq == JournalPayload.seq)
        .where(JournalEntry.kind == "sealed")
    )
    ((body, signature),) = desk.read(lambda link: link.execute(told).all())
    assert signature, "the device answers for it"
    said = json.loads(body)
    assert (said["document"], said["revision"]) == (str(paper), 0)
    assert said["sha256"] == sha256(kept).hexdigest()
    assert desk.store.verify(desk.identity.certificate.public_key).fault is None


def test_what_was_signed_on_the_screen_is_closed_when_the_rest_is_by_hand(desk, contract):
    sign_document(desk, contract, Role.COACH)
    assert check_pdf(preview(desk, contract)).unfinished
    signed_on_paper(desk, contract, DAY)
    check = check_pdf(preview(desk, contract))
    assert (check.faults, check.unfinished, len(check.proofs)) == ((), "", 1)
    assert len(check.missing) == 1, "the one who signed by hand has no seal of his own"


def test_a_scan_is_a_piece_of_its_kind_and_may_be_taken_away_again(desk, dossier):
    paper = open_paper(desk, dossier, "information")
    signed_on_paper(desk, paper, DAY, [SCAN])
    signed_on_paper(desk, paper, DAY, [SCAN])
    piece = desk.read(lambda link: link.execute(select(Attachment.__table__)).one())
    assert (piece.id, piece.kind) == (read_document(desk, paper).attachment_id, "signed_paper")
    remove_attachment(desk, piece.id)
    view = read_document(desk, paper)
    assert (view.attachment_id, view.paper_signed_on) == (None, DAY)
    signed_on_paper(desk, paper, DAY, [SCAN])
    assert read_document(desk, paper).attachment_id is not None


def test_one_who_prefers_paper_completes_what_another_signed_on_screen(desk, dossier, contract):
    sign_document(desk, contract, Role.COACH)
    signed_on_paper(desk, contract, DAY, [SCAN])
    view = read_document(desk, contract)
    assert view.state is DocumentState.CLOSED
    assert "papier_a_signer" not in to_do(desk, dossier)
    assert contract_signed(desk, dossier) == DAY
