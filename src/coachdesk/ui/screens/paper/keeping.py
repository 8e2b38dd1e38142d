"""What is filled in of a paper, kept before anything is done with it; its text begun anew."""

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from coachdesk.core.errors import UserError
from coachdesk.domain.papers import DocumentState, Subject
from coachdesk.services.documents.drafting import DocumentView, give_up, renew, save_answers
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.context import Context
from coachdesk.ui.messages import Question
from coachdesk.ui.screens.paper.form import AnswerForm
from coachdesk.ui.screens.paper.words import changed, void_warning
from coachdesk.ui.widgets.page import Page


class Keeping(QObject):
    """``moved`` carries the document to go on with: the same, or the version that replaces it."""

    moved = Signal(object)

    def __init__(self, context: Context, page: Page) -> None:
        super().__init__(page)
        self._context = context
        self._page = page
        self._watched: UUID | None = None
        """The document whose form is kept as a draft."""

    def watch(self, view: DocumentView, form: AnswerForm | None) -> None:
        """Keep what is typed until it is recorded."""
        if form is not None and self._watched != view.id:
            self._watched = view.id
            self._context.drafts.keep(form, _key(view.id), form.parts)

    def leave(self) -> None:
        """Another document comes: its form is another one."""
        self._watched = None

    def keep(
        self, view: DocumentView, form: AnswerForm | None, then: Callable[[UUID], None]
    ) -> None:
        """Record what is typed, then do something with the document; a slip is said instead."""
        if form is None or not changed(view, form.answers()):
            then(view.id)
            return
        wrong = form.faults()
        if wrong:
            self._context.messages.refuse(UserError(wrong[0]))
            return
        desk, answers = self._context.desk, form.answers()

        def kept(document: UUID) -> None:
            self._context.drafts.forget(_key(view.id))
            self._watched = None
            if document != view.id:
                self._context.messages.inform(
                    self.tr("Une nouvelle version est commencée\u00a0: elle est à signer.")
                )
            self.moved.emit(document)
            then(document)

        self._context.runner.write(
            self._page, lambda _task: save_answers(desk, view.id, answers), kept
        )

    def keep_and_leave(self, view: DocumentView | None, form: AnswerForm | None) -> None:
        """Go back; a draft takes with it what was typed, a text with a slip waits as it is."""
        fit = form is not None and not any(part.fault() for part in form.parts.values())
        if view is not None and view.state is DocumentState.DRAFT and fit:
            self.keep(view, form, lambda _: self._context.back_from(self._page))
        else:
            self._context.back()

    def change(self, view: DocumentView, opened: Callable[[], None]) -> None:
        """Let the text be changed, once it is known what no longer counts then."""
        warning = void_warning(view)
        if not warning:
            opened()
            return
        question = Question(
            self.tr("Modifier un papier déjà signé\u202f?"),
            self.tr("{} Cette version est gardée, annulée.").format(warning),
            self.tr("Modifier quand même"),
            stay=self.tr("Ne rien changer"),
        )
        self._context.messages.ask(question, lambda _: opened())

    def renew(self, view: DocumentView) -> None:
        """Begin the next version; of a contract, on the page of its terms."""
        desk = self._context.desk

        def begun(document: UUID) -> None:
            if view.template.subject is Subject.CONTRACT:
                self._context.go_from(self._page, Target(Screen.CONTRACT, view.prescription_id))
            else:
                self.moved.emit(document)

        self._context.runner.write(self._page, lambda _task: renew(desk, view.id), begun)

    def give_up(self, view: DocumentView) -> None:
        """Throw a draft away, which Ctrl+Z brings back; say why once someone answered."""
        desk, context = self._context.desk, self._context

        def give(reason: str) -> None:
            context.runner.write(self._page, lambda _task: give_up(desk, view.id, reason), given)

        def given(_: None) -> None:
            context.drafts.forget(_key(view.id))
            context.messages.inform(self.tr("{}\u00a0: abandonné.").format(view.title))
            context.back_from(self._page)

        if view.state is DocumentState.DRAFT:
            give("")
            return
        context.messages.ask(
            Question(
                self.tr("Abandonner un papier déjà signé\u202f?"),
                f"{void_warning(view)} {self.tr('Il est gardé, annulé.')}",
                self.tr("Abandonner"),
                reason=self.tr("Pourquoi"),
                keep=context.keeping(f"abandon:{view.id}"),
                stay=self.tr("Le garder"),
            ),
            give,
        )


def _key(document: UUID) -> str:
    return f"paper:{document}"
