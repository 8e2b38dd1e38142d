"""The avis d’absence of an unexcused absence: ready as soon as the absence is noted."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from coachdesk.core.clock import today
from coachdesk.core.french import clock_time
from coachdesk.domain.attendance import Presence
from coachdesk.queries.appointment_sheet import SheetHead
from coachdesk.services.papers.absence_notice import AbsenceNotice, prepare_notice, save_notice
from coachdesk.services.papers.preview import PagePicture, page_picture
from coachdesk.ui.context import Context
from coachdesk.ui.theme import em
from coachdesk.ui.widgets.fields import captioned
from coachdesk.ui.widgets.flow import Flow, chip_button
from coachdesk.ui.widgets.layout import button, column, label, row
from coachdesk.ui.widgets.pictures import pixmap_of

T = TypeVar("T")
_WIDEST, _NARROWEST = 620, 24
"""Of the page shown: in device-independent pixels, in heights of the font."""


class NoticePanel(QWidget):
    """Looked at, saved or copied; each says what it did.

    ``said`` tells that what was tried is to be recorded: it is typed, or chosen with the hour.
    """

    said = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._head: SheetHead | None = None
        self.ready = label("", role="strong", wrap=True)
        self.tried = QLineEdit()
        self.tried.setPlaceholderText(self.tr("p. ex. appel à 10 h sans réponse, message laissé"))
        self.tried.setAcceptDrops(False)
        self.tried.editingFinished.connect(self._say)
        self.attempts: dict[str, QPushButton] = {}
        chips = Flow()
        for words in context.action.profile.contact_attempts:
            chip = chip_button(words)
            chip.setToolTip(self.tr("Ajouter «\u00a0{}\u00a0» avec l’heure").format(words))
            chip.clicked.connect(lambda _=False, asked=words: self._add(asked))
            self.attempts[words] = chip
            chips.add(chip)
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
                chips,
                Flow(self.look, self.save, self.copy),
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

    def fill(self, head: SheetHead) -> None:
        """Show what is recorded of what was tried."""
        self.tried.setText(head.contact_attempts or "")

    def told(self) -> str:
        """What was tried, as it stands."""
        return self.tried.text().strip()

    def _add(self, attempt: str) -> None:
        """Add an attempt with its hour, and its day when it is not that of the rendez-vous."""
        now, head = self._context.desk.clock.now(), self._head
        hour = clock_time(now.hour * 60 + now.minute)
        same = head is not None and head.held_on == today(self._context.desk.clock)
        when = f"à {hour}" if same else f"le {now:%d/%m} à {hour}"
        before = self.told().rstrip(",;. ")
        added = f"{attempt[0].lower()}{attempt[1:]}" if _is_word(attempt) and before else attempt
        self.tried.setText(f"{before}, {added} {when}" if before else f"{added} {when}")
        self.page.hide()
        self._say()

    def _say(self) -> None:
        """Say it when it is not what is recorded."""
        if self._head is not None and self.told() != (self._head.contact_attempts or ""):
            self.said.emit()

    def _prepare(self, done: Callable[[AbsenceNotice], None]) -> None:
        self._read(lambda notice: notice, done)

    def _look(self) -> None:
        if not self.page.isHidden():
            self.page.hide()
            return
        scale = self.devicePixelRatioF()
        width = round(min(max(self.width(), em(_NARROWEST)), _WIDEST) * scale)
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
        self.page.setPixmap(pixmap_of(picture, scale))
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


def _is_word(text: str) -> bool:
    """Not an abbreviation like « SMS »."""
    first = text.split(maxsplit=1)[0]
    return not (len(first) > 1 and first.isupper())
