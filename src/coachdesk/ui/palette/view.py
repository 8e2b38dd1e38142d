"""One field over the window: letters, Enter. Not modal: Escape or a click beside it leaves it."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QLineEdit, QListView, QWidget
from shiboken6 import isValid

from coachdesk.domain.papers import PaperTemplate
from coachdesk.queries.participants import ParticipantRow
from coachdesk.services.people_columns import full_name
from coachdesk.ui.item_models.entries import ENTRY_ROLE, Entry, EntryModel
from coachdesk.ui.palette.delegate import EntryDelegate, entry_height
from coachdesk.ui.palette.proposals import acts_on
from coachdesk.ui.theme import em, tokens
from coachdesk.ui.widgets.layout import column, label, row
from coachdesk.ui.widgets.spoken import with_glass

_WIDTH, _TOP, _BESIDE = 48, 4, 2
_LINES = 8
_VEIL = 120
"""How dark the window is behind it, of 255."""
_MOVES = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -6, Qt.Key.Key_PageDown: 6}


class _Line(QLineEdit):
    """The palette takes first what moves in its list."""

    def __init__(self, pressed: Callable[[QKeyEvent], bool]) -> None:
        super().__init__()
        self._pressed = pressed

    def event(self, event: QEvent) -> bool:
        """Tab too, which Qt would take before any key press."""
        if isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.KeyPress and self._pressed(event):
                return True
            if event.type() == QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_Escape:
                event.accept()  # the page below must not leave
                return True
        return super().event(event)


class Palette(QWidget):
    """``taken`` carries the proposal that Enter takes."""

    taken = Signal(object)

    def __init__(self, over: QWidget, propose: Callable[[str], list[Entry]]) -> None:
        """It covers ``over``; ``propose`` gives what answers the letters typed."""
        super().__init__(over)
        self._over = over
        self._propose = propose
        self._before: QWidget | None = None
        self._whom = _nobody()
        self._papers: tuple[PaperTemplate, ...] = ()
        self._typed = ""
        """What found the person whose acts are shown."""
        self._ready = True
        self._taking = False
        self.model = EntryModel()
        self.line = _Line(self._press)
        self.line.setAccessibleName(
            self.tr("Chercher une personne, une entreprise, un écran, un acte")
        )
        self.line.textChanged.connect(self._narrow)
        with_glass(self.line)
        self.whom = label("", role="strong")
        self.list = QListView()
        self.list.setObjectName("found")
        self.list.setAccessibleName(self.tr("Ce qui est trouvé"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setModel(self.model)
        self.list.setItemDelegate(EntryDelegate(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.clicked.connect(lambda _: self._take())
        self.nothing = label(self.tr("Rien ne répond à ces lettres."), role="soft")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.help = label("", role="caption")
        self.help.setWordWrap(True)
        self.box = QFrame(self)
        self.box.setObjectName("palette")
        head = row(self.whom, self.line, spacing=8)
        head.setContentsMargins(em(0.4), 0, 0, 0)
        foot = row(self.help)
        foot.setContentsMargins(em(1), em(0.3), em(1), em(0.5))
        layout = column(head, self.list, self.nothing, foot, spacing=2)
        layout.setContentsMargins(6, 6, 6, 2)
        self.box.setLayout(layout)
        over.installEventFilter(self)
        self.hide()

    def know_papers(self, papers: tuple[PaperTemplate, ...]) -> None:
        """The kinds that an act on someone may open."""
        self._papers = papers

    def open(self) -> None:
        """Show it, the keyboard in its field; asked again, it leaves."""
        if self.isVisible():
            self.leave()
            return
        self._before = QApplication.focusWidget()
        self.setGeometry(self._over.rect())
        self._show_list("")
        self.show()
        self.raise_()
        self.line.setFocus()
        QApplication.instance().focusChanged.connect(self._follow_keyboard)  # type: ignore[union-attr]  # there is one

    def leave(self, *, back: bool = True) -> None:
        """Hide it; ``back`` gives the keyboard to who had it."""
        if not self.isVisible():
            return
        QApplication.instance().focusChanged.disconnect(self._follow_keyboard)  # type: ignore[union-attr]  # there is one
        before, self._before = self._before, None
        self._taking = False
        self.hide()
        if back and before is not None and isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    def wait(self) -> None:
        """The people are being read: Enter waits for them."""
        self._ready = False
        self._say()

    def refresh(self) -> None:
        """The people are there: propose anew, and do the Enter that waited."""
        self._ready = True
        taking = self._taking
        if self.isVisible() and self._whom is None:
            self._narrow(self.line.text())
            if taking:
                self._take()

    def current(self) -> Entry | None:
        """The proposal that Enter takes."""
        entry: Entry | None = self.list.currentIndex().data(ENTRY_ROLE)
        return entry

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A veil over the window."""
        painter = QPainter(self)
        veil = QColor(tokens().menu)
        veil.setAlpha(_VEIL)
        painter.fillRect(self.rect(), veil)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside it leaves it."""
        if not self.box.geometry().contains(event.position().toPoint()):
            self.leave()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """As large as what it covers."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self.setGeometry(self._over.rect())
            self._arrange()
        return super().eventFilter(watched, event)

    def _arrange(self) -> None:
        """The box at the top of the window, as high as what it proposes."""
        width = min(em(_WIDTH), self.width() - 2 * em(_BESIDE))
        top = min(em(_TOP), self.height() // 12)
        line = self.line.sizeHint().height()
        helped = self.help.heightForWidth(width - 2 * em(1.5))
        others = line + helped + em(1.8)
        shown = min(max(self.model.rowCount(), 1), _LINES) * entry_height() + 4
        room = max(self.height() - top - others - em(1), entry_height())
        listed = min(shown, room)
        self.list.setFixedHeight(listed)
        self.nothing.setFixedHeight(listed)
        self.box.setFixedSize(width, others + listed)
        self.box.move((self.width() - width) // 2, top)

    def _follow_keyboard(self, _old: QWidget | None, now: QWidget | None) -> None:
        """The keyboard went elsewhere: a dialog, a page."""
        if now is not None and not self.isAncestorOf(now):
            self.leave(back=False)

    def _press(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self._step_back() if self._whom else self.leave()
            return True
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._take()
            return True
        if key in _MOVES and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._move(_MOVES[Qt.Key(key)])
            return True
        at_end = self.line.cursorPosition() == len(self.line.text())
        if key == Qt.Key.Key_Tab or (key == Qt.Key.Key_Right and at_end):
            return self._show_acts() or key == Qt.Key.Key_Tab
        leaves = key in {Qt.Key.Key_Left, Qt.Key.Key_Backspace} and not self.line.text()
        if self._whom is not None and (leaves or key == Qt.Key.Key_Backtab):
            self._step_back()
            return True
        return key == Qt.Key.Key_Backtab

    def _move(self, step: int) -> None:
        count = self.model.rowCount()
        if count:
            now = self.list.currentIndex().row()
            ends = now + step in {-1, count}
            wanted = (now + step) % count if ends else min(max(now + step, 0), count - 1)
            self.list.setCurrentIndex(self.model.index(wanted))

    def _narrow(self, typed: str) -> None:
        self._taking = False
        entries = acts_on(self._whom, typed, self._papers) if self._whom else self._propose(typed)
        self.model.show_entries(entries)
        if entries:
            self.list.setCurrentIndex(self.model.index(0))
        self.list.setVisible(bool(entries))
        self.nothing.setVisible(not entries)
        self._say()
        self._arrange()

    def _say(self) -> None:
        if not self._ready:
            self.help.setText(self.tr("Lecture des participants…"))
        elif self._whom is not None:
            self.help.setText(self.tr("Entrée\u00a0: faire · Échap\u00a0: revenir"))
        else:
            self.help.setText(
                self.tr(
                    "↑ ↓ choisir · Entrée\u00a0: ouvrir · → ou Tab\u00a0: que faire pour cette "
                    "personne · Échap\u00a0: fermer"
                )
            )

    def _take(self) -> None:
        if not self._ready:
            self._taking = True  # she types faster than ten thousand people are read
            return
        entry = self.current()
        if entry is not None:
            self.leave(back=not (entry.person or entry.company))
            self.taken.emit(entry)

    def _show_acts(self) -> bool:
        entry = self.current()
        if self._whom is not None or entry is None or entry.person is None:
            return False
        self._typed, self._whom = self.line.text(), entry.person
        self.whom.setText(f"{full_name(entry.person)} ›")
        self.whom.show()
        self._set_line("", self.tr("Que faire pour cette personne\u202f?"))
        return True

    def _step_back(self) -> None:
        """From the acts on a person to the letters that found her."""
        whom = self._whom
        self._show_list(self._typed)
        for number, entry in enumerate(self.model.entries):
            if entry.person == whom:
                self.list.setCurrentIndex(self.model.index(number))

    def _show_list(self, typed: str) -> None:
        self._whom = _nobody()
        self.whom.hide()
        self._set_line(typed, self.tr("Une personne, une entreprise, un écran, un acte…"))

    def _set_line(self, typed: str, placeholder: str) -> None:
        self.line.setPlaceholderText(placeholder)
        if typed == self.line.text():
            self._narrow(typed)
        else:
            self.line.setText(typed)


def _nobody() -> ParticipantRow | None:
    return None
