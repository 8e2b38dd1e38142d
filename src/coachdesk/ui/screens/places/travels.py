"""The roads between places: those not said yet, supposed until then, and those that are."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QWidget

from coachdesk.domain.travels import SUPPOSED_MINUTES
from coachdesk.queries.place_lists import TravelLine
from coachdesk.services.agenda.places_view import PlacesView
from coachdesk.services.agenda.travel import FARTHEST, LONGEST, set_travel
from coachdesk.ui.context import Context
from coachdesk.ui.widgets.fields import (
    captioned,
)
from coachdesk.ui.widgets.layout import button, clear, column, label, panel, row
from coachdesk.ui.widgets.number_box import AmountBox, NumberBox

_KM, _UNKNOWN = 1000, -0.1
"""Of a distance; below none, nobody said it: two rooms of one town are at 0 km."""
_ASKED = 8
"""Travels asked for at once, those of most of her days."""


class TravelPanel(QWidget):
    """``recorded`` asks for the page again."""

    recorded = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._shown: object = None
        self.lines: dict[tuple[str, str], TravelFields] = {}
        self.how = label("", role="soft", wrap=True)
        self._pile = column(spacing=8)
        self.one, self.other = QComboBox(), QComboBox()
        self.more = TravelFields(self.tr("Autre trajet"))
        self.more.show_road(SUPPOSED_MINUTES, None)
        self.add = button(self.tr("Noter"), glyph="plus")
        self.add.setToolTip(self.tr("Noter ce trajet"))
        self.add.clicked.connect(self._add)
        for box in (self.one, self.other):
            box.setMinimumContentsLength(10)
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
        pair = row(
            captioned(self.tr("De"), self.one), captioned(self.tr("À"), self.other), spacing=10
        )
        self._form = QWidget()
        self._form.setLayout(
            column(pair, row(self.more.minutes, self.more.km, None, self.add), spacing=6)
        )
        heading = label(self.tr("Trajets"), role="heading")
        self.setLayout(column(panel(column(heading, self.how, self._pile, self._form, spacing=10))))

    def show_view(self, view: PlacesView) -> None:
        """Show the roads of ``view``."""
        for box, number in ((self.one, 0), (self.other, 1)):
            if [box.itemText(at) for at in range(box.count())] != list(view.names):
                asked = box.currentText()
                with QSignalBlocker(box):
                    box.clear()
                    box.addItems(list(view.names))
                    found = box.findText(asked)
                    box.setCurrentIndex(found if found >= 0 else min(number, box.count() - 1))
        self._form.setVisible(len(view.names) > 1)
        asked_for = view.unknown[:_ASKED]
        if (asked_for, view.travels) == self._shown:
            return
        self._shown = (asked_for, view.travels)
        self._fill(asked_for, view.travels)
        how = self.tr("Les trajets entre vos lieux se disent ici, une fois chacun.")
        if asked_for:
            how = self.tr(
                "Dites combien de temps il faut\u00a0: jusque-là, {} minutes sont comptées."
            )
        elif view.travels:
            how = self.tr("Chaque trajet vaut dans les deux sens.")
        if any(road.minutes == SUPPOSED_MINUTES for road in view.travels):
            how += self.tr(" Une durée de {}\u00a0min peut n’être que supposée.")
        self.how.setText(how.replace("{}", str(SUPPOSED_MINUTES)))

    def _fill(self, unknown: Sequence[tuple[str, str]], travels: Sequence[TravelLine]) -> None:
        clear(self._pile)
        self.lines = {}
        for one, other in unknown:
            self._line(one, other, None)
        for road in travels:
            self._line(road.one, road.other, road)

    def _line(self, one: str, other: str, road: TravelLine | None) -> None:
        name = f"{one}\u00a0– {other}"
        fields = TravelFields(name)
        fields.show_road(road.minutes if road else SUPPOSED_MINUTES, road.metres if road else None)
        if road is None:
            words = self.tr("C’est cela")
            say = button(words, kind="mini", name=f"{words}, {name}")
            say.clicked.connect(lambda: self._say(one, other, fields))
            fields.say = say
            act = say
        else:
            erase = button("", kind="icon", glyph="x", name=self.tr("Oublier {}").format(name))
            erase.clicked.connect(lambda: self._forget(one, other))
            act = erase
            fields.changed.connect(lambda: self._say(one, other, fields))
        self.lines[one, other] = fields
        line = QWidget()
        line.setLayout(
            column(
                label(name, wrap=True),
                row(fields.minutes, fields.km, act, None, spacing=10),
                spacing=2,
            )
        )
        self._pile.addWidget(line)

    def _say(self, one: str, other: str, fields: "TravelFields") -> None:
        minutes, metres = fields.road()
        self._write(one, other, minutes, metres)

    def _forget(self, one: str, other: str) -> None:
        self._write(one, other, None, None)

    def _add(self) -> None:
        minutes, metres = self.more.road()
        self._write(self.one.currentText(), self.other.currentText(), minutes, metres)

    def _write(self, one: str, other: str, minutes: int | None, metres: int | None) -> None:
        desk = self._context.desk
        self._context.runner.write(
            self,
            lambda _task: set_travel(desk, one, other, minutes, metres),
            lambda _: self.recorded.emit(),
        )


class TravelFields(QWidget):
    """The minutes and the kilometres of a road; the two fields stand where they are put."""

    changed = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.say: QWidget | None = None
        self._shown: tuple[int, int | None] = (0, None)
        self.minutes = NumberBox(LONGEST, suffix="\u00a0min")
        self.minutes.setSingleStep(5)
        self.minutes.setAccessibleName(self.tr("Minutes, {}").format(name))
        self.km = AmountBox(FARTHEST / _KM, _UNKNOWN, suffix="\u00a0km", unsaid="— km")
        self.km.setAccessibleName(self.tr("Kilomètres, {}").format(name))
        for field in (self.minutes, self.km):
            field.editingFinished.connect(self._tell)

    def show_road(self, minutes: int, metres: int | None) -> None:
        """Show a road."""
        self.minutes.setValue(minutes)
        self.km.setValue(_UNKNOWN if metres is None else metres / _KM)
        self._shown = self.road()

    def road(self) -> tuple[int, int | None]:
        """Its minutes and its metres."""
        km = self.km.value()
        return self.minutes.value(), None if km < 0 else round(km * _KM)

    def _tell(self) -> None:
        if self.road() != self._shown:
            self._shown = self.road()
            self.changed.emit()
