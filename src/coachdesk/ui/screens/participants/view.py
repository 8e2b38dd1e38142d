"""The participants: searched as one types, filtered with counts, kept as views, taken out."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractItemView, QStackedWidget, QWidget

from coachdesk.core.errors import UserError
from coachdesk.core.french import plural
from coachdesk.services.list_columns import known_columns
from coachdesk.services.people_columns import people_columns
from coachdesk.services.people_export import Format, ListShown, export_people, suggested_name
from coachdesk.services.people_list import Chosen, Facet, People, PeopleList, Situation
from coachdesk.services.people_views import (
    BUILT_IN,
    SavedView,
    ViewsKept,
    views_kept,
)
from coachdesk.services.people_words import people_facets
from coachdesk.services.targets import CHOOSE, CHOOSE_FOLDER, Screen, Target
from coachdesk.ui.commands import commands
from coachdesk.ui.context import Context
from coachdesk.ui.item_models.participants import ParticipantsModel
from coachdesk.ui.item_models.ticks import Tick
from coachdesk.ui.screens.participants.exporting import ExportBar
from coachdesk.ui.screens.participants.keeping import ViewKeeper
from coachdesk.ui.screens.participants.views import ViewsBar
from coachdesk.ui.widgets.found_table import FoundTable
from coachdesk.ui.widgets.layout import button
from coachdesk.ui.widgets.nothing_yet import NothingYet
from coachdesk.ui.widgets.page import Page
from coachdesk.ui.widgets.sought_list import SoughtList, SoughtWords
from coachdesk.ui.widgets.tick_button import TickButton

_FILLED, _EMPTY, _NOT_READ = range(3)
Known: TypeAlias = tuple[PeopleList, ViewsKept, dict[str, int]]
"""The list, the views kept, and how many each shows."""


class ParticipantsScreen(Page):
    """``opened`` carries the prescription whose card is asked."""

    opened = Signal(object)

    def __init__(self, context: Context, people: People | None = None) -> None:
        """``people`` is who there is, shared with the palette."""
        self.bring = button("", glyph="file-up")
        self.bring_folder = button("", kind="link")
        self.export = button("", glyph="save")
        self.group = button("", glyph="users")
        super().__init__("", self.bring_folder, self.bring, self.export, self.group)
        self._context = context
        self._profile = context.action.profile
        self.people = people or People(context.desk, context.action)
        self._keeper = ViewKeeper(context, self._state)
        self._keeper.changed.connect(self._show_views)
        self._words = people_facets(self._profile)
        self._model = ParticipantsModel(self._profile)
        self._columns = self._model.usual
        self._export_asked = False
        self._fill_head()
        self._fill_choice_of_columns()
        self.table = FoundTable(self._model, self.tr("Participants"))
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.opened.connect(lambda chosen: self.opened.emit(chosen.prescription_id))
        self.table.arranged.connect(self._arranged)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._name_group())
        self._name_group()
        self.views = ViewsBar()
        self.views.opened.connect(self.open_view)
        self.views.keep_asked.connect(self._keeper.ask_name)
        self.views.rename_asked.connect(self._keeper.ask_new_name)
        self.views.delete_asked.connect(self._keeper.ask_deletion)
        self.exporting = ExportBar()
        self.exporting.confirmed.connect(self._choose_target)
        self.exporting.left.connect(self.take_keyboard)
        words = SoughtWords(
            self.tr("personne"),
            self.tr("tout le monde"),
            self.tr("Personne ne répond à\u00a0: {}"),
            self.tr("Nom, commune, téléphone, n°, référent  (Ctrl+F)"),
            self.tr("Rechercher un participant"),
        )
        self.sought = SoughtList(
            self.table,
            self._model,
            self._words,
            words,
            beside=(self.columns,),
            above=(self.views,),
            below=(self.exporting,),
        )
        self.sought.told.connect(lambda: self.views.show_state(self._state()))
        self.sought.lifted.connect(self.take_keyboard)
        self.search, self.filters = self.sought.search, self.sought.filters
        self.empty = NothingYet(
            context.go,
            self.tr(
                "CoachDesk lit dans votre classeur les prescriptions, les rendez-vous, les "
                "immersions et les sorties, et montre ce qui est à corriger. Votre fichier n’est "
                "pas modifié."
            ),
            heading=self.tr("Aucun participant pour l’instant"),
            glyph="users",
        )
        self.invite = self.empty.bring
        self.invite_folder = button(self.tr("ou un dossier de CSV…"), kind="link")
        self.empty.offers.add(self.invite_folder)
        self.bring.clicked.connect(lambda: self._bring(CHOOSE))
        for act in (self.bring_folder, self.invite_folder):
            act.clicked.connect(lambda: self._bring(CHOOSE_FOLDER))
        self.pages = QStackedWidget()
        for page in (self.sought, self.empty, QWidget()):
            self.pages.addWidget(page)
        self.pages.setCurrentIndex(_NOT_READ)  # nothing is said before the first read
        self.body.addWidget(self.pages, 1)
        self.first = self.search
        self.table.arrange("name", descending=False, columns=None)

    def refresh(self) -> None:
        """Read the list again; what the rendez-vous say comes after it."""
        desk, action = self._context.desk, self._context.action

        def read() -> Known:
            people = self.people.begin()
            # Read once: what is kept since then is known here before the store has it.
            kept = self._keeper.kept or desk.read(lambda link: views_kept(link, action))
            return people, kept, _counts(people, kept.views)

        def begun(known: Known) -> None:
            self._show(*known)
            if not known[0].whole:
                self._context.runner.read(self, whole, lambda known: self._show(*known))

        def whole() -> Known:
            people, kept = self.people.whole(), self._keeper.kept or ViewsKept()
            return people, kept, _counts(people, kept.views)

        self._context.runner.read(self, read, begun)

    def narrow(self, typed: str, chosen: Chosen) -> None:
        """Show those who hold every word typed and pass every filter."""
        self.sought.narrow(typed, chosen)

    def open_view(self, view: SavedView) -> None:
        """Show what a view holds; what it does not say stays as it is."""
        order, descending = self.table.order()
        if view.sort is not None:
            order, descending = view.sort, view.descending
        if view.columns is not None:
            self._columns = known_columns(view.columns, people_columns(self._profile))
        self._arrange(order, descending=descending)
        self.narrow(view.search, view.chosen)
        self._keep_arrangement()

    def ask_export(self) -> None:
        """Say what leaving in clear means, and offer the formats."""
        if self._model.people is None:
            self._export_asked = True  # once they are read
        elif self._model.rowCount():
            self.exporting.ask(self._model.rowCount(), len(self.table.keys_shown()))
        else:
            self._context.messages.refuse(
                UserError(
                    self.tr("Il n’y a personne à exporter."),
                    self.tr("Élargissez la recherche ou les filtres."),
                )
            )

    def together(self) -> tuple[UUID, ...]:
        """Those who are chosen, several at once; or else all of a list that is narrowed."""
        rows = self.table.several()
        if not rows and self._narrowed():
            rows = self._model.rows()
        return tuple(row.prescription_id for row in rows)

    def _narrowed(self) -> bool:
        return bool(self.search.text().strip() or self.filters.chosen)

    def _name_group(self) -> None:
        """Say whom an atelier would be for."""
        chosen = len(self.table.several())
        self.group.setText(
            self.tr("Atelier pour {}…").format(plural(chosen, "personne"))
            if chosen
            else self.tr("Atelier…")
        )

    def _show(self, people: PeopleList, kept: ViewsKept, counts: dict[str, int]) -> None:
        if self._keeper.kept is None:
            self._keeper.kept = kept
            self._recall(kept.last)
        if people is not self._model.people:
            self._model.show_people(people)
        views = self._keeper.kept.views
        late = [view for view in views if view.name not in counts]  # kept while this was read
        self.views.show_views(views, counts | _counts(people, late) if late else counts)
        total = len(people.rows)
        followed = people.columns[Facet.SITUATION].count((Situation.FOLLOWED.value,))
        self.subtitle.setText(
            self.tr("{}, dont {} en suivi").format(plural(total, "personne"), followed)
            if total
            else ""
        )
        self.pages.setCurrentIndex(_FILLED if total else _EMPTY)
        for act in (self.bring, self.bring_folder, self.export, self.group):
            act.setVisible(bool(total))
        self.first = self.search if total else self.invite
        if not total and self.isVisible():
            self.take_keyboard()
        self.sought.show_rows(people)
        if self._export_asked:
            self._export_asked = False
            self.ask_export()

    def _recall(self, last: SavedView) -> None:
        """The columns and the order of the last time."""
        if last.columns:
            self._columns = known_columns(last.columns, people_columns(self._profile))
        self._arrange(last.sort or "name", descending=last.descending)

    def _arrange(self, order: str, *, descending: bool) -> None:
        usual = self._columns == self._model.usual
        self.table.arrange(order, descending=descending, columns=None if usual else self._columns)

    def _state(self) -> SavedView:
        order, descending = self.table.order()
        return SavedView(
            "", self.search.text().strip(), self.filters.chosen, order, descending, self._columns
        )

    def _arranged(self) -> None:
        self._keep_arrangement()
        self.views.show_state(self._state())

    def _keep_arrangement(self) -> None:
        """Find the columns and the order again the next time."""
        self._keeper.keep_last(replace(self._state(), search="", chosen={}))

    def _show_views(self) -> None:
        """The coach's own views are others now."""
        people, kept = self._model.people, self._keeper.kept
        views = kept.views if kept else ()
        self.views.show_views(views, _counts(people, views) if people else {})
        self.views.show_state(self._state())

    def _fill_columns(self) -> None:
        ticks = [Tick(column.key, column.heading) for column in people_columns(self._profile)]
        self.columns.ticks.show_ticks(ticks, self.table.keys_shown())

    def _choose_columns(self, ticked: frozenset[str]) -> None:
        """The name stays: a list of nobody helps nobody."""
        self._columns = known_columns({*ticked, "name"}, people_columns(self._profile))
        order, descending = self.table.order()
        self._arrange(order, descending=descending)
        self._fill_columns()
        self._arranged()

    def _choose_target(self, form: Format) -> None:
        kinds = {
            Format.XLSX: self.tr("Classeurs (*.xlsx)"),
            Format.CSV: self.tr("CSV (*.csv)"),
            Format.PDF: self.tr("PDF (*.pdf)"),
        }
        suggested = Path.home() / suggested_name(self._context.desk, form)
        self._context.messages.choose_target(
            self.tr("Exporter en clair"),
            suggested,
            kinds[form],
            lambda target: self._export(form, target),
        )

    def _export(self, form: Format, target: Path) -> None:
        people = self._model.people
        assert people is not None
        typed, chosen = self.search.text(), self.filters.chosen
        said = self._words.criteria(typed, chosen, people) or self.tr("tout le monde")
        shown = ListShown(self._model.rows(), self.table.keys_shown(), said)
        desk, action = self._context.desk, self._context.action
        self._context.runner.write(
            self,
            lambda _task: export_people(desk, action, shown, form, target),
            lambda number: self._context.messages.inform(
                self.tr("{} dans {}, en clair\u00a0: effacez ce fichier après usage.").format(
                    plural(number, self.tr("personne")), target
                )
            ),
        )

    def _bring(self, section: str) -> None:
        self._context.go(Target(Screen.IMPORT, section=section))

    def _fill_head(self) -> None:
        self.title.setText(self.tr("Participants"))
        self.bring.setText(self.tr("Importer un classeur…"))
        self.bring_folder.setText(self.tr("Importer des CSV…"))
        self.export.setText(self.tr("Exporter…"))
        self.export.clicked.connect(self.ask_export)
        self.group.setToolTip(
            self.tr(
                "Un atelier pour les personnes de la liste, ou celles choisies avec Ctrl ou Maj "
                "({})"
            ).format(commands()["workshop"].shortcut)
        )
        self.group.clicked.connect(
            lambda: self._context.go(Target(Screen.WORKSHOP, people=self.together()))
        )

    def _fill_choice_of_columns(self) -> None:
        self.columns = TickButton(self.tr("Colonnes"))
        self.columns.ticks.may_clear = False
        self.columns.asked.connect(self._fill_columns)
        self.columns.changed.connect(self._choose_columns)


def _counts(people: PeopleList, views: Sequence[SavedView]) -> dict[str, int]:
    """How many each view shows; what hangs on the rendez-vous is left out until they are read."""
    return {
        view.name: len(people.found(view.search, view.chosen))
        for view in (*BUILT_IN, *views)
        if people.whole or not view.chosen.get(Facet.ALERT)
    }
