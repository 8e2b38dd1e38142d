"""A page that works on one dossier: whose it is, read again, one act by Ctrl+Enter."""

from collections.abc import Callable, Collection, Mapping
from typing import Any, TypeAlias
from uuid import UUID

from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from coachdesk.core.errors import UserError
from coachdesk.queries.dossier import DossierHead, dossier_head
from coachdesk.services.drafts import draft_key
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.commands import bind_main_act
from coachdesk.ui.context import Context
from coachdesk.ui.widgets.layout import button
from coachdesk.ui.widgets.page import Page

Link: TypeAlias = Any
"""A read transaction, handed on to the queries: the window knows nothing of it."""


class DossierPage(Page):
    """Its pages say what they read (``read``), show it (``show_read``) and do (``do``)."""

    kept_as: Screen
    """Which of them it is: what is typed there is kept under its name."""

    def __init__(self, context: Context, title: str, act: str, *others: QPushButton) -> None:
        """``act`` is the word of the main button, ``others`` stand before it."""
        self.leave = button("", kind="icon", glyph="arrow-left", name="Retour")
        self.act = button(act, kind="primary", glyph="check")
        super().__init__(title, *others, self.act, before=self.leave)
        self.context = context
        self.dossier: UUID | None = None
        self.head: DossierHead | None = None
        """Of the dossier shown."""
        self.leave.clicked.connect(context.back)
        self.act.clicked.connect(self.do)
        bind_main_act(self, self._press)

    def _press(self) -> None:
        """The main act by its keys: what can't be done yet says why, where a click shows it."""
        if self.act.isEnabled():
            self.act.click()
        elif self.head is not None:
            self.context.messages.refuse(
                UserError(
                    self.tr("Il manque une réponse pour enregistrer."),
                    self.tr("Choisissez-la d’abord."),
                )
            )
            self.take_keyboard()

    def show_target(self, target: Target) -> None:
        """Show the page of a dossier."""
        self.dossier = target.prescription_id
        self.refresh()

    def refresh(self) -> None:
        """Read it again; what is typed stays."""
        self.look_again(self.show_read)

    def is_about(self, gone: Collection[UUID]) -> bool:
        """Its dossier."""
        return self.dossier in gone

    def look_again(self, show: Callable[[Any], None]) -> None:
        """Read it again and ``show`` of it what a piece that came in, or alike, has changed."""
        dossier, desk, read = self.dossier, self.context.desk, self.read
        if dossier is None:
            return

        def known() -> tuple[DossierHead, Any]:
            return desk.read(lambda link: (dossier_head(link, dossier), read(link, dossier)))

        self.context.runner.read(self, known, lambda told: self._show(*told, show))

    def read(self, link: Link, dossier: UUID) -> Any:  # noqa: ANN401  (each page's own)
        """What the page shows of ``dossier``; away from the GUI thread."""
        raise NotImplementedError

    def show_read(self, known: Any) -> None:  # noqa: ANN401  (what the page reads)
        """Show what ``read`` gave; ``head`` is whose it is."""
        raise NotImplementedError

    def do(self) -> None:
        """The main act of the page."""
        raise NotImplementedError

    def keep(self, fields: Mapping[str, QWidget]) -> None:
        """Keep what is typed in ``fields`` for the dossier shown, until it is recorded."""
        self.context.drafts.keep(self, draft_key(Target(self.kept_as, self.dossier)), fields)

    def forget(self, dossier: UUID) -> None:
        """What was typed for ``dossier`` is recorded, or given up."""
        self.context.drafts.forget(draft_key(Target(self.kept_as, dossier)))

    def write(self, work: Callable[[], Any], done: Callable[[Any], None]) -> None:
        """Run the act away from the GUI thread."""
        self.context.runner.write(self, lambda _task: work(), done)

    def go_on(self, dossier: UUID, screen: Screen) -> None:
        """After an act for ``dossier``: on to the next screen, if she is still at it."""
        if dossier == self.dossier:
            self.done = True
            self.context.go_from(self, Target(screen, dossier))

    def _show(self, head: DossierHead, known: Any, show: Callable[[Any], None]) -> None:  # noqa: ANN401  (likewise)
        if head.prescription_id != self.dossier:
            return  # another dossier was asked for in the meantime
        self.subtitle.setText(f"{head.first_name} {head.last_name}, n°\u00a0{head.number}")
        self.head = head
        self.context.drafts.flush()  # what was typed while it was read
        show(known)
        if self.isVisible() and QApplication.focusWidget() is None:
            self.take_keyboard()  # it was on what is hidden now
