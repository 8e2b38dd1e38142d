"""Where the envoi of a closed month stands, and « Envoyer »: one click, beside the state."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QObject

from coachdesk.domain.deliveries import DeliveryState
from coachdesk.queries.outbox import DeliveryLine, has_channel, month_deliveries
from coachdesk.services.outbox.queueing import queue_month
from coachdesk.services.outbox.words import month_words
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.context import Context
from coachdesk.ui.widgets.flow import Flow
from coachdesk.ui.widgets.layout import button, set_tone

_LEAVES = {DeliveryState.QUEUED, DeliveryState.SENDING, DeliveryState.FAILED}


@dataclass(frozen=True)
class _Known:
    lines: tuple[DeliveryLine, ...]
    reached: bool
    """Some recipient of months can be sent to."""


class MonthSending(QObject):
    """The state opens Envois on the delivery; ``send`` is there while something is to leave.

    Its two parts stand in ``flow``, among what is said of the month.
    """

    def __init__(self, flow: Flow, context: Context) -> None:
        super().__init__(flow)  # and gone with it: the sender outlives the pages
        self._flow, self._context = flow, context
        self._month: date | None = None
        self._known = _Known((), reached=False)
        self.state = button("", kind="mini")
        self.state.clicked.connect(self._open)
        self.send = button(self.tr("Envoyer"), kind="primary", glyph="send")
        self.send.clicked.connect(self._send)
        for part in (self.state, self.send):
            part.hide()
            flow.add(part)
        context.sender.moved.connect(self._read)
        context.sender.begun.connect(self._show)

    def show_month(self, month: date | None) -> None:
        """The month that is shown, when it is closed."""
        if month != self._month:
            self._known = _Known((), reached=False)
            self._month = month
            self._show()
        self._read()

    def _read(self) -> None:
        desk, action_id, month = self._context.desk, self._context.action.id, self._month
        if month is None or not self._flow.isVisible():
            return

        def read() -> _Known:
            return desk.read(
                lambda link: _Known(
                    month_deliveries(link, action_id, month),
                    has_channel(link, action_id, months=True),
                )
            )

        def show(known: _Known) -> None:
            if month == self._month:
                self._known = known
                self._show()

        self._context.runner.read(self._flow, read, show)

    def _show(self) -> None:
        lines, busy = self._known.lines, self._context.sender.busy
        words, tone = month_words(lines)
        self.state.setText(words)
        self.state.setVisible(bool(words))
        if self.state.property("tone") != tone:
            set_tone(self.state, tone)
        told = "\n".join(f"{line.addressee}\u00a0: {month_words([line])[0]}" for line in lines)
        self.state.setToolTip(self.tr("{}\nOuvrir dans Envois").format(told).strip())
        left = any(line.state in _LEAVES for line in lines)
        never = not words and self._known.reached and self._month is not None
        self.send.setVisible(left or never)
        self.send.setEnabled(not busy)
        self.send.setToolTip(self.tr("L’envoi de ce mois, à ses destinataires (Ctrl+Entrée)"))

    def _open(self) -> None:
        lines = self._known.lines
        first = next((line for line in lines if line.is_unsent), lines[0])
        self._context.go(Target(Screen.OUTBOX, subject_id=first.id))

    def _send(self) -> None:
        """What is queued leaves; a month closed before anybody could be reached is queued first."""
        waiting = [line.id for line in self._known.lines if line.state in _LEAVES]
        if waiting:
            self._context.sender.send(waiting)
            return
        desk, action, month = self._context.desk, self._context.action, self._month
        if month is None:
            return
        self._context.runner.write(
            self._flow,
            lambda _task: queue_month(desk, action, month),
            self._context.sender.send,
        )
