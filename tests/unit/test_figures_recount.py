"""The figures against a recount by hand: the oracle knows the people, never the tables."""

from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from coachdesk.core.errors import UserError
from coachdesk.services.figures import year_report
from support.cases import Case, bare_database, fill
from support.drawn_cases import DAY, PROFILE, YEAR, cases, ends_of_months


@pytest.fixture(scope="module")
def database() -> Iterator[Connection]:
    with bare_database() as connection:
        yield connection


def days(first: date, last: date) -> set[date]:
    return {first + DAY * step for step in range((last - first).days + 1)}


def month_days(month: int) -> set[date]:
    return days(date(YEAR, month, 1), date(YEAR, month, monthrange(YEAR, month)[1]))


END = date(YEAR + 2, 12, 31)
LATER = date(YEAR + 1, 1, 15)
ends_of_year = ends_of_months.filter(lambda day: day.year == YEAR)


def lived(case: Case) -> set[date]:
    """The days of the pathway."""
    if case.entered is None:
        return set()
    return days(case.entered, case.gone.day if case.gone else END)


def label(words: Any, key: str | None) -> str:
    return words[key].figure or words[key].label if key else "Non renseigné"


def tally(labels: Iterable[str]) -> dict[str, int]:
    return dict(Counter(labels))


def hours(minutes: int) -> float:
    return hundredths(minutes, 60)


def hundredths(part: int, whole: int) -> float:
    return (part * 100 * 2 + whole) // (2 * whole) / 100


def recount_month(cases: Sequence[Case], month: int) -> dict[str, Any]:
    inside = month_days(month)
    until = max(inside)
    active = [case for case in cases if lived(case) & inside]
    met = [met for case in cases for met in case.met if met.day in inside]
    present = [one for one in met if one.presence == "attended"]
    return {
        "file_active": len(active),
        "entrees": sum(case.entered in inside for case in cases),
        "sorties": sum(case.gone is not None and case.gone.day in inside for case in cases),
        "prescriptions": sum(case.received in inside for case in cases),
        "rdv": tally(label(PROFILE.presences, one.presence) for one in met),
        "rdv_presents_par_modalite": tally(label(PROFILE.modes, one.mode) for one in present),
        "participants_avec_plus_de_deux_absences_injustifiees": sorted(
            case.number
            for case in active
            if case.entered
            and sum(
                one.presence == "unexcused" and case.entered <= one.day <= until for one in case.met
            )
            > 2
        ),
        "immersions_en_cours": sum(
            bool(days(stage.first, stage.last) & inside) for case in cases for stage in case.stages
        ),
        "heures_presence": hours(sum(one.minutes for one in present)),
    }


def band(case: Case) -> str:
    """By counting birthdays: 29 February is kept on 1 March of a common year."""
    assert case.entered
    age = -1
    for year in range(case.birth.year, case.entered.year + 1):
        leap_born = (case.birth.month, case.birth.day) == (2, 29)
        common = monthrange(year, 2)[1] == 28
        birthday = date(year, 3, 1) if leap_born and common else case.birth.replace(year=year)
        age += birthday <= case.entered
    for limit, name in ((25, "Moins de 25 ans"), (40, "25-40 ans"), (55, "40-55 ans")):
        if age < limit:
            return name
    return "Plus de 55 ans"


