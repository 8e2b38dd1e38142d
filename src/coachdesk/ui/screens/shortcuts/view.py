"""Every shortcut on one page, as the registry of commands tells it."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout

from coachdesk.services.fse_answers import counts_fse
from coachdesk.ui.commands import Group, commands, keys_text, page_keys
from coachdesk.ui.context import Context
from coachdesk.ui.widgets.layout import button, column, label, panel
from coachdesk.ui.widgets.page import Page
from coachdesk.ui.widgets.two_columns import TwoColumns


class ShortcutsScreen(Page):
    """Read, then left by Escape."""

    def __init__(self, context: Context) -> None:
        self.leave = button("", kind="icon", glyph="arrow-left", name="Retour")
        super().__init__("", before=self.leave)
        self.leave.clicked.connect(context.back)
        self.title.setText(self.tr("Raccourcis clavier"))
        self.subtitle.setText(
            self.tr(
                "Ctrl+K trouve tout\u00a0: une personne, un écran, un acte, en quelques lettres."
            )
        )
        unpaid = frozenset() if counts_fse(context.action.profile) else {"fse"}
        told = [each for each in commands().values() if each.keys and each.key not in unpaid]
        headings = {
            Group.SCREENS: self.tr("Aller à"),
            Group.ACTS: self.tr("Faire, depuis n’importe quelle page"),
            Group.WINDOW: self.tr("La fenêtre"),
        }
        sheets = [
            _sheet(
                heading,
                ((item.name, item.shortcut) for item in told if item.group is group),
            )
            for group, heading in headings.items()
        ]
        own = _sheet(
            self.tr("Dans une page"), ((words, keys_text(keys)) for words, keys in page_keys())
        )
        left, right = column(sheets[0], sheets[1], None), column(sheets[2], own, None)
        self.body.addWidget(TwoColumns(left, right, (1, 1)), 1)
        self.first = self.leave


def _sheet(heading: str, lines: Iterable[tuple[str, str]]) -> QFrame:
    grid = QGridLayout()
    grid.setColumnStretch(0, 1)
    grid.setVerticalSpacing(6)
    for number, (words, keys) in enumerate(lines):
        grid.addWidget(label(words, wrap=True), number, 0)
        cap = label(keys, role="chip", tone="quiet")
        grid.addWidget(cap, number, 1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return panel(column(label(heading, role="heading"), grid, spacing=8))
