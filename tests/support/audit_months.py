"""A month of presences in which a controller finds nothing, to plant one fault in."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random
from uuid import UUID

from coachdesk.domain.attendance import Mode
from coachdesk.domain.holidays import is_workday
from coachdesk.queries.audit import AttendedRow, ImmersionRow
from coachdesk.services import audit_presences, audit_signatures
from coachdesk.services.audit_remarks import Remark

ACTION = UUID(int=1)
FIRST = date(2023, 5, 1)
DAYS = [day for day in (FIRST + timedelta(days=number) for number in range(31)) if is_workday(day)]
PLACES = ("Mairie d’Airaines", "Mairie de Poix", "Salle des fêtes de Conty")


def attended(
    person: int, day: date, start: int, *, minutes: int = 30, place: str | None = PLACES[0]
) -> AttendedRow:
    """A presence of person n° ``person``, signed at its end."""
    end = start + minutes
    return AttendedRow(
        prescription_id=UUID(int=1000 + person),
        number=f"23-{person:03d}",
        last_name=f"NOM{person}",
        first_name="Zoé",
        action_id=ACTION,
        participant_id=UUID(int=2000 + person),
        appointment_id=UUID(int=(person << 40) + (day.toordinal() << 16) + start),
        held_on=day,
        start_minute=start,
        end_minute=end,
        place=place,
        mode=Mode.ON_SITE,
        cut_over=False,
        entered_on=date(2023, 4, 3),
        left_on=None,
        contract_on=date(2023, 4, 3),
        signed_at=datetime(day.year, day.month, day.day, tzinfo=UTC)
        + timedelta(minutes=end % 1440),
        regularisation=None,
        declined=False,
    )


def moved(row: AttendedRow, *, start: int, minutes: int = 30) -> AttendedRow:
    """Another rendez-vous of the same person and day."""
    return replace(
        attended(int(row.number[3:]), row.held_on, start, minutes=minutes, place=row.place)
    )


def calm_month(rng: Random, people: int = 8) -> list[AttendedRow]:
    """One place a day, one person each half-hour, each person at most once a day."""
    rows = []
    for day in rng.sample(DAYS, rng.randint(2, 10)):
        place = rng.choice(PLACES)
        met = rng.sample(range(1, people + 1), rng.randint(1, min(people, 8)))
        rows += [
            attended(person, day, 540 + 30 * slot, place=place) for slot, person in enumerate(met)
        ]
    return sorted(rows, key=lambda row: (row.held_on, row.start_minute))


def stage(row: AttendedRow, first: date, last: date, weekly: int | None = 1200) -> ImmersionRow:
    """An immersion of the person of ``row``."""
    return ImmersionRow(
        prescription_id=row.prescription_id,
        number=row.number,
        last_name=row.last_name,
        first_name=row.first_name,
        immersion_id=UUID(int=7),
        company="Garage du Centre",
        starts_on=first,
        ends_on=last,
        weekly_minutes=weekly,
        cut_over=False,
    )


def remarks(rows: Sequence[AttendedRow], stages: Sequence[ImmersionRow] = ()) -> list[Remark]:
    """All that the rules on rows find in a month."""
    rows = sorted(rows, key=lambda row: (row.held_on, row.start_minute))
    return [
        *audit_presences.person_twice(rows, ACTION),
        *audit_presences.coach_twice(rows, ACTION),
        *audit_presences.no_travel(rows, ACTION),
        *audit_presences.day_off(rows),
        *audit_presences.meetings_in_immersion(rows, stages),
        *audit_presences.immersion_hours(stages),
        *audit_signatures.unsigned(rows),
        *audit_signatures.signed_together(rows),
        *audit_signatures.signed_early(rows),
        *audit_signatures.signed_late(rows),
        *audit_presences.outside_pathway(rows),
        *audit_presences.before_contract(rows),
        *audit_presences.unusual_hours(rows),
    ]
