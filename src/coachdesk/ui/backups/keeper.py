"""What makes sauvegardes by itself as long as the desk is open: each day, and when a key appears.

It never holds back a write, and nobody waits for it: it is told to stop before the store closes.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from coachdesk.core.errors import UserError
from coachdesk.core.french import ago
from coachdesk.services.backup.automatic import (
    Made,
    Moment,
    Trouble,
    back_up,
    due_places,
    trouble,
)
from coachdesk.services.backup.elsewhere import backup_to
from coachdesk.services.backup.keys import folder_on, keys_to_offer, refuse_key
from coachdesk.services.desk import Desk
from coachdesk.system.disks import keys_plugged_in
from coachdesk.ui.messages import Messages
from coachdesk.ui.runner import Runner, Task

T = TypeVar("T")
_SETTLE_MS = 5_000
"""The day is shown first."""
_KEYS_MS = 10_000
_LOOK_EACH = 180
"""Looks at the keys between two looks whether a day went by: half an hour."""


@dataclass(frozen=True)
class _Keys:
    """What is plugged in, what of it is offered, whether one that was used has just come."""

    keys: tuple[Path, ...]
    offers: tuple[Path, ...]
    due: bool


class BackupKeeper(QObject):
    """``offered`` carries the keys on which nothing was ever saved; ``made`` what was made.

    ``begun`` and ``ended`` frame a sauvegarde on a key, which must not be pulled out meanwhile.
    """

    offered = Signal(object)
    begun = Signal()
    progressed = Signal(float, str)
    ended = Signal()
    made = Signal(object)

    def __init__(
        self, runner: Runner, messages: Messages, desk: Desk, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._runner, self._messages, self._desk = runner, messages, desk
        self.task: Task | None = None
        """What is being made, to be cancelled."""
        self.on_key = False
        """It is made because a key was plugged in, or chosen."""
        self.offers: tuple[Path, ...] = ()
        self._keys: frozenset[Path] = frozenset()
        self._looks = 0
        self._appeared = False
        """A key appeared while another sauvegarde was being made."""
        self._chosen: Path | None = None
        """A key that she chose meanwhile."""
        self._stopped = False
        self._said = False
        """It was said that none could be made."""
        self._quiet = Event()
        self._quiet.set()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SETTLE_MS)
        self._soon.timeout.connect(self.open)
        self._every = QTimer(self)
        self._every.setInterval(_KEYS_MS)
        self._every.timeout.connect(self.tick)

    @property
    def busy(self) -> bool:
        """Whether a sauvegarde is being made."""
        return self.task is not None

    def start(self) -> None:
        """The desk is open."""
        self._soon.start()

    def open(self) -> None:
        """Say what went wrong with the last one, then make what is due."""
        if self._stopped:
            return
        self._every.start()
        desk = self._desk

        def known(found: tuple[Trouble | None, tuple[Path, ...], tuple[Path, ...]]) -> None:
            missed, keys, offers = found
            self._keys = frozenset(keys)
            self._offer(offers)
            if missed is not None:
                when = ago(missed.at, desk.clock.now())
                self._messages.inform(
                    self.tr("La sauvegarde automatique n’a pas été faite {}. {} {}").format(
                        when, missed.sentence, missed.remedy
                    )
                )
            self.look(Moment.OPEN)

        self._read(lambda: (desk.read(trouble), keys_plugged_in(), keys_to_offer(desk)), known)

    def tick(self) -> None:
        """See whether a key was plugged in, and now and then whether a day went by."""
        if self._stopped:
            return
        self._looks += 1
        desk = self._desk

        def known(found: _Keys) -> None:
            self._keys = frozenset(found.keys)
            self._offer(found.offers)
            if found.due:
                self.look(Moment.KEY)
            elif self._looks >= _LOOK_EACH:
                self._looks = 0
                self.look(Moment.OPEN)

        before, offers = self._keys, self.offers

        def look() -> _Keys:
            keys = keys_plugged_in()
            if frozenset(keys) == before:
                return _Keys(keys, offers, due=False)
            appeared = bool(frozenset(keys) - before)
            due = appeared and bool(due_places(desk, Moment.KEY))
            return _Keys(keys, keys_to_offer(desk), due=due)

        self._read(look, known)

    def look(self, moment: Moment) -> None:
        """Make what is due."""
        if self.busy:
            self._appeared = self._appeared or moment is Moment.KEY
            return
        desk = self._desk
        self._begin(
            lambda task: back_up(desk, moment, progress=task.report, cancelled=task.cancelled),
            self._tell,
            on_key=moment is Moment.KEY,
        )

    def save_on(self, key: Path) -> None:
        """Make one on a key that she chose; the next ones are made there by themselves."""
        if self.busy:
            self._chosen = key
            if not self.on_key:  # she sees that her press is heard
                self.on_key = True
                self.begun.emit()
            return
        desk = self._desk
        self._begin(
            lambda task: Made(
                (backup_to(desk, folder_on(key), progress=task.report, cancelled=task.cancelled),)
            ),
            self._tell,
            on_key=True,
        )

    def refuse(self, key: Path) -> None:
        """Offer that key no more."""
        desk = self._desk
        self._offer(tuple(each for each in self.offers if each != key))
        self._runner.write(self, lambda _task: refuse_key(desk, key), lambda _: None)

    def cancel(self) -> None:
        """Stop what is being made; nothing of it is left."""
        if self.task is not None:
            self.task.cancel()

    def stop(self) -> None:
        """The desk is about to close: nothing more begins."""
        self._stopped = True
        self._soon.stop()
        self._every.stop()
        self.cancel()

    def save_last(self, *, leaving: bool) -> None:
        """Away from the window's thread, once stopped: what is due at the end of the work.

        What goes wrong is kept, and told at the next start.
        """
        self._quiet.wait()
        with suppress(UserError):  # as said above
            back_up(self._desk, Moment.LEAVE if leaving else Moment.LOCK)

    def _begin(
        self, work: Callable[[Task], Made], done: Callable[[Made], None], *, on_key: bool
    ) -> None:
        if self._stopped:
            return
        self._quiet.clear()
        self.on_key = on_key

        def quietly(task: Task) -> Made:
            try:
                return work(task)
            finally:
                self._quiet.set()

        self.task = Task()  # work that is done at once ends before its task is given
        if on_key:
            self.begun.emit()
        task = self._runner.last(
            self, quietly, lambda made: self._end(lambda: done(made)),
            lambda error: self._end(lambda: self._refused(error)), self.progressed.emit,
        )  # fmt: skip
        if self.task is not None:
            self.task = task

    def _end(self, tell: Callable[[], None]) -> None:
        on_key, self.task, self.on_key = self.on_key, None, False
        if on_key:
            self.ended.emit()
        tell()
        chosen, self._chosen = self._chosen, None
        if chosen is not None:
            self.save_on(chosen)
        if self._appeared:
            self._appeared = False
            self.look(Moment.KEY)

    def _tell(self, made: Made) -> None:
        words = [each.room_words for each in made.backups if each.room_words]
        words += [
            self.tr("Sauvegarde faite et relue\u00a0: {}.").format(each.folder)
            for each in made.elsewhere
        ]
        if words:
            self._messages.inform(" ".join(words))
        if made.trouble is not None and not self._said:
            self._said = True
            self._messages.refuse(made.trouble)
        if made.backups:
            self._offer(
                tuple(
                    key
                    for key in self.offers
                    if not any(each.folder.is_relative_to(key) for each in made.backups)
                )
            )
            self._said = self._said and made.trouble is not None
            self.made.emit(made)

    def _refused(self, error: UserError) -> None:
        if not self._stopped:
            self._messages.refuse(error)

    def _offer(self, keys: tuple[Path, ...]) -> None:
        if keys != self.offers:
            self.offers = keys
            self.offered.emit(keys)

    def _read(self, work: Callable[[], T], done: Callable[[T], None]) -> None:
        # Nobody asked for it: what can't be looked at is not spoken of.
        self._runner.read(self, work, done, lambda _: None)
