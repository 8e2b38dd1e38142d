"""The ateliers: plan one, note who came, have everyone sign in one sitting, close its sheet."""

from uuid import UUID

from PySide6.QtWidgets import QStackedWidget

from coachdesk.core.clock import today
from coachdesk.core.errors import UserError
from coachdesk.core.french import capital, clock_time, full_date, plural
from coachdesk.services.targets import Screen, Target
from coachdesk.services.workshops.view import (
    WorkshopsView,
    WorkshopView,
    workshop_view,
    workshops_view,
)
from coachdesk.ui.commands import bind_main_act
from coachdesk.ui.context import Context
from coachdesk.ui.screens.workshop.one import OneWorkshop
from coachdesk.ui.screens.workshop.planning import WorkshopPlanning
from coachdesk.ui.widgets.layout import button
from coachdesk.ui.widgets.page import Page
from coachdesk.ui.widgets.tab_order import tab_on


class WorkshopScreen(Page):
    """One page for both: a new atelier with the others beside it, or one with its people."""

    def __init__(self, context: Context) -> None:
        self.leave = button("", kind="icon", glyph="arrow-left", name="Retour")
        self.act = button("", kind="primary")
        super().__init__("", self.act, before=self.leave)
        self._context = context
        self._workshop: UUID | None = None
        self._arrived = False
        """She is there, and the atelier is still being read."""
        self._read: UUID | None = None
        """The atelier that the page shows."""
        self.leave.clicked.connect(context.back)
        self.planning = WorkshopPlanning(context)
        self.planning.planned.connect(self._open)
        self.planning.changed.connect(self._show_act)
        self.one = OneWorkshop(context)
        self.one.recorded.connect(self.refresh)
        self.one.changed.connect(self._show_act)
        self.one.dropped.connect(context.back)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.planning)
        self.pages.addWidget(self.one)
        self.body.addWidget(self.pages, 1)
        self.act.clicked.connect(self._press)
        bind_main_act(self, self._press_by_key)
        self.first = self.planning.form.title
        self._show_act()

    def show_target(self, target: Target) -> None:
        """Show the atelier that is named, or a new one."""
        if target.subject_id != self._workshop:
            self.one.begin()
        self._workshop = target.subject_id
        self._arrived = True
        self.planning.begin(target.day, target.people)
        self._stand()
        self.refresh()
        self.take_keyboard()

    def refresh(self) -> None:
        """Read it again."""
        desk, action, wanted = self._context.desk, self._context.action, self._workshop
        day = today(desk.clock)
        if wanted is None:
            self._context.runner.read(
                self,
                lambda: desk.read(lambda link: workshops_view(link, action, day)),
                self._show_all,
            )
            return
        self._context.runner.read(
            self,
            lambda: desk.read(lambda link: workshop_view(link, action, wanted, day)),
            self._show_one,
            lambda error: self._gone(wanted, error),
        )

    def _gone(self, wanted: UUID, error: UserError) -> None:
        """The atelier on the page is no more, since Ctrl+Z took it back: so is the page."""
        if wanted != self._workshop:
            return
        if wanted == self._read:
            self._context.back_from(self)
        else:
            self._context.messages.refuse(error)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, FBT001  (Qt's signature)
        """Tab goes as the eye does: the people are made anew each time that they are read."""
        parts = (self.leave, self.act, self.pages)
        return tab_on(self, parts, forward=next) or super().focusNextPrevChild(next)

    def _stand(self) -> None:
        one = self._workshop is not None
        self.pages.setCurrentWidget(self.one if one else self.planning)
        self.first = self.act if one else self.planning.form.title
        if not one:
            self.title.setText(self.tr("Nouvel atelier"))
        self._show_act()

    def _show_all(self, view: WorkshopsView) -> None:
        if self._workshop is None:
            self.planning.show_view(view)
            self._show_act()

    def _show_one(self, view: WorkshopView) -> None:
        head = view.head
        if head.id != self._workshop:
            return  # another one was asked for in the meantime
        self._read = head.id
        self.title.setText(self.tr("Atelier «\u00a0{}\u00a0»").format(head.title))
        day = full_date(head.held_on)
        hours = f"{clock_time(head.start_minute)} – {clock_time(head.end_minute)}"
        people = plural(len(view.people), self.tr("personne"))
        parts = (capital(day), hours, head.place, people)
        self.subtitle.setText("  ·  ".join(part for part in parts if part))
        self.one.show_view(view)
        self._show_act()
        # Its button could not have the keyboard before; an act that goes leaves it to Retour.
        if self.isVisible() and (self._arrived or self.window().focusWidget() is self.leave):
            self.take_keyboard()
        self._arrived = False

    def _show_act(self) -> None:
        if self._workshop is None:
            words, lacking = self.planning.main_act()
            ready = self.tr("Chaque personne a son émargement de l’atelier.")
            self.subtitle.setText(lacking or ready)
            possible = not lacking
        else:
            words, possible = self.one.main_act()
            lacking = ""
        self.act.setText(words)
        self.act.setEnabled(possible)
        self.act.setToolTip(lacking or self.tr("{} (Ctrl+Entrée)").format(words))

    def _press(self) -> None:
        if self._workshop is not None:
            self.one.do()
        else:
            self.planning.do()

    def _press_by_key(self) -> None:
        """Say what is lacking, where the keyboard could not come to a button that can't act."""
        _, lacking = ("", "") if self._workshop is not None else self.planning.main_act()
        if lacking:
            sentence = self.tr("L’atelier ne peut pas encore être planifié.")
            self._context.messages.refuse(UserError(sentence, lacking))
            self.planning.lead()
        else:
            self.act.click()

    def _open(self, workshop_id: UUID) -> None:
        if self._context.on_screen(self):
            self.show_target(Target(Screen.WORKSHOP, subject_id=workshop_id))
