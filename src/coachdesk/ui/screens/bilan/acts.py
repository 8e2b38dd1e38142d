"""What is done with the bilan: closed, saved, printed; and the state of a day, beside the page."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from coachdesk.core.french import plural, short_date
from coachdesk.services.report import Output, YearClosed, close_year
from coachdesk.services.report.writing import (
    BilanStoppedError,
    bilan_file_name,
    made_bilan,
    made_state,
    state_file_name,
    write_bilan,
    write_state,
)
from coachdesk.ui.beside import BesideAct
from coachdesk.ui.context import Context
from coachdesk.ui.printing import of_nobody, print_pages


class BilanActs(BesideAct):
    """``made`` carries nothing but that a paper is written or printed; ``closed`` the closing."""

    closed = Signal(object)

    def __init__(
        self, context: Context, page: QWidget, unrecorded: Callable[[], int] = lambda: 0
    ) -> None:
        """``unrecorded`` is how many texts are typed and not recorded: no paper has them."""
        super().__init__(context, page, BilanStoppedError)
        self._unrecorded = unrecorded

    def choose_file(self, year: int, form: Output) -> None:
        """Ask where the bilan of ``year`` goes, then write it there."""
        kinds = {
            Output.PDF: self.tr("PDF (*.pdf)"),
            Output.DOCX: self.tr("Documents Word (*.docx)"),
            Output.XLSX: self.tr("Classeurs (*.xlsx)"),
        }
        self._context.messages.choose_target(
            self.tr("Enregistrer le bilan {}").format(year),
            Path.home() / bilan_file_name(self._context.action, year, form),
            kinds[form],
            lambda target: self._write(year, form, target),
        )

    def print_bilan(self, year: int) -> None:
        """Make the paper of ``year``, then let her choose a printer."""
        desk, action = self._context.desk, self._context.action
        said = self.tr("Le bilan {} est parti à l’imprimante").format(year)
        self._begin(
            self.tr("Bilan {}").format(year),
            lambda task: made_bilan(
                desk, action, year, Output.PDF,
                progress=task.report, cancelled=task.cancelled,
            ),
            lambda pdf: self._print(pdf, said + self._without() + "."),
        )  # fmt: skip

    def choose_state_file(self, day: date) -> None:
        """Ask where the state of ``day`` goes, then write it there."""
        self._context.messages.choose_target(
            self.tr("Enregistrer l’état au {}").format(short_date(day)),
            Path.home() / state_file_name(self._context.action, day),
            self.tr("PDF (*.pdf)"),
            lambda target: self._write_state(day, target),
        )

    def print_state(self, day: date) -> None:
        """Make the state of ``day``, then let her choose a printer."""
        desk, action = self._context.desk, self._context.action
        said = self.tr("L’état au {} est parti à l’imprimante.").format(short_date(day))
        self._begin(
            self.tr("État au {}").format(short_date(day)),
            lambda task: made_state(
                desk, action, day, progress=task.report, cancelled=task.cancelled
            ),
            lambda pdf: self._print(pdf, said),
        )

    def close(self, year: int, reason: str) -> None:
        """Close the bilan of ``year``, again for that reason."""
        context = self._context
        desk, action = context.desk, context.action

        def closed(done: YearClosed) -> None:
            said = self.tr("Le bilan {} est clôturé.").format(done.year)
            if done.revision > 1:
                said = self.tr("Le bilan {} est clôturé à nouveau, version {}.").format(
                    done.year, done.revision
                )
            context.messages.inform(said)
            self.closed.emit(done)

        context.runner.write(
            self, lambda _task: close_year(desk, action, year, reason=reason or None), closed
        )

    def _write(self, year: int, form: Output, target: Path) -> None:
        desk, action = self._context.desk, self._context.action
        self._begin(
            self.tr("Bilan {}").format(year),
            lambda task: write_bilan(
                desk, action, year, form, target,
                progress=task.report, cancelled=task.cancelled,
            ),
            lambda _: self._say_written(target, self._without()),
        )  # fmt: skip

    def _write_state(self, day: date, target: Path) -> None:
        desk, action = self._context.desk, self._context.action
        self._begin(
            self.tr("État au {}").format(short_date(day)),
            lambda task: write_state(
                desk, action, day, target, progress=task.report, cancelled=task.cancelled
            ),
            lambda _: self._say_written(target),
        )

    def _say_written(self, target: Path, without: str = "") -> None:
        self._context.messages.inform(
            self.tr("Enregistré\u00a0: {}").format(target) + without, target
        )

    def _without(self) -> str:
        """« , sans 1 texte qui reste à enregistrer »; empty when all are."""
        number = self._unrecorded()
        if not number:
            return ""
        texts = plural(
            number,
            self.tr("texte qui reste à enregistrer"),
            self.tr("textes qui restent à enregistrer"),
        )
        return self.tr(", sans {}").format(texts)

    def _print(self, pdf: bytes, said: str) -> None:
        context = self._context
        print_pages(
            self._page, context.runner, context.messages, pdf,
            lambda: context.messages.inform(said),
            noted=of_nobody,
        )  # fmt: skip
