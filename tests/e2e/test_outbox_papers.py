"""Papers that leave: who gets which, when, encrypted or in clear, and what is refused in words."""

from email.message import Message
from itertools import islice

import pytest
from sqlalchemy import select

from coachdesk.core.ids import new_id
from coachdesk.domain.deliveries import DeliveryKind, DeliveryState
from coachdesk.domain.papers import CopyState, Role
from coachdesk.models import CaseManager, Document, Participant
from coachdesk.queries.documents import document_row, latest_bytes
from coachdesk.services.actions.profile import offer_text, profile_text, replace_profile
from coachdesk.services.directory.channels import ChannelFacts, save_channel
from coachdesk.services.directory.recipients import Takes
from coachdesk.services.document_rows import void_document
from coachdesk.services.documents.copies import set_copy
from coachdesk.services.documents.drafting import read_document, save_answers
from coachdesk.services.documents.letters import NOTICE, Wanted, put_to_print
from coachdesk.services.documents.office_printing import ready_to_leave
from coachdesk.services.outbox.papers import send_paper
from coachdesk.services.outbox.sending import send_due
from support.documents import answers_to, open_paper, sign_by_all, sign_document
from support.far_ends import far_end, small_files
from support.outbox import line, lines, queue_small, recipient, steps
from support.pdf_tools import run
from support.stores import refusal_of

REFERENT = "Mme Référente"


@pytest.fixture
def mail(tmp_path):
    with far_end("mail", tmp_path / "courriel") as end:
        yield end


@pytest.fixture
def key(tmp_path):
    with far_end("folder", tmp_path / "dossier") as end:
        yield end


@pytest.fixture(scope="module")
def rsa(tmp_path_factory):
    """A recipient's key and its certificate."""
    return certificate(tmp_path_factory.mktemp("rsa"), "rsa:2048")


def certificate(folder, *kind):
    made = run("openssl", "req", "-x509", "-newkey", *kind, "-nodes", "-subj", "/CN=Dep",
               "-keyout", folder / "dep.key", "-out", folder / "dep.pem")  # fmt: skip
    assert made.returncode == 0, made.stderr
    return folder / "dep.key", folder / "dep.pem"


def opened(folder, data, key, pem):
    wrapped, out = folder / "a.p7m", folder / "a"
    wrapped.write_bytes(data)
    done = run("openssl", "cms", "-decrypt", "-binary", "-inform", "DER", "-in", wrapped,
               "-inkey", key, "-recip", pem, "-out", out)  # fmt: skip
    assert done.returncode == 0, done.stderr
    return out.read_bytes()


def let_leave(desk, *sorts):
    """Have the profile let these leave by themselves."""
    action = desk.actions[0]
    text = desk.read(lambda link: profile_text(link, action.id))
    for sort in sorts:
        text = text.replace(f'{sort} = "asked"', f'{sort} = "automatic"')
    replace_profile(desk, action, offer_text(desk, action, text))


def case_manager(desk, **facts):
    with desk.store.write() as uow:
        uow.session.add(
            CaseManager(
                id=new_id(), name=REFERENT, organisation=None, phone=None,
                email="referente@departement.example", **facts,
            )
        )  # fmt: skip
        uow.commit()


def notice_leaves(desk, dossier):
    document = put_to_print(
        desk, desk.actions[0], Wanted(NOTICE, dossier.prescription, dossier.missed)
    )
    assert lines(desk) == {}, "a draft does not leave"
    ready_to_leave(desk, [document])
    return document


def sealed_bytes(desk, document):
    return desk.read(lambda link: latest_bytes(link, document))


def test_for_a_certificate_what_leaves_is_opened_by_its_key_only(desk, key, rsa, tmp_path):
    secret, pem = rsa
    recipient(desk, ChannelFacts(key.facts().url, certificate=pem.read_text()))
    (delivery,) = queue_small(desk, islice(small_files(7), 1))
    kept = line(desk, delivery)
    assert kept.encrypted
    assert kept.filename.endswith(".zip.p7m")
    send_due(desk)
    (data,) = key.arrived()[kept.filename]
    assert opened(tmp_path, data, secret, pem) == next(small_files(7))


def test_a_certificate_that_cannot_encrypt_is_refused_in_words(desk, key, tmp_path):
    _, pem = certificate(tmp_path, "ec", "-pkeyopt", "ec_paramgen_curve:P-256")
    made = recipient(desk, key.facts())
    refusal = refusal_of(
        lambda: save_channel(desk, made, ChannelFacts(key.facts().url, certificate=pem.read_text()))
    )
    assert "RSA" in str(refusal)


