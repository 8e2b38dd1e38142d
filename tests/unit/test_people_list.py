"""Who stands where, what is pointed out of whom, who is meant first, and views that come back."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachdesk.core.errors import UserError
from coachdesk.core.ids import new_id
from coachdesk.queries.participants import ParticipantRow
from coachdesk.services import people_list
from coachdesk.services.people_list import Alert, Facet, People, Situation, make_list
from coachdesk.services.people_ranking import ranked
from coachdesk.services.people_views import BUILT_IN, SavedView, renamed, with_view, without_view
from coachdesk.services.people_words import people_facets
from coachdesk.services.profiles import load_profile
from support.clock import FixedClock

PROFILE = load_profile("coaching-emploi")[1]
WORDS = people_facets(PROFILE)
DAY = date(2024, 1, 15)


def person(last="DURAND", first="Léa", number="23-001", **facts) -> ParticipantRow:
    """Someone in the action of whom nothing is to be pointed out."""
    usual = {
        "pathway_id": new_id(),
        "commune": "Airaines",
        "phone": "06 12 34 56 78",
        "beneficiary_number": "4044352",
        "case_manager": "Mme Petit",
        "prescriber": "department",
        "received_on": date(2023, 11, 1),
        "outcome": "enrolled",
        "entered_on": date(2023, 11, 6),
        "planned_end_on": date(2024, 5, 5),
        "left_on": None,
        "exit_kind": None,
        "contract_on": date(2023, 11, 10),
        "next_on": date(2024, 1, 22),
        "next_minute": 540,
    }
    return ParticipantRow(new_id(), number, last, first, **{**usual, **facts})


def pointed_out(row: ParticipantRow) -> set[str]:
    return set(make_list([row], PROFILE, DAY).columns[Facet.ALERT][0])


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, set()),
        ({"unexcused": 2}, set()),
        ({"unexcused": 3}, {Alert.ABSENCES}),
        ({"planned_end_on": DAY + timedelta(days=30)}, {Alert.ENDING}),
        ({"planned_end_on": DAY + timedelta(days=31)}, set()),
        ({"planned_end_on": DAY - timedelta(days=1)}, {Alert.ENDING}),
        ({"planned_end_on": None}, set()),
        ({"contract_on": None}, {Alert.NO_CONTRACT}),
        ({"next_on": None}, {Alert.NOTHING_PLANNED}),
        ({"left_on": DAY, "next_on": None, "contract_on": None, "unexcused": 9}, set()),
        ({"pathway_id": None, "outcome": "pending", "next_on": None}, {Alert.NOTHING_PLANNED}),
        ({"pathway_id": None, "outcome": "declined", "next_on": None, "unexcused": 9}, set()),
    ],
)
def test_only_who_is_followed_or_awaited_is_pointed_out(facts, expected) -> None:
    assert pointed_out(person(**facts)) == expected


def test_nothing_is_pointed_out_before_the_rendez_vous_are_read() -> None:
    row = person(next_on=None, contract_on=None)
    assert make_list([row], PROFILE, DAY, whole=False).columns[Facet.ALERT] == ((),)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, Situation.FOLLOWED),
        ({"left_on": DAY}, Situation.LEFT),
        ({"pathway_id": None, "outcome": "pending"}, Situation.PENDING),
        ({"pathway_id": None, "outcome": "redirected"}, Situation.NOT_ENTERED),
    ],
)
def test_where_someone_stands(facts, expected) -> None:
    people = make_list([person(**facts)], PROFILE, DAY)
    assert people.columns[Facet.SITUATION] == ((expected.value,),)


def test_a_commune_is_one_whatever_its_accents_and_says_its_usual_spelling() -> None:
    rows = [
        person(number=str(number), commune=commune)
        for number, commune in enumerate(["Éaucourt", "EAUCOURT", "Éaucourt", None])
    ]
    people = make_list(rows, PROFILE, DAY)
    assert people.columns[Facet.COMMUNE].count(("eaucourt",)) == 3
    assert WORDS.label(Facet.COMMUNE, "eaucourt", people) == "Éaucourt"
    assert WORDS.label(Facet.COMMUNE, "", people) == "Non renseigné"
    chosen = {Facet.COMMUNE: frozenset(("eaucourt",))}
    assert len(people.found("", chosen)) == 3
    assert WORDS.criteria("léa", chosen, people) == (
        "recherche «\u00a0léa\u00a0» · Commune\u00a0: Éaucourt"
    )


def test_everyone_is_in_the_order_of_names_whatever_their_accents_then_of_dossiers() -> None:
    rows = [
        person("ZOLA", "Émile", "1"),
        person("DURAND", "Léa", "3"),
        person("ÉLUARD", "Paul", "2"),
        person("DURAND", "Léa", "12"),
        person("DURAND", "Ana", "9"),
    ]
    people = make_list(rows, PROFILE, DAY)
    assert [(row.last_name, row.number) for row in people.rows] == [
        ("DURAND", "9"), ("DURAND", "12"), ("DURAND", "3"), ("ÉLUARD", "2"), ("ZOLA", "1"),
    ]  # fmt: skip
    assert {row.prescription_id: place for place, row in enumerate(people.rows)} == people.places
    assert people.names[0] == "durand ana"


def test_each_filter_is_of_its_own_facts() -> None:
    people = make_list(
        [person(case_manager="Mme Évrard", commune="Airaines", prescriber="ccas")], PROFILE, DAY
    )
    assert people.columns[Facet.CASE_MANAGER] == (("mme evrard",),)
    assert people.columns[Facet.PRESCRIBER] == (("ccas",),)
    assert people.labels[Facet.CASE_MANAGER] == {"mme evrard": "Mme Évrard"}
    assert people.labels[Facet.COMMUNE] == {"airaines": "Airaines"}


@dataclass
class Shelf:
    """A desk that counts what is read of it."""

    clock: FixedClock
    seq: int = 1
    reads: int = 0

    @property
    def store(self) -> SimpleNamespace:
        return SimpleNamespace(head=lambda: SimpleNamespace(seq=self.seq))

    def read(self, work):
        self.reads += 1
        return work(None)


@pytest.fixture
def shelf(monkeypatch) -> Shelf:
    row = person(unexcused=0, next_on=None)
    monkeypatch.setattr(people_list, "participants_alone", lambda *_: (row,))
    monkeypatch.setattr(people_list, "appointments_held", lambda *_: 9)
    monkeypatch.setattr(
        people_list,
        "with_appointments",
        lambda rows, held: tuple(replace(each, unexcused=held) for each in rows),
    )
    return Shelf(FixedClock(datetime(2024, 1, 15, 9, tzinfo=UTC)))


def test_the_list_is_read_once_until_something_is_recorded_or_the_day_is_over(shelf) -> None:
    people = People(shelf, SimpleNamespace(id=new_id(), profile=PROFILE))
    begun = people.begin()
    assert not begun.whole
    assert begun.columns[Facet.ALERT] == ((),)
    whole = people.whole()
    assert whole.whole
    assert Alert.ABSENCES in whole.columns[Facet.ALERT][0]
    assert people.whole() is whole
    assert people.begin() is whole, "what is known already is not taken back"
    assert shelf.reads == 2, "the rows, then their rendez-vous"
    for change in (
        lambda: setattr(shelf, "seq", 2),
        lambda: shelf.clock.advance(timedelta(days=1)),
    ):
        change()
        before = shelf.reads
        assert not people.begin().whole
        assert people.whole().whole
        assert shelf.reads == before + 2


def named(people, ranks) -> list[list[str]]:
    return [[people.rows[place].last_name for place in ranks[rank]] for rank in (0, 1, 2)]


def test_the_last_name_comes_first_then_a_word_then_inside() -> None:
    rows = [
        person("MARTIN", "Zoé", "1"),
        person("BOIS", "Martine", "2"),
        person("LAMARTINE", "Luc", "3"),
        person("MARTEL", "Ana", "4", left_on=DAY),
        person("MARCHAND", "Ugo", "5"),
    ]
    people = make_list(rows, PROFILE, DAY)
    assert named(people, ranked(people, "mart", (), 30)) == [
        ["MARTIN", "MARTEL"],
        ["BOIS"],
        ["LAMARTINE"],
    ]
    opened = (rows[3].prescription_id,)
    assert named(people, ranked(people, "mart", opened, 30))[0] == ["MARTEL", "MARTIN"]
    assert named(people, ranked(people, "mart", (), 3)) == [["MARTIN", "MARTEL"], ["BOIS"], []]
    assert named(people, ranked(people, "", (*opened, new_id()), 30)) == [["MARTEL"], [], []]
    assert named(people, ranked(people, "zoé mart", (), 30)) == [[], ["MARTIN"], []]


@given(st.text("abcmrt é", max_size=6), st.integers(1, 8))
def test_who_is_ranked_is_who_the_list_shows_and_never_twice(typed, limit) -> None:
    rows = [
        person(last, first, str(number))
        for number, (last, first) in enumerate(
            [("MARTIN", "Cat"), ("ABRAMT", "Réa"), ("BÉRARD", "Marta"), ("ÇA", "Tab")]
        )
    ]
    people = make_list(rows, PROFILE, DAY)
    ranks = ranked(people, typed, (), limit)
    places = [place for rank in (0, 1, 2) for place in ranks[rank]]
    assert len(places) == len(set(places)) <= limit
    if typed.strip():
        found = set(people.found(typed, {}))
        assert set(places) <= found
        assert len(places) == min(limit, len(found))


def test_names_of_views_are_few_and_different() -> None:
    views = with_view((), SavedView("  Mes   jeudis "))
    assert [view.name for view in views] == ["Mes jeudis"]
    for taken in ("mes jeudis", "MES JEUDIS", BUILT_IN[1].name, "  "):
        with pytest.raises(UserError):
            with_view(views, SavedView(taken))
    both = with_view(views, SavedView("Airaines"))
    assert [view.name for view in renamed(both, both[0], "mes jeudis")] == [
        "mes jeudis",
        "Airaines",
    ]
    with pytest.raises(UserError):
        renamed(both, both[0], "airaines")
    assert without_view(both, both[0]) == (both[1],)


def test_a_view_leaves_alone_what_it_does_not_say() -> None:
    state = SavedView("", "", {}, "commune", descending=True, columns=("name",))
    assert BUILT_IN[0].shows(state)
    assert not BUILT_IN[0].shows(replace(state, search="léa"))
    assert not replace(state, sort="name").shows(state)
    assert replace(state, search="LEA").shows(replace(state, search="léa"))
