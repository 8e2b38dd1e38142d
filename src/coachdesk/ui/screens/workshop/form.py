"""What an atelier is, when, where and with whom: to plan one, or to change one."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from coachdesk.core.french import short_date
from coachdesk.domain.attendance import Slot
from coachdesk.domain.profile import ActionProfile
from coachdesk.queries.planned import OpenDossier
from coachdesk.services.workshops.conflicts import WorkshopCheck
from coachdesk.services.workshops.planning import WorkshopFacts
from coachdesk.ui.item_models.ticks import Tick
from coachdesk.ui.widgets.fields import captioned, open_box
from coachdesk.ui.widgets.layout import column
from coachdesk.ui.widgets.slot_form import SlotForm


class WorkshopForm(QWidget):
    """``changed`` at each change; ``possible`` once it has a title and hours that follow."""

    changed = Signal()

    def __init__(self, profile: ActionProfile, slot: Slot) -> None:
        super().__init__()
        self.title = open_box(())
        self.title.setMinimumContentsLength(24)
        self.slot = SlotForm(profile, slot, with_mode=False)
        self.title.currentTextChanged.connect(lambda _: self.changed.emit())
        self.slot.changed.connect(self.changed)
        self.setLayout(
            column(
                captioned(self.tr("Titre, le même sur toutes les feuilles"), self.title),
                self.slot,
                spacing=10,
            )
        )

    def propose(self, titles: Sequence[str], places: Sequence[str]) -> None:
        """The titles and the places of before; what is typed stays."""
        for box, words in ((self.title, titles), (self.slot.place, places)):
            typed = box.currentText()
            listed = {box.itemText(number) for number in range(box.count())}
            box.addItems([word for word in words if word not in listed])
            box.setCurrentText(typed)

    def facts(self) -> WorkshopFacts:
        """What is asked for."""
        return WorkshopFacts(self.title.currentText(), self.slot.slot())

    def show_facts(self, facts: WorkshopFacts) -> None:
        """Begin with ``facts``."""
        self.title.setCurrentText(facts.title)
        self.slot.show_slot(facts.slot)

    @property
    def possible(self) -> bool:
        """Whether it can be recorded as it stands."""
        return self.titled and self.slot.possible()

    @property
    def titled(self) -> bool:
        """Whether it has a title."""
        return bool(self.title.currentText().strip())


def ticks_of(people: Sequence[OpenDossier], check: WorkshopCheck | None = None) -> tuple[Tick, ...]:
    """People to be ticked, each told apart from who bears the same name.

    ``check`` knows who is somewhere else at that hour, or met in that week already.
    """
    return tuple(Tick(str(each.prescription_id), _words(each, check)) for each in people)


def _words(person: OpenDossier, check: WorkshopCheck | None) -> str:
    coming = f"rendez-vous le {short_date(person.held_on)}" if person.held_on else ""
    if check is not None:
        key = person.prescription_id
        coming = check.busy.get(key) or check.met.get(key) or ""
    name = f"{person.last_name} {person.first_name}, n°\u00a0{person.number}"
    return f"{name}, {coming}" if coming else name
