"""Pieces in the store: taken once, found again, never in clear, removed for good."""

import shutil
from datetime import date, timedelta
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from sqlalchemy import select

from coachdesk.core.errors import UserError
from coachdesk.domain.attachments import Validity, proposed_kind, validity
from coachdesk.domain.attendance import Presence
from coachdesk.models import Appointment, JournalEntry, Prescription
from coachdesk.queries.attachments import absence_proofs, attachment_file, attachments
from coachdesk.services.absence_proofs import add_absence_proof
from coachdesk.services.acts import undo_act
from coachdesk.services.appointment_record import AppointmentRecord, record_appointment
from coachdesk.services.attachment_files import MOST_BYTES, TakenFile, clean_name, form_of
from coachdesk.services.attachment_pages import open_piece
from coachdesk.services.attachments import (
    add_attachments,
    describe_attachment,
    export_attachment,
    joined,
    ready,
    remove_attachment,
)
from coachdesk.services.profiles import load_profile
from support.signing_desk import DAY, make_desk, reopen
from support.stores import refusal_of


def picture(shade=200, kind="PNG", size=(320, 240)):
    out = BytesIO()
    Image.new("RGB", size, (shade, 80, 60)).save(out, kind)
    return out.getvalue()


def text(name, words):
    return ready(TakenFile(name, words.encode()))


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pieces") / "store"
    make_desk(folder, 2)
    return folder


@pytest.fixture
def desk(template, tmp_path):
    shutil.copytree(template, tmp_path / "store")
    opened = reopen(tmp_path / "store")
    yield opened
    opened.close()


@pytest.fixture
def dossier(desk):
    return desk.read(lambda link: link.execute(select(Prescription.id)).scalar_one())


@pytest.fixture
def held(desk):
    return desk.read(lambda link: link.execute(select(Appointment.id)).scalars().first())


@pytest.fixture(scope="module")
def kinds():
    return load_profile("coaching-emploi")[1].attachment_kinds


def pieces(desk, dossier):
    return desk.read(lambda link: attachments(link, dossier))


def test_a_piece_is_kept_with_the_kind_and_validity_that_its_name_tells(desk, dossier):
    add_attachments(desk, dossier, [text("RSA attestation_2023 (1).txt", "valable")])
    (piece,) = pieces(desk, dossier)
    assert (piece.kind, piece.valid_until) == ("rsa_certificate", date(2023, 9, 1))
    assert piece.size == len("valable")
    assert desk.read(lambda link: attachment_file(link, piece.id)).data == b"valable"


def test_the_bytes_of_a_piece_stand_nowhere_in_clear(desk, dossier, tmp_path):
    words = "Attestation de Mme DURAND, jamais en clair. " * 400
    add_attachments(desk, dossier, [text("attestation.txt", words)])
    photo = ready(TakenFile("IMG_0001.png", picture()))
    add_attachments(desk, dossier, [photo])
    files = [path for path in (tmp_path / "store").rglob("*") if path.is_file()]
    assert files
    for path in files:
        content = path.read_bytes()
        assert b"jamais en clair" not in content, path
        assert photo.data[20:60] not in content, path
        assert b"attestation.txt" not in content, path


def test_the_same_file_is_not_kept_twice_even_shrunk(desk, dossier):
    taken = TakenFile("IMG_0001.jpg", picture(kind="JPEG"))
    add_attachments(desk, dossier, [ready(taken)])
    again = ready(TakenFile("Copie de IMG_0001.jpg", taken.data))
    with pytest.raises(UserError, match="déjà parmi les pièces"):
        add_attachments(desk, dossier, [again])
    add_attachments(desk, dossier, [again, text("cv.txt", "CV")])
    assert [piece.name for piece in pieces(desk, dossier)] == ["cv.txt", "IMG_0001.jpg"]
    assert undo_act(desk).words.startswith("pièce «\u00a0cv.txt\u00a0» d’Yvette DURAND")
    assert len(pieces(desk, dossier)) == 1


def test_adding_and_describing_come_back_by_an_undo(desk, dossier):
    (key,) = add_attachments(desk, dossier, [text("lettre.txt", "x")])
    describe_attachment(
        desk, key, name="CV de mai", kind="cv", valid_until=DAY + timedelta(days=90)
    )
    (piece,) = pieces(desk, dossier)
    assert (piece.name, piece.kind) == ("CV de mai.txt", "cv")
    undo_act(desk)
    (piece,) = pieces(desk, dossier)
    assert (piece.name, piece.kind, piece.valid_until) == ("lettre.txt", "other", None)
    undo_act(desk)
    assert not pieces(desk, dossier)


def test_removing_is_final_and_says_why(desk, dossier):
    (key,) = add_attachments(desk, dossier, [text("lettre.txt", "x")])
    remove_attachment(desk, key)
    assert not pieces(desk, dossier)
    with pytest.raises(UserError, match="que l’empreinte d’un fichier"):
        undo_act(desk)
    with pytest.raises(UserError, match="plus sur la fiche"):
        desk.read(lambda link: attachment_file(link, key))


