"""What changed between the boîte d'envoi and the connection: who receives it, how, or the paper."""

import socket
from contextlib import suppress

import pytest
from sqlalchemy import select

from coachdesk.core.french import quoted
from coachdesk.domain.deliveries import DeliveryKind, DeliveryState
from coachdesk.domain.papers import CopyState
from coachdesk.models import Document, Participant
from coachdesk.queries.documents import document_row
from coachdesk.services.directory.channels import ChannelFacts, save_channel
from coachdesk.services.directory.recipients import Takes, remove_recipient
from coachdesk.services.document_rows import void_document
from coachdesk.services.documents.copies import set_copy
from coachdesk.services.documents.drafting import save_answers
from coachdesk.services.outbox.again import note_receipt, send_again, settle, withdraw
from coachdesk.services.outbox.looking import that_could_leave
from coachdesk.services.outbox.papers import send_paper
from coachdesk.services.outbox.sending import send_due
from support.documents import answers_to, open_paper, sign_by_all
from support.far_ends import far_end
from support.outbox import line, lines, queue_small, recipient, steps
from support.pdf_tools import run
from support.stores import refusal_of


@pytest.fixture
def mail(tmp_path):
    with far_end("mail", tmp_path / "courriel") as end:
        yield end


@pytest.fixture
def key(tmp_path):
    with far_end("folder", tmp_path / "dossier") as end:
        yield end


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """Of a recipient, PEM."""
    folder = tmp_path_factory.mktemp("rsa")
    made = run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=Dep",
               "-keyout", folder / "dep.key", "-out", folder / "dep.pem")  # fmt: skip
    assert made.returncode == 0, made.stderr
    return (folder / "dep.pem").read_text()


@pytest.fixture
def review(desk, dossier):
    """A bilan that everyone signed, of someone who has a mailbox."""
    with desk.store.write() as uow:
        (person,) = uow.session.scalars(select(Participant))
        person.email = "lea@exemple.fr"
        uow.commit()
    document = open_paper(desk, dossier, "final_review")
    save_answers(desk, document, answers_to(desk, "final_review"))
    sign_by_all(desk, document)
    return document


def no_way(desk, recipient_id):
    save_channel(desk, recipient_id, ChannelFacts(""))


def copy_of(desk, document):
    return desk.read(lambda link: document_row(link, document)).copy


def of_kind(desk, kind):
    (found,) = (each for each in lines(desk).values() if each.kind is kind)
    return found


def test_nothing_more_leaves_for_a_recipient_that_was_removed(desk, key):
    made = recipient(desk, key.facts())
    (delivery,) = queue_small(desk, [b"un envoi"])
    remove_recipient(desk, made)
    assert send_due(desk).handed == 0
    assert key.arrived() == {}
    told = line(desk, delivery)
    assert (told.state, told.next_try) == (DeliveryState.FAILED, None)
    assert "retiré" in told.trouble


@pytest.mark.parametrize("gone", [remove_recipient, no_way], ids=["removed", "no way"])
def test_whom_nothing_is_sent_to_any_more_is_not_called_and_nothing_waits_for_ever(desk, gone):
    called = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        url = f"sftp://odile@127.0.0.1:{server.getsockname()[1]}/recus"
        made = recipient(desk, ChannelFacts(url, "secret", "SHA256:abc"))
        (delivery,) = queue_small(desk, [b"un envoi"])
        gone(desk, made)
        ready = that_could_leave(desk, lambda: False)
        send_due(desk, only=ready)
        with suppress(TimeoutError):
            called.append(server.accept())
    assert (ready, called) == ((delivery,), [])
    assert line(desk, delivery).needs_repair


def test_a_paper_that_is_void_leaves_by_no_way_back(desk, key, review):
    recipient(desk, key.facts(), takes=[Takes.REVIEWS])
    (delivery,) = send_paper(desk, review)
    with desk.store.write() as uow:
        void_document(desk, uow, uow.session.get_one(Document, review), "essai")
        uow.commit()
    send_again(desk, delivery)
    assert send_due(desk).handed == 0
    assert key.arrived() == {}
    assert "annulé" in line(desk, delivery).trouble


def test_a_paper_that_is_void_is_not_settled_into_leaving(desk, key, review):
    recipient(desk, key.facts(), takes=[Takes.REVIEWS])
    (delivery,) = send_paper(desk, review)
    (key.folder / line(desk, delivery).filename).write_bytes(b"un autre")
    send_due(desk)
    assert line(desk, delivery).state is DeliveryState.CONFLICT
    with desk.store.write() as uow:
        void_document(desk, uow, uow.session.get_one(Document, review), "essai")
        uow.commit()
    assert line(desk, delivery).state is DeliveryState.WITHDRAWN


def test_the_copy_of_a_person_is_given_by_her_mail_only(desk, key, mail, review):
    recipient(desk, key.facts(), takes=[Takes.REVIEWS])
    recipient(desk, mail.facts(), "Messagerie", takes=[Takes.COPIES])
    set_copy(desk, review, CopyState.TO_EMAIL)
    (bilan,) = send_paper(desk, review)
    send_due(desk, only=[bilan])
    assert copy_of(desk, review) is CopyState.TO_EMAIL, "hers has not left"
    send_due(desk)
    assert copy_of(desk, review) is CopyState.GIVEN


