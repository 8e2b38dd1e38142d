"""The carnet: référents RSA, partners, recipients; what papers and screens make of them."""

from datetime import date

import pypdfium2
import pytest
from sqlalchemy import select

from coachdesk.core.errors import UserError
from coachdesk.domain.attendance import Presence
from coachdesk.models import CaseManager, Package, Prescription
from coachdesk.queries.card import participant_card
from coachdesk.queries.directory import (
    case_manager_rows,
    case_managers,
    names_written,
    partner_rows,
)
from coachdesk.services.acts import undo_act
from coachdesk.services.attendance import record_presence
from coachdesk.services.closing.use_case import close_month
from coachdesk.services.directory.case_managers import (
    MailSafety,
    keep_written,
    merge_names,
    remove_case_manager,
    same_names,
    save_case_manager,
)
from coachdesk.services.directory.partners import partner_lines, remove_partner, save_partner
from coachdesk.services.directory.recipients import (
    Takes,
    addressees,
    remove_recipient,
    save_recipient,
)
from coachdesk.services.documents.letters import NOTICE, Wanted, read_letter
from coachdesk.sync.zipfmt import unpack

HERS = {"name": "Mme Petit", "organisation": "MDSI", "phone": "0322000000", "email": "p@cd.fr"}


@pytest.fixture
def named(desk):
    """Prescriptions that name three référents in five ways; gives how many name each."""
    ways = ("Mme Petit", "PETIT Marie", "M. Leclercq", "Leclerq", "Mme Kowalski")
    with desk.store.write() as uow:
        dossiers = list(uow.session.scalars(select(Prescription)))
        for place, dossier in enumerate(dossiers):
            dossier.case_manager = ways[place % 5]
        uow.commit()
    return {each.name: each.dossiers for each in desk.read(names_written)}


def test_a_reference_is_kept_cleaned_proposed_and_follows_his_name(desk, action, named):
    kept = save_case_manager(desk, None, {**HERS, "name": " Mme  Petit "})
    (row,) = desk.read(case_manager_rows)
    assert (row.name, row.phone, row.dossiers) == (
        "Mme Petit",
        "03 22 00 00 00",
        named["Mme Petit"],
    )
    save_case_manager(desk, kept, {**HERS, "name": "Mme Marie Petit"})
    (row,) = desk.read(case_manager_rows)
    assert row.dossiers == named["Mme Petit"], "the prescriptions follow"
    proposed = desk.read(lambda link: case_managers(link, action.id))
    assert "Mme Marie Petit" in proposed
    assert "Mme Petit" not in proposed
    undo_act(desk)
    assert {each.name: each.dossiers for each in desk.read(names_written)} == named


@pytest.mark.parametrize(
    "wrong",
    [{"name": " "}, {"phone": "12"}, {"email": "x"}, {"name": "x" * 201}],
    ids=["name", "phone", "email", "long"],
)
def test_what_can_not_be_is_refused_and_nothing_is_kept(desk, wrong):
    with pytest.raises(UserError):
        save_case_manager(desk, None, {**HERS, **wrong})
    assert not desk.read(case_manager_rows)


def test_no_two_of_the_carnet_bear_one_name(desk):
    save_case_manager(desk, None, HERS)
    with pytest.raises(UserError, match="déjà dans le carnet"):
        save_case_manager(desk, None, HERS)
    other = save_case_manager(desk, None, {**HERS, "name": "M. Roy"})
    with pytest.raises(UserError, match="déjà dans le carnet"):
        save_case_manager(desk, other, HERS)
    save_partner(desk, None, {"name": "Garage"}, None)
    with pytest.raises(UserError, match="déjà dans le carnet"):
        save_partner(desk, None, {"name": "Garage"}, None)


def test_names_written_several_ways_are_put_together_on_her_word(desk, named):
    groups = {tuple(each.name for each in group) for group in desk.read(same_names)}
    assert groups == {("PETIT Marie", "Mme Petit"), ("M. Leclercq", "Leclerq")}
    save_case_manager(desk, None, {**HERS, "name": "PETIT Marie"})
    count = merge_names(desk, ("Mme Petit", "PETIT Marie"), "Mme Petit")
    assert count == named["PETIT Marie"]
    written = {each.name: each.dossiers for each in desk.read(names_written)}
    assert written["Mme Petit"] == named["Mme Petit"] + named["PETIT Marie"]
    (row,) = desk.read(case_manager_rows)
    assert (row.name, row.phone) == ("Mme Petit", "03 22 00 00 00"), "what was known is kept"
    undo_act(desk)
    assert {each.name: each.dossiers for each in desk.read(names_written)} == named
    assert keep_written(desk, named) == len(named) - 1
    assert len(desk.read(case_manager_rows)) == len(named)


