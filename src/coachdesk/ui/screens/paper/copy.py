"""The copy that is due: given, printed at the office, sent at the next connection, not wanted."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from coachdesk.domain.papers import CopyState
from coachdesk.services.documents.copies import set_copy
from coachdesk.services.documents.drafting import DocumentView
from coachdesk.ui.context import Context
from coachdesk.ui.screens.paper.words import handed_words
from coachdesk.ui.widgets.flow import Flow
from coachdesk.ui.widgets.layout import button, column, label


class CopyPanel(QWidget):
    """``answered`` once it is said what becomes of the copy."""

    answered = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._view: DocumentView | None = None
        self.title = label("", role="strong", wrap=True)
        self.state = label("", role="caption", wrap=True)
        self.buttons: dict[CopyState, QPushButton] = {}
        answers = (
            (CopyState.GIVEN, handed_words(None), "check"),
            (CopyState.TO_PRINT, self.tr("À imprimer au bureau"), "printer"),
            (CopyState.TO_EMAIL, self.tr("Par courriel à la prochaine connexion"), "mail"),
            (CopyState.DECLINED, self.tr("N’en veut pas"), "x"),
        )
        for state, words, glyph in answers:
            pressed = button(words, glyph=glyph)
            pressed.clicked.connect(lambda _=False, asked=state: self._set(asked))
            self.buttons[state] = pressed
        self.setLayout(column(self.title, self.state, Flow(*self.buttons.values()), spacing=6))

    def show_view(self, view: DocumentView) -> None:
        """Show it when a copy is due."""
        self._view = view
        self.setVisible(view.copy is not None)
        letter = bool(view.template.to)
        self.title.setText(
            self.tr("La lettre") if letter
            else self.tr("La copie de {}").format(view.person) if view.person
            else self.tr("La copie")
        )  # fmt: skip
        self.state.setText(view.copy_words)
        self.buttons[CopyState.GIVEN].setText(handed_words(view))
        self.buttons[CopyState.DECLINED].setVisible(not letter)
        self.buttons[CopyState.TO_EMAIL].setToolTip(
            self.tr("Pour les destinataires qui la reçoivent, et le référent RSA")
            if letter
            else self.tr("La personne le demande\u00a0: sa copie part en clair, par courriel")
        )
        for state, pressed in self.buttons.items():
            pressed.setEnabled(view.copy is not state)

    def first(self) -> QPushButton:
        """What is pressed most often."""
        return self.buttons[CopyState.GIVEN]

    def _set(self, state: CopyState) -> None:
        view, desk = self._view, self._context.desk
        if view is None:
            return
        self._context.runner.write(
            self, lambda _task: set_copy(desk, view.id, state), lambda _: self.answered.emit()
        )
