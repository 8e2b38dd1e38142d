"""Any kind of paper: filled in at the left, seen as it will be at the right, signed, given."""

from collections.abc import Callable, Mapping
from uuid import UUID

from PySide6.QtGui import QKeySequence, QShortcut

from coachdesk.core.errors import UserError
from coachdesk.domain.papers import LIVE, Answer, CopyState, DocumentState, Role, Subject
from coachdesk.services.documents.drafting import DocumentView, open_document, read_document
from coachdesk.services.documents.issue import issue_document
from coachdesk.services.documents.signing_habits import SigningHabits, signing_habits
from coachdesk.services.papers.templates import load_sealing
from coachdesk.services.targets import CHANGE, Screen, Target
from coachdesk.ui.commands import bind_main_act
from coachdesk.ui.context import Context
from coachdesk.ui.screens.paper.handing import Handing
from coachdesk.ui.screens.paper.keeping import Keeping
from coachdesk.ui.screens.paper.looking import Looking
from coachdesk.ui.screens.paper.side import PaperSide
from coachdesk.ui.screens.paper.words import handed_words, pages_words
from coachdesk.ui.theme import icon
from coachdesk.ui.widgets.halves import Halves
from coachdesk.ui.widgets.layout import InnerArea, button
from coachdesk.ui.widgets.page import Page
from coachdesk.ui.widgets.page_view import PageView
from coachdesk.ui.widgets.tab_order import tab_on

_SHARES = (9, 11)


