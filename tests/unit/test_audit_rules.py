"""A fault planted in a calm month is found, and nothing else is; the reprise stays silent."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from random import Random
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachdesk.domain.attendance import Mode
from coachdesk.queries.audit import AttendedRow
from coachdesk.services.audit_presences import coach_twice, person_twice
from coachdesk.services.audit_remarks import KINDS
from coachdesk.services.targets import Screen
from support.audit_months import ACTION, attended, calm_month, moved, remarks, stage

randoms = st.randoms(use_true_random=False)
SUNDAY, WHIT_MONDAY = date(2023, 5, 14), date(2023, 5, 29)
Planting = Callable[[list[AttendedRow], AttendedRow], tuple[list[AttendedRow], set[AttendedRow]]]
"""Given a month and one of its rows: the month with the fault, and the rows at fault."""


def instead(change: Callable[[AttendedRow], AttendedRow]) -> Planting:
    """The row, changed."""

    def plant(
        rows: list[AttendedRow], row: AttendedRow
    ) -> tuple[list[AttendedRow], set[AttendedRow]]:
        faulty = change(row)
        return [faulty if one is row else one for one in rows], {faulty}

    return plant


def besides(change: Callable[[AttendedRow], AttendedRow]) -> Planting:
    """The row, and another one made of it."""

    def plant(
        rows: list[AttendedRow], row: AttendedRow
    ) -> tuple[list[AttendedRow], set[AttendedRow]]:
        faulty = change(row)
        return [*rows, faulty], {faulty, row}

    return plant


def elsewhere(row: AttendedRow) -> AttendedRow:
    """The same person in her other dossier, within the same half-hour."""
    return replace(
        row,
        prescription_id=UUID(int=9),
        number="22-999",
        appointment_id=UUID(int=99),
        start_minute=row.start_minute + 1,
        end_minute=row.end_minute - 1,
        place="Mairie de Quend",
    )


def at_minute(day: date, minute: int) -> datetime:
    """That minute of the coach's day."""
    return datetime.combine(day, time(*divmod(minute, 60))).astimezone()


PLANTED: dict[str, Planting] = {
    "jour_chome": instead(lambda row: attended(int(row.number[3:]), SUNDAY, 600, place=row.place)),
    "trace_manquant": instead(lambda row: replace(row, signed_at=None)),
    "signees_avant_l_heure": instead(
        lambda row: replace(row, signed_at=at_minute(row.held_on, row.start_minute - 16))
    ),
    "regularisations": instead(lambda row: replace(row, regularisation="tablette en panne")),
    "hors_parcours": instead(
        lambda row: replace(row, left_on=row.held_on - timedelta(days=1), contract_on=None)
    ),
    "avant_contrat": instead(lambda row: replace(row, contract_on=row.held_on + timedelta(days=3))),
    "duree_inhabituelle": instead(
        lambda row: attended(int(row.number[3:]), row.held_on, 1200, minutes=5, place=row.place)
    ),
    "signees_en_serie": besides(
        lambda row: replace(moved(row, start=900), signed_at=row.signed_at)
    ),
}


@given(randoms)
def test_a_calm_month_raises_nothing(rng: Random) -> None:
    assert remarks(calm_month(rng)) == []


@pytest.mark.parametrize("kind", PLANTED)
@given(randoms)
def test_a_planted_fault_is_found_and_nothing_else(kind: str, rng: Random) -> None:
    rows = calm_month(rng)
    month, faulty = PLANTED[kind](rows, rng.choice(rows))
    found = remarks(month)
    assert [remark.kind for remark in found] == [kind]
    assert kind in KINDS
    for row in faulty:
        assert row.last_name in found[0].sentence
    assert found[0].target.screen in {Screen.APPOINTMENT, Screen.CONTRACT}
    assert found[0].sentence.endswith(".")


@given(randoms)
def test_a_person_in_two_dossiers_at_once(rng: Random) -> None:
    rows = calm_month(rng)
    row = rng.choice(rows)
    found = remarks([*rows, elsewhere(row)])
    assert [remark.kind for remark in found] == ["deux_lieux_personne"]
    assert "Mairie de Quend" in found[0].sentence


@given(randoms, st.integers(-29, 29))
def test_the_coach_with_two_people_at_once(rng: Random, late: int) -> None:
    rows = calm_month(rng)
    row = rng.choice(rows)
    other = attended(99, row.held_on, row.start_minute + late, place=row.place)
    found = remarks([*rows, other])
    assert {remark.kind for remark in found} == {"deux_lieux_coach"}
    assert any("NOM99" in remark.sentence for remark in found)
    workshop = [
        replace(one, mode=Mode.COLLECTIVE, place=row.place)
        for one in (*(one for one in rows if one.held_on == row.held_on), other)
    ]
    assert not list(coach_twice(workshop, ACTION)), "one workshop is one place"


