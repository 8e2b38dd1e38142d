"""Above every page: what can leave now, one click away; while it leaves, how far it is."""

from PySide6.QtWidgets import QWidget

from coachdesk.core.errors import UserError
from coachdesk.core.french import NBSP, plural
from coachdesk.ui.messages import Messages
from coachdesk.ui.sending.sender import Sender, Sent
from coachdesk.ui.widgets.bars import OfferBar
from coachdesk.ui.widgets.layout import button


class SendingBar(OfferBar):
    """What waits and can leave, unless she put it off."""

    def __init__(self, sender: Sender, messages: Messages, parent: QWidget | None = None) -> None:
        super().__init__("send", parent)
        self.send = button(self.tr("Envoyer"), kind="primary", glyph="send")
        self.add_answers(self.later, self.send)
        self._sender, self._messages = sender, messages
        self._put_off = 0
        """How many; the same are not proposed again."""
        self.send.clicked.connect(lambda _checked: sender.send())
        self.later.clicked.connect(self._put_it_off)
        sender.offered.connect(self._propose)
        sender.begun.connect(self._begin)
        sender.progressed.connect(self.progress.step)
        sender.ended.connect(self._end)
        if sender.busy:  # the pages were made anew while it goes on
            self._begin()
        else:
            self._propose(sender.ready)

    def _propose(self, number: int) -> None:
        self._put_off = min(self._put_off, number)
        told = plural(number, "envoi peut partir", "envois peuvent partir")
        words = self.tr("Une connexion est là\u00a0: {}.").format(told)
        self.offer(words if number > self._put_off else "")

    def _put_it_off(self) -> None:
        self._put_off = self._sender.ready
        self._propose(self._sender.ready)

    def _begin(self) -> None:
        self._put_off = 0
        self.offer("")
        self.begin(self.tr("Connexion…"), self._sender)

    def _end(self, sent: Sent | None) -> None:
        self.end()
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
