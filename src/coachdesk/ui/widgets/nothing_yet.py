"""What stands in the place of figures while there are none: why, and where to begin."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from coachdesk.services.targets import CHOOSE, Screen, Target
from coachdesk.ui.commands import hint
from coachdesk.ui.widgets.layout import button
from coachdesk.ui.widgets.nothing_here import NothingHere


class NothingYet(NothingHere):
    """Two ways to begin, each one click away; ``bring`` has the keyboard first."""

    def __init__(
        self, go: Callable[[Target], None], told: str, *, heading: str = "", glyph: str = ""
    ) -> None:
        """``told`` says what the page will show once there is something."""
        self.bring = button(_tr("Importer mon classeur…"), kind="primary", glyph="file-up")
        self.bring.setToolTip(_tr("Reprendre ce que vous tenez déjà\u00a0: classeur ou CSV"))
        self.bring.clicked.connect(lambda: go(Target(Screen.IMPORT, section=CHOOSE)))
        self.begin = button(_tr("Nouvelle prescription"), glyph="user-round-plus")
        self.begin.setToolTip(hint("intake"))
        self.begin.clicked.connect(lambda: go(Target(Screen.INTAKE)))
        way = _tr("Commencez par le classeur que vous tenez, ou par une prescription.")
        super().__init__(
            self.bring,
            self.begin,
            heading=heading or _tr("Aucun chiffre pour l’instant"),
            told=f"{told} {way}",
            glyph=glyph,
        )


def _tr(text: str) -> str:
    return QCoreApplication.translate("NothingYet", text)
