"""The avis d’absence of an unexcused absence: ready as soon as the absence is noted."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtGui import QGuiApplication, QImage, QPixmap
from PySide6.QtWidgets import QLineEdit, QWidget

from coachdesk.domain.attendance import Presence
from coachdesk.queries.appointment_sheet import SheetHead
from coachdesk.services.papers.absence_notice import AbsenceNotice, prepare_notice, save_notice
from coachdesk.services.papers.preview import PagePicture, page_picture
from coachdesk.ui.context import Context
from coachdesk.ui.widgets.fields import captioned
from coachdesk.ui.widgets.layout import button, column, label, row

T = TypeVar("T")
_WIDEST = 620
"""Of the page shown, in device-independent pixels."""


class NoticePanel(QWidget):
    """Looked at, saved or copied; each says what it did."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._head: SheetHead | None = None
        self.ready = label("", role="strong", wrap=True)
        self.tried = QLineEdit()
        self.tried.setPlaceholderText(self.tr("p. ex. appel à 10 h sans réponse, message laissé"))
        self.look = button(self.tr("Voir"), glyph="eye")
        self.save = button(self.tr("Enregistrer…"), glyph="save")
        self.copy = button(self.tr("Copier le texte"), glyph="copy")
        self.page = label("")
        self.page.setObjectName("panel")
        self.page.setAccessibleName(self.tr("L’avis tel qu’il sera imprimé"))
        self.look.clicked.connect(self._look)
        self.save.clicked.connect(lambda: self._prepare(self._choose))
        self.copy.clicked.connect(lambda: self._prepare(self._copied))
        self.tried.textEdited.connect(lambda _: self.page.hide())
        self.setLayout(
            column(
                self.ready,
                captioned(self.tr("Ce qui a été tenté pour joindre la personne"), self.tried),
                row(self.look, self.save, self.copy, None),
                row(self.page, None),
                spacing=8,
            )
        )

    def show_notice(self, head: SheetHead) -> None:
        """Show whether a notice is ready."""
        self._head = head
        self.setVisible(head.presence is Presence.UNEXCUSED)
        self.page.hide()
        self.ready.setText(
            self.tr("Avis d’absence prêt pour {}").format(head.case_manager)
            if head.case_manager
            else self.tr("Avis d’absence prêt (référent RSA non renseigné)")
        )

    def _prepare(self, done: Callable[[AbsenceNotice], None]) -> None:
        self._read(lambda notice: notice, done)

    def _look(self) -> None:
        if not self.page.isHidden():
            self.page.hide()
            return
        scale = self.devicePixelRatioF()
        width = round(min(self.width(), _WIDEST) * scale)
        self._read(
            lambda notice: page_picture(notice.pdf, width),
            lambda picture: self._show_page(picture, scale),
        )

    def _read(self, made: Callable[[AbsenceNotice], T], done: Callable[[T], None]) -> None:
        """Prepare the notice beside the window and hand over what is ``made`` of it."""
        head = self._head
        if head is None:
            return
        desk, action, tried = self._context.desk, self._context.action, self.tried.text()
        self._context.runner.read(
            self, lambda: made(prepare_notice(desk, action, head.appointment_id, tried)), done
        )

    def _show_page(self, picture: PagePicture, scale: float) -> None:
        image = QImage(
            picture.data,
            picture.width,
            picture.height,
            picture.stride,
            QImage.Format.Format_RGB32,
        )
        pixmap = QPixmap.fromImage(image.copy())
        pixmap.setDevicePixelRatio(scale)
        self.page.setPixmap(pixmap)
        self.page.show()

    def _choose(self, notice: AbsenceNotice) -> None:
        self._context.messages.choose_target(
            self.tr("Enregistrer l’avis d’absence"),
            Path.home() / notice.file_name,
            self.tr("PDF (*.pdf)"),
            lambda target: self._save(notice, target),
        )

    def _save(self, notice: AbsenceNotice, target: Path) -> None:
        desk, head = self._context.desk, self._head
        if head is None:
            return
        self._context.runner.write(
            self,
            lambda _task: save_notice(desk, head.appointment_id, notice, target),
            lambda _: self._context.messages.inform(
                self.tr("Avis enregistré en clair\u00a0: {}").format(target)
            ),
        )

    def _copied(self, notice: AbsenceNotice) -> None:
        QGuiApplication.clipboard().setText(notice.text)
        self._context.messages.inform(self.tr("Le texte de l’avis est copié."))
