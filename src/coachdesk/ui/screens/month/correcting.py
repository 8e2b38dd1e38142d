"""A closed month opened again, asked in the page itself: why, and what follows."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLineEdit

from coachdesk.core.french import month_name
from coachdesk.services.closing.words import version_words
from coachdesk.services.month import MonthView
from coachdesk.ui.context import Context
from coachdesk.ui.widgets.flow import Flow
from coachdesk.ui.widgets.layout import button, column, label, row


class CorrectingPanel(QFrame):
    """``confirmed`` carries the reason; ``left`` gives it up."""

    confirmed = Signal(str)
    left = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("panel")
        self._context = context
        self._draft = ""
        self.title = label("", role="heading", wrap=True)
        self._after = label("", wrap=True)
        caption = label(
            self.tr("Motif, qui figurera sur le bordereau du rectificatif"),
            role="caption",
            wrap=True,
        )
        self.reason = QLineEdit()
        self.reason.setAccessibleName(caption.text())
        self.reason.setPlaceholderText(
            self.tr("Ce qui était faux, en quelques mots, sans détail de santé")
        )
        self.reason.textChanged.connect(self._refresh)
        self.reason.returnPressed.connect(self.confirm)
        caption.setBuddy(self.reason)
        self.cancel = button(self.tr("Annuler"))
        self.cancel.setToolTip(self.tr("Échap"))
        self.cancel.clicked.connect(self.leave)
        self.act = button(
            self.tr("Ouvrir la rectification"), kind="primary", glyph="lock-keyhole-open"
        )
        self.act.setToolTip(self.tr("Ctrl+Entrée"))
        self.act.clicked.connect(self.confirm)
        layout = column(
            self.title, self._after, caption, self.reason,
            row(Flow(self.cancel, self.act, trailing=True)), spacing=8,
        )  # fmt: skip
        layout.setContentsMargins(16, 12, 16, 12)
        self.setLayout(layout)
        self._refresh()
        self.hide()

    def ask(self, view: MonthView) -> None:
        """Ask for the reason, for the closed month of ``view``."""
        assert view.closing is not None, "only a closed month is rectified"
        self.title.setText(self.tr("Rectifier {}\u202f?").format(month_name(view.month)))
        self._after.setText(
            self.tr(
                "Le mois se modifie de nouveau, partout. L’envoi déjà fait reste tel quel\u00a0: "
                "quand vous clôturerez, le {} le remplacera et dira chaque chiffre, chaque "
                "cellule et chaque feuille qui change."
            ).format(version_words(view.closing.revision + 1))
        )
        self.reason.clear()
        self._draft = f"rectification:{view.month:%Y-%m}"
        self._context.drafts.keep(self, self._draft, {"reason": self.reason})
        self.show()
        self.reason.setFocus()

    def confirm(self) -> None:
        """Open it, once the reason is told."""
        if not self.isHidden() and self.act.isEnabled():
            self.hide()
            self.confirmed.emit(" ".join(self.reason.text().split()))

    def forget(self) -> None:
        """The month is open: its reason is kept with it."""
        if self._draft:
            self._context.drafts.forget(self._draft)
            self._draft = ""

    def leave(self) -> None:
        """Open nothing."""
        if not self.isHidden():
            self.hide()
            self.left.emit()

    def _refresh(self) -> None:
        self.act.setEnabled(bool(self.reason.text().strip()))
