"""Above every page: what can leave now, one click away; while it leaves, how far it is."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from coachdesk.core.errors import UserError
from coachdesk.core.french import NBSP, plural
from coachdesk.ui.messages import Messages
from coachdesk.ui.sending.sender import Sender, Sent
from coachdesk.ui.widgets.layout import Glyph, button, column, label, row
from coachdesk.ui.widgets.progress import ProgressLine


class SendingBar(QWidget):
    """Nothing waits behind it: she goes on with her work, or stops it."""

    def __init__(self, sender: Sender, messages: Messages) -> None:
        super().__init__()
        self._sender, self._messages = sender, messages
        self.setObjectName("opensheets")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.words = label("", wrap=True)
        self.send = button(self.tr("Envoyer"), kind="primary", glyph="send")
        self.send.clicked.connect(self._send)
        self.later = button(self.tr("Plus tard"))
        self.later.clicked.connect(self._put_off)
        line = row(Glyph("send", "accent"), self.words, self.later, self.send, spacing=10)
        line.setStretch(1, 1)
        self._offer = QWidget()
        self._offer.setLayout(line)
        self.progress = ProgressLine()
        layout = column(self._offer, self.progress, spacing=0)
        layout.setContentsMargins(24, 6, 24, 6)
        self.setLayout(layout)
        self._put = 0
        """How many she put off; the same are not proposed again."""
        sender.offered.connect(self._show_offer)
        sender.begun.connect(self._begin)
        sender.progressed.connect(self.progress.step)
        sender.ended.connect(self._end)
        self._offer.hide()
        self.hide()
        if sender.busy:  # the pages were made anew while it goes on
            self._begin()
        else:
            self._show_offer(sender.ready)

    def _show_offer(self, number: int) -> None:
        self._put = min(self._put, number)
        offers = number > self._put
        told = plural(number, "envoi peut partir", "envois peuvent partir")
        self.words.setText(self.tr("Une connexion est là\u00a0: {}.").format(told))
        self._offer.setVisible(offers)
        self.setVisible(offers or self.progress.busy)

    def _send(self) -> None:
        self._sender.send()

    def _put_off(self) -> None:
        self._put = self._sender.ready
        self._show_offer(self._sender.ready)

    def _begin(self) -> None:
        self._put = 0
        self._offer.hide()
        self.progress.begin(self.tr("Connexion…"))
        self.progress.follow(self._sender)
        self.show()

    def _end(self, sent: Sent | None) -> None:
        self.progress.end()
        self.hide()
        if sent is not None:
            _tell(self._messages, sent)


def _tell(messages: Messages, sent: Sent) -> None:
    """What became of it: of what went by itself, the good news only; the rest is in Envois."""
    report, told = sent.report, _good_news(sent)
    if report.stopped:
        kept = f"Arrêté{NBSP}: ce qui n’est pas parti attend."
        messages.inform(f"{told} {kept}" if told else kept)
    elif report.troubled and sent.asked:
        number = report.troubled
        verb = "n’est pas parti" if number == 1 else "ne sont pas partis"
        words = f"{plural(number, 'envoi')} {verb}."
        remedy = sent.why or "Envois dit pourquoi, et que faire."
        messages.refuse(UserError(f"{told} {words}".strip(), remedy))
    elif sent.asked and sent.stamped.trouble:  # it holds nothing back
        messages.inform(f"{told} {sent.stamped.trouble}".strip())
    elif told:
        messages.inform(told)
    elif sent.asked:
        messages.inform("Rien n’était à envoyer.")


def _good_news(sent: Sent) -> str:
    handed, receipts, stamps = sent.report.handed, sent.receipts, sent.stamped.number
    words = []
    if handed:
        words.append(f"{plural(handed, 'envoi remis', 'envois remis')}.")
    if receipts.confirmed:
        many = plural(receipts.confirmed, "accusé de réception", "accusés de réception")
        words.append(f"{many}.")
    if stamps:
        words.append(f"{plural(stamps, 'horodatage obtenu', 'horodatages obtenus')}.")
    return " ".join(words)
