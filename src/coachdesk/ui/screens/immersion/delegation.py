"""The delegation to prescribe, where it is seen and changed: with the immersions, in Réglages."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from coachdesk.core.clock import today
from coachdesk.core.french import capital
from coachdesk.domain.delegation import Delegation, Warned
from coachdesk.services.delegation import (
    delegation_of,
    delegation_words,
    end_words,
    keep_delegation,
)
from coachdesk.ui.context import Context
from coachdesk.ui.widgets.fields import captioned, day_edit, day_of, show_day
from coachdesk.ui.widgets.flow import Flow
from coachdesk.ui.widgets.layout import button, column, label, row, set_tone

DRAFT = "delegation"


class DelegationBox(QWidget):
    """``recorded`` once it is kept. ``refresh`` reads it."""

    recorded = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._kept: Delegation | None = None
        self.told = label("", wrap=True)
        self.edit = button("", kind="mini")
        self.edit.clicked.connect(self.open)
        self.giver, self.number, self.categories = QLineEdit(), QLineEdit(), QLineEdit()
        self.giver.setPlaceholderText(self.tr("Département, France Travail, Mission locale…"))
        self.categories.setPlaceholderText(self.tr("Comme la convention le dit"))
        self.ends = day_edit(today(context.desk.clock))
        fields = QGridLayout()
        fields.setHorizontalSpacing(12)
        fields.setVerticalSpacing(8)
        fields.addLayout(captioned(self.tr("Donnée par"), self.giver), 0, 0)
        fields.addLayout(captioned(self.tr("N° de la convention"), self.number), 0, 1)
        fields.addLayout(captioned(self.tr("Pour quelles personnes"), self.categories), 1, 0)
        fields.addLayout(captioned(self.tr("Jusqu’au"), self.ends), 1, 1)
        fields.setColumnStretch(0, 3)
        fields.setColumnStretch(1, 2)
        self.keep = button(self.tr("Enregistrer la délégation"), glyph="check")
        self.none = button(self.tr("Pas de délégation"), kind="mini")
        self.keep.clicked.connect(self._keep)
        self.none.clicked.connect(lambda: self._write(None))
        self.form = QWidget()
        self.form.setLayout(column(fields, Flow(self.keep, self.none), spacing=8))
        self.form.hide()
        first = row(self.told, self.edit, spacing=8)
        first.setStretch(0, 1)
        self.setLayout(column(first, self.form, spacing=8))

    def refresh(self) -> None:
        """Read it again."""
        desk, code = self._context.desk, self._context.action.code
        self._context.runner.read(
            self, lambda: desk.read(lambda link: delegation_of(link, code)), self._show
        )

    def open(self) -> None:
        """Have it changed, the keyboard on who gives it."""
        self.form.show()
        self.giver.setFocus()

    def _show(self, kept: Delegation | None) -> None:
        self._kept = kept
        day = today(self._context.desk.clock)
        if kept is None:
            self.told.setText(
                self.tr(
                    "Aucune délégation notée\u00a0: un autre organisme prescrit les immersions. Si "
                    "l’association en a une, notez-la\u00a0: sa fin sera rappelée trois mois avant."
                )
            )
            self.edit.setText(self.tr("Noter une délégation"))
            set_tone(self.told, "")
        else:
            warned = kept.warned(day)
            words = end_words(kept, day) if warned is not None else delegation_words(kept, day)
            self.told.setText(capital(words))
            self.edit.setText(self.tr("Modifier"))
            tones = {Warned.OVER: "refused", Warned.MONTH: "mend", Warned.QUARTER: "mend"}
            set_tone(self.told, tones[warned] if warned is not None else "")
        self.none.setVisible(kept is not None)
        self.giver.setText(kept.giver if kept else "")
        self.number.setText(kept.number if kept else "")
        self.categories.setText(kept.categories if kept else "")
        show_day(self.ends, kept.ends_on if kept else day.replace(month=12, day=31))
        fields = {"giver": self.giver, "number": self.number, "categories": self.categories,
                  "ends": self.ends}  # fmt: skip
        self._context.drafts.keep(self, DRAFT, fields)

    def _keep(self) -> None:
        self._write(
            Delegation(
                self.giver.text().strip(),
                self.number.text().strip(),
                self.categories.text().strip(),
                day_of(self.ends),
            )
        )

    def _write(self, delegation: Delegation | None) -> None:
        desk, action = self._context.desk, self._context.action

        def kept(_: object) -> None:
            self._context.drafts.forget(DRAFT)
            self.form.hide()
            self.edit.setFocus()
            self.refresh()
            self.recorded.emit()

        self._context.runner.write(
            self, lambda _task: keep_delegation(desk, action, delegation), kept
        )
