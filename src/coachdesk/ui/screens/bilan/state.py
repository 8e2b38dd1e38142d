"""« État au… »: the one page of a day, for a comité de suivi."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from coachdesk.ui.widgets.fields import captioned, day_edit, day_of, show_day
from coachdesk.ui.widgets.flow import Flow
from coachdesk.ui.widgets.layout import button, column, label, row


class StatePanel(QFrame):
    """``saved`` and ``printed`` carry the day; ``left`` gives it up."""

    saved = Signal(object)
    printed = Signal(object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.day = day_edit(date(2000, 1, 1))
        self.day.setDisplayFormat("dd/MM/yyyy")
        self.save = button(self.tr("Enregistrer en PDF…"), kind="primary", glyph="save")
        self.print = button(self.tr("Imprimer"), glyph="printer")
        self.cancel = button(self.tr("Annuler"))
        self.cancel.setToolTip(self.tr("Échap"))
        self.save.setToolTip(self.tr("Ctrl+Entrée"))
        self.save.clicked.connect(self.confirm)
        self.print.clicked.connect(lambda: self.printed.emit(day_of(self.day)))
        self.cancel.clicked.connect(self.leave)
        layout = column(
            label(self.tr("État d’un jour, sur une page"), role="heading", wrap=True),
            label(
                self.tr(
                    "Pour un comité de suivi\u00a0: les chiffres du 1er janvier à ce jour, comptés "
                    "maintenant, que l’année soit clôturée ou non."
                ),
                wrap=True,
            ),
            row(captioned(self.tr("Au"), self.day), None),
            Flow(self.cancel, self.print, self.save, trailing=True),
            spacing=8,
        )
        layout.setContentsMargins(16, 12, 16, 12)
        self.setLayout(layout)
        self.hide()

    def ask(self, day: date) -> None:
        """Ask for a day, ``day`` unless she wants another one."""
        show_day(self.day, day)
        self.show()
        self.day.setFocus()

    def confirm(self) -> None:
        """Save that of the day typed."""
        if not self.isHidden():
            self.saved.emit(day_of(self.day))

    def leave(self) -> None:
        """Take the question back."""
        if not self.isHidden():
            self.hide()
            self.left.emit()
