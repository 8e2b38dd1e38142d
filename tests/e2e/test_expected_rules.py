"""What a profile expects at a stage of a parcours is to be done until it is there."""

import json
from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from sqlalchemy import insert, select

from coachdesk.core.french import quoted
from coachdesk.core.ids import new_id
from coachdesk.domain.papers import DocumentState
from coachdesk.domain.profile_faults import ProfileFaults
from coachdesk.models import Document, Prescription, Service, ServicePerson
from coachdesk.queries.monthly_table import monthly_table_rows
from coachdesk.services.profiles import load_profile, read_profile
from coachdesk.services.targets import Screen
from coachdesk.services.to_dos import things_to_do
from support.cases import Case, Gone, bare_database, fill

ENTERED, END = date(2023, 3, 1), date(2023, 8, 31)
DAYS = timedelta(days=1)
STAGES = """services = [
    { key = "stage", label = "Point d’étape", expected_months = [1, 3] },
    { key = "closing", label = "Point final", expected_at_end = true },
"""
PLAN = """
[papers.exit_plan]
title = "Plan de sortie"
group = "bilan"
expected_at_end = true
blocks = [{ text = "La suite." }]
"""


def with_stages(stages=STAGES):
    text, _ = load_profile("coaching-emploi")
    return text.replace("services = [\n", stages) + PLAN


@pytest.fixture(scope="module")
def profile():
    return read_profile(with_stages())


@contextmanager
def living(*, acts=(), papers=(), statements=(), **facts):
    """Someone with these acts and papers: the connection and the action."""
    usual = {"received": ENTERED, "entered": ENTERED, "planned_end": END, "cut_over": False}
    with bare_database() as connection:
        action = fill(connection, [Case("23-001", **{**usual, **facts})])
        whose = connection.execute(select(Prescription.id)).scalar_one()
        for kind, done_on in acts:
            made = new_id()
            row = {"id": made, "version": 1, "action_id": action, "kind": kind, "cut_over": False}
            connection.execute(insert(Service), {**row, "done_on": done_on})
            person = {"id": new_id(), "service_id": made, "prescription_id": whose}
            connection.execute(insert(ServicePerson), person)
        kept = [("exit_plan", state, {}) for state in papers]
        for kind, state, answers in [*kept, *(("statement", *told) for told in statements)]:
            row = {
                "id": new_id(), "version": 1, "action_id": action, "prescription_id": whose,
                "kind": kind, "title": "Papier", "state": state, "answers": json.dumps(answers),
                "signers": "[]", "made_on": ENTERED, "revision": 1,
            }  # fmt: skip
            connection.execute(insert(Document), row)
        yield connection, action


def asked(profile, day, **facts):
    """What is expected on ``day`` of her: subject to thing."""
    with living(**facts) as (connection, action):
        found = things_to_do(connection, action, profile, day)
    return {thing.subject: thing for thing in found if thing.rule.endswith("_attendu")}


def test_a_stage_is_asked_for_from_a_fortnight_before_until_its_act_is_noted(profile):
    first = date(2023, 4, 1)
    assert asked(profile, first - 16 * DAYS) == {}
    thing = asked(profile, first - 15 * DAYS)["stage:1"]
    assert (thing.due_on, thing.target.screen, thing.target.section) == (
        first, Screen.SERVICE, "stage",
    )  # fmt: skip
    assert thing.sentence == f"{quoted('Point d’étape')} est attendu pour le 01/04/2023"
    late = asked(profile, date(2023, 6, 1))["stage:1"]
    assert late.sentence.endswith("était attendu pour le 01/04/2023")
    once = asked(profile, date(2023, 6, 1), acts=[("stage", date(2023, 4, 3))])
    assert once["stage:2"].due_on == date(2023, 6, 1)
    twice = [("stage", date(2023, 4, 3)), ("stage", date(2023, 5, 30))]
    assert asked(profile, date(2023, 6, 1), acts=twice) == {}


def test_an_act_of_before_the_entry_is_of_no_stage(profile):
    assert set(asked(profile, date(2023, 4, 1), acts=[("stage", ENTERED - DAYS)])) == {"stage:1"}
    assert asked(profile, date(2023, 4, 1), acts=[("stage", ENTERED)]) == {}


@pytest.mark.parametrize(("before", "told"), [(31, set()), (30, {"closing:1", "exit_plan"})])
def test_the_end_asks_for_its_act_and_its_paper_a_month_ahead(profile, before, told):
    stages = [("stage", ENTERED), ("stage", ENTERED + DAYS)]
    assert set(asked(profile, END - before * DAYS, acts=stages)) == told


@pytest.mark.parametrize(
    ("state", "told"),
    [
        (DocumentState.DRAFT, {"exit_plan"}),
        (DocumentState.OPEN, set()),
        (DocumentState.CLOSED, set()),
        (DocumentState.VOID, {"exit_plan"}),
    ],
)
def test_who_left_owes_them_for_a_month_and_no_stage_any_more(profile, state, told):
    gone = Gone(date(2023, 7, 10), cut_over=False)
    done = [("closing", date(2023, 7, 10))]
    found = asked(profile, date(2023, 7, 20), acts=done, papers=[state], gone=gone)
    assert set(found) == told
    assert asked(profile, date(2023, 8, 11), gone=gone) == {}, "a month after, it is silent"