def test_a_copy_leaves_in_clear_and_the_journal_knows(desk, dossier, tmp_path):
    (key,) = add_attachments(desk, dossier, [text("lettre.txt", "contenu")])
    export_attachment(desk, key, tmp_path / "copie.txt")
    assert (tmp_path / "copie.txt").read_bytes() == b"contenu"
    last = desk.read(
        lambda link: link.execute(
            select(JournalEntry.kind, JournalEntry.entity_id).order_by(JournalEntry.seq.desc())
        ).first()
    )
    assert tuple(last) == ("export", key)


def test_photos_dropped_together_make_one_paper_of_as_many_pages(desk, dossier):
    photos = [TakenFile(f"IMG_{n}.jpg", picture(40 * n, "JPEG")) for n in range(1, 4)]
    (key,) = add_attachments(desk, dossier, [joined(photos)])
    piece = desk.read(lambda link: open_piece(link, key))
    assert (piece.name, piece.pages) == ("IMG_1.pdf", 3)
    reds = [piece.picture(page, 200).data[4 * 200 * 60 + 4 * 100 + 2] for page in range(3)]
    assert reds == sorted(reds)
    assert reds[0] < reds[1] < reds[2], "the pages stand in their order"
    with pytest.raises(UserError, match="déjà"):
        add_attachments(desk, dossier, [joined(photos)])


def test_the_proof_of_an_absence_is_kept_and_told_in_one_act(desk, dossier, held):
    record_appointment(
        desk,
        held,
        AppointmentRecord(Presence.EXCUSED, absence_reason="family", absence_proof="awaited"),
    )
    add_absence_proof(desk, held, [text("convocation.txt", "x")])
    (piece,) = desk.read(lambda link: absence_proofs(link, held))
    assert (piece.kind, piece.proves_on) == ("absence_proof", DAY)
    assert told(desk, held) == ("family", "document")
    assert "justificatif de l’absence d’Yvette DURAND" in undo_act(desk).words
    assert told(desk, held) == ("family", "awaited")
    assert not pieces(desk, dossier)


def told(desk, appointment_id):
    columns = select(Appointment.absence_reason, Appointment.absence_proof)
    return tuple(
        desk.read(lambda link: link.execute(columns.where(Appointment.id == appointment_id)).one())
    )


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("photo.jpg", b"", "est vide"),
        ("cv.docx", b"MZ\x90\x00" + bytes(60), "est un programme"),
        ("lisez.pdf.exe", b"MZ", "est un programme"),
        ("photo.heic", b"\x00\x00\x00\x18ftypheic" + bytes(40), "HEIC"),
        ("macro.docm", b"PK\x03\x04" + bytes(40), "pas d’un format gardé"),
        ("cv.docx", b"pas une archive", "pas d’un format gardé"),
        ("binaire.txt", b"abc\x00def", "pas d’un format gardé"),
        ("scan.pdf", b"%PDF-1.4 coup\xe9", "abîmé ou incomplet"),
        ("gros.pdf", b"%PDF-1.4" + bytes(MOST_BYTES), "dépasse 10\u00a0Mo"),
    ],
)
def test_what_is_not_kept_is_refused_in_one_sentence_with_a_remedy(name, data, said):
    with pytest.raises(UserError) as refusal:
        ready(TakenFile(name, data))
    assert said in refusal.value.sentence
    assert refusal.value.sentence.count(".") <= 1 + name.count(".")
    assert refusal.value.remedy


def test_a_photo_is_known_by_its_content_whatever_its_name():
    kept = ready(TakenFile("document.pdf", picture(kind="JPEG")))
    assert kept.name == "document.jpg"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("CV_Léa-Durand.pdf", "cv"),
        ("titre-de-sejour recto.jpg", "identity"),
        ("permis.jpg", "driving_licence"),
        ("RQTH 2024.pdf", "disability"),
        ("attestation.pdf", None),
        ("attestation CAF.pdf", None),
        ("justificatif absence 12 mai.pdf", "absence_proof"),
        ("IMG_20240115_0910.jpg", None),
        ("contrat de travail.pdf", None),
    ],
)
def test_the_name_of_a_file_tells_its_kind_or_nothing(kinds, name, kind):
    assert proposed_kind(name, kinds) == kind


def test_the_last_day_of_a_validity_still_counts():
    assert validity(DAY, DAY) is Validity.SOON
    assert validity(DAY - timedelta(days=1), DAY) is Validity.OVER
    assert validity(DAY + timedelta(days=31), DAY) is Validity.VALID
    assert validity(None, DAY) is Validity.ENDLESS


@given(st.text(max_size=200), st.sampled_from([None, ".pdf", ".jpg"]))
def test_a_name_given_back_is_a_name_on_every_system(typed, suffix):
    name = clean_name(typed, suffix)
    assert name == clean_name(name, suffix), "a clean name stays"
    assert 0 < len(name) <= 110
    assert not set(name) & set('<>:"/\\|?*\n\r\t')
    assert not name.startswith(".")
    assert name.isprintable()


@given(st.binary(max_size=64), st.text(max_size=12))
def test_any_file_is_judged_or_refused_in_words(data, name):
    refusal_of(lambda: form_of(TakenFile(name, data)))
