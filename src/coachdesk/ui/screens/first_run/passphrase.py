"""Step 2: the passphrase, with honest advice and a phrase proposed."""

from collections.abc import Callable
from itertools import pairwise

from PySide6.QtWidgets import QWidget

from coachdesk.domain.passphrase import MIN_PASSPHRASE, strength
from coachdesk.services.passphrases import proposed_passphrase
from coachdesk.ui.runner import Runner
from coachdesk.ui.screens.first_run.step import Step
from coachdesk.ui.screens.first_run.strength_bar import StrengthBar
from coachdesk.ui.widgets.fields import refusal_line
from coachdesk.ui.widgets.layout import button, column, label, row
from coachdesk.ui.widgets.secret import SecretLine


class PassphraseStep(Step):
    """Below eight characters nothing is made; above, she decides."""

    def __init__(self, runner: Runner, known_words: Callable[[], tuple[str, ...]]) -> None:
        super().__init__(
            self.tr("Votre phrase de passe"),
            self.tr(
                "Tout ce que vous enregistrez est chiffré avec elle. Quatre ou cinq mots sans "
                "lien entre eux tiennent bien et se retiennent."
            ),
        )
        self._runner = runner
        self._known_words = known_words
        self.secret = SecretLine(self.tr("Phrase de passe"))
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
            line.edited.connect(self._refresh)
            line.entered.connect(self.entered)
        self.lay_out(
            _captioned(self.tr("Phrase de passe"), self.secret),
            self.bar,
            row(self.propose, None),
            self.proposed,
            self.write_down,
            2,
            _captioned(self.tr("La même, une seconde fois"), self.again),
            self.answer,
        )
        # From one phrase straight to the other: typed on a button, its spaces would press it.
        order = (
            self.secret.line, self.again.line, self.secret.eye, self.again.eye, self.propose,
        )  # fmt: skip
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)
        self.first = self.secret.line
        self._refresh()

    def arrive(self) -> None:
        """Her name may have been corrected in the step before."""
        self._refresh()

    def complete(self) -> bool:
        """Long enough, and twice the same."""
        typed = self.secret.text()
        return len(typed) >= MIN_PASSPHRASE and typed == self.again.text()

    def leave_words(self) -> str:
        """The store is made when she goes on."""
        return self.tr("Créer mon magasin")

    def refuse(self, sentence: str) -> None:
        """Say why the store could not be made."""
        self.answer.setText(sentence)
        self.answer.show()

    def _refresh(self) -> None:
        typed, again = self.secret.text(), self.again.text()
        self.bar.show_strength(strength(typed, self._known_words()) if typed else None)
        proposed = bool(typed) and typed == self.proposed.text()
        self.proposed.setVisible(proposed)
        self.write_down.setVisible(proposed)
        fault = ""
        if typed and len(typed) < MIN_PASSPHRASE:
            count = MIN_PASSPHRASE
            fault = self.tr("Il en faut au moins {} caractères.").format(count)
        elif again and not typed.startswith(again):
            fault = self.tr("Les deux phrases ne sont pas les mêmes.")
        self.answer.setText(fault)
        self.answer.setVisible(bool(fault) and bool(again))
        self.changed.emit()

    def _propose(self) -> None:
        self._runner.read(self, proposed_passphrase, self._take)

    def _take(self, phrase: str) -> None:
        self.proposed.setText(phrase)
        self.secret.line.setText(phrase)
        self.again.line.clear()
        self.again.line.setFocus()


def _captioned(text: str, line: SecretLine) -> QWidget:
    holder = QWidget()
    caption = label(text, role="caption")
    caption.setBuddy(line.line)
    holder.setLayout(column(caption, line, spacing=3))
    return holder
