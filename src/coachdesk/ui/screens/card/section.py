"""A part of the card: its title, and what it shows of a person once it is looked at."""

from collections.abc import Callable
from typing import Any, cast

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget
from shiboken6 import isValid

from coachdesk.core.errors import UserError
from coachdesk.core.french import plural
from coachdesk.services.card import CardView
from coachdesk.services.desk import Desk
from coachdesk.services.timeline import EventKind
from coachdesk.ui.context import Context
from coachdesk.ui.widgets.layout import button, clear, column, label, row

_KEPT_MS = 2000
"""What was typed in a form that is left is kept within that time."""
_MARGIN = 13
_BETWEEN = 8


class Section(QFrame):
    """``recorded`` once something was written: the card is to be read again."""

    recorded = Signal()
    filtered = Signal(object)
    """Carries the kind of event that the timeline is asked to show."""

    def __init__(self, context: Context, key: str, title: str, *acts: QPushButton) -> None:
        """``key`` is what ``Target.section`` calls it."""
        super().__init__()
        self.setObjectName("panel")
        self.context = context
        self.key = key
        self.view: CardView | None = None
        self._waiting: CardView | None = None
        self._form_waits = False
        self.title = label(title, role="strong")
        self.lines = column(spacing=_BETWEEN)
        """Of the latest view."""
        self._place = QVBoxLayout()
        """Where what holds them is put once it is whole, and shown at once."""
        self.form: QWidget | None = None
        self._below = QVBoxLayout()
        layout = column(row(self.title, None, *acts), self._place, self._below, spacing=_BETWEEN)
        layout.setContentsMargins(_MARGIN, 10, _MARGIN, 12)
        self.setLayout(layout)

    def show_view(self, view: CardView) -> None:
        """Have ``view`` shown the next time that the section is built."""
        self._waiting = view

    def build(self) -> bool:
        """Show what waits; gives whether there was anything to build."""
        view, self._waiting = self._waiting, None
        if view is None:
            return False
        before, self.view = self.view, view
        another = before is None or _dossier(before) != _dossier(view)
        if another or before is None or self.part(before) != self.part(view):
            self._fill_again()
        if another:
            self._drop_form()
            self._form_waits = True
        return True

    def build_form(self) -> bool:
        """Make what is typed below the lines; gives whether there was anything to make."""
        waits, self._form_waits = self._form_waits, False
        if not waits or self.view is None:
            return False
        self.form = self.make_form(self.view)
        if self.form is not None:
            self._below.addWidget(self.form)
        return self.form is not None

    def part(self, view: CardView) -> object:
        """What the section shows of ``view``: it is drawn anew when that changed."""
        raise NotImplementedError

    def fill(self, view: CardView) -> None:
        """Put the lines of ``view`` in ``lines``."""
        raise NotImplementedError

    def make_form(self, view: CardView) -> QWidget | None:
        """What is typed below the lines, made anew for each person; None when nothing is."""
        del view
        return None

    def write(self, work: Callable[[Desk], Any], *typed: QLineEdit) -> None:
        """Run an act away from the GUI thread, then have the card read again.

        What was ``typed`` for it goes once it is recorded, and its draft with it.
        """
        desk = self.context.desk

        def done(_: object) -> None:
            for line in filter(isValid, typed):
                line.clear()
            self.recorded.emit()

        def refused(error: UserError) -> None:
            self.context.messages.refuse(error)
            self._fill_again()  # what was pressed is not what is

        self.context.runner.write(self, lambda _task: work(desk), done, refused)

    @property
    def dossier(self) -> Any:  # noqa: ANN401  (a key)
        """Whose section it is."""
        assert self.view is not None, "asked once it is built"
        return _dossier(self.view)

    def add_line(self, layout: QLayout) -> None:
        """A line of several parts, in a widget of its own: a layout alone is not deleted safely."""
        line = QWidget()
        line.setLayout(layout)
        self.lines.addWidget(line)

    def tell_others(self, left: int, kind: EventKind) -> None:
        """« et 1 autre »: what is not shown here, one click away in the timeline."""
        if left > 0:
            more = button(self.tr("et {}").format(plural(left, self.tr("autre"))), kind="link")
            more.clicked.connect(lambda: self.filtered.emit(kind))
            self.add_line(row(more, None))

    def say(self, words: str) -> None:
        """A line of small print, as where there is nothing yet."""
        self.lines.addWidget(label(words, role="soft", wrap=True))

    def _fill_again(self) -> None:
        """Draw the lines anew, the keyboard staying where it was."""
        if self.view is None:
            return
        kept = self._keyboard()
        clear(self._place)
        self.lines = column(spacing=_BETWEEN)
        shown = QWidget()
        shown.setLayout(self.lines)
        self.fill(self.view)
        self._place.addWidget(shown)
        shown.show()
        if kept:  # once the lines before are gone, and these are shown
            QTimer.singleShot(0, self, lambda: self._give_back(kept))

    def _drop_form(self) -> None:
        """Another form for another person: what is typed in one is never kept for another."""
        before, self.form = self.form, None
        if before is not None:
            before.hide()
            QTimer.singleShot(_KEPT_MS, before, before.deleteLater)

    def _keyboard(self) -> str:
        """The name of the widget of a line that has the keyboard."""
        focused = cast("QWidget | None", self.focusWidget())  # Qt gives none at first
        return focused.accessibleName() if focused is not None and focused.hasFocus() else ""

    def _give_back(self, name: str) -> None:
        """The keyboard stays where it was when lines are drawn anew."""
        for widget in self.findChildren(QWidget):
            if widget.accessibleName() == name and widget.isEnabled():
                widget.setFocus()
                return


def _dossier(view: CardView) -> Any:  # noqa: ANN401  (a key)
    return view.card.identity.prescription_id
