"""What a month lacks before it is closed; each point opens the card where it is mended."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from coachdesk.core.french import plural
from coachdesk.services.figure_labels import label as figure_label
from coachdesk.services.gaps import Gap
from coachdesk.services.month import MonthView
from coachdesk.ui.item_models.table import Column
from coachdesk.ui.widgets.layout import column, label
from coachdesk.ui.widgets.table import RowTable


class MissingPanel(QWidget):
    """``opened`` carries the prescription of a gap, and its rendez-vous or None."""

    opened = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self.title = label("", role="heading")
        self.nothing = label("", role="soft", wrap=True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.table: RowTable[Gap] = RowTable(_columns(), self.tr("Ce qui manque"), wrap=True)
        self.table.opened.connect(
            lambda gap: self.opened.emit(gap.prescription_id, gap.appointment_id)
        )
        layout = column(self.title, self.nothing, self.table, spacing=8)
        layout.setStretch(1, 1)
        layout.setStretch(2, 1)
        self.setLayout(layout)

    def show_view(self, view: MonthView) -> None:
        """Show the gaps of ``view``, or why there is none."""
        self.table.rows.set_rows(view.gaps)
        self.table.setVisible(bool(view.gaps))
        self.nothing.setVisible(not view.gaps)
        self.nothing.setText(self._why_nothing(view))
        blocking = sum(1 for gap in view.gaps if gap.blocking)
        self.title.setText(
            self.tr("Ce qui manque\u00a0: {}, dont {}").format(
                plural(len(view.gaps), self.tr("point")), plural(blocking, self.tr("bloquant"))
            )
            if view.gaps
            else self.tr("Ce qui manque")
        )

    def _why_nothing(self, view: MonthView) -> str:
        if view.closing is None:
            return self.tr("Rien ne manque\u00a0: le mois peut être clôturé.")
        changes = view.closing.changes
        if not changes:
            return self.tr("Plus rien\u00a0: le mois est clôturé et ses chiffres figés.")
        return self.tr("{} depuis la clôture\u00a0: {}.").format(
            plural(len(changes), self.tr("chiffre a changé"), self.tr("chiffres ont changé")),
            ", ".join(figure_label(change.key) for change in changes),
        )


def _columns() -> tuple[Column[Gap], ...]:
    return (
        Column(
            "",
            lambda gap: "Bloquant" if gap.blocking else "À voir",
            lambda gap: 0 if gap.blocking else 1,
            width=92,
            colour=lambda gap: "refused" if gap.blocking else "mend",
        ),
        Column("Point", lambda gap: gap.sentence),
    )
