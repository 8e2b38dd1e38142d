"""The recovery key, shown once: copied, written to a file, or by hand on paper."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from coachdesk.core.errors import UserError
from coachdesk.core.files import write_atomically
from coachdesk.core.french import quoted
from coachdesk.core.os_errors import reason
from coachdesk.ui.messages import Messages
from coachdesk.ui.runner import Runner
from coachdesk.ui.screens.unlock.frame import Sheet
from coachdesk.ui.widgets.layout import button, column, label, row


class RecoveryScreen(QWidget):
    """Goes on (``kept``) once she says that the key is in a safe place."""

    kept = Signal()

    def __init__(self, runner: Runner, messages: Messages, key: str) -> None:
        super().__init__()
        self._runner = runner
        self._messages = messages
        self._key = key
        self.key = label(key, role="key", wrap=True)
        self.key.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        copy = button(self.tr("Copier"), glyph="copy")
        copy.clicked.connect(self._copy)
        save = button(self.tr("Enregistrer dans un fichier…"), glyph="save")
        save.clicked.connect(self._choose)
        self.safe = QCheckBox(self.tr("Ma clé est en lieu sûr, ailleurs que sur cet ordinateur"))
        self.go_on = button(self.tr("Continuer"), kind="primary")
        self.go_on.setEnabled(False)
        self.safe.toggled.connect(self.go_on.setEnabled)
        self.go_on.clicked.connect(self.kept)
        content = column(
            label(self.tr("Votre clé de secours"), role="heading"),
            label(
                self.tr(
                    "Elle rouvre votre magasin si vous oubliez la phrase de passe. Elle n’est "
                    "montrée qu’une fois\u00a0: recopiez-la sur papier, ou gardez-la sur une clé "
                    "USB."
                ),
                wrap=True,
            ),
            6, self.key, 2, row(copy, save, None), 10, self.safe, 6, self.go_on,
        )  # fmt: skip
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(Sheet(content))
        self.setFocusProxy(copy)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._key)
        self._messages.inform(self.tr("La clé de secours est dans le presse-papiers."))

    def _choose(self) -> None:
        self._messages.choose_target(
            self.tr("Enregistrer la clé de secours"),
            Path.home() / "cle-de-secours-coachdesk.txt",
            self.tr("Texte (*.txt)"),
            self._save,
        )

    def _save(self, target: Path) -> None:
        text = self.tr("Clé de secours CoachDesk") + f"\r\n\r\n{self._key}\r\n"
        self._runner.write(
            self,
            lambda _task: _write(target, text.encode("utf-8")),
            lambda _: self._messages.inform(self.tr("Clé enregistrée\u00a0: {}").format(target)),
        )


def _write(target: Path, data: bytes) -> None:
    try:
        write_atomically(target, data)
    except OSError as error:
        text = QCoreApplication.translate("RecoveryScreen", "Impossible d’écrire {}\u00a0: {}.")
        raise UserError(
            text.format(quoted(target), reason(error)),
            QCoreApplication.translate(
                "RecoveryScreen", "Choisissez un autre dossier, où il reste de la place."
            ),
        ) from error
