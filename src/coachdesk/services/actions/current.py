"""Which of its actions the desk works in: chosen once, kept with the store."""

from sqlalchemy import Connection

from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.preferences import keep_preference, preference

_PREFERENCE = "current_action"


def current_action(desk: Desk) -> ActionInfo:
    """The action chosen last; the first one of a store before any was, or if it is gone."""

    def read(link: Connection) -> str:
        kept = preference(link, _PREFERENCE)
        return kept if isinstance(kept, str) else ""

    code, actions = desk.read(read), desk.actions
    return next((action for action in actions if action.code == code), actions[0])


def work_in(desk: Desk, action: ActionInfo) -> ActionInfo:
    """From now on the window opens on that action."""
    keep_preference(desk, _PREFERENCE, action.code)
    return action
