"""The next rendez-vous: proposed, changed if wanted, planned with what is recorded."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from coachdesk.core.canonical import Json
from coachdesk.core.french import full_date
from coachdesk.domain.attendance import Mode, Slot
from coachdesk.domain.profile import ActionProfile
from coachdesk.services.slot_words import short_slot
from coachdesk.ui.widgets.flow import Flow, chip_button
from coachdesk.ui.widgets.layout import column, label
from coachdesk.ui.widgets.slot_form import SlotForm

_NOWHERE = Slot(date(2000, 1, 1), 540, 570, None, Mode.ON_SITE)


class FollowingPanel(QWidget):
    """Proposals taken by one click, over the form that says what will be planned."""

    changed = Signal()

    def __init__(self, profile: ActionProfile) -> None:
        super().__init__()
        self._profile = profile
        self._offered: tuple[Slot, ...] = ()
        self.chips: list[QPushButton] = []
        self.words = label("", wrap=True)
        self.offers = Flow()
        self.form = SlotForm(profile, _NOWHERE)
        self.form.changed.connect(self._typed)
        self.setLayout(column(self.words, self.offers, self.form, spacing=8))

    def show_offers(
        self, offered: tuple[Slot, ...], places: tuple[str, ...], planned_on: date | None
    ) -> None:
        """Show the proposals, the first one in the form; none when one is planned already."""
        self._offered = offered
        self.offers.clear()
        self.chips = []
        for slot in offered:
            chip = chip_button(short_slot(slot, self._profile))
            chip.setCheckable(True)
            chip.clicked.connect(lambda _=False, asked=slot: self._take(asked))
            self.chips.append(chip)
            self.offers.add(chip)
        known = {self.form.place.itemText(number) for number in range(self.form.place.count())}
        self.form.place.addItems([place for place in places if place not in known])
        self.words.setText(
            self.tr("Déjà prévu le {}.").format(full_date(planned_on))
            if planned_on
            else self.tr("Le parcours est terminé\u00a0: rien à planifier.")
        )
        self.words.setVisible(not offered)
        self.offers.setVisible(bool(offered))
        self.form.setVisible(bool(offered))
        if offered:
            self.form.show_slot(offered[0])
        self._mark()

    def slot(self) -> Slot | None:
        """What is asked for; None when nothing is to be planned."""
        return self.form.slot() if self._offered else None

    def possible(self) -> bool:
        """Whether what is asked for makes sense."""
        return bool(self._offered) and self.form.possible()

    def draft_value(self) -> Json:
        """What a draft keeps."""
        slot = self.form.slot()
        return [slot.held_on.isoformat(), slot.start_minute, slot.end_minute, slot.place, slot.mode]

    def set_draft_value(self, value: Json) -> None:
        """What a draft kept."""
        match value:
            case [str(day), int(start), int(end), (str() | None) as place, str(mode)]:
                if self._offered:
                    self.form.show_slot(
                        Slot(date.fromisoformat(day), start, end, place, Mode(mode))
                    )

    def _take(self, slot: Slot) -> None:
        self.form.show_slot(slot)
        self._mark()

    def _typed(self) -> None:
        self._mark()
        self.changed.emit()

    def _mark(self) -> None:
        asked = self.slot()
        for slot, chip in zip(self._offered, self.chips, strict=True):
            chip.setChecked(slot == asked)