class PaperScreen(Page):
    """Ctrl+Enter does what comes next: signed, handed over; Retour keeps what is typed."""

    def __init__(self, context: Context) -> None:
        self.leave = button("", kind="icon", glyph="arrow-left", name="Retour")
        self.print_it = button("", glyph="printer")
        self.save = button("", glyph="save")
        self.act = button("", kind="primary", glyph="check")
        super().__init__("", self.print_it, self.save, self.act, before=self.leave)
        self._context = context
        self._asked = Target(Screen.PAPER)
        self._document: UUID | None = None
        self._signing = False
        self._reads = 0
        """The pad was handed over: once it is back, all may be done."""
        self.view: DocumentView | None = None
        self.habits = SigningHabits({}, on_paper=False)
        self.print_it.setText(self.tr("Imprimer"))
        self.print_it.setToolTip(self.tr("Imprimer ce papier (Ctrl+P)"))
        self.save.setText(self.tr("Enregistrer…"))
        self.save.setToolTip(self.tr("Le PDF en clair, avec sa fiche de preuve (Ctrl+S)"))
        self.side = PaperSide(context)
        self.pages = PageView(context.runner)
        self.looking = Looking(context, self.pages)
        self.keeping = Keeping(context, self)
        self.handing = Handing(context, self)
        self.halves = Halves(
            (self.tr("À faire"), InnerArea(self.side)), (self.tr("Le papier"), self.pages), _SHARES
        )
        self.body.addWidget(self.halves, 1)
        self.first = self.act
        self._bind()

    def show_target(self, target: Target) -> None:
        """Show a document, or that of a kind, made when there is none."""
        self._asked, self._document = target, target.document_id
        self._signing = False
        self._empty()
        self.refresh()
        self._context.runner.read(self, load_sealing, lambda _: None)  # while it is read

    def refresh(self) -> None:
        """Read it again; after the pad, what is left to do comes first."""
        asked, context = self._asked, self._context
        dossier, kind, about = asked.prescription_id, asked.section, asked.subject_id
        desk, action = context.desk, context.action

        def opened(document_id: UUID) -> None:
            if asked is self._asked:
                self._document = document_id
                self._read()

        def refused(error: UserError) -> None:
            context.back_from(self)
            context.messages.refuse(error)

        if self._document is not None:
            self._read()
        elif dossier is not None and kind:

            def work(_task: object) -> UUID:
                return open_document(desk, action, kind, dossier, about)

            context.runner.write(self, work, opened, refused)

    def take_keyboard(self) -> None:
        """The copy that is owed, what is to be filled in, or else the main act."""
        form = self.side.form
        if self.view is not None and self.view.copy is CopyState.OWED:
            self.side.copy.first().setFocus()
        elif form is not None:
            form.take_keyboard()
        else:
            self.act.setFocus()

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, FBT001  (Qt's signature)
        """Tab goes through the head, the left, the paper, whenever each was made."""
        parts = (self.leave, self.print_it, self.save, self.act, self.halves)
        return tab_on(self, parts, forward=next) or super().focusNextPrevChild(next)

    def do(self) -> None:
        """What comes next."""
        view = self.view
        if view is None or self.act.isHidden():
            return
        if _is_answered_by_her(view):
            self._hand_questions(view)
        elif view.state in LIVE and view.awaited:
            if self.habits.on_paper:
                self.side.bridge.open()
            else:
                self.sign(self.side.signers.chosen())
        elif view.state in LIVE:
            self._kept(self._close)
        else:
            self.side.copy.first().click()

    def sign(self, roles: tuple[Role, ...]) -> None:
        """Hand the pad to those people, in one sitting."""
        signers, view = self.side.signers, self.view
        nameless = signers.unnamed(roles)
        if view is None:
            return
        if not roles or nameless is not None:
            self._context.messages.refuse(self._nobody() if not roles else self._nameless())
            if nameless is not None:
                nameless.setFocus()
            return
        names = {role: signers.name_of(role) for role in roles}

        def kept(document: UUID) -> None:
            if document == view.id:  # or else a new version is to be looked at first
                self._signing = True
                if self.side.form is not None:
                    self.side.form.seek_lacking()  # the refusal says what; it is typed at once
                self.handing.sign(view, names)

        self.keeping.keep(view, self.side.form, kept)

    def _hand_questions(self, view: DocumentView) -> None:
        """She answers by herself, then signs; what the coach typed is there already."""

        def kept(document: UUID) -> None:
            self._signing = True
            self._context.hand_questions(document)

        self.keeping.keep(view, self.side.form, kept)

    def typed(self) -> Mapping[str, Answer] | None:
        """What is being filled in; None when nothing is."""
        return self.side.form.answers() if self.side.form is not None else None

    def _bind(self) -> None:
        side = self.side
        self.leave.clicked.connect(lambda: self.keeping.keep_and_leave(self.view, self.side.form))
        self.act.clicked.connect(self.do)
        self.print_it.clicked.connect(lambda: self._kept(self.handing.print_it))
        self.save.clicked.connect(lambda: self._kept(self.handing.save))
        bind_main_act(self, self.act.click)
        for keys, act in (
            ("Ctrl+P", self.print_it.click),
            ("Ctrl+S", self.save.click),
        ):
            QShortcut(QKeySequence(keys), self, act)
        side.typed.connect(self._typed)
        side.signers.again.connect(self._ask_again)
        side.bridge.printing.connect(self.print_it.click)
        side.bridge.signed.connect(self._signed_by_hand)
        side.copy.answered.connect(self._copied)
        side.other_way.clicked.connect(self._other_way)
        side.change.clicked.connect(self._change)
        side.terms.clicked.connect(self._change_terms)
        side.complete.clicked.connect(self._change_terms)
        side.renewal.clicked.connect(lambda: self._with_view(self.keeping.renew))
        side.send.clicked.connect(lambda: self._with_view(self.handing.send))
        side.give_up.clicked.connect(lambda: self._with_view(self.keeping.give_up))
        self.keeping.moved.connect(self._move)
        self.handing.done.connect(self._read)
        self.halves.turned.connect(self._turned)

    def _read(self) -> None:
        document, desk = self._document, self._context.desk
        if document is None:
            return

        self._reads += 1
        number = self._reads

        def known() -> tuple[DocumentView, SigningHabits]:
            view = read_document(desk, document)
            return view, desk.read(lambda link: signing_habits(link, view))

        def told(found: tuple[DocumentView, SigningHabits]) -> None:
            if number == self._reads:  # reads end in any order: only the last asked is how it is
                self._show(*found)

        self._context.runner.read(self, known, told, self._gone)

    def _show(self, view: DocumentView, habits: SigningHabits) -> None:
        if view.id != self._document:
            return  # another one was asked for in the meantime
        before, self.view, self.habits = self.view, view, habits
        self.title.setText(view.title)
        version = self.tr("version {}").format(view.revision)
        parts = (view.person, version, view.state_words)
        self.subtitle.setText("  ·  ".join(part for part in parts if part))
        self.side.show_view(view, habits)
        if before is not None and before.version != view.version:
            self.keeping.leave()  # its fields hold other answers from now on
        self.keeping.watch(view, self.side.form)
        for part in (self.print_it, self.save, self.halves):
            part.show()
        if self.side.form is not None:
            self.side.form.keep_in_sight()
        self._name_act()
        self.pages.entitle(pages_words(view))
        self.looking.show_document(view.id, view.title, self.typed)
        if before is None or before.id != view.id:
            self.halves.show_half(0 if self._something_to_do(view) else 1)
            self.take_keyboard()
        self._after_pad(view)

    def _after_pad(self, view: DocumentView) -> None:
        """The last one signed: her copy is proposed, or all is done."""
        if not self._signing or view.state is not DocumentState.CLOSED:
            return  # what was typed is read again before the pad is even there
        self._signing = False
        said = self.tr("{}\u00a0: tout le monde a répondu.").format(view.title)
        self._context.messages.inform(said)
        if view.copy is CopyState.OWED:
            self.halves.show_half(0)
            self.side.copy.first().setFocus()
        else:
            self._context.back_from(self)

    def _name_act(self) -> None:
        view = self.view
        assert view is not None, "it is shown"
        words, glyph = "", "check"
        if _is_answered_by_her(view):
            words, glyph = self.tr("La personne répond"), "user-round"
        elif view.state in LIVE and view.awaited and self.habits.on_paper:
            words, glyph = self.tr("Signé sur papier…"), "file-text"
        elif view.state in LIVE and view.awaited:
            words, glyph = self.tr("Faire signer"), "signature"
        elif view.state in LIVE:
            words = self.tr("Terminer la lettre") if view.template.to else self.tr("Établir")
        elif view.copy is CopyState.OWED:
            words = handed_words(view)
        self.act.setText(words)
        self.act.setToolTip(self.tr("{} (Ctrl+Entrée)").format(words))
        self.act.setIcon(icon(glyph, "on_fill"))
        self.act.setVisible(bool(words))

    def _something_to_do(self, view: DocumentView) -> bool:
        """Or to be known: why it does not count."""
        return view.state is not DocumentState.CLOSED or view.copy is CopyState.OWED

    def _typed(self) -> None:
        self.side.say()
        self.looking.soon()

    def _kept(self, then: Callable[[UUID], None]) -> None:
        """Do something with the document once what is typed is kept."""
        if self.view is not None:
            self.keeping.keep(self.view, self.side.form, then)

    def _ask_again(self, role: Role) -> None:
        """Who did not sign may sign after all; of a closed paper, its next version."""
        view = self.view
        if view is not None and view.state is DocumentState.CLOSED:
            self.keeping.renew(view)
        else:
            self.sign((role,))

    def _with_view(self, act: Callable[[DocumentView], None]) -> None:
        if self.view is not None:
            act(self.view)

    def _move(self, document: UUID) -> None:
        """Go on with that one."""
        self._document = document
        self._read()

    def _close(self, document: UUID) -> None:
        """Nobody signs it: it is as it will be."""
        desk = self._context.desk
        self._context.runner.write(
            self, lambda _task: issue_document(desk, document), lambda _: self._read()
        )

    def _change(self) -> None:
        def opened() -> None:
            self.side.open_form()
            if self.view is not None:
                self.keeping.watch(self.view, self.side.form)
            self._turned(0)

        self._with_view(lambda view: self.keeping.change(view, opened))

    def _change_terms(self) -> None:
        view = self.view
        if view is None:
            return
        immersion = view.template.subject is Subject.IMMERSION
        terms = (
            Target(
                Screen.IMMERSION_FORM,
                view.prescription_id,
                section=CHANGE,
                subject_id=view.subject_id,
            )
            if immersion
            else Target(Screen.CONTRACT, view.prescription_id)
        )
        self._kept(lambda _: self.keeping.change(view, lambda: self._context.go(terms)))

    def _signed_by_hand(self) -> None:
        self._signing = True
        self._read()

    def _copied(self) -> None:
        """Her copy is settled: back to where she came from."""
        self._context.back_from(self)

    def _other_way(self) -> None:
        """The way to sign that is not the main one."""
        view = self.view
        if view is None:
            return
        if self.habits.on_paper and view.state in LIVE:
            self.sign(self.side.signers.chosen())
        else:
            self.side.bridge.open()

    def _turned(self, half: int) -> None:
        if half:
            self.pages.setFocus()
        elif self.side.form is not None:
            self.side.form.take_keyboard()
        else:
            self.side.first().setFocus()

    def _gone(self, error: UserError) -> None:
        self._empty()
        self._context.messages.refuse(error)

    def _empty(self) -> None:
        """Nothing of one paper is seen while another one is read."""
        self.view = None
        self.title.setText("")
        self.subtitle.setText("")
        for part in (self.act, self.print_it, self.save, self.halves):
            part.hide()
        self.side.close_form()
        self.keeping.leave()
        self.looking.leave()

    def _nobody(self) -> UserError:
        return UserError(self.tr("Personne ne signe maintenant."), self.tr("Cochez qui est là."))

    def _nameless(self) -> UserError:
        return UserError(
            self.tr("Le nom de qui signe manque."),
            self.tr("Écrivez-le une fois\u00a0: il sera proposé ensuite."),
        )


def _is_answered_by_her(view: DocumentView) -> bool:
    """Whether the person still has to fill it in herself."""
    return view.template.by_person and view.state is DocumentState.DRAFT