def test_a_mailbox_that_comes_from_another_name_is_not_safe_unheard(desk, named):
    sure = MailSafety(clear_allowed=True)
    save_case_manager(desk, None, {"name": "Mme Petit"}, sure)
    save_case_manager(desk, None, {**HERS, "name": "PETIT Marie"})
    merge_names(desk, ("PETIT Marie",), "Mme Petit")
    (row,) = desk.read(case_manager_rows)
    assert (row.email, row.clear_allowed) == (HERS["email"], False)


def test_one_taken_out_of_the_carnet_is_still_named_and_comes_back(desk, named):
    kept = save_case_manager(desk, None, HERS)
    remove_case_manager(desk, kept)
    assert not desk.read(case_manager_rows)
    assert {each.name: each.dossiers for each in desk.read(names_written)} == named
    undo_act(desk)
    assert len(desk.read(case_manager_rows)) == 1


def test_the_card_knows_how_he_is_reached_and_a_thousand_of_them_cost_one_read(
    desk, action, named, participants
):
    save_case_manager(desk, None, HERS)
    dossier = next(
        row.prescription_id for row in participants
        if desk.read(lambda link, key=row.prescription_id: participant_card(link, key))
        .identity.case_manager == "Mme Petit"
    )  # fmt: skip
    identity = desk.read(lambda link: participant_card(link, dossier)).identity
    assert (identity.case_manager_phone, identity.case_manager_email) == (
        "03 22 00 00 00",
        "p@cd.fr",
    )


def test_a_notice_is_addressed_to_the_reference_and_to_who_receives_notices(desk, action, plan):
    appointment = plan()
    who = plan.people[0]
    with desk.store.write() as uow:
        uow.session.get(Prescription, who.prescription_id).case_manager = "Mme Petit"
        uow.commit()
    record_presence(desk, appointment, Presence.UNEXCUSED)
    wanted = Wanted(NOTICE, who.prescription_id, appointment)
    before = read_letter(desk, action, wanted).text
    assert "MDSI" not in before
    save_case_manager(desk, None, HERS)
    kept = save_recipient(
        desk, action, None,
        {"name": "Conseil départemental", "address": "43 rue de la République\n80000 Amiens"},
        {Takes.NOTICES},
    )  # fmt: skip
    text = read_letter(desk, action, wanted).text
    assert "Mme Petit\nRéférent RSA\nMDSI\nConseil départemental\n43 rue de la" in text
    remove_recipient(desk, kept)
    assert "Conseil départemental\n43" not in read_letter(desk, action, wanted).text


def test_who_receives_the_month_is_named_on_its_bordereau(desk, action):
    for name, takes in (("Service insertion", {Takes.MONTHS}), ("Autre", {Takes.RETURNS})):
        typed = {"name": name, "address": "1 rue X\n80000 Amiens", "email": "a@cd.fr"}
        save_recipient(desk, action, None, typed, takes)
    with desk.store.read() as link:
        assert addressees(link, action.id, Takes.MONTHS) == (
            "Service insertion\n1 rue X\n80000 Amiens",
        )
    close_month(desk, action, date(2023, 5, 1), force_reason="essai")
    with desk.store.read() as link:
        data = link.execute(select(Package.data)).scalar_one()
    (bordereau,) = (
        content for path, content in unpack(data).files.items() if path.endswith("bordereau.pdf")
    )
    text = pypdfium2.PdfDocument(bordereau)[0].get_textpage().get_text_bounded()
    assert "Service insertion, 1 rue X, 80000 Amiens" in text
    assert "Autre" not in text


def test_partners_are_kept_told_in_a_line_and_taken_out(desk):
    kept = save_partner(
        desk, None,
        {"name": "Mission locale", "contact": "Mme Roy", "phone": "0322112244",
         "address": "1 rue A\n\n 80000  Amiens"},
        "trouver-un-emploi",
    )  # fmt: skip
    assert partner_lines(desk) == ("Mission locale, Mme Roy, 03 22 11 22 44",)
    (row,) = desk.read(partner_rows)
    assert (row.kind, row.address) == ("trouver-un-emploi", "1 rue A\n80000 Amiens")
    save_partner(desk, kept, {"name": "Mission locale du pays"}, "inconnu")
    (row,) = desk.read(partner_rows)
    assert (row.name, row.kind) == ("Mission locale du pays", None)
    remove_partner(desk, kept)
    assert not desk.read(partner_rows)
    with desk.store.read() as link:
        assert not link.execute(select(CaseManager.id)).all()


def test_the_carnet_stands_in_the_order_of_a_french_list(desk, action):
    for name in ("Zélie Ancel", "Éloi Brun", "Fanny Colin"):
        save_case_manager(desk, None, {**HERS, "name": name})
        save_partner(desk, None, {"name": name}, None)
    told = ["Éloi Brun", "Fanny Colin", "Zélie Ancel"]
    assert [row.name for row in desk.read(case_manager_rows)] == told
    assert [row.name for row in desk.read(partner_rows)] == told
    proposed = desk.read(lambda link: case_managers(link, action.id))
    assert [name for name in proposed if name in told] == told
