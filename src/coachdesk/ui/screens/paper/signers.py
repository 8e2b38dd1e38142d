"""Who signs a paper: who has, who will now, who signs later; names of those the store lacks."""

from collections.abc import Iterable, Mapping
from datetime import tzinfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QLayout, QLineEdit, QVBoxLayout, QWidget

from coachdesk.core.french import NBSP, capital, clock_time, going_on, short_date
from coachdesk.domain.papers import LIVE, Role, SigningOutcome
from coachdesk.domain.signing_words import OUTCOME_WORDS
from coachdesk.services.document_words import ROLE_WORDS
from coachdesk.services.documents.drafting import DocumentView, SignerState
from coachdesk.ui.widgets.layout import Glyph, button, clear, column, label, row
from coachdesk.ui.widgets.wide_check import WideCheck

NAMED = (Role.HOST, Role.PRESCRIBER, Role.DIRECTOR)
"""Those whose name is asked for."""
_LATER = {Role.PRESCRIBER}
"""Those who are seldom in the room: unless only they are awaited."""


class SignersPanel(QWidget):
    """``again`` carries the role that is asked to sign once more after it did not."""

    again = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.here: dict[Role, WideCheck] = {}
        self.names: dict[Role, QLineEdit] = {}
        self._view: DocumentView | None = None
        self._here: dict[Role, bool] = {}
        self._lines = QVBoxLayout()
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(6)
        self.setLayout(self._lines)

    def show_view(self, view: DocumentView, known: Mapping[Role, str], zone: tzinfo | None) -> None:
        """Show who signs ``view``, by hours of ``zone``.

        ``known`` are the names that signed such papers before.
        """
        before = self._view
        self._view = view
        same = before is not None and before.id == view.id
        if before is None or not same or before.awaited != view.awaited:
            self._here = {}  # who was left out is asked now
        typed = {role: line.text() for role, line in self.names.items()} if same else {}
        clear(self._lines)
        self.here, self.names = {}, {}
        nobody_else = _LATER.issuperset(view.awaited)
        for signer in view.signers:
            if signer.outcome is None and view.state not in LIVE:
                self._add_settled(signer, view)
            elif signer.outcome is None:
                name = typed.get(signer.role) or signer.who or known.get(signer.role, "")
                self._add_awaited(signer, name, here=nobody_else or signer.role not in _LATER)
            else:
                self._add_answered(signer, zone)

    def words(self) -> str:
        """All that is told of those who answered and of who is awaited."""
        return " ".join(line.text() for line in self.findChildren(QLabel) if not line.isHidden())

    def chosen(self) -> tuple[Role, ...]:
        """Who signs now, in order."""
        return tuple(role for role, box in self.here.items() if box.isChecked())

    def name_of(self, role: Role) -> str:
        """The name typed for a signer whom the store does not know, or under which he answered."""
        line = self.names.get(role)
        if line is not None:
            return " ".join(line.text().split())
        signers = self._view.signers if self._view is not None else ()
        return next((one.who for one in signers if one.role is role and role in NAMED), "")

    def unnamed(self, roles: Iterable[Role]) -> QLineEdit | None:
        """The first name of those that is still to be typed."""
        lines = (self.names[role] for role in roles if role in self.names)
        return next((line for line in lines if not line.text().strip()), None)

    def _add_awaited(self, signer: SignerState, name: str, *, here: bool) -> None:
        role = signer.role
        words = signer.who or capital(ROLE_WORDS[role])
        box = WideCheck()
        box.setChecked(self._here.get(role, here))
        state = label("", role="caption", wrap=True)
        state.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role is Role.COACH:
            words = f"{words}, coach"
        box.setText(words)
        box.setToolTip(self.tr("Décocher\u00a0: signera plus tard"))

        edit = QLineEdit(name)

        def tell() -> None:
            here = self._here[role] = box.isChecked()
            state.setText(self.tr("signe maintenant") if here else self.tr("signera plus tard"))
            edit.setEnabled(here)

        tell()
        box.toggled.connect(lambda _: tell())
        self.here[role] = box
        line = row(box, state, spacing=8)
        line.setStretch(1, 1)
        if role in NAMED:
            edit.setPlaceholderText(self.tr("Nom de qui signe"))
            edit.setAccessibleName(self.tr("Nom de qui signe pour {}").format(ROLE_WORDS[role]))
            self.names[role] = edit
            self._put(column(line, edit, spacing=2))
        else:
            self._put(line)

    def _add_settled(self, signer: SignerState, view: DocumentView) -> None:
        """Nobody is awaited any more: by hand on paper, or never."""
        on_paper = view.paper_signed_on
        words = (
            self.tr("a signé sur papier le {}").format(short_date(on_paper))
            if on_paper is not None
            else self.tr("n’a pas signé")
        )
        name = signer.who or capital(ROLE_WORDS[signer.role])
        glyph = Glyph("circle-check", "done") if on_paper is not None else Glyph("x", "ink_faint")
        told = column(label(f"{going_on(name)} {words}", wrap=True), spacing=0)
        if on_paper is not None and view.attachment_id is not None:
            kept = self.tr("La numérisation est dans les pièces de sa fiche.")
            told.addWidget(label(kept, role="caption", wrap=True))
        line = row(glyph, told, spacing=8)
        line.setAlignment(glyph, Qt.AlignmentFlag.AlignTop)
        line.setStretch(1, 1)
        self._put(line)

    def _add_answered(self, signer: SignerState, zone: tzinfo | None) -> None:
        signed = signer.outcome is SigningOutcome.SIGNED
        name = signer.who or capital(ROLE_WORDS[signer.role])
        assert signer.outcome is not None, "it was answered"
        did = f"{going_on(name)} {OUTCOME_WORDS[signer.outcome]}"
        first = label(did, role="strong", wrap=True)
        words = column(first, label(_details(signer, zone), role="caption", wrap=True), spacing=0)
        glyph = Glyph("circle-check" if signed else "x", "done" if signed else "refused")
        line = row(glyph, words, spacing=8)
        line.setAlignment(glyph, Qt.AlignmentFlag.AlignTop)
        line.setStretch(1, 1)
        if not signed:
            again = button(self.tr("Faire signer de nouveau"), kind="mini")
            again.setAccessibleName(self.tr("Faire signer {} de nouveau").format(name))
            again.clicked.connect(lambda: self.again.emit(signer.role))
            self._put(column(line, row(again, None), spacing=4))
        else:
            self._put(line)

    def _put(self, line: QLayout) -> None:
        holder = QWidget()
        holder.setLayout(line)
        self._lines.addWidget(holder)


def _details(signer: SignerState, zone: tzinfo | None) -> str:
    """When, and with what code; why not, and who was there."""
    when = ""
    if signer.when is not None:
        local = signer.when.astimezone(zone)
        when = f"le {short_date(local.date())} à {clock_time(local.hour * 60 + local.minute)}"
    code = signer.code and f"code {signer.code}"
    if signer.outcome is SigningOutcome.SIGNED:
        remark = signer.reason and f"avec cette réserve{NBSP}: {signer.reason}"
        return ", ".join(part for part in (when, code, remark) if part)
    witness = signer.witness and f"témoin{NBSP}: {signer.witness}"
    parts = (when, signer.reason and f"motif{NBSP}: {signer.reason}", witness, code)
    return ", ".join(part for part in parts if part)
