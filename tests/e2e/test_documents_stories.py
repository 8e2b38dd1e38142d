"""Whatever is done with a contract, in any order: its rows, bytes and states tell one story."""

from contextlib import suppress
from dataclasses import replace
from datetime import date
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coachdesk.core.errors import UserError
from coachdesk.domain.papers import Role, SigningOutcome
from coachdesk.services.acts import undo_act
from coachdesk.services.contracts import ContractTerms, prepare_contract
from coachdesk.services.documents.drafting import give_up, read_document, renew, save_answers
from coachdesk.services.documents.paper_bridge import signed_on_paper
from support.document_story import disagreements
from support.documents import DAY, make_dossier, open_paper, refuse_document, sign_document
from support.signing_desk import make_empty_desk, reopen

TERMS = ContractTerms(
    date(2023, 5, 9), date(2023, 11, 8), 900, None, "Venir.", "Recevoir.", "Passer le permis"
)
NUMBERS, SEEDS = count(1), count(1)

roles = st.sampled_from([Role.PARTICIPANT, Role.COACH])
others = st.sampled_from([SigningOutcome.REFUSED, SigningOutcome.UNABLE, SigningOutcome.DISAGREES])
acts = st.one_of(
    st.tuples(st.just("sign"), roles),
    st.tuples(st.just("refuse"), roles, others),
    st.tuples(st.just("edit"), st.sampled_from(["weekly", "fortnightly", "monthly"])),
    st.tuples(st.just("terms"), st.sampled_from(["Passer le permis", "Refaire le CV"])),
    st.tuples(st.sampled_from(["renew", "give up", "paper", "undo"])),
)


class Contract:
    """A contract and the latest document of it."""

    def __init__(self, desk):
        self.desk = desk
        self.dossier = make_dossier(desk, f"23-{next(NUMBERS):03}")
        self.open()

    def open(self):
        self.document = open_paper(self.desk, self.dossier, "contract")

    def sign(self, role):
        sign_document(self.desk, self.document, role, seed=next(SEEDS))

    def refuse(self, role, outcome):
        refuse_document(self.desk, self.document, role, outcome)

    def edit(self, intensity):
        given = read_document(self.desk, self.document).answers
        answers = {**given, "intensity": intensity}
        self.document = save_answers(self.desk, self.document, answers)

    def terms(self, plan):
        prepare_contract(self.desk, self.dossier.prescription, replace(TERMS, action_plan=plan))
        self.open()

    def renew(self):
        self.document = renew(self.desk, self.document)

    def give_up(self):
        give_up(self.desk, self.document, "La personne n’en veut plus.")
        self.open()

    def paper(self):
        signed_on_paper(self.desk, self.document, DAY)

    def undo(self):
        undo_act(self.desk)
        self.open()


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    directory = tmp_path_factory.mktemp("stories") / "magasin"
    make_empty_desk(directory)
    opened = reopen(directory)
    yield opened
    opened.close()


@settings(max_examples=25)
@given(done=st.lists(acts, min_size=1, max_size=8))
def test_a_contract_tells_one_story_whatever_is_done_with_it(desk, done):
    contract = Contract(desk)
    for name, *said in done:
        with suppress(UserError):  # refused in words, and then nothing of it is there
            getattr(contract, name.replace(" ", "_"))(*said)
        assert not disagreements(desk), (name, said)
    assert desk.store.verify(desk.identity.certificate.public_key).fault is None
