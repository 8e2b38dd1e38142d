"""The window while the person fills a paper in: only her questions, then the coach's code.

It stands where the pad does, and is given back as the pad is.
"""

from typing import Literal

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from coachdesk.core.errors import UserError
from coachdesk.domain.papers import Answer
from coachdesk.services.desk import Desk
from coachdesk.services.documents.questionnaires import Questionnaire, give_answers
from coachdesk.services.drafts import drop_draft
from coachdesk.services.pad.code import PadCode
from coachdesk.services.pad.sittings import Sitting
from coachdesk.ui.commands import commands
from coachdesk.ui.context import Drafts
from coachdesk.ui.messages import Messages, Question
from coachdesk.ui.runner import Runner
from coachdesk.ui.screens.pad.code_box import CodeBox
from coachdesk.ui.screens.paper.asking_view import AskingScreen
from coachdesk.ui.widgets.layout import column, row, scrolled


class AskingPad(QWidget):
    """``closed`` gives the desk back, ``signing`` carries what she signs now."""

    for_signing: Literal[False] = False
    closed = Signal()
    lock_asked = Signal()
    signing = Signal(object)

    def __init__(
        self,
        runner: Runner,
        messages: Messages,
        desk: Desk,
        drafts: Drafts,
        asked: Questionnaire,
    ) -> None:
        super().__init__()
        self._runner = runner
        self._messages = messages
        self._desk = desk
        self._drafts: Drafts | None = drafts
        """None once the store was locked: they are closed with it, her answers are here."""
        self._code: PadCode | None = asked.code
        self._given = False
        self.view = asked.view
        self.screen_of_questions = screen = AskingScreen(asked.view)
        screen.done.connect(self._give)
        screen.leaving.connect(self._leave)
        self.code_box = CodeBox(runner, desk.clock)
        self.code_box.left.connect(self._return)
        self.code_box.given_back.connect(self._close)
        self.code_box.changed.connect(self._code_changed)
        coded = QWidget()
        coded.setLayout(column(None, row(None, self.code_box, None), None))
        self._coded = scrolled(coded)
        self.pages = QStackedWidget()
        for page in (screen, self._coded):
            self.pages.addWidget(page)
        self.setLayout(column(self.pages))
        for keys in commands()["lock"].keys:
            QShortcut(QKeySequence(keys), self, self.lock_asked.emit)
        if not self.view.template.anonymous:  # nothing of those stays anywhere with her name
            drafts.keep(self, self._draft, {"asking": screen})

    @property
    def guarded(self) -> bool:
        """Whether only the code gives the desk back."""
        return self._code is not None

    @property
    def unsaved(self) -> bool:
        """Whether she answered something that is kept nowhere."""
        return self.view.template.anonymous and not self._given and self.screen_of_questions.begun

    @property
    def loss(self) -> tuple[str, str]:
        """What closing the window now would lose, as a question and its reason."""
        return (
            self.tr("Fermer pendant un questionnaire\u202f?"),
            self.tr("Les réponses ne sont pas encore données\u00a0: elles seront perdues."),
        )

    def resume(self, desk: Desk) -> None:
        """Go on after the store was locked: the same questions, her answers as they were."""
        self._desk, self._drafts = desk, None

    def ask_code(self) -> None:
        """Have the code typed, or chosen when there is none."""
        self.code_box.show_step(self._desk, self._code, may_leave=not self._given)
        self.pages.setCurrentWidget(self._coded)
        self.code_box.digits.setFocus()

    def setFocus(self) -> None:  # type: ignore[override]  # the reason is Qt's own
        """The keyboard where she answers."""
        self.screen_of_questions.take_keyboard()

    @property
    def _draft(self) -> str:
        return f"paper:{self.view.id}"

    def _give(self, answers: dict[str, Answer]) -> None:
        desk, view = self._desk, self.view

        def kept(sitting: Sitting | None) -> None:
            self._given = True
            self._forget()
            if sitting is not None:
                self.signing.emit(sitting)
            else:
                self.screen_of_questions.thank()

        def refused(error: UserError) -> None:
            self.screen_of_questions.refused(str(error))

        self._runner.write(self, lambda _task: give_answers(desk, view, answers), kept, refused)

    def _forget(self) -> None:
        """What was a draft is recorded."""
        desk, draft = self._desk, self._draft
        if self.view.template.anonymous:
            return
        if self._drafts is not None:
            self._drafts.forget(draft)
        else:
            self._runner.write(self, lambda _task: drop_draft(desk, draft), lambda _: None)

    def _leave(self) -> None:
        """She is done, or stops: the desk is the coach's again."""
        if self.guarded:
            self.ask_code()
        elif self.unsaved:
            title, reason = self.loss
            question = Question(title, reason, self.tr("Fermer"), stay=self.tr("Revenir"))
            self._messages.ask(question, lambda _: self._close())
        else:
            self._close()

    def _return(self) -> None:
        self.pages.setCurrentWidget(self.screen_of_questions)
        self.screen_of_questions.take_keyboard()

    def _code_changed(self, code: PadCode | None) -> None:
        self._code = code
        if self._given:
            self._close()
        else:
            self._return()

    def _close(self) -> None:
        self.closed.emit()
