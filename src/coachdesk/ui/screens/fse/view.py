"""The FSE+ on screen: how complete the records are, what is to be done, the figures behind."""

from pathlib import Path

from PySide6.QtWidgets import QStackedWidget, QWidget

from coachdesk.core.clock import today
from coachdesk.core.french import NBSP, decimal, hours, kilometres, plural
from coachdesk.services.fse.content import FseContent, fse_content, period_words
from coachdesk.services.fse.export import export_fse, suggested_name
from coachdesk.services.fse.page import WHOLE, FseLine, FsePage, fse_page, lines_of, rows_behind
from coachdesk.services.fse.report import (
    FseRow,
    completeness_words,
    correction_source,
)
from coachdesk.services.people_export import Format
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.context import Context
from coachdesk.ui.screens.fse.tables import (
    NUMBERS,
    IndicatorTable,
    expense_table,
    missing_table,
    proof_table,
    time_table,
)
from coachdesk.ui.screens.participants.exporting import ExportBar
from coachdesk.ui.widgets.choices import Choices, width_in_bold
from coachdesk.ui.widgets.layout import button, chip, clear, column, label, panel, row, set_tone
from coachdesk.ui.widgets.nothing_yet import NothingYet
from coachdesk.ui.widgets.page import Page

MISSING, INDICATORS, PROOFS, MEANS = "missing", "indicators", "proofs", "means"


