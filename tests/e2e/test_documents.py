"""A paper is opened filled in, changed, looked at, begun again, given up: before anyone signs."""

from datetime import date

import pytest
from sqlalchemy import select

from coachdesk.core.errors import UserError
from coachdesk.domain.papers import DocumentState, Role
from coachdesk.models import Document, EngagementContract, JournalEntry, Participant
from coachdesk.services.acts import act, undo_act
from coachdesk.services.contracts import ContractTerms, prepare_contract
from coachdesk.services.documents.drafting import (
    give_up,
    offered,
    open_document,
    preview,
    read_document,
    renew,
    save_answers,
)
from support.documents import (
    PERSON,
    open_paper,
    plain_text,
    sign_by_all,
    sign_document,
)
from support.stores import refusal_of

TERMS = ContractTerms(
    date(2023, 5, 9), date(2023, 11, 8), 900, None, "Venir.", "Recevoir.", "Passer le permis"
)


def offers(desk, dossier):
    found = desk.read(lambda link: offered(link, desk.actions[0], dossier.prescription))
    return {offer.template.key: offer for offer in found}


def documents(desk):
    return desk.read(lambda link: link.execute(select(Document.id)).all())


def test_a_paper_opens_filled_in_with_what_is_known(desk, dossier):
    opened = open_document(desk, desk.actions[0], "contract", dossier.prescription)
    view = read_document(desk, opened)
    assert view.subject_id == dossier.contract
    assert view.answers["intensity"] == "weekly", "as the paper proposes"
    assert view.facts["contract.ends"] == "8\u00a0novembre\u00a02023"
    assert view.missing == ()
    assert [signer.who for signer in view.signers] == [PERSON, desk.coach.name]
    text = plain_text(preview(desk, opened))
    assert "Contrat d’engagement" in text
    assert "29 février 1984" in text.replace("\u00a0", " ")
    assert "{" not in text, "nothing is left to be filled in by the program"


def test_the_same_paper_is_not_begun_twice(desk, dossier):
    first = open_paper(desk, dossier, "information")
    assert open_paper(desk, dossier, "information") == first
    assert len(documents(desk)) == 1


def test_what_is_filled_in_is_kept_and_undone(desk, dossier):
    opened = open_document(desk, desk.actions[0], "prescription_return", dossier.prescription)
    assert save_answers(desk, opened, {"remark": "  À revoir.  ", "unknown": "x"}) == opened
    assert read_document(desk, opened).answers == {"remark": "À revoir."}
    assert "À revoir." in plain_text(preview(desk, opened))
    seen = preview(desk, opened, {"remark": "Autre chose."})
    assert "Autre chose." in plain_text(seen)
    undo_act(desk)
    assert read_document(desk, opened).answers == {}
    undo_act(desk)
    assert not documents(desk), "the draft itself"


def test_a_paper_says_what_it_lacks_and_is_not_signed_without(desk, dossier):
    with act(desk, "effacer") as uow:
        contract = uow.session.get(EngagementContract, dossier.contract)
        contract.action_plan = None
        uow.commit()
    opened = open_document(desk, desk.actions[0], "contract", dossier.prescription)
    assert read_document(desk, opened).missing == ("Plan d’action",)
    refused = refusal_of(lambda: sign_document(desk, opened, Role.PARTICIPANT))
    assert "Plan d’action" in refused.sentence


def test_a_draft_follows_the_facts_and_a_signed_document_does_not(desk, dossier):
    opened = open_paper(desk, dossier, "contract")
    rename(desk, "DUPONT")
    assert "DUPONT" in plain_text(preview(desk, opened))
    sign_document(desk, opened, Role.PARTICIPANT)
    rename(desk, "MARTIN")
    text = plain_text(preview(desk, opened))
    assert "DUPONT" in text
    assert "MARTIN" not in text


def rename(desk, name):
    with act(desk, "nom") as uow:
        uow.session.scalar(select(Participant)).last_name = name
        uow.commit()


