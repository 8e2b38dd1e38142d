"""What can be asked from any page of the open desk; the window binds the rest."""

from collections.abc import Set as AbstractSet
from functools import partial
from typing import TYPE_CHECKING

from coachdesk.services.guide.pages import NEWS
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.commands import commands

if TYPE_CHECKING:
    from coachdesk.ui.workspace import Workspace

_SETTINGS = {
    "pad_code": "pad_code",
    "actions": "actions",
    "passphrase": "security/passphrase",
    "drill": "backup/drill",
    "health": "health/check",
    "update": "program/update",
}
"""Commands that open a setting, and where it is."""


def bind_commands(space: "Workspace", without: AbstractSet[Screen]) -> None:
    """Bind each command to what ``space`` does for it, but for the screens it is ``without``."""
    bind = space.bindings.bind
    for screen in {*Screen} - {Screen.WORKSHOP, Screen.GUIDE, *without}:
        if screen.value in commands():
            bind(screen.value, partial(space.go, Target(screen)))
    bind("guide", space.show_help, shortcut=False)  # the window's own key, at its door too
    bind("news", partial(space.show_help, NEWS))
    bind("workshop", partial(_plan_workshop, space))
    bind("send_waiting", partial(_send_waiting, space))
    bind("close_month", space.show_months)
    bind("export_people", partial(_export_people, space))
    bind("next_sheet", space.open_sheets.following.emit)
    bind("close_sheet", space.open_sheets.closed.emit)
    bind("undo", space.undo)
    bind("palette", space.finding.open)
    bind("shortcuts", lambda: space.turn_aside(space.shortcuts))
    for key, section in _SETTINGS.items():
        bind(key, partial(space.go, Target(Screen.SETTINGS, section=section)))


def _plan_workshop(space: "Workspace") -> None:
    """A new atelier; from the list of participants, for those who are seen there."""
    listed = space.pages.current() is vars(space).get("participants")
    people = space.participants.together() if listed else ()
    space.go(Target(Screen.WORKSHOP, people=people))


def _send_waiting(space: "Workspace") -> None:
    """What she sees leave: the list, and what is due on its way."""
    space.go(Target(Screen.OUTBOX))
    space.context.sender.send()


def _export_people(space: "Workspace") -> None:
    space.show_participants()
    space.participants.ask_export()
