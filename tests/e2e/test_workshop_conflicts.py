"""What stands against an atelier: every action that the coach works in, read once for a series."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine, event, select

from coachdesk.core.errors import UserError
from coachdesk.core.resources import resources_root
from coachdesk.domain.attendance import Mode, Slot
from coachdesk.models import Participant, Prescription
from coachdesk.services.appointments import plan_appointment
from coachdesk.services.prescriptions import (
    PersonFacts,
    PrescriptionFacts,
    receive_prescription,
)
from coachdesk.services.setup import add_action
from coachdesk.services.workshops.conflicts import workshop_check
from coachdesk.services.workshops.planning import WorkshopFacts, plan_workshop
from support.clock import FixedClock
from support.signing_desk import CLOCK, DAY, make_group

SOON = DAY + timedelta(days=7)
AFTERNOON = Slot(SOON, 840, 960, "Mairie d’Airaines", Mode.COLLECTIVE)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return make_group(tmp_path_factory.mktemp("made") / "magasin", 3)


@pytest.fixture
def desk(made, tmp_path):
    opened = made.opened(tmp_path / "magasin", FixedClock(CLOCK.now()))
    yield opened
    opened.close()


@pytest.fixture
def elsewhere(desk, made, tmp_path):
    """The first person, oriented to another action too: her dossier there."""
    shipped = (resources_root() / "actions" / "coaching-emploi.toml").read_text("utf-8")
    profile = tmp_path / "autre.toml"
    profile.write_text(shipped.replace('code = "coaching-emploi"', 'code = "autre"'), "utf-8")
    other = add_action(desk, profile)
    person = desk.read(
        lambda link: link.execute(
            select(
                Participant.id,
                Participant.last_name,
                Participant.first_name,
                Participant.gender,
                Participant.birth_date,
            )
            .join(Prescription, Prescription.participant_id == Participant.id)
            .where(Prescription.id == made.people[0])
        ).one()
    )
    facts = PersonFacts("DURAND", person.first_name, person.gender, person.birth_date)
    return receive_prescription(
        desk, other, PrescriptionFacts("A-1", DAY, "department"), facts, known=person.id
    )


def test_who_is_met_for_another_action_at_that_hour_cannot_come(desk, made, elsewhere):
    action = desk.actions[0]
    plan_appointment(desk, elsewhere, Slot(SOON, 870, 900, "Mairie", Mode.ON_SITE))
    check = desk.read(lambda link: workshop_check(link, action, AFTERNOON))
    assert check.busy == {made.people[0]: "prise à 14\u00a0h\u00a030"}
    with pytest.raises(UserError, match="déjà un rendez-vous"):
        plan_workshop(desk, action, WorkshopFacts("Son CV", AFTERNOON), made.people)
    morning = replace(AFTERNOON, start_minute=540, end_minute=600)
    check = desk.read(lambda link: workshop_check(link, action, morning))
    assert not check.busy
    assert set(check.met) == {made.people[0]}


def test_a_series_reads_no_more_than_one_day(desk, made):
    asked: list[str] = []

    def read(times):
        asked.clear()
        check = desk.read(lambda link: workshop_check(link, desk.actions[0], AFTERNOON, times))
        return check, len(asked)

    plan_appointment(
        desk, made.people[1], Slot(SOON + timedelta(weeks=3), 900, 930, "Poix", Mode.ON_SITE)
    )
    event.listen(Engine, "before_cursor_execute", note := lambda *told: asked.append(told[2]))
    try:
        read(1)  # what a store asks of itself once
        _, once = read(1)
        check, series = read(8)
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    assert series == once
    assert any("En même temps" in line for line in check.against), "of the fourth week"
    assert set(check.busy) == {made.people[1]}
