"""« Lieux et absences »: where the coach sits when, when she is away, how far it is."""

from datetime import date

from PySide6.QtCore import QSignalBlocker
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from coachdesk.core.clock import today
from coachdesk.core.french import quoted
from coachdesk.services.agenda.places import add_place
from coachdesk.services.agenda.places_view import PlacesView, PlaceView, places_view
from coachdesk.services.targets import Target
from coachdesk.ui.context import Context
from coachdesk.ui.item_models.table import Column
from coachdesk.ui.screens.places.days_off import DaysOffPanel
from coachdesk.ui.screens.places.place_form import PlaceForm
from coachdesk.ui.screens.places.travels import TravelPanel
from coachdesk.ui.theme import em
from coachdesk.ui.widgets.fields import EntryLine
from coachdesk.ui.widgets.layout import button, clear, column, label, panel, row, rule
from coachdesk.ui.widgets.page import Page
from coachdesk.ui.widgets.tab_order import tab_on
from coachdesk.ui.widgets.table import RowTable
from coachdesk.ui.widgets.two_columns import TwoColumns

_ALIKE = 3
"""Pairs of names asked about at once."""
_LIST = 11
"""Height of the list of places, in heights of the font."""


class PlacesScreen(Page):
    """A place is chosen in the list, its week ticked below; all is recorded at once."""

    def __init__(self, context: Context) -> None:
        self.leave = button("", kind="icon", glyph="arrow-left", name="Retour")
        super().__init__("", before=self.leave)
        self._context = context
        self._view: PlacesView | None = None
        self._wanted = ""
        self._begun: date | None = None
        self.leave.clicked.connect(context.back)
        self.title.setText(self.tr("Lieux et absences"))
        self.subtitle.setText(
            self.tr("Les créneaux proposés en tiennent compte. Tout est noté aussitôt.")
        )
        self.alike = column(spacing=6)
        self.table: RowTable[PlaceView] = RowTable(
            (
                Column(self.tr("Lieu"), lambda one: one.place.name, colour=_tone),
                Column(self.tr("Permanences"), self._week, colour=_tone),
                Column(
                    self.tr("À venir"),
                    lambda one: str(one.place.coming or ""),
                    sort=lambda one: one.place.coming,
                    right=True,
                    width=78,
                    spare=True,
                ),
            ),
            self.tr("Lieux"),
            wrap=True,
        )
        self.table.setMinimumHeight(em(_LIST))
        self.none = label(
            self.tr(
                "Aucun lieu pour l’instant. Tapez le premier ci-dessous\u00a0: ses permanences se "
                "cochent ensuite, semaine après semaine."
            ),
            role="soft",
            wrap=True,
        )
        self.none.hide()
        self.table.chosen.connect(self._choose)
        self.new = EntryLine()
        self.new.setPlaceholderText(self.tr("Un autre lieu, p. ex. Mairie d’Airaines"))
        self.new.setAccessibleName(self.tr("Nom d’un nouveau lieu"))
        self.new.entered.connect(self._add)
        self.add = button(self.tr("Ajouter"), glyph="plus")
        self.add.clicked.connect(self._add)
        self.form = PlaceForm(context)
        self.long_act = self.form.progress
        self.days_off = DaysOffPanel(context)
        self.travels = TravelPanel(context)
        for part in (self.form, self.days_off, self.travels):
            part.recorded.connect(self.refresh)
        adding = row(self.new, self.add)
        adding.setStretch(0, 1)
        heading = label(self.tr("Lieux de permanence"), role="heading")
        self._below = QWidget()
        self._below.setLayout(column(rule(), self.form, spacing=10))
        places = panel(
            column(heading, self.alike, self.none, self.table, adding, self._below, spacing=10)
        )
        left, right = column(places, None), column(self.days_off, self.travels, None, spacing=12)
        self._both = TwoColumns(left, right)
        self.body.addWidget(self._both)
        self.body.addStretch(1)
        self.first = self.table
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.days_off.add.click)

    def focusNextPrevChild(self, following: bool) -> bool:  # noqa: FBT001  (Qt's signature)
        """Tab goes through the lines of the week where they stand, whenever they were made."""
        return tab_on(self, (self.leave, self._both), forward=following)

    def show_target(self, target: Target) -> None:
        """Begin with the place that ``section`` names, or the one shown before."""
        self._wanted = target.section or self._wanted
        self._begin(today(self._context.desk.clock))
        self.refresh()

    def _begin(self, day: date) -> None:
        """The form of an absence begins with today, once a day."""
        if self._begun != day:
            self._begun = day
            self.days_off.begin(day)

    def refresh(self) -> None:
        """Read it again."""
        desk = self._context.desk
        day = today(desk.clock)
        self._context.runner.read(
            self, lambda: desk.read(lambda link: places_view(link, day)), self._show
        )

    def _show(self, view: PlacesView) -> None:
        before = self._view
        self._view = view
        current = self.table.current()
        wanted = self._wanted or (current.place.name if current else "")
        if before is None or before.places != view.places:
            kept = current.place.id if current and not self._wanted else None
            with QSignalBlocker(self.table):  # or the form would go, and the keyboard with it
                self.table.rows.set_rows(view.places)
                self._select(wanted, kept)
        self._wanted = ""
        self.none.setVisible(not view.places)
        self.table.setVisible(bool(view.places))
        self.first = self.table if view.places else self.new
        self._ask_alike(view)
        self.days_off.show_view(view)
        self.travels.show_view(view)
        self._choose(self.table.current())

    def _select(self, wanted: str, kept: object) -> None:
        """The place she was on, by its key: it may have another name by now."""
        rows = self.table.visible_rows()
        found = [n for n, one in enumerate(rows) if one.place.id == kept] or [
            n for n, one in enumerate(rows) if one.place.name == wanted
        ]
        if rows:
            self.table.selectRow(found[0] if found else 0)
            self.table.scrollTo(self.table.currentIndex())

    def _choose(self, chosen: PlaceView | None) -> None:
        if self._view is None:
            return
        self._below.setVisible(chosen is not None)
        if chosen is not None:
            self.form.show_place(chosen, self._view, today(self._context.desk.clock))

    def _ask_alike(self, view: PlacesView) -> None:
        """Ask about names that may be one place: merging takes the second into the first."""
        clear(self.alike)
        by_name = {one.place.name: one for one in view.places}
        for first, second in view.alike[:_ALIKE]:
            ask = label(
                self.tr("{} et {}\u00a0: est-ce le même lieu\u202f?").format(
                    quoted(first), quoted(second)
                ),
                tone="mend",
                wrap=True,
            )
            ask.setContentsMargins(8, 4, 8, 4)
            gone, kept = sorted((by_name[first], by_name[second]), key=_better)
            merge = button(self.tr("Réunir"), kind="mini")
            merge.setAccessibleName(self.tr("Réunir {} et {}").format(first, second))
            merge.clicked.connect(
                lambda _=False, one=kept, other=gone: self.form.ask_merge(
                    other, one.place.name, one.place.id
                )
            )
            line = QWidget()
            inside = row(ask, merge, spacing=8)
            inside.setStretch(0, 1)
            line.setLayout(inside)
            self.alike.addWidget(line)

    def _add(self) -> None:
        name, desk = self.new.text(), self._context.desk
        if not name.strip():
            self.new.setFocus()
            return

        def added(_: object) -> None:
            self.new.clear()
            self._wanted = " ".join(name.split())
            self.refresh()

        self._context.runner.write(self, lambda _task: add_place(desk, name), added)

    def _week(self, one: PlaceView) -> str:
        if one.place.retired_on is not None:
            return self.tr("on n’y reçoit plus")
        return one.words or self.tr("d’après vos rendez-vous")


def _better(one: PlaceView) -> tuple[int, int]:
    """Which of two names is kept: the one more in use, or the longer."""
    return one.place.coming, len(one.place.name)


def _tone(one: PlaceView) -> str | None:
    if one.place.retired_on is not None:
        return "ink_faint"
    return None
