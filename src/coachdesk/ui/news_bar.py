"""Above the pages, once after an update: what the new version brings, one click away."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from coachdesk import __version__
from coachdesk.system.settings import load_settings, save_settings
from coachdesk.ui.runner import Runner
from coachdesk.ui.widgets.bars import OfferBar
from coachdesk.ui.widgets.layout import button


class NewsBar(OfferBar):
    """It stays until it is answered, then says nothing before the next version."""

    def __init__(self, runner: Runner, open_news: Callable[[], object], parent: QWidget) -> None:
        super().__init__("sparkles", parent)
        self._runner = runner
        self.read = button(self.tr("Nouveautés"), kind="primary")
        self.later.setText(self.tr("Fermer"))
        self.add_answers(self.later, self.read)
        self.later.clicked.connect(self._answered)
        self.read.clicked.connect(self._answered)
        self.read.clicked.connect(open_news)
        seen = load_settings().version_seen
        if not seen:
            self._keep()  # everything is new to whoever begins: the visite tells that
        elif seen != __version__:
            self.offer(self.tr("CoachDesk est passé à la version {}.").format(__version__))

    def _answered(self) -> None:
        self.offer("")
        self._keep()

    def _keep(self) -> None:
        self._runner.write(
            self, lambda _task: save_settings(version_seen=__version__), lambda _: None
        )
