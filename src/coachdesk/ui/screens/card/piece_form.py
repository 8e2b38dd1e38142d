"""What a piece is: kind, name and validity, each changed by one click and kept at once."""

from datetime import date

from PySide6.QtCore import QSignalBlocker, QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from coachdesk.core.french import short_date
from coachdesk.domain.attachments import usual_validity
from coachdesk.domain.periods import MONTHS_OF_A_YEAR, months_later
from coachdesk.queries.attachments import AttachmentRow
from coachdesk.services.attachments import describe_attachment
from coachdesk.ui.context import Context
from coachdesk.ui.widgets.fields import captioned, choose, day_edit, day_of, show_day, words_box
from coachdesk.ui.widgets.flow import Chips
from coachdesk.ui.widgets.layout import column, label

_LATER_MS = 700
"""A day is typed figure by figure: it is kept once the typing rests."""
_ENDLESS, _QUARTER, _YEAR, _TYPED = "endless", "3", "12", "typed"


class PieceForm(QWidget):
    """``changed`` is said once the store has it. One form for one piece: another has its own."""

    changed = Signal()

    def __init__(self, context: Context, piece: AttachmentRow, day: date) -> None:
        super().__init__()
        self._context = context
        self.piece = piece
        self._day = day
        kinds = context.action.profile.attachment_kinds
        self.kind = words_box(kinds, optional=False)
        if piece.kind not in kinds:
            self.kind.insertItem(0, piece.kind, piece.kind)
        choose(self.kind, piece.kind)
        self.name = QLineEdit(piece.name)
        self.name.setAcceptDrops(False)  # a file dropped here is another piece
        self.valid = Chips(
            (
                (_QUARTER, self.tr("3 mois")),
                (_YEAR, self.tr("1 an")),
                (_ENDLESS, self.tr("Sans limite")),
                (_TYPED, self.tr("Jusqu’au…")),
            ),
            self.tr("Validité"),
            only_one=True,
        )
        self.until = day_edit(piece.valid_until or day)
        self.valid.add(self.until)
        self.until.setAccessibleName(self.tr("Valable jusqu’au"))
        proves = self.tr("Justifie l’absence du {}").format(short_date(piece.proves_on))
        self.proves = label(proves, role="caption", wrap=True)
        self.proves.setHidden(piece.proves_on is None)
        self._mark()
        self.setLayout(
            column(
                captioned(self.tr("Genre de pièce"), self.kind),
                captioned(self.tr("Nom du fichier"), self.name),
                captioned(self.tr("Validité"), self.valid),
                self.proves,
                spacing=8,
            )
        )
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_LATER_MS)
        self._later.timeout.connect(self._keep)
        self.kind.activated.connect(lambda _: self._choose_kind())
        self.name.editingFinished.connect(self._keep)
        self.valid.changed.connect(self._choose_validity)
        self.until.dateChanged.connect(lambda _: self._later.start())
        self._keep_draft()

    @property
    def _draft_key(self) -> str:
        return f"piece:{self.piece.id}"

    def valid_until(self) -> date | None:
        """What the chips and the day say."""
        chosen = next(iter(self.valid.keys()), _ENDLESS)
        if chosen == _ENDLESS:
            return None
        return day_of(self.until)

    def _keep_draft(self) -> None:
        self._context.drafts.keep(self, self._draft_key, {"name": self.name})

    def follow(self, piece: AttachmentRow) -> None:
        """Show what is kept now of the same piece; what is being typed stays."""
        if piece == self.piece:
            return
        if self.name.text() == self.piece.name or not self.name.hasFocus():
            self.name.setText(piece.name)
            self._keep_draft()
        self.piece = piece
        choose(self.kind, piece.kind)
        if self._later.isActive():
            return
        typing = self.valid.keys() == {_TYPED} and self.until.hasFocus()
        if piece.valid_until != self.valid_until() or not typing:
            with QSignalBlocker(self.until):
                show_day(self.until, piece.valid_until or self._day)
            self._mark()

    def hideEvent(self, event: QHideEvent) -> None:
        """What rests to be kept is kept before this is left."""
        super().hideEvent(event)
        if self._later.isActive():
            self._later.stop()
            self._keep()

    def _mark(self) -> None:
        """Show the validity that is kept."""
        until = self.piece.valid_until
        made = self.piece.added_at.astimezone().date()
        usual = {months_later(made, int(months)): months for months in (_QUARTER, _YEAR)}
        self.valid.show_keys([_ENDLESS if until is None else usual.get(until, _TYPED)])
        self.until.setVisible(until is not None)

    def _choose_kind(self) -> None:
        """Another kind brings the validity that the profile gives it."""
        kind = self.kind.currentData()
        kinds = self._context.action.profile.attachment_kinds
        if kind in kinds:
            usual = usual_validity(kinds[kind], self.piece.added_at.astimezone().date())
            if usual is not None or kind != self.piece.kind:
                self._set_validity(usual)
        self._keep()

    def _choose_validity(self) -> None:
        chosen = next(iter(self.valid.keys()), _ENDLESS)
        if chosen in {_QUARTER, _YEAR}:
            made = self.piece.added_at.astimezone().date()
            self._set_validity(months_later(made, int(chosen)), chosen)
        elif chosen == _ENDLESS:
            self._set_validity(None)
        else:
            self._set_validity(
                self.piece.valid_until or months_later(self._day, MONTHS_OF_A_YEAR), _TYPED
            )
            self.until.setFocus()
        self._keep()

    def _set_validity(self, until: date | None, chip: str = _TYPED) -> None:
        with QSignalBlocker(self.until):
            if until is not None:
                show_day(self.until, until)
        self.valid.show_keys([_ENDLESS if until is None else chip])
        self.until.setVisible(until is not None)

    def _keep(self) -> None:
        """Record what differs from what is kept; an empty name takes the former one back."""
        name, kind, until = self.name.text().strip(), self.kind.currentData(), self.valid_until()
        piece, desk = self.piece, self._context.desk
        if not name:
            self.name.setText(piece.name)
            return
        if (name, kind, until) == (piece.name, piece.kind, piece.valid_until):
            return

        def done(_: object) -> None:
            self._context.drafts.forget(self._draft_key)
            self.changed.emit()

        self._context.runner.write(
            self,
            lambda _task: describe_attachment(
                desk, piece.id, name=name, kind=kind, valid_until=until
            ),
            done,
        )