class FseScreen(Page):
    """It opens on what is to be completed while something is."""

    def __init__(self, context: Context) -> None:
        self.export = button("", glyph="save")
        super().__init__("", self.export)
        self._context = context
        self._year: int | None = None
        self._page: FsePage | None = None
        self._content: FseContent | None = None
        self._part = ""
        self._picked = False
        """She chose the part that is shown."""
        self.years: Choices | None = None
        self._years = column()
        self.exporting = ExportBar((Format.XLSX, Format.CSV))
        self.state = chip("", "quiet")
        self.complete = label("", role="strong", wrap=True)
        self.source = label("", role="caption", wrap=True)
        self.parts = Choices(
            (
                (MISSING, self.tr("À compléter")),
                (INDICATORS, self.tr("Indicateurs")),
                (PROOFS, self.tr("Preuves")),
                (MEANS, self.tr("Temps et dépenses")),
            ),
            self.tr("Ce qui est montré"),
        )
        self.missing = missing_table(self.tr("Fiches à compléter"))
        self.indicators = IndicatorTable(self.tr("Indicateurs du FSE+"))
        self.proofs = proof_table(self.tr("Preuves par personne"))
        self.times = time_table(self.tr("Feuilles de temps"))
        self.spent = expense_table(self.tr("Dépenses"))
        self.nothing = label("", wrap=True)
        self.begin = NothingYet(
            context.go,
            self.tr("Chaque entrée dans l’action ouvrira ici une fiche FSE+ à compléter."),
            glyph="euro",
        )
        self.begin.hide()
        self.proven = label("", role="soft", wrap=True)
        self.totals = label("", role="strong", wrap=True)
        self.stack = QStackedWidget()
        self._pages = {
            MISSING: _page(self.nothing, self.missing),
            INDICATORS: _page(
                label(
                    self.tr(
                        "Un clic sur un nombre montre les personnes. Entrées et résultats sont "
                        "comptés une fois par personne, quels que soient ses allers et retours."
                    ),
                    role="soft",
                    wrap=True,
                ),
                self.indicators,
            ),
            PROOFS: _page(self.proven, self.proofs),
            MEANS: _page(self.totals, self.times, self.spent),
        }
        for page in self._pages.values():
            self.stack.addWidget(page)
        said = row(self.complete, self.state, spacing=10)
        said.setStretch(0, 1)
        self.body.addLayout(self._years)
        self.body.addWidget(self.exporting)
        self.told = panel(column(said, self.source, spacing=4))
        self.body.addWidget(self.told)
        self.body.addWidget(self.parts)
        self.body.addWidget(self.stack, 1)
        self.body.addWidget(self.begin, 1)
        self.first = self.missing
        self._connect()

    def refresh(self) -> None:
        """Read the year again."""
        desk, action, year = self._context.desk, self._context.action, self._year
        day = today(desk.clock)
        self._context.runner.read(
            self, lambda: desk.read(lambda link: fse_page(link, action, year, day)), self._show
        )

    def _show(self, page: FsePage) -> None:
        listed = self.missing.hasFocus()
        if self._page is None or self._page.years != page.years:
            self._offer_years(page.years)
        self._page, self._year, self._content = page, page.year, None
        assert self.years is not None
        self.years.show_key(str(page.year))
        report, found = page.report, page.report.completeness
        profile = report.action.profile
        self.subtitle.setText(
            f"{profile.texts.operation}, n°{NBSP}{profile.agreement_number}, {period_words(report)}"
        )
        self.complete.setText(completeness_words(found))
        self.source.setText(
            f"{correction_source()}. "
            + self.tr(
                "Entrée et sortie se savent dans les quatre semaines\u00a0; {} hors délai."
            ).format(plural(found.overdue, self.tr("fiche"), self.tr("fiches")))
        )
        tone = "quiet" if not found.records else "refused" if found.corrected else "done"
        self.state.setText(
            self.tr("seuil dépassé") if found.corrected else self.tr("sous le seuil")
        )
        self.state.setVisible(bool(found.records))
        set_tone(self.state, tone)
        lines = lines_of(report)
        todo = self.parts.buttons[MISSING]
        todo.setText(self.tr("À compléter ({})").format(len(lines)))
        todo.setMinimumWidth(width_in_bold(todo))
        self.missing.show_rows(lines)
        self.missing.setVisible(bool(lines))
        self.nothing.setText(self._nothing(page, lines))
        self.indicators.rows.set_rows(report.rows)
        opening = self._part or (INDICATORS if report.records else MISSING)
        self._turn_to(MISSING if lines and not self._picked else opening)
        self._stand_empty(empty=page.empty)
        if listed:  # the list may be gone, and Qt would give the keyboard to what comes next
            self.take_keyboard()

    def _stand_empty(self, *, empty: bool) -> None:
        """Where to begin, in place of noughts, while nothing is known."""
        assert self.years is not None
        for part in (self.export, self.years, self.told, self.parts, self.stack):
            part.setVisible(not empty)
        self.begin.setVisible(empty)
        if empty:
            self.first = self.begin.bring

    def _nothing(self, page: FsePage, lines: tuple[FseLine, ...]) -> str:
        if lines:
            return self.tr("Ce qui presse d’abord\u00a0; Entrée mène là où cela se complète.")
        if not page.report.records and len(page.years) == 1:
            return self.tr(
                "Personne n’est encore entré dans l’action\u00a0: chaque entrée ouvrira une fiche."
            )
        if not page.report.records:
            return self.tr(
                "Personne n’est dans l’action pendant cette période\u00a0: choisissez-en une autre."
            )
        return self.tr("Rien ne manque\u00a0: toutes les fiches sont complètes.")

    def _offer_years(self, years: tuple[int, ...]) -> None:
        clear(self._years)
        told = [(str(year), str(year)) for year in years]
        if len(years) > 1:
            told.append((str(WHOLE), self.tr("Toute l’opération")))
        self.years = Choices(told, self.tr("Période"), kind="chip")
        self.years.chosen.connect(self._pick_year)
        self._years.addWidget(self.years)

    def _pick_year(self, key: str | None) -> None:
        if key is not None:
            self._year = int(key)
        self.refresh()

    def _pick_part(self, part: str | None) -> None:
        self._picked = True
        self._turn_to(part or self._part)

    def _turn_to(self, part: str) -> None:
        """Show one part; what is not read yet is read now."""
        self._part = part
        self.parts.show_key(self._part)
        self.stack.setCurrentWidget(self._pages[self._part])
        tables: dict[str, QWidget] = {
            MISSING: self.missing, INDICATORS: self.indicators, PROOFS: self.proofs,
            MEANS: self.times,
        }  # fmt: skip
        shown = tables[self._part]
        self.first = self.parts.buttons[self._part] if shown.isHidden() else shown
        if self._part in {PROOFS, MEANS} and self._content is None and self._page is not None:
            self.proven.setText(self.tr("Lecture…"))
            self.totals.setText(self.tr("Lecture…"))
            desk, report = self._context.desk, self._page.report
            self._context.runner.read(
                self,
                lambda: desk.read(lambda link: fse_content(link, report)),
                self._show_content,
            )

    def _show_content(self, content: FseContent) -> None:
        if self._page is None or content.report is not self._page.report:
            return  # another year was chosen
        self._content = content
        lacking = sum(any(not proof.held for proof in one.proofs) for one in content.proven)
        said = self.tr("Aucune preuve ne manque.")
        if lacking:
            people = plural(lacking, self.tr("personne"))
            said = self.tr("{} à qui une preuve manque.").format(people)
        self.proven.setText(self.tr("{} Entrée ouvre la fiche.").format(said))
        self.proofs.rows.set_rows(content.proven)
        means = content.means
        self.totals.setText(
            self.tr("{} sur l’opération  ·  {}\u00a0km  ·  {}\u00a0€ de dépenses").format(
                hours(means.own), kilometres(means.metres), decimal(means.euros, 2)
            )
        )
        self.times.rows.set_rows(means.months)
        self.spent.rows.set_rows(means.expenses)
        self.spent.setVisible(bool(means.expenses))

    def _show_rows(self, shown: FseRow, wanted: str) -> None:
        if self._page is not None:
            profile = self._context.action.profile
            found = rows_behind(shown, wanted, NUMBERS[wanted].lower(), profile)
            self._context.show_rows(period_words(self._page.report), found)

    def _export(self, form: Format) -> None:
        if self._page is None:
            return
        desk, report = self._context.desk, self._page.report

        def write(target: Path) -> None:
            said = self.tr("{} dans {}, en clair\u00a0: effacez ce fichier après usage.")

            def written(number: int) -> None:
                people = plural(number, self.tr("participant"))
                self._context.messages.inform(said.format(people, target))

            def work(_task: object) -> int:
                content = desk.read(lambda link: fse_content(link, report))
                return export_fse(desk, content, target)

            self._context.runner.write(self, work, written)

        kinds = {Format.XLSX: self.tr("Classeurs (*.xlsx)"), Format.CSV: self.tr("CSV (*.csv)")}
        self._context.messages.choose_target(
            self.tr("Exporter en clair"),
            Path.home() / suggested_name(report, form.value),
            kinds[form],
            write,
        )

    def _connect(self) -> None:
        self.title.setText(self.tr("FSE+"))
        self.export.setText(self.tr("Exporter…"))
        self.export.clicked.connect(
            lambda: self.exporting.ask_about(
                self.tr("Exporter le FSE+\u00a0: tout en tableur, ou les participants en CSV")
            )
        )
        self.exporting.confirmed.connect(self._export)
        self.exporting.left.connect(self.take_keyboard)
        self.parts.chosen.connect(self._pick_part)
        go = self._context.go
        self.missing.acted.connect(lambda line: go(line.target))
        self.missing.opened.connect(
            lambda line: go(Target(Screen.CARD, line.record.prescription_id))
        )
        self.indicators.asked.connect(self._show_rows)
        self.proofs.opened.connect(lambda one: go(Target(Screen.CARD, one.record.prescription_id)))
        self.times.opened.connect(lambda one: go(Target(Screen.TIMESHEET, day=one.month)))


def _page(*parts: QWidget) -> QWidget:
    page = QWidget()
    inside = column(*parts, spacing=8)
    inside.setStretch(1, 1)
    inside.addStretch(0)  # words stand above where there is no table
    page.setLayout(inside)
    return page
