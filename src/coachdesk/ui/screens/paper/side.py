"""The left of a paper's page: its copy, who signs, what is filled in, what else can be done."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coachdesk.domain.papers import LIVE, DocumentState, Subject
from coachdesk.services.directory.partners import partner_lines
from coachdesk.services.documents.drafting import DocumentView
from coachdesk.services.documents.signing_habits import SigningHabits
from coachdesk.services.outbox.papers import leaves
from coachdesk.ui.context import Context
from coachdesk.ui.screens.paper.bridge import BridgePanel
from coachdesk.ui.screens.paper.copy import CopyPanel
from coachdesk.ui.screens.paper.form import AnswerForm
from coachdesk.ui.screens.paper.signers import SignersPanel
from coachdesk.ui.screens.paper.words import changed, lacking, unknown
from coachdesk.ui.widgets.flow import Flow
from coachdesk.ui.widgets.layout import button, column, label, panel, set_tone


class PaperSide(QWidget):
    """``typed`` once anything is filled in otherwise."""

    typed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._view: DocumentView | None = None
        self._changing = False
        """The text of a paper that someone answered is being changed."""
        self.form: AnswerForm | None = None
        """Of the document shown, when something is to be filled in."""
        self.notice = label("", tone="mend", wrap=True)
        self.notice.setContentsMargins(8, 6, 8, 6)
        self.complete = button(self.tr("Compléter l’immersion"), kind="mini", glyph="pencil")
        """What is lacking is not asked here."""
        self._completing = Flow(self.complete)
        self.signers = SignersPanel()
        self.copy = CopyPanel(context)
        self.bridge = BridgePanel(context)
        self.other_way = button("", kind="mini")
        self.change = button(self.tr("Modifier le texte"), kind="mini", glyph="pencil")
        self.terms = button(self.tr("Modifier les termes"), kind="mini", glyph="pencil")
        self.renewal = button(self.tr("Nouvelle version"), kind="mini")
        self.send = button(self.tr("Envoyer aux destinataires"), kind="mini", glyph="send")
        self.give_up = button(self.tr("Abandonner ce papier"), kind="mini")
        self.by_paper = panel(column(self.bridge), margin=12)
        self.copying = panel(column(self.copy), margin=12)
        self.signing = panel(
            column(
                label(self.tr("Qui signe"), role="strong"),
                self.signers,
                Flow(self.other_way),
                spacing=8,
            ),
            margin=12,
        )
        self._place = QVBoxLayout()
        self.filling = panel(self._place, margin=12)
        self.others = Flow(self.change, self.terms, self.renewal, self.send, self.give_up)
        self.setLayout(
            column(
                self.notice,
                self._completing,
                self.copying,
                self.signing,
                self.by_paper,
                self.filling,
                self.others,
                None,
                spacing=10,
            )
        )
        self.bridge.turned.connect(self.by_paper.setVisible)
        self.by_paper.hide()

    def show_view(self, view: DocumentView, habits: SigningHabits) -> None:
        """Show what is to be done with ``view``; what is typed for another one is gone."""
        before, self._view = self._view, view
        if before is None or view.id != before.id:
            self.close_form()
        elif self.form is not None and not changed(before, self.form.answers()):
            self.form.show_answers(view.answers)  # undone, or recorded elsewhere
        live = view.state in LIVE
        self.signers.show_view(view, habits.names, self._context.desk.clock.now().tzinfo)
        self.copy.show_view(view)
        self.bridge.show_view(view)
        self.copying.setVisible(view.copy is not None)
        self.signing.setVisible(bool(view.template.signers))
        self.other_way.setVisible(self._can_be_signed_by_hand(view))
        self.other_way.setText(
            self.tr("Ajouter sa numérisation…") if not live
            else self.tr("Faire signer à l’écran") if habits.on_paper
            else self.tr("Signé sur papier…")
        )  # fmt: skip
        contract = view.template.subject is Subject.CONTRACT
        # What has no author is answered by her alone: nobody fills it in beside her name.
        asks = bool(view.template.fields) and not view.template.anonymous
        if asks and (view.state is DocumentState.DRAFT or self._changing):
            self.open_form()
        else:
            self.close_form()
        changeable = live or (view.state is DocumentState.CLOSED and not contract)
        self.change.setVisible(changeable and asks and self.form is None)
        immersion = view.template.subject is Subject.IMMERSION
        self.terms.setVisible(live and (contract or immersion))
        self.terms.setText(
            self.tr("Modifier l’immersion") if immersion else self.tr("Modifier les termes")
        )
        self._completing.setVisible(live and immersion and bool(unknown(view)))
        self.renewal.setVisible(view.state in {DocumentState.CLOSED, DocumentState.VOID})
        signed = view.state is DocumentState.CLOSED  # nothing amends what does not count
        self.renewal.setText(
            self.tr("Faire un avenant") if contract and signed else self.tr("Nouvelle version")
        )
        self.send.setVisible(signed and leaves(view.template.key))
        self.give_up.setVisible(live)
        self.say()

    def open_form(self) -> None:
        """Have what is to be filled in below the signers."""
        view = self._view
        self._changing = view is not None and view.state is not DocumentState.DRAFT
        if view is None or self.form is not None:
            return
        self.form = AnswerForm.of(view.template, self._context.action.profile.phrases)
        self.form.show_answers(view.answers)
        self.form.changed.connect(self.typed)
        form, desk = self.form, self._context.desk
        self._context.runner.read(form, lambda: partner_lines(desk), form.offer)
        self._place.addWidget(self.form)
        self.filling.show()
        self.change.hide()

    def close_form(self) -> None:
        """Nothing is to be filled in."""
        form, self.form = self.form, None
        self._changing = False
        self.filling.hide()
        if form is not None:
            form.hide()
            form.deleteLater()

    def first(self) -> QWidget:
        """Where the keyboard goes when nothing is to be filled in."""
        boxes = iter(self.signers.here.values())
        return next(boxes, self.renewal if self.renewal.isVisible() else self.give_up)

    def say(self) -> None:
        """Say what is lacking, or why the paper does not count."""
        view = self._view
        if view is None:
            return
        void = view.state is DocumentState.VOID
        words = lacking(view, self.form.answers() if self.form is not None else None)
        if view.template.anonymous and not void:
            words = (  # what is lacking is hers to see
                self.tr("La personne répond seule, sans son nom\u00a0: rien à remplir ici.")
                if view.state is DocumentState.DRAFT
                else ""
            )
        if void:
            words = self.tr("Annulé. {}").format(view.void_reason or "").strip()
        self.notice.setText(words)
        self.notice.setVisible(bool(words))
        quiet = view.template.anonymous
        set_tone(self.notice, "refused" if void else "quiet" if quiet else "mend")

    def _can_be_signed_by_hand(self, view: DocumentView) -> bool:
        if view.state in LIVE:
            return bool(view.awaited)
        scanned = view.attachment_id is not None
        return view.paper_signed_on is not None and not scanned
