"""Who is to be followed up in a month, to be phoned: as a paper and as text."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from coachdesk.core.french import NBSP, month_name, short_date
from coachdesk.documents.call_list import Call, CallListData, call_list
from coachdesk.domain.profile import ActionProfile
from coachdesk.models import Action
from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.exits.following import FollowUpLine
from coachdesk.services.exits.words import state_words
from coachdesk.services.leaving import leave_in_clear
from coachdesk.services.papers.loose import operation_of, stamp_now


def follow_up_text(profile: ActionProfile, lines: Sequence[FollowUpLine]) -> str:
    """The list as lines to paste."""
    return "\n".join(
        f"{call.person}, {call.phone or 'pas de téléphone'}{NBSP}: {call.instead} "
        f"({call.cancelled})"
        for call in follow_up_calls(profile, lines)
    )


def save_follow_up_list(
    desk: Desk, action: ActionInfo, lines: Sequence[FollowUpLine], month: date, target: Path
) -> None:
    """Write the list as a PDF in ``target``.

    Raises:
        UserError: the file can't be written.
    """
    data = CallListData(
        operation=operation_of(action.profile),
        title=f"Suivis après la sortie – {month_name(month)}",
        reason="Ce que chaque personne est devenue depuis sa sortie de l’action.",
        coach=desk.coach.name,
        calls=follow_up_calls(action.profile, lines),
        stamp=stamp_now(desk, f"{month:%Y%m}-S"),
        heads=("Sortie", "Suivi"),
        lacking="",
    )
    leave_in_clear(desk, Action.__tablename__, action.id, target, call_list(data).pdf)


def follow_up_calls(profile: ActionProfile, lines: Sequence[FollowUpLine]) -> tuple[Call, ...]:
    """One call for each, in words."""
    return tuple(
        Call(
            person=f"{line.last_name} {line.first_name}",
            phone=line.phone or "",
            cancelled=exit_of_line(profile, line),
            instead=f"{line.stone.months}{NBSP}mois{NBSP}: {state_words(line.stone)}",
        )
        for line in lines
    )


def exit_of_line(profile: ActionProfile, line: FollowUpLine) -> str:
    """« 12/05/2023, Emploi, Boulangerie Petit »."""
    kind = profile.exit_kinds.label(line.exit_kind)
    return ", ".join(part for part in (short_date(line.left_on), kind, line.employer) if part)
