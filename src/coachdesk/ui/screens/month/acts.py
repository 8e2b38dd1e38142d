"""The two long acts of a month, asked and followed: closing it, exporting its package."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TypeVar
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from coachdesk.core.errors import UserError
from coachdesk.core.french import capital, month_name, of
from coachdesk.services.closing.correcting import give_up_correction, open_correction
from coachdesk.services.closing.signature import (
    ClosingOrder,
    ClosingSitting,
    closing_sitting,
)
from coachdesk.services.closing.use_case import ClosedMonth, close_month
from coachdesk.services.closing.words import version_words
from coachdesk.services.exporting import export_package
from coachdesk.services.month import MonthView
from coachdesk.ui.context import Context
from coachdesk.ui.runner import Task
from coachdesk.ui.screens.month.exporting import ExportDialog
from coachdesk.ui.widgets.progress import ProgressLine

T = TypeVar("T")


class MonthActs(QObject):
    """One act at a time, for the page ``page``; ``begun`` and ``ended`` frame it."""

    begun = Signal()
    ended = Signal()
    closed = Signal()
    """The month was closed."""
    opened = Signal()
    """It was opened again, to be rectified."""

    def __init__(self, page: QWidget, context: Context) -> None:
        super().__init__(page)
        self._page = page
        self._context = context
        self.progress = ProgressLine()
        self._sitting: ClosingSitting | None = None
        """The closing that the pad was handed over for."""

    @property
    def busy(self) -> bool:
        """Whether one of them is under way."""
        return self.progress.busy

    def ask_export(self, view: MonthView) -> None:
        """Ask how and where the package of the month leaves."""
        dialog = ExportDialog(self._page, self._context.messages, month_name(view.month))
        dialog.chosen.connect(lambda out, certificate: self._export(view.month, out, certificate))
        dialog.open()

    def sign(self, month: date, reason: str | None, *, second: bool) -> None:
        """Hand the pad over to close the month by signing it; ``second`` signs after her."""
        desk = self._context.desk
        order = ClosingOrder(self._context.action, month, reason, second_signs=second)

        def hand(sitting: ClosingSitting) -> None:
            self._sitting = sitting
            self._context.hand_pad(lambda _desk: sitting.asked)

        self._context.runner.read(self, lambda: closing_sitting(desk, order), hand, self._refused)

    def come_back(self) -> bool:
        """Say that the month was closed on the pad; false when it was not."""
        sitting = self._sitting
        if sitting is None or sitting.closed is None:
            return False
        self._sitting = None
        self._closed(sitting.closed)
        return True

    def close(self, month: date, reason: str | None) -> None:
        """Close the month without a drawing, for that reason when something is missing."""
        desk, action = self._context.desk, self._context.action
        self._begin(
            self.tr("Clôture {}…").format(of(month_name(month))),
            lambda task: close_month(
                desk,
                action,
                month,
                force_reason=reason,
                progress=task.report,
                cancelled=task.cancelled,
            ),
            self._closed,
        )

    def open_correction(self, month: date, reason: str) -> None:
        """Open a closed month again to rectify it, for that reason."""
        desk, action = self._context.desk, self._context.action

        def opened(_made: UUID) -> None:
            self.opened.emit()
            self._context.messages.inform(
                self.tr(
                    "{} se modifie de nouveau\u00a0: corrigez-le, puis clôturez son rectificatif."
                ).format(capital(month_name(month)))
            )

        self._begin(
            self.tr("Ouverture {}…").format(of(month_name(month))),
            lambda _task: open_correction(desk, action, month, reason),
            opened,
        )

    def give_up(self, month: date) -> None:
        """Close the month again as it was: nothing of it changed."""
        desk, action = self._context.desk, self._context.action
        self._begin(
            self.tr("Abandon de la rectification {}…").format(of(month_name(month))),
            lambda _task: give_up_correction(desk, action, month),
            lambda _none: self._context.messages.inform(
                self.tr("Rectification abandonnée\u00a0: {} est clôturé comme il l’était.").format(
                    month_name(month)
                )
            ),
        )

    def _closed(self, closed: ClosedMonth) -> None:
        self.closed.emit()
        name = month_name(closed.month)
        if closed.revision > 1:
            name = self.tr("le {} {}").format(version_words(closed.revision), of(name))
        told = self.tr("{} est clôturé\u00a0: l’envoi {} est prêt à exporter.").format(
            capital(name), closed.filename
        )
        self._context.messages.inform(" ".join(filter(None, (told, closed.without_backup))))

    def _export(self, month: date, out: Path, certificate: Path | None) -> None:
        desk, action = self._context.desk, self._context.action
        self._begin(
            self.tr("Export {}…").format(of(month_name(month))),
            lambda _task: export_package(desk, action, month, out, encrypt_for=certificate),
            lambda path: self._context.messages.inform(
                self.tr("Envoi enregistré\u00a0: {}").format(path), path
            ),
        )

    def _begin(self, text: str, work: Callable[[Task], T], done: Callable[[T], None]) -> None:
        if self.busy:
            return
        self.progress.begin(text)
        self.begun.emit()

        def finished(result: T) -> None:
            self._end()
            done(result)

        self.progress.follow(
            self._context.runner.write(self, work, finished, self._refused, self.progress.step)
        )

    def _refused(self, error: UserError) -> None:
        self._end()
        self._context.messages.refuse(error)

    def _end(self) -> None:
        self.progress.end()
        self.ended.emit()
