"""The sauvegardes that can be put back: those near at once, those far as each place answers.

A share that is switched off may keep its silence for a minute: nothing waits for it.
"""

from collections.abc import Callable
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import TypeAlias

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from coachdesk.core.clock import Clock
from coachdesk.core.errors import UserError
from coachdesk.core.french import ago, capital, file_size, moment, quoted
from coachdesk.services.backup.elsewhere import OWN_FOLDER, noted_places
from coachdesk.services.backup.keys import key_name
from coachdesk.services.restoring.sources import (
    Offered,
    beside,
    found_at,
    newest_first,
    on_keys,
)
from coachdesk.ui.runner import Runner, Task
from coachdesk.ui.widgets.announced import announce
from coachdesk.ui.widgets.layout import clear, column, label

Look: TypeAlias = Callable[[], tuple[Offered, ...]]
_SHOWN = 6
"""Sauvegardes listed; an older one is chosen as a folder."""
_NOTICED_MS = 200


class BackupsFound(QWidget):
    """``chosen`` carries the folder of the one that would be put back."""

    chosen = Signal(object)

    def __init__(self, runner: Runner, clock: Clock, directory: Path, after: QWidget) -> None:
        """``after`` is where Tab goes from the last one."""
        super().__init__()
        self._runner, self._clock, self._directory = runner, clock, directory
        self._after = after
        self._found: tuple[Offered, ...] = ()
        self._waits = 0
        """Places that did not answer yet."""
        self._hers = False
        """She chose one, or a folder: what comes later changes nothing under her hand."""
        self._chosen: Path | None = None
        self._group = QButtonGroup(self)
        self._only = False
        """She looks at a folder: what others hold is not mixed with it."""
        self.choices: list[QRadioButton] = []
        self._list = column(spacing=4)
        self.looking = label("", role="caption", wrap=True)
        self.setLayout(column(self._list, self.looking, spacing=4))
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_NOTICED_MS)
        self._soon.timeout.connect(self._say_looking)

    def look(self) -> None:
        """List what is beside the store, then ask the keys and each place known."""
        directory = self._directory

        def near() -> tuple[tuple[Offered, ...], tuple[Path, ...]]:
            return beside(directory), noted_places(directory)

        self._runner.read(self, near, lambda read: self._ask(*read))

    def show_only(self, found: tuple[Offered, ...]) -> None:
        """Those of a folder that she chose."""
        self._hers = self._only = True
        self._found = found
        self._show(found[0].path)

    def pick_none(self) -> None:
        """What is chosen is not in the list."""
        self._hers = True
        self._chosen = None
        self._group.setExclusive(False)
        for choice in self.choices:
            choice.setChecked(False)
        self._group.setExclusive(True)

    def _ask(self, near: tuple[Offered, ...], places: tuple[Path, ...]) -> None:
        asked: tuple[Look, ...] = (on_keys, *(partial(found_at, place) for place in places))
        self._waits = 1 + len(asked)
        self._soon.start()
        self._came(near)
        for look in asked:
            self._runner.carry(self, partial(_answer, look), self._came, self._silent)

    def _silent(self, _error: UserError) -> None:
        """A place that can't be looked at has nothing to offer."""
        self._came(())

    def _came(self, found: tuple[Offered, ...]) -> None:
        self._waits -= 1
        if not self._waits:
            self._soon.stop()
            self.looking.setText("")
        if self._only or (not found and self._waits):
            return
        self._found = newest_first((*self._found, *found))
        newest = self._found[0].path if self._found else None
        self._show(self._chosen if self._hers else newest)

    def _show(self, path: Path | None) -> None:
        clear(self._list)
        self.choices = []
        self._chosen = path
        now = self._clock.now()
        for each in self._found[:_SHOWN]:
            when = f"{capital(ago(each.made_at, now))}, {moment(each.made_at.astimezone())}"
            told = (when, self._where(each.path), file_size(each.size))
            choice = QRadioButton("  ·  ".join(told))
            choice.setToolTip(str(each.path))
            choice.setProperty("role", "choice")
            choice.clicked.connect(partial(self._choose, each.path))
            self._group.addButton(choice)  # or the only one could be taken back by a click
            self._list.addWidget(choice)
            self.choices.append(choice)
        for before, after in pairwise((*self.choices, self._after)):
            self.setTabOrder(before, after)  # they were made after it
        shown = [each.path for each in self._found[:_SHOWN]]
        if path in shown:  # once all are there: each takes the mark from the others
            self.choices[shown.index(path)].setChecked(True)
        if path is not None:
            self.chosen.emit(path)
        elif not self._found and not self._waits:
            self._list.addWidget(
                label(
                    self.tr(
                        "Aucune sauvegarde n’a été trouvée ici. Branchez la clé où elle se "
                        "trouve, puis choisissez son dossier."
                    ),
                    wrap=True,
                )
            )

    def _choose(self, path: Path) -> None:
        self._hers, self._chosen = True, path
        self.chosen.emit(path)

    def _say_looking(self) -> None:
        said = self.tr("Recherche sur les clés et dans les dossiers connus…")
        self.looking.setText(said)
        announce(self, said)

    def _where(self, path: Path) -> str:
        """« sur cet ordinateur », « sur « KINGSTON » »."""
        if path.is_relative_to(self._directory):
            return self.tr("sur cet ordinateur")
        folder = path.parent.parent if path.parent.name == OWN_FOLDER else path.parent
        return self.tr("sur {}").format(quoted(key_name(folder)))


def _answer(look: Look, _task: Task) -> tuple[Offered, ...]:
    return look()
