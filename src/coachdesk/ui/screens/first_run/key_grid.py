"""The recovery key on screen: eight numbered groups, and those she has typed rightly."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel

from coachdesk.domain.recovery_key import GROUPS
from coachdesk.ui.widgets.layout import GAP, column, label, set_tone

_PER_LINE = 4
_HIDDEN = "••••"


class KeyGrid(QFrame):
    """Groups of four characters under their numbers; read as one text by a screen reader."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("keys")
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(GAP)
        self.groups: list[QLabel] = []
        for number in range(GROUPS):
            group = label(_HIDDEN, role="key")
            group.setAlignment(Qt.AlignmentFlag.AlignCenter)
            caption = label(str(number + 1), role="caption")
            caption.setAlignment(Qt.AlignmentFlag.AlignCenter)
            grid.addLayout(
                column(caption, group, spacing=2), number // _PER_LINE, number % _PER_LINE
            )
            self.groups.append(group)
        self.setLayout(grid)

    def show_key(self, key: str) -> None:
        """Show every group."""
        for group, text in zip(self.groups, key.split("-"), strict=True):
            group.setText(text)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # by Tab, it is spelt to who does not see it
        self.setAccessibleName(self.tr("Clé de secours"))
        self.setAccessibleDescription(", ".join(" ".join(group) for group in key.split("-")))

    def show_typed(self, right: int, wrong: int | None) -> None:
        """Show which groups are typed rightly, and the one that is not; the key stays hidden."""
        for number, group in enumerate(self.groups, 1):
            done = number <= right
            group.setText("✓" if done else "✗" if number == wrong else _HIDDEN)
            said = self.tr("juste") if done else self.tr("faux") if number == wrong else ""
            group.setAccessibleName(said or self.tr("à taper"))
            set_tone(group, "done" if done else "refused" if number == wrong else "")
