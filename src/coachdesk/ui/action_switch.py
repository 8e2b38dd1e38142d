"""The action worked in, on top of the menu; pressed, it offers the others of the desk."""

from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from coachdesk.services.actions.current import work_in
from coachdesk.services.desk import ActionInfo
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.context import Context
from coachdesk.ui.theme import em, icon

_BESIDE = 5.5
"""What the button holds beside its words, in heights of the font."""


def switch_action(owner: QWidget, context: Context, action: ActionInfo) -> None:
    """Work in ``action`` from now on: every page opens on it."""
    if action.id == context.action.id:
        return
    desk = context.desk

    def switched(_: ActionInfo) -> None:
        context.messages.inform(owner.tr("Vous travaillez dans {}.").format(action.profile.name))
        context.reopen(Target(Screen.TODAY))

    context.runner.write(owner, lambda _task: work_in(desk, action), switched)


class ActionSwitch(QPushButton):
    """Worth showing only where there are several actions."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._name = context.action.profile.name
        self.setIcon(icon("layers", "menu_ink"))
        self.setIconSize(QSize(em(1.3), em(1.3)))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        words = self.tr("Action\u00a0: {}. Changer d’action").format(self._name)
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.offered = QMenu(self)
        group = QActionGroup(self.offered)
        for action in context.desk.actions:
            choice = QAction(action.profile.name, group)
            choice.setCheckable(True)
            choice.setChecked(action.id == context.action.id)
            choice.triggered.connect(partial(switch_action, self, context, action))
            self.offered.addAction(choice)
        self.setMenu(self.offered)

    def fit(self, *, narrow: bool, width: int) -> None:
        """Its icon alone where the menu is narrow, else as many words as there is room for."""
        room = width - em(_BESIDE)
        words = self.fontMetrics().elidedText(self._name, Qt.TextElideMode.ElideRight, room)
        self.setText("" if narrow else f"  {words}")
