"""What her answers hide: why, until when, and the way to have it back."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coachdesk.core.clock import today
from coachdesk.core.french import short_date
from coachdesk.services.to_do_marks import lift
from coachdesk.services.to_dos import HiddenToDo, Mark, hidden_things
from coachdesk.ui.context import Context
from coachdesk.ui.widgets.answer_menu import sentence
from coachdesk.ui.widgets.layout import button, clear, column, label, panel, row

_SHOWN = 50
"""Lines at once; putting some back brings the others."""


class HiddenList(QWidget):
    """« 3 masquées », then the list of them; ``lifted`` once one is put back."""

    lifted = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.toggle = button("", kind="link")
        self.toggle.setCheckable(True)
        self.toggle.toggled.connect(self._open)
        self._lines = QVBoxLayout()
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(6)
        self.setLayout(column(row(self.toggle, None), self._lines, spacing=4))
        self.hide()

    def show_number(self, number: int) -> None:
        """Show how many there are; the list stays open if it was."""
        self.toggle.setText(self.tr("1 masquée") if number == 1 else f"{number} masquées")
        self.toggle.setToolTip(self.tr("Reportées, obtenues autrement ou mises en silence"))
        self.setVisible(bool(number))
        self._open(opened=self.toggle.isChecked() and bool(number))

    def _open(self, opened: bool) -> None:  # noqa: FBT001  (the shape of ``toggled``)
        """They are read when she asks for them: the day itself only counts them."""
        if not opened:
            clear(self._lines)
            return
        desk, action = self._context.desk, self._context.action
        day = today(desk.clock)
        self._context.runner.read(
            self,
            lambda: desk.read(lambda link: hidden_things(link, action.id, action.profile, day)),
            self._show,
        )

    def _show(self, known: tuple[HiddenToDo, ...]) -> None:
        clear(self._lines)
        for each in known[:_SHOWN]:
            self._lines.addWidget(self._line(each))
        left = len(known) - _SHOWN
        if left > 0:
            words = self.tr("et {} autres").format(left)
            self._lines.addWidget(label(words, role="caption"))

    def _line(self, each: HiddenToDo) -> QWidget:
        back = button(self.tr("Remettre"))
        who = each.thing.who or self.tr("L’action")
        back.setAccessibleName(f"{back.text()}, {who}, {each.thing.sentence}")
        back.clicked.connect(lambda: self._lift(each.mark))
        words = column(
            label(who, role="strong", wrap=True),
            label(sentence(each.thing), wrap=True),
            label(self._why(each.mark), role="caption", wrap=True),
            spacing=2,
        )
        line = row(words, back, spacing=8)
        line.setStretch(0, 1)
        return panel(line, margin=10)

    def _why(self, mark: Mark) -> str:
        if mark.postponed_to is not None:
            return self.tr("Reporté au {}").format(short_date(mark.postponed_to))
        if mark.reason is not None:
            return self.tr("Obtenu autrement\u00a0: {}").format(mark.reason)
        return self.tr("Mis en silence pour cette personne")

    def _lift(self, mark: Mark) -> None:
        desk = self._context.desk
        self._context.runner.write(
            self, lambda _task: lift(desk, mark.id), lambda _: self.lifted.emit()
        )
