"""What leaves in clear is said before it leaves: the line that asks, and chooses the format."""

from collections.abc import Collection
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QPushButton

from coachdesk.core.french import plural
from coachdesk.services.people_export import Format
from coachdesk.ui.widgets.flow import Flow
from coachdesk.ui.widgets.layout import Glyph, button, column, label, row


class ExportBar(QFrame):
    """``confirmed`` carries the format chosen: choosing it is saying yes."""

    confirmed = Signal(object)
    left = Signal()

    def __init__(self, forms: Collection[Format] = tuple(Format)) -> None:
        """``forms`` are those that are offered."""
        super().__init__()
        self.setObjectName("panel")
        self.heading = label("", role="strong", wrap=True)
        warning = label(
            self.tr(
                "Ce fichier sera lisible par tous ceux qui y ont accès\u00a0: il n’est pas "
                "chiffré. Il sera noté au journal."
            ),
            wrap=True,
        )
        self.formats: dict[Format, QPushButton] = {
            form: button(words)
            for form, words in (
                (Format.XLSX, self.tr("Exporter en clair\u00a0: tableur (XLSX)…")),
                (Format.CSV, self.tr("CSV…")),
                (Format.PDF, self.tr("Papier (PDF)…")),
            )
            if form in forms
        }
        for form, act in self.formats.items():
            act.clicked.connect(partial(self._confirm, form))
        self.stay = button(self.tr("Annuler"), kind="link")
        self.stay.clicked.connect(self._leave)
        words = column(self.heading, warning, spacing=2)
        head = row(Glyph("triangle-alert", "mend"), words, spacing=12)
        head.setStretch(1, 1)
        layout = column(head, Flow(*self.formats.values(), self.stay), spacing=8)
        layout.setContentsMargins(12, 10, 12, 10)
        self.setLayout(layout)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self._leave)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.hide()

    def ask(self, people: int, columns: int) -> None:
        """Ask about the list that is shown, the keyboard on the first format."""
        self.ask_about(
            self.tr("Exporter {}, {}, comme à l’écran").format(
                plural(people, self.tr("personne")), plural(columns, self.tr("colonne"))
            )
        )

    def ask_about(self, heading: str) -> None:
        """Ask about what ``heading`` says."""
        self.heading.setText(heading)
        self.show()
        self.formats[Format.XLSX].setFocus()

    def _confirm(self, form: Format) -> None:
        self.hide()
        self.confirmed.emit(form)

    def _leave(self) -> None:
        self.hide()
        self.left.emit()
