"""From its page, a paper leaves for its recipients by one press; what keeps it from it is said."""

import pytest

from coachdesk.domain.papers import DocumentState
from coachdesk.services.directory.recipients import Takes
from coachdesk.services.documents.drafting import open_document, save_answers
from coachdesk.services.outbox.sending import send_due
from coachdesk.services.targets import Screen, Target
from support.documents import answers_to, sign_by_all
from support.far_ends import far_end
from support.lived import WORKED_WITH
from support.outbox import lines, recipient


@pytest.fixture
def key(tmp_path):
    with far_end("folder", tmp_path / "cle") as end:
        yield end


def test_a_bilan_leaves_by_one_press(window, key):
    desk = window.desk
    dossier = window.person(WORKED_WITH).prescription_id
    document = open_document(desk, desk.actions[0], "interim_review", dossier, None)
    save_answers(desk, document, answers_to(desk, "interim_review"))
    window.space.go(Target(Screen.PAPER, dossier, document_id=document))
    page = window.space.paper
    window.until(lambda: page.view is not None and page.view.id == document)
    assert page.side.send.isHidden(), "a draft does not leave"
    sign_by_all(desk, document)
    page.refresh()
    window.until(lambda: page.view is not None and page.view.state is DocumentState.CLOSED)
    window.until(page.side.send.isVisible)
    page.side.send.click()
    window.until(lambda: window.waiting() == 0)
    assert not lines(desk), "nobody takes it: that is said, and nothing waits"
    recipient(desk, key.facts(), takes=[Takes.REVIEWS])
    page.side.send.click()
    window.until(lambda: len(lines(desk)) == 1)
    window.until(lambda: window.waiting() == 0)
    assert send_due(desk).handed == 1
    assert len(key.arrived()) == 1
