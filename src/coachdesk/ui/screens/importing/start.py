"""Before a workbook is chosen: choose one, take up what waits, see the words learned."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coachdesk.core.french import plural, quoted
from coachdesk.services.importing import LearnedRow
from coachdesk.ui.item_models.table import Column
from coachdesk.ui.theme import em
from coachdesk.ui.widgets.layout import button, clear, column, label, panel, row
from coachdesk.ui.widgets.table import RowTable


@dataclass(frozen=True)
class WaitingImport:
    """A workbook whose mends are typed and not imported."""

    path: Path
    answers: int
    draft: str
    """The key of its draft."""


class StartPanel(QWidget):
    """``resumed`` carries the import that waits, ``forgotten`` the word to unlearn."""

    resumed = Signal(object)
    forgotten = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.bring = button(self.tr("Choisir mon classeur…"), kind="primary", glyph="file-up")
        self.bring_folder = button(self.tr("ou un dossier de CSV…"), kind="link")
        self._waiting = QVBoxLayout()
        self._waiting.setSpacing(6)
        self.learned: RowTable[LearnedRow] = RowTable(_columns(), self.tr("Mots appris"))
        self.forget = button(self.tr("Oublier ce mot"))
        self.forget.clicked.connect(lambda: self.forgotten.emit(self.learned.current()))
        self.learned.chosen.connect(lambda chosen: self.forget.setEnabled(chosen is not None))
        self.forget.setEnabled(False)
        self.learned.setMinimumHeight(em(15))
        self._words = QWidget()
        self._words.setLayout(
            column(
                label(self.tr("Mots appris de vos classeurs"), role="heading"),
                label(
                    self.tr(
                        "Chaque import les comprend. Oubliez-en un pour qu’il soit demandé de "
                        "nouveau."
                    ),
                    role="soft",
                    wrap=True,
                ),
                self.learned,
                row(self.forget, None),
            )
        )
        choosing = panel(
            column(
                label(
                    self.tr(
                        "CoachDesk lit les prescriptions, les rendez-vous, les immersions et les "
                        "sorties, et fait entrer ce qui se comprend. Le reste se répare ici, ligne "
                        "par ligne."
                    ),
                    wrap=True,
                ),
                4,
                row(self.bring, self.bring_folder, None),
                self._waiting,
            ),
            margin=24,
        )
        layout = column(choosing, 8, self._words)
        layout.setStretch(2, 1)
        layout.addStretch(0)
        self.setLayout(layout)

    def show_waiting(self, waiting: Sequence[WaitingImport]) -> None:
        """Offer the imports that wait."""
        clear(self._waiting)
        for each in waiting:
            words = self.tr("Reprendre {}, avec {}").format(
                quoted(each.path.name),
                plural(each.answers, self.tr("réponse déjà donnée"),
                       self.tr("réponses déjà données")),
            )  # fmt: skip
            again = button(words, kind="link", glyph="undo-2")
            again.setToolTip(str(each.path))
            again.clicked.connect(lambda _=False, chosen=each: self.resumed.emit(chosen))
            self._waiting.addLayout(row(again, None))

    def show_learned(self, rows: tuple[LearnedRow, ...]) -> None:
        """Show the words learned, if any."""
        self.learned.rows.set_rows(rows)
        self._words.setVisible(bool(rows))


def _columns() -> tuple[Column[LearnedRow], ...]:
    return (
        Column("Colonne", lambda row: row.subject, width=220),
        Column("Écrit dans vos classeurs", lambda row: row.written, width=240),
        Column("Se lit", lambda row: row.meaning or "(cellule vide)"),
    )
