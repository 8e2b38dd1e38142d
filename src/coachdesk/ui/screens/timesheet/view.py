"""The coach’s month: her time and kilometres by day, and the sheet that she signs."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from coachdesk.core.clock import today
from coachdesk.core.french import decimal, hours, kilometres, plural, short_date, short_weekday
from coachdesk.domain.holidays import is_workday
from coachdesk.queries.worked_days import WorkedDay
from coachdesk.services.agenda.worked_days import of_kinds
from coachdesk.services.agenda.worked_month import lacking
from coachdesk.services.month import months_known
from coachdesk.services.people_export import Format
from coachdesk.services.targets import Screen, Target
from coachdesk.services.timesheet.export import export_time_sheet, suggested_name
from coachdesk.services.timesheet.sheet import MonthSheet, month_sheet, open_sheet
from coachdesk.ui.commands import bind_main_act
from coachdesk.ui.context import Context
from coachdesk.ui.item_models.table import Column
from coachdesk.ui.screens.month.chooser import MonthChooser
from coachdesk.ui.screens.participants.exporting import ExportBar
from coachdesk.ui.screens.timesheet.rate import RateLine
from coachdesk.ui.screens.timesheet.typing import DayPanel
from coachdesk.ui.screens.timesheet.weeks import ALONE, TOGETHER, WeekSums, other_kinds
from coachdesk.ui.widgets.flow import Flow
from coachdesk.ui.widgets.layout import button, chip, column, label, set_tone
from coachdesk.ui.widgets.page import Page
from coachdesk.ui.widgets.table import RowTable
from coachdesk.ui.widgets.two_columns import TwoColumns


class TimeSheetScreen(Page):
    """The chosen day is typed for; Ctrl+Enter opens the feuille, to be signed."""

    def __init__(self, context: Context) -> None:
        self.export = button("", glyph="save")
        self.paper = button("", kind="primary", glyph="signature")
        super().__init__("", self.export, self.paper)
        self._context = context
        self._month: date | None = None
        self._day: date | None = None
        self._view: MonthSheet | None = None
        self.chooser = MonthChooser()
        self.state = chip("", "quiet")
        self.figures = label("", role="strong", wrap=True)
        self.lacking = label("", role="soft", wrap=True)
        self.exporting = ExportBar((Format.XLSX,))
        self.table = self._table()
        self.panel = DayPanel(context)
        self.weeks, self.rate = WeekSums(), RateLine(context)
        self.body.addWidget(Flow(self.chooser, self.state))
        for part in (self.exporting, self.figures, self.lacking):
            self.body.addWidget(part)
        self.body.addWidget(
            TwoColumns(
                column(self.table), column(self.panel, self.weeks, self.rate, None), (14, 8)
            ),
            1,
        )
        self.first = self.table
        self._connect()

    def show_target(self, target: Target) -> None:
        """Show the month of the day that is named, of the one shown before, or this one."""
        day = target.day or self._day or today(self._context.desk.clock)
        self._day, self._month = day, day.replace(day=1)
        self.refresh()

    def refresh(self) -> None:
        """Read the month again."""
        month, desk, action = self._month, self._context.desk, self._context.action
        if month is None:
            return
        day = today(desk.clock)

        def shown(read: tuple[tuple[date, ...], MonthSheet]) -> None:
            if month == self._month:
                self._show(*read)

        self._context.runner.read(
            self,
            lambda: desk.read(
                lambda link: (months_known(link, action.id), month_sheet(link, action, month, day))
            ),
            shown,
        )

    def _show(self, months: tuple[date, ...], view: MonthSheet) -> None:
        sheet, self._view = view.month, view
        current = today(self._context.desk.clock).replace(day=1)
        self.chooser.set_months(sorted({*months, current, sheet.month}))
        self.chooser.show_month(sheet.month)
        self.table.rows.set_rows(sheet.days)
        numbers = [day.day for day in sheet.days]
        self.table.selectRow(numbers.index(self._day) if self._day in numbers else 0)
        self.table.resizeRowsToContents()  # or the day is sought where it stood before
        self.table.scrollTo(self.table.currentIndex())
        self._say_state(view)
        parts = [self.tr("{} sur l’opération").format(hours(sheet.own))]
        if sheet.several:
            parts.append(self.tr("{} travaillées en tout").format(hours(sheet.total)))
        parts += [f"{name} {hours(sheet.of_kind(kind))}" for kind, name in sheet.names.items()]
        far = self.tr("{}\u00a0km pour l’instant") if sheet.unknown else self.tr("{}\u00a0km")
        parts.append(far.format(kilometres(sheet.metres)))
        if sheet.rate is not None:
            paid = sheet.metres * sheet.rate / 1_000_000
            parts.append(f"{decimal(paid, 2)}\u00a0€")
        self.figures.setText("  ·  ".join(parts))
        told = [lacking(sheet)]
        if sheet.base is None:
            told.append(self.tr("Les km partent du premier lieu\u00a0: choisissez votre base dans "
                                "«\u00a0Lieux et absences\u00a0»."))  # fmt: skip
        if sheet.unknown:
            words = plural(len(sheet.unknown), self.tr("distance à compléter"),
                           self.tr("distances à compléter"))  # fmt: skip
            told.append(f"{words}.")
        self.lacking.setText(" ".join(each for each in told if each))
        self.lacking.setVisible(any(told))
        self.weeks.show_month(sheet)
        self.rate.show_rate(sheet.rate)

    def _say_state(self, view: MonthSheet) -> None:
        """Where the paper stands, and what its button does next."""
        words, tone = self.tr("Provisoire"), "quiet"
        act = self.tr("Signer la feuille…")
        if view.begun:
            words, tone = view.words, "mend"
        if view.answered:
            words, tone, act = view.words, "refused", self.tr("Voir la feuille")
        if view.signed:
            tone, act = "done", self.tr("Voir la feuille signée")
            if view.paper is not None and view.paper.made_on is not None:
                words = self.tr("Signée le {}").format(short_date(view.paper.made_on))
        if view.stale:
            words = self.tr("Ne correspond plus à ce qui a été signé")
            tone, act = "refused", self.tr("Signer de nouveau…")
        self.state.setText(words)
        set_tone(self.state, tone)
        self.paper.setText(act)
        self.paper.setToolTip(self.tr("{} (Ctrl+Entrée)").format(act))

    def _choose(self, day: WorkedDay | None) -> None:
        if day is not None and self._view is not None:
            self._day = day.day
            self.panel.show_day(self._view.month, day)

    def _turn_to(self, month: date) -> None:
        self._month, self._day = month, month
        self.refresh()

    def _open_paper(self) -> None:
        month, desk, action = self._month, self._context.desk, self._context.action
        if month is None:
            return
        self._context.runner.write(
            self,
            lambda _task: open_sheet(desk, action, month),
            lambda made: self._context.go(Target(Screen.PAPER, document_id=made)),
        )

    def _choose_export(self) -> None:
        month, desk, action = self._month, self._context.desk, self._context.action
        if month is None:
            return

        def write(target: Path) -> None:
            said = self.tr("Temps et km dans {}, en clair\u00a0: effacez ce fichier après usage.")
            self._context.runner.write(
                self,
                lambda _task: export_time_sheet(desk, action, month, target),
                lambda _: self._context.messages.inform(said.format(target), target),
            )

        self._context.messages.choose_target(
            self.tr("Exporter en clair"),
            Path.home() / suggested_name(month),
            self.tr("Classeurs (*.xlsx)"),
            write,
        )

    def _recorded(self, words: str) -> None:
        self._context.messages.inform(words)
        self.refresh()

    def _connect(self) -> None:
        self.title.setText(self.tr("Temps et km"))
        self.subtitle.setText(
            self.tr("Votre temps, fait de l’agenda, et vos trajets\u00a0: il n’y a qu’à compléter.")
        )
        self.export.setText(self.tr("Exporter…"))
        self.paper.clicked.connect(self._open_paper)
        self.export.clicked.connect(
            lambda: self.exporting.ask_about(self.tr("Exporter la feuille de temps et les km"))
        )
        self.exporting.confirmed.connect(self._choose_export)
        self.exporting.left.connect(self.take_keyboard)
        self.chooser.asked.connect(self._turn_to)
        self.table.chosen.connect(self._choose)
        self.table.opened.connect(lambda day: self._context.go(Target(Screen.AGENDA, day=day.day)))
        self.panel.recorded.connect(self._recorded)
        self.rate.recorded.connect(self._recorded)
        bind_main_act(self, self.paper.click)

    def _table(self) -> RowTable[WorkedDay]:
        return RowTable(
            (
                Column(self.tr("Jour"), lambda day: short_weekday(day.day),
                       lambda day: day.day.day, width=105, least=94, colour=_tone),
                Column(self.tr("Rendez-vous"), _sum(ALONE), right=True, width=93, least=70),
                Column(self.tr("En groupe"), _sum(TOGETHER), right=True, width=85,
                       spare=True),
                Column(self.tr("Autre temps"), _typed,
                    right=True, width=90, least=66),
                Column(self.tr("Opération"), lambda day: _time(day.own), right=True, width=77),
                Column(self.tr("Autre travail"), lambda day: _time(day.shared + day.others),
                       right=True, width=100, spare=True),
                Column(self.tr("Km"), driven, right=True, width=79),
                Column(self.tr("Mentions, trajet"), mentions, colour=_tone, least=126),
            ),
            self.tr("Jours du mois"),
            wrap=True,
        )  # fmt: skip


def driven(day: WorkedDay) -> str:
    """« 34,5 »; « inconnus » while it is not known."""
    if day.metres is None:
        return "inconnus"
    return kilometres(day.metres) if day.metres else ""


def mentions(day: WorkedDay) -> str:
    """What else is told of a day."""
    told = [day.off] if day.off else []
    if day.empty:
        told.append("rien de compté")
    return ", ".join((*told, *day.listed, *((day.route,) if day.route else ())))


def _sum(kinds: tuple[str, ...]) -> Callable[[WorkedDay], str]:
    return lambda day: _time(of_kinds((day,), kinds))


def _typed(day: WorkedDay) -> str:
    return _time(of_kinds((day,), other_kinds(day)))


def _time(minutes: int) -> str:
    return hours(minutes) if minutes else ""


def _tone(day: WorkedDay) -> str | None:
    return "ink_soft" if day.off or not is_workday(day.day) or day.empty else None
