"""What changed between the boîte d'envoi and the connection: who receives it, how, or the paper."""

import pytest
from sqlalchemy import select

from coachdesk.domain.deliveries import DeliveryState
from coachdesk.models import Document, Participant
from coachdesk.services.directory.recipients import Takes, remove_recipient
from coachdesk.services.document_rows import void_document
from coachdesk.services.documents.drafting import save_answers
from coachdesk.services.outbox.again import send_again
from coachdesk.services.outbox.papers import send_paper
from coachdesk.services.outbox.sending import send_due
from support.documents import answers_to, open_paper, sign_by_all
from support.far_ends import far_end
from support.outbox import line, queue_small, recipient


@pytest.fixture
def key(tmp_path):
    with far_end("folder", tmp_path / "dossier") as end:
        yield end


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


def test_nothing_more_leaves_for_a_recipient_that_was_removed(desk, key):
    made = recipient(desk, key.facts())
    (delivery,) = queue_small(desk, [b"un envoi"])
    remove_recipient(desk, made)
    assert send_due(desk).handed == 0
    assert key.arrived() == {}
    told = line(desk, delivery)
    assert (told.state, told.next_try) == (DeliveryState.FAILED, None)
    assert "retiré" in told.trouble


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
