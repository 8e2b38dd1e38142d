"""What a month lacks before it is closed; each point is one gesture from its repair."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from coachdesk.core.french import plural
from coachdesk.services.figure_labels import label as figure_label
from coachdesk.services.gaps import Gap
from coachdesk.services.month import MonthView
from coachdesk.ui.context import Context
from coachdesk.ui.item_models.table import Column
from coachdesk.ui.widgets.act_table import ActTable
from coachdesk.ui.widgets.layout import column, label

_LONGEST = "Voir le rendez-vous"


class MissingPanel(QWidget):
    """The gaps of the month. Coming back from a repair, the keyboard is on the next one."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._left_at: tuple[int, Gap] | None = None
        """The line that she left to mend it, and its gap."""
        self.title = label("", role="heading", wrap=True)
        self.nothing = label("", role="soft", wrap=True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.table: ActTable[Gap] = ActTable(
            _columns(), lambda gap: gap.act, self.tr("Ce qui manque"), _LONGEST
        )
        self.table.setToolTip(
            self.tr("Entrée\u00a0: faire ce qui est écrit · Espace\u00a0: aller voir")
        )
        self.table.horizontalHeader().hide()  # in the order in which they press
        self.table.opened.connect(self._open)
        self.table.acted.connect(self._act)
        layout = column(self.title, self.nothing, self.table, spacing=8)
        layout.setStretch(1, 1)
        layout.setStretch(2, 1)
        self.setLayout(layout)

    @property
    def mending(self) -> bool:
        """Whether she left the page from one of these lines."""
        return self._left_at is not None

    def show_view(self, view: MonthView) -> None:
        """Show the gaps of ``view``, or why there is none."""
        self.table.show_rows(view.gaps)
        self.table.setVisible(bool(view.gaps))
        self.nothing.setVisible(not view.gaps)
        self.nothing.setText(self._why_nothing(view))
        blocking = sum(1 for gap in view.gaps if gap.blocking)
        self.title.setText(self._title(len(view.gaps), blocking))

    def _title(self, gaps: int, blocking: int) -> str:
        if not gaps:
            return self.tr("Ce qui manque")
        number = plural(gaps, self.tr("point"))
        if not blocking:
            return self.tr("Ce qui manque\u00a0: {}, rien ne bloque").format(number)
        if blocking == gaps:
            return self.tr("Ce qui manque\u00a0: {}").format(
                plural(gaps, self.tr("point bloquant"), self.tr("points bloquants"))
            )
        return self.tr("Ce qui manque\u00a0: {}, dont {}").format(
            number, plural(blocking, self.tr("bloquant"))
        )

    def come_back(self) -> bool:
        """Stand on the gap that she left, or the one after it when it is mended.

        False when she did not leave from here, or nothing is missing any more.
        """
        left, self._left_at = self._left_at, None
        if left is None or not self.table.shown.rowCount():
            return False
        number, gap = left
        shown = self.table.visible_rows()
        self.table.choose_line(shown.index(gap) if gap in shown else number)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def stay(self) -> None:
        """Another month: nothing was left."""
        self._left_at = None

    def _open(self, gap: Gap) -> None:
        if gap.target is not None:
            self._leave(gap)
            self._context.go(gap.target)

    def _act(self, gap: Gap) -> None:
        if gap.signs and gap.target is not None and gap.target.appointment_id is not None:
            self._leave(gap)
            self._context.sign(gap.target.appointment_id)
        else:
            self._open(gap)

    def _leave(self, gap: Gap) -> None:
        self._left_at = self.table.visible_rows().index(gap), gap

    def _why_nothing(self, view: MonthView) -> str:
        if view.closing is None or not view.read_only:
            return self.tr("Rien ne manque\u00a0: le mois peut être clôturé.")
        changes = view.closing.changes
        if not changes:
            return self.tr("Plus rien\u00a0: le mois est clôturé et ses chiffres figés.")
        return self.tr(
            "{} depuis la clôture\u00a0: {}. Si l’envoi était faux, ouvrez une rectification."
        ).format(
            plural(len(changes), self.tr("chiffre a changé"), self.tr("chiffres ont changé")),
            ", ".join(figure_label(change.key) for change in changes),
        )


def _columns() -> tuple[Column[Gap], ...]:
    return (
        Column(
            "",
            lambda gap: "Bloquant" if gap.blocking else "À voir",
            lambda gap: 0 if gap.blocking else 1,
            width=84,
            colour=lambda gap: "refused" if gap.blocking else "mend",
        ),
        Column("Point", lambda gap: gap.sentence),
    )
