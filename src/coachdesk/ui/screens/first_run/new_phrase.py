"""A passphrase chosen: typed twice, with honest advice and a phrase proposed."""

from collections.abc import Callable
from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from coachdesk.core.french import typeset
from coachdesk.domain.passphrase import MIN_PASSPHRASE, strength
from coachdesk.services.passphrases import proposed_passphrase
from coachdesk.ui.runner import Runner
from coachdesk.ui.screens.first_run.strength_bar import StrengthBar
from coachdesk.ui.widgets.fields import refusal_line
from coachdesk.ui.widgets.layout import button, column, label, row
from coachdesk.ui.widgets.secret import SecretLine


class NewPhrase(QWidget):
    """Below eight characters it is not complete; above, she decides."""

    changed = Signal()
    entered = Signal()

    def __init__(
        self, runner: Runner, known_words: Callable[[], tuple[str, ...]], caption: str
    ) -> None:
        super().__init__()
        self._runner = runner
        self._known_words = known_words
        self.secret = SecretLine(caption)
        self.again = SecretLine(self.tr("La même, une seconde fois"))
        self.propose = button(self.tr("Proposer une phrase"), glyph="dices")
        self.propose.clicked.connect(self._propose)
        self.bar = StrengthBar()
        self.proposed = label("", role="key", wrap=True)
        self.write_down = label(
            self.tr("Écrivez-la sur un papier, puis tapez-la ci-dessous."), role="caption"
        )
        self.answer = refusal_line()
        for line in (self.secret, self.again):
            # Qt leaves what stands before a focus proxy out of Tab.
            line.setFocusProxy(None)  # type: ignore[arg-type]  # the stubs forget that it may go
            line.edited.connect(self.show_advice)
            line.entered.connect(self._enter)
        self.setLayout(
            column(
                captioned_secret(caption, self.secret),
                self.bar,
                row(self.propose, None),
                self.proposed,
                self.write_down,
                2,
                captioned_secret(self.tr("La même, une seconde fois"), self.again),
                self.answer,
                spacing=6,
            )
        )
        # From one phrase straight to the other: typed on a button, its spaces would press it.
        order = (
            self.secret.line, self.again.line, self.secret.eye, self.again.eye, self.propose,
        )  # fmt: skip
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)
        self.show_advice()

    def text(self) -> str:
        """What was typed."""
        return self.secret.text()

    def clear(self) -> None:
        """Forget it."""
        self.secret.clear()
        self.again.clear()
        self.proposed.clear()
        self.show_advice()

    def complete(self) -> bool:
        """Long enough, and twice the same."""
        typed = self.secret.text()
        return len(typed) >= MIN_PASSPHRASE and typed == self.again.text()

    def refuse(self, sentence: str) -> None:
        """Say why it could not be taken, as often as it is tried."""
        self.answer.hide()
        self.answer.setText(typeset(sentence))
        self.answer.show()

    def show_advice(self) -> None:
        """Say how well it would hold, and what is missing."""
        typed, again = self.secret.text(), self.again.text()
        self.bar.show_strength(strength(typed, self._known_words()) if typed else None)
        proposed = bool(typed) and typed == self.proposed.text()
        self.proposed.setVisible(proposed)
        self.write_down.setVisible(proposed)
        fault = ""
        if typed and len(typed) < MIN_PASSPHRASE:
            fault = self._too_short()
        elif again and not typed.startswith(again):
            fault = self._differ()
        self.answer.setText(fault)
        self.answer.setVisible(bool(fault) and bool(again))
        self.changed.emit()

    def _enter(self) -> None:
        """On to the second time, then it is done; one that stops short is told, and kept."""
        if self.complete():
            self.entered.emit()
            return
        typed, again = self.secret.text(), self.again.text()
        too_short = len(typed) < MIN_PASSPHRASE
        if typed and (too_short or again):
            self.refuse(self._too_short() if too_short else self._differ())
        (self.secret if typed and too_short else self.again).line.setFocus()

    def _too_short(self) -> str:
        return self.tr("Il en faut au moins {} caractères.").format(MIN_PASSPHRASE)

    def _differ(self) -> str:
        return self.tr("Les deux phrases ne sont pas les mêmes.")

    def _propose(self) -> None:
        self._runner.read(self, proposed_passphrase, self._take)

    def _take(self, phrase: str) -> None:
        self.proposed.setText(phrase)
        self.secret.line.setText(phrase)
        self.again.line.clear()
        self.again.line.setFocus()


def captioned_secret(text: str, line: SecretLine) -> QWidget:
    """The line under what it is for."""
    holder = QWidget()
    caption = label(text, role="caption")
    caption.setBuddy(line.line)
    holder.setLayout(column(caption, line, spacing=4))
    return holder
