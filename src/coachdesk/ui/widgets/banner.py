"""The line at the top of the window that says what was done, or refused and why."""

from pathlib import Path

from PySide6.QtCore import QPoint, QTimer, QUrl, Signal
from PySide6.QtGui import QCursor, QDesktopServices
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from coachdesk.core.french import typeset
from coachdesk.services.targets import Target
from coachdesk.ui.widgets.layout import Glyph, button, column, label, row, set_tone

_GLYPHS = {"done": "circle-check", "refused": "triangle-alert"}

_PASSING_MS = 12_000
"""How long good news stays; a refusal stays until it is closed or replaced."""
_STILL_MS = 1_500
"""How long the hand must have been still for it to go: all that is below moves up then."""


class Banner(QFrame):
    """It never takes the focus. ``led`` carries the place that its link opens."""

    led = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._glyph = Glyph("circle-check", "done")
        self._sentence = label("", role="strong", wrap=True)
        self._remedy = label("", wrap=True)
        self.lead = button("", kind="link")
        self.lead.clicked.connect(self._go)
        self._place: Target | Path | None = None
        dismiss = button("", kind="icon", glyph="x", name=self.tr("Fermer ce message"))
        dismiss.clicked.connect(self.hide)
        self._passing = QTimer(self)
        self._passing.setSingleShot(True)
        self._passing.timeout.connect(self._pass)
        self._hand = QPoint()
        layout = row(
            self._glyph, column(None, self._sentence, self._remedy, None, spacing=2), self.lead,
            dismiss, spacing=12,
        )  # fmt: skip
        layout.setStretch(1, 1)
        layout.setContentsMargins(24, 8, 12, 8)
        self.setLayout(layout)
        self._held = self._missed = False
        self.hide()

    @property
    def text(self) -> str:
        """What is shown."""
        return f"{self._sentence.text()} {self._remedy.text()}".strip()

    def clear_refusal(self) -> None:
        """Take a refusal away; good news passes by itself."""
        if not self._passing.isActive():
            self.hide()

    def hold(self, *, held: bool) -> None:
        """While someone signs, nothing is said that may name another person."""
        missed, self._missed = self._missed, False
        self._held = held
        self.setVisible(not held and missed)

    def show_message(
        self,
        tone: str,
        sentence: str,
        remedy: str = "",
        lead: tuple[str, Target | Path] | None = None,
    ) -> None:
        """Show a sentence in the tone « done » or « refused », with a link to where it leads.

        Of a file that was written, that is its folder.
        """
        words, self._place = lead or ("", None)
        self.lead.setText(words)
        self.lead.setVisible(lead is not None)
        self._glyph.show_glyph(_GLYPHS[tone], tone)
        self._sentence.setText(typeset(sentence))
        self._remedy.setText(typeset(remedy))
        self._remedy.setVisible(bool(remedy))
        self.setAccessibleName(self.text)
        set_tone(self, tone)
        if not self._held:
            from coachdesk.ui.widgets.announced import announce

            announce(self, self.text, at_once=tone == "refused")
        self._missed = self._held
        self.setVisible(not self._held)
        if tone == "done":
            self._hand = QCursor.pos()
            self._passing.start(_PASSING_MS)
        else:
            self._passing.stop()

    def _pass(self) -> None:
        """Go, unless the hand moves: a button would leave the place where it is about to press."""
        hand, self._hand = self._hand, QCursor.pos()
        if self._passing.interval() == _PASSING_MS or self._hand != hand:
            self._passing.start(_STILL_MS)
        else:
            self.hide()

    def _go(self) -> None:
        """Follow the link: what was refused is read."""
        place = self._place
        if isinstance(place, Path):
            folder = place if place.is_dir() else place.parent
            if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
                self.lead.hide()  # this computer has nothing to show it with: the path is said
        elif place is not None:
            self.hide()
            self.led.emit(place)
