"""The closing asked in the page itself: what it does, what blocks it, who signs, the relecture."""

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QFrame, QLineEdit, QPushButton

from coachdesk.core.french import month_name, plural
from coachdesk.services.month import MonthView
from coachdesk.ui.context import Context
from coachdesk.ui.widgets.flow import Flow
from coachdesk.ui.widgets.layout import button, column, label, row
from coachdesk.ui.widgets.wide_check import WideCheck

_SHOWN = 3


class ClosingPanel(QFrame):
    """``confirmed`` carries the reason, empty when nothing is missing; ``left`` gives it up.

    ``attested`` carries it too, where she closes the month without drawing.
    """

    confirmed = Signal(str)
    attested = Signal(str)
    left = Signal()
    audit_asked = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("panel")
        self._context = context
        self._needs_reason = False
        self._draft = ""
        self.title = label("", role="heading", wrap=True)
        self._after = label(
            self.tr(
                "Vous signez le tableau une fois, à l’écran. Les feuilles d’émargement et le "
                "tableau seront cachetés, l’envoi sera prêt, et le mois ne se modifiera plus."
            ),
            wrap=True,
        )
        self.blocking = label("", tone="mend", wrap=True)
        self.blocking.setContentsMargins(10, 6, 10, 6)
        self._caption = label(
            self.tr("Motif, qui figurera sur le bordereau"), role="caption", wrap=True
        )
        self.reason = QLineEdit()
        self.reason.setAccessibleName(self._caption.text())
        self.reason.textChanged.connect(self._refresh)
        self.reason.returnPressed.connect(self.confirm)
        self._caption.setBuddy(self.reason)
        second = context.action.profile.second_signer
        self.second = WideCheck()
        self.second.setProperty("role", "choice")
        if second is None:
            self.second.hide()
        else:
            self.second.setText(
                self.tr("{}, {}, signe aussi maintenant").format(second.name, second.role)
            )
            self.second.setToolTip(
                self.tr("Sinon sa place reste vide sur le tableau, à signer plus tard à la main.")
            )
        self.attest = button(self.tr("Clôturer sans signer à l’écran"), kind="link")
        self.attest.setToolTip(
            self.tr("Les papiers diront que vous l’attestez par un numéro d’enregistrement.")
        )
        self.attest.clicked.connect(lambda: self._confirm(self.attested))
        self.relire = button("", kind="link", glyph="file-search")
        self.relire.clicked.connect(self.audit_asked)
        self.cancel = button(self.tr("Annuler"))
        self.cancel.setToolTip(self.tr("Échap"))
        self.cancel.clicked.connect(self.leave)
        self.act: QPushButton = button("", kind="primary", glyph="signature")
        self.act.setToolTip(self.tr("Ctrl+Entrée"))
        self.act.clicked.connect(self.confirm)
        layout = column(
            self.title, self._after, self.blocking, self._caption, self.reason, self.second,
            row(Flow(self.relire, self.attest, self.cancel, self.act, trailing=True)), spacing=8,
        )  # fmt: skip
        layout.setContentsMargins(16, 12, 16, 12)
        self.setLayout(layout)
        self.hide()

    def ask(self, view: MonthView) -> None:
        """Ask for the month of ``view``, the keyboard where an answer is wanted."""
        self.show_view(view)
        self.reason.clear()
        self.second.setChecked(False)
        if self._needs_reason:
            self._draft = f"cloture:{view.month:%Y-%m}"
            self._context.drafts.keep(self, self._draft, {"reason": self.reason})
        self.show()
        (self.reason if self._needs_reason else self.act).setFocus()

    def show_view(self, view: MonthView) -> None:
        """Say what closing the month of ``view`` does, and what blocks it as it stands."""
        name = month_name(view.month)
        missing = [gap for gap in view.gaps if gap.blocking]
        self._needs_reason = bool(missing)
        for part in (self.blocking, self._caption, self.reason):
            part.setVisible(self._needs_reason)
        if missing:
            self.title.setText(self.tr("Clôturer {} malgré ce qui manque\u202f?").format(name))
            self.act.setText(self.tr("Signer et clôturer quand même"))
            told = [gap.sentence for gap in missing[:_SHOWN]]
            if len(missing) > _SHOWN:
                rest = plural(len(missing) - _SHOWN, self.tr("autre"))
                told.append(self.tr("Et {}, dans la liste ci-dessous.").format(rest))
            self.blocking.setText("\n".join(told))
        else:
            self.title.setText(self.tr("Clôturer {}\u202f?").format(name))
            self.act.setText(self.tr("Signer et clôturer"))
        if view.closing is not None:
            self.hide()
        self._refresh()

    def show_remarks(self, number: int | None) -> None:
        """Offer the relecture: how many remarks it has, None while it is read."""
        self.relire.setVisible(number is not None)
        if number is not None:
            self.relire.setText(
                self.tr("Relire d’abord\u00a0: {}").format(plural(number, self.tr("remarque")))
                if number
                else self.tr("Relecture sans remarque")
            )

    def confirm(self) -> None:
        """Sign and close, when all that is asked is told."""
        self._confirm(self.confirmed)

    @property
    def second_signs(self) -> bool:
        """Whether the association's own signer is there."""
        return self.second.isChecked()

    def forget(self) -> None:
        """The month is closed: the reason is on its papers."""
        if self._draft:
            self._context.drafts.forget(self._draft)
            self._draft = ""

    def leave(self) -> None:
        """Close nothing."""
        if not self.isHidden():
            self.hide()
            self.left.emit()

    def _confirm(self, told: SignalInstance) -> None:
        if not self.isHidden() and self.act.isEnabled():
            self.hide()
            told.emit(" ".join(self.reason.text().split()) if self._needs_reason else "")

    def _refresh(self) -> None:
        possible = not self._needs_reason or bool(self.reason.text().strip())
        self.act.setEnabled(possible)
        self.attest.setEnabled(possible)
