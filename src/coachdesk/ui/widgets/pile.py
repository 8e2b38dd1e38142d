"""Parts one below the other: those in sight at once, the others in the next turns of the loop.

What is out of sight is made a little later, below what is seen: nothing that is seen moves. A part
that did not change is kept, with the keyboard that stands on it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coachdesk.ui.widgets.laid_once import laid_once

_PAUSE_MS = 10
"""Between two parts made out of sight: what she does in the meantime comes first."""


@dataclass(frozen=True)
class Part:
    """One of them: made again when ``shows`` is another."""

    shows: object
    height: int
    """Least one that it takes, in pixels."""
    make: Callable[[], QWidget]


class Pile(QVBoxLayout):
    """A column of parts."""

    def __init__(self, spacing: int) -> None:
        super().__init__()
        self.setSpacing(spacing)
        self._made: list[tuple[object, QWidget]] = []
        """What each shows, and it."""
        self._waiting: list[Part] = []
        self._pause = QTimer(self)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._make_one)

    def show_parts(self, parts: Iterable[Part], room: int) -> int:
        """Show ``parts``: what stands in ``room`` now, the rest soon; gives the room left."""
        self._pause.stop()
        before, self._made = self._made, []
        self._waiting = list(parts)
        with laid_once(self._page()):
            while self.takeAt(0) is not None:
                pass
            while self._waiting and (room > 0 or _kept(self._waiting[0], before) is not None):
                part = self._waiting.pop(0)
                room -= part.height + self.spacing()
                kept = _kept(part, before)
                if kept is not None:
                    before.remove(kept)
                self._add(part, kept[1] if kept is not None else part.make())
            for _, widget in before:
                widget.hide()  # gone at once, though Qt deletes it later
                widget.deleteLater()
        if self._waiting:
            QTimer.singleShot(0, self, self._pause.start)  # once these are painted
        return room

    def widgets(self) -> list[QWidget]:
        """Those made so far."""
        return [widget for _, widget in self._made]

    def _add(self, part: Part, widget: QWidget) -> None:
        self._made.append((part.shows, widget))
        self.addWidget(widget)
        widget.show()  # in the same pass as the others, not in a turn of its own

    def _page(self) -> QWidget:
        holder = self.parentWidget()
        assert holder is not None, "filled once it stands in a page"
        return holder

    def _make_one(self) -> None:
        if self._waiting:
            part = self._waiting.pop(0)
            with laid_once(self._page()):
                self._add(part, part.make())
        if not self._waiting:
            self._pause.stop()


def _kept(part: Part, before: list[tuple[object, QWidget]]) -> tuple[object, QWidget] | None:
    return next((made for made in before if made[0] == part.shows), None)
