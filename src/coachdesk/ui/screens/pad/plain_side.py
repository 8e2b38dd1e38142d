"""What is signed in plain words, in large type, read aloud where the system has a French voice."""

from collections.abc import Sequence
from contextlib import nullcontext
from functools import cache

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtGui import QAccessible, QFontDatabase, QHideEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from coachdesk.core.resources import resource
from coachdesk.domain.plain_summary import (
    RIGHT_TO_LEFT,
    Explained,
    Explanation,
    Language,
    PlainSummary,
)
from coachdesk.system.voice import Speech, Voice, french_voice, speak
from coachdesk.ui.runner import Runner
from coachdesk.ui.theme import em, icon
from coachdesk.ui.widgets.choices import Choices
from coachdesk.ui.widgets.laid_once import laid_once
from coachdesk.ui.widgets.layout import button, clear, column, label, panel, restyle, row, scrolled
from coachdesk.ui.widgets.spoken import speaks_as

_ASK_MS = 250
"""While something is read aloud, how often it is asked whether that is over."""
_LEAST_EMS = 26
"""Enough lines to read one after the other; then the page scrolls, too."""
_APART = 0.7
"""Between two lines, and before the bar, in heights of the font."""
_ARABIC_FILE = "NotoSansArabic-Regular.ttf"


