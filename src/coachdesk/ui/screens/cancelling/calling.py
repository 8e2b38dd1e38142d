"""Once a morning is cancelled: the people to phone, to be copied or printed."""

from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from coachdesk.domain.phone_codes import CodeKind
from coachdesk.queries.planned import PlannedRow
from coachdesk.services.papers.call_list import Moved, call_text, calls, save_call_list
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.clipboard import copy_text
from coachdesk.ui.context import Context
from coachdesk.ui.widgets.flow import Flow
from coachdesk.ui.widgets.layout import InnerArea, button, clear, column, label, panel, row


class CallingPanel(QWidget):
    """The list, and how it leaves the screen."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._moved: Moved = ()
        self._reason = ""
        self._lines = QGridLayout()
        self._lines.setHorizontalSpacing(16)
        self._lines.setVerticalSpacing(8)
        self._lines.setColumnStretch(4, 1)
        self.copy = button(self.tr("Copier la liste"), glyph="copy")
        self.copy.clicked.connect(self._copy)
        self.save = button(self.tr("Enregistrer en PDF…"), glyph="save")
        self.save.clicked.connect(self._choose)
        self.end = button(self.tr("Terminé"), kind="primary")
        self.end.clicked.connect(context.back)
        listed = QWidget()
        listed.setLayout(column(panel(self._lines), None))
        layout = column(
            label(self.tr("À prévenir par téléphone"), role="heading"),
            InnerArea(listed),
            row(Flow(self.copy, self.save), self.end),
            spacing=12,
        )
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def show_calls(self, moved: Moved, reason: str) -> None:
        """Show who is to be phoned."""
        self._moved, self._reason = moved, reason
        clear(self._lines)
        listed = zip(moved, calls(self._context.action.profile, moved), strict=True)
        for number, ((planned, _), call) in enumerate(listed):
            instead = call.instead or self.tr("à convenir")
            self._lines.addWidget(label(call.person, role="strong", wrap=True), number, 0)
            self._lines.addWidget(label(call.phone or "–"), number, 1)
            self._lines.addWidget(label(call.cancelled, role="soft", wrap=True), number, 2)
            self._lines.addWidget(
                label("→"), number, 3
            )  # apart: a wrapped day would leave it alone
            self._lines.addWidget(label(instead, wrap=True), number, 4)
            self._lines.addWidget(self._to_phone(planned), number, 5)

    def _to_phone(self, planned: PlannedRow) -> QPushButton:
        """Her number for the coach's phone, then the SMS of the new rendez-vous."""
        name = self.tr("Appeler {} {}").format(planned.first_name, planned.last_name)
        opened = button("", kind="icon", glyph="smartphone", name=name)
        asked = Target(Screen.PHONE, planned.prescription_id, section=CodeKind.CALL)
        opened.clicked.connect(lambda: self._context.go(asked))
        return opened

    @property
    def _day(self) -> date:
        return self._moved[0][0].held_on

    def _copy(self) -> None:
        copy_text(call_text(self._context.action.profile, self._moved))
        self._context.messages.inform(self.tr("La liste est copiée, pour une minute."))

    def _choose(self) -> None:
        self._context.messages.choose_target(
            self.tr("Enregistrer la liste des appels"),
            Path.home() / f"a-prevenir_{self._day:%Y-%m-%d}.pdf",
            self.tr("PDF (*.pdf)"),
            self._save,
        )

    def _save(self, target: Path) -> None:
        desk, action = self._context.desk, self._context.action
        moved, reason = self._moved, self._reason
        self._context.runner.write(
            self,
            lambda _task: save_call_list(desk, action, moved, reason, target),
            lambda _: self._context.messages.inform(
                self.tr("Liste enregistrée en clair\u00a0: {}").format(target), target
            ),
        )
