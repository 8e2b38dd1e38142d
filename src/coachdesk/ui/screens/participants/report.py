"""What an import brought, and what the coach has to mend in her workbook."""

from pathlib import Path

from PySide6.QtCore import Signal

from coachdesk.core.french import NBSP, plural
from coachdesk.services.importing import Difference, Fault, ImportReport, annotate
from coachdesk.ui.item_models.table import Column
from coachdesk.ui.messages import Messages
from coachdesk.ui.runner import Runner
from coachdesk.ui.widgets.layout import button, label, row
from coachdesk.ui.widgets.page import Page
from coachdesk.ui.widgets.table import RowTable


class ReportScreen(Page):
    """``back`` returns to the participants."""

    back = Signal()

    def __init__(
        self, runner: Runner, messages: Messages, path: Path, report: ImportReport
    ) -> None:
        self.save = button("", kind="primary", glyph="save")
        leave = button("", kind="icon", glyph="arrow-left", name="Retour")
        super().__init__("", self.save, before=leave)
        self._runner = runner
        self._messages = messages
        self._path = path
        self._report = report
        leave.clicked.connect(self.back)
        self.title.setText(self.tr("Import de {}").format(path.name))
        self.subtitle.setText(_brought(report))
        self.save.setText(self.tr("Enregistrer le classeur annoté…"))
        self.save.setVisible(bool(report.errors))
        self.save.clicked.connect(self._choose)
        if report.errors:
            self.body.addWidget(
                label(
                    self.tr(
                        "{} Le classeur annoté montre chaque cellule en couleur\u202f; "
                        "corrigez-le, puis importez-le de nouveau."
                    ).format(_to_mend(report)),
                    wrap=True,
                )
            )
            faults: RowTable[Fault] = RowTable(_columns(), self.tr("À corriger"), wrap=True)
            faults.rows.set_rows(report.errors)
            self.body.addWidget(faults, 1)
            self.table: RowTable[Fault] | None = faults
            self.first = faults
        else:
            self.table = None
            go_on = button(self.tr("Voir les participants"), kind="primary", glyph="users")
            go_on.clicked.connect(self.back)
            self.first = go_on
            self.body.addWidget(label(self.tr("Rien à corriger."), role="heading"))
            self.body.addLayout(row(go_on, None))
            self.body.addStretch(1)
        if report.differences:
            self.body.addWidget(
                label(
                    self.tr("{} de ce qui est enregistré\u00a0: rien n’a été remplacé.").format(
                        plural(
                            len(report.differences),
                            self.tr("cellule diffère"),
                            self.tr("cellules diffèrent"),
                        )
                    ),
                    wrap=True,
                )
            )
            differences: RowTable[Difference] = RowTable(
                _difference_columns(), self.tr("Différences")
            )
            differences.rows.set_rows(report.differences)
            self.body.addWidget(differences, 1)

    def _choose(self) -> None:
        suggested = self._path.with_name(f"{self._path.stem}-annote.xlsx")
        self._messages.choose_target(
            self.tr("Classeur annoté"), suggested, self.tr("Classeurs (*.xlsx)"), self._annotate
        )

    def _annotate(self, target: Path) -> None:
        path, report = self._path, self._report
        self._runner.write(
            self,
            lambda _task: annotate(path, report, target),
            lambda _: self._messages.inform(
                self.tr("Classeur annoté enregistré\u00a0: {}").format(target)
            ),
        )


def _to_mend(report: ImportReport) -> str:
    """What she has to do, apart from the rows that only wait for it."""
    said = f"{plural(len(report.to_mend), 'point')} à corriger dans votre classeur"
    if not report.waiting:
        return f"{said}\u00a0: les autres lignes sont enregistrées."
    waiting = plural(len(report.waiting), "ligne qui en dépend", "lignes qui en dépendent")
    return f"{said}, et {waiting}\u00a0: les autres sont enregistrées."


def _brought(report: ImportReport) -> str:
    sheets = [f"{sheet}{NBSP}: {count}" for sheet, count in report.imported.items() if count]
    new = ", ".join(sheets) if sheets else "Aucune ligne nouvelle"
    if not report.unchanged:
        return f"{new}."
    known = plural(report.unchanged, "ligne déjà enregistrée", "lignes déjà enregistrées")
    return f"{new}. {known}."


def _columns() -> tuple[Column[Fault], ...]:
    return (
        Column("Feuille", lambda fault: fault.sheet, width=126),
        Column("Ligne", lambda fault: str(fault.row), lambda fault: fault.row, True, 70),
        Column("Colonne", lambda fault: fault.column, width=150),
        Column("À corriger", lambda fault: fault.message),
    )


def _difference_columns() -> tuple[Column[Difference], ...]:
    return (
        Column("Feuille", lambda item: item.sheet, width=126),
        Column("Ligne", lambda item: str(item.row), lambda item: item.row, True, 70),
        Column("Colonne", lambda item: item.column, width=150),
        Column("Enregistré", lambda item: item.stored, width=190),
        Column("Dans le classeur", lambda item: item.found),
    )
