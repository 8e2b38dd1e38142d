"""By month, by kind, by person: what narrows the lists of the page of the acts."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox

from coachdesk.core.french import capital, month_name
from coachdesk.domain.profile import ActionProfile
from coachdesk.queries.services import Narrowed
from coachdesk.services.prestations.view import ServicesView
from coachdesk.ui.theme import em
from coachdesk.ui.tips import plain_tip
from coachdesk.ui.widgets.flow import Flow

_EVERY = "every"
_AWAITED = "awaited"
_NARROW, _WIDE = 13, 24
"""Of a box, in heights of the font."""
_Choice = tuple[str, str | None]


class ServiceFilters(Flow):
    """``changed`` when another month, kind or person is chosen."""

    changed = Signal()

    def __init__(self, day: date) -> None:
        """The month of ``day`` to begin with."""
        self.month_box, self.kind, self.person = QComboBox(), QComboBox(), QComboBox()
        super().__init__(self.month_box, self.kind, self.person)
        self.month: date | None = day.replace(day=1)
        """Its first day; None for all months."""
        for box, name in (
            (self.month_box, self.tr("Mois")),
            (self.kind, self.tr("Type")),
            (self.person, self.tr("Personne")),
        ):
            box.setAccessibleName(name)
            box.setToolTip(plain_tip(name))
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            box.setMinimumWidth(em(_NARROW))
            box.setMaximumWidth(em(_WIDE))
            box.activated.connect(lambda _: self._choose())

    def narrowed(self) -> Narrowed:
        """What is chosen."""
        kind, person = self.kind.currentData(), self.person.currentData()
        awaited = kind == _AWAITED
        who = UUID(person) if person else None
        return Narrowed(self.month, None if awaited else kind, who, awaited)

    def keep_kind(self, kind: str) -> None:
        """That kind only; once more, all of them."""
        wanted = None if self.kind.currentData() == kind else kind
        self.kind.setCurrentIndex(max(self.kind.findData(wanted), 0))
        self.changed.emit()

    def widen(self) -> None:
        """Every kind, everyone: another list has others."""
        for box in (self.kind, self.person):
            box.setCurrentIndex(0)

    def show_choices(self, view: ServicesView, profile: ActionProfile, *, steps: bool) -> None:
        """What there is to choose in a list; what is chosen stays."""
        self._fill_months(view.months)
        words = [*profile.steps] if steps else [*profile.services]
        gone = sorted(view.totals.keys() - {word.key for word in words})
        every = self.tr("Toutes les démarches") if steps else self.tr("Tous les actes")
        awaited = [(self.tr("Aides en attente d’une réponse"), _AWAITED)] if steps else []
        kinds: list[_Choice] = [(every, None), *awaited]
        kinds += [(word.label, word.key) for word in words]
        _fill(self.kind, [*kinds, *((key, key) for key in gone)], self.kind.currentData())
        people = [
            (f"{each.name}, {each.number}", str(each.prescription_id)) for each in view.people
        ]
        everyone: list[_Choice] = [(self.tr("Tout le monde"), None), *people]
        _fill(self.person, everyone, self.person.currentData())
        self.kind.show()
        self.person.show()

    def show_months_only(self, months: Sequence[date]) -> None:
        """The events have no person, and few kinds."""
        self._fill_months(months)
        self.kind.hide()
        self.person.hide()

    def _fill_months(self, months: Sequence[date]) -> None:
        listed = sorted({*months, *([self.month] if self.month else [])}, reverse=True)
        choices: list[_Choice] = [(self.tr("Tous les mois"), _EVERY)]
        choices += [(capital(month_name(month)), month.isoformat()) for month in listed]
        _fill(self.month_box, choices, self.month.isoformat() if self.month else _EVERY)

    def _choose(self) -> None:
        month = self.month_box.currentData()
        self.month = None if month in {None, _EVERY} else date.fromisoformat(month)
        self.changed.emit()


def _fill(box: QComboBox, choices: Sequence[_Choice], chosen: str | None) -> None:
    """The choices of a box, one of them chosen, without saying so."""
    quiet = QSignalBlocker(box)
    box.clear()
    for words, data in choices:
        box.addItem(words, data)
    box.setCurrentIndex(max(box.findData(chosen), 0))
    quiet.unblock()
