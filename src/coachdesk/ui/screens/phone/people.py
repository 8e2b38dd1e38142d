"""Whom the page goes through, one after the other: who was told already, and how."""

from coachdesk.core.french import clock_time, plural
from coachdesk.domain.phone_codes import dialled
from coachdesk.services.phone.view import Reached
from coachdesk.ui.item_models.table import Column
from coachdesk.ui.widgets.table import RowTable


class ReachedTable(RowTable[Reached]):
    """By hour; the one that is chosen is the one whose code is shown."""

    def __init__(self) -> None:
        super().__init__(
            (
                Column(self.tr("Personne"), lambda one: one.name),
                Column(self.tr("Heure"), _hour, width=72),
                Column(self.tr("Prévenue"), _told, width=190, colour=_tone),
            ),
            self.tr("Personnes à prévenir"),
        )

    def show_people(self, people: tuple[Reached, ...], chosen: Reached | None) -> None:
        """Show them, ``chosen`` under the keyboard."""
        self.rows.set_rows(list(people))
        if chosen is not None:
            self.choose(chosen)

    def choose(self, one: Reached) -> None:
        """Come to someone."""
        ids = [each.id for each in self.visible_rows()]
        if one.id in ids:
            self.selectRow(ids.index(one.id))


def progress_words(people: tuple[Reached, ...]) -> str:
    """« 3 personnes prévenues sur 12 »."""
    told = sum(bool(one.told) for one in people)
    return f"{plural(told, 'personne prévenue', 'personnes prévenues')} sur {len(people)}"


def following(people: tuple[Reached, ...], after: Reached) -> Reached | None:
    """The next one after someone who has a number and was not told yet; None when all were."""
    ids = [each.id for each in people]
    start = ids.index(after.id) + 1 if after.id in ids else 0
    order = [*people[start:], *people[:start]]
    return next((one for one in order if not one.told and dialled(one.phone)), None)


def _hour(one: Reached) -> str:
    return clock_time(one.slot.start_minute) if one.slot else ""


def _told(one: Reached) -> str:
    if one.told:
        return one.told
    return "" if dialled(one.phone) else "pas de téléphone"


def _tone(one: Reached) -> str | None:
    return "done" if one.told else "ink_soft"
