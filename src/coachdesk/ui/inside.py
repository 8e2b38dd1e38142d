"""What is behind the passphrase: the desk, and the screens that only an open store shows.

All that the program can do hangs on these imports, and takes longer to load than the window to
show: the shell loads this module once the passphrase can be typed.
"""

import gc
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog

from coachdesk.core.clock import Clock
from coachdesk.core.store_files import is_unfinished
from coachdesk.services.actions.current import current_action
from coachdesk.services.desk import ActionInfo, Desk, open_desk
from coachdesk.services.documents.questionnaires import Questionnaire
from coachdesk.services.first_reads import compile_first_reads
from coachdesk.services.first_run import key_waits, new_recovery_key
from coachdesk.services.outbox.recovering import recover
from coachdesk.services.pad.sittings import Sitting
from coachdesk.services.papers.templates import load_papers, load_sealing
from coachdesk.services.rights.returning import erase_returned
from coachdesk.services.saved_work import saved_words
from coachdesk.services.setup import remove_store_files
from coachdesk.services.standing import Standing, standing
from coachdesk.ui.appearance import Appearance
from coachdesk.ui.backups.keeper import BackupKeeper
from coachdesk.ui.context import Drafts
from coachdesk.ui.messages import Messages
from coachdesk.ui.runner import Runner
from coachdesk.ui.screens.first_run.view import FirstRunScreen
from coachdesk.ui.screens.guide.door import GuideDoor
from coachdesk.ui.screens.guide.over import GuideDialog
from coachdesk.ui.screens.pad.view import PadScreen
from coachdesk.ui.screens.paper.asking_pad import AskingPad
from coachdesk.ui.screens.unlock.rescue import RescueScreen
from coachdesk.ui.sending.sender import Sender
from coachdesk.ui.workspace import Workspace


class Inside:
    """Opens stores, and makes the screens that need one."""

    def __init__(self, runner: Runner, messages: Messages, clock: Clock) -> None:
        self._runner = runner
        self._messages = messages
        self._clock = clock

    def open_store(self, directory: Path, secret: str) -> Desk:
        """The desk of ``directory``; the key is slow to make on purpose.

        Raises:
            UserError: wrong secret; missing, damaged or newer store.
        """
        desk = open_desk(directory, secret, clock=self._clock)
        try:
            recover(desk)
            erase_returned(desk)
        except BaseException:
            desk.close()
            raise
        return desk

    def make_ready(self) -> None:
        """What the day and the first paper would wait for, while the passphrase is typed."""
        compile_first_reads()
        load_papers()

    def take_away(self, directory: Path) -> None:
        """Remove a store whose making was cut, and which was never opened."""
        if is_unfinished(directory):
            remove_store_files(directory)

    def key_waits(self, desk: Desk) -> bool:
        """Whether nobody is known to keep the recovery key."""
        return desk.read(key_waits)

    def saved_words(self, desk: Desk, since_ms: int) -> str:
        """What of her work is in the store just opened, from ``since_ms`` of the clock on."""
        return saved_words(desk, since_ms)

    def first_start(self, directory: Path) -> FirstRunScreen:
        """The steps that make a store in ``directory``."""
        return FirstRunScreen(self._runner, self._messages, self._clock, directory)

    def rescue(
        self,
        directory: Path,
        secret: str,
        opened: Callable[[Desk], None],
        left: Callable[[Path], None],
    ) -> RescueScreen:
        """What puts a sauvegarde back in ``directory``, or recovers what can be read there."""
        screen = RescueScreen(self._runner, self._messages, self._clock, directory, secret)
        screen.unlocked.connect(opened)
        screen.left.connect(lambda: left(directory))
        return screen

    def workspace(
        self, desk: Desk, action: ActionInfo, appearance: Appearance, sender: Sender
    ) -> Workspace:
        """The menu and the pages of an open desk."""
        return Workspace(self._runner, self._messages, desk, action, appearance, sender)

    def sender(self, desk: Desk, parent: QObject) -> Sender:
        """What sends, and makes sauvegardes, in the background as long as the desk is open."""
        sender = Sender(self._runner, self._messages.refuse, desk, parent)
        sender.keeper = BackupKeeper(self._runner, self._messages, desk, sender)
        sender.keeper.made.connect(lambda _: sender.moved.emit())
        return sender

    def worked_in(self, desk: Desk) -> ActionInfo:
        """The action that the desk works in."""
        return current_action(desk)

    def new_key(self, desk: Desk) -> str:
        """Another recovery key; the one before opens nothing any more.

        Raises:
            UserError: the disk refuses; the key before still opens.
        """
        return new_recovery_key(desk)

    def pad(self, desk: Desk, sitting: Sitting) -> PadScreen:
        """What people sign on, one after the other."""
        pad = PadScreen(self._runner, self._messages, desk, sitting)
        self._runner.read(pad, load_sealing, lambda _: None)  # while the paper is read
        return pad

    def asking(self, desk: Desk, drafts: Drafts, asked: Questionnaire) -> AskingPad:
        """What a person fills in herself."""
        return AskingPad(self._runner, self._messages, desk, drafts, asked)

    def guide_door(self, about: str) -> GuideDoor:
        """The guide before a store is open, on that page."""
        return GuideDoor(about)

    def guide_over(self, dialog: QDialog, *, page: str, screen: str) -> GuideDialog:
        """The guide over ``dialog``, on that page, or on the one about that screen."""
        return GuideDialog(dialog, page=page, screen=screen)

    def standing(self, desk: Desk, action: ActionInfo) -> Standing:
        """Where the desk stands, for the line at the foot of the window."""
        return standing(desk, action)


# What was loaded stays to the end: the collector, which stops every thread for a tenth of a second
# each time it looks at all of it, is told to look no more.
gc.freeze()
