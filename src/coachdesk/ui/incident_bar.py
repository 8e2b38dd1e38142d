"""Told once at the next start: that something went wrong, what of her work is there, how to say it.

It names nobody. The text is shown as it is kept; she sends it by hand, or does not.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QStandardPaths, Qt
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QVBoxLayout, QWidget

from coachdesk.core.clock import Clock
from coachdesk.core.errors import UserError
from coachdesk.core.files import write_atomically
from coachdesk.core.french import moment, plural, quoted
from coachdesk.core.os_errors import reason
from coachdesk.system.incidents import Incident, IncidentKind, Incidents
from coachdesk.ui.help_key import answer_help_key
from coachdesk.ui.messages import Messages
from coachdesk.ui.runner import Runner
from coachdesk.ui.theme import em
from coachdesk.ui.widgets.bars import Bar
from coachdesk.ui.widgets.layout import Glyph, button, column, label, row


class IncidentBar(Bar):
    """Above every page, until she closes it or leaves the program."""

    def __init__(self, runner: Runner, messages: Messages, clock: Clock) -> None:
        super().__init__()
        self._runner, self._messages = runner, messages
        self._since = clock.monotonic_ms()
        self._incidents: Incidents | None = None
        self._found: Sequence[Incident] = ()
        self._saved: Callable[[int], str] | None = None
        self._held = False
        self.words = label("", role="strong", wrap=True)
        self.saved = label("", wrap=True, gives_back=True)
        self.detail = button(self.tr("Voir le détail"), kind="link")
        self.detail.clicked.connect(self.open)
        dismiss = button("", kind="icon", glyph="x", name=self.tr("Fermer ce message"))
        dismiss.clicked.connect(self._dismiss)
        told = column(self.words, self.saved, spacing=2)
        layout = row(Glyph("triangle-alert", "mend"), told, self.detail, dismiss, spacing=12)
        layout.setStretch(1, 1)
        layout.setContentsMargins(24, 8, 12, 8)
        self.setLayout(layout)

    def look(self, directory: Path) -> None:
        """Tell what is in ``directory`` and was never told."""
        incidents = self._incidents = Incidents(directory)
        self._runner.read(self, incidents.untold, self._tell)

    def opened(self, saved: Callable[[int], str]) -> None:
        """The store is open: ``saved`` tells what of her work is in it, see ``Inside``."""
        self._saved = saved
        self._read_saved()

    def hold(self, *, held: bool) -> None:
        """While someone signs, she has all of the window."""
        self._held = held
        self._refresh()

    def open(self) -> None:
        """Show the text of every incident kept."""
        incidents = self._incidents
        if incidents is not None:
            self._runner.read(self, incidents.kept, self._show)

    def _show(self, kept: Sequence[Incident]) -> None:
        IncidentDialog(kept, self._messages, self.window()).open()

    def _tell(self, found: Sequence[Incident]) -> None:
        if not found:
            return
        self._found = found
        self.words.setText(_happened(found))
        self.saved.setText(self.tr("Ouvrez votre magasin\u00a0: il vous sera dit ce qui y est."))
        self._refresh()
        self._read_saved()

    def _read_saved(self) -> None:
        saved, since = self._saved, self._since
        if self._found and saved is not None:
            self._runner.read(self, lambda: saved(since), self.saved.setText)

    def _dismiss(self) -> None:
        self._found = ()
        self._refresh()

    def _refresh(self) -> None:
        self.setVisible(bool(self._found) and not self._held)


class IncidentDialog(QDialog):
    """What is kept, word for word, and a file of it to send."""

    def __init__(self, kept: Sequence[Incident], messages: Messages, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Incidents gardés"))
        answer_help_key(self, "incident")
        self.setMinimumSize(em(40), em(24))
        self._messages = messages
        self._kept = "\n".join(each.text for each in kept)
        self.text = QPlainTextEdit(self._kept)
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(self.tr("Texte des incidents"))
        self.save = button(self.tr("Enregistrer dans un fichier…"), kind="primary", glyph="save")
        self.save.clicked.connect(self._save)
        self.save.setEnabled(bool(kept))
        close = button(self.tr("Fermer"))
        close.clicked.connect(self.reject)
        why = self.tr(
            "Ce texte dit où, dans le programme, l’erreur s’est produite. Il n’y a dedans ni nom, "
            "ni date de naissance, ni rien de ce que vous avez saisi\u00a0: vous pouvez le "
            "joindre à un message à qui vous dépanne. Rien n’est envoyé sans vous."
        )
        none = self.tr("Aucun incident n’est gardé sur ce poste.")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(label(self.windowTitle(), role="heading"))
        layout.addWidget(label(why if kept else none, wrap=True))
        layout.addWidget(self.text, 1)
        layout.addLayout(row(None, close, self.save))
        self.text.setVisible(bool(kept))

    def _save(self) -> None:
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        folder = Path(QStandardPaths.writableLocation(documents))
        self._messages.choose_target(
            self.tr("Enregistrer les incidents"),
            folder / "CoachDesk-incidents.txt",
            self.tr("Texte (*.txt)"),
            self._write,
        )

    def _write(self, path: Path) -> None:
        try:
            write_atomically(path, self._kept.encode())
        except OSError as error:
            self._messages.refuse(_unwritten(path, error))
            return
        self._messages.inform(self.tr("Incidents enregistrés dans {}.").format(quoted(path)))
        self.accept()


def _happened(found: Sequence[Incident]) -> str:
    """The worst of them, in words."""
    met = {incident.kind for incident in found}
    if IncidentKind.CRASH in met:
        return QCoreApplication.translate(
            "IncidentBar", "La dernière fois, CoachDesk s’est arrêté brutalement."
        )
    if IncidentKind.STOP in met:
        return QCoreApplication.translate(
            "IncidentBar",
            "La dernière fois, CoachDesk s’est arrêté sans être fermé\u00a0: coupure de courant, "
            "batterie vide, arrêt forcé.",
        )
    if len(found) == 1:
        words = QCoreApplication.translate(
            "IncidentBar", "CoachDesk a rencontré une erreur imprévue le {}."
        )
        return words.format(moment(found[0].at))
    words = QCoreApplication.translate("IncidentBar", "CoachDesk a rencontré {}.")
    return words.format(plural(len(found), "erreur imprévue", "erreurs imprévues"))


def _unwritten(path: Path, error: OSError) -> UserError:
    words = QCoreApplication.translate("IncidentDialog", "{} n’est pas enregistré\u00a0: {}.")
    remedy = QCoreApplication.translate("IncidentDialog", "Choisissez un autre dossier.")
    return UserError(words.format(quoted(path), reason(error)), remedy)