class PlainSide(QWidget):
    """It stands where the paper does, and notes what was before the signer's eyes."""

    def __init__(self, runner: Runner) -> None:
        super().__init__()
        self._runner = runner
        self._explanation = Explanation(())
        self._signed = ""
        """The very text that is signed, said after its summary."""
        self._shown: PlainSummary | None = None
        self._seen: dict[Language, Explained] = {}
        self._voice: Voice | None = None
        self._asked = False
        self._speech: Speech | None = None
        self._starting = False
        """It is to be read, and the voice has not begun."""
        self.languages = Choices((), self.tr("Langue du résumé"))
        self._language_line = column()
        self.unread = label("", role="oath", tone="mend", wrap=True, gives_back=True)
        self.unread.setContentsMargins(12, 6, 12, 6)
        self.lines = column()
        self.warning = label("", role="oath", wrap=True, gives_back=True)
        self.how = label(
            self.tr(
                "D’accord\u202f? Signez dans le cadre, puis touchez «\u00a0Valider ma "
                "signature\u00a0». Sinon, touchez «\u00a0Je ne signe pas\u00a0»."
            ),
            role="plain",
            wrap=True,
            gives_back=True,
        )
        self.listen = button(self.tr("Écouter"), glyph="volume-2")
        self.listen.setProperty("large", True)
        self.listen.clicked.connect(self._listen)
        self._timer = QTimer(self)
        self._timer.setInterval(_ASK_MS)
        self._timer.timeout.connect(self._follow)
        self._read = read = QWidget()
        self._words = column(self.lines, em(0.6), self.how, em(0.6), self.warning, None)
        read.setLayout(self._words)
        area = scrolled(read)
        area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # read with the arrows, too
        area.setAccessibleName(self.tr("Résumé en mots simples"))
        speaks_as(area, QAccessible.Role.Document)
        self.area = area
        for inside in (read, area.viewport()):
            inside.setAutoFillBackground(False)  # on the paper of the box
        read.setObjectName("")
        top = (self._language_line, row(self.listen, None), self.unread)
        box = panel(column(*top, area), margin=em(1))
        self.setLayout(column(box))
        self.setFocusProxy(area)
        self.setMinimumHeight(em(_LEAST_EMS))

    def show_explanation(self, explanation: Explanation, signed: str) -> None:
        """What ``explanation`` says, in French at first; nothing of it was seen yet."""
        self.hush()
        self._explanation, self._signed = explanation, signed
        if any(each.language is Language.ARABIC for each in explanation.summaries):
            load_arabic()
        self._seen.clear()
        self.languages = Choices(
            ((each.language, each.name) for each in explanation.summaries),
            self.tr("Langue du résumé"),
        )
        for choice in self.languages.buttons.values():
            choice.setProperty("large", True)
            choice.setProperty("steady", True)
        self.languages.chosen.connect(self._choose)
        clear(self._language_line)
        self._language_line.addWidget(self.languages)
        self.languages.setVisible(len(explanation.summaries) > 1)
        self._show(explanation.summaries[0])

    def hasHeightForWidth(self) -> bool:
        """As a ``Block``: what is below the fold of a small screen would be the way to answer."""
        return False

    @property
    def explained(self) -> tuple[Explained, ...]:
        """What was shown of it since, language by language."""
        return tuple(self._seen.values())

    def hush(self) -> None:
        """Read no more, nor begin to."""
        if self._starting:
            self._starting = False
            self._reading(on=False)
        if self._speech is not None:
            self._speech.stop()
        self._follow()

    def showEvent(self, event: QShowEvent) -> None:
        """It is before her eyes; the first time, the machine is asked for its voice."""
        super().showEvent(event)
        self._note()
        if not self._asked:
            self._asked = True
            self._runner.read(self, french_voice, self._found)

    def hideEvent(self, event: QHideEvent) -> None:
        """She signed, or went to the paper: silence."""
        super().hideEvent(event)
        self.hush()

    def _found(self, voice: Voice | None) -> None:
        self._voice = voice
        self._offer()

    def _choose(self, key: str | None) -> None:
        """Pressing the language shown again takes nothing away."""
        shown = {each.language: each for each in self._explanation.summaries}
        if key is None:
            self.languages.show_key(self._shown.language if self._shown else None)
        else:
            self.hush()
            self._show(shown[Language(key)])
            self._note()

    def _show(self, summary: PlainSummary) -> None:
        self._shown = summary
        self.languages.show_key(summary.language)
        # A frame painted before all is laid out would show the lines in one heap.
        with laid_once(self._read) if self.isVisible() else nullcontext():
            self.unread.setText(summary.unread)
            self.unread.setVisible(bool(summary.unread))
            self.how.setVisible(summary.language is Language.FRENCH)  # its buttons are in French
            self.warning.setText(summary.warning)
            clear(self.lines)
            for line in summary.lines:
                words = label(line, role="plain", wrap=True, gives_back=True)
                self.lines.addWidget(words)
                words.show()  # else it has its place in the round after next
            for after in (self.how, self.warning):
                after.raise_()  # made before, and a screen reader walks in the order of the making
            self.area.setAccessibleDescription("\n".join((*summary.lines, *self._after(summary))))
            self._turn(summary.language)
            self._offer()
        self.area.verticalScrollBar().setValue(0)

    def _after(self, summary: PlainSummary) -> tuple[str, ...]:
        """What stands below its lines."""
        french = summary.language is Language.FRENCH
        return (*((self.how.text(),) if french else ()), summary.warning)

    def _turn(self, language: Language) -> None:
        """The writing of ``language`` begins at its own side."""
        leftward = language in RIGHT_TO_LEFT
        side = Qt.LayoutDirection.RightToLeft if leftward else Qt.LayoutDirection.LeftToRight
        self.area.setLayoutDirection(side)  # its bar stands where the lines end
        bar = em(_APART)  # it leaves the letters alone
        self._words.setContentsMargins(bar if leftward else 0, 0, 0 if leftward else bar, 0)
        # The lines of the Arabic typeface are high: they stand apart by themselves.
        self.lines.setSpacing(em(_APART if language is not Language.ARABIC else 0))
        for words in (*self._labels(), self.warning, self.unread):
            words.setLayoutDirection(side)
            _wear(words, language)

    def _labels(self) -> Sequence[QLabel]:
        items = (self.lines.itemAt(number) for number in range(self.lines.count()))
        found = (item.widget() for item in items if item is not None)
        return [each for each in found if isinstance(each, QLabel)]

    def _note(self) -> None:
        shown = self._shown
        if self.isVisible() and shown is not None:
            self._seen.setdefault(
                shown.language, Explained(shown.language, shown.text, aloud=False)
            )

    def _offer(self) -> None:
        """The voice is French: it reads French, and is not there for the rest."""
        french = self._shown is not None and self._shown.language is Language.FRENCH
        self.listen.setVisible(self._voice is not None and french)

    def _listen(self) -> None:
        """Read it, or stop; the machine may take a moment to find its voice."""
        shown, voice = self._shown, self._voice
        if self._speech is not None or self._starting:
            self.hush()
        elif shown is not None and voice is not None:
            self._starting = True
            self._reading(on=True)
            # What she touches comes last: it is what she does next.
            text = "\n".join((*shown.lines, shown.reading, self._signed, self.how.text()))
            self._runner.read(
                self, lambda: speak(voice, text), lambda speech: self._started(shown, speech)
            )

    def _started(self, shown: PlainSummary, speech: Speech | None) -> None:
        wanted, self._starting = self._starting, False
        if speech is None:
            self._voice = None  # it was there, and does not start: no button that does nothing
            self._offer()
            self._reading(on=False)
            return
        if self._speech is not None:
            self._speech.stop()  # pressed again before it had begun: one voice at a time
        self._speech = speech
        self._timer.start()
        if wanted:
            self._seen[shown.language] = Explained(shown.language, shown.text, aloud=True)
        else:
            self.hush()

    def _follow(self) -> None:
        if self._speech is None or not self._speech.over:
            return
        self._speech = None
        self._timer.stop()
        self._reading(on=False)

    def _reading(self, *, on: bool) -> None:
        """The button stops what is read, else has it read."""
        self.listen.setText(self.tr("Arrêter la lecture") if on else self.tr("Écouter"))
        self.listen.setIcon(icon("square" if on else "volume-2", "accent"))


def plain_button() -> QPushButton:
    """What shows the plain summary in place of the paper, and the paper again."""
    made = button(_tr("Mots simples"), glyph="ear")
    made.setCheckable(True)
    made.setProperty("choice", True)
    made.setProperty("steady", True)
    made.setShortcut("Ctrl+E")
    made.setToolTip(_tr("En grand, avec des mots simples, à lire ou à écouter (Ctrl+E)"))
    made.toggled.connect(lambda on: made.setIcon(icon("ear", "on_fill" if on else "accent")))
    return made


def _tr(text: str) -> str:
    return QCoreApplication.translate("PlainSide", text)


@cache
def load_arabic() -> bool:
    """Whether its letters are there: the window's typeface has none, a bare system neither."""
    return QFontDatabase.addApplicationFont(str(resource("fonts", _ARABIC_FILE))) >= 0


def _wear(widget: QWidget, language: Language) -> None:
    """Have the words in the typeface of their writing."""
    script = "arabic" if language is Language.ARABIC else ""
    if (widget.property("script") or "") != script:
        widget.setProperty("script", script)
        restyle(widget)
