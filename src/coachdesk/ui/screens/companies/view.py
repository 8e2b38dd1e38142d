"""The companies: searched as one types, filtered with counts; a new one is one button away."""

from PySide6.QtWidgets import QStackedWidget, QWidget

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
from coachdesk.ui.widgets.found_table import FoundTable
from coachdesk.ui.widgets.layout import button
from coachdesk.ui.widgets.nothing_here import NothingHere
from coachdesk.ui.widgets.page import Page
from coachdesk.ui.widgets.sought_list import SoughtList, SoughtWords

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
        self._model = CompaniesModel(lambda: today(context.desk.clock))
        self.new.setText(self.tr("Nouvelle entreprise"))
        self.new.setToolTip(self.tr("Nouvelle entreprise (Ctrl+Entrée)"))
        self.new.clicked.connect(self._note_new)
        bind_main_act(self, self.new.click)
        self.table: FoundTable[CompanyLine, CompanyFacet] = FoundTable(
            self._model, self.tr("Entreprises")
        )
        self.table.opened.connect(self._open)
        words = SoughtWords(
            self.tr("entreprise"),
            self.tr("toute la liste"),
            self.tr("Aucune entreprise ne répond à\u00a0: {}"),
            self.tr("Nom, commune, métier, contact, SIRET  (Ctrl+F)"),
            self.tr("Rechercher une entreprise"),
        )
        self.sought = SoughtList(self.table, self._model, company_facets(), words)
        self.sought.lifted.connect(self.take_keyboard)
        self.search, self.filters = self.sought.search, self.sought.filters
        self.invite = button(self.tr("Noter une première entreprise"), kind="primary", glyph="plus")
        self.invite.clicked.connect(self._note_new)
        self.empty = NothingHere(
            self.invite,
            heading=self.tr("Aucune entreprise pour l’instant"),
            told=self.tr(
                "Notez ici celles que vous démarchez\u00a0: leurs métiers, à qui parler, quand "
                "rappeler. Celles qui accueillent une immersion, ou qui viennent de votre "
                "classeur, s’y ajoutent d’elles-mêmes."
            ),
            glyph="building-2",
        )
        self.pages = QStackedWidget()
        for page in (self.sought, self.empty, QWidget()):
            self.pages.addWidget(page)
        self.pages.setCurrentIndex(_NOT_READ)  # nothing is said before the first read
        self.body.addWidget(self.pages, 1)
        self.first = self.search
        self.table.arrange("name", descending=False, columns=None)

    def refresh(self) -> None:
        """Read the list again."""
        self._context.runner.read(self, self.companies.read, self._show)

    def narrow(self, typed: str, chosen: Chosen) -> None:
        """Show those that hold every word typed and pass every filter."""
        self.sought.narrow(typed, chosen)

    def _show(self, companies: CompanyList) -> None:
        if companies is not self._model.whole:
            self._model.show_rows(companies)
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
        self.sought.show_rows(companies)

    def _open(self, line: CompanyLine) -> None:
        self._context.go(Target(Screen.COMPANY, subject_id=line.id))

    def _note_new(self) -> None:
        """What was sought and not found is most often its name."""
        sought = "" if self._model.rowCount() else self.search.text().strip()
        self._context.go(Target(Screen.COMPANY, section=sought))
