"""The pad: those who sign, one after the other, and nothing else to be reached meanwhile.

An answer is on the disk before its pad closes.
"""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut

from coachdesk.core.errors import UserError
from coachdesk.core.french import plural
from coachdesk.services.desk import Desk
from coachdesk.services.pad.asked import Asked, PadAnswer, Signed
from coachdesk.services.pad.sittings import Sitting
from coachdesk.ui.messages import Messages, Question
from coachdesk.ui.runner import Runner
from coachdesk.ui.screens.pad.handed_over import HandedOver
from coachdesk.ui.screens.pad.signing_page import SigningPage
from coachdesk.ui.screens.pad.surface import PadSurface
from coachdesk.ui.screens.pad.thanks import Thanks


class PadScreen(HandedOver):
    """Where they recognise themselves, draw and are thanked, each in turn."""

    is_pad = True

    def __init__(self, runner: Runner, messages: Messages, desk: Desk, sitting: Sitting) -> None:
        super().__init__(runner, messages, desk, sitting.code)
        self._waiting: list[Asked] = list(sitting.asked)
        """Those who have not answered, the one shown first."""
        self._many = len(sitting.asked)
        self._notes: list[UserError] = []
        """Why someone could not sign any more, for the coach."""
        self.signing = SigningPage(runner, desk.clock)
        self.signing.answered.connect(self._answer)
        self.signing.skipped.connect(self._skip)
        self.signing.left.connect(self._leave)
        self.signing.code_asked.connect(self.ask_code)
        self.thanks = Thanks()
        self.thanks.finished.connect(self._go_on)
        self._hold(self.signing, self.thanks)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self._escape)
        QShortcut(QKeySequence("Ctrl+Return"), self, self._press_validate)
        self._show()

    @property
    def surface(self) -> PadSurface:
        """Where the person draws."""
        return self.signing.surface

    @property
    def unsaved(self) -> bool:
        """Whether something is drawn that is not in the journal yet."""
        return self.pages.currentWidget() is not self.thanks and self.signing.drawn

    @property
    def loss(self) -> tuple[str, str]:
        """What closing the window now would lose, as a question and its reason."""
        return (
            self.tr("Fermer pendant une signature\u202f?"),
            self.tr("Elle n’est pas encore enregistrée\u00a0: le tracé sera effacé."),
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter validates what is drawn, wherever the keyboard is."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._press_validate()
        else:
            super().keyPressEvent(event)

    def _press_validate(self) -> None:
        page = self.signing
        if self.pages.currentWidget() is page and page.validate.isVisible():
            page.validate.click()

    def _show(self) -> None:
        """The first of those who wait, on a blank pad."""
        page, request = self.signing, self._waiting[0].request
        page.show_request(request, self._desk.coach.name)
        self._show_place()
        # Said as the keyboard comes to the pad: who signs, and what.
        self.setAccessibleName(self.tr("Écran de signature, {}").format(request.who))
        self.setAccessibleDescription(f"{request.heading}. {request.text}")
        self.pages.setCurrentWidget(page)
        self.setFocus()

    def _show_place(self) -> None:
        alone = self._many == 1
        number = self._many - len(self._waiting) + 1
        words = [] if alone else [self.tr("{} sur {}").format(number, self._many)]
        following = self._following(1)
        if following:
            words.append(following)
        self.signing.show_place(" · ".join(words), alone=alone, guarded=self.guarded)

    def _following(self, at: int) -> str:
        """Who comes after, by first name and initial; empty when it is herself, or nobody."""
        if at >= len(self._waiting):
            return ""
        now, after = self._waiting[0].request, self._waiting[at].request
        same = (now.who, now.role) == (after.who, after.role)
        return "" if same else self.tr("Ensuite\u00a0: {}").format(after.short)

    def _answer(self, answer: PadAnswer) -> None:
        self.signing.set_busy(busy=True)
        desk, asked = self._desk, self._waiting[0]
        self._runner.write(
            self,
            lambda _task: asked.commit(desk, answer),
            lambda signed: self._committed(answer, signed),
            self._refused,
        )

    def _committed(self, answer: PadAnswer, signed: Signed) -> None:
        """The answer is in the journal, on the disk: only now does the pad give way."""
        self.signing.set_busy(busy=False)
        following = self._following(1)
        left = len(self._waiting) - 1
        if not following and left:
            following = self.tr("Encore {} à signer.").format(plural(left, self.tr("ligne")))
        elif following:
            following = self.tr("{}, à qui passer l’écran.").format(following.rstrip("."))
        self.thanks.show_signed(self._waiting[0].request, answer.outcome, signed, following)
        self.pages.setCurrentWidget(self.thanks)
        self.thanks.finish.setFocus()

    def _refused(self, error: UserError) -> None:
        """What was drawn stays, unless what it signed is no longer what was shown."""
        self.signing.set_busy(busy=False)
        self.signing.say(str(error))
        shown = self._waiting[0].request

        def read_again(now: Asked) -> None:
            if not shown.stands(now.request):
                self._waiting[0] = now
                self._show()
                self.signing.say(str(error))

        self._read_again(read_again, lambda _: None)

    def _read_again(
        self, done: Callable[[Asked], None], failed: Callable[[UserError], None]
    ) -> None:
        desk, asked = self._desk, self._waiting[0]
        self._runner.read(self, lambda: asked.again(desk), done, failed)

    def _skip(self) -> None:
        """Neither she nor the coach signs that row now."""
        if self.signing.drawn:
            self._ask_to_drop(self._skip_now)
        else:
            self._skip_now()

    def _skip_now(self) -> None:
        key = self._waiting[0].request.key
        skipped = [asked for asked in self._waiting if asked.request.key == key]
        self._waiting = [self._waiting[0], *(x for x in self._waiting if x not in skipped)]
        self._go_on()

    def _go_on(self) -> None:
        """The next one, as it stands now; after the last one the desk comes back."""
        if self._over:
            return
        self._waiting.pop(0)
        if not self._waiting:
            self._over = True
            if self.guarded:
                self.ask_code()
            else:
                self._close()
            return

        def shown(asked: Asked) -> None:
            self._waiting[0] = asked
            self._show()

        def impossible(error: UserError) -> None:
            self._notes.append(error)
            self._go_on()

        self._read_again(shown, impossible)

    def _escape(self) -> None:
        """Back to the desk where nothing guards it; elsewhere it is no way out."""
        shown = self.pages.currentWidget()
        if shown is self._coded:
            if not self._over:
                self._return()
        elif shown is self.thanks:
            self.thanks.finish.click()
        elif not self.signing.isEnabled():
            return
        elif not self.signing.validate.isVisible():
            self.signing.other.left.emit()
        elif not self.guarded:
            self._leave()

    def _dropping(self) -> Question:
        """What is drawn is the person's, who would have to sign again."""
        return Question(
            self.tr("Abandonner cette signature\u202f?"),
            self.tr("Elle n’est pas encore enregistrée\u00a0: le tracé sera effacé."),
            self.tr("Abandonner"),
            stay=self.tr("Revenir à la signature"),
            staying_leads=True,
        )

    def _return(self) -> None:
        """From the code back to the pad, drawn on as it was."""
        self._show_place()
        self.pages.setCurrentWidget(self.signing)
        self.setFocus()

    def _close(self) -> None:
        super()._close()
        for note in self._notes[:1]:
            self._messages.refuse(note)
