"""What proves an exit or a follow-up: scanned, photographed or dropped, kept as it comes."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coachdesk.core.french import quoted
from coachdesk.services.exits.proof import add_exit_proof
from coachdesk.ui.context import Context
from coachdesk.ui.widgets.file_taker import FileTaker, Taking, paths_of
from coachdesk.ui.widgets.layout import clear, column, label


class ProofBox(QWidget):
    """``kept`` carries the pieces just kept, by their ids."""

    kept = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._dossier: UUID | None = None
        self.title = label(self.tr("Justificatif"), role="strong")
        self.said = label("", role="caption", wrap=True)
        self._names = QVBoxLayout()
        self._names.setSpacing(2)
        self.taker = FileTaker(context)
        self.taker.taken.connect(self._keep)
        self.setLayout(column(self.title, self.said, self._names, self.taker, spacing=6))

    def show_proofs(self, dossier: UUID, names: Sequence[str], lacking: str) -> None:
        """Show what is there; ``lacking`` says what happens as long as nothing is."""
        self._dossier = dossier
        self.taker.subject = dossier
        clear(self._names)
        for name in names:
            self._names.addWidget(label(f"✓  {name}", wrap=True))
        self.said.setText(lacking)
        self.said.setVisible(not names and bool(lacking))
        self.taker.arrivals.look_again()

    def take_dropped(self, mime: QMimeData) -> bool:
        """Take what was dropped on the page; whether there was anything."""
        return bool(paths_of(mime)) and self.taker.take_dropped(mime)

    def _keep(self, taking: Taking) -> None:
        desk, messages = self._context.desk, self._context.messages

        def kept(pieces: tuple[UUID, ...]) -> None:
            if taking.refusal is not None:
                messages.refuse(taking.refusal)
            else:
                said = self.tr("Justificatif gardé sur la fiche\u00a0: {}.")
                messages.inform(said.format(quoted(taking.files[0].name)))
            if taking.subject == self._dossier:
                self.kept.emit(pieces)

        self._context.runner.write(
            self, lambda _task: add_exit_proof(desk, taking.subject, taking.files), kept
        )
