"""The first start in one page: six steps, Back and Continue, all of it by keyboard."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coachdesk.core.clock import Clock
from coachdesk.core.errors import UserError
from coachdesk.services.desk import Desk
from coachdesk.services.first_run import begin_again
from coachdesk.services.placing import refuse_shared
from coachdesk.services.setup import CreatedDesk, create_desk
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.commands import bind_main_act
from coachdesk.ui.messages import Messages
from coachdesk.ui.runner import Runner, Task
from coachdesk.ui.screens.first_run.association import AssociationStep
from coachdesk.ui.screens.first_run.device import DeviceStep
from coachdesk.ui.screens.first_run.done import DoneStep
from coachdesk.ui.screens.first_run.identity import IdentityStep
from coachdesk.ui.screens.first_run.passphrase import PassphraseStep
from coachdesk.ui.screens.first_run.recovery import RecoveryStep
from coachdesk.ui.screens.first_run.step import Step
from coachdesk.ui.screens.unlock.frame import Sheet, last_line
from coachdesk.ui.widgets.layout import button, column, label, path_label, row, rule, set_kind

_LEAST_EMS = 31
"""The sheet keeps its place from one step to the next."""
_Inputs = tuple[str, str, object, str]
"""Name, association, profile, passphrase: what a store is made of."""


class FirstRunScreen(QWidget):
    """``made`` carries the desk as soon as it exists; ``finished`` the target to begin with."""

    made = Signal(object)
    finished = Signal(object)
    folder_chosen = Signal(object)
    rescue_asked = Signal()
    tour_asked = Signal()

    def __init__(self, runner: Runner, messages: Messages, clock: Clock, directory: Path) -> None:
        super().__init__()
        self._runner = runner
        self._messages = messages
        self._clock = clock
        self._directory = directory
        self._made: CreatedDesk | None = None
        self._made_of: _Inputs | None = None
        self._waiting = False
        self._first_step = 0
        self._then: Target | None = None
        """Where the desk opens once the one step that is shown is done."""
        self.identity = IdentityStep(runner, messages)
        self.passphrase = PassphraseStep(runner, self.identity.known_words)
        self.recovery = RecoveryStep(runner, messages)
        self.association = AssociationStep(runner, messages)
        self.device = DeviceStep(runner, clock)
        self.ready = DoneStep()
        self.ready.tour_asked.connect(self.tour_asked)
        self.steps: tuple[Step, ...] = (
            self.identity, self.passphrase, self.recovery, self.association, self.device,
            self.ready,
        )  # fmt: skip
        self._at = 0
        self.progress = label("", role="caption", aloud=True)
        self.before = button(self.tr("Retour"), glyph="arrow-left")
        self.before.setToolTip(self.tr("Retour (Échap)"))
        self.before.clicked.connect(self.go_back)
        self.next = button("", kind="primary")
        self.next.clicked.connect(self.go_on)
        self.other = button(self.tr("Choisir un autre dossier…"), kind="link")
        self.other.clicked.connect(self._choose_folder)
        self._folder = QWidget()
        self.rescue = button(self.tr("Remettre une sauvegarde…"), kind="link")
        self.rescue.clicked.connect(self.rescue_asked)
        self._folder.setLayout(
            column(
                last_line(path_label(directory, self.tr("Tout sera gardé ici\u00a0:")), self.other),
                row(None, self.rescue),
                spacing=0,
            )
        )
        for step in self.steps:
            step.changed.connect(self._refresh)
            step.entered.connect(self._enter)
            step.hide()
        self.recovery.put_off.connect(lambda: self.finished.emit(None))
        self.ready.begun.connect(self.finished)
        self.ready.copy_asked.connect(self._copy_now)
        content = column(
            self.progress, *self.steps, 6, None, rule(),
            row(self.before, None, self.next), self._folder, spacing=8,
        )  # fmt: skip
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(Sheet(content, least_ems=_LEAST_EMS))
        bind_main_act(self, self.next.click)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.before.click)
        self._show(0)
        # Told at once, rather than once all of it is typed.
        runner.read(self, lambda: refuse_shared(directory), lambda _: None, messages.refuse)

    def resume(self, desk: Desk) -> None:
        """The store is there and its key was never typed again: offer another one."""
        self._first_step = self.steps.index(self.recovery)
        self.association.take(desk)
        self.recovery.offer(desk)
        self._show(self._first_step)

    def renew(self, desk: Desk, key: str) -> None:
        """Another recovery key was made for a desk in use: see it kept, and no more than that."""
        self.recovery.take(desk, key)
        self._then = Target(Screen.SETTINGS, section="security")
        self._show_only(self.recovery)

    @property
    def key_at_risk(self) -> bool:
        """Whether closing the window now would lose a key that is shown once."""
        return self.recovery.at_risk or self.association.box.at_risk

    @property
    def step(self) -> Step:
        """The step that is shown."""
        return self.steps[self._at]

    @property
    def help_page(self) -> str:
        """The page of the guide about the step."""
        return self.step.help_page

    @property
    def _alone(self) -> bool:
        """Whether it is about one key alone."""
        return len(self.steps) == 1

    def take_keyboard(self) -> None:
        """Put the keyboard on the first field of the step, or on what leaves it."""
        first = self.step.first
        can_type = first is not self.step and first.isEnabled()
        (first if can_type else self.next).setFocus()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The page itself has nothing to type in."""
        super().focusInEvent(event)
        self.take_keyboard()

    def go_on(self) -> None:
        """The next step, once this one is complete; the store is made after the passphrase."""
        if self._waiting or not self.step.complete() or self.step.forward():
            return
        if self._alone:
            self.finished.emit(self._then)
        elif self.step is self.passphrase and self._made_of != self._inputs():
            self._make()
        elif self.step is not self.ready:
            self._show(self._at + 1)

    def go_back(self) -> None:
        """The step before, as it was left."""
        if self._waiting or self.step.backward() or self._at == self._first_step:
            return
        self._show(self._at - 1)

    def _enter(self) -> None:
        """Enter in a field goes to the next one, or on when nothing is missing."""
        if self.step.complete():
            self.go_on()
        else:
            self.focusNextChild()

    def _inputs(self) -> _Inputs:
        card = self.identity.card
        return (
            self.identity.name.text(),
            self.identity.association.text(),
            card.source if card else None,
            self.passphrase.secret.text(),
        )

    def _make(self) -> None:
        """Make the store; one made before of other names held nothing yet, and goes."""
        inputs, before, clock, directory = (
            self._inputs(), self._made, self._clock, self._directory,
        )  # fmt: skip
        name, association, _, secret = inputs
        card = self.identity.card
        assert card is not None
        self._wait(waiting=True)

        def work(_task: Task) -> CreatedDesk:
            if before is not None:
                begin_again(before)
            return create_desk(
                directory, secret, profile=card.source, coach_name=name,
                association=association, guided=True, clock=clock,
            )  # fmt: skip

        def made(created: CreatedDesk) -> None:
            self._made, self._made_of = created, inputs
            self._wait(waiting=False)
            self.made.emit(created.desk)
            self.recovery.take(created.desk, created.recovery_key)
            self.association.take(created.desk)
            self._show(self._at + 1)

        def refused(error: UserError) -> None:
            self._made, self._made_of = None, None
            self._wait(waiting=False)
            self.passphrase.refuse(str(error))

        self._runner.write(self, work, made, refused)

    def _wait(self, *, waiting: bool) -> None:
        self._waiting = waiting
        self.step.setEnabled(not waiting)
        self._refresh()
        if waiting:
            self.next.setText(self.tr("Création…"))

    def _copy_now(self) -> None:
        self._show(self.steps.index(self.association))

    def _show_only(self, step: Step) -> None:
        self.step.hide()
        self.steps, self._at = (step,), 0
        self._show(0)

    def _show(self, at: int) -> None:
        self.step.hide()
        self._at = at
        self.ready.show_left(copied=self.association.answered)
        self.step.show()
        self.step.arrive()
        self._refresh()
        if self.isVisible():
            self.take_keyboard()

    def _refresh(self) -> None:
        self.progress.setText(f"{self._at + 1}/{len(self.steps)}")
        self.progress.setVisible(not self._alone)
        self.progress.setAccessibleName(
            self.tr("Étape {} sur {}").format(self._at + 1, len(self.steps))
        )
        last = self.step is self.ready
        self.next.setVisible(not last)
        set_kind(self.next, "" if self.step.is_put_off() else "primary")
        self.next.setText(self.step.leave_words())
        self.next.setToolTip(f"{self.step.leave_words()} (Ctrl+Entrée)")
        self.next.setEnabled(self.step.complete() and not self._waiting)
        self.before.setVisible(self._at > self._first_step or self._inside())
        self._folder.setVisible(self.step is self.identity)

    def _inside(self) -> bool:
        """Whether there is a way back inside the first step shown."""
        return self.step is self.recovery and self.recovery.can_go_back

    def _choose_folder(self) -> None:
        self._messages.choose_folder(
            self.tr("Dossier de vos données"), self._directory, self.folder_chosen.emit
        )
