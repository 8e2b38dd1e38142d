"""What her answers hide: why, until when, and the way to have it back."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coachdesk.core.french import short_date
from coachdesk.services.to_do_marks import lift
from coachdesk.services.to_dos import HiddenToDo, Mark
from coachdesk.ui.context import Context
from coachdesk.ui.widgets.answer_menu import sentence
from coachdesk.ui.widgets.layout import button, clear, column, label, panel, row


class HiddenList(QWidget):
    """« 3 masquées », then the list of them; ``lifted`` once one is put back."""

    lifted = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._known: tuple[HiddenToDo, ...] = ()
        self.toggle = button("", kind="link")
        self.toggle.setCheckable(True)
        self.toggle.toggled.connect(self._show)
        self._lines = QVBoxLayout()
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(6)
        self.setLayout(column(row(self.toggle, None), self._lines, spacing=4))
        self.hide()

    def show_hidden(self, known: tuple[HiddenToDo, ...]) -> None:
        """Show how many there are; the list stays open if it was."""
        self._known = known
        number = len(known)
        self.toggle.setText(self.tr("1 masquée") if number == 1 else f"{number} masquées")
        self.toggle.setToolTip(self.tr("Reportées, obtenues autrement ou mises en silence"))
        self.setVisible(bool(known))
        self._show(opened=self.toggle.isChecked() and bool(known))

    def _show(self, opened: bool) -> None:  # noqa: FBT001  (the shape of ``toggled``)
        clear(self._lines)
        if opened:
            for each in self._known:
                self._lines.addWidget(self._line(each))

    def _line(self, each: HiddenToDo) -> QWidget:
        back = button(self.tr("Remettre"))
        who = each.thing.who or self.tr("L’action")
        back.setAccessibleName(f"{back.text()}, {who}, {each.thing.sentence}")
        back.clicked.connect(lambda: self._lift(each.mark))
        words = column(
            label(who, role="strong", wrap=True),
            label(sentence(each.thing), wrap=True),
            label(self._why(each.mark), role="caption", wrap=True),
            spacing=1,
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
