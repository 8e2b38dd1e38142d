"""What has just happened, said without being looked for where a screen reader runs."""

import sys

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


class _Notices:
    """What was said last: a screen reader asks for its words some moments later."""

    said: tuple[SpokenItem, ...] = ()
    most = 8


def _notify(widget: QWidget, words: str) -> None:
    """Have ``words`` said of ``widget``, as a notification that comes up there."""
    item = ToldItem(words, words, QRect())
    made = SpokenItem(widget, lambda _key: None, item, QAccessible.Role.Notification)
    QAccessible.registerAccessibleInterface(made)
    said = (*_Notices.said, made)
    forget_items(said[: -_Notices.most])
    _Notices.said = said[-_Notices.most :]
    QAccessible.updateAccessibility(QAccessibleEvent(made, QAccessible.Event.ObjectShow))
