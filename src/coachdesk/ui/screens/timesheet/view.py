"""The coach’s month: her time and kilometres by day, and the sheet that she signs."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QStackedWidget, QWidget

from coachdesk.core.clock import today
from coachdesk.core.french import decimal, hours, plural, short_date, short_weekday
from coachdesk.domain.holidays import is_workday
from coachdesk.services.month import months_known
from coachdesk.services.papers.shown_sheet import ShownSheet, save_sheet
from coachdesk.services.people_export import Format
from coachdesk.services.targets import Screen, Target
from coachdesk.services.timesheet.export import export_time_sheet, suggested_name
from coachdesk.services.timesheet.paper import MonthSheet, month_sheet, view_time_sheet
from coachdesk.services.timesheet.signing import SheetSitting, sheet_sitting
from coachdesk.services.timesheet.view import (
    MEETINGS,
    OUTREACH,
    WAITED,
    WORKSHOPS,
    SheetDay,
    lacking,
)
from coachdesk.ui.commands import bind_main_act
from coachdesk.ui.context import Context
from coachdesk.ui.item_models.table import Column
from coachdesk.ui.screens.month.chooser import MonthChooser
from coachdesk.ui.screens.participants.exporting import ExportBar
from coachdesk.ui.screens.timesheet.rate import RateLine
from coachdesk.ui.screens.timesheet.typing import DayPanel
from coachdesk.ui.widgets.flow import Flow
from coachdesk.ui.widgets.layout import button, chip, column, label, row, set_tone
from coachdesk.ui.widgets.page import Page
from coachdesk.ui.widgets.page_view import PageView
from coachdesk.ui.widgets.table import RowTable


class TimeSheetScreen(Page):
    """The chosen day is typed for; Ctrl+Enter hands the pad over to sign the month."""

    def __init__(self, context: Context) -> None:
        self.paper = button("", glyph="file-text")
        self.export = button("", glyph="save")
        self.sign = button("", kind="primary", glyph="signature")
        super().__init__("", self.paper, self.export, self.sign)
        self._context = context
        self._month: date | None = None
        self._day: date | None = None
        self._view: MonthSheet | None = None
        self._sitting: SheetSitting | None = None
        self._shown: ShownSheet | None = None
        self.chooser = MonthChooser()
        self.state = chip("", "quiet")
        second = context.action.profile.second_signer
        self.second = QCheckBox()
        self.second.setProperty("role", "choice")
        self.second.setVisible(second is not None)
        if second is not None:
            words = self.tr("{}, {}, signe aussi maintenant")
            self.second.setText(words.format(second.name, second.role))
        self.figures = label("", role="strong", wrap=True)
        self.lacking = label("", role="soft", wrap=True)
        self.exporting = ExportBar((Format.XLSX,))
        self.table = self._table()
        self.panel = DayPanel(context)
        self.rate = RateLine(context)
        self.pdf = PageView(context.runner)
        self.save = button(self.tr("Enregistrer le PDF…"), glyph="save")
        self.pages = QStackedWidget()
        month, sheet = QWidget(), QWidget()
        below = column(self.table, self.panel, self.rate)
        below.setContentsMargins(0, 0, 0, 0)
        month.setLayout(below)
        sheet.setLayout(column(row(self.save, None), self.pdf))
        self.pages.addWidget(month)
        self.pages.addWidget(sheet)
        self.body.addWidget(Flow(self.chooser, self.state, self.second))
        for part in (self.exporting, self.figures, self.lacking):
            self.body.addWidget(part)
        self.body.addWidget(self.pages, 1)
        self.first = self.table
        self._connect()

    def show_target(self, target: Target) -> None:
        """Show the month of the day that is named, of the one shown before, or this one."""
        day = target.day or self._day or today(self._context.desk.clock)
        self._day, self._month = day, day.replace(day=1)
        self.pages.setCurrentIndex(0)
        self.refresh()

    def refresh(self) -> None:
        """Read the month again."""
        month, desk, action = self._month, self._context.desk, self._context.action
        if month is None:
            return
        sitting, self._sitting = self._sitting, None
        if sitting is not None and sitting.done:
            self._context.messages.inform(self.tr("Feuille de temps signée et cachetée."))

        def shown(read: tuple[tuple[date, ...], MonthSheet]) -> None:
            if month == self._month:
                self._show(*read)

        self._context.runner.read(
            self,
            lambda: (
                desk.read(lambda link: months_known(link, action.id)),
                month_sheet(desk, action, month),
            ),
            shown,
        )
        if self.pages.currentIndex() == 1:
            self._read_paper()

    def _show(self, months: tuple[date, ...], view: MonthSheet) -> None:
        sheet, self._view = view.sheet, view
        current = today(self._context.desk.clock).replace(day=1)
        self.chooser.set_months(sorted({*months, current, sheet.month}))
        self.chooser.show_month(sheet.month)
        self.table.rows.set_rows(sheet.days)
        numbers = [day.day for day in sheet.days]
        self.table.selectRow(numbers.index(self._day) if self._day in numbers else 0)
        self._say_state(view)
        parts = [self.tr("{} sur l’opération").format(hours(sheet.own))]
        if sheet.several:
            parts.append(self.tr("{} travaillées en tout").format(hours(sheet.total)))
        parts += [f"{name} {hours(sheet.of_kind(kind))}" for kind, name in sheet.names.items()]
        parts.append(f"{decimal(sheet.metres / 1000)}\u00a0km")
        if sheet.rate is not None:
            paid = sheet.metres * sheet.rate / 1_000_000
            parts.append(f"{decimal(paid, 2)}\u00a0€")
        self.figures.setText("  ·  ".join(parts))
        told = [lacking(sheet)]
        if sheet.base is None:
            told.append(self.tr("Les km partent du premier lieu\u00a0: choisissez votre base dans "
                                "« Lieux et absences »."))  # fmt: skip
        if sheet.unknown:
            words = plural(len(sheet.unknown), self.tr("distance à compléter"),
                           self.tr("distances à compléter"))  # fmt: skip
            told.append(f"{words}.")
        self.lacking.setText(" ".join(each for each in told if each))
        self.lacking.setVisible(any(told))
        self.rate.show_rate(sheet.rate)

    def _say_state(self, view: MonthSheet) -> None:
        signed = view.sheet.signed
        if signed is None:
            self.state.setText(self.tr("Provisoire"))
            set_tone(self.state, "quiet")
        elif view.stale:
            self.state.setText(
                self.tr("Signée le {}, ne correspond plus\u00a0: à signer de nouveau").format(
                    short_date(signed.made_on)
                )
            )
            set_tone(self.state, "refused")
        else:
            self.state.setText(self.tr("Signée le {}").format(short_date(signed.made_on)))
            set_tone(self.state, "done")
        self.sign.setEnabled(signed is None or view.stale)

    def _choose(self, day: SheetDay | None) -> None:
        if day is not None and self._view is not None:
            self._day = day.day
            self.panel.show_day(self._view.sheet, day)

    def _turn_to(self, month: date) -> None:
        self._month, self._day = month, month
        self.refresh()

    def _ask_sign(self) -> None:
        month, desk, action = self._month, self._context.desk, self._context.action
        if month is None or not self.sign.isEnabled():
            return
        second = self.second.isChecked()

        def hand(sitting: SheetSitting) -> None:
            self._sitting = sitting
            self._context.hand_pad(lambda _desk: sitting.asked)

        self._context.runner.read(
            self, lambda: sheet_sitting(desk, action, month, second=second), hand
        )

    def _turn_paper(self) -> None:
        index = 1 - self.pages.currentIndex()
        self.pages.setCurrentIndex(index)
        self.paper.setText(self.tr("Voir le mois") if index else self.tr("Voir la feuille"))
        if index:
            self._read_paper()

    def _read_paper(self) -> None:
        month, desk, action = self._month, self._context.desk, self._context.action
        if month is None:
            return

        def shown(sheet: ShownSheet) -> None:
            self._shown = sheet
            self.pdf.show_pdf(sheet.pdf, sheet.title)

        self._context.runner.read(self, lambda: view_time_sheet(desk, action, month), shown)

    def _ask_pdf(self) -> None:
        shown, desk = self._shown, self._context.desk
        if shown is None:
            return

        def save(target: Path) -> None:
            said = self.tr("Feuille enregistrée en clair\u00a0: {}").format(target)
            self._context.runner.write(
                self,
                lambda _task: save_sheet(desk, shown, target),
                lambda _: self._context.messages.inform(said),
            )

        self._context.messages.choose_target(
            self.tr("Enregistrer la feuille de temps"),
            Path.home() / shown.file_name,
            self.tr("PDF (*.pdf)"),
            save,
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
                lambda _: self._context.messages.inform(said.format(target)),
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
        self.paper.setText(self.tr("Voir la feuille"))
        self.export.setText(self.tr("Exporter…"))
        self.sign.setText(self.tr("Signer la feuille"))
        self.sign.setToolTip(self.tr("Signer sur le pad (Ctrl+Entrée)"))
        self.paper.clicked.connect(self._turn_paper)
        self.save.clicked.connect(self._ask_pdf)
        self.export.clicked.connect(
            lambda: self.exporting.ask_about(self.tr("Exporter la feuille de temps et les km"))
        )
        self.exporting.confirmed.connect(self._choose_export)
        self.exporting.left.connect(self.take_keyboard)
        self.sign.clicked.connect(self._ask_sign)
        self.chooser.asked.connect(self._turn_to)
        self.table.chosen.connect(self._choose)
        self.table.opened.connect(lambda day: self._context.go(Target(Screen.AGENDA, day=day.day)))
        self.panel.recorded.connect(self._recorded)
        self.rate.recorded.connect(self._recorded)
        bind_main_act(self, self._ask_sign)

    def _table(self) -> RowTable[SheetDay]:
        fixed = {MEETINGS, WAITED, WORKSHOPS, OUTREACH}

        def of(*kinds: str) -> Callable[[SheetDay], str]:
            return lambda day: _time(sum(day.kinds.get(kind, 0) for kind in kinds))

        return RowTable(
            (
                Column(self.tr("Jour"), _day_words, lambda day: day.day.day, width=90,
                       colour=_tone),
                Column(self.tr("Rendez-vous"), of(MEETINGS, WAITED), right=True, width=100),
                Column(self.tr("Collectif"), of(WORKSHOPS, OUTREACH), right=True, width=90),
                Column(self.tr("Autre temps"), lambda day: _time(
                    sum(minutes for kind, minutes in day.kinds.items() if kind not in fixed)),
                    right=True, width=100),
                Column(self.tr("Opération"), lambda day: _time(day.own), right=True, width=90),
                Column(self.tr("Autre travail"), lambda day: _time(day.shared + day.others),
                       right=True, width=100, spare=True),
                Column(self.tr("Km"), kilometres, right=True, width=100),
                Column(self.tr("Mentions, trajet"), mentions, colour=_tone),
            ),
            self.tr("Jours du mois"),
        )  # fmt: skip


def kilometres(day: SheetDay) -> str:
    """« 34,5 »; « à compléter » while it is not known."""
    if day.metres is None:
        return "à compléter"
    return decimal(day.metres / 1000) if day.metres else ""


def mentions(day: SheetDay) -> str:
    """What else is told of a day."""
    told = [day.off] if day.off else []
    if day.empty:
        told.append("rien de noté")
    return ", ".join((*told, *day.listed, *((day.route,) if day.route else ())))


def _day_words(day: SheetDay) -> str:
    return f"{short_weekday(day.day)} {day.day.day}"


def _time(minutes: int) -> str:
    return hours(minutes) if minutes else ""


def _tone(day: SheetDay) -> str | None:
    return "ink_soft" if day.off or not is_workday(day.day) or day.empty else None
