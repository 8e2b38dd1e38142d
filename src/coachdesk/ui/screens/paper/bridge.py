"""Signed by hand on the printed paper: print it with its code, take its scan, say the day."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from coachdesk.core.clock import today
from coachdesk.services.documents.drafting import DocumentView
from coachdesk.services.documents.paper_bridge import signed_on_paper
from coachdesk.ui.context import Context
from coachdesk.ui.widgets.fields import captioned, day_edit, day_of, show_day
from coachdesk.ui.widgets.file_taker import FileTaker, Taking
from coachdesk.ui.widgets.flow import Flow
from coachdesk.ui.widgets.layout import button, column, label, row


class BridgePanel(QWidget):
    """``signed`` once it is noted; ``printing`` asks for the paper; ``turned`` opens and closes."""

    signed = Signal()
    printing = Signal()
    turned = Signal(bool)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._view: DocumentView | None = None
        self._takings: list[Taking] = []
        self.say = label(
            self.tr(
                "Imprimez le papier\u00a0: son code le relie à cet enregistrement. Une fois signé "
                "à la main, notez le jour et ajoutez sa numérisation ou sa photo\u202f; elle peut "
                "venir plus tard."
            ),
            role="soft",
            wrap=True,
        )
        self.print_it = button(self.tr("Imprimer à signer"), glyph="printer")
        self.print_it.clicked.connect(self.printing)
        self.day = day_edit(today(context.desk.clock))
        self.taker = FileTaker(context)
        self.taker.taken.connect(self._take)
        self.taken = label("", role="strong", wrap=True)
        self.taken.hide()
        self.act = button(self.tr("Noter signé sur papier"), kind="primary")
        self.act.clicked.connect(self._sign)
        self.leave = button(self.tr("Annuler"))
        self.leave.clicked.connect(self.close_it)
        self.setLayout(
            column(
                label(self.tr("Signé sur papier"), role="strong"),
                self.say,
                Flow(self.print_it),
                captioned(self.tr("Signé le"), self.day),
                self.taker,
                self.taken,
                row(self.act, self.leave, None),
                spacing=8,
            )
        )

    def show_view(self, view: DocumentView) -> None:
        """Speak of that document; a scan taken for another one is not kept for this one."""
        if self._view is None or view.id != self._view.id:
            self._takings.clear()
            self.taken.hide()
            self.close_it()
            show_day(self.day, today(self._context.desk.clock))
        self._view = view
        self.taker.subject = view.id
        signed = view.paper_signed_on
        self.day.setEnabled(signed is None)
        if signed is not None:
            show_day(self.day, signed)
        self.act.setText(
            self.tr("Noter signé sur papier") if signed is None else self.tr("Garder ce papier")
        )

    def open(self) -> None:
        """Show it, the keyboard on what comes first."""
        self.turned.emit(True)
        self.print_it.setFocus()

    def close_it(self) -> None:
        """Put it away."""
        self.turned.emit(False)

    def _take(self, taking: Taking) -> None:
        if self._view is None or taking.subject != self._view.id:
            return
        self._takings.append(taking)
        names = ", ".join(file.name for one in self._takings for file in one.files)
        self.taken.setText(self.tr("Pris\u00a0: {}").format(names))
        self.taken.setVisible(bool(names))
        self.act.setFocus()
        if taking.refusal is not None:
            self._context.messages.refuse(taking.refusal)

    def _sign(self) -> None:
        view, desk = self._view, self._context.desk
        if view is None:
            return
        day = day_of(self.day)
        files = tuple(file for one in self._takings for file in one.files)

        def noted(_: None) -> None:
            self._takings.clear()
            self.taken.hide()
            self.close_it()
            self.signed.emit()

        self._context.runner.write(
            self, lambda _task: signed_on_paper(desk, view.id, day, files), noted
        )
