"""Every immersion that is not settled: under way, to come, to review; and those of the year."""

from PySide6.QtWidgets import QVBoxLayout

from coachdesk.core.clock import today
from coachdesk.core.french import plural, short_date
from coachdesk.services.immersion_groups import (
    Group,
    Listed,
    grouped,
)
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.context import Context
from coachdesk.ui.item_models.table import Column
from coachdesk.ui.screens.immersion.delegation import DelegationBox
from coachdesk.ui.screens.immersion.exporting import ImmersionExport
from coachdesk.ui.widgets.choices import Choices
from coachdesk.ui.widgets.layout import button, column, label, panel, reveal
from coachdesk.ui.widgets.nothing_here import NothingHere
from coachdesk.ui.widgets.page import Page
from coachdesk.ui.widgets.table import RowTable

DELEGATION = "delegation"


class ImmersionsScreen(Page):
    """Enter opens the line; the keys 1 to 4 with Alt choose what is listed."""

    def __init__(self, context: Context) -> None:
        self.leave = button("", kind="icon", glyph="arrow-left", name="Retour")
        self.accident = button("", glyph="triangle-alert")
        self.export = button("", glyph="save")
        super().__init__("", self.accident, self.export, before=self.leave)
        self.title.setText(self.tr("Immersions (PMSMP)"))
        self.accident.setText(self.tr("Accident"))
        self.accident.setToolTip(self.tr("Que faire tout de suite, qui appeler, dans quels délais"))
        self.export.setText(self.tr("Exporter…"))
        self.exporting = ImmersionExport(context)
        self.exporting.left.connect(self.take_keyboard)
        self._context = context
        self._rows: tuple[Listed, ...] = ()
        self._section = ""
        words = {
            Group.UNDER_WAY: self.tr("En cours"),
            Group.TO_COME: self.tr("À venir"),
            Group.TO_REVIEW: self.tr("Bilan à faire"),
            Group.OVER: self.tr("Terminées"),
        }
        self._words = words
        self.groups = Choices(
            ((group.value, text) for group, text in words.items()),
            self.tr("Lesquelles"),
            shortcuts="1234",
        )
        columns: tuple[Column[Listed], ...] = (
            Column(self.tr("Personne"), lambda item: item.who, width=190),
            Column(self.tr("Entreprise"), lambda item: item.row.company),
            Column(self.tr("Métier"), lambda item: item.row.trade or "", width=150, spare=True),
            Column(self.tr("Du"), lambda item: short_date(item.row.starts_on),
                   lambda item: item.row.starts_on.toordinal(), width=96),
            Column(self.tr("Au"), lambda item: short_date(item.row.last_on),
                   lambda item: item.row.last_on.toordinal(), width=96),
            Column(self.tr("Où elle en est"), lambda item: item.state, width=200,
                   colour=lambda item: "mend" if item.owed else None),
        )  # fmt: skip
        self.table: RowTable[Listed] = RowTable(columns, self.tr("Immersions"))
        self.someone = button(self.tr("Choisir une personne"), glyph="users")
        self.someone.clicked.connect(lambda: context.go(Target(Screen.PARTICIPANTS)))
        self.empty = NothingHere(self.someone, glyph="briefcase")
        self.empty.hide()
        self.delegation = DelegationBox(context)
        self.body.addWidget(self.groups)
        self.body.addWidget(self.exporting)
        self.body.addWidget(self.empty, 1)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(panel(self._delegation()))
        self.first = self.table
        self.leave.clicked.connect(context.back)
        self.accident.clicked.connect(lambda: context.go(Target(Screen.ACCIDENT)))
        self.export.clicked.connect(self.exporting.ask_immersions)
        self.groups.chosen.connect(self._fill)
        self.table.opened.connect(self._open)

    def show_target(self, target: Target) -> None:
        """All of them; ``section`` may ask for the delegation."""
        self._section = target.section
        super().show_target(target)

    def refresh(self) -> None:
        """Read them again."""
        desk, action = self._context.desk, self._context.action
        day = today(desk.clock)
        self._context.runner.read(
            self, lambda: desk.read(lambda link: grouped(link, action, day)), self._show
        )
        self.delegation.refresh()

    def _show(self, found: tuple[Listed, ...]) -> None:
        self._rows = found
        counts = {group: sum(item.group is group for item in found) for group in Group}
        for group, text in self._words.items():
            self.groups.buttons[group.value].setText(f"{text} ({counts[group]})")
        if self.groups.key() is None:
            full = next((group for group in Group if counts[group]), Group.UNDER_WAY)
            self.groups.show_key(full.value)
        self._fill()
        if self._section == DELEGATION:
            self._section = ""
            self.delegation.open()
            reveal(self.delegation)

    def _fill(self, _key: object = None) -> None:
        key = self.groups.key()
        rows = [item for item in self._rows if key is None or item.group.value == key]
        self.table.rows.set_rows(rows)
        self.table.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        nothing = {
            Group.UNDER_WAY.value: self.tr("Aucune immersion en cours"),
            Group.TO_COME.value: self.tr("Aucune immersion à venir"),
            Group.TO_REVIEW.value: self.tr("Aucun bilan d’immersion à faire"),
            Group.OVER.value: self.tr("Aucune immersion terminée"),
        }
        self.empty.say(
            nothing.get(key or "", self.tr("Aucune immersion")),
            self.tr(
                "Une immersion se prépare depuis la fiche d’une personne suivie, par "
                "«\u00a0Immersion\u00a0»."
            ),
        )
        self.first = self.table if rows else self.groups.buttons[key or Group.UNDER_WAY.value]
        self.subtitle.setText(plural(len(rows), self.tr("immersion")) if self._rows else "")

    def _open(self, item: Listed) -> None:
        row = item.row
        self._context.go(Target(Screen.IMMERSION, row.prescription_id, subject_id=row.immersion_id))

    def _delegation(self) -> QVBoxLayout:
        return column(
            label(self.tr("Délégation de prescription"), role="strong"), self.delegation, spacing=8
        )
