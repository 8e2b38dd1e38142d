"""The people to phone after a morning was cancelled, as a paper and as text."""

from pathlib import Path

from coachdesk.core.french import NBSP, clock_time, long_date, short_date
from coachdesk.documents.call_list import Call, CallListData, call_list
from coachdesk.domain.attendance import Slot
from coachdesk.domain.profile import ActionProfile
from coachdesk.models import Action
from coachdesk.queries.planned import PlannedRow
from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.leaving import leave_in_clear
from coachdesk.services.papers.loose import operation_of, stamp_now
from coachdesk.services.slot_words import slot_words

Moved = tuple[tuple[PlannedRow, Slot | None], ...]
"""Who was to come, each with her new slot."""


def call_text(profile: ActionProfile, moved: Moved) -> str:
    """The list as lines to paste."""
    return "\n".join(
        f"{call.person}, {call.phone or 'pas de téléphone'}{NBSP}: {call.cancelled} → "
        f"{call.instead or 'à convenir'}"
        for call in calls(profile, moved)
    )


def save_call_list(desk: Desk, action: ActionInfo, moved: Moved, reason: str, target: Path) -> None:
    """Write the list as a PDF in ``target``.

    Raises:
        UserError: the file can't be written.
    """
    day = moved[0][0].held_on
    data = CallListData(
        operation=operation_of(action.profile),
        title=f"À prévenir – rendez-vous du {long_date(day)}",
        reason=reason,
        coach=desk.coach.name,
        calls=calls(action.profile, moved),
        stamp=stamp_now(desk, f"{day:%Y%m%d}-L"),
    )
    leave_in_clear(desk, Action.__tablename__, action.id, target, call_list(data).pdf)


def calls(profile: ActionProfile, moved: Moved) -> tuple[Call, ...]:
    """One call for each person, in words."""
    return tuple(
        Call(
            person=f"{row.last_name} {row.first_name}",
            phone=row.phone or "",
            cancelled=f"{short_date(row.held_on)} à {clock_time(row.start_minute)}",
            instead=slot_words(slot, profile) if slot else "",
        )
        for row, slot in moved
    )
