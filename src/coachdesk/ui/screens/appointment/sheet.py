"""One rendez-vous on screen: its form, what is being typed in it, and the acts below."""

from collections.abc import Callable
from typing import cast
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from coachdesk.core.clock import today
from coachdesk.core.errors import UserError
from coachdesk.domain.attendance import REMOTE, Presence, Slot
from coachdesk.services.appointment_record import AppointmentRecord, record_appointment
from coachdesk.services.appointment_view import AppointmentView, appointment_view
from coachdesk.services.phrases import keep_phrases
from coachdesk.services.slot_words import short_slot, slot_words
from coachdesk.ui.context import Context
from coachdesk.ui.screens.appointment.form import SheetForm
from coachdesk.ui.screens.appointment.presence import USUAL_PROOF
from coachdesk.ui.widgets.file_taker import paths_of
from coachdesk.ui.widgets.flow import Flow
from coachdesk.ui.widgets.layout import InnerArea, button, column, label


class Sheet(QWidget):
    """Presence is recorded at once; the rest with the sheet, by Ctrl+Enter or Ctrl+S."""

    shown = Signal()
    """What is recorded, or whether something is typed, has changed."""
    recorded = Signal(str)
    """All of it is recorded: what to say of it."""

    def __init__(self, context: Context, appointment_id: UUID) -> None:
        super().__init__()
        self._context = context
        self.appointment_id = appointment_id
        self.view: AppointmentView | None = None
        self.touched = False
        """Something was typed that is not recorded."""
        self._resting: QWidget | None = None
        self._early: list[Callable[[], None]] = []
        """Acts asked before the sheet was read."""
        self.form = SheetForm(context)
        self.form.changed.connect(self._touch)
        self.form.presence.chosen.connect(
            lambda presence: self._once_read(lambda: self._record_presence(presence))
        )
        self.form.absence.said.connect(self._record_absence)
        self.form.notice.said.connect(self._record_attempts)
        self.form.notice.kept.connect(self._forget_rest)
        self.form.notes.kept.connect(self._keep_phrases)
        self.form.pieces.kept.connect(self.refresh)
        self.sign = button(self.tr("Faire signer"), glyph="signature")
        self.sign.clicked.connect(lambda: self._once_read(self._sign))
        self.save = button(self.tr("Enregistrer"))
        self.save.setToolTip(self.tr("Enregistrer (Ctrl+S)"))
        self.save.clicked.connect(lambda: self._once_read(lambda: self._record(None)))
        self.plan = button(self.tr("Enregistrer et planifier"), kind="primary")
        self.plan.setToolTip(self.tr("Enregistrer et planifier (Ctrl+Entrée)"))
        self.plan.clicked.connect(lambda: self._record(self.form.following.slot()))
        self.planned = label("", role="soft")
        acts = Flow(self.planned, self.sign, self.save, self.plan, trailing=True)
        layout = column(InnerArea(self.form), acts, spacing=12)
        layout.setStretch(0, 1)
        self.setLayout(layout)
        self.setAcceptDrops(True)
        paste = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self)
        paste.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        paste.activated.connect(self.form.pieces.paste)

    @property
    def draft_key(self) -> str:
        """Under which what is typed is kept."""
        return f"appointment:{self.appointment_id}"

    def refresh(self) -> None:
        """Read it again; what is typed and not recorded stays."""
        context, appointment_id = self._context, self.appointment_id
        day, desk, action = today(context.desk.clock), context.desk, context.action
        context.runner.read(
            self,
            lambda: desk.read(lambda link: appointment_view(link, action.id, appointment_id, day)),
            self._show,
        )

    def rest(self) -> None:
        """Remember where she was typing: another page comes over this one."""
        inside = cast("QWidget | None", self.focusWidget())  # Qt gives none at first
        if inside is not None and inside is not self:
            self._resting = inside

    def take_keyboard(self) -> None:
        """Back where she was typing, or else on the presence."""
        inside, self._resting = self._resting, None
        inside = cast("QWidget | None", self.focusWidget()) or inside
        if self.touched and inside is not None and inside.isVisibleTo(self):
            inside.setFocus()
        else:
            self.form.presence.buttons[Presence.ATTENDED].setFocus()

    def press_main(self) -> None:
        """Ctrl+Enter: plan with the rest when something is to be planned."""
        self._once_read(self._press_main)

    def _press_main(self) -> None:
        (self.save if self.plan.isHidden() else self.plan).click()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files only."""
        if paths_of(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """A paper of the person, or the proof of her absence."""
        if self.form.pieces.take_dropped(event.mimeData()):
            event.acceptProposedAction()

    def _show(self, view: AppointmentView) -> None:
        head = view.sheet.head
        again, self.view = view == self.view, view
        day = today(self._context.desk.clock)
        self.sign.setVisible(
            not (view.closed or head.signed or head.mode in REMOTE)
            and head.presence in {Presence.ATTENDED, Presence.PLANNED}
            and head.held_on <= day
        )
        self.form.show_state(view, day)
        if not (self.touched or again):
            self.form.fill(view)
            self._context.drafts.keep(self, self.draft_key, self.form.fields())
        self._refresh_acts()
        self.shown.emit()
        early, self._early = self._early, []
        for act in early:
            act()

    def _once_read(self, act: Callable[[], None]) -> None:
        """Now, or as soon as the sheet is read: a key pressed early is not lost."""
        if self.view is None:
            self._early.append(act)
        else:
            act()

    def _touch(self) -> None:
        first, self.touched = not self.touched, True
        self._refresh_acts()
        if first:
            self.shown.emit()

    def _refresh_acts(self) -> None:
        slot = self.form.following.slot()
        self.plan.setVisible(slot is not None)
        self.plan.setEnabled(self.form.following.possible())
        profile = self._context.action.profile
        self.planned.setText(
            self.tr("Prochain rendez-vous\u00a0: {}").format(short_slot(slot, profile))
            if slot is not None
            else ""
        )

    def _record_presence(self, presence: Presence) -> None:
        """Record the presence at once, with the hours and the mode that are shown."""
        start, end = self.form.hours.hours()
        came = presence is Presence.ATTENDED
        profile = self._context.action.profile
        awaited = presence is Presence.EXCUSED and USUAL_PROOF in profile.absence_proofs
        self._write(
            AppointmentRecord(
                presence=presence,
                start_minute=start if came else None,
                end_minute=end if came else None,
                mode=self.form.hours.held() if came else None,
                absence_proof=USUAL_PROOF if awaited else None,
            ),
            self.refresh,
        )

    def _record_absence(self) -> None:
        reason, proof = self.form.absence.told()
        self._write(AppointmentRecord(absence_reason=reason, absence_proof=proof), self.refresh)

    def _record_attempts(self) -> None:
        tried = self.form.notice.told()

        def done() -> None:
            self._forget_rest()
            self.refresh()

        self._write(AppointmentRecord(contact_attempts=tried), done)

    def _record(self, following: Slot | None) -> None:
        """Record the sheet, with the next rendez-vous when one is asked for."""
        view = self.view
        if view is None:
            return

        def done() -> None:
            self._forget()
            said = self.tr("Rendez-vous enregistré.")
            if following is not None:
                words = slot_words(following, self._context.action.profile)
                said = self.tr("Rendez-vous enregistré. Le prochain est prévu le {}.").format(words)
            self.recorded.emit(said)

        self._write(self.form.record(view.sheet.head.presence, following), done)

    def _forget_rest(self) -> None:
        """All that was typed is recorded, if nothing else is: no draft of it is left."""
        if not self.touched:
            self._context.drafts.forget(self.draft_key)

    def _forget(self) -> None:
        self._context.drafts.forget(self.draft_key)
        self.touched = False
        self.shown.emit()

    def _sign(self) -> None:
        """Record what is on the sheet, then hand the pad over."""
        view = self.view
        if view is None:
            return
        head = view.sheet.head

        def done() -> None:
            self._forget()
            if self._context.on_screen(self):
                self._context.sign(head.appointment_id)

        if self.touched:
            self._write(self.form.record(head.presence, None), done)
        else:
            self._context.sign(head.appointment_id)

    def _keep_phrases(self, phrases: list[str]) -> None:
        desk = self._context.desk
        self._context.runner.write(
            self,
            lambda _task: keep_phrases(desk, phrases),
            lambda _: self.refresh(),
        )

    def _write(self, record: AppointmentRecord, done: Callable[[], None]) -> None:
        if self.view is None:
            return
        desk, appointment_id = self._context.desk, self.appointment_id

        def refused(error: UserError) -> None:
            self._context.messages.refuse(error)
            self.refresh()

        self._context.runner.write(
            self,
            lambda _task: record_appointment(desk, appointment_id, record),
            lambda _: done(),
            refused,
        )