def test_an_act_is_expected_so_many_days_into_the_job_that_follows():
    job = '{ key = "job", label = "En emploi", expected_job_days = [10, 70] },'
    profile = read_profile(with_stages(f"services = [\n    {job}\n"))
    left = date(2023, 7, 10)
    hired = {"gone": Gone(left, kind="employment", detail="permanent", cut_over=False)}
    plan = [DocumentState.CLOSED]
    assert asked(profile, left - DAYS, papers=plan) == {}, "she is still there"
    first = asked(profile, left, papers=plan, **hired)["job:1"]
    assert (first.due_on, first.target.section) == (left + 10 * DAYS, "job")
    once = {"acts": [("job", left + 9 * DAYS)], "papers": plan, **hired}
    assert asked(profile, left + 54 * DAYS, **once) == {}
    assert asked(profile, left + 60 * DAYS, **once)["job:2"].due_on == left + 70 * DAYS
    assert asked(profile, left + 101 * DAYS, **once)["job:2"], "long after her exit"
    assert asked(profile, left + 102 * DAYS, **once) == {}, "a month after, it is silent"
    before = {"acts": [("job", left - DAYS)], "papers": plan, **hired}
    assert asked(profile, left, **before)["job:1"], "one held before the exit is not in the job"
    trained = {"gone": Gone(left, kind="training", cut_over=False)}
    assert asked(profile, left + 20 * DAYS, papers=plan, **trained) == {}


def test_nothing_is_asked_of_who_died_nor_for_the_stages_of_a_reprise(profile):
    died = Gone(date(2023, 7, 10), kind="death", cut_over=False)
    assert asked(profile, date(2023, 7, 11), gone=died) == {}
    assert asked(profile, date(2023, 6, 1), cut_over=True) == {}


def test_an_act_is_expected_at_stages_or_at_the_end():
    both = STAGES.replace(
        "expected_months = [1, 3]", "expected_months = [1], expected_at_end = true"
    )
    with pytest.raises(ProfileFaults) as found:
        read_profile(with_stages(both))
    (fault,) = found.value.faults
    assert fault.key == "words.services[1].expected_at_end"
    assert fault.line == with_stages(both).split('key = "stage"')[0].count("\n") + 1
    assert fault.remedy == "Faites un acte à part pour la fin\u00a0: chacun se compte alors seul."


def test_the_named_table_of_the_month_tells_the_stages_that_were_held(profile):
    acts = [("stage", date(2023, 3, 20)), ("digital_help", date(2023, 3, 21)),
            ("stage", date(2023, 4, 2))]  # fmt: skip
    papers = [DocumentState.CLOSED, DocumentState.DRAFT]
    with living(acts=acts, papers=papers) as (connection, action):
        (row,) = monthly_table_rows(
            connection, action, date(2023, 3, 1), date(2023, 3, 31), profile.stages
        )
    assert [(each.kind, each.day) for each in row.stages] == [
        ("exit_plan", ENTERED), ("stage", date(2023, 3, 20)),
    ]  # fmt: skip


STATEMENT = """
[papers.statement]
title = "Relevé d’étapes"
group = "bilan"
signers = ["coach", "host"]
monthly_of = ["stage"]
required = ["period.acts_total"]

[papers.statement.consents]
coach = "C’est exact."
host = "C’est exact."

[[papers.statement.blocks]]
table = "period.acts"
fields = [
    { key = "first_day", label = "Du", kind = "date", prefill = "{statement.first}" },
    { key = "last_day", label = "Au", kind = "date", prefill = "{statement.last}" },
]
"""


@pytest.fixture(scope="module")
def stating():
    return read_profile(with_stages() + STATEMENT)


def stated(profile, day, **facts):
    """The statements asked for on ``day``: subject to due day."""
    with living(**facts) as (connection, action):
        found = things_to_do(connection, action, profile, day)
    return {thing.subject: thing.due_on for thing in found if thing.rule == "releve_attendu"}


def test_each_month_with_an_act_asks_for_its_statement_once_it_is_over(stating):
    acts = [("stage", date(2023, 4, 3)), ("stage", date(2023, 4, 20)), ("stage", date(2023, 5, 30)),
            ("closing", date(2023, 6, 2))]  # fmt: skip
    assert stated(stating, date(2023, 4, 30), acts=acts) == {}
    assert stated(stating, date(2023, 5, 1), acts=acts) == {"statement:2023-04": date(2023, 5, 10)}
    assert stated(stating, date(2023, 7, 1), acts=acts) == {
        "statement:2023-04": date(2023, 5, 10), "statement:2023-05": date(2023, 6, 10),
    }  # fmt: skip
    assert list(stated(stating, date(2023, 8, 1), acts=acts)) == ["statement:2023-05"]


def test_a_statement_that_someone_signed_is_that_of_its_month(stating):
    acts = [("stage", date(2023, 4, 3)), ("stage", date(2023, 5, 30))]
    april = {"first_day": "2023-04-01", "last_day": "2023-04-30"}
    for state, asked_for in (
        (DocumentState.DRAFT, ["statement:2023-04", "statement:2023-05"]),
        (DocumentState.VOID, ["statement:2023-04", "statement:2023-05"]),
        (DocumentState.OPEN, ["statement:2023-05"]),
    ):
        facts = {"acts": acts, "statements": [(state, april)]}
        assert list(stated(stating, date(2023, 6, 2), **facts)) == asked_for, state


def test_a_monthly_paper_of_unknown_acts_or_of_no_month_is_refused():
    wrong = STATEMENT.replace('monthly_of = ["stage"]', 'monthly_of = ["stages"]')
    with pytest.raises(ProfileFaults) as caught:
        read_profile(with_stages() + wrong)
    (fault,) = caught.value.faults
    assert quoted("stages") in fault.reason
    assert quoted("stage") in fault.remedy
    with pytest.raises(ProfileFaults) as caught:
        read_profile(with_stages() + STATEMENT.replace('key = "last_day"', 'key = "until"'))
    assert [fault.key for fault in caught.value.faults] == ["papers.statement.monthly_of"]
