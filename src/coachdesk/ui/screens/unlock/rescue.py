"""Before a store is open: a sauvegarde put back, or what can be read of a damaged one.

One page for the worst day: what was found is listed, the passphrase is typed once, what would be
missing is told before the one button that changes anything.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QRadioButton, QVBoxLayout, QWidget

from coachdesk.core.clock import Clock
from coachdesk.core.errors import SecretRefusedError, UserError
from coachdesk.core.french import typeset
from coachdesk.core.store_files import store_exists
from coachdesk.services.health import (
    CheckStoppedError,
    Closely,
    Recovered,
    look_closely,
    recover_store,
)
from coachdesk.services.health import go_on as accept_older
from coachdesk.services.restoring.sources import found_in
from coachdesk.services.restoring.use_case import (
    Ready,
    Restored,
    RestoreStoppedError,
    give_up,
    look_at,
    put_back,
)
from coachdesk.ui.commands import bind_main_act
from coachdesk.ui.messages import Messages
from coachdesk.ui.runner import Runner
from coachdesk.ui.screens.unlock.backups_found import BackupsFound
from coachdesk.ui.screens.unlock.frame import Sheet
from coachdesk.ui.widgets.flow import Flow
from coachdesk.ui.widgets.layout import button, column, label, reveal, row, rule, set_tone
from coachdesk.ui.widgets.progress import ProgressLine
from coachdesk.ui.widgets.secret import SecretLine

if TYPE_CHECKING:
    from coachdesk.services.desk import Desk

T = TypeVar("T")
_LEAST_EMS = 28


class RescueScreen(QWidget):
    """``unlocked`` carries the desk once it is open; ``left`` goes back without a change."""

    unlocked = Signal(object)
    left = Signal()

    def __init__(
        self, runner: Runner, messages: Messages, clock: Clock, directory: Path, secret: str = ""
    ) -> None:
        super().__init__()
        self._runner = runner
        self._messages = messages
        self._clock = clock
        self._directory = directory
        self._source: Path | None = None
        self._ready: Ready | None = None
        self.other = button(self.tr("Un autre dossier…"))
        self.other.clicked.connect(self._ask_folder)
        self.found = BackupsFound(runner, clock, directory, self.other)
        self.found.chosen.connect(self.choose)
        self.packed = button(self.tr("Un fichier .zip…"))
        self.packed.clicked.connect(self._ask_file)
        wanted = self.tr("Phrase de passe, ou clé de secours")
        self.secret = SecretLine(wanted)
        self.secret.line.setText(secret)
        self.secret.edited.connect(self._refresh)
        self.secret.entered.connect(self.look)
        # Qt leaves what stands before a focus proxy out of Tab.
        self.secret.setFocusProxy(None)  # type: ignore[arg-type]  # the stubs forget that it may go
        caption = label(wanted, role="caption")
        caption.setBuddy(self.secret.line)
        self.answer = label("", aloud=True)
        self.answer.setContentsMargins(10, 8, 10, 8)
        self.answer.hide()
        self.progress = ProgressLine()
        self.go = button("", kind="primary", glyph="history")
        self.go.clicked.connect(self._go)
        self.examine = button(self.tr("Voir ce qui se récupère"), kind="link")
        self.examine.setToolTip(self.tr("Le magasin est examiné en entier ; rien n’y change"))
        self.examine.clicked.connect(self.look_closely)
        self.without = label(self.tr("Sans sauvegarde assez récente\u00a0:"), role="caption")
        self.recover = button(self.tr("Récupérer ce qui se lit"))
        self.recover.clicked.connect(self.recover_now)
        self.older = button(self.tr("Continuer avec ce magasin"))
        self.older.clicked.connect(self._accept)
        self.back = button(self.tr("Retour"), glyph="arrow-left")
        self.back.setToolTip(self.tr("Retour (Échap)"))
        self.back.clicked.connect(self.leave)
        content = column(
            label(self.tr("Remettre une sauvegarde"), role="heading"),
            label(
                self.tr(
                    "Le magasin présent n’est jamais supprimé\u00a0: il est gardé à côté, daté."
                ),
                role="soft",
                wrap=True,
            ),
            6, self.found, Flow(self.other, self.packed), 6, caption, self.secret, self.answer,
            self.progress, Flow(self.recover, self.older), None,
            Flow(self.without, self.examine), rule(), row(self.back, None, self.go), spacing=8,
        )  # fmt: skip
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(Sheet(content, least_ems=_LEAST_EMS))
        bind_main_act(self, self.go.click)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.back.click)
        for way in (self.recover, self.older):
            way.hide()
        for part in (self.without, self.examine):
            part.setVisible(store_exists(directory))
        self._refresh()
        self.found.look()

    @property
    def choices(self) -> list[QRadioButton]:
        """The sauvegardes that are listed."""
        return self.found.choices

    @property
    def help_page(self) -> str:
        """Of the guide, by F1: about what is damaged where that may be looked at."""
        return "remettre-une-sauvegarde" if self.examine.isHidden() else "magasin-abime"

    @property
    def busy(self) -> bool:
        """Whether something is under way."""
        return self.progress.busy

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The page itself has nothing to type in."""
        super().focusInEvent(event)
        self.secret.line.setFocus()

    def leave(self) -> None:
        """Go back; what was copied to be looked at is taken away."""
        if self.progress.busy:
            self.progress.cancel()
            return
        self._forget_ready()
        self.left.emit()

    def choose(self, source: Path) -> None:
        """The sauvegarde to put back."""
        if source == self._source:
            return  # the list was told anew
        self._source = source
        self._forget_ready()
        self._refresh()

    def look(self) -> None:
        """Copy the sauvegarde beside, look at all of it, tell what would be missing."""
        source, secret = self._source, self.secret.text()
        if source is None or not secret or self.progress.busy:
            return
        verb = partial(look_at, source, secret, self._directory)
        self._go_at(self.tr("Copie à côté"), verb, self._looked)

    def restore(self) -> None:
        """Put it in place: what was there goes aside."""
        ready, clock = self._ready, self._clock
        if ready is None or self.progress.busy:
            return
        self._ready = None
        self._begin(self.tr("Remise en place"))
        self._runner.write(self, lambda _task: put_back(ready, clock), self._opened, self._refused)

    def look_closely(self) -> None:
        """What is wrong with the store that does not open, and the ways out."""
        self._mend(self.tr("Examen du magasin"), look_closely, self._examined)

    def recover_now(self) -> None:
        """Write all that can be read in a new store; the damaged one goes aside."""
        self._mend(self.tr("Récupération"), recover_store, self._opened)

    def _mend(self, doing: str, verb: Callable[..., T], done: Callable[[T], None]) -> None:
        """Do ``verb`` to the store itself."""
        secret = self.secret.text()
        if secret and not self.progress.busy:
            self._go_at(doing, partial(verb, self._directory, secret), done)

    def _go_at(self, doing: str, verb: Callable[..., T], done: Callable[[T], None]) -> None:
        """Do ``verb`` away from the window; it tells how far it is, and may be stopped."""
        clock = self._clock
        self._begin(doing)
        self.progress.follow(
            self._runner.last(
                self,
                lambda task: verb(clock=clock, progress=task.report, cancelled=task.cancelled),
                done, self._refused, self.progress.step,
            )
        )  # fmt: skip

    def _accept(self) -> None:
        self._mend(self.tr("Reprise du magasin"), accept_older, self._accepted)

    def _go(self) -> None:
        if self._ready is None:
            self.look()
        else:
            self.restore()

    def _ask_folder(self) -> None:
        self._messages.choose_folder(
            self.tr("Dossier de la sauvegarde"), self._directory, self._take
        )

    def _ask_file(self) -> None:
        self._messages.choose_file(
            self.tr("Sauvegarde envoyée avec un mois"), self.tr("Sauvegardes (*.zip)"), self._take
        )

    def _take(self, path: Path) -> None:
        """A sauvegarde, or the folder that holds several: those are listed."""
        self._runner.read(
            self,
            lambda: found_in(path),
            lambda found: self.found.show_only(found) if found else self._take_one(path),
        )

    def _take_one(self, path: Path) -> None:
        self.found.pick_none()
        self.choose(path)
        self._say(self.tr("Choisie\u00a0: {}").format(path), "quiet")
        self.secret.line.setFocus()

    def _looked(self, ready: Ready) -> None:
        self.progress.end()
        self._ready = ready
        told = ready.loss.sentence
        nothing = store_exists(self._directory) and not told and not ready.keys_alone
        since = self.tr("Rien n’a été fait depuis.") if nothing else told
        self._say(f"{ready.sentence} {since}".strip(), "mend" if told else "done")
        self._refresh()
        self._lead_to(self.go)

    def _opened(self, made: Restored | Recovered) -> None:
        self._open(made.desk, made.sentence)

    def _accepted(self, desk: "Desk") -> None:
        self._open(desk, self.tr("Le magasin est repris tel qu’il est\u202f; le journal le note."))

    def _open(self, desk: "Desk", told: str) -> None:
        self.progress.end()
        self.secret.clear()
        self.unlocked.emit(desk)
        self._messages.inform(told)

    def _examined(self, seen: Closely) -> None:
        self.progress.end()
        if seen.found:
            self._say(" ".join((*seen.found, seen.intact)), "refused")
        else:
            self._say(self.tr("Rien d’abîmé\u00a0: ouvrez le magasin comme d’habitude."), "done")
        self.recover.setVisible("recover" in seen.ways)
        self.older.setVisible("go_on" in seen.ways)
        for part in (self.without, self.examine):
            part.hide()
        self._refresh()
        ways = (self.recover, self.older, self.go, self.back)
        self._lead_to(next(way for way in ways if way.isVisible() and way.isEnabled()))

    def _lead_to(self, way: QWidget) -> None:
        """The keyboard goes there, and the page as far: what was just said may have pushed it."""
        way.setFocus()
        reveal(way)

    def _refused(self, error: UserError) -> None:
        self.progress.end()
        stopped = isinstance(error, RestoreStoppedError | CheckStoppedError)
        self._say(str(error), "quiet" if stopped else "refused")
        self._refresh()
        if isinstance(error, SecretRefusedError):
            self.secret.line.selectAll()
        self.secret.line.setFocus()

    def _begin(self, text: str) -> None:
        self.answer.hide()
        self.progress.begin(text)
        self._refresh()

    def _say(self, text: str, tone: str) -> None:
        self.answer.setText(typeset(text))
        set_tone(self.answer, tone)
        self.answer.show()

    def _forget_ready(self) -> None:
        ready, self._ready = self._ready, None
        if ready is not None:
            self._runner.write(self, lambda _task: give_up(ready), lambda _: None)

    def _refresh(self) -> None:
        still = not self.progress.busy
        typed = bool(self.secret.text())
        words = self.tr("Vérifier cette sauvegarde")
        if self._ready is not None:
            words = self.tr("Remettre cette sauvegarde")
            if self._ready.keys_alone:
                words = self.tr("Reprendre les clés")
        self.go.setText(words)
        self.go.setToolTip(self.tr("{} (Ctrl+Entrée)").format(words))
        self.go.setEnabled(still and typed and self._source is not None)
        for each in (self.examine, self.recover, self.older):
            each.setEnabled(still and typed)
        for field in (self.secret, self.other, self.packed, *self.choices):
            field.setEnabled(still)
