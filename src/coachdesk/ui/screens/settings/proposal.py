"""What an edited profile would change, told as it is typed, and the act that puts it in place."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coachdesk.core.errors import UserError
from coachdesk.services.actions.editing import ListOffer
from coachdesk.services.actions.profile import replace_profile
from coachdesk.services.desk import ActionInfo
from coachdesk.ui.context import Context
from coachdesk.ui.widgets.flow import Flow
from coachdesk.ui.widgets.layout import button, clear, column, label

_WAIT_MS = 250
_MOST = 12

Offered = Callable[[], ListOffer]
"""Reads the store and the profile that would be."""


class Proposal(QWidget):
    """``told`` carries each offer; ``recorded`` the action as it is from now on."""

    told = Signal(object)
    recorded = Signal(object)
    given_up = Signal()

    def __init__(self, context: Context, scope: QWidget, prepared: Callable[[], Offered]) -> None:
        """``prepared`` takes what is typed, and gives what tells it away from the window."""
        super().__init__()
        self._context, self._prepared = context, prepared
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_WAIT_MS)
        self._timer.timeout.connect(self.look)
        self.lines: QVBoxLayout = column(spacing=4)
        self.record = button(self.tr("Enregistrer"), kind="primary", glyph="check")
        self.record.setToolTip(self.tr("Enregistrer (Ctrl+Entrée)"))
        self.record.clicked.connect(self._record)
        self.leave = button(self.tr("Abandonner"))
        self.leave.setToolTip(self.tr("Revenir à ce qui est en place"))
        self.leave.clicked.connect(self.given_up)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):  # two of them may be on one page
            shortcut = QShortcut(QKeySequence(keys), scope, self.record.click)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.setLayout(column(self.lines, Flow(self.leave, self.record, trailing=True), spacing=8))
        self.quiet()

    def quiet(self) -> None:
        """Nothing was changed."""
        self._timer.stop()
        clear(self.lines)
        self.record.setEnabled(False)
        self.leave.setEnabled(False)

    def later(self) -> None:
        """Something was changed: tell what it comes to in a moment."""
        self.record.setEnabled(True)
        self.leave.setEnabled(True)
        self._timer.start()

    def look(self) -> None:
        """Tell at once what the changes come to."""
        self._timer.stop()
        self._context.runner.read(self, self._prepared(), self._show, self._refuse)

    def _show(self, found: ListOffer) -> None:
        clear(self.lines)
        refused = (*found.offer.refusals, *found.faults, *found.wrong.values())
        for words in refused[:_MOST]:
            self._line(words, "refused")
        for words in found.offer.changes[:_MOST]:
            self._line(words, "")
        if len(found.offer.changes) > _MOST:
            more = len(found.offer.changes) - _MOST
            self.lines.addWidget(label(self.tr("et {} autres").format(more), role="caption"))
        self.record.setEnabled(not refused and bool(found.offer.changes))
        self.told.emit(found)

    def _refuse(self, error: UserError) -> None:
        clear(self.lines)
        self._line(str(error), "refused")
        self.record.setEnabled(False)

    def _line(self, words: str, tone: str) -> None:
        line = label(words, tone=tone, wrap=True)
        line.setContentsMargins(8, 2, 8, 2)
        self.lines.addWidget(line)

    def _record(self) -> None:
        if not self.record.isEnabled():
            return
        self._timer.stop()
        desk, action, offered = self._context.desk, self._context.action, self._prepared()

        def work(_task: object) -> tuple[ListOffer, ActionInfo | None]:
            found = offered()
            return found, replace_profile(desk, action, found.offer) if found.ready else None

        def done(ended: tuple[ListOffer, ActionInfo | None]) -> None:
            found, changed = ended
            if changed is None:
                self._show(found)
                return
            told = "  ·  ".join(found.offer.changes[:3])
            self._context.messages.inform(self.tr("Profil changé (Ctrl+Z annule). {}").format(told))
            self.recorded.emit(changed)

        self._context.runner.write(self, work, done, self._refuse)
