"""Step 4: try what people will sign with, and choose the screen they sign on."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from coachdesk.core.clock import Clock
from coachdesk.core.french import NBSP, plural
from coachdesk.system.settings import load_settings, save_settings
from coachdesk.ui.runner import Runner
from coachdesk.ui.screens.first_run.step import Step
from coachdesk.ui.screens.pad.surface import PadSurface
from coachdesk.ui.theme import em
from coachdesk.ui.widgets.layout import button, clear, column, label, row

_PRESSES = (QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin, QEvent.Type.TabletPress)
_LEAST_MS = 150
"""A shorter stroke tells nothing of the pace."""
_PAD_EMS = 13.6
"""High enough for the whole width of the sheet to be paper."""
_SPARSE = 40
"""Points a second below which a line looks broken."""


class DeviceStep(Step):
    """Nothing drawn here is kept; the screen chosen is, with the settings of the machine."""

    def __init__(self, runner: Runner, clock: Clock) -> None:
        super().__init__(
            self.tr("Essayez la signature"),
            self.tr(
                "Signez avec la souris, le doigt ou un stylet\u00a0: le cadre dit ce qu’il voit. "
                "Ce tracé n’est pas gardé."
            ),
        )
        self._runner = runner
        self._clock = clock
        self._began_ms = 0
        self._points = 0
        self.surface = PadSurface(clock)
        self.surface.setFixedHeight(em(_PAD_EMS))
        self.surface.installEventFilter(self)
        self.surface.changed.connect(self._tell)
        self.seen = label("", role="strong", wrap=True)
        self.again = button(self.tr("Effacer"), glyph="eraser")
        self.again.clicked.connect(self.surface.clear)
        self.screens = QButtonGroup(self)
        self._caption = label(self.tr("Le cadre s’ouvrira"), role="caption")
        self._choices = QVBoxLayout()
        self._choices.setSpacing(4)
        seen = row(self.seen, self.again)
        seen.setStretch(0, 1)
        self.lay_out(self.surface, seen, column(self._caption, self._choices, spacing=3))
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.screenAdded.connect(self._list_screens)
            application.screenRemoved.connect(self._list_screens)
        self._tell()

    def arrive(self) -> None:
        """The choice is read again: it is the machine's."""
        self._list_screens()

    def leave_words(self) -> str:
        """Trying can wait."""
        return self.tr("Continuer") if self.surface.drawing().points else self.tr("Plus tard")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note when a stroke begins."""
        if event.type() in _PRESSES:
            self._began_ms = self._clock.monotonic_ms()
        return super().eventFilter(watched, event)

    def _tell(self) -> None:
        points = self.surface.drawing().points
        drawn, self._points = points - self._points, points
        self.again.setEnabled(points > 0)
        if points == 0:
            self.seen.setText(self.tr("Rien n’est encore tracé."))
        else:
            self.seen.setText(self._seen(drawn, self._clock.monotonic_ms() - self._began_ms))
        self.changed.emit()

    def _seen(self, points: int, lasted_ms: int) -> str:
        tool = {
            "mouse": self.tr("Souris"),
            "touch": self.tr("Doigt"),
            "pen": self.tr("Stylet"),
        }[self.surface.input]
        if lasted_ms < _LEAST_MS:
            return self.tr("{}. Tracez un trait plus long pour mesurer le rythme.").format(tool)
        rate = round(points * 1000 / lasted_ms)
        pace = self.tr("{} par seconde").format(plural(rate, self.tr("point")))
        if rate >= _SPARSE:
            return f"{tool}, {pace}."
        return f"{tool}, {pace}{NBSP}: " + self.tr("le trait paraîtra un peu anguleux.")

    def _list_screens(self) -> None:
        clear(self._choices)
        for choice in self.screens.buttons():
            self.screens.removeButton(choice)
        screens = QGuiApplication.screens()
        chosen = load_settings().pad_screen
        self._caption.setVisible(len(screens) > 1)
        if len(screens) == 1:
            self._choices.addWidget(
                label(self.tr("Un seul écran est branché\u00a0: le cadre s’y ouvrira."),
                      role="caption", wrap=True)
            )  # fmt: skip
            return
        self._add_choice("", self.tr("sur l’écran de la fenêtre"), chosen)
        for screen in screens:
            self._add_choice(screen.name(), _described(self, screen), chosen)

    def _add_choice(self, name: str, words: str, chosen: str) -> None:
        choice = QRadioButton(words)
        choice.setProperty("role", "choice")
        choice.setChecked(name == chosen)
        choice.clicked.connect(lambda: self._keep(name))
        self.screens.addButton(choice)
        self._choices.addWidget(choice)

    def _keep(self, name: str) -> None:
        self._runner.write(self, lambda _task: save_settings(pad_screen=name), lambda _: None)


def _described(owner: QWidget, screen: QScreen) -> str:
    """« sur l’écran principal (1366 × 768) »."""
    size = screen.size()
    first = screen is QGuiApplication.primaryScreen()
    which = (
        owner.tr("sur l’écran principal")
        if first
        else owner.tr("sur l’écran {}").format(screen.model() or screen.name())
    )
    return f"{which} ({size.width()}{NBSP}×{NBSP}{size.height()})"