def test_a_changed_text_voids_the_signatures_and_says_so(desk, dossier):
    opened = open_paper(desk, dossier, "contract")
    sign_document(desk, opened, Role.PARTICIPANT)
    seen = preview(desk, opened)
    next_one = save_answers(desk, opened, {"intensity": "monthly"})
    old, new = read_document(desk, opened), read_document(desk, next_one)
    assert old.state is DocumentState.VOID
    assert old.void_reason == ("Le texte a changé\u00a0: la signature de la personne ne vaut plus.")
    assert preview(desk, opened) == seen, "kept with its bytes"
    assert (new.state, new.revision, new.answers["intensity"]) == (
        DocumentState.DRAFT, 2, "monthly",
    )  # fmt: skip
    assert not any(signer.outcome for signer in new.signers)
    kinds = desk.read(lambda link: link.execute(select(JournalEntry.kind)).scalars().all())
    assert "voided" in kinds
    assert refusal_of(lambda: sign_document(desk, opened, Role.COACH))
    assert "annulées" in refusal_of(lambda: undo_act(desk)).sentence


def test_the_terms_of_a_contract_void_what_was_signed_of_them(desk, dossier):
    opened = open_paper(desk, dossier, "contract")
    sign_document(desk, opened, Role.PARTICIPANT)
    prepare_contract(desk, dossier.prescription, TERMS)
    assert read_document(desk, opened).state is DocumentState.VOID
    again = open_paper(desk, dossier, "contract")
    assert again != opened
    sign_document(desk, again, Role.PARTICIPANT)
    prepare_contract(desk, dossier.prescription, TERMS)
    assert read_document(desk, again).state is DocumentState.OPEN, "the same terms change nothing"


def test_a_signed_contract_is_renewed_by_an_avenant(desk, dossier):
    opened = open_paper(desk, dossier, "contract")
    assert "terminé" in refusal_of(lambda: renew(desk, opened)).sentence
    sign_by_all(desk, opened)
    assert "avenant" in refusal_of(lambda: save_answers(desk, opened, {})).remedy
    assert open_document(desk, desk.actions[0], "contract", dossier.prescription) == opened
    avenant = renew(desk, opened)
    view = read_document(desk, avenant)
    assert (view.revision, view.state) == (2, DocumentState.DRAFT)
    assert view.subject_id != dossier.contract
    assert view.facts["contract.revision"] == "2"
    assert read_document(desk, opened).state is DocumentState.CLOSED, "the first one still stands"
    assert renew(desk, opened) == avenant
    sign_by_all(desk, avenant)
    versions = desk.read(
        lambda link: link.execute(select(EngagementContract.signed_on)).scalars().all()
    )
    assert versions == [date(2023, 6, 1)] * 2


def test_a_draft_is_thrown_away_and_a_begun_document_says_why(desk, dossier):
    draft = open_paper(desk, dossier, "information")
    give_up(desk, draft, "")
    assert not documents(desk)
    undo_act(desk)
    assert read_document(desk, draft).state is DocumentState.DRAFT
    begun = open_paper(desk, dossier, "contract")
    sign_document(desk, begun, Role.COACH)
    assert refusal_of(lambda: give_up(desk, begun, " "))
    give_up(desk, begun, "La personne a déménagé.")
    assert read_document(desk, begun).void_reason == "La personne a déménagé."
    assert refusal_of(lambda: save_answers(desk, begun, {"intensity": "monthly"}))


def test_a_contract_that_is_not_prepared_is_asked_for(desk, dossier):
    with act(desk, "contrat retiré") as uow:
        uow.session.delete(uow.session.get(EngagementContract, dossier.contract))
        uow.commit()
    assert offers(desk, dossier)["contract"].subject_id is None
    with pytest.raises(UserError, match="préparé"):
        open_paper(desk, dossier, "contract")
