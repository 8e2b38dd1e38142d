"""What the page of a month reads: the month first, then what can wait until it is shown.

Turning through ten months costs two reads, not ten; what arrives of another month is dropped.
"""

from datetime import date

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from coachdesk.core.clock import today
from coachdesk.core.errors import UserError
from coachdesk.services.audit import Audit, month_audit
from coachdesk.services.closing.correcting import MonthStory, month_story
from coachdesk.services.month import MonthView, month_view, since_january
from coachdesk.ui.context import Context


class MonthReading(QObject):
    """Reads for ``page``. ``shown`` carries the month; what is said of it more follows.

    ``told`` carries the story of its closings.
    """

    shown = Signal(object)
    told = Signal(object)
    since_january = Signal(object)
    audited = Signal(object)

    def __init__(self, page: QWidget, context: Context) -> None:
        super().__init__(page)
        self._page = page
        self._context = context
        self._month: date | None = None
        self._reading = self._again = False

    def read(self, month: date) -> None:
        """Read the month that begins on that day, after the read under way if there is one."""
        self._month = month
        if self._reading:
            self._again = True
            return
        self._reading = True
        desk, action = self._context.desk, self._context.action
        day = today(desk.clock)
        self._context.runner.read(
            self._page,
            lambda: desk.read(
                lambda link: month_view(link, action.id, action.profile, month, today=day)
            ),
            self._arrived,
            self._unread,
        )

    def _arrived(self, view: MonthView) -> None:
        self._reading = False
        if self._again and self._month is not None:
            self._again = False  # of another month by now, or from before what was just done
            self.read(self._month)
            return
        self.shown.emit(view)
        self._read_more(view.month)

    def _read_more(self, month: date) -> None:
        desk, action = self._context.desk, self._context.action

        def cumulated(figures: dict[str, int | None]) -> None:
            if self._month == month:
                self.since_january.emit(figures)

        def audited(audit: Audit) -> None:
            if self._month == month:
                self.audited.emit(audit)

        def told(story: MonthStory) -> None:
            if self._month == month:
                self.told.emit(story)

        self._context.runner.read(self._page, lambda: month_story(desk, action, month), told)
        self._context.runner.read(
            self._page,
            lambda: desk.read(lambda link: since_january(link, action.id, action.profile, month)),
            cumulated,
        )
        self._context.runner.read(
            self._page,
            lambda: desk.read(lambda link: month_audit(link, action.id, action.profile, month)),
            audited,
        )

    def _unread(self, error: UserError) -> None:
        self._reading = self._again = False
        self._context.messages.refuse(error)
