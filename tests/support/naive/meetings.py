"""Rendez-vous, counted by hand."""

from calendar import monthrange

from coachdesk.domain.periods import Period
from coachdesk.domain.words import NOT_TOLD
from support.cases import Case, Met
from support.naive.whose import concerned, in_window, told
from support.naive.world import DAY, World, inside, label, last_day, months_of

Keys = tuple[str, ...] | None


def _held(world: World, period: Period, presences: Keys, modes: Keys) -> list[Met]:
    return [
        met
        for case in world.cases
        for met in case.met
        if inside(met.day, period)
        and (presences is None or met.presence.value in presences)
        and (modes is None or met.mode.value in modes)
    ]


def appointments(world: World, period: Period, presences: Keys, modes: Keys) -> int:
    return len(_held(world, period, presences, modes))


def appointments_by(
    world: World, period: Period, by: str, presences: Keys, modes: Keys
) -> list[str]:
    profile, held = world.profile, _held(world, period, presences, modes)
    if by == "place":
        return [met.place or NOT_TOLD for met in held]
    if by == "mode":
        return [label(profile.modes, met.mode) for met in held]
    return [label(profile.presences, met.presence) for met in held]


def _came(case: Case, period: Period, modes: Keys) -> list[Met]:
    return [
        met
        for met in case.met
        if inside(met.day, period)
        and met.presence.value == "attended"
        and (modes is None or met.mode.value in modes)
    ]


def people_met(world: World, period: Period, modes: Keys) -> int:
    return sum(bool(_came(case, period, modes)) for case in world.cases)


def people_met_by_place(world: World, period: Period, modes: Keys) -> list[str]:
    return [
        place or NOT_TOLD
        for case in world.cases
        for place in {met.place for met in _came(case, period, modes)}
    ]


def attendance_rate(
    world: World, period: Period, modes: Keys, *, without_excused: bool
) -> tuple[int, int]:
    became = [met.presence.value for met in _held(world, period, None, modes)]
    came, absent = became.count("attended"), became.count("unexcused")
    excused = 0 if without_excused else became.count("excused")
    return came, came + absent + excused


def attended_hours(world: World, period: Period, modes: Keys) -> int:
    return sum(met.minutes for met in _held(world, period, ("attended",), modes))


def _minutes(case: Case, period: Period, modes: Keys, window: str, months: int) -> int:
    return sum(
        met.minutes
        for met in case.met
        if met.presence.value == "attended"
        and told(met.mode.value, modes)
        and in_window(case, met.day, period, window, months)
    )


def attended_hours_per_person(
    world: World, period: Period, whose: str, exit_kinds: Keys, modes: Keys, window: str,
    months: int, *, over: bool,
) -> tuple[list[int], int]:  # fmt: skip
    every = concerned(world, period, whose, exit_kinds, window, months, over=over)
    return [_minutes(case, period, modes, window, months) for case in every], 60


def people_with_hours_rate(
    world: World, period: Period, whose: str, exit_kinds: Keys, modes: Keys, window: str,
    months: int, at_least: int, *, over: bool,
) -> tuple[int, int]:  # fmt: skip
    every = concerned(world, period, whose, exit_kinds, window, months, over=over)
    minutes = [_minutes(case, period, modes, window, months) for case in every]
    return sum(number >= 60 * at_least for number in minutes), len(every)


def often_absent(world: World, period: Period, more_than: int | None) -> int:
    threshold = world.profile.rules.absence_threshold if more_than is None else more_than
    found = 0
    for case, entered in world.active(period):
        missed = [
            met
            for met in case.met
            if met.presence.value == "unexcused" and entered <= met.day <= period.last
        ]
        found += len(missed) > threshold
    return found


def first_appointment_delay(world: World, period: Period) -> list[int]:
    return [
        (case.first_met - case.received).days
        for case in world.cases
        if case.first_met and inside(case.received, period)
    ]


def first_appointment_within(world: World, period: Period, days: int | None) -> tuple[int, int]:
    allowed = world.profile.rules.first_appointment_days if days is None else days
    part = whole = 0
    for case in world.cases:
        if not inside(case.received, period):
            continue
        limit = case.received + DAY * allowed
        whole += case.first_met is not None or limit <= period.last
        part += case.first_met is not None and case.first_met <= limit
    return part, whole


def met_each_month(world: World, period: Period, least: int, modes: Keys) -> tuple[int, int]:
    part = whole = 0
    for month in months_of(period):
        _, days = monthrange(month.first.year, month.first.month)
        if (month.last - month.first).days + 1 < days:
            continue
        for case in world.cases:
            if case.entered and case.entered <= month.first and last_day(case) >= month.last:
                whole += 1
                part += len(_came(case, month, modes)) >= least
    return part, whole


def met_each_week(world: World, period: Period, least: int, modes: Keys) -> tuple[int, int]:
    part = whole = 0
    day = period.first
    while day <= period.last:
        week = Period(day, day + 6 * DAY)
        if day.isoweekday() == 1 and week.last <= period.last:
            for case in world.cases:
                if case.entered and case.entered <= week.first and last_day(case) >= week.last:
                    whole += 1
                    part += len(_came(case, week, modes)) >= least
        day += DAY
    return part, whole


def _came_in_all(case: Case) -> int:
    return sum(met.presence.value == "attended" for met in case.met)


def leavers_by_meetings(world: World, period: Period, least: int, most: int) -> list[str]:
    found = []
    for case, _ in world.left(period):
        number = _came_in_all(case)
        if number < least:
            found.append(f"Moins de {least} rendez-vous")
        elif number > most:
            found.append(f"Plus de {most} rendez-vous")
        else:
            found.append(f"De {least} à {most} rendez-vous")
    return found


def leavers_met_rate(world: World, period: Period, least: int, most: int) -> tuple[int, int]:
    numbers = [_came_in_all(case) for case, _ in world.left(period)]
    return sum(least <= number <= most for number in numbers), len(numbers)