def test_a_mail_in_clear_is_refused_unless_the_mailbox_is_safe(desk, mail):
    facts = mail.facts()
    made = recipient(desk, ChannelFacts(facts.url, facts.secret, authority=facts.authority))
    (delivery,) = queue_small(desk, [b"des noms"])
    send_due(desk)
    refused = line(desk, delivery)
    assert (refused.state, refused.next_try) == (DeliveryState.FAILED, None)
    assert "en clair" in refused.trouble
    assert mail.arrived() == {}
    save_channel(desk, made, facts)
    assert send_due(desk, only=[delivery]).handed == 1


def test_a_paper_leaves_by_itself_only_where_the_profile_says_so(desk, dossier, key):
    recipient(desk, key.facts(), takes=[Takes.NOTICES])
    document = notice_leaves(desk, dossier)
    assert lines(desk) == {}
    (delivery,) = send_paper(desk, document)
    assert send_paper(desk, document) == (), "queued already"
    kept = line(desk, delivery)
    assert (kept.kind, kept.subject) == (DeliveryKind.NOTICE, "Avis d’absence")
    send_due(desk)
    assert key.arrived() == {kept.filename: [sealed_bytes(desk, document)]}
    assert "ARTAGNAN" not in kept.filename


def test_a_notice_leaves_as_it_is_printed_for_all_that_take_it(desk, dossier, key, mail):
    let_leave(desk, "notices")
    recipient(desk, key.facts(), takes=[Takes.NOTICES])
    recipient(desk, key.facts(), "Direction", takes=[Takes.RETURNS])
    facts = mail.facts()
    recipient(desk, ChannelFacts(facts.url.split("?")[0], facts.secret, authority=facts.authority),
              "Messagerie", takes=[Takes.COPIES])  # fmt: skip
    case_manager(desk, clear_allowed=True)
    document = notice_leaves(desk, dossier)
    who = {(each.recipient, each.addressee) for each in lines(desk).values()}
    assert who == {
        ("Conseil départemental", "Conseil départemental"), ("Messagerie", REFERENT)
    }  # fmt: skip
    assert send_due(desk).handed == 2
    (message,) = mail.server.messages
    assert message["To"] == "referente@departement.example"
    assert attached(message) == sealed_bytes(desk, document)


def attached(message: Message) -> bytes:
    return next(
        part.get_payload(decode=True) for part in message.walk() if part.get_filename() is not None
    )


def test_a_case_manager_whose_mailbox_is_not_safe_gets_it_encrypted_or_not_at_all(
    desk, dossier, mail, rsa, tmp_path
):
    let_leave(desk, "notices")
    recipient(desk, mail.facts(), "Messagerie", takes=[Takes.COPIES])
    case_manager(desk)
    notice_leaves(desk, dossier)
    assert lines(desk) == {}, "the carrier that is safe for its own mailbox is not for his"
    secret, pem = rsa
    with desk.store.write() as uow:
        (kept,) = uow.session.scalars(select(CaseManager))
        kept.certificate = pem.read_text()
        uow.commit()
    (document,) = desk.read(lambda link: link.execute(select(Document.id)).scalars().all())
    (delivery,) = send_paper(desk, document)
    assert line(desk, delivery).encrypted
    send_due(desk)
    (message,) = mail.server.messages
    assert opened(tmp_path, attached(message), secret, pem) == sealed_bytes(desk, document)
    assert "openssl cms -decrypt" in message.get_payload()[0].get_payload(decode=True).decode()


def test_a_mailbox_that_is_safe_no_more_gets_nothing_more(desk, dossier, mail):
    let_leave(desk, "notices")
    recipient(desk, mail.facts(), "Messagerie", takes=[Takes.COPIES])
    case_manager(desk, clear_allowed=True)
    notice_leaves(desk, dossier)
    with desk.store.write() as uow:
        (kept,) = uow.session.scalars(select(CaseManager))
        kept.clear_allowed = False
        uow.commit()
    assert send_due(desk).troubled == 1
    assert mail.arrived() == {}


def review(desk, dossier):
    document = open_paper(desk, dossier, "final_review")
    save_answers(desk, document, answers_to(desk, "final_review"))
    return document


