"""What every page of the open desk is given: the desk, the two verbs, the way to other pages."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from PySide6.QtWidgets import QDialog, QWidget

from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.month import RowsBehind
from coachdesk.services.pad.asked import Asked
from coachdesk.services.targets import Target
from coachdesk.ui.appearance import Appearance
from coachdesk.ui.messages import Messages
from coachdesk.ui.runner import Runner
from coachdesk.ui.sending.sender import Sender

if TYPE_CHECKING:
    from coachdesk.ui.messages import KeepTyped


class Drafts(Protocol):
    """Keeps what is typed in a form until it is recorded."""

    def keep(self, form: QWidget, key: str, fields: Mapping[str, QWidget]) -> None:
        """Give the fields what was kept under ``key``, then keep each change within a second."""
        ...

    def flush(self) -> None:
        """Keep at once what was typed and is not kept yet."""
        ...

    def close(self) -> None:
        """Keep what is not kept yet; from then on nothing more is, the store is about to close."""
        ...

    def proposed(self, key: str, names: Collection[str]) -> None:
        """Those fields were just filled by the program: that is no typing, and a draft rules."""
        ...

    def forget(self, key: str) -> None:
        """The form was recorded, or given up."""
        ...


@dataclass(frozen=True)
class Context:
    """Handed to a page when it is made."""

    runner: Runner
    messages: Messages
    desk: Desk
    action: ActionInfo
    drafts: Drafts
    go: Callable[[Target], None]
    """Open a screen."""
    back: Callable[[], None]
    """Return to the screen before this one."""
    sign: Callable[[UUID], None]
    """Hand the pad over for a rendez-vous, with what is signed in the same breath."""
    hand_pad: Callable[[Callable[[Desk], Iterable[Asked]]], None]
    """Hand the pad over for what that reads, away from the window's thread."""
    hand_questions: Callable[[UUID], None]
    """Hand the window over for a paper that the person fills in herself."""
    appearance: Appearance
    """The look of the window, which a setting changes at once."""
    run: Callable[[str], None]
    """Do a command of the window by its key, as « lock »."""
    reopen: Callable[[Target], None]
    """Make every page anew, the coach and the action read again, and show that screen."""
    sender: Sender
    """What sends in the background."""
    renew_key: Callable[[], None]
    """Make another recovery key, and see it put on paper."""
    show_rows: Callable[[str, RowsBehind], None]
    """Show the rows behind a figure; the words say of which month, year or day it is."""
    on_screen: Callable[[QWidget], bool] = QWidget.isVisible
    """Whether she is still there: a write may end long after she went elsewhere."""

    def keeping(self, key: str) -> "KeepTyped":
        """Keeps as a draft what is typed in a dialog, until it is answered or given up.

        A lock is neither: opened again, the dialog gives it back.
        """

        def keep(dialog: QDialog, fields: Mapping[str, QWidget]) -> None:
            self.drafts.keep(dialog, key, fields)
            dialog.finished.connect(lambda _: self.drafts.forget(key))

        return keep

    def go_from(self, widget: QWidget, target: Target) -> None:
        """Open a screen once an act of ``widget`` is recorded, if she waits there for it."""
        if self.on_screen(widget):
            self.go(target)

    def back_from(self, widget: QWidget) -> None:
        """Return to the screen before this one, likewise."""
        if self.on_screen(widget):
            self.back()
