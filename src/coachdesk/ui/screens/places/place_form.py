"""One place: its name, its address, its week, and what may become of it."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from coachdesk.core.errors import UserError
from coachdesk.core.french import long_date, plural, quoted
from coachdesk.services.agenda.merging import merge_places
from coachdesk.services.agenda.places import (
    rename_place,
    retire_place,
    set_address,
    set_base_place,
    set_openings,
)
from coachdesk.services.agenda.places_view import PlacesView, PlaceView
from coachdesk.services.desk import Desk
from coachdesk.ui.context import Context
from coachdesk.ui.messages import Question
from coachdesk.ui.runner import Task
from coachdesk.ui.screens.places.week_grid import WeekGrid
from coachdesk.ui.widgets.fields import captioned
from coachdesk.ui.widgets.flow import Flow
from coachdesk.ui.widgets.layout import button, column, label, row
from coachdesk.ui.widgets.progress import ProgressLine
from coachdesk.ui.widgets.wide_check import WideCheck


class PlaceForm(QWidget):
    """Each thing is recorded as it is typed or ticked; ``recorded`` asks for the page again."""

    recorded = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._shown: PlaceView | None = None
        self._others: dict[str, UUID] = {}
        self._day = date(2000, 1, 1)
        self.name = QLineEdit()
        self.address = QLineEdit()
        self.address.setPlaceholderText(self.tr("Rue et commune"))
        self.grid = WeekGrid()
        self.base = WideCheck(self.tr("Ma journée commence et finit ici"))
        self.retire = button("", kind="mini")
        self.merge = QComboBox()
        self.merge.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.merge.setMinimumContentsLength(16)
        self.merge.setAccessibleName(self.tr("Réunir avec un autre lieu"))
        self.merge.setToolTip(self.tr("Le même lieu écrit de deux façons"))
        self.since = label("", role="soft", wrap=True)
        self.progress = ProgressLine()
        self.setLayout(
            column(
                row(
                    captioned(self.tr("Nom du lieu"), self.name),
                    captioned(self.tr("Adresse"), self.address),
                    spacing=10,
                ),
                label(self.tr("Permanences"), role="caption"),
                self.grid,
                self.since,
                self.base,
                Flow(self.retire, self.merge),
                self.progress,
                spacing=8,
            )
        )
        self.name.editingFinished.connect(self._rename)
        self.address.editingFinished.connect(self._move)
        self.grid.changed.connect(self._open)
        self.base.clicked.connect(self._set_base)
        self.retire.clicked.connect(self._retire)
        self.merge.activated.connect(self._choose_merge)

    def show_place(self, shown: PlaceView, view: PlacesView, day: date) -> None:
        """Show a place of ``view``; what has the keyboard keeps what is typed in it."""
        another = self._shown is None or self._shown.place.id != shown.place.id
        self._shown, self._day = shown, day
        place = shown.place
        for line, text in ((self.name, place.name), (self.address, place.address or "")):
            if another or not (line.hasFocus() and line.isModified()):
                line.setText(text)
        self.grid.show_week(place.name, shown.openings, day)
        with QSignalBlocker(self.base):
            self.base.setChecked(view.base == place.name)
        gone = place.retired_on is not None
        self.retire.setText(self.tr("Reprendre ce lieu") if gone else self.tr("N’y plus recevoir"))
        self.since.setVisible(gone)
        if place.retired_on is not None:
            words = self.tr("On n’y reçoit plus depuis le {} : il n’est plus proposé.")
            self.since.setText(words.format(long_date(place.retired_on)))
        self._others = {one.place.name: one.place.id for one in view.places if one is not shown}
        self.merge.clear()
        self.merge.addItems([self.tr("Réunir avec…"), *self._others])
        self.merge.setVisible(bool(self._others))

    def ask_merge(self, gone: PlaceView, kept_name: str, kept_id: UUID) -> None:
        """Have two places made one, once she says yes."""
        number = gone.place.coming
        coming = plural(number, "rendez-vous à venir compris", "rendez-vous à venir compris")
        question = Question(
            self.tr("Réunir deux lieux\u202f?"),
            self.tr(
                "Tout ce qui est noté à {} le sera à {}\u00a0: rien n’est perdu{}. Les "
                "papiers scellés gardent le nom qu’ils portent. Ctrl+Z revient en arrière."
            ).format(quoted(gone.place.name), quoted(kept_name), f" ({coming})" if number else ""),
            self.tr("Réunir"),
        )
        gone_id = gone.place.id
        self._context.messages.ask(question, lambda _: self._merge(kept_id, gone_id))

    def _choose_merge(self, number: int) -> None:
        name = self.merge.itemText(number)
        self.merge.setCurrentIndex(0)
        if self._shown is not None and name in self._others:
            self.ask_merge(self._shown, name, self._others[name])

    def _merge(self, kept_id: UUID, gone_id: UUID) -> None:
        desk = self._context.desk

        def work(task: Task) -> None:
            merge_places(desk, kept_id, gone_id, task.report, task.cancelled)

        def done(_: object) -> None:
            self.progress.end()
            self._context.messages.inform(self.tr("Les deux lieux n’en font plus qu’un."))
            self.recorded.emit()

        def refused(error: UserError) -> None:
            self.progress.end()
            self._context.messages.refuse(error)

        self.progress.begin(self.tr("Réunion des deux lieux…"))
        runner = self._context.runner
        self.progress.follow(runner.write(self, work, done, refused, self.progress.step))

    def _rename(self) -> None:
        shown, name = self._shown, self.name.text()
        if shown is None or " ".join(name.split()) == shown.place.name:
            return
        key, before = shown.place.id, shown.place.name
        self._write(lambda desk: rename_place(desk, key, name), lambda: self.name.setText(before))

    def _move(self) -> None:
        shown, address = self._shown, self.address.text()
        if shown is not None and " ".join(address.split()) != (shown.place.address or ""):
            name = shown.place.name
            self._write(lambda desk: set_address(desk, name, address))

    def _open(self, openings: Any) -> None:  # noqa: ANN401  (a tuple, through a signal)
        if self._shown is not None:
            key = self._shown.place.id
            self._write(lambda desk: set_openings(desk, key, openings))

    def _set_base(self) -> None:
        if self._shown is not None:
            key = self._shown.place.id if self.base.isChecked() else None
            self._write(lambda desk: set_base_place(desk, key))

    def _retire(self) -> None:
        if self._shown is not None:
            key = self._shown.place.id
            since = self._day if self._shown.place.retired_on is None else None
            self._write(lambda desk: retire_place(desk, key, since))

    def _write(
        self, work: Callable[[Desk], None], restore: Callable[[], None] = lambda: None
    ) -> None:
        """Record it; a refusal shows what is again."""
        desk = self._context.desk

        def refused(error: UserError) -> None:
            self._context.messages.refuse(error)
            restore()
            self.recorded.emit()

        self._context.runner.write(
            self, lambda _task: work(desk), lambda _: self.recorded.emit(), refused
        )
