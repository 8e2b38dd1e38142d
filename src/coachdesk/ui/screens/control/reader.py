"""For whom the dossier is: anyone who opens it, or a controller by her certificate."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from coachdesk.core.errors import UserError
from coachdesk.services.control.writing import controller_certificate
from coachdesk.ui.context import Context
from coachdesk.ui.widgets.choices import Choices
from coachdesk.ui.widgets.layout import Glyph, button, column, label, row, set_tone

_CLEAR, _SEALED = "clear", "sealed"


class ReaderChoice(QWidget):
    """``changed`` when it is another one, or known at last."""

    changed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.certificate: bytes | None = None
        """Of the controller, judged fit; None while there is none."""
        self.choices = Choices(
            (
                (_CLEAR, self.tr("En clair")),
                (_SEALED, self.tr("Chiffré pour le contrôleur")),
            ),
            self.tr("Comment le dossier part"),
        )
        self.choices.show_key(_CLEAR)
        self.choose = button(self.tr("Choisir son certificat…"), glyph="file-up")
        self.choose.clicked.connect(self._choose)
        self.words = label("", wrap=True)
        self._glyph = Glyph("triangle-alert", "mend")
        said = row(self._glyph, self.words, spacing=10)
        said.setStretch(1, 1)
        self.setLayout(column(self.choices, row(self.choose, None), said, spacing=10))
        self.choices.chosen.connect(lambda _: self._turn())
        self._name = ""
        self._show()

    @property
    def encrypts(self) -> bool:
        """Whether only the controller is to open it."""
        return self.choices.key() == _SEALED

    @property
    def ready(self) -> bool:
        """Whether it is known for whom it is."""
        return not self.encrypts or self.certificate is not None

    def _turn(self) -> None:
        """There is always one way."""
        if self.choices.key() is None:
            self.choices.show_key(_CLEAR)
        self._show()
        if self.encrypts and self.certificate is None:
            self._choose()
        self.changed.emit()

    def _choose(self) -> None:
        self._context.messages.choose_file(
            self.tr("Certificat du contrôleur"),
            self.tr("Certificats (*.pem *.crt *.cer)"),
            self._read,
        )

    def _read(self, path: Path) -> None:
        def known(data: bytes) -> None:
            self.certificate, self._name = data, path.name
            self._show()
            self.changed.emit()

        def refused(error: UserError) -> None:
            self.certificate, self._name = None, ""
            self._show()
            self.changed.emit()
            self._context.messages.refuse(error)

        self._context.runner.read(self, lambda: controller_certificate(path), known, refused)

    def _show(self) -> None:
        self.choose.setVisible(self.encrypts)
        glyph, tone = ("shield-check", "done") if self.encrypts else ("triangle-alert", "mend")
        if self.encrypts and self.certificate is None:
            glyph, tone = "triangle-alert", "mend"
            text = self.tr(
                "Donnez le certificat (.pem, clé RSA) que le contrôleur vous a remis\u00a0: lui "
                "seul ouvrira le fichier."
            )
        elif self.encrypts:
            text = self.tr("Seul le titulaire du certificat {} ouvrira le fichier.").format(
                self._name
            )
        else:
            text = self.tr(
                "Le dossier contient des noms, des papiers et des pièces, lisibles par qui "
                "l’ouvre\u00a0: remettez-le en main propre. L’export est noté au journal."
            )
        self._glyph.show_glyph(glyph, tone)
        self.words.setText(text)
        set_tone(self.words, "")
