"""The coach's own views of the list: named, renamed, deleted, and kept in the store."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

from PySide6.QtCore import QObject, Signal

from coachdesk.core.errors import UserError
from coachdesk.core.french import quoted
from coachdesk.services.people_views import (
    SavedView,
    ViewsKept,
    keep_views,
    renamed,
    with_view,
    without_view,
)
from coachdesk.ui.context import Context
from coachdesk.ui.messages import Question

Views: TypeAlias = tuple[SavedView, ...]


class ViewKeeper(QObject):
    """``changed`` says that ``kept`` holds other views."""

    changed = Signal()

    def __init__(self, context: Context, state: Callable[[], SavedView]) -> None:
        """``state`` is what is on screen."""
        super().__init__()
        self._context = context
        self._state = state
        self.kept: ViewsKept | None = None
        """None until they were read; from then on it is what the store has, or will have."""

    def keep_last(self, last: SavedView) -> None:
        """Find the columns and the order of ``last`` again the next time."""
        if self.kept is not None and last != self.kept.last:
            self._keep(replace(self.kept, last=last))

    def ask_name(self) -> None:
        """Keep what is on screen, under a name."""
        question = Question(
            self.tr("Garder cette vue"),
            self.tr("La recherche, les filtres, l’ordre et les colonnes sont gardés sous ce nom."),
            self.tr("Garder"),
            self.tr("Nom de la vue"),
        )
        self._context.messages.ask(
            question,
            lambda name: self._change(
                lambda views: with_view(views, replace(self._state(), name=name))
            ),
        )

    def ask_new_name(self, view: SavedView) -> None:
        """Give a view another name."""
        question = Question(
            self.tr("Renommer la vue {}").format(quoted(view.name)),
            self.tr("Ce qu’elle montre ne change pas."),
            self.tr("Renommer"),
            self.tr("Nouveau nom"),
        )
        self._context.messages.ask(
            question, lambda name: self._change(lambda views: renamed(views, view, name))
        )

    def ask_deletion(self, view: SavedView) -> None:
        """Delete a view."""
        question = Question(
            self.tr("Supprimer la vue {}\u202f?").format(quoted(view.name)),
            self.tr("Les personnes restent\u00a0: seul ce raccourci disparaît."),
            self.tr("Supprimer"),
        )
        self._context.messages.ask(
            question, lambda _: self._change(lambda views: without_view(views, view))
        )

    def _change(self, change: Callable[[Views], Views]) -> None:
        """A name that will not do is refused in words."""
        kept = self.kept or ViewsKept()
        try:
            views = change(kept.views)
        except UserError as error:
            self._context.messages.refuse(error)
            return
        self._keep(replace(kept, views=views))
        self.changed.emit()

    def _keep(self, kept: ViewsKept) -> None:
        self.kept = kept
        desk, action = self._context.desk, self._context.action
        self._context.runner.write(
            self, lambda _task: keep_views(desk, action, kept), lambda _: None
        )
