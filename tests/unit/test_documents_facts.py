"""The facts of papers, recounted from people drawn at random: nothing invented, nothing lost."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import select

from coachdesk.core.french import hours, long_date, short_date
from coachdesk.documents.papers.paper import FactTable
from coachdesk.domain.attendance import Presence
from coachdesk.domain.paper_facts import FACTS, TABLES
from coachdesk.domain.papers import Subject
from coachdesk.models import Prescription
from coachdesk.services.desk import ActionInfo
from coachdesk.services.papers.facts import facts_of
from coachdesk.services.papers.prefill import prefilled
from coachdesk.services.papers.templates import templates
from coachdesk.services.setup import create_desk
from support.cases import Case, fill
from support.clock import FixedClock
from support.drawn_cases import PROFILE, cases
from support.signing_desk import CLOCK

AS_USED = settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    made = create_desk(
        tmp_path_factory.mktemp("facts") / "store", "été à la mer", profile="coaching-emploi",
        coach_name="Odile Vasseur", clock=FixedClock(CLOCK.now() + timedelta(days=400)),
    ).desk  # fmt: skip
    yield made
    made.close()


def facts_by_number(desk, people: list[Case]) -> dict[str, dict[str, str | FactTable]]:
    """The facts of each dossier; nothing of it stays in the store."""
    with desk.store.write() as uow:
        link = uow.session.connection()
        action = ActionInfo(fill(link, people), "drawn", PROFILE)
        dossiers = link.execute(
            select(Prescription.number, Prescription.id).where(Prescription.action_id == action.id)
        ).all()
        return {
            number: facts_of(link, desk, action, key, Subject.DOSSIER, None)
            for number, key in dossiers
        }


@AS_USED
@given(people=cases())
def test_every_fact_is_text_or_a_table_and_says_nothing_that_is_unknown(desk, people):
    for facts in facts_by_number(desk, people).values():
        assert facts.keys() <= FACTS.keys()
        for name, fact in facts.items():
            assert isinstance(fact, FactTable) is (name in TABLES), name
            if isinstance(fact, FactTable):
                assert all(len(row) == len(fact.heads) for row in fact.rows), name
                words = [cell for row in fact.rows for cell in row]
            else:
                words = [fact]
            assert all(isinstance(word, str) and "None" not in word for word in words), name


@AS_USED
@given(people=cases())
def test_the_counts_and_tables_are_those_of_what_happened(desk, people):
    found = facts_by_number(desk, people)
    for case in people:
        facts, met = found[case.number], case.met if case.entered else ()
        for name, presence in (
            ("held", Presence.ATTENDED),
            ("excused", Presence.EXCUSED),
            ("unexcused", Presence.UNEXCUSED),
            ("cancelled", Presence.CANCELLED),
        ):
            assert facts[f"pathway.{name}"] == str(sum(item.presence is presence for item in met))
        attended = [item for item in met if item.presence is Presence.ATTENDED]
        assert facts["pathway.hours"] == hours(sum(item.minutes for item in attended))
        assert sorted(row[0] for row in facts["pathway.presences"].rows) == sorted(
            short_date(item.day) for item in attended
        )
        missed = [item for item in met if item.presence in {Presence.EXCUSED, Presence.UNEXCUSED}]
        assert len(facts["pathway.absences"].rows) == len(missed)
        stages = case.stages if case.entered else ()
        assert len(facts["pathway.immersions"].rows) == len(stages)
        assert facts["pathway.entry"] == (long_date(case.entered) if case.entered else "")
        gone = case.gone if case.entered else None
        assert facts["exit.date"] == (long_date(gone.day) if gone else "")


@AS_USED
@given(people=cases())
def test_what_is_proposed_in_a_field_is_an_answer_that_it_takes(desk, people):
    for facts in facts_by_number(desk, people).values():
        for template in templates(desk.actions[0]).values():
            fields = {field.key: field for field in template.fields}
            for key, answer in prefilled(template, facts).items():
                options = {word.key for word in fields[key].options}
                told = {answer} if isinstance(answer, str) else set(answer)
                assert not options or told <= options, key
                assert "{" not in "".join(told), key
