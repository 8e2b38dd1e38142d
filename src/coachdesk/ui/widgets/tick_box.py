"""Several people ticked in a list that letters narrow; what is ticked stays ticked meanwhile."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from coachdesk.core.canonical import Json
from coachdesk.core.french import NBSP, NNBSP, plural
from coachdesk.ui.item_models.ticks import Tick, TickModel
from coachdesk.ui.theme import em
from coachdesk.ui.widgets.layout import column, label
from coachdesk.ui.widgets.spoken import clearable
from coachdesk.ui.widgets.tick_button import TickDelegate, TickValues

_LEAST = 9
_NAMED = 4
"""People named below the list, where those ticked may be out of sight; others are counted."""


class TickBox(QWidget):
    """``changed`` at each tick; Enter in the line ticks the first that is left."""

    changed = Signal()

    def __init__(self, name: str, least: float = _LEAST) -> None:
        """``name`` is what a screen reader says; ``least`` a height in heights of the font."""
        super().__init__()
        self.model = TickModel()
        self.line = _SeekLine()
        clearable(self.line)
        self.line.setPlaceholderText(self.tr("Quelques lettres, puis Entrée"))
        self.line.setAccessibleName(name)
        self.view = TickValues(self.model)
        self.view.setItemDelegate(TickDelegate(self.view))
        self.view.setAccessibleName(name)
        self.view.setMinimumHeight(em(least))
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.count = label("", role="caption", wrap=True)
        self.count.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.line.textChanged.connect(self.model.seek)
        self.line.taken.connect(self._take_first)
        self.line.down.connect(self._go_down)
        self.view.clicked.connect(self._toggle)
        self.view.toggled.connect(self._toggle)
        layout = column(self.line, self.view, self.count, spacing=6)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self._tell()

    def show_ticks(self, ticks: Sequence[Tick], ticked: Collection[str] = ()) -> None:
        """Propose these values; those ticked are ``ticked``."""
        self.model.show_ticks(ticks, ticked)
        self._tell()

    def ticked(self) -> frozenset[str]:
        """The keys that are ticked."""
        return self.model.ticked

    def draft_value(self) -> Json:
        """What a draft keeps: who is ticked."""
        return sorted(self.model.ticked)

    def set_draft_value(self, value: Json) -> None:
        """What a draft kept."""
        if isinstance(value, list):
            self.show_ticks(self.model.every, [str(key) for key in value])
            self.changed.emit()

    def _toggle(self, index: QModelIndex) -> None:
        self.model.toggle(index)
        self._tell()
        self.changed.emit()

    def _take_first(self) -> None:
        """Enter ticks the first one that is left, and is ready for the next name."""
        if self.model.rowCount():
            self._toggle(self.model.index(0))
            self.line.clear()

    def _go_down(self) -> None:
        if self.model.rowCount():
            self.view.setCurrentIndex(self.model.index(0))
            self.view.setFocus()

    def _tell(self) -> None:
        self.view.setVisible(bool(self.model.every))
        names = [tick.words for tick in self.model.every if tick.key in self.model.ticked]
        if not names:
            self.count.setText(
                self.tr("Personne n’est encore coché.")
                if self.model.every
                else self.tr("Personne n’est encore suivi\u00a0: commencez par une prescription.")
            )
            return
        said = plural(len(names), self.tr("personne cochée"), self.tr("personnes cochées"))
        told, more = f"{NNBSP}; ".join(names[:_NAMED]), len(names) - _NAMED
        if more > 0:
            told = f"{told} et {plural(more, self.tr('autre'))}"
        self.count.setText(f"{said}{NBSP}: {told}")


class _SeekLine(QLineEdit):
    """``taken`` by Enter, once something is typed; ``down`` goes to the list."""

    taken = Signal()
    down = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter alone takes; with Ctrl it is the page's."""
        plain = not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and plain:
            if self.text().strip():
                self.taken.emit()
        elif event.key() == Qt.Key.Key_Down:
            self.down.emit()
        else:
            super().keyPressEvent(event)
