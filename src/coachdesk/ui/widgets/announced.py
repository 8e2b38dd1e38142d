"""What has just happened, said without being looked for where a screen reader runs."""

import sys
from collections import deque

from PySide6.QtCore import QRect
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent
from PySide6.QtWidgets import QWidget

from coachdesk.ui.widgets.spoken import ToldItem
from coachdesk.ui.widgets.spoken_items import SpokenItem, forget_items


def announce(widget: QWidget, words: str, *, at_once: bool = False) -> None:
    """Have ``words`` said where a screen reader runs; ``at_once`` cuts what it was saying.

    On Linux as a notification that shows: Orca knows no other way before its version 45, the one
    of Debian 12 included.
    """
    if not words or not QAccessible.isActive():
        return
    if sys.platform == "linux":
        _notify(widget, words)
    else:
        event = QAccessibleAnnouncementEvent(widget, words)
        manner = QAccessible.AnnouncementPoliteness
        event.setPoliteness(manner.Assertive if at_once else manner.Polite)
        QAccessible.updateAccessibility(event)


_MOST_SAID = 8
_said: deque[SpokenItem] = deque()
"""What was said last: a screen reader asks for its words some moments later."""


def _notify(widget: QWidget, words: str) -> None:
    """Have ``words`` said, as a notification of the window of ``widget``, which may soon go."""
    item = ToldItem(words, words, QRect())
    made = SpokenItem(widget.window(), lambda _key: None, item, QAccessible.Role.Notification)
    QAccessible.registerAccessibleInterface(made)
    _said.append(made)
    if len(_said) > _MOST_SAID:
        forget_items([_said.popleft()])
    QAccessible.updateAccessibility(QAccessibleEvent(made, QAccessible.Event.ObjectShow))
