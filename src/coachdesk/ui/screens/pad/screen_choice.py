"""On which screen people sign: kept with the machine, listed again as screens come and go."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from coachdesk.core.french import NBSP
from coachdesk.system.settings import load_settings, save_settings
from coachdesk.ui.runner import Runner
from coachdesk.ui.widgets.layout import clear, column, label


class ScreenChoice(QWidget):
    """``kept`` once another one was chosen."""

    kept = Signal()

    def __init__(self, runner: Runner) -> None:
        super().__init__()
        self._runner = runner
        self.screens = QButtonGroup(self)
        self._caption = label(self.tr("Le cadre s’ouvrira"), role="caption")
        self._choices = QVBoxLayout()
        self._choices.setSpacing(4)
        self.setLayout(column(self._caption, self._choices, spacing=4))
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.screenAdded.connect(self.list_screens)
            application.screenRemoved.connect(self.list_screens)

    def list_screens(self) -> None:
        """The screens that are there now; the choice is read again: it is the machine's."""
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
        self.add_choice("", self.tr("sur l’écran de la fenêtre"), chosen)
        for screen in screens:
            self.add_choice(screen.name(), _described(self, screen), chosen)

    def add_choice(self, name: str, words: str, chosen: str) -> None:
        """One more screen to choose from."""
        choice = QRadioButton(words)
        choice.setProperty("role", "choice")
        choice.setChecked(name == chosen)
        choice.clicked.connect(lambda: self._keep(name))
        if not self.screens.buttons():
            self.setFocusProxy(choice)
        self.screens.addButton(choice)
        self._choices.addWidget(choice)

    def _keep(self, name: str) -> None:
        self._runner.write(
            self, lambda _task: save_settings(pad_screen=name), lambda _: self.kept.emit()
        )


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
