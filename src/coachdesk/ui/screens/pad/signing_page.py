"""One person, what she signs, the paper beside it, and the pad under her hand."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from coachdesk.core.clock import Clock
from coachdesk.domain.drawing import fault
from coachdesk.domain.papers import Role, SigningOutcome
from coachdesk.domain.plain_summary import Explained
from coachdesk.services.pad.asked import Capture, PadAnswer, PadRequest
from coachdesk.system.settings import load_settings
from coachdesk.ui.runner import Runner
from coachdesk.ui.screens.pad.late_reason import LateReason
from coachdesk.ui.screens.pad.other_answers import OtherAnswers
from coachdesk.ui.screens.pad.plain_side import PlainSide, plain_button
from coachdesk.ui.screens.pad.recognition import Recognition
from coachdesk.ui.screens.pad.surface import PadSurface
from coachdesk.ui.screens.pad.text_area import Block, TextArea
from coachdesk.ui.theme import em
from coachdesk.ui.widgets.announced import announce
from coachdesk.ui.widgets.flow import Flow
from coachdesk.ui.widgets.layout import (
    GAP,
    PAD,
    Glyph,
    button,
    clear,
    column,
    label,
    reveal,
    row,
    scrolled,
    set_tone,
)
from coachdesk.ui.widgets.page_view import PageView
from coachdesk.ui.widgets.two_columns import TwoColumns

_PAPER_EMS = 16
_NARROW_EMS = 56


class SigningPage(QWidget):
    """``answered`` carries a ``PadAnswer``; what is drawn stays until the next request."""

    answered = Signal(object)
    skipped = Signal()
    left = Signal()
    code_asked = Signal()

    def __init__(self, runner: Runner, clock: Clock) -> None:
        super().__init__()
        self._clock = clock
        self._request: PadRequest | None = None
        self._coach = ""
        self._shown_ms = 0
        self._remark: str | None = None
        self.surface = PadSurface(clock)
        self.recognition = Recognition()
        self.late = LateReason()
        self.other = OtherAnswers()
        self.paper = PageView(runner)
        self.plain = PlainSide(runner)
        self.easy = plain_button()
        self.easy.toggled.connect(self._show_plain)
        self.who = label("", role="signer", wrap=True)
        self.place = label("", role="soft", wrap=True)
        self.heading = label("", role="heading", wrap=True, gives_back=True)
        self.text = label("", role="oath", wrap=True, gives_back=True)
        self._lines = column(spacing=2)
        self.clock_note = label("", tone="mend", wrap=True, gives_back=True)
        self.clock_note.setContentsMargins(12, 6, 12, 6)
        self.early_note = label("", role="caption", tone="mend", wrap=True, gives_back=True)
        self.early_note.setContentsMargins(12, 6, 12, 6)
        self.remark = label("", tone="mend", wrap=True)
        self.remark.setContentsMargins(12, 6, 12, 6)
        self.drop_remark = button(self.tr("Retirer la réserve"), kind="link")
        self.drop_remark.clicked.connect(lambda: self._show_remark(None))
        self.answer = label("", tone="refused", aloud=True)
        self.answer.setContentsMargins(12, 8, 12, 8)
        self.skip = button(self.tr("Pas maintenant"))
        self.skip.setToolTip(self.tr("Passer à la personne suivante"))
        self.skip.clicked.connect(self.skipped)
        self.give_up = button("")
        self.give_up.clicked.connect(self.left)
        self.corner = button("", kind="icon", glyph="lock-keyhole", name=self.tr("Code"))
        self.corner.clicked.connect(self.code_asked)
        self.again = button(self.tr("Effacer"), glyph="eraser")
        self.again.clicked.connect(self.surface.clear)
        self.otherwise = button(self.tr("Je ne signe pas"))
        self.otherwise.setToolTip(self.tr("Refuser, ne pas pouvoir, ne pas être d’accord"))
        self.otherwise.clicked.connect(self._ask_otherwise)
        self.validate = button("", kind="primary", glyph="check")
        self.validate.clicked.connect(self._sign)
        self.other.left.connect(self._come_back)
        self.other.recorded.connect(self._answer_otherwise)
        self.other.reserved.connect(self._reserve)
        self.surface.changed.connect(self._refresh)
        self.recognition.changed.connect(self._refresh)
        self.late.changed.connect(self._refresh)
        self._lay_out()

    def show_request(self, request: PadRequest, coach: str) -> None:
        """A blank pad for ``request``."""
        self._request, self._coach = request, coach
        self._shown_ms = self._clock.monotonic_ms()
        self.who.setText(request.who)
        self.heading.setText(request.heading)
        self.text.setText(request.text)
        self._show_lines(request)
        self.clock_note.setText(
            self.tr("Pour le coach\u00a0: {}. La signature le dira.").format(request.clock_note)
        )
        self.clock_note.setVisible(request.clock_note is not None)
        self.early_note.setText(
            self.tr(
                "Pour le coach\u00a0: {}\u00a0; si la personne est venue plus tôt, corrigez "
                "l’heure avant de faire signer."
            ).format(request.early_note)
        )
        self.early_note.setVisible(request.early_note is not None)
        self.recognition.show_known(request.known)
        self.recognition.setVisible(request.role is not Role.COACH)
        self.late.setVisible(request.needs_regularisation)
        self.otherwise.setVisible(request.role is not Role.COACH)
        plain = request.explanation
        if plain is not None:
            self.plain.show_explanation(plain, request.text_signed())
        self.easy.setVisible(plain is not None)
        self.easy.setChecked(plain is not None and plain.first)
        self._show_plain()
        self.paper.clear()  # the same paper is unseen by whoever comes next
        if request.pdf is not None:
            self.paper.show_pdf(request.pdf, request.title)
            self.paper.entitle(request.title)
            self.paper.to_top()
        self._show_remark(None)
        self.set_busy(busy=False)
        self.surface.renew()
        self._return_to_pad()

    def show_place(self, place: str, *, alone: bool, guarded: bool) -> None:
        """Which one of them it is; what leaves the pad."""
        self.place.setText(place)
        self.place.setVisible(bool(place))
        self.skip.setVisible(not alone)
        self.give_up.setVisible(not guarded)
        # « Terminer » would be pressed by who has just drawn: it leaves what is not signed.
        self.give_up.setText(self.tr("Annuler") if alone else self.tr("Arrêter"))
        self.give_up.setToolTip(f"{self.give_up.text()} ({self.tr('Échap')})")
        corner = self.tr("Rendre le poste") if guarded else self.tr("Code de l’écran de signature")
        self.corner.setToolTip(corner)
        self.corner.setAccessibleName(corner)

    @property
    def drawn(self) -> bool:
        """Whether something is drawn."""
        return not self.surface.blank

    def set_busy(self, *, busy: bool) -> None:
        """While it is being written nothing can be touched."""
        self.setEnabled(not busy)
        words = self.tr("Enregistrement…") if busy else self.tr("Valider ma signature")
        self.validate.setText(words)
        self.validate.setToolTip(self.tr("Valider la signature (Ctrl+Entrée)"))

    def say(self, text: str) -> None:
        """What is missing, or why it was refused; as often as it is tried."""
        self.answer.hide()
        self.answer.setText(text)
        self.answer.show()

    def _lay_out(self) -> None:
        acts = (self.easy, self.skip, self.give_up, self.corner)
        head = row(column(self.who, self.place, spacing=2), *acts)
        head.setStretch(0, 1)
        for act in acts:  # beside a long name in large letters they stay buttons
            head.setAlignment(act, Qt.AlignmentFlag.AlignTop)
        remark = row(self.remark, self.drop_remark)
        remark.setStretch(0, 1)
        self._reserved = QWidget()
        self._reserved.setLayout(remark)
        read = QWidget()
        read.setLayout(
            column(
                self.heading, self.text, self._lines, self._reserved,
                self.clock_note, self.early_note, self.recognition, self.late,
            )
        )  # fmt: skip
        left_handed = load_settings().pad_left_handed
        others = Flow(self.again, self.otherwise, trailing=left_handed)
        bottom = row(self.validate, others) if left_handed else row(others, self.validate)
        bottom.setStretch(1 if left_handed else 0, 1)
        pad = column(self.surface, self.answer, bottom)
        pad.setStretch(0, 1)
        self._pad = Block(pad)
        signing = column(TextArea(read), self._pad, self.other, spacing=GAP)
        signing.setStretch(1, 1)
        signing.setStretch(2, 1)
        self.paper.setMinimumHeight(em(_PAPER_EMS))
        self._sheet = Block(column(self.paper))
        paper = column(self._sheet, self.plain)
        columns = TwoColumns(paper, signing, (1, 1), _NARROW_EMS, mirrored=left_handed)
        side = self._sheet.parentWidget()
        assert side is not None, "it stands in the first column"
        self._paper_side = side
        content = QWidget()
        inside = column(Block(head), columns, spacing=GAP)
        inside.setStretch(1, 1)
        inside.setContentsMargins(PAD * 2, PAD, PAD * 2, PAD)
        content.setLayout(inside)
        self.setLayout(column(scrolled(content)))

    def _show_plain(self) -> None:
        """In plain words where the paper stands, or the paper again."""
        request, plain = self._request, self.easy.isChecked()
        has_paper = request is not None and request.pdf is not None
        self._sheet.setVisible(has_paper and not plain)
        self.plain.setVisible(plain)
        self._paper_side.setVisible(has_paper or plain)

    def _explained(self) -> tuple[Explained, ...]:
        """What she was shown in plain words; nothing of whoever was there before her."""
        request = self._request
        return self.plain.explained if request is not None and request.explanation else ()

    def _show_lines(self, request: PadRequest) -> None:
        """Her list, line by line: those before are confirmed, this one is asked now."""
        clear(self._lines)
        for number, words in enumerate(request.lines if len(request.lines) > 1 else ()):
            mine = number == request.line
            glyph = "arrow-right" if mine else "check" if number < request.line else "phone"
            line = row(
                Glyph(glyph, "accent" if mine else "ink_faint"),
                label(words, role="strong" if mine else "soft", wrap=True),
            )
            line.setStretch(1, 1)
            self._lines.addLayout(line)

    def _show_remark(self, remark: str | None) -> None:
        self._remark = remark
        self.remark.setText(self.tr("Réserve\u00a0: {}").format(remark))
        self._reserved.setVisible(remark is not None)

    def _refresh(self) -> None:
        self.answer.hide()
        self._tell_drawn()
        self.again.setEnabled(self.drawn)
        self.validate.setEnabled(self.drawn)
        self._mark("")

    def _tell_drawn(self) -> None:
        """Who does not see the frame hears that something is drawn in it, or no more."""
        words = self.tr("Tracé en place") if self.drawn else self.tr("Rien n’est tracé")
        if words != self.surface.accessibleDescription():
            self.surface.setAccessibleDescription(words)
            if self.surface.isVisible():
                announce(self.surface, words)

    def _mark(self, tone: str) -> None:
        for choice in self.recognition.choices.buttons.values():
            set_tone(choice, tone)

    def _unready(self, *, drawn: bool) -> bool:
        """Say what is missing before an answer, and put the keyboard there."""
        request = self._request
        assert request is not None, "a request is shown"
        if request.needs_regularisation and self.late.text is None:
            self.say(self.tr("Indiquez le motif\u00a0: ce rendez-vous est passé."))
            self.late.line.setFocus()
            reveal(self.late)
            return True
        refusal = fault(self.surface.drawing()) if drawn else None
        if refusal is not None:
            self.say(refusal)
            return True
        if self.recognition.check is None:
            self.say(
                self.tr(
                    "Pour le coach\u00a0: choisissez en haut comment la personne a été reconnue. "
                    "Le tracé est gardé."
                )
            )
            self._mark("refused")
            self.recognition.ask()
            reveal(self.recognition)
            return True
        return False

    def _sign(self) -> None:
        if self._unready(drawn=True):
            return
        surface = self.surface
        began = surface.began_ms or self._shown_ms
        self.answered.emit(
            PadAnswer(
                SigningOutcome.SIGNED,
                self.recognition.check or "",
                surface.drawing(),
                Capture(surface.input, surface.duration_ms, surface.redo),
                remark=self._remark,
                regularisation=self.late.text,
                viewed=self.paper.pages_seen,
                view_ms=max(began - self._shown_ms, 0),
                explained=self._explained(),
            )
        )

    def _answer_otherwise(self, outcome: SigningOutcome, reason: str) -> None:
        if self._unready(drawn=False):
            self._return_to_pad()
            self.answer.show()
            return
        self.answered.emit(
            PadAnswer(
                outcome,
                self.recognition.check or "",
                reason=reason,
                regularisation=self.late.text,
                viewed=self.paper.pages_seen,
                view_ms=self._clock.monotonic_ms() - self._shown_ms,
                explained=self._explained(),
            )
        )

    def _ask_otherwise(self) -> None:
        self._pad.hide()
        self.other.begin(self._coach)
        self.other.show()
        reveal(self.other)

    def _return_to_pad(self) -> None:
        self.other.hide()
        self._pad.show()
        self._refresh()

    def _come_back(self) -> None:
        """The same person, who signs after all."""
        self._return_to_pad()
        reveal(self._pad)

    def _reserve(self, remark: str) -> None:
        self._show_remark(remark)
        self._come_back()
