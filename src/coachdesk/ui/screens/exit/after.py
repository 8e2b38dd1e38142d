"""What is advised for afterwards; why nothing is, when someone leaves with nothing ahead."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from coachdesk.domain.profile import ActionProfile
from coachdesk.queries.exits import ExitRow
from coachdesk.ui.widgets.fields import captioned, choose, refusal_line, words_box
from coachdesk.ui.widgets.layout import column, label


class AfterForm(QWidget):
    """``changed`` when the recommendation does."""

    changed = Signal()

    def __init__(self, profile: ActionProfile) -> None:
        super().__init__()
        self.recommendation = words_box(profile.recommendations)
        self.note, self.dry = QLineEdit(), QLineEdit()
        self.fault = refusal_line()
        self.fault.setText(self.tr("Dites-le en quelques mots, ou choisissez une préconisation."))
        self._dry = QWidget()
        asked = self.tr("Rien n’est prévu après\u00a0: une sortie sèche se confirme.")
        self._dry.setLayout(
            column(
                label(asked, role="strong", wrap=True),
                captioned(self.tr("Pourquoi il n’y a ni emploi, ni formation, ni suite"), self.dry),
                self.fault,
                spacing=4,
            )
        )
        self.setLayout(
            column(
                captioned(self.tr("Préconisation"), self.recommendation),
                self._dry,
                captioned(self.tr("Note, pour vous"), self.note),
                spacing=8,
            )
        )
        self.recommendation.currentIndexChanged.connect(self.changed)
        self.dry.textChanged.connect(self.fault.hide)

    def fields(self) -> Mapping[str, QWidget]:
        """For a draft."""
        return {"recommendation": self.recommendation, "dry": self.dry, "note": self.note}

    def show_exit(self, left: ExitRow | None) -> None:
        """Show what was recorded."""
        choose(self.recommendation, left.recommendation if left else None)
        self.dry.setText((left.dry_reason if left else None) or "")
        self.note.setText((left.note if left else None) or "")

    def advised(self) -> str | None:
        """The key of what is advised."""
        key: str | None = self.recommendation.currentData()
        return key

    def ask_why(self, *, dry: bool) -> None:
        """Ask why nothing is ahead, or no longer."""
        self._dry.setVisible(dry)

    def asks_why(self) -> bool:
        """Whether the reason is asked for."""
        return not self._dry.isHidden()

    def dry_reason(self) -> str:
        """Why nothing is ahead; empty when that is not asked for."""
        return " ".join(self.dry.text().split()) if self.asks_why() else ""

    def wrong(self) -> QWidget | None:
        """The reason, when it is asked for and missing."""
        if not self.asks_why() or self.dry_reason():
            return None
        self.fault.show()
        return self.dry
