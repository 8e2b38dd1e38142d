"""What is done about one delivery: each a short write, or a sending in the background."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from coachdesk.core.clock import today
from coachdesk.queries.outbox import DeliveryLine
from coachdesk.services.attachment_files import TakenFile
from coachdesk.services.desk import Desk
from coachdesk.services.outbox.again import hand_over, note_receipt, send_again, settle, withdraw
from coachdesk.services.outbox.receipts import receipt_file_name, save_receipt
from coachdesk.services.outbox.words import Deed
from coachdesk.services.targets import Screen, Target
from coachdesk.system.disks import keys_plugged_in
from coachdesk.ui.context import Context
from coachdesk.ui.messages import Question
from coachdesk.ui.screens.outbox.receipt import ReceiptDialog


class Deeds(QObject):
    """For the page ``page``; ``done`` is called once something was recorded."""

    def __init__(self, page: QWidget, context: Context, done: Callable[[], None]) -> None:
        super().__init__(page)
        self._page, self._context, self._done = page, context, done

    def do(self, deed: Deed, line: DeliveryLine) -> None:
        """Do it, or ask first what it needs."""
        match deed:
            case Deed.SEND:
                self._context.sender.send([line.id])
            case Deed.AGAIN:
                self._again(line)
            case Deed.HAND_OVER:
                self._hand_over(line)
            case Deed.ARRIVED | Deed.NOT_ARRIVED:
                self._settle(line, arrived=deed is Deed.ARRIVED)
            case Deed.RECEIPT:
                self._receipt(line)
            case Deed.WITHDRAW:
                self._withdraw(line)
            case Deed.REPAIR:
                self._context.go(Target(Screen.SETTINGS, section="recipients"))

    def _again(self, line: DeliveryLine) -> None:
        """Queued once more, and on its way."""
        desk = self._context.desk

        def queued(_: None) -> None:
            self._done()
            self._context.sender.send([line.id])

        self._context.runner.write(self._page, lambda _task: send_again(desk, line.id), queued)

    def _hand_over(self, line: DeliveryLine) -> None:
        desk = self._context.desk

        def chosen(folder: Path) -> None:
            self._context.runner.write(
                self._page,
                lambda _task: hand_over(desk, line.id, folder),
                lambda path: self._recorded(self.tr("Remis\u00a0: {}").format(path)),
            )

        def ask(keys: tuple[Path, ...]) -> None:
            start = keys[0] if keys else Path.home()
            title = self.tr("Clé ou dossier où remettre {}").format(line.filename)
            self._context.messages.choose_folder(title, start, chosen)

        self._context.runner.read(self._page, lambda: tuple(keys_plugged_in()), ask)

    def _settle(self, line: DeliveryLine, *, arrived: bool) -> None:
        said = (
            self.tr("Noté\u00a0: il est arrivé. Un accusé peut encore venir.")
            if arrived
            else self.tr("Noté\u00a0: il attend d’être envoyé.")
        )
        self._write(lambda desk: settle(desk, line.id, arrived=arrived), said)

    def _receipt(self, line: DeliveryLine) -> None:
        dialog = ReceiptDialog(self._page, self._context, line, today(self._context.desk.clock))

        def noted(who: str, day: date, file: TakenFile | None) -> None:
            self._write(
                lambda desk: note_receipt(desk, line.id, who, day, file), self.tr("Accusé noté.")
            )

        dialog.noted.connect(noted)
        dialog.open()

    def save_receipt(self, receipt_id: UUID) -> None:
        """Write where she says what came to acknowledge a delivery."""
        desk, context = self._context.desk, self._context

        def chosen(target: Path) -> None:
            context.runner.write(
                self._page,
                lambda _task: save_receipt(desk, receipt_id, target),
                lambda path: context.messages.inform(
                    self.tr("Enregistré en clair\u00a0: {}").format(path), path
                ),
            )

        context.runner.read(
            self._page,
            lambda: receipt_file_name(desk, receipt_id),
            lambda name: context.messages.choose_target(
                self.tr("Enregistrer l’accusé"),
                Path.home() / name,
                self.tr("Tous les fichiers (*)"),
                chosen,
            ),
        )

    def _withdraw(self, line: DeliveryLine) -> None:
        self._context.messages.ask(
            Question(
                self.tr("Ne pas envoyer\u202f?"),
                self.tr("{} pour {} ne partira pas. Il reste dans la liste avec le motif.").format(
                    line.subject, line.addressee
                ),
                self.tr("Retirer"),
                reason=self.tr("Motif"),
                keep=self._context.keeping(f"retrait:{line.id}"),
            ),
            lambda why: self._write(
                lambda desk: withdraw(desk, line.id, why), self.tr("Retiré, avec le motif.")
            ),
        )

    def _write(self, work: Callable[[Desk], None], said: str) -> None:
        desk = self._context.desk
        self._context.runner.write(
            self._page, lambda _task: work(desk), lambda _: self._recorded(said)
        )

    def _recorded(self, said: str) -> None:
        self._context.messages.inform(said)
        self._done()
