"""The days and months on which an indicator turns: the last one that counts, the first that not."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Connection, insert, select

from coachdesk.core.ids import new_id
from coachdesk.domain.catalogue import CATALOGUE
from coachdesk.domain.papers import DocumentState
from coachdesk.domain.periods import year_of
from coachdesk.models import Document, Prescription
from coachdesk.queries.indicators import COUNTED
from coachdesk.queries.indicators.counting import Scope, Shares
from support.cases import Case, Followed, Gone, Stage, bare_database, fill
from support.drawn_cases import PROFILE
from support.naive.work import Done, Work
from support.naive.work_drawing import MEASURED
from support.naive.work_rows import fill_work

LEFT = date(2024, 1, 31)
_PAPER = {
    "version": 1, "kind": "final_review", "revision": 1, "title": "Bilan", "answers": "{}",
    "signers": "[]", "state": DocumentState.CLOSED, "made_on": LEFT,
}  # fmt: skip


@pytest.fixture(scope="module")
def database() -> Iterator[Connection]:
    with bare_database() as connection:
        yield connection


def rate(database: Connection, case: Case, name: str, **given: Any) -> tuple[Any, Any]:
    named = {each.name: each.default for each in CATALOGUE[name].parameters} | given
    try:
        scope = Scope(fill(database, [case]), PROFILE, year_of(2024))
        measured = COUNTED[name](scope, **named).measured(database)
    finally:
        database.rollback()
    return measured.part, measured.whole


@pytest.mark.parametrize(("months", "part"), [(2, 0), (3, 1), (4, 1)])
def test_a_follow_up_of_the_last_month_asked_makes_an_exit_positive(
    database: Connection, months: int, part: int
) -> None:
    followed = [Followed(3, date(2024, 5, 4), "employed")]
    case = Case("1", LEFT, date(2023, 9, 1), Gone(LEFT), follow_ups=followed)
    assert rate(database, case, "positive_within", months=months) == (part, 1)


@pytest.mark.parametrize(("begins", "part"), [(date(2024, 2, 29), 1), (date(2024, 3, 1), 0)])
def test_a_contract_counts_until_the_last_day_of_the_month(
    database: Connection, begins: date, part: int
) -> None:
    case = Case("1", LEFT, date(2023, 9, 1), Gone(LEFT, job_starts=begins))
    assert rate(database, case, "positive_within", months=1) == (part, 1)


@pytest.mark.parametrize(("first", "part"), [(date(2024, 6, 30), 1), (date(2024, 7, 1), 0)])
def test_an_immersion_counts_until_the_eve_of_the_day_months_later(
    database: Connection, first: date, part: int
) -> None:
    entered = date(2024, 1, 1)
    case = Case("1", entered, entered, stages=[Stage(first, first)])
    assert rate(database, case, "immersion_within", months=6) == (part, 1)


@pytest.mark.parametrize(
    ("window", "day", "number"),
    [
        ("after_exit", LEFT, 0),  # the day itself is of her parcours
        ("after_exit", date(2024, 2, 1), 1),
        ("after_exit", date(2024, 2, 29), 1),  # the last of a month too short for the 31st
        ("after_exit", date(2024, 3, 1), 0),
        ("after_entry", date(2023, 9, 14), 0),
        ("after_entry", date(2023, 9, 15), 1),
        ("after_entry", date(2023, 10, 15), 1),
        ("after_entry", date(2023, 10, 16), 0),
        ("stay", date(2023, 9, 14), 0),
        ("stay", date(2023, 9, 15), 1),
        ("stay", LEFT, 1),
        ("stay", date(2024, 2, 1), 0),
    ],
)
def test_an_act_counts_until_the_last_day_of_its_window(
    database: Connection, window: str, day: date, number: int
) -> None:
    case = Case("1", date(2023, 9, 15), date(2023, 9, 15), Gone(LEFT))
    action_id = fill(database, [case])
    fill_work(database, action_id, Work(acts=[Done("orientation", day, who=("1",))]))
    given = {each.name: each.default for each in CATALOGUE["people_with_acts"].parameters}
    given |= {"window": window, "months": 1, "at_least": 1, "of": "acts", "kinds": None}
    scope = Scope(action_id, MEASURED, year_of(2024))
    counted = COUNTED["people_with_acts"](scope, **given).measured(database)
    database.rollback()
    assert counted.number == number


@pytest.mark.parametrize(
    ("kinds", "shares"),
    [
        (
            None,
            {
                "Rencontre faite (Mise en relation avec une entreprise)": 2,
                "Vu par le partenaire (Orientation vers un partenaire)": 1,
                "Embauche décidée": 1,
            },
        ),
        (("orientation",), {"Vu par le partenaire": 1}),
    ],
    ids=["both acts", "one act"],
)
def test_a_result_that_two_acts_call_otherwise_is_told_with_its_act(
    database: Connection, kinds: tuple[str, ...] | None, shares: dict[str, int]
) -> None:
    acts = [
        Done("company_meeting", LEFT, result="met"),
        Done("company_meeting", LEFT, result="met"),
        Done("company_meeting", LEFT, result="hired"),
        Done("orientation", LEFT, result="met"),
    ]
    action_id = fill(database, [])
    fill_work(database, action_id, Work(acts=acts))
    scope = Scope(action_id, MEASURED, year_of(2024))
    counting = COUNTED["acts_by"](scope, by="result", kinds=kinds, results=None)
    found = counting.measured(database).shares
    behind = [len(counting.rows(database, share)) for share in found]
    database.rollback()
    assert {share.label: share.number for share in found} == shares
    assert behind == [share.number for share in found]
    assert isinstance(counting, Shares)
    assert set(shares) <= set(counting.words.values()), "a text may name each"


@pytest.mark.parametrize(
    ("state", "number"),
    [
        (DocumentState.DRAFT, 0),  # its answers may still change
        (DocumentState.OPEN, 1),
        (DocumentState.CLOSED, 1),
        (DocumentState.VOID, 0),
    ],
)
def test_a_draft_is_not_a_paper(database: Connection, state: DocumentState, number: int) -> None:
    entered = date(2024, 1, 1)
    action_id = fill(database, [Case("1", entered, entered)])
    dossier = database.scalar(select(Prescription.id))
    paper = _PAPER | {"id": new_id(), "action_id": action_id, "state": state}
    database.execute(insert(Document), paper | {"prescription_id": dossier})
    scope = Scope(action_id, PROFILE, year_of(2024))
    given = {each.name: each.default for each in CATALOGUE["papers_rate"].parameters}
    given["paper"] = "final_review"
    counted = COUNTED["papers"](scope, paper="final_review", signed=False).measured(database)
    had = COUNTED["papers_rate"](scope, **given).measured(database)
    database.rollback()
    assert (counted.number, had.part) == (number, number)


@pytest.mark.parametrize(
    ("signers", "by_hand", "number"),
    [("[]", None, 1), ('["participant"]', None, 0), ('["participant"]', LEFT, 1)],
    ids=["nobody has to", "she refused", "by hand"],
)
def test_a_paper_that_is_answered_without_a_signature_is_not_signed(
    database: Connection, signers: str, by_hand: date | None, number: int
) -> None:
    action_id = fill(database, [])
    paper = _PAPER | {"id": new_id(), "action_id": action_id, "signers": signers}
    database.execute(insert(Document), paper | {"paper_signed_on": by_hand})
    scope = Scope(action_id, PROFILE, year_of(2024))
    counted = COUNTED["papers"](scope, paper="final_review", signed=True).measured(database)
    database.rollback()
    assert counted.number == number


@pytest.mark.parametrize(
    ("left", "whole"),
    [
        (date(2024, 6, 29), 0),  # the second six months lack a day
        (date(2024, 6, 30), 1),  # they end with her parcours
        (date(2024, 7, 1), 1),
        (date(2024, 12, 31), 2),
    ],
)
def test_the_months_that_follow_count_when_they_are_whole(
    database: Connection, left: date, whole: int
) -> None:
    entered = date(2023, 7, 1)
    stages = [Stage(date(2023, 8, 1), date(2023, 8, 4))]
    case = Case("1", entered, entered, Gone(left), stages=stages)
    # The first six months are over on 1 January 2024, and had an immersion.
    assert rate(database, case, "immersion_within", months=6, each=True) == (1, 1 + whole)
