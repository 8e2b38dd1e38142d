"""The window: what is shown before and after a store is open, the banner, the line of state."""

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from coachdesk.core.clock import Clock
from coachdesk.core.errors import UserError
from coachdesk.core.store_files import store_exists
from coachdesk.core.tries import seconds_to_wait
from coachdesk.services.targets import Target
from coachdesk.ui.appearance import Appearance
from coachdesk.ui.before_closing import close_desk, question_before
from coachdesk.ui.later_parts import LaterParts
from coachdesk.ui.locking.guard import Guard
from coachdesk.ui.locking.why import Why, words
from coachdesk.ui.messages import Messages
from coachdesk.ui.one_window import OneWindow
from coachdesk.ui.runner import Runner
from coachdesk.ui.screens.unlock.view import UnlockScreen
from coachdesk.ui.widgets.banner import Banner
from coachdesk.ui.window_frame import frame

if TYPE_CHECKING:
    from coachdesk.services.desk import ActionInfo, CoachInfo, Desk
    from coachdesk.services.standing import Standing
    from coachdesk.ui.helping import Helping
    from coachdesk.ui.inside import Inside
    from coachdesk.ui.screens.first_run.view import FirstRunScreen
    from coachdesk.ui.screens.pad.handed_over import HandedOver
    from coachdesk.ui.screens.pad.view import PadScreen
    from coachdesk.ui.sending.sender import Sender
    from coachdesk.ui.workspace import Workspace

_SETTLED_MS = 50
"""The window has been drawn by then."""


