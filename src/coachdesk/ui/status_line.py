"""The line at the foot of the window: where the desk stands, each part opening its place."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from coachdesk.services.targets import Screen, Target
from coachdesk.ui.commands import hint
from coachdesk.ui.runner import Runner
from coachdesk.ui.theme import em
from coachdesk.ui.tips import plain_tip
from coachdesk.ui.widgets.layout import Glyph, button, label, row, set_tone

if TYPE_CHECKING:  # the line is there before what it speaks of is loaded
    from collections.abc import Callable

    from coachdesk.services.standing import Standing

_NOTICED_MS = 300
"""A write that lasts longer is said to be under way."""
_AFTER_MS = 150
"""Writes that follow one another closely are looked at once."""
_EVERY_MS = 60_000
_SPACING = 4
_MARGIN = 16


class StatusLine(QWidget):
    """« Enregistré · sauvegarde ailleurs il y a 2 jours · 1 envoi attend une connexion · … ».

    ``asked`` carries the Target of the part that was pressed, ``command_asked`` the key of a
    command, ``stood`` tells each time where the desk stands.
    """

    asked = Signal(object)
    stood = Signal(object)
    command_asked = Signal(str)

    def __init__(self, runner: Runner) -> None:
        super().__init__()
        self._runner = runner
        self._read: Callable[[], Standing] | None = None
        """Looks where the desk stands, away from the window."""
        self._known: Standing | None = None
        self.setObjectName("status")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._glyph = Glyph("check", "done", 1.0)
        self.state = label("", role="caption")
        self.backup, self.envois, self.drafts = (_part() for _ in range(3))
        self.stuck, self.waiting = _part(), _part("send")
        self.undo = _part("undo-2")
        self.where, self.who = label("", role="caption"), label("", role="caption")
        self.backup.clicked.connect(lambda: self.asked.emit(Target(Screen.READY)))
        self.envois.clicked.connect(self._open_envoi)
        for part in (self.stuck, self.waiting):
            part.clicked.connect(lambda: self.asked.emit(Target(Screen.OUTBOX)))
        self.drafts.clicked.connect(lambda: self.asked.emit(Target(Screen.TODAY)))
        self.undo.clicked.connect(lambda: self.command_asked.emit("undo"))
        self.help, self.discreet, self.lock = (
            self._act("guide", "circle-question-mark"),
            self._act("discreet", "eye-off"),
            self._act("lock", "lock-keyhole"),
        )
        self._parts: tuple[QPushButton | QLabel, ...] = (
            self.backup, self.stuck, self.waiting, self.envois, self.drafts, self.undo,
            self.where, self.who,
        )  # fmt: skip
        self._said: set[QWidget] = set()
        """The parts that have something to say, shown as far as there is room."""
        self.setLayout(self._lay())
        self._noticed = self._timer(_NOTICED_MS, once=True)
        self._noticed.timeout.connect(self._say_writing)
        self._soon = self._timer(_AFTER_MS, once=True)
        self._soon.timeout.connect(self.refresh)
        self._minute = self._timer(_EVERY_MS, once=False)
        self._minute.timeout.connect(self.refresh)

    def show_desk(self, read: "Callable[[], Standing]", coach: str, directory: Path) -> None:
        """Say from now on where the desk stands, as ``read`` finds it."""
        self._read = read
        self.who.setText(self.tr("Coach\u00a0: {}").format(coach))
        self.where.setText(str(directory))
        self.where.setToolTip(str(directory))
        self._said |= {self.who, self.where}
        self.who.setContentsMargins(em(1), 0, 0, 0)
        self._runner.watch(self.show_writing)
        self.show_writing(writing=False)  # which looks a moment later: the page comes first
        self._minute.start()

    def stop(self) -> None:
        """The desk is about to close: nothing more is read of it."""
        self._read = None
        self._runner.watch(lambda _: None)
        for timer in (self._noticed, self._soon, self._minute):
            timer.stop()

    def show_writing(self, writing: bool) -> None:  # noqa: FBT001  (the shape of ``Runner.watch``)
        """« Enregistré » is said only when nothing waits to be: another window may hold the store.

        A write that takes the usual few milliseconds shows nothing: a blink says nothing.
        """
        if writing:
            self._noticed.start()
            return
        self._noticed.stop()
        self.state.setText(self.tr("Enregistré"))
        if self._read is not None:
            self._soon.start()

    def look_soon(self) -> None:
        """Something changed without a write of hers."""
        if self._read is not None and not self._soon.isActive():
            self._soon.start()

    def refresh(self) -> None:
        """Look again where the desk stands."""
        if self._read is not None:
            self._runner.read(self, self._read, self._show)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, other parts."""
        super().resizeEvent(event)
        self._fit()

    def _show(self, known: "Standing") -> None:
        self._known = known
        self.stood.emit(known)
        self._tell(self.backup, known.backup_words, "mend" if known.backup_old else "")
        self.backup.setToolTip(
            self.tr("Prêt à partir\u00a0: la sauvegarde, et ce qui se vérifie avant de fermer")
        )
        self._tell(self.envois, known.envoi_words)
        self.envois.setToolTip(
            self.tr("Mois clos dont l’envoi n’a jamais été exporté\u00a0: {}").format(
                known.envoi_months
            )
        )
        self._tell(self.stuck, known.outbox.somebody, "mend")
        self.stuck.setToolTip(self.tr("Conflit, doute ou réparation : Envois dit quoi faire"))
        self._tell(self.waiting, known.outbox.connection)
        self.waiting.setToolTip(self.tr("Envois : ce qui attend, et «\u00a0Envoyer\u00a0»"))
        self._tell(self.drafts, known.draft_words)
        self.drafts.setToolTip(self.tr("Ce qui a été tapé et pas enregistré, dans Aujourd’hui"))
        self._tell(self.undo, known.undo)
        tip = self.tr("{} (Ctrl+Z)").format(known.undo)
        self.undo.setToolTip(plain_tip(tip if known.undoable else known.undo))
        self.undo.setAccessibleName(tip)
        self._fit()

    def _open_envoi(self) -> None:
        """The oldest month whose envoi waits."""
        if self._known is not None and self._known.envois:
            self.asked.emit(Target(Screen.MONTH, day=self._known.envois[0]))

    def _say_writing(self) -> None:
        self.state.setText(self.tr("Enregistrement…"))

    def _tell(self, part: QPushButton, words: str, tone: str = "") -> None:
        if (part.property("tone") or "") != tone:
            set_tone(part, tone)  # before the words: a button measures them once
        part.setText(words)
        part.setAccessibleName(words)
        if words:
            self._said.add(part)
        else:
            self._said.discard(part)

    def _lay(self) -> QHBoxLayout:
        layout = row(
            self._glyph, self.state, self.backup, self.stuck, self.waiting, self.envois,
            self.drafts, self.undo, None, self.where, self.who, self.help, self.discreet, self.lock,
            spacing=_SPACING,
        )  # fmt: skip
        layout.setContentsMargins(_MARGIN, 0, _MARGIN, 0)
        return layout

    def _fit(self) -> None:
        """Leave out what there is no room for, whole parts at a time and in a fixed order.

        First the folder and the name, then the words of what Ctrl+Z undoes, the drafts, the
        envois to hand over and those that wait; whether all is saved, and where else, stays to the
        end. Each part that goes is still reached: by Ctrl+Z, in Aujourd'hui, in the month, in
        Envois.
        """
        room = self.width() - 2 * _MARGIN - em(1)
        always = (self._glyph, self.state, self.help, self.discreet, self.lock)
        shown = [part for part in self._parts if part in self._said]
        for giving in (
            self.where, self.who, self.undo, self.drafts, self.envois, self.waiting, self.stuck,
        ):  # fmt: skip
            if self._needed((*always, *shown)) <= room:
                break
            if giving in shown:
                shown.remove(giving)
        for part in self._parts:
            part.setVisible(part in shown)

    @staticmethod
    def _needed(parts: tuple[QWidget, ...]) -> int:
        return sum(part.sizeHint().width() + _SPACING for part in parts)

    def _act(self, key: str, glyph: str) -> QPushButton:
        """A button for an act that she does without looking for it."""
        made = button("", glyph=glyph, name=hint(key))
        made.clicked.connect(lambda: self.command_asked.emit(key))
        return made

    def _timer(self, milliseconds: int, *, once: bool) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(once)
        timer.setInterval(milliseconds)
        return timer


def _part(glyph: str = "") -> QPushButton:
    part = button("", glyph=glyph)
    part.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    part.setMinimumWidth(em(1))
    part.hide()
    return part
