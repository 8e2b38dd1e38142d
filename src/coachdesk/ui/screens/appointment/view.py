"""The sheet of one rendez-vous: presence, what was said and done, the next one, in few gestures."""

from collections.abc import Callable
from typing import cast

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from coachdesk.core.clock import today
from coachdesk.core.errors import UserError
from coachdesk.domain.attendance import REMOTE, Presence, Slot
from coachdesk.services.appointment_record import AppointmentRecord, record_appointment
from coachdesk.services.appointment_view import PHRASES, AppointmentView, appointment_view
from coachdesk.services.preferences import keep_preference
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.context import Context
from coachdesk.ui.screens.appointment.form import SheetForm
from coachdesk.ui.screens.appointment.planning import PlanningPanel
from coachdesk.ui.screens.appointment.presence import USUAL_PROOF
from coachdesk.ui.screens.appointment.words import head_words
from coachdesk.ui.widgets.flow import Flow
from coachdesk.ui.widgets.layout import button, label, scrolled
from coachdesk.ui.widgets.page import Page
from coachdesk.ui.widgets.slot_words import slot_words

_KEPT_MS = 2000
"""A form left keeps its draft within that time."""


class AppointmentScreen(Page):
    """Presence is recorded at once; the rest with the sheet, by Ctrl+Enter or Ctrl+S."""

    def __init__(self, context: Context) -> None:
        self.leave = button("", kind="icon", glyph="arrow-left", name="Retour")
        self.card = button("", glyph="users")
        self.diagnostic = button("")
        super().__init__("", self.diagnostic, self.card, before=self.leave)
        self._context = context
        self._target: Target | None = None
        self._view: AppointmentView | None = None
        self._touched = False
        """Something was typed that is not recorded."""
        self.leave.clicked.connect(context.back)
        self.card.setText(self.tr("Fiche"))
        self.card.clicked.connect(lambda: self._go(Screen.CARD))
        self.diagnostic.setText(self.tr("Passer au diagnostic"))
        self.diagnostic.clicked.connect(lambda: self._go(Screen.DIAGNOSTIC))
        self.diagnostic.hide()
        self.form = self._make_form()
        self.planning = PlanningPanel(context)
        self.acts = self._make_acts()
        self.sheet = scrolled(self.form)
        self.body.addWidget(self.planning, 1)
        self.body.addWidget(self.sheet, 1)
        self.body.addWidget(self.acts)
        for part in (self.planning, self.sheet, self.acts):
            part.hide()
        QShortcut(QKeySequence("Ctrl+Return"), self, self._press_main)
        QShortcut(QKeySequence("Ctrl+S"), self, self.save.click)

    def show_target(self, target: Target) -> None:
        """Show the sheet of a rendez-vous, or plan one for a dossier."""
        before = self._target.appointment_id if self._target else None
        if target.appointment_id != before:
            self._renew()
        self._target = target
        planning = target.appointment_id is None
        self.planning.setVisible(planning)
        self.sheet.setVisible(not planning)
        self.acts.setVisible(not planning)
        self.first = (
            self.planning.plan if planning else self.form.presence.buttons[Presence.ATTENDED]
        )
        self.refresh()
        self.take_keyboard()

    def take_keyboard(self) -> None:
        """Back where she was typing, or else on the presence."""
        inside = cast("QWidget | None", self.focusWidget())  # Qt gives none at first
        if self._touched and inside is not None and inside.isVisibleTo(self):
            inside.setFocus()
        else:
            super().take_keyboard()

    def refresh(self) -> None:
        """Read it again; what is typed and not recorded stays."""
        target, context = self._target, self._context
        if target is None:
            return
        day, desk, action = today(context.desk.clock), context.desk, context.action
        appointment_id = target.appointment_id
        if appointment_id is not None:
            context.runner.read(
                self,
                lambda: desk.read(
                    lambda link: appointment_view(link, action.id, appointment_id, day)
                ),
                self._show,
            )
        elif target.prescription_id is not None:
            self.diagnostic.hide()
            self.planning.show_dossier(target.prescription_id, self._title)

    def _make_form(self) -> SheetForm:
        form = SheetForm(self._context)
        form.changed.connect(self._touch)
        form.presence.chosen.connect(self._record_presence)
        form.absence.said.connect(self._record_absence)
        form.notes.kept.connect(self._keep_phrases)
        return form

    def _renew(self) -> None:
        """Another form for another rendez-vous: what is typed in one is never kept for another."""
        self._touched, self._view = False, None
        before, self.form = self.form, self._make_form()
        before.hide()
        self.sheet.takeWidget()
        before.setParent(self)
        QTimer.singleShot(_KEPT_MS, before, before.deleteLater)
        self.form.setObjectName("page")
        self.sheet.setWidget(self.form)
        self.form.show()

    def _make_acts(self) -> QWidget:
        self.sign = button(self.tr("Faire signer"), glyph="signature")
        self.sign.clicked.connect(self._sign)
        self.save = button(self.tr("Enregistrer"))
        self.save.setToolTip(self.tr("Enregistrer (Ctrl+S)"))
        self.save.clicked.connect(lambda: self._record(None))
        self.plan = button(self.tr("Enregistrer et planifier"), kind="primary")
        self.plan.setToolTip(self.tr("Enregistrer et planifier (Ctrl+Entrée)"))
        self.plan.clicked.connect(lambda: self._record(self.form.following.slot()))
        self.planned = label("", role="soft")
        return Flow(self.planned, self.sign, self.save, self.plan, trailing=True)

    def _title(self, title: str, subtitle: str) -> None:
        self.title.setText(title)
        self.subtitle.setText(subtitle)

    def _show(self, view: AppointmentView) -> None:
        head = view.sheet.head
        if self._target is None or head.appointment_id != self._target.appointment_id:
            return  # another one was asked for in the meantime
        again, self._view = view == self._view, view
        day = today(self._context.desk.clock)
        self._title(*head_words(head, self._context.action.profile))
        came = head.presence is Presence.ATTENDED
        self.diagnostic.setVisible(head.pathway_id is None and came)
        self.sign.setVisible(
            not (view.closed or head.signed or head.mode in REMOTE)
            and (came or head.presence is Presence.PLANNED)
            and head.held_on <= day
        )
        self.form.show_state(view, day)
        if not (self._touched or again):
            self.form.fill(view)
            self._context.drafts.keep(self, self._draft_key, self.form.fields())
        self._refresh_acts()

    @property
    def _draft_key(self) -> str:
        return f"appointment:{self._target.appointment_id}" if self._target else ""

    def _touch(self) -> None:
        self._touched = True
        self._refresh_acts()

    def _refresh_acts(self) -> None:
        slot = self.form.following.slot()
        self.plan.setVisible(slot is not None)
        self.plan.setEnabled(self.form.following.possible())
        profile = self._context.action.profile
        self.planned.setText(
            self.tr("Prochain rendez-vous\u00a0: {}").format(slot_words(slot, profile))
            if slot is not None
            else ""
        )

    def _go(self, screen: Screen) -> None:
        target = self._target
        if self._view is not None:
            self._context.go(Target(screen, self._view.sheet.head.prescription_id))
        elif target is not None and target.prescription_id is not None:
            self._context.go(Target(screen, target.prescription_id))

    def _press_main(self) -> None:
        """Ctrl+Enter: plan with the rest when something is to be planned."""
        if not self.planning.isHidden():
            self.planning.plan.click()
        elif self.plan.isHidden():
            self.save.click()
        else:
            self.plan.click()

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

    def _record(self, following: Slot | None) -> None:
        """Record the sheet, with the next rendez-vous when one is asked for, and leave it."""
        view = self._view
        if view is None:
            return
        self._write(
            self.form.record(view.sheet.head.presence, following), lambda: self._leave(following)
        )

    def _leave(self, following: Slot | None) -> None:
        self._context.drafts.forget(self._draft_key)
        self._touched = False
        said = self.tr("Rendez-vous enregistré.")
        if following is not None:
            words = slot_words(following, self._context.action.profile)
            said = self.tr("Rendez-vous enregistré. Le prochain est prévu le {}.").format(words)
        self._context.messages.inform(said)
        self._context.back()

    def _sign(self) -> None:
        """Record what is on the sheet, then hand the pad over."""
        view = self._view
        if view is None:
            return
        head = view.sheet.head

        def recorded() -> None:
            self._context.drafts.forget(self._draft_key)
            self._touched = False
            self._context.sign(head.appointment_id)

        if self._touched:
            self._write(self.form.record(head.presence, None), recorded)
        else:
            self._context.sign(head.appointment_id)

    def _keep_phrases(self, phrases: list[str]) -> None:
        desk = self._context.desk
        self._context.runner.write(
            self, lambda _task: keep_preference(desk, PHRASES, list(phrases)), self._done
        )

    def _done(self, _: object) -> None:
        self.refresh()

    def _write(self, record: AppointmentRecord, done: Callable[[], None]) -> None:
        view = self._view
        if view is None:
            return
        desk, appointment_id = self._context.desk, view.sheet.head.appointment_id

        def refused(error: UserError) -> None:
            self._context.messages.refuse(error)
            self.refresh()

        self._context.runner.write(
            self,
            lambda _task: record_appointment(desk, appointment_id, record),
            lambda _: done(),
            refused,
        )