class Shell(LaterParts):
    """One window, one store at a time; the pad takes all of it while a person signs.

    ``settled`` once it is drawn: what the passphrase does not wait for is made from then on.
    """

    settled = Signal()

    def __init__(
        self,
        runner: Runner,
        messages: Messages,
        banner: Banner,
        clock: Clock,
        directory: Path,
        appearance: Appearance,
    ) -> None:
        super().__init__(runner, messages, banner, clock)
        for asking in (banner.led, self.place_asked):
            asking.connect(self._go)
        self.command_asked.connect(self._run)
        self.stood.connect(self._count_waiting)
        self.put_away.connect(self.lock)
        self.handed_back.connect(self._take_desk_back)
        self._appearance = appearance
        appearance.resized.connect(self._make_anew)
        self._desk: Desk | None = None
        self._sender: Sender | None = None
        self._left_at: Target | None = None
        """Where she was when her store was locked; she comes back there."""
        self._leaving = self._outgrown = False
        """The text was made larger while someone signed."""
        self.workspace: Workspace | None = None
        self._first_run: FirstRunScreen | None = None
        self._one = OneWindow(self, clock)
        self.guard = Guard(self, self._centre, clock, messages)
        self.guard.lock_asked.connect(self.lock)
        self._acts = {
            "guide": lambda: self.helping.open(),  # noqa: PLW0108  (made when it is asked for)
            "tour": lambda: self.helping.start_tour(),  # noqa: PLW0108  (the same)
            "larger": appearance.larger,
            "smaller": appearance.smaller,
            "usual_size": appearance.usual,
            "dark": appearance.toggle_dark,
            "discreet": self.guard.turn_discreet,
        }
        frame(self, self._acts)
        self.choose_folder(directory)

    def choose_folder(self, directory: Path) -> None:
        """Ask for the passphrase of the store there, or offer to make it."""
        self.directory, self.workspace, self._first_run = directory, None, None
        self._left_at = None
        self._banner.hide()
        if store_exists(directory):
            unlock = UnlockScreen(
                self._runner,
                self._messages,
                directory,
                lambda secret: self._inside.open_store(directory, secret),
                lambda: self._inside.take_away(directory),
                lambda: seconds_to_wait(directory, self._clock),
            )
            unlock.unlocked.connect(self.open_desk)
            unlock.folder_chosen.connect(self.choose_folder)
            unlock.claim = lambda: self._one.move_to(directory)
            unlock.rescue_asked.connect(self._rescue)
            self._show(unlock)
            try:
                unlock.claim()
            except UserError as error:
                unlock.explain(str(error))
            return
        self._one.let_go()
        self._show(self._first_start())

    def _rescue(self, secret: str = "") -> None:
        self._left_at = None  # what is put back may not know it
        self._show(self._inside.rescue(self.directory, secret, self.open_desk, self.choose_folder))

    def _first_start(self) -> "FirstRunScreen":
        self._first_run = screen = self._inside.first_start(self.directory)
        screen.made.connect(self._hold)
        screen.finished.connect(self._begin)
        screen.folder_chosen.connect(self.choose_folder)
        screen.rescue_asked.connect(self._rescue)
        screen.tour_asked.connect(self.helping.start_tour)
        return screen

    @cached_property
    def helping(self) -> "Helping":
        """F1, and the visite."""
        from coachdesk.ui.helping import Helping

        return Helping(self, self.pages, self._messages, lambda: self._inside)

    @cached_property
    def _inside(self) -> "Inside":
        """What is behind the passphrase, loaded in the window's first second, beside it."""
        from coachdesk.ui.inside import Inside

        return Inside(self._runner, self._messages, self._clock)

    def showEvent(self, event: QShowEvent) -> None:
        """Load what comes next while the passphrase is typed."""
        super().showEvent(event)
        QTimer.singleShot(_SETTLED_MS, self, self._load_inside)

    def _load_inside(self) -> None:
        ready = lambda: self._inside.make_ready()  # noqa: E731, PLW0108  it loads itself there
        self._runner.read(self, ready, lambda _: None)
        self.guard.listen()
        self._one.listen()
        self.make_parts()
        self.settled.emit()

    def lock(self, why: Why = Why.ASKED) -> None:
        """Hide all of it, close the store once the writes asked are done, ask for the passphrase.

        A long act is left to end: nothing is in sight meanwhile.
        """
        workspace, desk = self.workspace, self._desk
        if workspace is None or desk is None:
            self._hide_what_opens(why)
            return
        act = workspace.pages.under_way()
        if act is not None:
            self.guard.lock_after(act, why)
            return
        self.guard.covering.cover("", lasting=True)
        workspace.end()
        self._handing.put_aside(desk)
        self._desk = None
        self._close_desk(desk)
        self.status.hide()
        self.choose_folder(self.directory)
        self._left_at = workspace.shown
        self.guard.locked()
        screen = self.pages.currentWidget()
        if isinstance(screen, UnlockScreen):
            screen.explain(words(why))

    def _hide_what_opens(self, why: Why) -> None:
        """A key shown once is covered, not lost; a store that is being opened is locked then."""
        screen = self.pages.currentWidget()
        if self._first_run is not None:
            self.guard.hide_all()
        elif self._desk is not None or (isinstance(screen, UnlockScreen) and screen.waiting):
            self.guard.due = why

    @property
    def handed(self) -> "HandedOver | None":
        """What a person signs on, or answers to, with all of the window."""
        return self._handing.shown

    @property
    def pad(self) -> "PadScreen | None":
        """What a person signs on now."""
        return self._handing.pad

    @property
    def said(self) -> str:
        """What the banner says, or said last."""
        return self._banner.text

    def unlock(self, secret: str) -> None:
        """Try a passphrase that is known already."""
        screen = self.pages.currentWidget()
        if isinstance(screen, UnlockScreen):
            screen.secret.line.setText(secret)
            screen.unlock()

    def open_desk(self, desk: "Desk") -> None:
        """Show the screens of an unlocked desk; a key that nobody keeps is spoken of first."""
        self._desk = desk
        self._banner.hide()
        self._runner.read(self, lambda: self._inside.key_waits(desk), self._unlocked)

    def _unlocked(self, waits: bool) -> None:  # noqa: FBT001  (what a read gives)
        """``waits`` tells of her recovery key."""
        if self._desk is None:
            return
        if not waits:
            self._begin(self._left_at)
            return
        screen = self._first_start()
        screen.resume(self._desk)
        self._show(screen)

    def _hold(self, desk: "Desk") -> None:
        """The desk of a first start: the window closes it, as any other."""
        self._desk = desk
        self._one.move_to(self.directory)

    def _begin(self, target: Target | None) -> None:
        """Open the desk on ``target``, or on the day."""
        desk, self._first_run = self._desk, None
        if desk is not None:
            self._runner.read(
                self,
                lambda: (desk.coach, self._inside.worked_in(desk)),
                lambda known: self._opened(known, target),
            )

    def _opened(self, known: "tuple[CoachInfo, ActionInfo]", target: Target | None) -> None:
        """``known`` was read beside the window; from here on the desk has it in memory."""
        (coach, action), desk = known, self._desk
        if desk is None:
            return  # the window was closed in the meantime
        self._open_workspace(desk, action, target)
        inside = self._inside
        self.status.show_desk(lambda: inside.standing(desk, action), coach.name, self.directory)
        self.status.show()
        self.incidents.opened(lambda since: inside.saved_words(desk, since))
        self._handing.resume(desk)
        self.guard.catch_up()

    def _open_workspace(
        self, desk: "Desk", action: "ActionInfo", target: Target | None = None
    ) -> None:
        sender, begins = self._sender, self._sender is None
        if sender is None:
            sender = self._sender = self._inside.sender(desk, self)
            sender.moved.connect(self.status.look_soon)
        self.workspace = self._inside.workspace(desk, action, self._appearance, sender)
        self.workspace.reopen_asked.connect(self._reopen)
        self.workspace.key_asked.connect(self._renew_key)
        self._handing.serve(self._inside, self.workspace)
        bindings = self.workspace.bindings
        for key, act in self._acts.items():
            bindings.bind(key, act, shortcut=False)
        bindings.bind("lock", self.lock)
        bindings.bind("incidents", self.incidents.open)
        self.workspace.fit(self.pages.width())  # before it is styled, which happens once
        self._show(self.workspace)
        self.guard.opened = True
        self.workspace.start(target)
        if begins:
            sender.start()

    def _make_anew(self) -> None:
        """The same page in text of another size; what is typed in it comes back as a draft."""
        before = self.workspace
        if before is None:
            return
        if self.handed is not None:  # it follows by itself; what is behind it is made when it goes
            self._outgrown = True
            return
        context = before.context

        def drafts_kept(_: None) -> None:
            if self.workspace is before:
                self._open_workspace(context.desk, context.action, before.shown)

        context.drafts.flush()
        self._runner.write(self, lambda _task: None, drafts_kept)  # after those of the drafts

    def _reopen(self, target: Target) -> None:
        """Every page made anew on the action and the coach as they are now."""
        if self.workspace is not None:
            self.workspace.context.drafts.flush()
            self._runner.write(self, lambda _task: None, lambda _: self._begin(target))

    def _renew_key(self) -> None:
        """Another recovery key, kept on paper before the desk is back."""
        workspace, desk = self.workspace, self._desk
        if workspace is None or desk is None:
            return

        def made(key: str) -> None:
            if self._desk is not desk:
                return  # the window was closed in the meantime
            self.workspace = None
            self.status.hide()
            screen = self._first_start()
            screen.renew(desk, key)
            self._show(screen)

        workspace.stand_still(self, lambda: self._inside.new_key(desk), made)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close the store once the writes asked are done; the window does not wait on screen."""
        if not self._leaving and self._is_held():
            event.ignore()
            return
        desk, self._desk = self._desk, None
        self.guard.clipboard.clear()
        self.status.stop()
        if self.workspace is not None:
            self.workspace.end()
        if desk is not None:
            self._close_desk(desk, leaving=True)
        self._one.let_go()
        super().closeEvent(event)

    def _is_held(self) -> bool:
        """Whether closing waits: for an act behind the cover, the coach's code, or her answer."""
        if not self.guard.may_close:
            return True
        if self.handed is not None and self.handed.guarded:
            self.handed.ask_code()
            return True
        question = question_before(self._first_run, self._handing.at_work, self.workspace)
        if question is not None:
            self._messages.ask(question, lambda _: self.leave())
        return question is not None

    def _close_desk(self, desk: "Desk", *, leaving: bool = False) -> None:
        sender, self._sender = self._sender, None
        close_desk(self._runner, self, desk, sender, leaving=leaving)

    def leave(self) -> None:
        """Close without a question: she answered it, or the system ends."""
        self._leaving = True
        act = self.workspace.pages.under_way() if self.workspace is not None else None
        if act is not None:
            act.cancel()
        QTimer.singleShot(0, self.close)  # not from inside the event that asked

    def _take_desk_back(self) -> None:
        if self.workspace is None:
            return
        self.workspace.refresh()
        outgrown, self._outgrown = self._outgrown, False
        if outgrown:
            self._make_anew()

    def _show(self, screen: QWidget) -> None:
        """``screen`` instead of the one before, which is gone."""
        before = self.pages.currentWidget()
        self.pages.addWidget(screen)
        self.pages.setCurrentWidget(screen)
        screen.setFocus()
        if before is not None:
            self.pages.removeWidget(before)
            before.deleteLater()

    def _count_waiting(self, known: "Standing") -> None:
        if self.workspace is not None:
            self.workspace.menu.show_count("to_print", known.to_print)
            self.workspace.menu.show_count("outbox", known.waiting.number)
        if self._sender is not None:
            self._sender.note_waiting(known.waiting.number - known.waiting.stuck)

    def _go(self, target: Target) -> None:
        if self.workspace is not None:
            self.workspace.go(target)

    def _run(self, key: str) -> None:
        if self.workspace is not None:
            self.workspace.bindings.run(key)
