"""What is answered instead of a signature: refused, can't, disagrees; with the coach as witness."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from coachdesk.domain.papers import SigningOutcome
from coachdesk.ui.screens.pad.words import other_answers, reasons_of
from coachdesk.ui.widgets.choices import Choices
from coachdesk.ui.widgets.flow import Flow, chip_button
from coachdesk.ui.widgets.layout import button, column, label, panel, row


class OtherAnswers(QWidget):
    """``recorded`` carries the outcome and its reason; ``reserved`` the réserve to sign with."""

    recorded = Signal(object, str)
    reserved = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.choices = Choices(
            ((outcome.value, words) for outcome, words in other_answers().items()),
            self.tr("Je ne signe pas"),
            kind="presence",
        )
        self.choices.chosen.connect(self._chosen)
        self.usual = Flow()
        self.words = QLineEdit()
        self.words.setAccessibleName(self.tr("Motif"))
        self.words.textChanged.connect(self._refresh)
        self.witness = label("", role="soft", wrap=True)
        self.back = button(self.tr("Revenir"), glyph="arrow-left")
        self.back.setToolTip(self.tr("Revenir à la signature (Échap)"))
        self.back.clicked.connect(self.left)
        self.reserve = button(self.tr("Signer avec cette réserve"), glyph="signature")
        self.reserve.clicked.connect(lambda: self.reserved.emit(self._reason()))
        self.act = button(self.tr("Enregistrer"), kind="primary", glyph="check")
        self.act.clicked.connect(self._record)
        self.words.returnPressed.connect(self.act.click)
        box = panel(
            column(
                label(
                    self.tr(
                        "Ne pas signer est un droit\u00a0: cela se note, sans plus. Vous pourrez "
                        "signer plus tard."
                    ),
                    role="oath",
                    wrap=True,
                ),
                self.choices,
                self.usual,
                self.words,
                self.witness,
                None,
            )
        )
        acts = Flow(self.reserve, self.act, trailing=True)
        bottom = row(self.back, acts)
        bottom.setStretch(1, 1)
        layout = column(box, bottom)
        layout.setStretch(0, 1)
        self.setLayout(layout)
        self._refresh()

    def hasHeightForWidth(self) -> bool:
        """As ``text_area.Block``."""
        return False

    def begin(self, witness: str) -> None:
        """Nothing answered yet; ``witness`` is the coach."""
        self.choices.show_key(None)
        self.words.clear()
        self.witness.setText(self.tr("Témoin\u00a0: {}, coach.").format(witness))
        self._chosen()
        next(iter(self.choices.buttons.values())).setFocus()

    def _outcome(self) -> SigningOutcome | None:
        key = self.choices.key()
        return SigningOutcome(key) if key is not None else None

    def _reason(self) -> str:
        return " ".join(self.words.text().split())

    def _chosen(self) -> None:
        self.usual.clear()
        outcome = self._outcome()
        for words in reasons_of(outcome) if outcome is not None else ():
            chip = chip_button(words)
            chip.clicked.connect(lambda _=False, said=words: self.words.setText(said))
            self.usual.add(chip)
        self._refresh()
        if outcome is not None:
            self.words.setFocus()

    def _refresh(self) -> None:
        outcome = self._outcome()
        for item in (self.usual, self.words, self.witness):
            item.setVisible(outcome is not None)
        disagrees = outcome is SigningOutcome.DISAGREES
        self.words.setPlaceholderText(
            self.tr("Avec quoi\u202f? Choisissez, ou dites-le avec vos mots")
            if disagrees
            else self.tr("Ou avec vos mots")
        )
        self.reserve.setVisible(disagrees)
        self.reserve.setEnabled(bool(self._reason()))
        # Someone who disagrees says with what; a refusal needs no reason.
        self.act.setEnabled(outcome is not None and (not disagrees or bool(self._reason())))

    def _record(self) -> None:
        outcome = self._outcome()
        if outcome is not None:
            self.recorded.emit(outcome, self._reason())
