"""Each rule of the profile speaks on its day and falls silent when the thing is done."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import update

from coachdesk.core.ids import new_id
from coachdesk.domain.attendance import Presence
from coachdesk.models import Action, Attachment, Closing, Prescription
from coachdesk.services.profiles import load_profile
from coachdesk.services.targets import Screen
from coachdesk.services.to_dos import things_to_do
from support.cases import Case, Gone, Met, Stage, bare_database, fill

DAY = date(2023, 6, 15)
DAYS = timedelta(days=1)
NOON = datetime(2023, 6, 1, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def profile():
    return load_profile("coaching-emploi")[1]


def told(profile, case, day=DAY, change=None):
    with bare_database() as connection:
        action = fill(connection, [case])
        if change is not None:
            change(connection, action)
        found = things_to_do(connection, action, profile, day)
    return {thing.rule: thing for thing in found}


def case(**facts):
    usual = {
        "number": "23-001", "received": DAY - 60 * DAYS, "entered": DAY - 50 * DAYS,
        "contract": DAY - 40 * DAYS, "first_met": DAY - 55 * DAYS, "cut_over": False,
    }  # fmt: skip
    return Case(**{**usual, **facts})


@pytest.mark.parametrize(("left", "speaks"), [(31, False), (30, True), (0, True), (-1, True)])
def test_a_parcours_is_told_thirty_days_before_its_end(profile, left, speaks):
    found = told(profile, case(planned_end=DAY + left * DAYS))
    assert ("fin_parcours" in found) is speaks
    if speaks:
        assert ("s’est terminé" in found["fin_parcours"].sentence) is (left < 0)
        assert found["fin_parcours"].due_on == DAY + left * DAYS


def test_a_parcours_ended_by_its_exit_is_told_no_more(profile):
    ended = case(planned_end=DAY, gone=Gone(DAY - 2 * DAYS, cut_over=False))
    assert "fin_parcours" not in told(profile, ended)


@pytest.mark.parametrize(("left", "speaks"), [(8, False), (7, True), (0, True), (-1, False)])
def test_an_immersion_is_told_the_week_before_its_end(profile, left, speaks):
    stage = Stage(DAY - 5 * DAYS, DAY + left * DAYS, review=None, cut_over=False)
    assert ("fin_pmsmp" in told(profile, case(stages=[stage]))) is speaks


def test_its_bilan_is_asked_for_until_it_is_there(profile):
    over = Stage(DAY - 20 * DAYS, DAY - DAYS, review=None, cut_over=False)
    asked = told(profile, case(stages=[over]))["bilan_stage"].target
    assert (asked.screen, asked.section) == (Screen.PAPER, "immersion_review")
    assert asked.subject_id is not None, "one click from its paper"
    without = replace(profile, papers_off=frozenset({"immersion_review"}))
    assert told(without, case(stages=[over]))["bilan_stage"].target.screen is Screen.CARD
    done = Stage(DAY - 20 * DAYS, DAY - DAYS, review="favourable", cut_over=False)
    assert "bilan_stage" not in told(profile, case(stages=[done]))
    before = Stage(DAY - 60 * DAYS, DAY - 40 * DAYS, review=None, cut_over=True)
    assert "bilan_stage" not in told(profile, case(stages=[before])), "a row of the reprise"


def test_a_retour_whose_paper_the_profile_hides_leads_to_the_card(profile):
    def decided(connection, _action):
        connection.execute(update(Prescription).values(decided_on=DAY - DAYS))

    asked = told(profile, case(), change=decided)["retour_prescription"].target
    assert (asked.screen, asked.section) == (Screen.PAPER, "prescription_return")
    without = replace(profile, papers_off=frozenset({"prescription_return"}))
    hidden = told(without, case(), change=decided)["retour_prescription"].target
    assert (hidden.screen, hidden.section) == (Screen.CARD, "")


@pytest.mark.parametrize(
    ("left_on", "months"),
    [(date(2023, 5, 15), "1"), (date(2023, 3, 20), "3"), (date(2022, 12, 15), "6")],
)
def test_a_follow_up_is_due_at_each_milestone(profile, left_on, months):
    gone = case(
        received=left_on - 90 * DAYS, entered=left_on - 80 * DAYS,
        gone=Gone(left_on, cut_over=False),
    )  # fmt: skip
    assert int(months) in profile.rules.follow_up_months
    found = told(profile, gone)["suivi"]
    assert f"{months} mois" in found.sentence
    assert "suivi" not in told(profile, gone, left_on + 5 * DAYS)


def test_the_fse_record_counts_its_four_weeks_down(profile):
    entered = case(entered=DAY - 10 * DAYS)
    assert "il reste 18\u00a0jours" in told(profile, entered)["fiche_fse"].sentence
    late = told(profile, entered, DAY + 30 * DAYS)["fiche_fse"]
    assert "délai passé" in late.sentence
    assert late.due_on == DAY + 18 * DAYS


@pytest.mark.parametrize(("left", "speaks"), [(31, False), (30, True), (-3, True)])
def test_an_attachment_is_told_before_it_expires(profile, left, speaks):
    def attach(connection, _action):
        dossier = connection.execute(Prescription.__table__.select()).one()
        connection.execute(
            Attachment.__table__.insert(),
            {
                "id": new_id(), "prescription_id": dossier.id, "name": "piece.pdf", "size": 1,
                "kind": next(iter(profile.attachment_kinds)).key, "version": 1,
                "added_at": NOON,
                "valid_until": DAY + left * DAYS,
            },
        )  # fmt: skip

    found = told(profile, case(), change=attach)
    assert ("piece" in found) is speaks
    if speaks:
        assert ("n’est plus valable" in found["piece"].sentence) is (left < 0)


def test_a_month_over_is_told_until_it_is_closed(profile):
    found = told(profile, case())["mois_a_clore"]
    assert found.target.screen is Screen.MONTH
    assert found.who == "", "of the action, not of a person"

    def close(connection, action):
        for month in (date(2023, 5, 1), date(2023, 4, 1), date(2023, 3, 1)):
            connection.execute(
                Closing.__table__.insert(),
                {
                    "id": new_id(), "action_id": action, "month": month, "revision": 1,
                    "closed_at": NOON,
                    "figures": "{}", "gaps": "[]",
                },
            )  # fmt: skip

    assert "mois_a_clore" not in told(profile, case(), change=close)


@pytest.mark.parametrize(
    ("met", "asked"),
    [
        (Met(date(2023, 5, 10), cut_over=True), []),
        (Met(date(2023, 5, 10), cut_over=False), ["2023-05"]),
        (Met(date(2023, 6, 10), cut_over=False), []),
    ],
)
def test_a_month_over_before_the_action_was_here_is_asked_for_only_if_noted_here(
    profile, met, asked
):
    """The others were handed in on paper; those that end here are asked for, however imported."""

    def months(day):
        imported = case(cut_over=True, met=[met, Met(date(2023, 4, 12), cut_over=True)])
        with bare_database() as connection:
            action = fill(connection, [imported])
            connection.execute(update(Action).values(created_at=NOON))
            found = things_to_do(connection, action, profile, day)
        return [thing.subject for thing in found if thing.rule == "mois_a_clore"]

    assert months(DAY) == asked
    if met.day >= NOON.date():
        assert months(DAY + 30 * DAYS) == ["2023-06"]


def test_more_absences_than_the_threshold_are_told(profile):
    threshold = profile.rules.absence_threshold
    missed = [
        Met(DAY - number * DAYS, Presence.UNEXCUSED, cut_over=False)
        for number in range(1, threshold + 2)
    ]
    assert "absences" not in told(profile, case(met=missed[:threshold]))
    assert f"{threshold + 1} absences" in told(profile, case(met=missed))["absences"].sentence


@pytest.mark.parametrize(("left", "speaks"), [(30, True), (0, True), (-31, True), (-32, False)])
def test_of_the_reprise_an_end_to_come_is_told_and_an_old_one_is_not(profile, left, speaks):
    imported = case(planned_end=DAY + left * DAYS, cut_over=True, contract=None)
    found = told(profile, imported)
    assert ("fin_parcours" in found) is speaks
    hers = found.keys() - {"mois_a_clore"}
    assert hers <= {"fin_parcours"}, "neither contract nor record of before CoachDesk"


def test_absences_of_the_reprise_are_told_once_one_is_noted_here(profile):
    before = [Met(DAY - n * DAYS, Presence.UNEXCUSED, cut_over=True) for n in range(2, 5)]
    assert "absences" not in told(profile, case(cut_over=True, met=before))
    here = Met(DAY - DAYS, Presence.UNEXCUSED, cut_over=False)
    found = told(profile, case(cut_over=True, met=[*before, here]))
    assert "4 absences" in found["absences"].sentence


@pytest.mark.parametrize(("days", "speaks"), [(-8, False), (-7, True), (7, True), (8, False)])
def test_a_follow_up_of_an_imported_exit_is_told_around_its_day(profile, days, speaks):
    left_on = date(DAY.year, DAY.month - 1, DAY.day)
    imported = case(cut_over=True, gone=Gone(left_on, cut_over=True))
    assert ("suivi" in told(profile, imported, day=DAY + days * DAYS)) is speaks


def test_the_bilan_of_an_immersion_imported_just_ended_is_asked_for(profile):
    over = Stage(DAY - 20 * DAYS, DAY - DAYS, review=None, cut_over=True)
    assert "bilan_stage" in told(profile, case(stages=[over], cut_over=True))


def test_a_month_in_which_and_since_which_nothing_came_is_not_to_be_closed(profile):
    assert "mois_a_clore" not in told(profile, case(), day=DAY + 400 * DAYS)
