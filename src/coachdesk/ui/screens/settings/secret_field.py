"""The password or key of a way out: typed or taken from a file, never shown back."""

import re
from enum import Enum, auto
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from coachdesk.services.directory.pem import private_key
from coachdesk.ui.context import Context
from coachdesk.ui.widgets.fields import refusal_line
from coachdesk.ui.widgets.flow import Flow
from coachdesk.ui.widgets.layout import button, column, label
from coachdesk.ui.widgets.secret import SecretLine

_PASTED_KEY = re.compile(r"(-----BEGIN [A-Z ]+-----)(.*)(-----END [A-Z ]+-----)", re.DOTALL)


class _Mode(Enum):
    KEPT = auto()
    """The one that is kept stays."""
    TYPED = auto()
    REMOVED = auto()
    """The kept one goes, unless another is typed."""


class SecretField(QWidget):
    """No draft keeps it: what was typed and not recorded is typed again.

    ``changed`` once a key was taken, or another one is asked for; what is typed is the line's.
    """

    changed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._mode = _Mode.TYPED
        self._key = self._file = ""
        self._kept, self._with_key = False, True
        self._caption = label("", role="caption")
        self.state = label("", wrap=True)
        self.line = SecretLine(self.tr("Mot de passe"))
        self._caption.setBuddy(self.line.line)
        self.from_file = button(
            self.tr("Prendre une clé dans un fichier…"), kind="mini", glyph="file-up"
        )
        self.from_file.clicked.connect(self._choose)
        self.change = button(self.tr("Changer"), kind="mini")
        self.change.setAccessibleName(self.tr("Changer le mot de passe ou la clé"))
        self.change.clicked.connect(lambda: self._turn(_Mode.TYPED))
        self.remove = button(self.tr("Ôter"), kind="mini")
        self.remove.setAccessibleName(self.tr("Ôter le mot de passe ou la clé"))
        self.remove.clicked.connect(self._remove)
        self.answer = refusal_line()
        self.setLayout(
            column(
                self._caption, self.state, self.line,
                Flow(self.change, self.from_file, self.remove), self.answer, spacing=4,
            )
        )  # fmt: skip
        self.setFocusProxy(self.line)

    def show_kept(self, *, kept: bool) -> None:
        """Begin anew for a recipient that has one, or none."""
        self._kept = kept
        self._mode = _Mode.KEPT if kept else _Mode.TYPED
        self._key = ""
        self.line.clear()
        self.refuse("")
        self._tell()

    def ask_for(self, words: str, *, key: bool) -> None:
        """How it is called there, and whether a key may stand in its place."""
        self._with_key = key
        if not key:
            self._key = ""
        self._caption.setText(words)
        self.line.line.setAccessibleName(words)
        self._tell()

    def put(self, secret: str) -> None:
        """What a pasted text told."""
        key = secret.startswith("-----BEGIN")
        self._mode, self._key = _Mode.TYPED, secret if key else ""
        self._file = self.tr("ce qui a été collé")
        self.line.line.setText("" if key else secret)
        self._tell()

    def value(self) -> str | None:
        """What is to be kept; None leaves the one that is, an empty text removes it."""
        if self._mode is _Mode.KEPT:
            return None
        typed = self._key or self.line.text()
        if found := _PASTED_KEY.search(typed):  # a line makes spaces of what ends lines
            inside = "\n".join(found[2].split())
            return f"{found[1]}\n{inside}\n{found[3]}\n"
        return typed if typed or self._mode is _Mode.REMOVED else None

    def refuse(self, said: str) -> None:
        """Say beside it what is wrong; an empty text says nothing."""
        self.answer.setText(said)
        self.answer.setVisible(bool(said))

    def ask_again(self, said: str) -> None:
        """The one that is kept can't serve any more: say why, ready to type another."""
        self._turn(_Mode.TYPED)
        self.refuse(said)

    def take(self, path: Path) -> None:
        """Read a key from its file."""

        def taken(key: str) -> None:
            self._mode, self._key, self._file = _Mode.TYPED, key, path.name
            self.line.clear()
            self.refuse("")
            self._tell()
            self.changed.emit()

        self._context.runner.read(
            self, lambda: private_key(path), taken, lambda error: self.refuse(str(error))
        )

    def _choose(self) -> None:
        self._context.messages.choose_file(
            self.tr("Clé privée OpenSSH"), self.tr("Tous les fichiers (*)"), self.take
        )

    def _turn(self, mode: _Mode) -> None:
        self._mode, self._key = mode, ""
        self.line.clear()
        self._tell()
        self.changed.emit()
        self.line.line.setFocus()

    def _remove(self) -> None:
        self._turn(_Mode.REMOVED if self._kept else _Mode.TYPED)

    def _tell(self) -> None:
        kept, key = self._mode is _Mode.KEPT, bool(self._key)
        said = ""
        if kept:
            said = self.tr("Gardé, chiffré sur ce poste. Il ne se montre plus.")
        elif key:
            said = self.tr("Clé prise de {}, à enregistrer.").format(self._file)
        elif self._mode is _Mode.REMOVED:
            said = self.tr("Sera ôté à l’enregistrement.")
        self.state.setText(said)
        self.state.setVisible(bool(said))
        self.line.setVisible(not kept and not key)
        self.change.setVisible(kept)
        self.from_file.setVisible(self._with_key)
        self.remove.setVisible(key or (self._kept and self._mode is not _Mode.REMOVED))
