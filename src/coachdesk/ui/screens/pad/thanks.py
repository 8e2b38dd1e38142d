"""« Merci, Léa »: the code of what she signed, in large, for a few seconds."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QHideEvent, QShowEvent
from PySide6.QtWidgets import QProgressBar, QWidget

from coachdesk.domain.papers import SigningOutcome
from coachdesk.services.pad.asked import PadRequest, Signed
from coachdesk.ui.motion import step_ms
from coachdesk.ui.screens.pad.words import recorded_words
from coachdesk.ui.theme import em
from coachdesk.ui.widgets.layout import button, column, label, panel, row, scrolled

SHOWN_MS, HEARD_MS = 4_000, 30_000
"""How long it stays; and where a screen reader says it first."""
_STEP_MS, _STILL_MS = 100, 1_000


class Thanks(QWidget):
    """``finished`` by itself after a moment, or by the button, which has the keyboard."""

    finished = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.words = label("", role="title", wrap=True)
        self.recorded = label("", role="oath", wrap=True)
        self.code = label("", role="padcode")
        self.code.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.where = label("", role="soft", wrap=True)
        self.following = label("", role="oath", wrap=True)
        self.finish = button(self.tr("Terminer"), kind="primary")
        self.finish.clicked.connect(self._finish)
        self.stay = button(self.tr("Garder ce code à l’écran"), kind="link")
        self.stay.clicked.connect(self._stay)
        self.left = QProgressBar()
        self.left.setTextVisible(False)
        self.left.setAccessibleName(self.tr("Temps d’affichage"))
        self._timer = QTimer(self)
        self._timer.setInterval(step_ms(_STEP_MS, _STILL_MS))
        self._timer.timeout.connect(self._count)
        self._waits = False
        box = panel(
            column(
                self.words, self.recorded, 6, self.code, 6, self.where, self.following,
                12, self.left, row(self.stay, None, self.finish),
            ),
            margin=24,
        )  # fmt: skip
        box.setMaximumWidth(em(40))
        page = QWidget()
        layout = row(None, box, None)
        layout.setStretch(1, 10)
        page.setLayout(column(None, layout, None, None))
        outer = column(scrolled(page))
        self.setLayout(outer)

    def show_signed(
        self, request: PadRequest, outcome: SigningOutcome, signed: Signed, following: str
    ) -> None:
        """Thank her; ``following`` says who comes next, empty for nobody."""
        first_name = request.short.rsplit(" ", 1)[0]
        self.words.setText(self.tr("Merci, {}").format(first_name))
        held = not signed.entry_seq
        self.recorded.setText(
            self.tr(
                "Votre signature s’enregistre avec la suivante\u00a0: la clôture en demande deux."
            )
            if held
            else recorded_words(outcome)
        )
        self.code.setText(signed.short_code)
        for told in (self.code, self.where):
            told.setHidden(held)
        self.where.setText(
            self.tr(
                "Notez-le si vous le souhaitez, avec son numéro\u00a0: {}:{} permet à votre coach "
                "de retrouver votre réponse."
            ).format(signed.entry_seq, signed.short_code)
        )
        self.following.setText(following)
        self.following.setVisible(bool(following))
        self.finish.setText(self.tr("Continuer") if following else self.tr("Terminer"))
        self._tell(held=held)
        listens = QAccessible.isActive()
        shown = HEARD_MS if listens else SHOWN_MS
        self.left.setMaximum(shown)
        self.left.setValue(shown)
        self._waits = True
        self.left.setHidden(listens)  # its percents would be said over the code
        self.stay.setHidden(held)
        if self.isVisible():
            self._timer.start()

    def _tell(self, *, held: bool) -> None:
        """All of it is said as the keyboard comes to the button, the code sign by sign."""
        code = " ".join(self.code.text())
        self.code.setAccessibleName(code)
        told = (
            self.words.text(), self.recorded.text(), *(() if held else (code, self.where.text())),
            self.following.text(),
        )  # fmt: skip
        self.finish.setAccessibleDescription("\n".join(part for part in told if part))

    def showEvent(self, event: QShowEvent) -> None:
        """The moment begins, or goes on after the desk was locked."""
        super().showEvent(event)
        self.finish.setFocus()
        if self._waits:
            self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody sees it: it waits."""
        super().hideEvent(event)
        self._timer.stop()

    def _count(self) -> None:
        self.left.setValue(self.left.value() - self._timer.interval())
        if self.left.value() <= 0:
            self._finish()

    def _stay(self) -> None:
        self._waits = False
        self._timer.stop()
        self.left.hide()
        self.stay.hide()
        self.finish.setFocus()

    def _finish(self) -> None:
        self._waits = False
        self._timer.stop()
        self.finished.emit()
