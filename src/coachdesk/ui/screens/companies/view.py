"""The companies: searched as one types, filtered with counts; a new one is one button away."""

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QWidget

from coachdesk.core.clock import today
from coachdesk.core.french import plural
from coachdesk.queries.companies import CompanyLine
from coachdesk.services.companies.company_list import (
    Chosen,
    Companies,
    CompanyFacet,
    CompanyList,
    company_facets,
)
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.commands import bind_main_act
from coachdesk.ui.context import Context
from coachdesk.ui.item_models.companies import CompaniesModel
from coachdesk.ui.theme import em, icon
from coachdesk.ui.widgets.filter_bar import FilterBar
from coachdesk.ui.widgets.found_table import FoundTable
from coachdesk.ui.widgets.layout import button, column, label, panel, row
from coachdesk.ui.widgets.nothing_found import Lift, NothingPanel, lifts
from coachdesk.ui.widgets.page import Page

_FILLED, _EMPTY, _NOT_READ = range(3)
_TABLE, _NOTHING = range(2)


class CompaniesScreen(Page):
    """Enter opens a company, Ctrl+Enter notes a new one, under the name that is sought."""

    def __init__(self, context: Context, companies: Companies | None = None) -> None:
        """``companies`` is the list, shared with the page of one."""
        self.new = button("", kind="primary", glyph="plus")
        super().__init__("", self.new)
        self.title.setText(self.tr("Entreprises"))
        self._context = context
        self.companies = companies or Companies(context.desk)
        self._words = company_facets()
        self._model = CompaniesModel(lambda: today(context.desk.clock))
        self.new.setText(self.tr("Nouvelle entreprise"))
        self.new.setToolTip(self.tr("Nouvelle entreprise (Ctrl+Entrée)"))
        self.new.clicked.connect(self._note_new)
        bind_main_act(self, self.new.click)
        self.search = self._search_line()
        self.count = label("", role="soft")
        self.table: FoundTable[CompanyLine, CompanyFacet] = FoundTable(
            self._model, self.tr("Entreprises")
        )
        self.table.opened.connect(self._open)
        self.filters: FilterBar[CompanyLine, CompanyFacet] = FilterBar(
            self._words, self._model.counts
        )
        self.filters.changed.connect(lambda chosen: self._narrow(self.search.text(), chosen))
        self.filters.lifted.connect(lambda: self.narrow("", {}))
        self.nothing = NothingPanel(self.tr("entreprise"), self.tr("toute la liste"))
        self.nothing.lifted.connect(self._lift)
        self._results = QStackedWidget()
        self._results.addWidget(self.table)
        self._results.addWidget(self.nothing)
        self.invite = button(self.tr("Noter une première entreprise"), kind="primary", glyph="plus")
        self.invite.clicked.connect(self._note_new)
        self.pages = QStackedWidget()
        for page in (self._filled(), self._empty(), QWidget()):
            self.pages.addWidget(page)
        self.pages.setCurrentIndex(_NOT_READ)  # nothing is said before the first read
        self.body.addWidget(self.pages, 1)
        QShortcut(QKeySequence.StandardKey.Find, self, self._find)
        self.first = self.search
        self.table.arrange("name", descending=False, columns=None)

    def refresh(self) -> None:
        """Read the list again."""
        self._context.runner.read(self, self.companies.read, self._show)

    def narrow(self, typed: str, chosen: Chosen) -> None:
        """Show those that hold every word typed and pass every filter."""
        self.filters.chosen = chosen
        if typed == self.search.text():
            self._narrow(typed, chosen)
        else:
            self.search.setText(typed)  # which narrows

    def _show(self, companies: CompanyList) -> None:
        if companies is not self._model.whole:
            self._model.show_rows(companies)
        self.filters.show_rows(companies)
        total = len(companies.rows)
        hosts = sum(1 for line in companies.rows if line.hosted)
        self.subtitle.setText(
            self.tr("{}, dont {} ont accueilli quelqu’un").format(
                plural(total, self.tr("entreprise")), hosts
            )
            if total
            else ""
        )
        self.pages.setCurrentIndex(_FILLED if total else _EMPTY)
        self.new.setVisible(bool(total))
        self.first = self.search if total else self.invite
        if not total and self.isVisible():
            self.take_keyboard()
        self._say()

    def _narrow(self, typed: str, chosen: Chosen) -> None:
        chosen = {facet: values for facet, values in chosen.items() if values}
        self._model.narrow(typed, chosen)
        self.filters.show_chosen(chosen, searching=bool(typed.strip()))
        self._say()

    def _say(self) -> None:
        """How many there are, or why there is none."""
        companies, found = self._model.whole, self._model.rowCount()
        if companies is None or not companies.rows:
            return
        total = len(companies.rows)
        noun = self.tr("entreprise")
        self.count.setText(
            "" if found == total else self.tr("{} sur {}").format(plural(found, noun), total)
        )
        if found == 0:
            typed, chosen = self.search.text(), self.filters.chosen
            said = self._words.criteria_briefly(typed, chosen, companies)
            self.nothing.show_lifts(
                self.tr("Aucune entreprise ne répond à\u00a0: {}").format(said),
                lifts(typed, chosen, companies, self._words),
            )
        self._results.setCurrentIndex(_TABLE if found else _NOTHING)

    def _lift(self, lift: Lift[CompanyFacet]) -> None:
        self.narrow(lift.search, lift.chosen)
        self.take_keyboard()

    def _open(self, line: CompanyLine) -> None:
        self._context.go(Target(Screen.COMPANY, subject_id=line.id))

    def _note_new(self) -> None:
        """What was sought and not found is most often its name."""
        sought = "" if self._model.rowCount() else self.search.text().strip()
        self._context.go(Target(Screen.COMPANY, section=sought))

    def _find(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _go_to_first(self) -> None:
        """Enter in the search goes to the table; on a single row it opens the company."""
        if self._model.rowCount() == 1:
            self._open(self._model.row_at(0))
        elif self._model.rowCount():
            self.table.setFocus()
            self.table.show_current()

    def _search_line(self) -> QLineEdit:
        line = QLineEdit()
        line.setClearButtonEnabled(True)
        line.setPlaceholderText(self.tr("Nom, commune, métier, contact, SIRET  (Ctrl+F)"))
        line.setAccessibleName(self.tr("Rechercher une entreprise"))
        line.addAction(icon("search", "ink_soft"), QLineEdit.ActionPosition.LeadingPosition)
        line.setMaximumWidth(em(33))
        line.textChanged.connect(lambda typed: self._narrow(typed, self.filters.chosen))
        line.returnPressed.connect(self._go_to_first)
        return line

    def _filled(self) -> QWidget:
        searching = row(self.search, self.count, None, spacing=14)
        searching.setStretch(0, 2)
        filled = QWidget()
        layout = column(searching, self.filters, self._results, spacing=10)
        layout.setStretch(2, 1)
        filled.setLayout(layout)
        return filled

    def _empty(self) -> QWidget:
        box = panel(
            column(
                label(self.tr("Aucune entreprise pour l’instant"), role="heading"),
                label(
                    self.tr(
                        "Notez ici celles que vous démarchez\u00a0: leurs métiers, à qui parler, "
                        "quand rappeler. Celles qui accueillent une immersion, ou qui viennent de "
                        "votre classeur, s’y ajoutent d’elles-mêmes."
                    ),
                    wrap=True,
                ),
                8,
                row(self.invite, None),
            ),
            margin=28,
        )
        box.setMaximumWidth(em(40))
        holder = QWidget()
        holder.setLayout(column(None, row(None, box, None), None, None))
        return holder