def test_a_bilan_leaves_with_its_last_signature(desk, dossier, key):
    let_leave(desk, "reviews")
    recipient(desk, key.facts(), takes=[Takes.REVIEWS])
    document = review(desk, dossier)
    sign_document(desk, document, Role.PARTICIPANT)
    assert lines(desk) == {}
    sign_by_all_left(desk, document)
    ((delivery, kept),) = lines(desk).items()
    assert kept.kind is DeliveryKind.REVIEW
    send_due(desk)
    assert key.arrived()[kept.filename] == [sealed_bytes(desk, document)]
    with desk.store.write() as uow:
        void_document(desk, uow, uow.session.get_one(Document, document), "essai")
        uow.commit()
    assert line(desk, delivery).state is DeliveryState.HANDED_OVER, "what left stays told"


def sign_by_all_left(desk, document):
    kept = desk.read(lambda link: document_row(link, document))
    for role in kept.missing:
        sign_document(desk, document, role)


def test_a_change_of_what_leaves_is_told_before_the_profile_takes_its_place(desk):
    action = desk.actions[0]
    text = desk.read(lambda link: profile_text(link, action.id))
    offer = offer_text(desk, action, text.replace('returns = "asked"', 'returns = "automatic"'))
    assert offer.changes == ("Retours de prescription\u00a0: partent d’eux-mêmes",)


def test_a_paper_that_is_void_before_it_left_does_not_leave(desk, dossier, key):
    let_leave(desk, "reviews")
    recipient(desk, key.facts(), takes=[Takes.REVIEWS])
    document = review(desk, dossier)
    sign_by_all(desk, document)
    ((delivery, _),) = lines(desk).items()
    with desk.store.write() as uow:
        void_document(desk, uow, uow.session.get_one(Document, document), "essai")
        uow.commit()
    assert line(desk, delivery).state is DeliveryState.WITHDRAWN
    assert send_due(desk).handed == 0


def test_by_mail_at_the_next_connection_is_in_the_outbox_and_given_once_it_left(
    desk, dossier, mail
):
    document = review(desk, dossier)

    def by_mail():
        set_copy(desk, document, CopyState.TO_EMAIL)

    def copy():
        return desk.read(lambda link: document_row(link, document)).copy

    sign_by_all(desk, document)
    assert "adresse de courriel" in str(refusal_of(by_mail)), "it would promise what it can't"
    with desk.store.write() as uow:
        (person,) = uow.session.scalars(select(Participant))
        person.email = "lea@exemple.fr"
        uow.commit()
    assert "Aucun serveur" in str(refusal_of(by_mail))
    recipient(desk, mail.facts(), "Messagerie", takes=[Takes.COPIES])
    by_mail()
    assert read_document(desk, document).copy_words.endswith("à la prochaine connexion")
    set_copy(desk, document, CopyState.TO_PRINT)
    ((delivery, kept),) = lines(desk).items()
    assert kept.state is DeliveryState.WITHDRAWN
    assert "autrement" in steps(desk, delivery)[-1].words
    by_mail()
    assert copy() is CopyState.TO_EMAIL
    (again,) = lines(desk).keys() - {delivery}
    assert "en clair" in steps(desk, again)[0].words
    assert send_due(desk).handed == 1
    assert copy() is CopyState.GIVEN
    (message,) = mail.server.messages
    assert message["To"] == "lea@exemple.fr"
    assert attached(message) == sealed_bytes(desk, document)
    text = message.get_payload()[0].get_payload(decode=True).decode()
    assert "ARTAGNAN" not in text + message["Subject"]


def test_a_letter_by_mail_leaves_for_those_who_take_it(desk, dossier, key):
    document = notice_leaves(desk, dossier)
    assert refusal_of(lambda: set_copy(desk, document, CopyState.TO_EMAIL)) is not None
    recipient(desk, key.facts(), takes=[Takes.NOTICES])
    set_copy(desk, document, CopyState.TO_EMAIL)
    assert send_due(desk).handed == 1
    assert len(key.arrived()) == 1


def test_what_is_for_nobody_else_is_not_sent(desk, dossier, key):
    recipient(desk, key.facts(), takes=[Takes.REVIEWS])
    document = put_to_print(
        desk, desk.actions[0], Wanted(NOTICE, dossier.prescription, dossier.missed)
    )
    assert "pas encore établi" in str(refusal_of(lambda: send_paper(desk, document)))
    ready_to_leave(desk, [document])
    assert "Aucun destinataire" in str(refusal_of(lambda: send_paper(desk, document)))
