"""What stands where a list, a paper or figures would, while there are none: one manner everywhere.

What this place is for, in a few words, and the next step as a button: never a blank table.
"""

from PySide6.QtWidgets import QPushButton, QWidget

from coachdesk.ui.theme import em
from coachdesk.ui.widgets.flow import Flow
from coachdesk.ui.widgets.layout import Glyph, column, label, panel, row

_MARGIN, _SLIM = 24, 12
_WIDEST_EMS = 40
_GLYPH_EMS = 2.2


class NothingHere(QWidget):
    """The buttons given, and those added to ``offers``, are the ways on."""

    def __init__(
        self,
        *offers: QPushButton,
        heading: str = "",
        told: str = "",
        glyph: str = "",
        slim: bool = False,
    ) -> None:
        """``glyph`` is the one of the place; ``slim`` where there is little room."""
        super().__init__()
        self.heading = label("", role="heading", wrap=True)
        self.told = label("", wrap=True)
        self.offers = Flow(*offers)
        box = panel(
            column(*_glyph(glyph), self.heading, self.told, 6, self.offers, spacing=8),
            margin=_SLIM if slim else _MARGIN,
        )
        box.setMaximumWidth(em(_WIDEST_EMS))
        middle = row(None, box, None)
        middle.setStretch(1, 20)  # as wide as it may be
        self.setLayout(column(None, middle, None, None))
        self.say(heading, told)

    def say(self, heading: str, told: str = "") -> None:
        """Say what is not there, and what this place is for."""
        self.heading.setText(heading.removesuffix("."))
        self.told.setText(told)
        self.told.setVisible(bool(told))
        self.offers.setVisible(bool(self.offers.shown()))

    def text(self) -> str:
        """What it says."""
        return f"{self.heading.text()} {self.told.text()}".strip()

    def first(self) -> QWidget | None:
        """The way on that the keyboard begins with."""
        return next((way for way in self.offers.shown() if way.isEnabled()), None)


def _glyph(name: str) -> tuple[Glyph, ...]:
    return (Glyph(name, "accent", _GLYPH_EMS),) if name else ()
