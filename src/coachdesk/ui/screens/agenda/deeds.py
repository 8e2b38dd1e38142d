"""What the agenda records, each by one verb that Ctrl+Z undoes; and where an entry is opened."""

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import QObject

from coachdesk.core.clock import today
from coachdesk.core.errors import UserError
from coachdesk.domain.attendance import Mode, Slot
from coachdesk.services.agenda.view import AgendaEntry, EntryKind, against
from coachdesk.services.agenda_moves import move_entry, refuse_move
from coachdesk.services.appointments import plan_appointment
from coachdesk.services.slot_words import slot_words
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.context import Context
from coachdesk.ui.screens.agenda.dragging import Ghost
from coachdesk.ui.screens.agenda.lanes import Lane
from coachdesk.ui.screens.agenda.offers import Search
from coachdesk.ui.screens.agenda.words import entry_head

Done = Callable[[str, UUID | None], None]


class Deeds:
    """Asks for each write; ``done`` gets its words and the entry they are about."""

    def __init__(
        self, context: Context, owner: QObject, done: Done, refused: Callable[[], None]
    ) -> None:
        """``refused`` puts back what was shown as if it were done."""
        self._context = context
        self._owner = owner
        self._done = done
        self._refused = refused

    def target_of(self, entry: AgendaEntry) -> Target:
        """The page of an entry."""
        match entry.kind:
            case EntryKind.APPOINTMENT:
                return Target(Screen.APPOINTMENT, entry.prescription_id, entry.id)
            case EntryKind.WORKSHOP:
                return Target(Screen.WORKSHOP, subject_id=entry.id)
            case EntryKind.VISIT:
                return Target(Screen.CARD, entry.prescription_id, section="immersions")
            case EntryKind.OUTREACH:
                return Target(Screen.OUTREACH, subject_id=entry.id)
            case EntryKind.TIME:
                return Target(Screen.AGENDA, day=entry.held_on, subject_id=entry.id)

    def drop(self, ghost: Ghost, lane: Lane) -> None:
        """Put an entry where it was let go."""
        if ghost.entry is not None:
            self.move(ghost.entry, _slot_of(ghost, ghost.entry, lane))

    def look(self, ghost: Ghost, lane: Lane, told: Callable[[Ghost, str], None]) -> None:
        """Say what would stand against an entry if it were let go there."""
        entry, desk = ghost.entry, self._context.desk
        if entry is None:
            return
        slot = _slot_of(ghost, entry, lane)
        self._context.runner.read(
            self._owner,
            lambda: desk.read(lambda link: against(link, slot, entry.id)),
            lambda words: told(ghost, words),
        )

    def move(self, entry: AgendaEntry, slot: Slot) -> None:
        """Put an entry at ``slot``, or say why it stays."""
        context = self._context
        desk, action = context.desk, context.action
        try:
            refuse_move(entry, slot.held_on, today(desk.clock))
        except UserError as error:
            self._refuse(error)
            return
        who, when = entry_head(entry, action.profile), slot_words(slot, action.profile)
        said = f"{who}\u00a0: déplacé au {when}."
        context.runner.write(
            self._owner,
            lambda _task: move_entry(desk, action, entry, slot),
            lambda _: self._done(said, entry.id),
            self._refuse,
        )

    def take(self, search: Search, slot: Slot) -> None:
        """Plan someone, or place an entry anew, at a free slot that was offered."""
        if search.entry is not None:
            self.move(search.entry, slot)
            return
        dossier, desk = search.prescription_id, self._context.desk
        if dossier is None:
            return
        when = slot_words(slot, self._context.action.profile)
        said = f"{search.who}\u00a0: rendez-vous planifié le {when}."
        self._context.runner.write(
            self._owner,
            lambda _task: plan_appointment(desk, dossier, slot),
            lambda made: self._done(said, made),
            self._refuse,
        )

    def _refuse(self, error: UserError) -> None:
        self._refused()
        self._context.messages.refuse(error)


def _slot_of(ghost: Ghost, entry: AgendaEntry, lane: Lane) -> Slot:
    mode, place = entry.mode or Mode.ON_SITE, ghost.place_in(lane)
    return Slot(lane.held_on, ghost.start, ghost.end, place, mode)