def recount_year(cases: Sequence[Case], until: date) -> dict[str, Any]:
    """From 1 January to ``until``, and each month begun by then."""
    year = days(date(YEAR, 1, 1), until)
    people = [case for case in cases if lived(case) & year]
    received = people + [case for case in cases if not case.entered and case.received in year]
    exits = [(case.gone, case) for case in cases if case.gone and case.gone.day in year]
    kinds = PROFILE.exit_kinds
    positive = sum(gone.kind in {"employment", "training"} for gone, _ in exits)
    details: dict[str, dict[str, int]] = {}
    for gone, _ in exits:
        if len(kinds[gone.kind].details):
            shares = details.setdefault(kinds[gone.kind].label, {})
            told = label(kinds[gone.kind].details, gone.detail)
            shares[told] = shares.get(told, 0) + 1
    begun = range(1, until.month + 1)
    months = {f"{YEAR}-{month:02}": recount_month(cases, month) for month in begun}
    curve = [sum(bool(lived(case) & year & month_days(month)) for case in cases) for month in begun]
    return {
        "action": "Coaching Emploi",
        "year": YEAR,
        "prescriptions": len(received),
        "suites": tally(label(PROFILE.outcomes, case.outcome) for case in received),
        "prescripteurs": tally(label(PROFILE.prescribers, case.prescriber) for case in received),
        "participants": len(people),
        "statuts": tally(label(PROFILE.statuses, case.words.get("status")) for case in people),
        "sexe": tally(label(PROFILE.genders, case.gender) for case in people),
        "tranches_age": tally(band(case) for case in people),
        "niveaux": tally(
            label(PROFILE.training_levels, case.words.get("training_level")) for case in people
        ),
        "problematiques": tally(
            label(PROFILE.obstacles, case.words.get("main_obstacle")) for case in people
        ),
        "foyers": tally(label(PROFILE.households, case.words.get("household")) for case in people),
        "sorties": tally(label(kinds, gone.kind) for gone, _ in exits),
        "sorties_total": len(exits),
        "details": details,
        "en_cours_au_31_12": sum(
            until in lived(case) and (case.gone is None or case.gone.day > until) for case in cases
        ),
        "sorties_positives": positive,
        "taux_sorties_positives_pourcent": (
            int(positive / len(exits) * 100 + 0.5) if exits else None
        ),
        "file_active": curve,
        "file_active_moyenne": hundredths(sum(curve), len(curve)),
        "immersions": {
            "sortis_avec_stage": sum(bool(case.stages) for _, case in exits),
            "dont_deux": sum(len(case.stages) >= 2 for _, case in exits),
            "conventions_dans_l_annee": sum(
                stage.first in year for case in cases for stage in case.stages
            ),
            "sortis_sans_stage": tally(
                "Emploi ou formation"
                if gone.kind in {"employment", "training"}
                else label(kinds, gone.kind)
                for gone, case in exits
                if not case.stages
            ),
        },
        "rdv_total": sum(met.day in year for case in cases for met in case.met),
        "months": months,
    }


def known_years(cases: Sequence[Case]) -> range:
    facts = [case.received for case in cases]
    for case in cases:
        facts += [case.entered] if case.entered else []
        facts += [case.gone.day] if case.gone else []
        facts += [met.day for met in case.met]
        facts += [day for stage in case.stages for day in (stage.first, stage.last)]
    return range(min(facts).year, max(facts).year + 1)


@settings(max_examples=20, phases=[Phase.generate])  # a shrink takes minutes
@given(people=cases())
def test_a_year_is_what_a_recount_finds(database: Connection, people: list[Case]) -> None:
    counted_as(database, people, LATER, date(YEAR, 12, 31))


@settings(max_examples=20, phases=[Phase.generate])
@given(people=cases(), today=st.dates(date(YEAR, 1, 1), date(YEAR, 12, 31)) | ends_of_year)
def test_a_year_that_goes_on_is_what_a_recount_to_today_finds(
    database: Connection, people: list[Case], today: date
) -> None:
    counted_as(database, people, today, today)


def counted_as(database: Connection, people: list[Case], today: date, until: date) -> None:
    """Assert that the year counted on ``today`` is what a recount to ``until`` finds."""
    try:
        action_id = fill(database, people)
        if YEAR in known_years(people):
            report = year_report(database, action_id, PROFILE, YEAR, today=today)
            assert report.items() >= recount_year(people, until).items()
            assert report.get("arrete_au") == (until.isoformat() if today == until else None)
        else:
            # Where all that is known is later still, the clock is doubted instead.
            with pytest.raises(UserError, match=f"Aucune donnée pour {YEAR}|après aujourd’hui"):
                year_report(database, action_id, PROFILE, YEAR, today=today)
    finally:
        database.rollback()
