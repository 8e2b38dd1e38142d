"""Companies in a real store: recorded, likely the same, merged, prospected, and undone."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from coachdesk.core.errors import UserError
from coachdesk.models import (
    Company,
    CompanyContact,
    CompanyTrade,
    Exit,
    Immersion,
    JournalEntry,
    Prospecting,
)
from coachdesk.queries.companies import companies, company_lines, contact_lines
from coachdesk.queries.company import contacts_of, hosted_by, trades_of
from coachdesk.services.acts import undo_act
from coachdesk.services.companies.company_list import (
    CallBack,
    CompanyFacet,
    Relation,
    company_list,
)
from coachdesk.services.companies.file import CompanyFile, ContactFacts, record_company
from coachdesk.services.companies.likely import likely_same
from coachdesk.services.companies.merging import merge_companies
from coachdesk.services.companies.prospecting import (
    ContactMade,
    change_prospecting,
    drop_prospecting,
    note_prospecting,
)
from coachdesk.services.drafts import drop_draft, save_draft, waiting_drafts
from coachdesk.services.targets import Screen, Target
from coachdesk.services.to_do_marks import obtained_otherwise, postpone
from coachdesk.services.to_dos import things_of, things_to_do

DAY = date(2024, 1, 15)
SIRET, SAME_SIREN = "73282932000074", "73282932000082"
TABLES = (Company, CompanyContact, CompanyTrade, Exit, Immersion, Prospecting)
WHOLE = CompanyFile(
    "Boulangerie Lefèvre",
    "732 829 320 00074",
    "12 rue du Bourg, 80270 Airaines",
    "0322456789",
    "fournil@exemple.fr",
    contact="Marie LEFÈVRE, gérante",
    contacts=(ContactFacts(None, "Marie LEFÈVRE", "gérante", "06.12.34.56.78"),),
    trades=("D1102", "D1106"),
)


def everything(desk):
    """Every row about companies, their versions aside."""

    def read(link):
        return {
            table.__tablename__: sorted(
                str({key: value for key, value in row._mapping.items() if key != "version"})
                for row in link.execute(select(table.__table__))
            )
            for table in TABLES
        }

    return desk.read(read)


def line_of(desk, company_id):
    return next(line for line in desk.read(company_lines) if line.id == company_id)


@pytest.fixture
def bakery(desk):
    return record_company(desk, None, WHOLE).id


@pytest.fixture
def host(desk):
    """A company of the reprise with several immersions."""
    return max(desk.read(company_lines), key=lambda line: line.hosted)


def test_a_company_is_recorded_cleaned_and_undone(desk, bakery):
    kept = line_of(desk, bakery)
    assert (kept.siret, kept.phone) == (SIRET, "03 22 45 67 89")
    (contact,) = desk.read(lambda link: contacts_of(link, bakery))
    assert contact.phone == "06 12 34 56 78"
    assert desk.read(lambda link: trades_of(link, bakery)) == ("D1102", "D1106")

    before = everything(desk)
    changed = replace(
        WHOLE, contacts=(ContactFacts(None, "Paul DENIS"),), trades=("D1106", "D1104"), note="Matin"
    )
    record_company(desk, bakery, changed)
    assert [one.name for one in desk.read(lambda link: contacts_of(link, bakery))] == ["Paul DENIS"]
    assert set(desk.read(lambda link: trades_of(link, bakery))) == {"D1106", "D1104"}
    undo_act(desk)
    assert everything(desk) == before


def test_recording_what_is_there_already_writes_nothing(desk, bakery):
    (contact,) = desk.read(lambda link: contacts_of(link, bakery))
    same = replace(WHOLE, contacts=(replace(WHOLE.contacts[0], id=contact.id),))
    head = desk.store.head().seq
    record_company(desk, bakery, same)
    assert desk.store.head().seq == head


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (replace(WHOLE, name="  "), "nom"),
        (replace(WHOLE, siret="73282932000075"), "ne se répondent pas"),
        (replace(WHOLE, phone="12"), "téléphone"),
        (replace(WHOLE, email="fournil"), "électronique"),
        (replace(WHOLE, contacts=(ContactFacts(None, "", phone="0612345678"),)), "contact"),
    ],
)
def test_what_cannot_be_is_refused_in_words(desk, told, said):
    with pytest.raises(UserError, match=said):
        record_company(desk, None, told)


def test_a_siret_has_one_company_and_a_host_keeps_its_own(desk, bakery, host):
    with pytest.raises(UserError, match="Boulangerie Lefèvre"):
        record_company(desk, None, CompanyFile("Autre", SIRET))
    with pytest.raises(UserError, match="convention"):
        record_company(desk, host.id, CompanyFile(host.name))
    record_company(desk, bakery, replace(WHOLE, siret=""))  # it hosted nobody
    assert line_of(desk, bakery).siret is None
    assert len([one for one in desk.read(companies) if one.siret is None]) == 1


def test_a_company_likely_known_is_named_with_why(desk, bakery):
    lines = desk.read(company_lines)
    for name, siret, why in (
        ("BOULANGERIE LEFEVRE SARL", None, "même nom"),
        ("Boulangerie Lefebvre", None, "nom très proche"),
        ("Le Fournil", SAME_SIREN, "même entreprise sous deux SIRET"),
    ):
        found = likely_same(name, siret, lines)
        assert (found[0].company.id, found[0].why) == (bakery, why)
    assert not likely_same("Garage du Pont", None, lines)
    assert not likely_same("Boulangerie Lefèvre", SIRET, lines, but=bakery)


def test_two_that_are_one_are_merged_and_come_apart_again(desk, action, bakery, host):
    twin = record_company(
        desk,
        None,
        CompanyFile(
            "Lefèvre", "", "Airaines", activity="Pain", note="Le matin",
            contacts=(ContactFacts(None, "Paul DENIS"),), trades=("D1106", "D1104"),
        ),
    ).id  # fmt: skip
    note_prospecting(desk, action, twin, ContactMade(DAY, "call"))
    before = everything(desk)

    assert merge_companies(desk, twin, bakery) == bakery, "the one that has a SIRET stays"

    kept = line_of(desk, bakery)
    assert kept.last_on == DAY
    assert set(kept.trades.split(",")) == {"D1102", "D1106", "D1104"}
    assert contact_lines(kept.contacts) == ("Marie LEFÈVRE, gérante", "Paul DENIS")
    assert kept.address == WHOLE.address
    undo_act(desk)
    assert everything(desk) == before

    hosted = host.hosted
    merge_companies(desk, bakery, host.id)
    assert line_of(desk, bakery).hosted == hosted
    assert all(line.id != host.id for line in desk.read(company_lines))
    undo_act(desk)
    assert everything(desk) == before
    with pytest.raises(UserError, match="même fiche"):
        merge_companies(desk, bakery, bakery)


def test_a_contact_is_noted_corrected_and_taken_out(desk, action, bakery):
    first = note_prospecting(desk, action, bakery, ContactMade(DAY - timedelta(days=9), "visit"))
    before = everything(desk)
    change_prospecting(desk, first, ContactMade(DAY, "call", "call_back", DAY + timedelta(days=7)))
    assert line_of(desk, bakery).call_back_on == DAY + timedelta(days=7)
    undo_act(desk)
    assert everything(desk) == before
    drop_prospecting(desk, first)
    assert line_of(desk, bakery).last_on is None
    undo_act(desk)
    assert everything(desk) == before
    for told in (
        ContactMade(DAY + timedelta(days=1), "call"),
        ContactMade(DAY, "call", None, DAY),
    ):
        with pytest.raises(UserError):
            note_prospecting(desk, action, bakery, told)


def call_backs(desk, action, day):
    found = desk.read(lambda link: things_to_do(link, action.id, action.profile, day))
    return [thing for thing in found if thing.rule == "rappel_entreprise"]


def test_a_call_back_is_to_be_done_on_its_day_and_a_later_contact_settles_it(
    desk, action, bakery, participants
):
    due = DAY + timedelta(days=2)
    person = participants[100]
    told = ContactMade(DAY, "call", "call_back", due, person.prescription_id, "CV demandé")
    note_prospecting(desk, action, bakery, told)
    assert not call_backs(desk, action, due - timedelta(days=1))
    (thing,) = call_backs(desk, action, due)
    assert thing.sentence == "rappeler Boulangerie Lefèvre, 03 22 45 67 89"
    assert thing.target.screen is Screen.COMPANY
    assert (thing.target.subject_id, thing.prescription_id) == (bakery, person.prescription_id)
    of_her = desk.read(
        lambda link: things_of(link, action.id, action.profile, due, person.prescription_id)
    )
    assert thing in of_her

    postpone(desk, thing, due + timedelta(days=7))
    assert not call_backs(desk, action, due)
    undo_act(desk)
    obtained_otherwise(desk, thing, "Ils ont rappelé")
    assert not call_backs(desk, action, due + timedelta(days=90))
    undo_act(desk)

    note_prospecting(desk, action, bakery, ContactMade(DAY, "call", "immersion"))
    assert not call_backs(desk, action, due)


def test_a_call_back_for_nobody_is_the_actions(desk, action, bakery):
    note_prospecting(desk, action, bakery, ContactMade(DAY, "call", None, DAY + timedelta(days=1)))
    (thing,) = call_backs(desk, action, DAY + timedelta(days=1))
    assert (thing.prescription_id, thing.who) == (None, "")


def test_the_list_tells_who_hosted_and_when_to_call(desk, action, bakery, host):
    lines = desk.read(company_lines)
    hosted = desk.read(lambda link: link.execute(select(Immersion.__table__)).all())
    assert sum(line.hosted for line in lines) == len(hosted) > 20
    assert host.hosted == len(desk.read(lambda link: hosted_by(link, host.id)))
    for days, said in ((0, CallBack.DUE), (7, CallBack.WEEK), (8, CallBack.LATER)):
        told = ContactMade(DAY - timedelta(days=1), "call", None, DAY + timedelta(days=days))
        note_prospecting(desk, action, bakery, told)
        found = company_list(desk.read(company_lines), DAY)
        place = found.places[bakery]
        assert found.columns[CompanyFacet.CALL_BACK][place] == (said.value,)
        assert found.columns[CompanyFacet.RELATION][place] == (Relation.PROSPECT.value,)
        assert found.columns[CompanyFacet.TRADE][place] == ("D1102", "D1106")
    whole = company_list(lines, DAY)
    at = whole.places[host.id]
    assert whole.columns[CompanyFacet.RELATION][at] == (Relation.HOSTED.value,)
    for typed in ("airaines lefev", "boulang", "732 829", "marie", "0322 45", "d1106"):
        assert whole.places[bakery] in whole.found(typed, {}), typed


def test_an_act_on_a_company_is_told_by_the_journal(desk, bakery):
    kinds = desk.read(
        lambda link: link.execute(
            select(JournalEntry.entity, JournalEntry.kind).order_by(JournalEntry.seq.desc())
        ).all()
    )
    assert ("company", "insert") in {tuple(kind) for kind in kinds[:8]}


def test_what_was_begun_of_a_company_is_named_and_leads_back_to_it(desk, bakery):
    for key, words, about in (
        ("company", "fiche d’entreprise", None),
        (f"company:{bakery}", "fiche d’entreprise", bakery),
        (f"prospecting:{bakery}", "contact avec une entreprise", bakery),
    ):
        save_draft(desk, key, {"name": "Le Fournil"})
        (view,) = desk.read(waiting_drafts)
        assert view.words == words
        assert view.target == Target(Screen.COMPANY, subject_id=about)
        drop_draft(desk, key)
