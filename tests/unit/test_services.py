"""Acts recorded, changed, undone, refused; the figures of a list are those of its rows."""

from collections import defaultdict
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coachdesk.core.errors import UserError
from coachdesk.core.ids import new_id
from coachdesk.domain.cells import as_hundredths
from coachdesk.domain.profile_reader import parse_profile
from coachdesk.domain.support import AidOutcome
from coachdesk.models import Closing
from coachdesk.queries.card_work import card_work
from coachdesk.queries.services import Narrowed
from coachdesk.services.acts import undo_act
from coachdesk.services.prestations.recording import (
    ServiceFacts,
    change_service,
    checked_quantity,
    delete_service,
    record_services,
)
from coachdesk.services.prestations.view import services_view, steps_view
from coachdesk.services.prestations.words import people_words, quantity_words
from coachdesk.services.profiles import load_profile
from coachdesk.services.steps import StepFacts, answer_aid, note_step
from support.clock import FixedClock
from support.signing_desk import CLOCK, DAY, make_group

DAYS = timedelta(days=1)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return make_group(tmp_path_factory.mktemp("made") / "magasin", 4)


@pytest.fixture
def desk(made, tmp_path):
    opened = made.opened(tmp_path / "magasin", FixedClock(CLOCK.now()))
    yield opened
    opened.close()


@pytest.fixture
def action(desk):
    return desk.actions[0]


def listed(desk, action, **narrowed):
    return desk.read(lambda link: services_view(link, action, Narrowed(**narrowed), DAY))


def close_month(desk, action, month):
    with desk.store.write() as uow:
        uow.session.add(
            Closing(
                id=new_id(), action_id=action.id, month=month.replace(day=1), revision=1,
                closed_at=uow.now, figures="{}", gaps="[]",
            )
        )  # fmt: skip
        uow.commit()


def test_one_act_each_for_those_who_are_ticked_and_one_for_a_group(desk, action, made):
    two = tuple(made.people[:2])
    each = record_services(
        desk, action, ServiceFacts("transport_help", DAY, two, quantity=1250, minutes=30)
    )
    assert len(each) == 2
    (group,) = record_services(desk, action, ServiceFacts("company_tour", DAY, two, unnamed=6))
    view = listed(desk, action)
    assert view.totals["transport_help"].number == 2
    assert view.totals["transport_help"].quantity == 2500
    assert (view.totals["company_tour"].number, view.totals["company_tour"].people) == (1, 8)
    row = next(row for row in view.rows if row.id == group)
    assert {person.prescription_id for person in row.persons} == set(two)
    assert people_words(row).startswith("8\u00a0personnes, dont ")
    hers = desk.read(lambda link: card_work(link, two[0])).services
    assert {item.id for item in hers} == {each[0], group}
    assert quantity_words(action.profile, "transport_help", 1250) == "12,50\u00a0km"


def test_what_is_recorded_changed_and_deleted_is_undone(desk, action, made):
    facts = ServiceFacts("transport_help", DAY, (made.people[0],), quantity=800)
    (key,) = record_services(desk, action, facts)
    before = listed(desk, action).rows
    change_service(
        desk, action, key, replace(facts, people=(made.people[1],), quantity=900, place="Airaines")
    )
    (changed,) = listed(desk, action).rows
    assert (changed.quantity, changed.place) == (900, "Airaines")
    assert changed.persons[0].prescription_id == made.people[1]
    undo_act(desk)
    assert listed(desk, action).rows == before
    delete_service(desk, action, key)
    assert listed(desk, action).rows == ()
    undo_act(desk)
    assert listed(desk, action).rows == before
    undo_act(desk)
    assert listed(desk, action).number == 0


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"people": ()}, "La personne manque"),
        ({"done_on": DAY + DAYS}, "à venir"),
        ({"minutes": 1441}, "dépasse la journée"),
        ({"kind": "gone"}, "Le type d’acte manque"),
        ({"quantity": 10**10}, "ne se peut pas"),
        ({"kind": "company_tour", "people": ()}, "Personne n’est nommé ni compté"),
        ({"kind": "company_tour", "unnamed": 10_001}, "nombre de personnes"),
    ],
)
def test_what_can_not_be_is_refused_and_leaves_nothing(desk, action, made, facts, sentence):
    usual = ServiceFacts("transport_help", DAY, (made.people[0],))
    with pytest.raises(UserError, match=sentence):
        record_services(desk, action, replace(usual, **facts))
    assert listed(desk, action).number == 0


def test_the_same_act_twice_is_refused_unless_something_tells_them_apart(desk, action, made):
    facts = ServiceFacts("digital_help", DAY, (made.people[0],), minutes=15)
    (first,) = record_services(desk, action, facts)
    with pytest.raises(UserError, match="déjà noté"):
        record_services(desk, action, facts)
    (second,) = record_services(desk, action, replace(facts, note="l’après-midi"))
    with pytest.raises(UserError, match="déjà noté"):
        change_service(desk, action, second, facts)
    change_service(desk, action, first, facts)  # it is not its own double
    record_services(desk, action, replace(facts, people=(made.people[1],)))
    assert listed(desk, action).number == 3