@given(randoms)
def test_no_minute_between_two_communes(rng: Random) -> None:
    rows = calm_month(rng)
    last = max(rows, key=lambda row: (row.held_on, row.start_minute))
    next_one = attended(99, last.held_on, last.end_minute, place="Mairie de Quend")
    (found,) = remarks([*rows, next_one])
    assert found.kind == "sans_trajet"
    assert last.place is not None
    across_the_street = replace(next_one, place=f"Foyer {last.place.rsplit(' ', 1)[-1]}")
    assert not remarks([*rows, across_the_street])
    assert not remarks([*rows, attended(99, last.held_on, last.end_minute + 1)])
    by_phone = replace(next_one, mode=Mode.PHONE, place=None)
    assert not remarks([*rows, by_phone])


@given(randoms)
def test_a_meeting_on_a_day_of_immersion(rng: Random) -> None:
    rows = calm_month(rng)
    row = rng.choice(rows)
    during = stage(row, row.held_on, row.held_on)
    (found,) = remarks(rows, [during])
    assert found.kind == "pmsmp_et_rdv"
    assert "Garage du Centre" in found.sentence
    before = stage(row, row.held_on - timedelta(days=9), row.held_on - timedelta(days=9))
    others_only = [one for one in rows if one.prescription_id != row.prescription_id]
    assert not remarks([*others_only, row], [before])
    by_phone = [replace(one, mode=Mode.PHONE, place=None) for one in rows]
    assert not remarks(by_phone, [during])


@pytest.mark.parametrize(
    ("weekly", "said"),
    [(None, None), (2100, None), (2101, "35 heures"), (2880, "35 heures"), (2881, "48 heures")],
)
def test_the_weekly_hours_of_an_immersion(weekly: int | None, said: str | None) -> None:
    row = attended(1, date(2023, 5, 2), 540)
    found = remarks([row], [stage(row, date(2023, 5, 9), date(2023, 5, 12), weekly)])
    assert [remark.kind for remark in found] == ([] if said is None else ["pmsmp_heures"])
    assert said is None or said in found[0].sentence


def test_a_public_holiday_is_named() -> None:
    (found,) = remarks([attended(1, WHIT_MONDAY, 540)])
    assert "Lundi de Pentecôte" in found.sentence


def test_what_a_person_signs_at_the_next_meeting_for_a_call_is_no_series() -> None:
    """By phone she signs the line at the next meeting: that is how it is meant to be."""
    met = attended(1, date(2023, 5, 9), 540)
    call = replace(
        attended(1, date(2023, 5, 4), 600, place=None),
        mode=Mode.PHONE,
        signed_at=met.signed_at,
        regularisation="appel du 4 mai",
    )
    assert not remarks([met, call])


def test_presences_of_one_person_are_counted_in_one_remark() -> None:
    days = [date(2023, 5, day) for day in (2, 3, 4, 5, 9, 10)]
    found = remarks([replace(attended(1, day, 540), signed_at=None) for day in days])
    (remark,) = found
    said = remark.sentence.replace("\u00a0", " ")
    assert "n’a pas signé 6 présences, le 2 mai, le 3 mai, le 4 mai, le 5 mai et 2 autres" in said


@given(randoms)
def test_the_reprise_raises_only_what_can_not_be_so(rng: Random) -> None:
    rows = calm_month(rng)
    old = [replace(row, cut_over=True, signed_at=None, contract_on=None) for row in rows]
    odd = replace(attended(99, SUNDAY, 360, minutes=300), cut_over=True, signed_at=None)
    assert not remarks([*old, odd])
    one = rng.choice(old)
    late = replace(one, entered_on=one.held_on + timedelta(days=1))
    month = [late if row is one else row for row in old]
    assert [remark.kind for remark in remarks([*month, elsewhere(one)])] == [
        "deux_lieux_personne",
        "hors_parcours",
    ]


def test_a_clash_with_another_action_is_seen_from_this_one() -> None:
    row = attended(1, date(2023, 5, 2), 540)
    elsewhere_too = replace(elsewhere(row), action_id=UUID(int=2), start_minute=500, end_minute=560)
    for month in ([row, elsewhere_too], [elsewhere_too, row]):
        (found,) = person_twice(month, ACTION)
        assert found.target.appointment_id == row.appointment_id
    assert not list(person_twice([replace(row, action_id=UUID(int=2)), elsewhere_too], ACTION))


@given(randoms)
def test_a_remark_is_another_one_when_a_fact_changes(rng: Random) -> None:
    rows = calm_month(rng)
    row = replace(rng.choice(rows), signed_at=None)
    (before,) = remarks([row])
    (after,) = remarks([replace(row, end_minute=row.end_minute + 1)])
    assert before.subject != after.subject
    assert before.subject == remarks([row])[0].subject
