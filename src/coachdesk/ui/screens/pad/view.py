"""The pad: what is signed in plain French, how the person was recognised, her drawing."""

from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QLineEdit,
    QRadioButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from coachdesk.core.errors import UserError
from coachdesk.domain.drawing import fault
from coachdesk.services.desk import Desk
from coachdesk.services.pad import Asked, Capture, Signed, drawn_answer
from coachdesk.ui.messages import Messages, Question
from coachdesk.ui.runner import Runner
from coachdesk.ui.screens.pad.surface import PadSurface
from coachdesk.ui.theme import em
from coachdesk.ui.widgets.layout import PAD, button, column, label, panel, row, scrolled, set_tone


class PadScreen(QWidget):
    """Fills the window: nothing but this person's data is in sight.

    ``closed`` carries the rendez-vous that was signed, None when it was given up.
    """

    closed = Signal(object)

    def __init__(self, runner: Runner, messages: Messages, desk: Desk, asked: Asked) -> None:
        super().__init__()
        self._runner = runner
        self._messages = messages
        self._desk = desk
        self._asked, self._request = asked, asked.request
        self.surface = PadSurface(desk.clock)
        self.checks = QButtonGroup(self)
        self.reason = QLineEdit()
        self.answer = label("", tone="refused", wrap=True)
        self.answer.setContentsMargins(12, 8, 12, 8)
        self.answer.hide()
        self.validate = button(self.tr("Valider ma signature"), kind="primary", glyph="check")
        self.validate.clicked.connect(self._validate)
        self.again = button(self.tr("Effacer"), glyph="eraser")
        self.again.clicked.connect(self.surface.clear)
        self.give_up = button(self.tr("Annuler"))
        self.give_up.clicked.connect(self._leave)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.give_up.click)
        self.surface.changed.connect(self._refresh)
        self.reason.textChanged.connect(self._refresh)
        self.checks.buttonToggled.connect(self._refresh)

        self.pages = QStackedWidget()
        self.pages.addWidget(self._drawing_page())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.pages)
        self._refresh()

    @property
    def appointment_id(self) -> UUID:
        """The rendez-vous that is signed."""
        return self._request.key

    @property
    def unsaved(self) -> bool:
        """Whether something is drawn that is not in the journal yet."""
        return self.pages.currentIndex() == 0 and bool(self.surface.drawing().strokes)

    def _drawing_page(self) -> QWidget:
        page = QWidget()
        layout = column(
            label(self._request.who, role="title"),
            label(self._request.heading, role="oath", wrap=True),
            label(self._request.text, wrap=True),
            4,
            *self._coach_fields(),
            self.surface,
            self.answer,
            row(self.again, None, self.give_up, self.validate),
        )
        layout.setStretch(layout.indexOf(self.surface), 1)
        layout.setContentsMargins(PAD * 2, PAD, PAD * 2, PAD)
        page.setLayout(layout)
        return scrolled(page)

    def _coach_fields(self) -> tuple[QWidget, ...]:
        """What the coach fills in: how she recognised the person, why it is signed late."""
        line = QWidget()
        choices = row(label(self.tr("Identité\u00a0:"), role="caption"), spacing=10)
        for text in (
            self.tr("personne connue du coach"),
            self.tr("pièce d’identité vue"),
        ):
            choice = QRadioButton(text)
            choice.setProperty("role", "choice")
            self.checks.addButton(choice)
            choices.addWidget(choice)
        choices.addStretch(1)
        line.setLayout(choices)
        if not self._request.needs_regularisation:
            return (line,)
        self.reason.setPlaceholderText(
            self.tr("Motif de la régularisation, qui figurera sur la feuille")
        )
        self.reason.setAccessibleName(self.tr("Motif de la régularisation"))
        return (line, self.reason)

    def _refresh(self) -> None:
        drawn = bool(self.surface.drawing().strokes)
        self.answer.hide()
        self.again.setEnabled(drawn)
        self.validate.setEnabled(drawn)
        self._mark_choices("")

    def _missing(self) -> str | None:
        if self._request.needs_regularisation and not self.reason.text().strip():
            return self.tr("Indiquez le motif\u00a0: ce rendez-vous est passé.")
        return fault(self.surface.drawing())

    def _validate(self) -> None:
        recognised = self.checks.checkedButton()
        missing = self._missing()
        if missing is not None:
            self._say(missing)
            return
        if recognised is None:
            self._say(
                self.tr(
                    "Un choix reste à faire, en haut\u00a0: comment la personne a été reconnue. "
                    "Le tracé est gardé."
                )
            )
            self._mark_choices("refused")
            self.checks.buttons()[0].setFocus()
            return
        check = recognised.text()
        self.setEnabled(False)
        self.validate.setText(self.tr("Enregistrement…"))
        desk, asked = self._desk, self._asked
        captured = Capture(self.surface.input, self.surface.duration_ms, self.surface.redo)
        answer = drawn_answer(
            self.surface.drawing(),
            captured,
            identity_check=check,
            regularisation=self.reason.text().strip() or None,
        )
        self._runner.write(
            self, lambda _task: asked.commit(desk, answer), self._signed, self._refused
        )

    def _signed(self, signed: Signed) -> None:
        """The signature is in the journal, on the disk: only now does the pad give way."""
        self.setEnabled(True)
        self.pages.addWidget(self._done_page(signed))
        self.pages.setCurrentIndex(1)
        self.finish.setFocus()

    def _refused(self, error: UserError) -> None:
        self.setEnabled(True)
        self.validate.setText(self.tr("Valider ma signature"))
        self._say(str(error))

    def _leave(self) -> None:
        """Escape comes by accident; what is drawn is the person's, who would have to sign again."""
        if not self.unsaved:
            self.closed.emit(None)
            return
        question = Question(
            self.tr("Abandonner cette signature\u202f?"),
            self.tr("Elle n’est pas encore enregistrée\u00a0: le tracé sera effacé."),
            self.tr("Abandonner"),
            stay=self.tr("Revenir à la signature"),
        )
        self._messages.ask(question, lambda _: self.closed.emit(None))

    def _mark_choices(self, tone: str) -> None:
        for choice in self.checks.buttons():
            set_tone(choice, tone)

    def _say(self, text: str) -> None:
        self.answer.setText(text)
        self.answer.show()

    def _done_page(self, signed: Signed) -> QWidget:
        self.finish = button(self.tr("Terminer"), kind="primary")
        self.finish.clicked.connect(lambda: self.closed.emit(self.appointment_id))
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self.finish, self.finish.click)
        self.code = label(signed.short_code, role="code")
        self.code.setAlignment(Qt.AlignmentFlag.AlignCenter)
        box = panel(
            column(
                label(self.tr("Merci, {}").format(self._request.who), role="heading"),
                label(self.tr("Votre signature est enregistrée. Voici son code\u00a0:"), wrap=True),
                6, self.code, 6,
                label(
                    self.tr(
                        "Notez-le si vous le souhaitez\u00a0: il permet de retrouver cette "
                        "signature sur la feuille d’émargement (enregistrement n°\u00a0{})."
                    ).format(signed.entry_seq),
                    role="soft",
                    wrap=True,
                ),
                12, self.finish,
            ),
            margin=32,
        )  # fmt: skip
        box.setFixedWidth(em(33))
        page = QWidget()
        page.setLayout(column(None, row(None, box, None), None, None))
        return page
