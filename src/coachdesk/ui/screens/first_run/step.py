"""What every step is: one idea, its fields, whether it can be left and how."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLayout, QWidget

from coachdesk.ui.widgets.layout import column, label


class Step(QWidget):
    """A step shown by ``FirstRunScreen``; what is typed in it stays when she goes back."""

    changed = Signal()
    """What the step lacks, or how it is left, may have changed."""

    entered = Signal()
    """Enter was pressed in a field."""

    help_page = "premier-jour"
    """Of the guide, by F1."""

    def __init__(self, title: str, idea: str) -> None:
        super().__init__()
        self.first: QWidget = self
        """Where the keyboard begins."""
        self.title = label(title, role="heading", aloud=True)
        self.idea = label(idea, role="soft", aloud=True)

    def lay_out(self, *items: QWidget | QLayout | int | None) -> None:
        """Set the content under the title."""
        self.setLayout(column(self.title, self.idea, 6, *items, spacing=6))

    def arrive(self) -> None:
        """The step is shown."""

    def complete(self) -> bool:
        """Whether it can be left."""
        return True

    def leave_words(self) -> str:
        """What the button that leaves it says."""
        return self.tr("Continuer")

    def is_put_off(self) -> bool:
        """Whether the button that leaves it only puts its act off."""
        return False

    def forward(self) -> bool:
        """Go one further inside the step; False when it is at its end."""
        return False

    def backward(self) -> bool:
        """Go one back inside the step; False when it is at its beginning."""
        return False
