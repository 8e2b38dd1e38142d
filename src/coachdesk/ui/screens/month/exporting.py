"""Before a package leaves: in clear or for one recipient, and to which folder."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QRadioButton, QWidget

from coachdesk.core.french import of
from coachdesk.ui.help_key import answer_help_key
from coachdesk.ui.messages import Messages
from coachdesk.ui.theme import em
from coachdesk.ui.widgets.layout import button, column, label, row


class ExportDialog(QDialog):
    """``chosen`` carries the folder, and the recipient's certificate when there is one."""

    chosen = Signal(object, object)

    def __init__(self, parent: QWidget, messages: Messages, month: str) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        title = self.tr("Exporter l’envoi {}").format(of(month))
        self.setWindowTitle(title)
        answer_help_key(self, "exporter-l-envoi")
        self.setMinimumWidth(em(37))
        self._messages = messages
        self._certificate: Path | None = None
        self.clear = QRadioButton(self.tr("En clair"))
        self.clear.setChecked(True)
        self.sealed = QRadioButton(self.tr("Chiffré pour un destinataire, avec son certificat"))
        self.sealed.toggled.connect(self._refresh)
        for choice in (self.clear, self.sealed):
            choice.setProperty("role", "choice")
        self.certificate = button(self.tr("Choisir son certificat…"))
        self.certificate.clicked.connect(self._choose_certificate)
        self._warning = label(
            self.tr(
                "Le fichier contient des noms et des coordonnées, lisibles par qui le "
                "trouve\u00a0: remettez-le en main propre ou par un canal protégé. L’export est "
                "noté au journal."
            ),
            tone="mend",
            wrap=True,
        )
        self._warning.setContentsMargins(10, 8, 10, 8)
        self.folder = button(self.tr("Choisir le dossier…"), kind="primary", glyph="folder-open")
        self.folder.clicked.connect(self._choose_folder)
        self.folder.setDefault(True)
        cancel = button(self.tr("Annuler"))
        cancel.clicked.connect(self.reject)
        layout = column(
            label(title, role="heading"),
            row(self.clear, None), self._warning, row(self.sealed, None),
            row(self.certificate, None), 8, row(None, cancel, self.folder),
            spacing=10,
        )  # fmt: skip
        layout.setContentsMargins(24, 16, 24, 16)
        self.setLayout(layout)
        self._refresh()

    def _refresh(self) -> None:
        self.certificate.setEnabled(self.sealed.isChecked())
        self._warning.setEnabled(self.clear.isChecked())
        ready = self.clear.isChecked() or self._certificate is not None
        self.folder.setEnabled(ready)

    def _choose_certificate(self) -> None:
        self._messages.choose_file(
            self.tr("Certificat du destinataire"),
            self.tr("Certificats (*.pem *.crt *.cer)"),
            self._with_certificate,
        )

    def _with_certificate(self, path: Path) -> None:
        self._certificate = path
        self.certificate.setText(path.name)
        self._refresh()

    def _choose_folder(self) -> None:
        self._messages.choose_folder(self.tr("Dossier où écrire l’envoi"), Path.home(), self._into)

    def _into(self, folder: Path) -> None:
        certificate = self._certificate if self.sealed.isChecked() else None
        self.chosen.emit(folder, certificate)
        self.accept()
