"""What must hold between the cells of a row, and between rows of a sheet."""

from datetime import date
from typing import Any

from coachdesk.core.french import short_date
from coachdesk.domain.attendance import Presence
from coachdesk.domain.profile import ActionProfile
from coachdesk.domain.social_security import looks_like_social_security
from coachdesk.services.importing import sentences
from coachdesk.services.importing.forms import Values
from coachdesk.services.importing.learned import BLANK, Learned, detail_list, learned_key
from coachdesk.services.importing.sentences import Refusal

Refusals = dict[str, Refusal]
"""Why a row is refused, by column key."""


def once(
    key: tuple[str, ...],
    what: str,
    line: int,
    values: Values,
    refusals: Refusals,
    seen: dict[object, int],
    at: str = "number",
) -> None:
    """Refuse a row whose ``key`` columns, none of them at fault, were all met on another line.

    ``at`` is the column that the refusal is told in.
    """
    found = tuple(values[column] for column in key)
    if None in found or not refusals.keys().isdisjoint(key):
        return
    before = seen.setdefault(found, line)
    if before != line:
        refusals[at] = sentences.duplicate(what, before)


def prescription(values: dict[str, Any], refusals: Refusals, profile: ActionProfile) -> None:
    """Who entered has a date of entry, not after the planned end; others have none."""
    if looks_like_social_security(values.get("beneficiary_number") or ""):
        refusals.setdefault("beneficiary_number", sentences.social_security())
    outcome, entered = values["outcome"], values.get("entered_on")
    if outcome is None:
        return
    if profile.is_enrolled(outcome):
        if entered is None:
            refusals.setdefault("entered_on", sentences.missing_entry())
        in_order(values, refusals, "entered_on", "planned_end_on")
    elif entered is not None:
        label = profile.outcomes.label(outcome)
        refusals.setdefault("entered_on", sentences.entry_without_enrolment(label))


def appointment(
    values: dict[str, Any], refusals: Refusals, profile: ActionProfile, today: date
) -> None:
    """A rendez-vous ends after it begins; its presence is not known before its day."""
    start, end = values["start_minute"], values["end_minute"]
    if start is not None and end is not None and end <= start:
        refusals["end_minute"] = sentences.ends_before(clock(start), clock(end))
    held_on, presence = values["held_on"], values["presence"]
    if held_on is not None and held_on > today and presence not in {None, Presence.PLANNED}:
        planned = profile.presences.label(Presence.PLANNED)
        refusals["held_on"] = sentences.future_presence(held_on, planned)


def leaving(
    values: dict[str, Any],
    refusals: Refusals,
    profile: ActionProfile,
    entered: date | None,
    learned: Learned,
) -> None:
    """An exit follows the entry, and its detail is one of its type's; the detail becomes a key."""
    left_on, kind, detail = values["left_on"], values["kind"], values.get("detail")
    if left_on is not None and entered is not None and left_on < entered:
        refusals["left_on"] = sentences.exit_before_entry(entered)
    if kind is None or detail is None:
        return
    exit_kind, name = profile.exit_kinds[kind], detail_list(kind)
    details = exit_kind.details
    key = details.key_of(detail) or learned_key(learned, name, detail)
    values["detail"] = key if key in details else None
    if key is None or (key != BLANK and key not in details):
        refusals["detail"] = sentences.unknown_detail(detail, exit_kind.label, details, name)


def open_months(values: Values, refusals: Refusals, closed: frozenset[date]) -> None:
    """Refuse a new row that would change a closed month: its papers have left and say otherwise.

    A prescription, a rendez-vous or an act counts in its own month. An entry, an exit and an
    unexcused absence count in the months that follow too: they tell who was there, and who is
    often absent.
    """
    for column in ("received_on", "held_on", "done_on"):
        if (day := values.get(column)) and (month := _first_closed(closed, day, day)):
            refusals[column] = sentences.closed_month(month)
    lasting = ["entered_on", "left_on"]
    if values.get("presence") == Presence.UNEXCUSED:
        lasting.append("held_on")
    for column in lasting:
        if (day := values.get(column)) and (month := _first_closed(closed, day)):
            refusals.setdefault(column, sentences.closed_later(month))
    starts, ends = values.get("starts_on"), values.get("ends_on")
    if starts and ends and (month := _first_closed(closed, starts, ends)):
        column = "starts_on" if month <= starts else "ends_on"
        refusals[column] = sentences.closed_immersion(month)


def _first_closed(closed: frozenset[date], first: date, last: date = date.max) -> date | None:
    """The first closed month with a day from ``first`` to ``last``; None when all are open."""
    begun = first.replace(day=1)
    return min((month for month in closed if begun <= month <= last), default=None)


def clock(minute: int) -> str:
    """« 09:30 » for 570."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


def in_order(values: dict[str, Any], refusals: Refusals, first: str, last: str) -> None:
    """The day of column ``last`` is not before that of ``first``; the same day is in order."""
    start, end = values.get(first), values.get(last)
    if start is not None and end is not None and end < start:
        refusals[last] = sentences.ends_before(short_date(start), short_date(end))
