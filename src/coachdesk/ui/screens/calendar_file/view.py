"""The agenda as a calendar file: which days, which place, initials or names; seen before it leaves.

``Target(Screen.CALENDAR_FILE, day=…, section="day" | "week" | "month")`` opens it on what the
agenda shows.
"""

from pathlib import Path

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QComboBox

from coachdesk.core.clock import today
from coachdesk.core.french import capital, plural, short_weekday
from coachdesk.queries.places import place_names
from coachdesk.services.calendar_export import (
    CalendarWanted,
    Leaving,
    Stretch,
    calendar_leaving,
    export_calendar,
    suggested_name,
)
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.commands import bind_main_act
from coachdesk.ui.context import Context
from coachdesk.ui.item_models.table import Column
from coachdesk.ui.widgets.choices import Choices
from coachdesk.ui.widgets.fields import captioned, day_edit, day_of, show_day
from coachdesk.ui.widgets.layout import Glyph, button, column, label, panel, row
from coachdesk.ui.widgets.nothing_here import NothingHere
from coachdesk.ui.widgets.page import Page
from coachdesk.ui.widgets.table import RowTable
from coachdesk.ui.widgets.two_columns import TwoColumns

_INITIALS, _NAMES = "initials", "names"


class CalendarFileScreen(Page):
    """What is listed is what leaves, word for word."""

    def __init__(self, context: Context) -> None:
        self.leave = button("", kind="icon", glyph="arrow-left", name="Retour")
        self.save = button("", kind="primary", glyph="save")
        super().__init__("", self.save, before=self.leave)
        self._context = context
        self.title.setText(self.tr("Exporter l’agenda"))
        self.subtitle.setText(
            self.tr("Un fichier .ics, pour l’agenda d’un téléphone ou d’un autre ordinateur.")
        )
        self.leave.clicked.connect(context.back)
        self.save.setText(self.tr("Enregistrer en clair…"))
        self.save.setToolTip(self.tr("Enregistrer le fichier .ics, en clair (Ctrl+Entrée)"))
        self.stretch = Choices(
            (
                (Stretch.DAY, self.tr("Jour")),
                (Stretch.WEEK, self.tr("Semaine")),
                (Stretch.MONTH, self.tr("Mois")),
            ),
            self.tr("Période"),
        )
        self.day = day_edit(today(context.desk.clock))
        self.place = QComboBox()
        self.names = Choices(
            ((_INITIALS, self.tr("Initiales")), (_NAMES, self.tr("Noms complets"))),
            self.tr("Comment les personnes y sont nommées"),
        )
        self.warning = label("", wrap=True)
        self.count = label("", role="heading", wrap=True)
        self.table: RowTable[Leaving] = RowTable(
            (
                Column(
                    self.tr("Jour"),
                    lambda line: short_weekday(line.day),
                    lambda line: f"{line.day} {line.event.start_minute or 0:04}",
                    width=104,
                ),
                Column(self.tr("Heures"), lambda line: line.hours, width=132),
                Column(self.tr("Ce qui est écrit"), _written),
            ),
            self.tr("Ce qui part"),
        )
        self._read_once = False
        """Nothing is said of what was not read."""
        self._wanted: CalendarWanted | None = None
        """What the list was last asked for."""
        head = row(Glyph("triangle-alert", "mend"), self.warning, spacing=10)
        head.setStretch(1, 1)
        left = column(
            label(self.tr("Période"), role="caption"),
            self.stretch,
            captioned(self.tr("Jour compris dans la période"), self.day),
            captioned(self.tr("Lieu"), self.place),
            label(self.tr("Personnes"), role="caption"),
            self.names,
            head,
            None,
            spacing=10,
        )
        self.agenda = button(self.tr("Ouvrir l’agenda"), glyph="calendar-days")
        self.agenda.clicked.connect(lambda: context.go(Target(Screen.AGENDA, day=day_of(self.day))))
        self.nothing = NothingHere(self.agenda, glyph="calendar-days")
        self.nothing.hide()
        right = column(self.count, self.table, self.nothing, spacing=8)
        right.setStretch(1, 1)
        right.setStretch(2, 1)
        self.body.addWidget(TwoColumns(column(panel(left)), right, (2, 3)), 1)
        self.first = self.stretch.buttons[Stretch.WEEK]
        for choices in (self.stretch, self.names):
            choices.chosen.connect(lambda _: self._change())
        self.day.dateChanged.connect(lambda _: self._change())
        self.place.currentIndexChanged.connect(lambda _: self._change())
        self.save.clicked.connect(self._choose_target)
        bind_main_act(self, self.save.click)
        self._begin(Target(Screen.CALENDAR_FILE))

    def show_target(self, target: Target) -> None:
        """Begin with the days that are named, with initials."""
        self._begin(target)
        self.refresh()
        self.take_keyboard()

    def refresh(self) -> None:
        """Read again the places, then what would leave."""
        desk = self._context.desk

        def show(places: tuple[str, ...]) -> None:
            chosen = self.place.currentData()
            blocker = QSignalBlocker(self.place)
            self.place.clear()
            self.place.addItem(self.tr("Tous les lieux"), None)
            for name in places:
                self.place.addItem(name, name)
            self.place.setCurrentIndex(max(self.place.findData(chosen), 0))
            blocker.unblock()
            self._read()

        self._context.runner.read(self, lambda: desk.read(place_names), show)

    @property
    def wanted(self) -> CalendarWanted:
        """What is asked for."""
        return CalendarWanted(
            Stretch(self.stretch.key() or Stretch.WEEK),
            day_of(self.day),
            self.place.currentData(),
            named=self.names.key() == _NAMES,
        )

    def _begin(self, target: Target) -> None:
        blocker = QSignalBlocker(self.day)
        show_day(self.day, target.day or today(self._context.desk.clock))
        blocker.unblock()
        self.stretch.show_key(target.section or Stretch.WEEK)
        self.names.show_key(_INITIALS)
        self._show(())

    def _change(self) -> None:
        """There is always one period, and one way to name."""
        if self.stretch.key() is None:
            self.stretch.show_key(Stretch.WEEK)
        if self.names.key() is None:
            self.names.show_key(_INITIALS)
        self._read()

    def _read(self) -> None:
        desk, action, wanted = self._context.desk, self._context.action, self.wanted
        self._wanted = wanted

        def show(lines: tuple[Leaving, ...]) -> None:
            self._read_once = True
            if wanted == self._wanted:  # or another period was asked for in the meantime
                self._show(lines)

        self._context.runner.read(
            self, lambda: desk.read(lambda link: calendar_leaving(link, action, wanted)), show
        )

    def _show(self, lines: tuple[Leaving, ...]) -> None:
        wanted = self.wanted
        self.table.rows.set_rows(list(lines))
        events = plural(len(lines), self.tr("événement"))
        self.count.setText(f"{capital(wanted.words)}\u00a0: {events}" if lines else "")
        self.nothing.say(
            self.tr("{}\u00a0: rien dans l’agenda").format(capital(wanted.words)),
            self.tr("Choisissez d’autres jours, ou un autre lieu."),
        )
        for part in (self.count, self.table):
            part.setVisible(bool(lines))
        self.nothing.setVisible(not lines and self._read_once)
        self.save.setEnabled(bool(lines))
        self.warning.setText(
            self.tr(
                "Les noms complets partent en clair\u00a0: tous ceux qui ouvrent ce fichier, ou "
                "l’agenda qui le reçoit, les lisent. L’export est noté au journal."
            )
            if wanted.named
            else self.tr(
                "Le fichier n’est pas chiffré\u00a0: il dit les heures et les lieux, et des "
                "personnes les initiales seulement. L’export est noté au journal."
            )
        )

    def _choose_target(self) -> None:
        wanted = self.wanted
        self._context.messages.choose_target(
            self.tr("Exporter l’agenda, en clair"),
            Path.home() / suggested_name(wanted),
            self.tr("Calendriers (*.ics)"),
            lambda target: self._export(wanted, target),
        )

    def _export(self, wanted: CalendarWanted, target: Path) -> None:
        desk, action = self._context.desk, self._context.action
        self._context.runner.write(
            self,
            lambda _task: export_calendar(desk, action, wanted, target),
            lambda number: self._context.messages.inform(
                self.tr("{} dans {}, en clair.").format(
                    plural(number, self.tr("événement")), target
                )
            ),
        )


def _written(line: Leaving) -> str:
    """The title as it leaves, and that it is called off."""
    return f"{line.event.title}, annulé" if line.event.cancelled else line.event.title
