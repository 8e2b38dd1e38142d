"""The relecture of a month: what a controller would ask, each one gesture from its place.

Enter goes to the place, V marks « vérifié » with a reason typed in the page.
"""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QLineEdit, QStackedWidget

from coachdesk.core.clock import today
from coachdesk.core.french import month_name, of, plural
from coachdesk.services.audit import Audit, Verified, look_again, month_audit, verify
from coachdesk.services.audit_remarks import Remark
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.context import Context
from coachdesk.ui.item_models.remarks import Heading, Line, lines
from coachdesk.ui.screens.month.audit_lines import LinesTable
from coachdesk.ui.widgets.flow import Flow
from coachdesk.ui.widgets.layout import button, column, label
from coachdesk.ui.widgets.nothing_here import NothingHere
from coachdesk.ui.widgets.page import Page


class AuditScreen(Page):
    """Blocks nothing: it is read before the month is closed, or after."""

    def __init__(self, context: Context) -> None:
        leave = button("", kind="icon", glyph="arrow-left", name="Retour")
        self.control = button("", glyph="shield-check")
        self.mark = button("")
        super().__init__("", self.control, self.mark, before=leave)
        self._context = context
        self._month: date | None = None
        self._left_at = 0
        leave.clicked.connect(context.back)
        self.control.setText(self.tr("Dossier de contrôle"))
        self.control.setToolTip(self.tr("Ce qu’un contrôleur demande, pour les n° qu’il donne"))
        self.control.clicked.connect(lambda: context.go(Target(Screen.CONTROL)))
        self.mark.setText(self.tr("Vérifié…"))
        self.mark.setToolTip(self.tr("Marquer cette remarque vérifiée, avec un motif (V)"))
        self.mark.clicked.connect(self._ask_reason)
        self.table = LinesTable(self.tr("Remarques de la relecture"))
        self.table.setToolTip(self.tr("Entrée\u00a0: aller voir · V\u00a0: vérifié"))
        self.table.acted.connect(self._act)
        self.table.opened.connect(self._act)
        self.table.chosen.connect(self._chosen)
        QShortcut(QKeySequence("V"), self.table, self._ask_reason).setContext(
            Qt.ShortcutContext.WidgetShortcut
        )
        self.reason = ReasonPanel(context)
        self.reason.act.clicked.connect(self._verify)
        self.reason.line.returnPressed.connect(self._verify)
        self.reason.cancel.clicked.connect(self._give_up)
        self.to_month = button(self.tr("Aller au mois"), glyph="calendar-days")
        self.to_month.clicked.connect(lambda: context.go(Target(Screen.MONTH, day=self._month)))
        self.calm = NothingHere(
            self.to_month,
            heading=self.tr("Rien à signaler"),
            told=self.tr("Aucune des questions d’un contrôleur ne se pose pour ce mois."),
            glyph="circle-check",
        )
        self.pages = QStackedWidget()
        self.pages.addWidget(self.table)
        self.pages.addWidget(self.calm)
        self.pages.addWidget(QFrame())
        self.pages.setCurrentIndex(2)
        self.body.addWidget(self.reason)
        self.body.addWidget(self.pages, 1)
        self.first = self.table
        self._chosen(None)

    def show_target(self, target: Target) -> None:
        """Read the month again that ``target`` names, or this one to begin with."""
        day = target.day or self._month or today(self._context.desk.clock)
        if day.replace(day=1) != self._month:
            self._turn_to(day.replace(day=1))
        self.refresh()

    def _turn_to(self, month: date) -> None:
        """Another month: what was shown is of no use."""
        self._month = month
        self._left_at = 0
        self.pages.setCurrentIndex(2)
        self._give_up()
        self.title.setText(self.tr("Relecture {}").format(of(month_name(month))))
        self.subtitle.setText("")

    def refresh(self) -> None:
        """Read the remarks as they stand."""
        month, desk, action = self._month, self._context.desk, self._context.action
        if month is None:
            return

        def shown(audit: Audit) -> None:
            if audit.month == self._month:
                self._show(audit)

        self._context.runner.read(
            self,
            lambda: desk.read(lambda link: month_audit(link, action.id, action.profile, month)),
            shown,
        )

    def _show(self, audit: Audit) -> None:
        made = lines(audit)
        number = max(self.table.currentIndex().row(), self._left_at)
        self._left_at = 0
        self.table.show_lines(made)
        self.pages.setCurrentIndex(0 if made else 1)
        self.subtitle.setText(
            self.tr(
                "{} qu’un contrôleur du FSE+ ou du Département pourrait faire. Rien n’empêche de "
                "clôturer."
            ).format(plural(len(audit.remarks), self.tr("remarque")))
            if audit.remarks
            else self.tr("Ce qu’un contrôleur du FSE+ ou du Département demanderait.")
        )
        self.first = self.table if made else self.to_month
        live = [at for at, line in enumerate(made) if not isinstance(line, Heading)]
        if live:
            self.table.choose_line(next((at for at in live if at >= number), live[-1]))

    def _act(self, line: Line) -> None:
        self._left_at = self.table.currentIndex().row()
        if isinstance(line, Remark):
            self._context.go(line.target)
        elif isinstance(line, Verified):
            desk = self._context.desk
            self._context.runner.write(
                self, lambda _task: look_again(desk, line.mark_id), lambda _: self.refresh()
            )

    def _chosen(self, line: Line | None) -> None:
        self.mark.setEnabled(isinstance(line, Remark))

    def _ask_reason(self) -> None:
        line = self.table.current()
        if isinstance(line, Remark) and self._month is not None:
            self.reason.ask(line, self._month)

    def _give_up(self) -> None:
        self.reason.hide()
        self.table.setFocus()

    def _verify(self) -> None:
        remark, why, desk = self.reason.remark, self.reason.line.text(), self._context.desk
        if remark is None or not self.reason.act.isEnabled():
            return

        def kept(_: None) -> None:
            self.reason.forget()
            self._give_up()
            self.refresh()

        self._context.runner.write(self, lambda _task: verify(desk, remark, why), kept)


class ReasonPanel(QFrame):
    """Why a remark is no trouble, in the page itself."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("panel")
        self._context = context
        self.remark: Remark | None = None
        self._draft = ""
        self._said = label("", wrap=True)
        caption = label(self.tr("Ce que vous avez vérifié"), role="caption")
        self.line = QLineEdit()
        self.line.setAccessibleName(caption.text())
        caption.setBuddy(self.line)
        self.cancel = button(self.tr("Annuler"))
        self.act = button(self.tr("Marquer vérifié"), kind="primary", glyph="check")
        self.act.setToolTip(self.tr("Entrée"))
        self.line.textChanged.connect(lambda text: self.act.setEnabled(bool(text.strip())))
        layout = column(
            self._said, caption, self.line, Flow(self.cancel, self.act, trailing=True), spacing=6
        )
        layout.setContentsMargins(16, 12, 16, 12)
        self.setLayout(layout)
        self.hide()

    def ask(self, remark: Remark, month: date) -> None:
        """Ask for the reason, which is kept as it is typed."""
        self.remark = remark
        self._draft = f"relecture:{month:%Y-%m}:{remark.kind}:{remark.subject}"
        self._said.setText(remark.sentence)
        self.line.clear()
        self.act.setEnabled(False)
        self._context.drafts.keep(self, self._draft, {"reason": self.line})
        self.show()
        self.line.setFocus()

    def forget(self) -> None:
        """It is recorded."""
        if self.remark is not None:
            self._context.drafts.forget(self._draft)
        self.remark = None
