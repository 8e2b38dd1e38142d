"""The coach's short code: chosen, typed again, or typed to have the desk back."""

from collections.abc import Callable
from enum import Enum, auto

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from coachdesk.core.clock import Clock
from coachdesk.core.errors import UserError
from coachdesk.domain.pad_code import LONGEST, SHORTEST, code_fault, wait_after
from coachdesk.services.desk import Desk
from coachdesk.services.pad.code import PadCode, remove_pad_code, set_pad_code
from coachdesk.ui.runner import Runner
from coachdesk.ui.screens.pad.digits import Digits
from coachdesk.ui.theme import em
from coachdesk.ui.widgets.announced import announce
from coachdesk.ui.widgets.flow import Flow
from coachdesk.ui.widgets.layout import button, column, label, panel

_SECOND_MS = 1_000


class Step(Enum):
    """What is typed now."""

    CHOOSE = auto()
    REPEAT = auto()
    GIVE_BACK = auto()


class CodeBox(QWidget):
    """``given_back`` when the code was right; ``changed`` carries the new one, or None."""

    given_back = Signal()
    changed = Signal(object)
    left = Signal()

    def __init__(self, runner: Runner, clock: Clock) -> None:
        super().__init__()
        self._runner = runner
        self._clock = clock
        self._desk: Desk | None = None
        self._code: PadCode | None = None
        self._step = Step.CHOOSE
        self._first = ""
        self._wrong = 0
        self._until_ms = 0
        self.title = label("", role="title", wrap=True)
        self.words = label("", wrap=True)
        self.answer = label("", tone="refused", wrap=True)
        self.answer.setContentsMargins(12, 8, 12, 8)
        self.digits = Digits()
        self.digits.changed.connect(self._typing)
        self.digits.entered.connect(self._enter)
        self.act = button("", kind="primary")
        self.act.clicked.connect(self._enter)
        self.remove = button(self.tr("Retirer le code"), kind="link")
        self.remove.clicked.connect(self._remove)
        self.back = button(self.tr("Revenir"), glyph="arrow-left")
        self.back.clicked.connect(self.left)
        self._waiting = QTimer(self)
        self._waiting.setInterval(_SECOND_MS)
        self._waiting.timeout.connect(self._refresh)
        box = panel(
            column(
                self.title, self.words, self.digits, self.answer,
                Flow(self.back, self.remove, self.act, trailing=True),
            ),
            margin=24,
        )  # fmt: skip
        box.setMaximumWidth(em(38))
        self.setLayout(column(box))
        self.setFocusProxy(self.digits)

    def show_step(self, desk: Desk, code: PadCode | None, *, may_leave: bool = True) -> None:
        """Ask for the code, or have one chosen when there is none."""
        self._desk, self._code, self._first = desk, code, ""
        self._step = Step.GIVE_BACK if code is not None else Step.CHOOSE
        self.back.setVisible(may_leave)
        self._begin("")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The keys stand in the rows that the window has room for."""
        super().resizeEvent(event)
        self.digits.fit(self.window().height())

    def _begin(self, refusal: str) -> None:
        titles = {
            Step.CHOOSE: self.tr("Choisir un code de 4 à 6 chiffres"),
            Step.REPEAT: self.tr("Le même code, encore une fois"),
            Step.GIVE_BACK: self.tr("Code du coach"),
        }
        words = {
            Step.CHOOSE: self.tr(
                "Pendant qu’une personne signe, rien d’autre n’est accessible sur cet écran sans "
                "ce code."
            ),
            Step.REPEAT: self.tr("Pour être sûr de le retrouver."),
            Step.GIVE_BACK: self.tr("Rendez l’ordinateur à votre coach, qui tape son code."),
        }
        acts = {
            Step.CHOOSE: self.tr("Suite"),
            Step.REPEAT: self.tr("Garder ce code"),
            Step.GIVE_BACK: self.tr("Rendre le poste"),
        }
        self.title.setText(titles[self._step])
        self.words.setText(words[self._step])
        self.act.setText(acts[self._step])
        self.remove.setVisible(self._step is Step.GIVE_BACK)
        self.digits.fit(self.window().height())
        self.digits.clear()
        self._say(refusal)
        self._refresh()
        asked = f"{self.title.text()}. {self.words.text()}"
        self.digits.setAccessibleDescription(asked)  # said as the keyboard comes there
        if self.digits.hasFocus():
            announce(self.digits, f"{self.answer.text()} {asked}".strip(), at_once=bool(refusal))
        self.digits.setFocus()

    def _say(self, text: str) -> None:
        self.answer.setText(text)
        self.answer.setVisible(bool(text))

    def _typing(self) -> None:
        if self.digits.typed and self._seconds_left() == 0:
            self._say("")
        self._refresh()

    def _seconds_left(self) -> int:
        return max(-((self._clock.monotonic_ms() - self._until_ms) // 1000), 0)

    def _refresh(self) -> None:
        left = self._seconds_left()
        if left:
            self._say(self.tr("Code faux. Prochain essai dans {} s.").format(left))
        elif self._waiting.isActive():
            self._waiting.stop()
            self._say("")
        ready = left == 0 and SHORTEST <= len(self.digits.typed) <= LONGEST
        self.act.setEnabled(ready)
        self.remove.setEnabled(ready)

    def _enter(self) -> None:
        if not self.act.isEnabled():
            return
        typed = self.digits.typed
        if self._step is Step.GIVE_BACK:
            self._try(typed, self._give_back)
        elif self._step is Step.CHOOSE:
            fault = code_fault(typed)
            if fault is None:
                self._first, self._step = typed, Step.REPEAT
            self._begin(fault or "")
        elif typed != self._first:
            self._step = Step.CHOOSE
            self._begin(self.tr("Ce n’est pas le même code\u00a0: recommencez."))
        else:
            self._keep(typed)

    def _give_back(self) -> None:
        self.digits.clear()
        self.given_back.emit()

    def _remove(self) -> None:
        self._try(self.digits.typed, self._taken_away)

    def _taken_away(self) -> None:
        desk = self._desk
        if desk is not None:
            self._runner.write(
                self, lambda _task: remove_pad_code(desk), lambda _: self.changed.emit(None)
            )

    def _keep(self, typed: str) -> None:
        desk = self._desk
        if desk is not None:
            self._runner.write(
                self,
                lambda _task: set_pad_code(desk, typed),
                self.changed.emit,
                lambda error: self._begin(str(error)),
            )

    def _try(self, typed: str, right: Callable[[], None]) -> None:
        """Slow on purpose, so away from the window's own thread."""
        code = self._code
        if code is None:
            return
        self.act.setEnabled(False)
        self.remove.setEnabled(False)

        def answered(is_it: bool) -> None:  # noqa: FBT001  (what a read gives)
            if is_it:
                self._wrong = 0
                right()
                return
            self._wrong += 1
            wait = wait_after(self._wrong)
            self._until_ms = self._clock.monotonic_ms() + 1000 * wait
            self._begin(self.tr("Ce n’est pas le bon code."))
            if wait:
                self._waiting.start()

        def failed(error: UserError) -> None:
            self._begin(str(error))

        self._runner.read(self, lambda: code.is_(typed), answered, failed)
