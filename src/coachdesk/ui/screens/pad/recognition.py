"""How the coach recognised who signs: chosen the first time, then shown as already known."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from coachdesk.domain.recognition import KNOWN, PAPERS_SEEN, paper_seen, presented_by
from coachdesk.ui.theme import em
from coachdesk.ui.widgets.choices import Choices
from coachdesk.ui.widgets.flow import Chips, Flow
from coachdesk.ui.widgets.layout import button, column, label, row

_KNOWN, _SEEN, _PRESENTED = "known", "seen", "presented"
_NAME_EMS = 18


class Recognition(QWidget):
    """``changed`` tells that the answer is another one."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._preset: str | None = None
        self.choices = Choices(
            (
                (_KNOWN, self.tr("personne connue du coach")),
                (_SEEN, self.tr("pièce d’identité vue")),
                (_PRESENTED, self.tr("présentée par…")),
            ),
            self.tr("Comment la personne a été reconnue"),
            kind="chip",
        )
        self.choices.chosen.connect(self._refresh)
        self.papers = Chips(
            ((kind, kind) for kind in PAPERS_SEEN), self.tr("Pièce vue"), only_one=True
        )
        self.papers.changed.connect(self.changed)
        self.by = QLineEdit()
        self.by.setPlaceholderText(self.tr("Qui la présente, et en quelle qualité"))
        self.by.setAccessibleName(self.by.placeholderText())
        self.by.setMaximumWidth(em(2 * _NAME_EMS))
        self.by.textChanged.connect(self.changed)
        self.known = label("", role="soft")
        self.change = button(self.tr("Changer"), kind="link")
        self.change.setToolTip(self.tr("Dire autrement comment la personne a été reconnue"))
        self.change.clicked.connect(self._ask)
        self._preset_line = Flow(
            label(self.tr("Identité\u00a0:"), role="caption"), self.known, self.change
        )
        for choice in self.choices.buttons.values():  # else each would say what is signed, anew
            choice.setAccessibleDescription(self.tr("Pour le coach"))
        asked = row(label(self.tr("Pour le coach\u00a0:"), role="caption"), self.choices)
        asked.setStretch(1, 1)
        self._asked_line = QWidget()
        self._asked_line.setLayout(asked)
        self.setLayout(column(self._preset_line, self._asked_line, self.papers, self.by, spacing=6))

    def show_known(self, known: str | None) -> None:
        """Begin with someone who was recognised so before; None for the first time."""
        self._preset = known
        self.choices.show_key(None)
        self.papers.show_keys(())
        self.by.clear()
        self.known.setText(known or "")
        self._refresh()

    @property
    def check(self) -> str | None:
        """How she was recognised, as the evidence keeps it; None while that is not said."""
        if self._preset is not None:
            return self._preset
        key = self.choices.key()
        if key == _KNOWN:
            return KNOWN
        if key == _SEEN:
            ticked = self.papers.keys()
            return next((paper_seen(kind) for kind in PAPERS_SEEN if kind in ticked), None)
        name = " ".join(self.by.text().split())
        return presented_by(name) if key == _PRESENTED and name else None

    def ask(self) -> None:
        """Put the keyboard where the answer is."""
        key = self.choices.key()
        if key == _SEEN:
            next(iter(self.papers.buttons.values())).setFocus()
        elif key == _PRESENTED:
            self.by.setFocus()
        else:
            self.choices.buttons[_KNOWN].setFocus()

    def _ask(self) -> None:
        self._preset = None
        self._refresh()
        self.ask()

    def _refresh(self) -> None:
        preset, key = self._preset is not None, self.choices.key()
        self._preset_line.setVisible(preset)
        self._asked_line.setVisible(not preset)
        self.papers.setVisible(not preset and key == _SEEN)
        self.by.setVisible(not preset and key == _PRESENTED)
        self.changed.emit()
