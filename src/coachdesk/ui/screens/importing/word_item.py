"""A refused word: the list it should be of, the nearest word one click away."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from coachdesk.core.french import plural, quoted
from coachdesk.services.importing import BLANK, RefusedWord
from coachdesk.ui.screens.importing.item import MendItem, choice_button
from coachdesk.ui.widgets.layout import button, column


class WordItem(MendItem):
    """``answered`` carries the key of the word chosen, None when she takes it back."""

    answered = Signal(object)
    split = Signal()
    """It does not mean the same on each of its lines."""

    def __init__(self, word: RefusedWord) -> None:
        self.box = QComboBox()
        self.near = choice_button("")
        self.by_line = button("", kind="link")
        answer = QWidget()
        answer.setLayout(column(self.near, self.box, self.by_line, spacing=4))
        super().__init__(answer)
        self.box.addItem(self.tr("Choisir le mot…"), None)
        for choice in word.choices:
            self.box.addItem(choice.label, choice.key)
        if word.may_be_blank:
            self.box.addItem(self.tr("(cellule vide)"), BLANK)
        self.box.setAccessibleName(self.tr("Ce que veut dire {}").format(quoted(word.written)))
        self.box.setMinimumContentsLength(14)
        self.box.setSizeAdjustPolicy(_SHORT)
        self.box.activated.connect(lambda _at: self.answered.emit(self.box.currentData()))
        self.by_line.setText(self.tr("Ligne par ligne…"))
        self.by_line.setToolTip(self.tr("Quand il ne veut pas dire la même chose partout"))
        self.by_line.clicked.connect(self.split)
        self.by_line.setVisible(len(word.lines) > 1)
        labels = {choice.key: choice.label for choice in word.choices}
        self._nearest = word.nearest
        self.near.setVisible(word.nearest is not None)
        if word.nearest is not None:
            self.near.setText(self.tr("C’est {}").format(quoted(labels[word.nearest])))
            self.near.clicked.connect(lambda on: self._take(on=on))
        self.show_word(word)

    @property
    def first(self) -> QWidget:
        """The proposal, or the list."""
        return self.box if self._nearest is None else self.near

    def show_word(self, word: RefusedWord) -> None:
        """Show how it stands now."""
        count = len(word.lines)
        sheet, line = word.lines[0]
        where = self.tr("{}, ligne {} · {}").format(sheet, line, word.who)
        if count > 1:
            others = plural(count - 1, self.tr("autre ligne"), self.tr("autres lignes"))
            where = self.tr("{}, et {}").format(where, others)
        message = plural(word.passing, self.tr("ligne l’attend"), self.tr("lignes l’attendent"))
        self.say(
            self.tr("{}\u00a0: que veut dire {}\u202f?").format(word.subject, quoted(word.written)),
            message if word.passing else "",
            where,
        )
        self.box.setCurrentIndex(max(self.box.findData(word.chosen), 0))
        if word.chosen is None:
            self.box.setCurrentIndex(0)
        self.near.setChecked(word.chosen is not None and word.chosen == self._nearest)
        state = "mended" if word.chosen is not None else "open"
        self.show_state("left_out" if word.left_out else state)
        for field in (self.box, self.near):
            field.setEnabled(not word.left_out)

    def _take(self, *, on: bool) -> None:
        self.answered.emit(self._nearest if on else None)
        if on:
            self.entered.emit()


_SHORT = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
