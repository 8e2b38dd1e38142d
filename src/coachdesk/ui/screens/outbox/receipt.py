"""« Noter un accusé… »: who said that it arrived, on which day, and what was sent to say so."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QWidget

from coachdesk.core.errors import UserError
from coachdesk.queries.outbox import DeliveryLine
from coachdesk.services.attachment_files import TakenFile
from coachdesk.services.outbox.again import receipt_file
from coachdesk.ui.commands import bind_main_act
from coachdesk.ui.context import Context
from coachdesk.ui.help_key import answer_help_key
from coachdesk.ui.theme import em
from coachdesk.ui.widgets.fields import EntryLine, captioned, day_edit, day_of, refusal_line
from coachdesk.ui.widgets.layout import button, column, label, row


class ReceiptDialog(QDialog):
    """``noted`` carries who and how, the day, and the file or None; Enter notes it."""

    noted = Signal(str, object, object)

    def __init__(self, parent: QWidget, context: Context, line: DeliveryLine, today: date) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        title = self.tr("Accusé reçu autrement")
        self.setWindowTitle(title)
        answer_help_key(self, "envoyer-le-mois")
        self.setMinimumWidth(em(33))
        self._context, self._today = context, today
        self._queued_on = line.queued_at.astimezone().date()
        self._file: TakenFile | None = None
        self.who = EntryLine()
        self.who.setPlaceholderText(self.tr("Par exemple «\u00a0Mme Roy, par téléphone\u00a0»"))
        self.who.textChanged.connect(self._refresh)
        self.day = day_edit(today)
        self.day.setDisplayFormat("dd/MM/yyyy")  # typed as it is read, or taken from the calendar
        self.day.dateChanged.connect(self._refresh)
        self.said = refusal_line()
        self.choose = button(self.tr("Joindre ce qui a été reçu…"), glyph="paperclip")
        self.choose.setToolTip(self.tr("Le courriel enregistré, un PDF, une photo"))
        self.choose.clicked.connect(self._choose)
        self.leave_out = button(self.tr("Ôter"), kind="mini")
        self.leave_out.setAccessibleName(self.tr("Ôter le fichier joint"))
        self.leave_out.clicked.connect(lambda: self._take(None))
        self.kept = label("", wrap=True)
        self.refused = refusal_line()
        self.act = button(self.tr("Noter l’accusé"), kind="primary")
        self.act.setDefault(True)
        self.act.clicked.connect(self._note)
        self.who.entered.connect(self.act.click)
        bind_main_act(self, self.act.click)
        cancel = button(self.tr("Annuler"))
        cancel.clicked.connect(self.reject)
        layout = column(
            label(title, role="heading"),
            label(f"{line.subject}, pour {line.addressee}", wrap=True),
            captioned(self.tr("Qui a confirmé l’avoir reçu, et comment"), self.who),
            captioned(self.tr("Reçu le"), self.day), self.said,
            row(self.choose, self.leave_out, None), self.kept, self.refused,
            row(None, cancel, self.act), spacing=12,
        )  # fmt: skip
        layout.setContentsMargins(24, 16, 24, 16)
        self.setLayout(layout)
        self._take(None)
        self._refresh()
        self.who.setFocus()
        context.keeping(f"accuse:{line.id}")(self, {"who": self.who, "day": self.day})

    def _refresh(self) -> None:
        # No bounds on the field: they would correct what she types before she is done.
        day, said = day_of(self.day), ""
        if day > self._today:
            said = self.tr("Ce jour n’est pas encore venu.")
        elif day < self._queued_on:
            said = self.tr("Ce jour-là, cet envoi n’était pas encore fait.")
        self.said.setText(said)
        self.said.setVisible(bool(said))
        self.act.setEnabled(not said and bool(self.who.text().strip()))

    def _choose(self) -> None:
        kinds = self.tr("Courriels, PDF et images (*.eml *.msg *.pdf *.png *.jpg *.jpeg)")
        self._context.messages.choose_file(self.tr("Ce qui a été reçu"), kinds, self._read)

    def _read(self, path: Path) -> None:
        self._context.runner.read(self, lambda: receipt_file(path), self._take, self._refuse)

    def _take(self, file: TakenFile | None) -> None:
        self._file = file
        self.kept.setText(file.name if file is not None else "")
        for part in (self.kept, self.leave_out):
            part.setVisible(file is not None)
        self.refused.hide()

    def _refuse(self, error: UserError) -> None:
        self.refused.setText(str(error))
        self.refused.show()

    def _note(self) -> None:
        self.noted.emit(self.who.text(), day_of(self.day), self._file)
        self.accept()
