"""What can be done of a rendez-vous on the phone: another slot, or an excuse and the next one."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from coachdesk.domain.attendance import Mode, Slot
from coachdesk.domain.profile import ActionProfile
from coachdesk.services.appointment_view import AppointmentView
from coachdesk.services.slot_words import slot_words
from coachdesk.ui.widgets.flow import Flow, chip_button
from coachdesk.ui.widgets.layout import button, clear, column, label, panel, row
from coachdesk.ui.widgets.slot_form import SlotForm

_NOWHERE = Slot(date(2000, 1, 1), 540, 570, None, Mode.ON_SITE)


class MovingOffers(QWidget):
    """``moved`` carries a slot, ``excused`` the category of the absence."""

    moved = Signal(object)
    excused = Signal(object)

    def __init__(self, profile: ActionProfile) -> None:
        super().__init__()
        self._profile = profile
        self._following: Slot | None = None
        self.slots: list[QPushButton] = []
        self._lines = QVBoxLayout()
        self._lines.setSpacing(8)
        self.other = button(self.tr("Autre moment…"), kind="link")
        self.other.clicked.connect(self._unfold)
        self.form = SlotForm(profile, _NOWHERE)
        self.take = button(self.tr("Déplacer à ce moment"))
        self.form.changed.connect(lambda: self.take.setEnabled(self.form.possible()))
        self.take.clicked.connect(lambda: self.moved.emit(self.form.slot()))
        self._free = QWidget()
        self._free.setLayout(column(self.form, row(None, self.take), spacing=8))
        self.reasons = Flow()
        self.categories: dict[str, QPushButton] = {}
        for word in profile.absence_reasons:
            chip = chip_button(word.label)
            chip.clicked.connect(lambda _=False, asked=word.key: self.excused.emit(asked))
            self.categories[word.key] = chip
            self.reasons.add(chip)
        self.again = chip_button("")
        self.again.setCheckable(True)
        self.setLayout(
            column(
                panel(
                    column(
                        label(self.tr("Déplacer"), role="strong"),
                        self._lines,
                        row(self.other, None),
                        self._free,
                        spacing=8,
                    )
                ),
                panel(
                    column(
                        label(self.tr("Excuser"), role="strong"),
                        row(self.again, None),
                        self.reasons,
                        spacing=8,
                    )
                ),
                None,
                spacing=12,
            )
        )

    def show_offers(self, view: AppointmentView) -> None:
        """Show the slots to which it can be moved, the best first."""
        clear(self._lines)
        self.slots = []
        for slot in view.moved:
            offer = button(slot_words(slot, self._profile), kind="" if self.slots else "primary")
            offer.clicked.connect(lambda _=False, asked=slot: self.moved.emit(asked))
            self.slots.append(offer)
            self._lines.addWidget(offer)
        head = view.sheet.head
        here = Slot(head.held_on, head.start_minute, head.end_minute, head.place, head.mode)
        known = {self.form.place.itemText(number) for number in range(self.form.place.count())}
        self.form.place.addItems([place for place in view.places if place not in known])
        self.form.show_slot(view.moved[0] if view.moved else here)
        self._free.setVisible(not view.moved)
        self._following = view.following[0] if view.following else None
        self.again.setVisible(self._following is not None)
        if self._following is not None:
            words = slot_words(self._following, self._profile)
            self.again.setText(self.tr("Replanifier le {}").format(words))
            self.again.setChecked(True)

    def following(self) -> Slot | None:
        """The rendez-vous to plan with an excuse."""
        return self._following if self.again.isChecked() else None

    def _unfold(self) -> None:
        self._free.setVisible(self._free.isHidden())
        if not self._free.isHidden():
            self.form.day.setFocus()
