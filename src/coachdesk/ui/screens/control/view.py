"""The dossier de contrôle: n° pasted or taken from a file, recognised at once, then made.

What is no dossier of the action is said before anything leaves; once the dossier is made, each
line says what it lacks and opens the card where it is mended.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QTimer

from coachdesk.core.french import NBSP, NNBSP, plural
from coachdesk.services.control.asked import (
    AskedDossier,
    AskedList,
    numbers_in,
    read_list,
    split_numbers,
)
from coachdesk.services.control.writing import MadeControl
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.commands import bind_main_act
from coachdesk.ui.context import Context
from coachdesk.ui.item_models.table import Column
from coachdesk.ui.messages import Question
from coachdesk.ui.screens.control.making import ControlMaking
from coachdesk.ui.screens.control.reader import ReaderChoice
from coachdesk.ui.widgets.growing_text import GrowingText
from coachdesk.ui.widgets.layout import button, column, label, panel, row
from coachdesk.ui.widgets.nothing_here import NothingHere
from coachdesk.ui.widgets.page import Page
from coachdesk.ui.widgets.table import RowTable
from coachdesk.ui.widgets.two_columns import TwoColumns

_DRAFT = "control"
_LINES = 8
_WAIT_MS = 200
"""After the last letter typed: the list is read once, not at each of them."""


@dataclass(frozen=True)
class ControlLine:
    """A dossier asked for, and what it lacks once it was made; None before."""

    asked: AskedDossier
    lacks: tuple[str, ...] | None

    @property
    def words(self) -> str:
        """What it lacks, in words."""
        if self.lacks is None:
            return ""
        if not self.lacks:
            return "Rien ne manque"
        return f"{plural(len(self.lacks), 'point')}{NBSP}: {f'{NNBSP}; '.join(self.lacks)}"


class ControlScreen(Page):
    """Ctrl+Enter makes the dossier; a line opens the card."""

    def __init__(self, context: Context) -> None:
        self.leave = button("", kind="icon", glyph="arrow-left", name="Retour")
        self.make = button("", kind="primary", glyph="folder-open")
        super().__init__("", self.make, before=self.leave)
        self._context = context
        self._asked = AskedList()
        self._asked_of = ""
        """What it is the list of, as it was typed."""
        self._made_of = ""
        """The list whose dossier is being made, as it was typed."""
        self._lacks: dict[str, tuple[str, ...]] = {}
        self._out = Path.home()
        self.title.setText(self.tr("Dossier de contrôle"))
        self.subtitle.setText(
            self.tr("Un dossier et un PDF par personne, l’index, et de quoi tout vérifier.")
        )
        self.leave.clicked.connect(context.back)
        self.make.setText(self.tr("Faire le dossier…"))
        self.make.setToolTip(self.tr("Choisir où l’écrire, et le faire (Ctrl+Entrée)"))
        self.numbers = GrowingText((), least=_LINES)
        self.numbers.setAccessibleName(self.tr("N° demandés par le contrôleur, un par ligne"))
        self.bring = button(self.tr("Prendre un fichier…"), glyph="file-up")
        self.bring.setToolTip(self.tr("Un classeur ou un fichier texte d’une colonne"))
        self.reader = ReaderChoice(context)
        self.making = ControlMaking(context, self)
        self.progress = self.long_act = self.making.progress
        self.count = label("", role="heading", wrap=True)
        self.remarks = label("", tone="mend", wrap=True)
        self.remarks.setContentsMargins(10, 8, 10, 8)
        self.where = label("", role="soft", wrap=True)
        self.table: RowTable[ControlLine] = RowTable(
            (
                Column(self.tr("N°"), lambda line: line.asked.number, width=84),
                Column(self.tr("Personne"), lambda line: line.asked.person, width=190),
                Column(
                    self.tr("Ce qui manque"),
                    lambda line: line.words,
                    lambda line: len(line.lacks or ()),
                    colour=lambda line: "refused" if line.lacks else "ink_soft",
                ),
            ),
            self.tr("Dossiers demandés"),
            wrap=True,
        )
        left = column(
            label(self.tr("N° demandés par le contrôleur, un par ligne"), role="caption"),
            self.numbers,
            row(self.bring, None),
            8,
            label(self.tr("Le dossier part"), role="caption"),
            self.reader,
            None,
            spacing=8,
        )
        self.nothing = NothingHere(
            heading=self.tr("Aucun dossier demandé pour l’instant"),
            told=self.tr("Collez les n° que le contrôleur a donnés, ou prenez son fichier."),
            glyph="shield-check",
        )
        right = column(self.count, self.remarks, self.where, self.table, self.nothing, spacing=8)
        right.setStretch(3, 1)
        right.setStretch(4, 1)
        self.body.addWidget(self.progress)
        self.body.addWidget(TwoColumns(column(panel(left)), right, (2, 3)), 1)
        self.first = self.numbers
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_WAIT_MS)
        self._timer.timeout.connect(self.refresh)
        self._connect()
        self._show()

    def _connect(self) -> None:
        self.numbers.edit.textChanged.connect(self._typed)
        self.bring.clicked.connect(self._choose_file)
        self.reader.changed.connect(self._enable)
        self.making.made.connect(self._made)
        self.making.ended.connect(self._enable)
        self.table.opened.connect(
            lambda line: self._context.go(Target(Screen.CARD, line.asked.prescription_id))
        )
        self.make.clicked.connect(self._ask)
        bind_main_act(self, self.make.click)

    def show_target(self, target: Target) -> None:
        """What was typed and never made comes back."""
        self._keep()
        super().show_target(target)

    def _keep(self) -> None:
        self._context.drafts.keep(self, _DRAFT, {"numbers": self.numbers.edit})

    def refresh(self) -> None:
        """Read the list again: someone may have been entered since."""
        self._read()

    def _typed(self) -> None:
        self._lacks = {}
        self.where.setText("")
        self._timer.start()

    def _choose_file(self) -> None:
        self._context.messages.choose_file(
            self.tr("Liste du contrôleur"),
            self.tr("Listes (*.xlsx *.xlsm *.csv *.txt *.tsv)"),
            self._take,
        )

    def _take(self, path: Path) -> None:
        def taken(numbers: tuple[str, ...]) -> None:
            self.numbers.edit.setPlainText("\n".join(numbers))
            self._read()

        self._context.runner.read(self, lambda: numbers_in(path), taken)

    def _read(self, then: Callable[[], None] | None = None) -> None:
        """What each n° is, as the store knows it now; then go on, if anything can be made of it."""
        self._timer.stop()
        desk, action, text = self._context.desk, self._context.action, self.numbers.text()

        def show(asked: AskedList) -> None:
            if text == self.numbers.text():  # or another letter was typed in the meantime
                self._asked, self._asked_of = asked, text
                self._show()
                if then is not None and self.make.isEnabled():
                    then()

        self._context.runner.read(self, lambda: read_list(desk, action, split_numbers(text)), show)

    def _show(self) -> None:
        asked = self._asked
        self.table.measure(len(asked.found))
        self.table.rows.set_rows(
            [ControlLine(each, self._lacks.get(each.number)) for each in asked.found]
        )
        lacking = sum(bool(lacks) for lacks in self._lacks.values())
        if self._lacks:
            self.count.setText(
                self.tr("{} sur {} à compléter").format(
                    plural(lacking, self.tr("dossier")), len(asked.found)
                )
                if lacking
                else self.tr("Rien ne manque, d’après les règles de l’action")
            )
        elif asked.found:
            self.count.setText(plural(len(asked.found), self.tr("dossier")))
        for part in (self.count, self.table):
            part.setVisible(bool(asked.found))
        self.nothing.setVisible(not asked.found)
        self.remarks.setText("\n".join(asked.remarks))
        self.remarks.setVisible(bool(asked.remarks))
        self.where.setVisible(bool(self.where.text()))
        self._enable()

    def _enable(self) -> None:
        ready = bool(self._asked.found) and self.reader.ready
        self.make.setEnabled(ready and not self.progress.busy)

    def _ask(self) -> None:
        """Where to; in clear, once she said that it may leave so.

        A letter typed just before Ctrl+Enter counts.
        """
        if self._asked_of != self.numbers.text():
            self._read(self._ask)
            return
        if self.reader.encrypts:
            self._choose_folder("")
            return
        people = plural(len(self._asked.found), self.tr("personne"))
        self._context.messages.ask(
            Question(
                self.tr("Le dossier part en clair"),
                self.tr(
                    "Les papiers et les pièces de {} seront lisibles par qui ouvre le dossier. "
                    "L’export est noté au journal."
                ).format(people),
                self.tr("Faire le dossier en clair"),
            ),
            self._choose_folder,
        )

    def _choose_folder(self, _reason: str) -> None:
        self._context.messages.choose_folder(
            self.tr("Où écrire le dossier de contrôle"), self._out, self._into
        )

    def _into(self, folder: Path) -> None:
        self._out, self._made_of = folder, self.numbers.text()
        certificate = self.reader.certificate if self.reader.encrypts else None
        self.making.begin(self._asked, folder, certificate)
        self._enable()

    def _made(self, made: MadeControl) -> None:
        how = self.tr("chiffré") if made.encrypted else self.tr("en clair")
        if self._made_of == self.numbers.text():  # else she typed another list meanwhile
            self._context.drafts.forget(_DRAFT)
            self._keep()
            self._lacks = {line.number: line.lacks for line in made.lines}
            self.where.setText(self.tr("Fait, {}\u00a0: {}").format(how, made.path))
            self._show()
        self._context.messages.inform(
            self.tr("Dossier de contrôle de {} fait, {}\u00a0: {}").format(
                plural(len(made.lines), self.tr("personne")), how, made.path
            )
        )
