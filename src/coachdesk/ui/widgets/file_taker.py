"""How a file comes in: chosen, pasted, dropped, scanned or photographed, by one gesture each."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtGui import QGuiApplication, QHideEvent
from PySide6.QtWidgets import QWidget

from coachdesk.core.errors import UserError
from coachdesk.services.attachment_files import TakenFile
from coachdesk.services.attachment_taking import (
    Prepared,
    Source,
    as_one_paper,
    prepare,
    refusals_told,
)
from coachdesk.services.attachments import ReadyFile, pasted_name
from coachdesk.system.camera import camera_address
from coachdesk.ui.context import Context
from coachdesk.ui.runner import Task
from coachdesk.ui.widgets.arrivals import ArrivalOffer
from coachdesk.ui.widgets.flow import Flow
from coachdesk.ui.widgets.layout import button, column, label, panel
from coachdesk.ui.widgets.pictures import png_of
from coachdesk.ui.widgets.progress import ProgressLine


@dataclass(frozen=True)
class Taking:
    """Files made ready for what they were taken for."""

    subject: UUID
    """The dossier, or the rendez-vous, that was shown when they came."""
    files: tuple[ReadyFile, ...]
    refusal: UserError | None
    """Of those that came with them and are not kept."""


class FileTaker(QWidget):
    """``taken`` carries a ``Taking``; several photos are first offered as the pages of one paper.

    Leaving without an answer keeps each by itself: nothing that came in is lost.
    """

    taken = Signal(object)

    def __init__(self, context: Context, camera: str | None = None) -> None:
        """``camera`` opens the system's camera; that of this system when none is given."""
        super().__init__()
        self._context = context
        self.subject: UUID | None = None
        self._pending: tuple[UUID, Prepared] | None = None
        self.choose = button(self.tr("Choisir un fichier…"), glyph="paperclip")
        self.choose.clicked.connect(self._choose)
        self.paste_button = button(self.tr("Coller"), glyph="clipboard-paste")
        self.paste_button.setToolTip(self.tr("Coller une image ou un fichier (Ctrl+V)"))
        self.paste_button.clicked.connect(self.paste)
        self.arrivals = ArrivalOffer(
            context, camera or camera_address(), self.choose, self.paste_button
        )
        self.arrivals.taken.connect(self.take)
        self.progress = ProgressLine()
        self.several = label("", role="strong", wrap=True)
        self.join = button(self.tr("Réunir en un seul document"), kind="primary")
        self.join.clicked.connect(self._join)
        self.apart = button("")
        self.apart.clicked.connect(self.settle)
        self.asking = panel(column(self.several, Flow(self.join, self.apart), spacing=8), margin=12)
        self.asking.hide()
        self.setLayout(column(self.arrivals, self.asking, self.progress, spacing=8))

    def take(self, sources: Sequence[Source]) -> None:
        """Read the files and make them ready, for the subject shown now."""
        subject = self.subject
        if subject is None or not sources:
            return
        self.settle()
        self.progress.begin(self.tr("Préparation…"))

        def work(task: Task) -> Prepared:
            return prepare(sources, task.report, task.cancelled)

        def done(prepared: Prepared) -> None:
            self.progress.end()
            if len(prepared.photos) > 1:
                self._ask(subject, prepared)
            else:
                self._say(subject, prepared.ready, prepared)

        self.progress.follow(
            self._context.runner.write(self, work, done, self._failed, self.progress.step)
        )

    def take_dropped(self, mime: QMimeData | None) -> bool:
        """Take what is dropped or pasted; whether there was anything."""
        paths = paths_of(mime)
        if paths:
            self.take(paths)
        return bool(paths)

    def paste(self) -> None:
        """Take the files or the image of the clipboard."""
        clipboard = QGuiApplication.clipboard()
        if self.take_dropped(clipboard.mimeData()):
            return
        image = clipboard.image()
        if image.isNull():
            self._context.messages.refuse(
                UserError(
                    self.tr("Le presse-papiers ne contient ni image ni fichier."),
                    self.tr("Copiez l’image ou le fichier, puis recollez."),
                )
            )
            return
        name = pasted_name(self._context.desk)
        self._context.runner.read(
            self, lambda: TakenFile(name, png_of(image)), lambda file: self.take([file])
        )

    def settle(self) -> None:
        """Keep each photo that waits for an answer by itself."""
        pending, self._pending = self._pending, None
        self.asking.hide()
        if pending is not None:
            subject, prepared = pending
            self._say(subject, prepared.ready, prepared)

    def hideEvent(self, event: QHideEvent) -> None:
        """Leaving answers for her; a window that closes leaves the files where they are."""
        super().hideEvent(event)
        if not event.spontaneous() and self.window().isVisible():
            self.settle()

    def _choose(self) -> None:
        self._context.messages.choose_files(
            self.tr("Choisir une pièce"),
            self.tr(
                "Documents et images (*.pdf *.jpg *.jpeg *.png *.tif *.tiff *.docx *.odt *.xlsx);;"
                "Tous les fichiers (*)"
            ),
            self.take,
        )

    def _ask(self, subject: UUID, prepared: Prepared) -> None:
        self._pending = (subject, prepared)
        number = len(prepared.photos)
        self.several.setText(
            self.tr("{} images prises ensemble\u00a0: les pages d’un même document\u202f?").format(
                number
            )
        )
        self.apart.setText(self.tr("Garder {} pièces").format(number))
        self.asking.show()
        self.join.setFocus()

    def _join(self) -> None:
        pending, self._pending = self._pending, None
        self.asking.hide()
        if pending is None:
            return
        subject, prepared = pending
        self.progress.begin(self.tr("Assemblage des pages…"))

        def done(files: tuple[ReadyFile, ...]) -> None:
            self.progress.end()
            self._say(subject, files, prepared)

        def failed(error: UserError) -> None:
            self._pending = pending
            self.asking.show()
            self._failed(error)

        def work(task: Task) -> tuple[ReadyFile, ...]:
            return as_one_paper(prepared, task.report, task.cancelled)

        self.progress.follow(
            self._context.runner.write(self, work, done, failed, self.progress.step)
        )

    def _say(self, subject: UUID, files: tuple[ReadyFile, ...], prepared: Prepared) -> None:
        self.taken.emit(Taking(subject, files, refusals_told(prepared)))

    def _failed(self, error: UserError) -> None:
        self.progress.end()
        self._context.messages.refuse(error)


def paths_of(mime: QMimeData | None) -> list[Path]:
    """The files named by what is dropped or copied; an empty clipboard holds nothing at all."""
    if mime is None:
        return []
    return [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