def test_a_copy_given_otherwise_leaves_the_bilan_of_a_recipient_on_its_way(desk, key, mail, review):
    recipient(desk, key.facts(), takes=[Takes.REVIEWS])
    recipient(desk, mail.facts(), "Messagerie", takes=[Takes.COPIES])
    set_copy(desk, review, CopyState.TO_EMAIL)
    send_paper(desk, review)
    set_copy(desk, review, CopyState.TO_PRINT)
    assert of_kind(desk, DeliveryKind.COPY).state is DeliveryState.WITHDRAWN
    assert of_kind(desk, DeliveryKind.REVIEW).state is DeliveryState.QUEUED


def test_a_copy_that_left_is_not_promised_once_more_for_nothing(desk, mail, review):
    recipient(desk, mail.facts(), "Messagerie", takes=[Takes.COPIES])
    set_copy(desk, review, CopyState.TO_EMAIL)
    set_copy(desk, review, CopyState.TO_EMAIL)
    send_due(desk)
    refusal = refusal_of(lambda: set_copy(desk, review, CopyState.TO_EMAIL))
    assert "déjà partie" in str(refusal)
    assert copy_of(desk, review) is CopyState.GIVEN
    send_again(desk, of_kind(desk, DeliveryKind.COPY).id)
    assert send_due(desk).handed == 1


def test_a_mail_nobody_knew_of_and_acknowledged_by_phone_gave_the_copy(desk, mail, review):
    recipient(desk, mail.facts(), "Messagerie", takes=[Takes.COPIES])
    set_copy(desk, review, CopyState.TO_EMAIL)
    mail.server.answers["data"] = "rien"
    send_due(desk)
    sent = of_kind(desk, DeliveryKind.COPY)
    assert sent.state is DeliveryState.TO_CHECK
    note_receipt(desk, sent.id, "Léa")
    assert of_kind(desk, DeliveryKind.COPY).handed_at is not None
    assert copy_of(desk, review) is CopyState.GIVEN


def test_what_arrived_by_a_word_is_in_the_journal_of_what_left(desk, mail):
    recipient(desk, mail.facts())
    said, phoned = queue_small(desk, [b"un", b"deux"])
    mail.server.answers["data"] = "rien"
    send_due(desk)

    def left():
        return desk.read(
            lambda link: link.exec_driver_sql(
                "SELECT count(*) FROM journal_entry WHERE kind = 'export'"
            ).scalar_one()
        )

    assert left() == 0
    settle(desk, said, arrived=True)
    note_receipt(desk, phoned, "Mme Roy")
    assert left() == 2
    note_receipt(desk, said, "Mme Roy")
    assert left() == 2, "it left once"


def test_a_copy_taken_out_of_the_outbox_is_owed_again(desk, mail, review):
    recipient(desk, mail.facts(), "Messagerie", takes=[Takes.COPIES])
    set_copy(desk, review, CopyState.TO_EMAIL)
    copy = of_kind(desk, DeliveryKind.COPY).id
    withdraw(desk, copy, "adresse fausse")
    assert copy_of(desk, review) is CopyState.OWED, "nothing will leave"
    send_again(desk, copy)
    assert copy_of(desk, review) is CopyState.TO_EMAIL
    send_due(desk)
    assert copy_of(desk, review) is CopyState.GIVEN


def test_given_its_certificate_what_waited_in_clear_leaves_encrypted(desk, mail, certificate):
    facts = mail.facts()
    unsafe = ChannelFacts(facts.url, facts.secret, authority=facts.authority)
    made = recipient(desk, unsafe)
    (clear,) = queue_small(desk, [b"des noms"])
    assert send_due(desk).troubled == 1
    known = ChannelFacts(facts.url, authority=facts.authority, certificate=certificate)
    save_channel(desk, made, known)
    assert send_due(desk, only=[clear]).handed == 1
    (message,) = mail.server.messages
    assert b"des noms" not in message.as_bytes()
    (left,) = (each for each in lines(desk).values() if each.id != clear)
    assert (left.state, left.encrypted) == (DeliveryState.HANDED_OVER, True)
    assert line(desk, clear).state is DeliveryState.WITHDRAWN
    assert "chiffré" in steps(desk, clear)[-1].words
    assert send_due(desk).handed == 0


def test_damaged_since_it_is_not_wrapped_and_says_so(desk, key, certificate):
    made = recipient(desk, key.facts())
    damaged, sound = queue_small(desk, [b"abime", b"intact"])
    with desk.store.write() as uow:
        uow.session.connection().exec_driver_sql("DROP TRIGGER package_unchanged")
        uow.session.connection().exec_driver_sql(
            "UPDATE package SET data = x'00' WHERE data = ?", (b"abime",)
        )
        uow.commit()
    save_channel(desk, made, ChannelFacts(key.facts().url, certificate=certificate))
    assert send_due(desk).handed == 1
    assert "abîmé" in line(desk, damaged).trouble
    assert line(desk, sound).state is DeliveryState.WITHDRAWN
    assert [name[-4:] for name in key.arrived()] == [".p7m"]


@pytest.mark.parametrize(
    ("deeds", "state"),
    [
        ((send_due,), "remis, sans accusé de réception"),
        ((lambda desk: withdraw(desk, *lines(desk), "erreur"),), "retiré"),
        ((), "en attente"),
    ],
)
def test_what_can_not_be_settled_is_told_in_french(desk, key, deeds, state):
    recipient(desk, key.facts())
    (delivery,) = queue_small(desk, [b"un envoi"])
    for deed in deeds:
        deed(desk)
    refusal = refusal_of(lambda: settle(desk, delivery, arrived=True))
    assert refusal.sentence == f"L’état de cette remise est {quoted(state)}."
