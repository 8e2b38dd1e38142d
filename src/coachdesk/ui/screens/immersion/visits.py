"""The visits and calls of the coach while an immersion lasts, and one more to be noted."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from coachdesk.core.french import short_weekday
from coachdesk.domain.attendance import Mode
from coachdesk.services.immersion_outcome import Visit
from coachdesk.services.immersion_page import ImmersionPage
from coachdesk.ui.context import Context
from coachdesk.ui.widgets.choices import Choices
from coachdesk.ui.widgets.fields import captioned, day_edit, day_of, show_day
from coachdesk.ui.widgets.layout import button, clear, column, label, reveal, row

_WAYS = (Mode.ON_SITE, Mode.PHONE, Mode.VIDEO)


class VisitsBox(QWidget):
    """``recorded`` carries a visit to be noted, ``removed`` the id of one noted by mistake.

    ``turned`` when one begins to be written, or no longer is: the main act is to note it.
    """

    turned = Signal()
    recorded = Signal(object)
    removed = Signal(object)

    def __init__(self, context: Context, day: date) -> None:
        super().__init__()
        self._context = context
        self._page: ImmersionPage | None = None
        self._lines = QVBoxLayout()
        self._lines.setSpacing(4)
        self.nobody = label("", role="soft", wrap=True)
        self.day = day_edit(day)
        modes = context.action.profile.modes
        words = {way: modes.label(way) for way in _WAYS}
        self.way = Choices(((way.value, words[way]) for way in _WAYS), self.tr("Comment"))
        self.way.show_key(Mode.ON_SITE.value)
        self._words = words
        self.met, self.note = QLineEdit(), QLineEdit()
        self.met.setPlaceholderText(self.tr("La personne, le tuteur…"))
        self.note.setPlaceholderText(self.tr("Ce qui a été vu ou dit, en une phrase"))
        self.act = button(self.tr("Noter la visite"), glyph="check")
        self.act.setToolTip(self.tr("Noter la visite (Ctrl+Entrée)"))
        self.act.clicked.connect(self.record)
        for line in (self.met, self.note):
            line.textChanged.connect(self.turned)
        fields = QGridLayout()
        fields.setHorizontalSpacing(12)
        fields.setVerticalSpacing(8)
        fields.addLayout(captioned(self.tr("Le"), self.day), 0, 0)
        fields.addLayout(captioned(self.tr("Avec qui"), self.met), 0, 1)
        fields.addLayout(captioned(self.tr("Comment"), self.way), 1, 0, 1, 2)
        fields.addLayout(captioned(self.tr("À retenir"), self.note), 2, 0, 1, 2)
        fields.setColumnStretch(0, 1)
        fields.setColumnStretch(1, 1)
        self._form = QWidget()
        self._form.setLayout(column(fields, row(self.act, None), spacing=8))
        self.setLayout(column(self._lines, self.nobody, self._form, spacing=8))

    @property
    def typed(self) -> bool:
        """Whether a visit is being written."""
        written = self.met.text().strip() or self.note.text().strip()
        return not self._form.isHidden() and bool(written)

    def show_page(self, page: ImmersionPage) -> None:
        """The visits there were, and the form while it makes sense."""
        another = self._page is None or self._page.row.id != page.row.id
        self._page = page
        clear(self._lines)
        for visit in page.visits:
            how = self._words.get(visit.mode, "")
            told = " · ".join(part for part in (how, visit.met, visit.note) if part)
            drop = button("", kind="icon", glyph="x", name=self.tr("Retirer cette visite"))
            drop.clicked.connect(lambda _=False, key=visit.id: self.removed.emit(key))
            line = QWidget()
            words = row(
                label(short_weekday(visit.done_on), role="caption"), label(told, wrap=True), drop
            )
            words.setStretch(1, 1)
            line.setLayout(words)
            self._lines.addWidget(line)
        self._form.setVisible(page.may_be_visited)
        self.nobody.setVisible(not page.visits)
        self.nobody.setText(
            self.tr("Aucune visite ni aucun appel n’est noté.")
            if page.may_be_visited
            else self.tr("Une visite se note une fois l’immersion commencée.")
        )
        if another:
            self.met.clear()
            self.note.clear()
            show_day(self.day, min(page.day, page.row.course.last_on))
        if page.may_be_visited:
            self._context.drafts.keep(
                self, f"visite:{page.row.id}", {"met": self.met, "note": self.note}
            )

    def begin(self) -> None:
        """The keyboard where a visit is written."""
        self.met.setFocus()
        reveal(self.act)

    def forget(self) -> None:
        """It was recorded."""
        if self._page is not None:
            self._context.drafts.forget(f"visite:{self._page.row.id}")
        self.met.clear()
        self.note.clear()

    def record(self) -> None:
        """Note the visit."""
        way = Mode(self.way.key() or Mode.ON_SITE.value)
        self.recorded.emit(Visit(day_of(self.day), way, self.met.text(), self.note.text()))
