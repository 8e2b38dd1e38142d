"""A few answers side by side, of which one is chosen by one click or one key."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QFont, QFontMetrics, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QPushButton, QSizePolicy

from coachdesk.core.french import curled, fold
from coachdesk.ui.theme import em
from coachdesk.ui.widgets.flow import GAP, Flow
from coachdesk.ui.widgets.layout import button
from coachdesk.ui.widgets.spoken import speaks_as

_HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
_STEPS = {
    Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1,
}  # fmt: skip
_PADDING = 2.3
"""At both ends of the words, in heights of the font."""


class Choices(Flow):
    """``chosen`` carries the key of the answer; pressing it again takes it back.

    On one line where there is room, else on several. By the keyboard it is one field, as a list
    is: Tab goes on from the one that is chosen, the arrows reach the others.
    """

    chosen = Signal(object)

    def __init__(
        self,
        answers: Iterable[tuple[str, str]],
        name: str,
        *,
        kind: str = "",
        shortcuts: str = "",
        by_letter: bool = False,
    ) -> None:
        """``answers`` are keys and words; ``shortcuts`` one letter for each, with Alt.

        ``by_letter``: the first letter of an answer chooses it while the keyboard is on one of
        them. Not where choosing records at once: a letter is soon pressed by mistake.
        """
        super().__init__()
        self._by_letter = by_letter
        self.setAccessibleName(name)
        self.buttons: dict[str, QPushButton] = {}
        self._key: str | None = None
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        for number, (key, words) in enumerate(answers):
            answer = button(curled(words), kind=kind)
            answer.setCheckable(True)
            answer.setProperty("choice", True)
            speaks_as(answer, QAccessible.Role.RadioButton)
            if number < len(shortcuts):
                answer.setShortcut(QKeySequence(f"Alt+{shortcuts[number]}"))
                answer.setToolTip(f"{answer.text()} (Alt+{shortcuts[number]})")
            if not kind:  # chips are chosen without bold
                answer.setMinimumWidth(width_in_bold(answer))
            answer.clicked.connect(lambda _=False, asked=key: self._choose(asked))
            answer.installEventFilter(self)
            self.buttons[key] = answer
            self.add(answer)

    def sizeHint(self) -> QSize:
        """All of them on one line."""
        sizes = [answer.sizeHint() for answer in self.buttons.values()]
        wide = sum(size.width() for size in sizes) + GAP * (len(sizes) - 1)
        return QSize(wide, self.height())

    def key(self) -> str | None:
        """The answer chosen; None when there is none."""
        return self._key

    def show_key(self, key: str | None) -> None:
        """Show ``key`` as chosen, without saying so."""
        self._key = key
        for other, answer in self.buttons.items():
            answer.setChecked(other == key)
            by_tab = key not in self.buttons or other == key  # the arrows reach the others
            answer.setFocusPolicy(
                Qt.FocusPolicy.StrongFocus if by_tab else Qt.FocusPolicy.ClickFocus
            )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """An arrow goes to another answer; a letter chooses the next one that begins so."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        if event.modifiers() & _HELD:
            return False
        keys = [key for key, answer in self.buttons.items() if answer.isEnabled()]
        here = next(n for n, key in enumerate(keys) if self.buttons[key] is watched)
        step = _STEPS.get(Qt.Key(event.key()), 0)
        if step:
            self.buttons[keys[(here + step) % len(keys)]].setFocus()
            return True
        typed = fold(event.text()) if self._by_letter else ""
        if not typed.isalpha():
            return False
        for key in (*keys[here + 1 :], *keys[: here + 1]):
            if fold(self.buttons[key].text()).startswith(typed):
                if key != self._key:
                    self._choose(key)
                self.buttons[key].setFocus(Qt.FocusReason.ShortcutFocusReason)
                return True
        return False

    def _choose(self, key: str) -> None:
        self.show_key(None if key == self._key else key)
        self.chosen.emit(self._key)


def width_in_bold(answer: QPushButton) -> int:
    """Room for its words once it is chosen, which the style sheet writes bold."""
    bold = QFont(answer.font())
    bold.setBold(True)
    return QFontMetrics(bold).horizontalAdvance(answer.text()) + em(_PADDING)
