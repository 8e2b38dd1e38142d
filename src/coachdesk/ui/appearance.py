"""Light, dark or of high contrast, and how large the text is: kept with the machine."""

from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication

from coachdesk.core.tokens import CONTRAST, CONTRAST_DARK, DARK, LIGHT, THEMES, Tokens
from coachdesk.system.settings import load_settings, save_settings
from coachdesk.ui.runner import Runner
from coachdesk.ui.theme import apply_theme

USUAL, LARGEST, _STEP = 100, 200, 25
SIZES = tuple(range(USUAL, LARGEST + 1, _STEP))
"""Sizes of the text, in percent."""


class Appearance(QObject):
    """``resized`` says that pages are to be made anew, for text of another size."""

    resized = Signal()

    def __init__(self, application: QApplication, runner: Runner) -> None:
        super().__init__()
        self._application = application
        self._runner = runner
        kept = load_settings()
        self._choice, self.text_percent = kept.appearance, kept.text_percent
        hints = application.styleHints()
        hints.colorSchemeChanged.connect(self._follow_system)
        hints.accessibility().contrastPreferenceChanged.connect(self._follow_system)

    @property
    def choice(self) -> str:
        """« system », or a key of ``theme.THEMES``."""
        return self._choice

    def choose(self, choice: str) -> None:
        """Wear that theme, or the system's, from now on."""
        self._choice = choice
        self._wear(appearance=choice)

    def read_again(self) -> None:
        """The choices were changed elsewhere: wear what they are now."""
        kept = load_settings()
        before, self.text_percent = self.text_percent, kept.text_percent
        self._choice = kept.appearance
        self._dress()
        if before != self.text_percent:
            self.resized.emit()

    @property
    def dark(self) -> bool:
        """Whether the dark theme is worn."""
        return theme_of(self._application, self._choice) in {DARK, CONTRAST_DARK}

    def toggle_dark(self) -> None:
        """The other ground, from now on whatever the system has; a high contrast stays one."""
        worn = theme_of(self._application, self._choice)
        light, dark = (
            ("contrast", "contrast_dark")
            if worn in {CONTRAST, CONTRAST_DARK}
            else ("light", "dark")
        )
        self.choose(light if self.dark else dark)

    def larger(self) -> None:
        """Larger text, up to twice its usual size."""
        self.resize(self.text_percent + _STEP)

    def smaller(self) -> None:
        """Smaller text, down to its usual size."""
        self.resize(self.text_percent - _STEP)

    def usual(self) -> None:
        """Text of the usual size."""
        self.resize(USUAL)

    def resize(self, percent: int) -> None:
        """Text of that size, in percent of the usual one."""
        percent = min(max(percent, USUAL), LARGEST)
        if percent != self.text_percent:
            self.text_percent = percent
            self._wear(text_percent=percent)
            self.resized.emit()

    def _follow_system(self, _preference: object) -> None:
        if self._choice == "system":
            self._dress()

    def _wear(self, **changes: Any) -> None:  # noqa: ANN401  (each setting its own type)
        self._dress()
        self._runner.write(self, lambda _task: save_settings(**changes), lambda _: None)

    def _dress(self) -> None:
        theme = theme_of(self._application, self._choice)
        apply_theme(self._application, theme, self.text_percent)


def worn_by() -> QApplication:
    """The application that is running."""
    application = QApplication.instance()
    assert isinstance(application, QApplication), "a window has one"
    return application


def dress(application: QApplication) -> None:
    """Give ``application`` the look that was chosen the last time."""
    kept = load_settings()
    apply_theme(application, theme_of(application, kept.appearance), kept.text_percent)


def theme_of(application: QApplication, choice: str) -> Tokens:
    """The theme of a choice, or as the system has it."""
    if choice in THEMES:
        return THEMES[choice]
    hints = application.styleHints()
    dark = hints.colorScheme() is Qt.ColorScheme.Dark
    if hints.accessibility().contrastPreference() is Qt.ContrastPreference.HighContrast:
        return CONTRAST_DARK if dark else CONTRAST
    return DARK if dark else LIGHT
