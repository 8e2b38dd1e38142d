"""The small form of a new rendez-vous."""

from datetime import date

from PySide6.QtCore import QDate, QLocale, QTime
from PySide6.QtWidgets import QComboBox, QDateEdit, QDialog, QGridLayout, QTimeEdit, QWidget

from coachdesk.domain.attendance import REMOTE, Mode, Slot
from coachdesk.domain.profile import ActionProfile
from coachdesk.queries.card import CardAppointment
from coachdesk.ui.widgets.layout import button, column, label, row

_USUAL_MINUTES = 30
_STEP = 15


class PlanningDialog(QDialog):
    """Opens on today, with the person's last place and mode: most often the next ones."""

    def __init__(
        self,
        parent: QWidget,
        profile: ActionProfile,
        now: tuple[date, int],
        before: tuple[CardAppointment, ...],
    ) -> None:
        """``now`` is today and the minute of the day; ``before``, her rendez-vous, latest first."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Nouveau rendez-vous"))
        day, minute = now
        start = min(minute // _STEP * _STEP, 24 * 60 - _USUAL_MINUTES - 1)
        self.day = QDateEdit(QDate(day.year, day.month, day.day))
        self.day.setCalendarPopup(True)
        self.day.setDisplayFormat("dddd d MMMM yyyy")
        self.day.setLocale(QLocale(QLocale.Language.French))
        self.start = _time_edit(start)
        self.end = _time_edit(start + _USUAL_MINUTES)
        self.start.timeChanged.connect(self._follow)
        self.place = QComboBox()
        self.place.setEditable(True)
        usual = next((item.place for item in before if item.place), "")
        self.place.addItems(sorted({*profile.communes, usual}))
        self.place.setCurrentText(usual)
        self.mode = QComboBox()
        for word in profile.modes:
            self.mode.addItem(word.label, Mode(word.key))
        if before:
            self.mode.setCurrentIndex(max(self.mode.findData(before[0].mode), 0))
        self.answer = label(
            self.tr("L’heure de fin doit suivre l’heure de début."), tone="refused", wrap=True
        )
        self.answer.setContentsMargins(10, 8, 10, 8)
        self.add = button(self.tr("Ajouter"), kind="primary")
        self.add.clicked.connect(self.accept)
        self.add.setDefault(True)
        cancel = button(self.tr("Annuler"))
        cancel.clicked.connect(self.reject)
        grid = QGridLayout()
        grid.setVerticalSpacing(4)
        grid.setHorizontalSpacing(12)
        fields: tuple[tuple[str, QWidget, int, int, int], ...] = (
            (self.tr("Jour"), self.day, 0, 0, 2),
            (self.tr("Début"), self.start, 2, 0, 1),
            (self.tr("Fin"), self.end, 2, 1, 1),
            (self.tr("Lieu"), self.place, 4, 0, 2),
            (self.tr("Modalité"), self.mode, 6, 0, 2),
        )
        for text, widget, line, place, span in fields:
            caption = label(text, role="caption")
            caption.setBuddy(widget)
            widget.setAccessibleName(text)
            grid.addWidget(caption, line, place)
            grid.addWidget(widget, line + 1, place, 1, span)
        layout = column(
            label(self.tr("Nouveau rendez-vous"), role="heading"),
            grid, self.answer, 6, row(None, cancel, self.add), spacing=12,
        )  # fmt: skip
        layout.setContentsMargins(24, 20, 24, 20)
        self.setLayout(layout)
        self.setMinimumWidth(420)
        self.end.timeChanged.connect(self._refresh)
        self.mode.currentIndexChanged.connect(self._refresh)
        self._refresh()

    def planned(self) -> Slot:
        """What was filled in."""
        start, end = self.start.time(), self.end.time()
        day = self.day.date()
        return Slot(
            date(day.year(), day.month(), day.day()),
            start.hour() * 60 + start.minute(),
            end.hour() * 60 + end.minute(),
            self.place.currentText().strip() or None,
            self.mode.currentData(),
        )

    def _refresh(self) -> None:
        """What makes no sense is said here, before anything typed is lost."""
        possible = self.start.time() < self.end.time()
        self.answer.setVisible(not possible)
        self.add.setEnabled(possible)
        self.place.setEnabled(self.mode.currentData() not in REMOTE)

    def _follow(self, start: QTime) -> None:
        """The end follows the start, so that the usual length needs no typing."""
        self.end.setTime(start.addSecs(_USUAL_MINUTES * 60))
        self._refresh()


def _time_edit(minute: int) -> QTimeEdit:
    edit = QTimeEdit(QTime(minute // 60, minute % 60))
    edit.setDisplayFormat("HH 'h' mm")
    # A style sheet pads the box of a spin box, not the line in it.
    edit.lineEdit().setTextMargins(9, 0, 9, 0)
    return edit
