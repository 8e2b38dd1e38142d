"""A line that proposes what is meant by a few letters, found by ``core.search`` or alike.

Arrows and Enter take a proposal, or a click; what is typed beside them stays as it is.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import QModelIndex, QPoint, QRect, QStringListModel, Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView

from coachdesk.core import search
from coachdesk.core.french import fold

T = TypeVar("T")
Known = TypeVar("Known")
SHOWN = 12
"""Proposals at once: another letter narrows them sooner than scrolling."""


@dataclass(frozen=True, slots=True)
class Proposal(Generic[T]):
    """What is proposed: how it is listed, what the line then holds, what it stands for."""

    words: str
    text: str
    value: T


class ProposingLine(QLineEdit, Generic[T]):
    """``taken`` carries the value of the proposal that is taken."""

    taken = Signal(object)

    def __init__(self, find: Callable[[str, int], Sequence[Proposal[T]]]) -> None:
        """``find`` gives the proposals for what is typed, at most so many."""
        super().__init__()
        self._find = find
        self._found: tuple[Proposal[T], ...] = ()
        self._words = QStringListModel(self)
        completer = QCompleter(self._words, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setMaxVisibleItems(SHOWN)
        self.popup = QListView()
        self.popup.setObjectName("proposals")
        self.popup.setUniformItemSizes(True)
        self.popup.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        completer.setPopup(self.popup)
        # By its place: two proposals may read alike.
        completer.activated[QModelIndex].connect(  # type: ignore[index]  # an overload, untold
            lambda index: self.take(index.row())
        )
        # Not the completer of the line, which would write the words of the list into it.
        completer.setWidget(self)
        self._completer = completer
        self.textEdited.connect(self._propose)

    def proposals(self) -> tuple[Proposal[T], ...]:
        """Those of what was typed last."""
        return self._found

    def take(self, number: int) -> None:
        """Take one of the proposals."""
        if not 0 <= number < len(self._found):
            return
        proposal = self._found[number]
        self.setText(proposal.text)
        self.home(False)
        self.taken.emit(proposal.value)

    def hideEvent(self, event: QHideEvent) -> None:
        """The proposals go with the line: they would hold the keyboard of the next page."""
        super().hideEvent(event)
        self.popup.hide()

    def _propose(self, typed: str) -> None:
        found = self._find(typed, SHOWN) if typed.strip() else ()
        self._found = tuple(found)
        self._words.setStringList([proposal.words for proposal in self._found])
        if self._found:
            self._completer.complete(QRect(0, 0, self._wide(), self.height()))
        else:
            self.popup.hide()

    def _wide(self) -> int:
        """As wide as what is proposed asks for, within the window."""
        bar = self.popup.verticalScrollBar().sizeHint().width()
        asked = self.popup.sizeHintForColumn(0) + bar + 2 * self.popup.frameWidth()
        left = self.mapTo(self.window(), QPoint(0, 0)).x()
        return max(self.width(), min(asked, self.window().width() - left))


def searching(
    known: Callable[[], Sequence[tuple[str, Proposal[T]]]],
) -> Callable[[str, int], Sequence[Proposal[T]]]:
    """Proposals whose haystacks hold every word; those that begin by what is typed come first."""
    return searching_among(known, lambda proposal: proposal)


def searching_among(
    known: Callable[[], Iterable[tuple[str, Known]]], proposed: Callable[[Known], Proposal[T]]
) -> Callable[[str, int], Sequence[Proposal[T]]]:
    """The same, each proposal made once it is to be shown: thousands may be known."""

    def find(typed: str, limit: int) -> Sequence[Proposal[T]]:
        words, begun = search.words(typed), f" {fold(typed)}"
        found = [pair for pair in known() if search.matches(pair[0], words)]
        found.sort(key=lambda pair: not pair[0].startswith(begun))
        return [proposed(value) for _, value in found[:limit]]

    return find
