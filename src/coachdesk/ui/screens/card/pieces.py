"""The pieces of a dossier: taken by one gesture, told by their kind, looked at in the window."""

from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from coachdesk.core.clock import today
from coachdesk.core.french import file_size, plural, quoted
from coachdesk.queries.attachments import AttachmentRow, attachments
from coachdesk.services.attachments import (
    add_attachments,
    export_attachment,
    remove_attachment,
)
from coachdesk.ui.context import Context
from coachdesk.ui.messages import Question
from coachdesk.ui.screens.card.piece_form import PieceForm
from coachdesk.ui.screens.card.piece_view import PieceView
from coachdesk.ui.screens.card.piece_words import piece_columns
from coachdesk.ui.widgets.file_taker import FileTaker, Taking, paths_of
from coachdesk.ui.widgets.flow import Flow
from coachdesk.ui.widgets.layout import button, column, label, panel, set_tone
from coachdesk.ui.widgets.tab_order import tab_on
from coachdesk.ui.widgets.table import RowTable
from coachdesk.ui.widgets.two_columns import TwoColumns

_LEAST_ROWS, _MOST_ROWS = 2, 7


class PiecesPanel(QWidget):
    """``changed`` carries the number of pieces. Files may be dropped anywhere on it."""

    changed = Signal(int)

    def __init__(self, context: Context, camera: str | None = None) -> None:
        """``camera`` opens the system's camera; that of this system when none is given."""
        super().__init__()
        self._context = context
        self._dossier: UUID | None = None
        self._wanted: UUID | None = None
        """The piece to choose once the list is read."""
        self.form: PieceForm | None = None
        self.setAcceptDrops(True)
        self.taker = FileTaker(context, camera)
        self.taker.taken.connect(self._keep)
        self.table: RowTable[AttachmentRow] = RowTable(
            piece_columns(context.action.profile, today(context.desk.clock)), self.tr("Pièces")
        )
        self._reading = False
        self.table.chosen.connect(lambda piece: None if self._reading else self._choose(piece))
        self.view = PieceView(context)
        self.table.opened.connect(self._look_at)
        self.empty = label(
            self.tr(
                "Aucune pièce pour l’instant. Déposez un fichier n’importe où ici, collez une "
                "image (Ctrl+V), ou prenez la dernière numérisation."
            ),
            role="soft",
            wrap=True,
        )
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.drop_zone = panel(column(None, self.empty, None), margin=24)
        self.drop_zone.setObjectName("dropzone")
        self.export = button(self.tr("Enregistrer une copie…"), glyph="download")
        self.export.setToolTip(self.tr("La copie est en clair, et le journal la note"))
        self.export.clicked.connect(self._export)
        self.remove = button(self.tr("Retirer…"), kind="link", glyph="trash-2")
        self.remove.clicked.connect(self._ask_removal)
        self._holder = column(spacing=0)
        told = panel(column(self._holder, Flow(self.export, self.remove), spacing=10), margin=12)
        looked = panel(column(self.view), margin=10)
        self.both = TwoColumns(column(self.table, told, None, spacing=12), column(looked), (10, 11))
        layout = column(self.taker, self.drop_zone, self.both, None, spacing=12)
        layout.setStretch(2, 1)
        self.setLayout(layout)
        paste = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self)
        paste.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        paste.activated.connect(self.taker.paste)
        delete = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self.table)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self._ask_removal)
        self._choose(None)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, FBT001  (Qt's signature)
        """From the list to what is told of the piece chosen, its acts, then its pages."""
        parts = (self.taker, self.both)
        return tab_on(self, parts, forward=next, within=True) or super().focusNextPrevChild(next)

    def show_dossier(self, prescription_id: UUID) -> None:
        """Show the pieces of a dossier."""
        if prescription_id != self._dossier:
            self.taker.settle()  # what waits for an answer belongs to the one before
            self._dossier = self.taker.subject = prescription_id
            self._choose(None)
        self.refresh()

    def show_piece(self, attachment_id: UUID) -> None:
        """Choose a piece, once the list is read."""
        self._wanted = attachment_id
        self.refresh()

    def refresh(self) -> None:
        """Read the list again."""
        dossier, desk = self._dossier, self._context.desk
        if dossier is None:
            return
        self.taker.arrivals.look_again()  # what was offered may be a piece by now, or no more
        self._context.runner.read(
            self,
            lambda: desk.read(lambda link: attachments(link, dossier)),
            lambda pieces: self._show(dossier, pieces),
        )

    def take_files(self, paths: Sequence[Path]) -> None:
        """Take files that were dropped somewhere else on the page."""
        self.taker.take(list(paths))

    def paste(self) -> None:
        """Take the image or the files of the clipboard."""
        self.taker.paste()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files only."""
        if paths_of(event.mimeData()):
            event.acceptProposedAction()
            set_tone(self.drop_zone, "over")

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """They go elsewhere."""
        super().dragLeaveEvent(event)
        set_tone(self.drop_zone, "")

    def dropEvent(self, event: QDropEvent) -> None:
        """Take them."""
        set_tone(self.drop_zone, "")
        if self.taker.take_dropped(event.mimeData()):
            event.acceptProposedAction()

    def _show(self, dossier: UUID, pieces: tuple[AttachmentRow, ...]) -> None:
        if dossier != self._dossier:
            return  # another dossier was asked for in the meantime
        kept = self.table.current()
        wanted, self._wanted = self._wanted or (kept.id if kept else None), None
        self._reading = True  # a list read again is no other choice: what is typed stays
        self.table.rows.set_rows(pieces)
        self._fit(len(pieces))
        self.drop_zone.setVisible(not pieces)
        for number, piece in enumerate(self.table.visible_rows()):
            if piece.id == wanted:
                self.table.selectRow(number)
        if pieces and not self.table.selectionModel().hasSelection():
            self.table.selectRow(0)
        self._reading = False
        self._choose(self.table.current())
        self.changed.emit(len(pieces))

    def _choose(self, piece: AttachmentRow | None) -> None:
        self.both.setVisible(piece is not None)
        if piece is None:
            self._drop_form()
            self.view.clear()
            return
        if self.form is not None and self.form.piece.id == piece.id:
            self.form.follow(piece)
        else:
            self._drop_form()
            form = PieceForm(self._context, piece, today(self._context.desk.clock))
            form.changed.connect(self.refresh)
            self._holder.addWidget(form)
            form.show()
            self.form = form
        self.view.show_piece(piece.id)

    def _fit(self, number: int) -> None:
        """As high as its rows, up to a few: the rest scrolls."""
        rows = min(max(number, _LEAST_ROWS), _MOST_ROWS)
        height = self.table.verticalHeader().defaultSectionSize() * rows
        self.table.setFixedHeight(height + self.table.horizontalHeader().sizeHint().height() + 4)

    def _drop_form(self) -> None:
        before, self.form = self.form, None
        if before is not None:
            before.hide()
            self._context.drafts.flush()
            self._holder.removeWidget(before)
            before.deleteLater()

    def _keep(self, taking: Taking) -> None:
        desk, messages = self._context.desk, self._context.messages
        subject, files, refusal = taking.subject, taking.files, taking.refusal

        def kept(keys: tuple[UUID, ...]) -> None:
            if refusal is not None:
                messages.refuse(refusal)
            elif len(keys) == 1:
                size = file_size(len(files[0].data))
                messages.inform(
                    self.tr("Pièce ajoutée\u00a0: {} ({}).").format(quoted(files[0].name), size)
                )
            else:
                messages.inform(
                    self.tr("{}.").format(plural(len(keys), "pièce ajoutée", "pièces ajoutées"))
                )
            self._wanted = keys[0]
            self.refresh()

        self._context.runner.write(self, lambda _task: add_attachments(desk, subject, files), kept)

    def _export(self) -> None:
        piece, desk = self.table.current(), self._context.desk
        if piece is None:
            return
        ending = piece.name.rpartition(".")[2]

        def save(target: Path) -> None:
            self._context.runner.write(
                self,
                lambda _task: export_attachment(desk, piece.id, target),
                lambda _: self._context.messages.inform(
                    self.tr("Copie enregistrée en clair\u00a0: {}").format(target), target
                ),
            )

        self._context.messages.choose_target(
            self.tr("Enregistrer une copie en clair"),
            Path.home() / piece.name,
            f"{ending.upper()} (*.{ending})",
            save,
        )

    def _ask_removal(self) -> None:
        piece, desk = self.table.current(), self._context.desk
        if piece is None:
            return
        proves = self.tr(" Elle justifie une absence, qui restera notée comme justifiée.")

        def remove(_: str) -> None:
            self._context.runner.write(
                self, lambda _task: remove_attachment(desk, piece.id), lambda _: self._removed()
            )

        self._context.messages.ask(
            Question(
                self.tr("Retirer la pièce {}\u202f?").format(quoted(piece.name)),
                self.tr(
                    "Elle disparaît pour de bon\u00a0: le journal n’en garde que l’empreinte, "
                    "Ctrl+Z ne la rendra pas.{}"
                ).format(proves if piece.proves_on else ""),
                self.tr("Retirer pour de bon"),
            ),
            remove,
        )

    def _look_at(self, _piece: AttachmentRow) -> None:
        """Enter: the keyboard goes to the pages."""
        self.view.page.setFocus()

    def _removed(self) -> None:
        self._context.messages.inform(self.tr("Pièce retirée."))
        self.refresh()
