"""Letters: looked at, put with those to print, taken back, printed; what they say and don't."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from coachdesk.core.ids import new_id
from coachdesk.domain.attendance import Presence
from coachdesk.domain.papers import CopyState, DocumentState, Role
from coachdesk.models import Appointment, Document, Exit, Prescription
from coachdesk.queries.documents import document_row, latest_bytes
from coachdesk.services.acts import undo_act
from coachdesk.services.appointment_record import AppointmentRecord, record_appointment
from coachdesk.services.documents.copies import printed, set_copy, to_print
from coachdesk.services.documents.drafting import (
    open_document,
    preview,
    read_document,
    save_answers,
)
from coachdesk.services.documents.letter_offers import absence_letters, letters_offered
from coachdesk.services.documents.letters import (
    NOTICE,
    OWN_WORDS,
    REMINDER,
    Wanted,
    fill_letter,
    put_to_print,
    read_letter,
    save_letter,
)
from coachdesk.services.documents.office_printing import (
    note_printed,
    ready_to_leave,
    save_batch,
    take_back,
    waiting_count,
)
from coachdesk.services.pad.attendance import attendance_asked
from coachdesk.services.papers.contact import keep_contact
from coachdesk.services.papers.templates import templates
from coachdesk.sync.anchors import read_anchor
from documents import pdf_reading
from support.documents import DAY, PERSON, open_paper, plain_text, sign_by_all
from support.signing_desk import drawn, scrawl
from support.stores import refusal_of

HEARD = "J’ai raté le car, et je n’avais plus de crédit."
UNHEARD = "La personne n’a pas encore été entendue."
THREATS = ("sanction", "suspension", "suspendre", "radiation", "réduction", "%", "obligation",
           "mise en demeure", "convoqu")  # fmt: skip


@pytest.fixture
def action(desk):
    return desk.actions[0]


@pytest.fixture
def notice(dossier):
    return Wanted(NOTICE, dossier.prescription, dossier.missed)


@pytest.fixture
def reminder(dossier):
    return Wanted(REMINDER, dossier.prescription, dossier.missed)


def waiting(desk):
    return [line.title for line in desk.read(lambda link: to_print(link, desk.actions[0]))]


def state_of(desk, document_id):
    kept = desk.read(lambda link: document_row(link, document_id))
    return kept.state, kept.copy


def documents(desk):
    return desk.read(lambda link: link.execute(select(Document.id)).all())


def offers(desk, dossier):
    found = desk.read(
        lambda link: letters_offered(link, desk, desk.actions[0], dossier.prescription)
    )
    return {offer.wanted.kind: offer for offer in found}


def leave(desk, dossier, kind="employment", day=DAY):
    with desk.store.write() as uow:
        uow.session.add(
            Exit(id=new_id(), pathway_id=dossier.pathway, left_on=day, kind=kind, cut_over=False)
        )
        uow.commit()


def test_looking_at_a_letter_writes_nothing(desk, action, notice):
    before = desk.store.head().seq
    letter = read_letter(desk, action, notice)
    assert letter.pdf.startswith(b"%PDF")
    assert (desk.store.head().seq, documents(desk)) == (before, [])


def test_the_notice_reports_the_fact_and_the_right_of_reply(desk, action, notice, dossier):
    tried = "Appel à 10 h, message laissé."
    record_appointment(desk, dossier.missed, AppointmentRecord(contact_attempts=tried))
    letter = read_letter(desk, action, notice)
    on_paper = plain_text(letter.pdf)
    for said in (
        "Mme Référente", PERSON, "1234567", "jeudi 25 mai 2023", "de 9 h 00 à 10 h 00",
        "Mairie d’Airaines", "« Absence injustifiée »", "1 (25/05/2023)", tried, UNHEARD,
        "jeudi 8 juin 2023", "ne propose aucune suite", "notée autrement",
    ):  # fmt: skip
        for text in (on_paper, letter.text):
            assert said in " ".join(text.split()), said


@pytest.mark.parametrize("kind", [NOTICE, REMINDER])
def test_neither_letter_threatens(desk, action, dossier, kind):
    letter = read_letter(desk, action, Wanted(kind, dossier.prescription, dossier.missed))
    assert not [word for word in THREATS if word in letter.text.lower()]
    (page,) = pdf_reading.pages(letter.pdf, desk.store.directory)
    assert page.overlaps == []


def test_her_own_words_stand_in_the_notice_from_then_on(desk, action, notice, dossier):
    fill_letter(desk, action, Wanted(**{**vars(notice), "answers": {OWN_WORDS: HEARD}}))
    found = desk.read(
        lambda link: absence_letters(link, action, dossier.prescription, dossier.missed)
    )
    assert (found.own_words, found.waiting) == (HEARD, frozenset())
    said = read_letter(desk, action, notice).text
    assert HEARD in said
    assert UNHEARD not in said
    fill_letter(desk, action, Wanted(**{**vars(notice), "answers": {OWN_WORDS: ""}}))
    assert UNHEARD in read_letter(desk, action, notice).text


def test_one_gesture_puts_a_letter_with_those_to_print_and_ctrl_z_takes_it_back(
    desk, action, reminder, dossier
):
    put_to_print(desk, action, reminder)
    assert waiting(desk) == ["Relance : nous ne nous sommes pas vus".replace(" :", "\u00a0:")]
    assert desk.read(lambda link: waiting_count(link, action)) == 1
    found = desk.read(
        lambda link: absence_letters(link, action, dossier.prescription, dossier.missed)
    )
    assert found.waiting == {REMINDER}
    assert offers(desk, dossier)[REMINDER].waits
    assert "à imprimer" in undo_act(desk).words
    assert (waiting(desk), documents(desk)) == ([], [])


def test_asked_twice_it_waits_once(desk, action, reminder):
    assert put_to_print(desk, action, reminder) == put_to_print(desk, action, reminder)
    assert len(waiting(desk)) == 1


def test_what_waits_follows_the_dossier_until_it_is_printed(desk, action, notice, dossier):
    document = put_to_print(desk, action, notice)
    record_appointment(desk, dossier.missed, AppointmentRecord(contact_attempts="SMS envoyé"))
    assert "SMS envoyé" in plain_text(preview(desk, document))
    ready_to_leave(desk, [document])
    record_appointment(desk, dossier.missed, AppointmentRecord(contact_attempts="Autre chose"))
    kept = preview(desk, document)
    assert "SMS envoyé" in plain_text(kept), "kept as it left"
    assert kept == desk.read(lambda link: latest_bytes(link, document))
    printed(desk, [document])
    assert state_of(desk, document) == (DocumentState.CLOSED, CopyState.GIVEN)
    assert waiting(desk) == []


def test_a_letter_that_waits_is_sealed_when_it_is_printed_from_its_page(
    desk, action, notice, dossier
):
    document = put_to_print(desk, action, notice)
    note_printed(desk, document)
    assert state_of(desk, document) == (DocumentState.CLOSED, CopyState.GIVEN)
    assert desk.read(lambda link: latest_bytes(link, document)), "kept as it left"
    blank = open_paper(desk, dossier, "satisfaction")
    note_printed(desk, blank)
    assert state_of(desk, blank)[0] is DocumentState.DRAFT, "a form to be filled in by hand"


def test_sealed_for_the_printer_it_still_waits_if_the_printer_fails(desk, action, notice):
    document = put_to_print(desk, action, notice)
    assert ready_to_leave(desk, [document]) == 1
    assert state_of(desk, document) == (DocumentState.CLOSED, CopyState.TO_PRINT)
    assert len(waiting(desk)) == 1
    assert ready_to_leave(desk, [document]) == 1, "it is not sealed twice"


def test_the_copy_of_a_person_stays_to_be_handed_over_once_printed(desk, action, dossier):
    signed = open_paper(desk, dossier, "information")
    sign_by_all(desk, signed)
    set_copy(desk, signed, CopyState.TO_PRINT)
    ready_to_leave(desk, [signed])
    printed(desk, [signed])
    assert state_of(desk, signed) == (DocumentState.CLOSED, CopyState.OWED)


def test_everything_is_saved_in_one_file_and_still_waits(desk, action, notice, reminder, tmp_path):
    ids = [put_to_print(desk, action, wanted) for wanted in (notice, reminder)]
    save_batch(desk, ids, tmp_path / "tout.pdf")
    said = plain_text((tmp_path / "tout.pdf").read_bytes())
    assert "Objet : Avis d’absence" in said
    assert "Nous avions rendez-vous" in said
    assert len(waiting(desk)) == 2


def test_nothing_ticked_saves_nothing(desk, tmp_path):
    assert refusal_of(lambda: save_batch(desk, [], tmp_path / "rien.pdf"))
    assert not (tmp_path / "rien.pdf").exists()


def test_a_letter_taken_off_the_list_is_gone_and_a_copy_is_still_owed(
    desk, action, dossier, notice
):
    letter = put_to_print(desk, action, notice)
    signed = open_paper(desk, dossier, "information")
    sign_by_all(desk, signed)
    set_copy(desk, signed, CopyState.TO_PRINT)
    take_back(desk, [letter, signed])
    assert waiting(desk) == []
    assert [row.id for row in documents(desk)] == [signed]
    assert state_of(desk, signed) == (DocumentState.CLOSED, CopyState.OWED)


def test_saved_it_is_kept_as_it_left(desk, action, notice, tmp_path):
    target = tmp_path / "avis.pdf"
    document = save_letter(desk, action, notice, target)
    assert target.read_bytes() == preview(desk, document)
    assert state_of(desk, document) == (DocumentState.CLOSED, CopyState.GIVEN)
    again = save_letter(desk, action, notice, target)
    assert again != document, "a later one is another revision"
    assert desk.read(lambda link: document_row(link, again)).revision == 2


def test_what_cant_be_written_is_not_sealed_either(desk, action, notice, tmp_path):
    refusal = refusal_of(lambda: save_letter(desk, action, notice, tmp_path / "absent" / "a.pdf"))
    assert "Impossible d’écrire" in refusal.sentence
    assert documents(desk) == []


def test_an_absence_excused_since_sends_no_notice(desk, action, notice, dossier):
    waits = put_to_print(desk, action, notice)
    excused = AppointmentRecord(presence=Presence.EXCUSED, absence_reason="transport")
    record_appointment(desk, dossier.missed, excused)
    for attempt in (
        lambda: ready_to_leave(desk, [waits]),
        lambda: put_to_print(desk, action, notice),
        lambda: read_letter(desk, action, notice),
    ):
        refusal = refusal_of(attempt)
        assert "25/05/2023 est noté" in refusal.sentence
        assert "Absence justifiée" in refusal.sentence
    assert PERSON in refusal_of(lambda: ready_to_leave(desk, [waits])).sentence
    assert state_of(desk, waits)[0] is DocumentState.DRAFT
    take_back(desk, [waits])
    assert documents(desk) == []


def test_a_letter_that_lacks_something_says_what(desk, action, dossier):
    refusal = refusal_of(
        lambda: put_to_print(desk, action, Wanted("end_of_pathway", dossier.prescription))
    )
    assert "Date de sortie" in refusal.sentence
    assert documents(desk) == []


def test_what_happened_lately_calls_for_its_letters(desk, dossier, fixed_clock):
    found = offers(desk, dossier)
    assert found[NOTICE].due
    assert found[REMINDER].due
    assert not found["invitation"].due
    assert "end_of_pathway" not in found
    assert "host_thanks" not in found, "the immersion is to come"
    put_to_print(desk, desk.actions[0], found[NOTICE].wanted)
    assert not offers(desk, dossier)[NOTICE].due
    fixed_clock.advance(timedelta(days=31))
    later = offers(desk, dossier)
    assert not later[REMINDER].due, "nobody expects it any more"
    assert later["host_thanks"].due, "the immersion is over"


def test_who_left_gets_her_last_letter_and_no_invitation(desk, dossier):
    leave(desk, dossier)
    found = offers(desk, dossier)
    assert found["end_of_pathway"].due
    assert {NOTICE, REMINDER, "invitation"}.isdisjoint(found)


def test_nothing_is_written_to_someone_who_died(desk, dossier, action):
    leave(desk, dossier, "death")
    found = offers(desk, dossier)
    assert not [key for key in found if "{person." in templates(action)[key].to]


def test_how_to_reach_the_coach_is_typed_once(desk, action, reminder):
    assert "Joindre le coach" not in read_letter(desk, action, reminder).text
    waits = put_to_print(desk, action, reminder)
    keep_contact(desk, " 06 11 22 33 44 ")
    assert "Joindre le coach\u00a0: 06 11 22 33 44" in read_letter(desk, action, reminder).text
    assert "06 11 22 33 44" in plain_text(preview(desk, waits)), "a letter that waited says it too"


def test_the_attestation_tells_the_days_that_are_asked_for(desk, action, dossier):
    with desk.store.write() as uow:
        held = uow.session.get(Appointment, dossier.missed)
        held.presence = Presence.ATTENDED
        uow.commit()
    document = open_document(desk, action, "attendance_certificate", dossier.prescription)
    days = {"first_day": "2023-05-09", "last_day": "2023-06-01"}
    assert read_document(desk, document).answers == days, "from the entry to today"
    whole = plain_text(preview(desk, document))
    assert "25/05/2023" in whole
    assert "01/06/2023" in whole
    assert "Heures de présence 2 h 00".replace(" ", "") in whole.replace("\u00a0", "").replace(
        " ", ""
    )
    save_answers(desk, document, {"first_day": "2023-06-01", "last_day": "2023-06-01"})
    day = plain_text(preview(desk, document))
    assert "25/05/2023" not in day
    assert "01/06/2023" in day


def test_the_slip_bears_the_code_of_what_was_signed_on_half_a_sheet(desk, action, dossier):
    document = open_document(
        desk, action, "next_appointment_slip", dossier.prescription, dossier.attended
    )
    facts = read_document(desk, document).facts
    (page,) = pdf_reading.pages(preview(desk, document), desk.store.directory)
    assert (round(page.width), round(page.height)) == (595, 421)
    text = plain_text(preview(desk, document))
    assert str(facts["journal.code"]).replace("\u00a0", " ") in text.replace("\u00a0", " ")
    assert "témoin" in text
    head = read_anchor(str(facts["journal.code"]))
    assert head.seq <= desk.store.head().seq, "verify --anchor takes it as it is printed"


def test_the_code_of_a_signature_on_the_slip_can_be_looked_for_in_the_journal(
    desk, action, dossier
):
    signed = attendance_asked(desk, dossier.attended).commit(desk, drawn(scrawl(5)))
    slip = open_document(
        desk, action, "next_appointment_slip", dossier.prescription, dossier.attended
    )
    told = read_anchor(str(read_document(desk, slip).facts["signature.code"]))
    assert told.seq == signed.entry_seq
    assert told.fits(signed.short_code.lower())


@pytest.mark.parametrize(
    "kind",
    ["contract", "simple_contract", "information", "prescription_return", "attendance_certificate"],
)
def test_what_each_signer_reads_is_written_for_her(action, kind):
    consents = templates(action)[kind].consents
    assert set(consents) == set(templates(action)[kind].signers)
    assert len(set(consents.values())) == len(consents)
    for text in consents.values():
        assert "{" not in text, "it stands as it is, on the pad and above the frame"
    if Role.PARTICIPANT in consents:
        said = consents[Role.PARTICIPANT]
        assert "refuser" in said or "ne pas signer" in said
        assert max(len(sentence) for sentence in said.split(". ")) < 150


def test_the_return_says_what_became_of_who_did_not_enter(desk, action, dossier):
    with desk.store.write() as uow:
        kept = uow.session.get(Prescription, dossier.prescription)
        kept.outcome, kept.decision_reason = "redirected", "Projet de formation longue"
        kept.decided_on = date(2023, 5, 12)
        uow.commit()
    document = open_document(desk, action, "prescription_return", dossier.prescription)
    text = plain_text(preview(desk, document)).replace("\u00a0", " ")
    for said in ("Réorienté", "Projet de formation longue", "12 mai 2023", "Mme Référente"):
        assert said in text