def test_a_closed_month_refuses_all_three_in_words(desk, action, made):
    last_month = DAY.replace(day=1) - DAYS
    (key,) = record_services(
        desk, action, ServiceFacts("digital_help", last_month, (made.people[0],))
    )
    close_month(desk, action, last_month)
    facts = ServiceFacts("digital_help", DAY, (made.people[0],))
    for refused in (
        lambda: record_services(desk, action, replace(facts, done_on=last_month)),
        lambda: change_service(desk, action, key, facts),
        lambda: delete_service(desk, action, key),
    ):
        with pytest.raises(UserError, match="clôturé"):
            refused()
    (row,) = listed(desk, action).rows
    assert row.done_on == last_month


def test_what_a_kind_does_without_is_not_kept(desk, action, made):
    record_services(
        desk, action,
        ServiceFacts("small_expense", DAY, (made.people[0],), quantity=1999, minutes=30,
                     place="Airaines", result="met"),
    )  # fmt: skip
    (row,) = listed(desk, action).rows
    assert (row.quantity, row.minutes, row.place, row.result) == (1999, None, None, None)


def test_the_steps_are_listed_with_the_aids_that_wait(desk, action, made):
    aid = note_step(desk, made.people[0], StepFacts("financial_aid", DAY))
    note_step(desk, made.people[1], StepFacts("cv", DAY, 20))

    def steps(**narrowed):
        return desk.read(lambda link: steps_view(link, action, Narrowed(**narrowed), DAY))

    assert steps().totals["cv"].minutes == 20
    assert [row.id for row in steps(awaited=True).rows] == [aid]
    assert steps(prescription_id=made.people[1]).number == 1
    answer_aid(desk, aid, AidOutcome.GRANTED)
    assert steps(awaited=True).number == 0


def test_what_other_actions_count_is_declared_and_held_to(action):
    """Loans in days, hours of driving, a course with its outcome: kinds, and no code."""
    text = load_profile("coaching-emploi")[0]
    start = text.index("services = [\n")
    declared = """services = [
    { key = "loan", label = "Prêt de véhicule", unit = "jours", results = [
        { key = "lent", label = "Prêté" }, { key = "unmet", label = "Demande sans véhicule" },
    ], whole = true, quantity = "Durée du prêt", without = ["minutes"] },
    { key = "driving", label = "Leçon de conduite", unit = "h" },
    { key = "course", label = "Atelier de français", group = true },
]
"""
    end = text.index("# Où l'on va")
    kinds = parse_profile(text[:start] + declared + text[end:]).services
    assert [kind.key for kind in kinds] == ["loan", "driving", "course"]
    assert checked_quantity(kinds["loan"], 300) == 300
    with pytest.raises(UserError, match="nombre entier"):
        checked_quantity(kinds["loan"], 250)
    assert checked_quantity(kinds["driving"], 150) == 150
    assert checked_quantity(kinds["course"], 150) is None
    assert kinds["loan"].results.label("unmet") == "Demande sans véhicule"
    assert action.profile.services["transport_help"].quantity == "Distance"


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["transport_help", "digital_help", "company_tour"]),
        st.integers(0, 70),
        st.sets(st.integers(0, 3), max_size=3),
        st.integers(0, 5),
        st.integers(0, 5000),
    ),
    max_size=8,
)


@settings(max_examples=15, suppress_health_check=list(HealthCheck))
@given(ACTS)
def test_the_figures_are_recounted_from_the_rows(desk, action, made, acts):
    told = []
    for number, (kind, back, people, unnamed, quantity) in enumerate(acts):
        facts = ServiceFacts(
            kind, DAY - back * DAYS, tuple(made.people[at] for at in people), unnamed, quantity,
            note=f"n° {number}",
        )  # fmt: skip
        try:
            record_services(desk, action, facts)
        except UserError:
            continue
        group = kind == "company_tour"
        told += [(facts, len(people) + unnamed)] if group else [(facts, 1)] * len(people)
    expected = defaultdict(lambda: [0, 0, 0])
    for facts, people in told:
        if facts.done_on.replace(day=1) == DAY.replace(day=1):
            figures = expected[facts.kind]
            figures[0] += 1
            figures[1] += people
            figures[2] += facts.quantity if facts.kind == "transport_help" else 0
    found = listed(desk, action, month=DAY).totals
    assert {key: [f.number, f.people, f.quantity] for key, f in found.items()} == dict(expected)
    for row in listed(desk, action).rows:
        delete_service(desk, action, row.id)


@given(st.integers(0, 999_999_999))
def test_a_quantity_is_read_as_it_is_written(hundredths):
    whole, part = divmod(hundredths, 100)
    for written in (f"{whole},{part:02}", f"{whole}.{part:02}", f" {whole},{part:02} km"):
        assert as_hundredths(written) == hundredths
    assert as_hundredths(hundredths / 100) == hundredths


@pytest.mark.parametrize("typed", ["douze", "1,234", "-3", "", "12h30", True, None, "1e9"])
def test_what_is_no_quantity_is_none(typed):
    assert as_hundredths(typed) is None
