"""A refused cell: typed again in its place, beside its neighbours, judged as it is typed."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from coachdesk.core.french import plural
from coachdesk.services.importing import ERASED, MISSING_COLUMN, MendField, RefusedCell
from coachdesk.ui.screens.importing.item import MendItem, captioned_small
from coachdesk.ui.widgets.layout import column


class CellItem(MendItem):
    """``answered`` carries the column and what is typed, None for the file's own."""

    answered = Signal(str, object)

    def __init__(self, cell: RefusedCell) -> None:
        self.fields: dict[str, QLineEdit | QComboBox] = {}
        answer = QWidget()
        box = column(spacing=2)
        for field in cell.fields:
            made = self._field(field)
            self.fields[field.key] = made
            caption = captioned_small(field.header, made)
            box.addWidget(caption)
            box.addWidget(made)
            if len(cell.fields) == 1:
                caption.hide()  # the heading says it
        answer.setLayout(box)
        super().__init__(answer)
        self._found = {field.key: field.found for field in cell.fields}
        for key, made in self.fields.items():
            self._listen(key, made)
        self.show_cell(cell)

    @property
    def first(self) -> QWidget:
        """The refused cell itself, which comes last of the two."""
        fields = list(self.fields.values())
        return fields[-1] if fields else self.aside

    def show_cell(self, cell: RefusedCell) -> None:
        """Show how it stands now; what she is typing is left alone."""
        where = self.tr("{}, ligne {}").format(cell.sheet, cell.line)
        if cell.who:
            where = f"{where} · {cell.who}"
        if cell.waiting:
            waiting = plural(cell.waiting, self.tr("ligne l’attend"), self.tr("lignes l’attendent"))
            where = f"{where} · {waiting}"
        message = cell.message if cell.state == "open" or cell.code == ERASED else ""
        if message and cell.code == MISSING_COLUMN:
            message = self.tr("Cette colonne manque. Laquelle est-ce, dans votre feuille\u202f?")
        # What is said there is about all of her line, not about one column of it.
        heading = self.tr("Personne effacée") if cell.code == ERASED else cell.header
        self.say(heading, message, where, cell.neighbours)
        for field in cell.fields:
            made = self.fields.get(field.key)
            shown = field.found if field.typed is None else field.typed
            if isinstance(made, QLineEdit) and made.text() != shown and not _in_hand(made):
                made.blockSignals(True)
                made.setText(shown)
                made.blockSignals(False)
            elif isinstance(made, QComboBox):
                made.setCurrentIndex(max(made.findText(shown), 0))
        self.show_state(str(cell.state))
        self.aside.setVisible(bool(cell.key) and cell.code not in {MISSING_COLUMN, ERASED})
        for made in self.fields.values():
            made.setEnabled(cell.state != "left_out")

    def _field(self, field: MendField) -> QLineEdit | QComboBox:
        if not field.choices:
            line = QLineEdit(field.found if field.typed is None else field.typed)
            line.setMinimumWidth(0)
            return line
        box = QComboBox()
        box.addItem(field.found or self.tr("Choisir…"), None)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(12)
        for choice in field.choices:
            if choice != field.found:
                box.addItem(choice, choice)
        return box

    def _listen(self, key: str, made: QLineEdit | QComboBox) -> None:
        if isinstance(made, QLineEdit):
            made.textChanged.connect(lambda text: self._say_typed(key, text))
            made.returnPressed.connect(self.entered)
        else:
            made.activated.connect(lambda _at: self.answered.emit(key, made.currentData()))

    def _say_typed(self, key: str, text: str) -> None:
        self.answered.emit(key, None if text == self._found[key] else text)


def _in_hand(line: QLineEdit) -> bool:
    """Whether she is typing in it."""
    return line.hasFocus() and line.isModified()
