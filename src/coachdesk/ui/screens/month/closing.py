"""The closing asked in the page itself: what it does, what blocks it, who signs, the relecture."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QFrame, QLineEdit, QPushButton

from coachdesk.core.french import month_name, of, plural, short_date
from coachdesk.services.closing.words import open_before_words, version_words
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
        self._earlier: tuple[date, ...] = ()
        self.title = label("", role="heading", wrap=True)
        self._after = label("", wrap=True)
        self.earlier = label("", tone="mend", wrap=True)
        self.earlier.setContentsMargins(10, 6, 10, 6)
        self.all_the_same = WideCheck()
        self.all_the_same.setProperty("role", "choice")
        self.all_the_same.toggled.connect(self._refresh)
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
        self.second = WideCheck()
        self.second.setProperty("role", "choice")
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
            self.title, self._after, self.earlier, self.all_the_same, self.blocking,
            self._caption, self.reason, self.second,
            row(Flow(self.relire, self.attest, self.cancel, self.act, trailing=True)), spacing=8,
        )  # fmt: skip
        layout.setContentsMargins(16, 12, 16, 12)
        self.setLayout(layout)
        self.hide()

    def ask(self, view: MonthView, earlier: Sequence[date]) -> None:
        """Ask for the month of ``view``, the keyboard where an answer is wanted.

        ``earlier`` are the months before it that are still open: she is asked once more.
        """
        self._earlier = tuple(earlier)
        self.all_the_same.setChecked(False)
        self.show_view(view)
        forced = view.closing.forced_reason if view.closing is not None else None
        self.reason.setText(forced or "")
        self.second.setChecked(False)
        if self._needs_reason:
            self._draft = f"cloture:{view.month:%Y-%m}"
            self._context.drafts.keep(self, self._draft, {"reason": self.reason})
        self.show()
        if self._earlier:
            self.all_the_same.setFocus()
        elif self._needs_reason:
            self.reason.setFocus()
        else:
            self.act.setFocus()

    def show_view(self, view: MonthView) -> None:
        """Say what closing the month of ``view`` does, and what blocks it as it stands."""
        name = month_name(view.month)
        missing = [gap for gap in view.gaps if gap.blocking]
        self._needs_reason = bool(missing)
        for part in (self.blocking, self._caption, self.reason):
            part.setVisible(self._needs_reason)
        version = view.closing.revision + 1 if view.closing is not None else 1
        what = (
            name if version == 1 else self.tr("le {} {}").format(version_words(version), of(name))
        )
        self._after.setText(self._what_follows(view, version))
        second = view.second_signer
        self.second.setVisible(second is not None)
        if second is not None:
            self.second.setText(
                self.tr("{}, {}, signe aussi maintenant").format(second.name, second.role)
            )
        self._show_earlier(name)
        if missing:
            self.title.setText(self.tr("Clôturer {} malgré ce qui manque\u202f?").format(what))
            self.act.setText(self.tr("Signer et clôturer quand même"))
            told = [gap.sentence for gap in missing[:_SHOWN]]
            if len(missing) > _SHOWN:
                rest = plural(len(missing) - _SHOWN, self.tr("autre"))
                told.append(self.tr("Et {}, dans la liste ci-dessous.").format(rest))
            self.blocking.setText("\n".join(told))
        else:
            self.title.setText(self.tr("Clôturer {}\u202f?").format(what))
            self.act.setText(
                self.tr("Signer et clôturer")
                if version == 1
                else self.tr("Signer et clôturer le {}").format(version_words(version))
            )
        if view.read_only:
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
        """Sign and close, when all that is asked is told; else the keyboard goes to it."""
        if not self.isHidden() and not self.act.isEnabled():
            earlier = bool(self._earlier) and not self.all_the_same.isChecked()
            (self.all_the_same if earlier else self.reason).setFocus()
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

    def _what_follows(self, view: MonthView, version: int) -> str:
        sealed = self.tr(
            "Vous signez le tableau une fois, à l’écran. Les feuilles d’émargement et le "
            "tableau seront cachetés, l’envoi sera prêt, et le mois ne se modifiera plus."
        )
        if view.closing is None or version == 1:
            return sealed
        return self.tr(
            "{} Le nouvel envoi dira qu’il remplace celui du {}, pourquoi, et ce qui change."
        ).format(sealed, short_date(view.closing.closed_at.astimezone().date()))

    def _show_earlier(self, name: str) -> None:
        for part in (self.earlier, self.all_the_same):
            part.setVisible(bool(self._earlier))
        if self._earlier:
            self.earlier.setText(open_before_words(self._earlier))
            self.all_the_same.setText(self.tr("Clôturer {} quand même").format(name))

    def _refresh(self) -> None:
        possible = not self._needs_reason or bool(self.reason.text().strip())
        possible &= not self._earlier or self.all_the_same.isChecked()
        self.act.setEnabled(possible)
        self.attest.setEnabled(possible)
