"""What every section of the settings is: one subject, the settings in it found by their key."""

from PySide6.QtWidgets import QLabel, QLayout, QVBoxLayout, QWidget

from coachdesk.ui.context import Context
from coachdesk.ui.widgets.layout import column, label, panel
from coachdesk.ui.widgets.progress import ProgressLine

_MARGIN = 16


class SettingsSection(QWidget):
    """``found`` names what the search field leads to; ``first`` has the keyboard to begin with."""

    long_act: ProgressLine | None = None
    """What closing the window would cut, for a section that has such acts."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.first: QWidget = self
        self.found: dict[str, QWidget] = {}
        self.body: QVBoxLayout = column(spacing=12)
        self.setLayout(self.body)

    def open_entry(self, key: str) -> None:
        """Show what the setting ``key`` of the search leads to, where it is not shown already."""

    def refresh(self) -> None:
        """Read again what is shown; what is typed stays."""

    def box(self, title: str, *items: QWidget | QLayout | int | None, idea: str = "") -> QWidget:
        """Add a panel under the others, with its heading and what it is for."""
        head: list[QWidget] = [label(title, role="heading", wrap=True)] if title else []
        if idea:
            head.append(label(idea, role="soft", wrap=True))
        made = panel(column(*head, *items, spacing=10), margin=_MARGIN)
        self.body.addWidget(made)
        return made


def note(text: str) -> QLabel:
    """What a setting does, in small print."""
    return label(text, role="caption", wrap=True)
