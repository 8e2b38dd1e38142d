"""What stands in the place of figures while there are none: why, and where to begin."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from coachdesk.services.targets import CHOOSE, Screen, Target
from coachdesk.ui.commands import hint
from coachdesk.ui.theme import em
from coachdesk.ui.widgets.flow import Flow
from coachdesk.ui.widgets.layout import button, column, label, panel, row


class NothingYet(QWidget):
    """Two ways to begin, each one click away; ``bring`` has the keyboard first."""

    def __init__(self, go: Callable[[Target], None], told: str) -> None:
        """``told`` says what the page will show once there is something."""
        super().__init__()
        self.bring = button(self.tr("Importer mon classeur…"), kind="primary", glyph="file-up")
        self.bring.setToolTip(self.tr("Reprendre ce que vous tenez déjà\u00a0: classeur ou CSV"))
        self.bring.clicked.connect(lambda: go(Target(Screen.IMPORT, section=CHOOSE)))
        self.begin = button(self.tr("Nouvelle prescription"), glyph="user-round-plus")
        self.begin.setToolTip(hint("intake"))
        self.begin.clicked.connect(lambda: go(Target(Screen.INTAKE)))
        box = panel(
            column(
                label(self.tr("Aucun chiffre pour l’instant"), role="heading", wrap=True),
                label(told, wrap=True),
                label(
                    self.tr("Commencez par le classeur que vous tenez, ou par une prescription."),
                    role="soft",
                    wrap=True,
                ),
                8,
                Flow(self.bring, self.begin),
            ),
            margin=24,
        )
        box.setMaximumWidth(em(40))
        middle = row(None, box, None)
        middle.setStretch(1, 20)  # as wide as it may be
        self.setLayout(column(None, middle, None, None))
