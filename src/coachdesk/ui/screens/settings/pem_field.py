"""A certificate taken from a file: whose it is, until when; taken out again."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from coachdesk.core.canonical import Json
from coachdesk.core.errors import UserError
from coachdesk.services.directory.pem import told_certificate
from coachdesk.ui.context import Context
from coachdesk.ui.widgets.fields import refusal_line
from coachdesk.ui.widgets.flow import Flow
from coachdesk.ui.widgets.layout import button, column, label, set_tone


class PemField(QWidget):
    """``read`` takes it from a file or refuses it; ``changed`` once another one is shown."""

    changed = Signal()

    def __init__(
        self, context: Context, caption: str, none: str, read: Callable[[Path], str]
    ) -> None:
        """``none`` says what it means to have none."""
        super().__init__()
        self._context, self._read, self._none = context, read, none
        self._caption = caption
        self._pem = ""
        self.told = label("", wrap=True)
        self.choose = button("", kind="mini", glyph="file-up")
        self.choose.clicked.connect(self._choose)
        self.remove = button(self.tr("Ôter"), kind="mini")
        self.remove.setAccessibleName(self.tr("Ôter\u00a0: {}").format(caption))
        self.remove.clicked.connect(lambda: self._change(""))
        self.answer = refusal_line()
        self.setLayout(
            column(
                label(caption, role="caption"), self.told, Flow(self.choose, self.remove),
                self.answer, spacing=4,
            )
        )  # fmt: skip
        self.show_pem("")

    def pem(self) -> str:
        """The one that is shown; empty for none."""
        return self._pem

    def show_pem(self, pem: str) -> None:
        """Show another one."""
        self._pem = pem
        self.answer.hide()
        tone = said = ""
        if pem:
            try:
                told = told_certificate(pem, self._context.desk.clock.now())
            except UserError as error:
                tone, said = "refused", str(error)
            else:
                tone, said = ("mend" if told.expired else ""), told.line
        self.told.setText(said or self._none)
        side, above = (8, 3) if tone else (0, 0)
        self.told.setContentsMargins(side, above, side, above)
        self.told.setProperty("role", "" if pem else "soft")
        set_tone(self.told, tone)
        words = self.tr("En prendre un autre…") if pem else self.tr("Prendre dans un fichier…")
        self.choose.setText(words)
        self.choose.setAccessibleName(f"{words} {self._caption}")
        self.remove.setVisible(bool(pem))

    def draft_value(self) -> Json:
        """What a draft keeps: a certificate is no secret."""
        return self._pem

    def set_draft_value(self, value: Json) -> None:
        """What a draft kept."""
        if isinstance(value, str):
            self.show_pem(value)
            self.changed.emit()

    def _choose(self) -> None:
        self._context.messages.choose_file(
            self._caption,
            self.tr("Certificats (*.pem *.crt *.cer *.der);;Tous les fichiers (*)"),
            self.take,
        )

    def take(self, path: Path) -> None:
        """Read the file and show what it holds, or why it can't serve."""
        self._context.runner.read(self, lambda: self._read(path), self._change, self._refuse)

    def _change(self, pem: str) -> None:
        self.show_pem(pem)
        self.choose.setFocus()
        self.changed.emit()

    def _refuse(self, error: UserError) -> None:
        self.answer.setText(str(error))
        self.answer.show()
        self.choose.setFocus()
