"""Unlocking: one passphrase, or another folder."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coachdesk.core.clock import SystemClock
from coachdesk.core.errors import (
    DamagedError,
    SecretRefusedError,
    SharedPlaceError,
    UserError,
)
from coachdesk.core.french import quoted, wait_words
from coachdesk.core.store_files import is_unfinished, store_exists
from coachdesk.services.placing import move_store
from coachdesk.ui.messages import Messages, Question
from coachdesk.ui.runner import Runner
from coachdesk.ui.screens.unlock.frame import Sheet, last_line
from coachdesk.ui.widgets.layout import button, column, label, path_label, row
from coachdesk.ui.widgets.secret import SecretLine

if TYPE_CHECKING:
    from coachdesk.services.desk import Desk


_SECOND_MS = 1000


class UnlockScreen(QWidget):
    """Asks for the passphrase of one folder; ``unlocked`` carries the desk."""

    unlocked = Signal(object)
    folder_chosen = Signal(object)
    rescue_asked = Signal(str)
    """A sauvegarde is to be put back, or a damaged store looked at; carries what was typed."""
    help_page = "ouvrir-et-verrouiller"
    """Of the guide, by F1."""

    def __init__(
        self,
        runner: Runner,
        messages: Messages,
        directory: Path,
        open_store: Callable[[str], "Desk"],
        take_away: Callable[[], None],
        seconds_to_wait: Callable[[], int] = lambda: 0,
    ) -> None:
        """``open_store`` takes the passphrase, and its time.

        ``take_away`` removes a store whose making was cut. ``seconds_to_wait`` tells how long the
        next try waits, after wrong ones.
        """
        super().__init__()
        self._runner = runner
        self._messages = messages
        self._directory = directory
        self._open_store = open_store
        self.claim: Callable[[], None] = lambda: None
        """Takes the store for this window, or refuses: another one may have it."""
        self._take_away = take_away
        self._seconds_to_wait = seconds_to_wait
        self._left = 0
        """Seconds until the next try."""
        self._second = QTimer(self, interval=_SECOND_MS)
        self._second.timeout.connect(self._count_down)
        self.secret = SecretLine(self.tr("Phrase de passe"))
        self.secret.entered.connect(self.unlock)
        self.secret.edited.connect(self._refresh)
        self.answer = label("", tone="refused", aloud=True)
        self.answer.setContentsMargins(10, 8, 10, 8)
        self.answer.hide()
        self.open = button(self.tr("Ouvrir"), kind="primary", glyph="lock-keyhole")
        self.open.clicked.connect(self.unlock)
        self.other = button(self.tr("Choisir un autre dossier…"), kind="link")
        self.other.clicked.connect(self._choose)
        self.rescue = button(self.tr("Remettre une sauvegarde…"), kind="link")
        self.repair = button(self.tr("Réparer le magasin…"), kind="primary", glyph="heart-pulse")
        self.repair.setToolTip(
            self.tr("Remettre une sauvegarde, ou récupérer ce qui se lit encore")
        )
        for way in (self.rescue, self.repair):
            way.clicked.connect(lambda: self.rescue_asked.emit(self.secret.text()))
        self.repair.hide()
        self.again = button(self.tr("Recommencer la création de ce magasin…"))
        self.again.clicked.connect(self._ask_again)
        self.again.hide()
        self.move_here = button(self.tr("Déplacer vers le dossier habituel"), kind="primary")
        self.move_here.setToolTip(
            self.tr("Copie vérifiée octet par octet. L’ancien dossier est gardé, renommé.")
        )
        self.move_here.clicked.connect(self._move)
        self.move_here.hide()
        self.why = label("", tone="quiet", aloud=True)
        self.why.setContentsMargins(10, 8, 10, 8)
        self.why.hide()
        caption = label(self.tr("Phrase de passe"), role="caption")
        caption.setBuddy(self.secret.line)
        where = path_label(directory, self.tr("Votre magasin\u00a0:"))
        content = column(
            label(self.tr("Bonjour"), role="heading"),
            label(self.tr("Ouvrez votre magasin avec votre phrase de passe."), role="soft"),
            self.why, 10, caption, self.secret, self.answer, self.again, self.move_here,
            self.repair, 8, self.open, 6,
            last_line(where, self.other), row(None, self.rescue),
        )  # fmt: skip
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(Sheet(content))
        self.setFocusProxy(self.secret)
        self._count_down()

    @property
    def waiting(self) -> bool:
        """Whether a passphrase is being tried."""
        return not self.secret.isEnabled()

    def explain(self, why: str) -> None:
        """Say why it is asked again; an empty text says nothing."""
        self.why.setText(why)
        self.why.setVisible(bool(why))

    def unlock(self) -> None:
        """Try the passphrase away from the window's thread: the key is slow to make on purpose."""
        secret = self.secret.text()
        if not secret or not self.secret.isEnabled() or self._left:
            return
        try:
            self.claim()
        except UserError as error:
            self._refused(error)
            return
        self.explain("")
        self._wait(waiting=True)
        open_store = self._open_store
        self._runner.write(self, lambda _task: open_store(secret), self._opened, self._refused)

    def _opened(self, desk: "Desk") -> None:
        self.secret.clear()
        self._wait(waiting=False)
        self.unlocked.emit(desk)

    def _refused(self, error: UserError) -> None:
        self._wait(waiting=False)
        self._answer(error if store_exists(self._directory) else self._gone())
        unfinished = is_unfinished(self._directory)
        self.again.setVisible(unfinished)
        damaged = isinstance(error, DamagedError) and not unfinished
        shared = isinstance(error, SharedPlaceError)
        self.move_here.setVisible(shared)
        self.repair.setVisible(damaged)
        self.rescue.setHidden(damaged)  # the same door twice would be one too many
        self.open.setHidden(shared or damaged)
        if shared or damaged:
            (self.move_here if shared else self.repair).setFocus()
            return
        self.secret.setFocus()
        self.secret.line.selectAll()
        if isinstance(error, SecretRefusedError) and error.wait:
            self._count_down()

    def _count_down(self) -> None:
        """Say each second how long she waits; what is true is asked, a laptop may have slept."""
        self._left = self._seconds_to_wait()
        if self._left and not self._second.isActive():
            self._second.start()
        elif not self._left:
            self._second.stop()
        self._tell_wait()
        self._refresh()

    def _tell_wait(self) -> None:
        words = self.tr("Ouvrir")
        if self._left:
            words = self.tr("Prochain essai dans {}").format(wait_words(self._left))
        self.open.setText(words)

    def _move(self) -> None:
        """Bring the store to this machine: the copy is compared, the former folder kept."""
        directory = self._directory
        self._wait(waiting=True)
        self.answer.setText(self.tr("Déplacement du magasin…"))
        self.answer.show()
        self._runner.write(
            self,
            lambda _task: move_store(directory, SystemClock()),
            self.folder_chosen.emit,
            self._not_moved,
        )

    def _not_moved(self, error: UserError) -> None:
        self._wait(waiting=False)
        self._answer(error)
        self.move_here.show()
        self.move_here.setFocus()

    def _answer(self, error: UserError) -> None:
        self.answer.setText(str(error))
        self.answer.show()

    def _ask_again(self) -> None:
        self._messages.ask(
            Question(
                self.tr("Recommencer la création ?"),
                self.tr(
                    "La création de ce magasin a été coupée, et il n’a jamais été ouvert : il "
                    "ne contient rien. Ses fichiers seront retirés."
                ),
                self.tr("Recommencer"),
            ),
            lambda _: self._begin_again(),
        )

    def _begin_again(self) -> None:
        take_away = self._take_away
        self._runner.write(
            self,
            lambda _task: take_away(),
            lambda _: self.folder_chosen.emit(self._directory),
        )

    def _gone(self) -> UserError:
        """The folder was there when the window opened: most often it is on a key or a network."""
        return UserError(
            self.tr("Le dossier {} n’est plus là.").format(quoted(str(self._directory))),
            self.tr("Rebranchez la clé ou le disque où il se trouve, ou choisissez-en un autre."),
        )

    def _wait(self, *, waiting: bool) -> None:
        self.secret.setEnabled(not waiting)
        self.other.setEnabled(not waiting)
        if waiting:
            self.open.setText(self.tr("Ouverture…"))
        else:
            self._tell_wait()
        self.rescue.setEnabled(not waiting)
        for told in (self.answer, self.move_here, self.repair):
            told.hide()
        self.open.show()
        self._refresh()

    def _refresh(self) -> None:
        ready = bool(self.secret.text()) and self.secret.isEnabled()
        self.open.setEnabled(ready and not self._left)

    def _choose(self) -> None:
        self._messages.choose_folder(
            self.tr("Dossier de vos données"), self._directory, self.folder_chosen.emit
        )
