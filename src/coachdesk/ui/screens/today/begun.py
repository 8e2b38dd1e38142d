"""What was begun and not recorded: each form opens with its text, or is thrown away."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from coachdesk.services.drafts import DraftView
from coachdesk.services.readiness import draft_words
from coachdesk.ui.context import Context
from coachdesk.ui.messages import Question
from coachdesk.ui.theme import em
from coachdesk.ui.widgets.flow import Flow
from coachdesk.ui.widgets.layout import Glyph, button, column, label, panel, row


class BegunLine(QWidget):
    """« Vous aviez commencé : … » in one line; ``dropped`` once a draft was thrown away."""

    dropped = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._flow = Flow()
        line = row(column(em(0.6), Glyph("pencil", "mend", 1.2), None), self._flow, spacing=10)
        line.setStretch(1, 1)
        self.setLayout(row(panel(line, margin=8)))
        self.hide()

    def show_drafts(self, drafts: tuple[DraftView, ...]) -> None:
        """Show each with the hour of its last letter."""
        self._flow.clear()
        self._flow.add(label(self.tr("Vous aviez commencé\u00a0:"), role="strong"))
        for draft in drafts:
            self._add(draft)
        self.setVisible(bool(drafts))

    def _add(self, draft: DraftView) -> None:
        words = draft_words(draft, self._context.desk.clock.now())
        target = draft.target
        opened: QWidget = label(words, role="soft")
        if target is not None:
            opened = button(words, kind="link")
            opened.setToolTip(self.tr("Reprendre\u00a0: {}").format(words))
            opened.clicked.connect(lambda: self._context.go(target))
        away = button("", kind="icon", glyph="x", name=self.tr("Jeter\u00a0: {}").format(words))
        away.clicked.connect(lambda: self._ask(draft))
        both = QWidget()
        both.setLayout(row(opened, away, spacing=0))
        self._flow.add(both)  # what throws it away never stands on another line

    def _ask(self, draft: DraftView) -> None:
        question = Question(
            self.tr("Jeter ce brouillon\u202f?"),
            self.tr("Ce qui y est tapé sera perdu\u00a0: {}.").format(draft.words),
            self.tr("Jeter"),
            stay=self.tr("Garder"),
        )
        self._context.messages.ask(question, lambda _: self._drop(draft))

    def _drop(self, draft: DraftView) -> None:
        self._context.drafts.forget(draft.key)
        self._context.runner.write(self, lambda _task: None, lambda _: self.dropped.emit())
