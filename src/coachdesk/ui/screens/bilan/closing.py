"""The closing of a bilan asked in the page itself: what it freezes, and why once more."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLineEdit

from coachdesk.core.french import listed, month_name, plural
from coachdesk.services.report.screen import BilanView
from coachdesk.ui.context import Context
from coachdesk.ui.widgets.flow import Flow
from coachdesk.ui.widgets.layout import button, column, label

_SHOWN = 4


class ClosingPanel(QFrame):
    """``confirmed`` carries the reason, empty for a first closing; ``left`` gives it up."""

    confirmed = Signal(str)
    left = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("panel")
        self._context = context
        self._again = False
        self._draft = ""
        self.title = label("", role="heading", wrap=True)
        self.after = label(
            self.tr(
                "Les chiffres, les listes, les textes et le profil de l’action sont figés comme "
                "ils sont. Ce qui changera ensuite se lira à côté\u00a0; une nouvelle version "
                "demandera son motif."
            ),
            wrap=True,
        )
        self.warning = label("", tone="mend", wrap=True)
        self.warning.setContentsMargins(10, 6, 10, 6)
        self.caption = label(
            self.tr("Motif de la nouvelle version, qui figurera dans le bilan"),
            role="caption",
            wrap=True,
        )
        self.reason = QLineEdit()
        self.reason.setAccessibleName(self.caption.text())
        self.reason.textChanged.connect(self._refresh)
        self.reason.returnPressed.connect(self.confirm)
        self.caption.setBuddy(self.reason)
        self.cancel = button(self.tr("Annuler"))
        self.cancel.setToolTip(self.tr("Échap"))
        self.cancel.clicked.connect(self.leave)
        self.act = button(self.tr("Clôturer le bilan"), kind="primary", glyph="lock-keyhole")
        self.act.setToolTip(self.tr("Ctrl+Entrée"))
        self.act.clicked.connect(self.confirm)
        layout = column(
            self.title, self.after, self.warning, self.caption, self.reason,
            Flow(self.cancel, self.act, trailing=True), spacing=8,
        )  # fmt: skip
        layout.setContentsMargins(16, 12, 16, 12)
        self.setLayout(layout)
        self.hide()

    def ask(self, view: BilanView, unrecorded: int) -> None:
        """Ask for the bilan of ``view``; so many texts are typed and not recorded."""
        self._again = bool(view.versions)
        self.title.setText(
            self.tr("Clôturer à nouveau le bilan {}\u202f?").format(view.year)
            if self._again
            else self.tr("Clôturer le bilan {}\u202f?").format(view.year)
        )
        told = [*_open_months(self, view), *_unrecorded(self, unrecorded)]
        self.act.setText(
            self.tr("Clôturer à nouveau") if self._again else self.tr("Clôturer le bilan")
        )
        self.warning.setText("\n".join(told))
        self.warning.setVisible(bool(told))
        for part in (self.caption, self.reason):
            part.setVisible(self._again)
        self.reason.clear()
        if self._again:
            self._draft = f"bilan:{view.year}"
            self._context.drafts.keep(self, self._draft, {"reason": self.reason})
        self.show()
        self._refresh()
        (self.reason if self._again else self.act).setFocus()

    def confirm(self) -> None:
        """Close, once the reason that is wanted is there."""
        if not self.isHidden() and self.act.isEnabled():
            self.hide()
            self.confirmed.emit(self.reason.text().strip() if self._again else "")

    def leave(self) -> None:
        """Take the question back."""
        if not self.isHidden():
            self.hide()
            self.left.emit()

    def forget(self) -> None:
        """It was closed: the reason is recorded."""
        if self._draft:
            self._context.drafts.forget(self._draft)
            self._draft = ""

    def _refresh(self) -> None:
        self.act.setEnabled(not self._again or bool(self.reason.text().strip()))


def _open_months(panel: QFrame, view: BilanView) -> list[str]:
    months = [month_name(month) for month in view.open_months]
    if not months:
        return []
    if len(months) > _SHOWN:
        rest = len(months) - _SHOWN
        months = [*months[:_SHOWN], plural(rest, panel.tr("autre"))]
    return [panel.tr("Mois encore ouverts, qui peuvent changer\u00a0: {}.").format(listed(months))]


def _unrecorded(panel: QFrame, unrecorded: int) -> list[str]:
    if not unrecorded:
        return []
    words = plural(
        unrecorded,
        panel.tr("texte n’est pas enregistré"),
        panel.tr("textes ne sont pas enregistrés"),
    )
    return [panel.tr("{}\u00a0: la clôture prendra ce qui l’était avant.").format(words)]
