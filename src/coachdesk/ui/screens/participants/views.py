"""The saved views: one click opens one; the coach's own can be renamed and deleted."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAccessible

from coachdesk.core.french import NBSP
from coachdesk.services.people_views import BUILT_IN, SavedView
from coachdesk.ui.widgets.flow import Flow, chip_button
from coachdesk.ui.widgets.layout import button
from coachdesk.ui.widgets.spoken import speaks_as


class ViewsBar(Flow):
    """``opened`` carries a view; the others ask to keep what is shown, rename or delete one."""

    opened = Signal(object)
    keep_asked = Signal()
    rename_asked = Signal(object)
    delete_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._views: tuple[SavedView, ...] = BUILT_IN
        self._shown: SavedView | None = None
        self.keep = button(self.tr("Garder cette vue…"), kind="link", glyph="plus")
        self.keep.clicked.connect(self.keep_asked)
        self.rename = button(self.tr("Renommer…"), kind="link")
        self.rename.clicked.connect(lambda: self.rename_asked.emit(self._shown))
        self.delete = button(self.tr("Supprimer la vue"), kind="link")
        self.delete.clicked.connect(lambda: self.delete_asked.emit(self._shown))
        self._make()

    def show_views(self, views: Sequence[SavedView], counts: Mapping[str, int]) -> None:
        """The built-in views, then ``views``; ``counts`` are of people, by the view's name."""
        self._views = (*BUILT_IN, *views)
        names = [view.name for view in self._views]
        if names != list(self.chips):
            self._make()
        for view in self._views:
            count = counts.get(view.name)
            words = view.name if count is None else f"{view.name}{NBSP}{NBSP}{count}"
            self.chips[view.name].setText(words.replace("&", "&&"))
        self._mark()

    def show_state(self, state: SavedView) -> None:
        """Mark the view that shows what is on screen, if one does."""
        self._shown = next((view for view in reversed(self._views) if view.shows(state)), None)
        self._mark()

    def _mark(self) -> None:
        own = self._shown is not None and self._shown not in BUILT_IN
        for name, chip in self.chips.items():
            chip.setChecked(self._shown is not None and name == self._shown.name)
        self.keep.setVisible(self._shown is None)
        self.rename.setVisible(own)
        self.delete.setVisible(own)

    def _make(self) -> None:
        acts = (self.keep, self.rename, self.delete)
        for act in acts:
            self.take(act)
        self.clear()
        self.chips = {view.name: chip_button(view.name) for view in self._views}
        for name, chip in self.chips.items():
            chip.setCheckable(True)
            speaks_as(chip, QAccessible.Role.RadioButton)
            chip.clicked.connect(partial(self._open, name))
            self.add(chip)
        for act in acts:
            self.add(act)

    def _open(self, name: str, _checked: bool = True) -> None:  # noqa: FBT001, FBT002  (Qt's signature)
        self._mark()  # a click opens, it does not untick
        self.opened.emit(next(view for view in self._views if view.name == name))
