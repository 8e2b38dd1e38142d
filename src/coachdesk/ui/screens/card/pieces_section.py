"""The place of the pieces on the card: read when it is looked at, and not before."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from coachdesk.services.card import CardView
from coachdesk.ui.context import Context
from coachdesk.ui.screens.card.pieces import PiecesPanel
from coachdesk.ui.screens.card.section import Section


class PiecesSection(Section):
    """Its panel is made the first time that it is seen: it reads files and draws pages."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, "pieces", "")
        self.title.setText(self.tr("Pièces"))
        self.panel: PiecesPanel | None = None

    def part(self, view: CardView) -> object:
        """See ``Section``."""
        return view.work.attachments

    def fill(self, view: CardView) -> None:
        """See ``Section``; the panel reads by itself."""
        if self.panel is not None:
            self.panel.show_dossier(view.card.identity.prescription_id)

    def show_view(self, view: CardView) -> None:
        """See ``Section``; how many there are is said at once."""
        super().show_view(view)
        self._say_number(len(view.work.attachments))
        if self.panel is not None and self.dossier != view.card.identity.prescription_id:
            self.panel.hide()  # nothing of the person before is seen meanwhile

    def paintEvent(self, event: QPaintEvent) -> None:
        """It is looked at: time to read."""
        super().paintEvent(event)
        QTimer.singleShot(0, self, self._read)

    def _read(self) -> None:
        self.build()
        self.build_form()
        if self.panel is not None:
            self.panel.show()

    def _drop_form(self) -> None:
        """See ``Section``; one panel serves everyone."""

    def make_form(self, view: CardView) -> QWidget:
        """See ``Section``: the panel, which follows from person to person."""
        if self.panel is None:
            self.panel = PiecesPanel(self.context)
            self.panel.changed.connect(self._follow)
        self.panel.show_dossier(view.card.identity.prescription_id)
        return self.panel

    def take_files(self, paths: Sequence[Path]) -> None:
        """Keep files that were dropped anywhere on the card."""
        self._read()
        if self.panel is not None:
            self.panel.take_files(paths)

    def _follow(self, number: int) -> None:
        """A piece was kept or removed: the timeline tells it too."""
        self._say_number(number)
        if self.view is not None and number != len(self.view.work.attachments):
            self.recorded.emit()

    def _say_number(self, number: int) -> None:
        self.title.setText(self.tr("Pièces ({})").format(number) if number else self.tr("Pièces"))
