"""The window while the person fills a paper in: only her questions, then the coach's code.

It stands where the pad does, and is given back as the pad is.
"""

from PySide6.QtCore import Signal

from coachdesk.core.errors import UserError
from coachdesk.domain.papers import Answer
from coachdesk.services.desk import Desk
from coachdesk.services.documents.questionnaires import Questionnaire, give_answers
from coachdesk.services.drafts import drop_draft
from coachdesk.services.pad.sittings import Sitting
from coachdesk.ui.context import Drafts
from coachdesk.ui.messages import Messages, Question
from coachdesk.ui.runner import Runner
from coachdesk.ui.screens.pad.handed_over import HandedOver
from coachdesk.ui.screens.paper.asking_view import AskingScreen


class AskingPad(HandedOver):
    """``signing`` carries what she signs now."""

    signing = Signal(object)

    def __init__(
        self,
        runner: Runner,
        messages: Messages,
        desk: Desk,
        drafts: Drafts,
        asked: Questionnaire,
    ) -> None:
        super().__init__(runner, messages, desk, asked.code)
        self._drafts: Drafts | None = drafts
        """None once the store was locked: they are closed with it, her answers are here."""
        self.view = asked.view
        self.screen_of_questions = screen = AskingScreen(asked.view)
        screen.done.connect(self._give)
        screen.leaving.connect(self._leave)
        self._hold(screen)
        if not self.view.template.anonymous:  # nothing of those stays anywhere with her name
            drafts.keep(self, self._draft, {"asking": screen})

    @property
    def unsaved(self) -> bool:
        """Whether she answered something that is kept nowhere."""
        return self.view.template.anonymous and not self._over and self.screen_of_questions.begun

    @property
    def loss(self) -> tuple[str, str]:
        """What closing the window now would lose, as a question and its reason."""
        return (
            self.tr("Fermer pendant un questionnaire\u202f?"),
            self.tr("Les réponses ne sont pas encore données\u00a0: elles seront perdues."),
        )

    def resume(self, desk: Desk) -> None:
        """Go on after the store was locked: the same questions, her answers as they were."""
        super().resume(desk)
        self._drafts = None

    def setFocus(self) -> None:  # type: ignore[override]  # the reason is Qt's own
        """The keyboard where she answers."""
        self.screen_of_questions.take_keyboard()

    @property
    def _draft(self) -> str:
        return f"paper:{self.view.id}"

    def _give(self, answers: dict[str, Answer]) -> None:
        desk, view = self._desk, self.view

        def kept(sitting: Sitting | None) -> None:
            self._over = True
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

    def _dropping(self) -> Question:
        return Question(*self.loss, self.tr("Fermer"), stay=self.tr("Revenir"))

    def _return(self) -> None:
        self.pages.setCurrentWidget(self.screen_of_questions)
        self.screen_of_questions.take_keyboard()
