"""Papers that come in during a rendez-vous: the proof of an absence, or a piece of the dossier."""

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtWidgets import QWidget

from coachdesk.core.french import file_size, quoted
from coachdesk.domain.attendance import Presence
from coachdesk.queries.appointment_sheet import SheetHead
from coachdesk.queries.attachments import AttachmentRow
from coachdesk.services.absence_proofs import add_absence_proof
from coachdesk.services.attachments import add_attachments
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.context import Context
from coachdesk.ui.widgets.file_taker import FileTaker, Taking, paths_of
from coachdesk.ui.widgets.flow import Flow, chip_button
from coachdesk.ui.widgets.layout import column, label


class SheetPieces(QWidget):
    """Shown beside an excused absence, or once a file was dropped or pasted on the sheet."""

    kept = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._head: SheetHead | None = None
        self._asked = False
        """A file came although no absence asks for one."""
        self.words = label("", role="caption", wrap=True)
        self.listed = Flow()
        self.taker = FileTaker(context)
        self.taker.taken.connect(self._keep)
        self.setLayout(column(self.words, self.listed, self.taker, spacing=6))

    def show_sheet(self, head: SheetHead, proofs: tuple[AttachmentRow, ...]) -> None:
        """Show what proves the absence; nothing when there is none to prove."""
        self._head = head
        excused = head.presence is Presence.EXCUSED
        self.taker.subject = head.appointment_id if excused else head.prescription_id
        self.words.setText(
            self.tr("Déposez ici le justificatif, collez-le (Ctrl+V), ou prenez-le\u00a0:")
            if excused
            else self.tr("Ce qui est déposé ou collé rejoint les pièces de la personne.")
        )
        self.listed.clear()
        for proof in proofs:
            chip = chip_button(f"{proof.name} ({file_size(proof.size)})")
            chip.setToolTip(self.tr("Voir cette pièce sur la fiche de la personne"))
            chip.clicked.connect(self._open_card)
            self.listed.add(chip)
        self.listed.setVisible(bool(proofs))
        self.setVisible(excused or self._asked)
        self.taker.arrivals.look_again()

    def paste(self) -> None:
        """Take the image or the files of the clipboard."""
        self._unfold()
        self.taker.paste()

    def take_dropped(self, mime: QMimeData) -> bool:
        """Take what was dropped on the sheet; whether there was anything."""
        if not paths_of(mime):
            return False
        self._unfold()
        return self.taker.take_dropped(mime)

    def _unfold(self) -> None:
        self._asked = True
        self.show()

    def _open_card(self) -> None:
        if self._head is not None:
            self._context.go(Target(Screen.CARD, self._head.prescription_id, section="pieces"))

    def _keep(self, taking: Taking) -> None:
        head, desk, messages = self._head, self._context.desk, self._context.messages
        if head is None:
            return
        proof = taking.subject == head.appointment_id

        def kept(_: object) -> None:
            if taking.refusal is not None:
                messages.refuse(taking.refusal)
            else:
                name = quoted(taking.files[0].name)
                words = (
                    self.tr("Justificatif gardé\u00a0: {}.")
                    if proof
                    else self.tr("Pièce ajoutée à la fiche\u00a0: {}.")
                )
                messages.inform(words.format(name))
            self.kept.emit()

        if proof:
            self._context.runner.write(
                self,
                lambda _task: add_absence_proof(desk, taking.subject, taking.files),
                kept,
            )
        else:
            self._context.runner.write(
                self, lambda _task: add_attachments(desk, taking.subject, taking.files), kept
            )
