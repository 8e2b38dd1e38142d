"""Erase everyone whose time is over, and the proofs of a group, when the coach says so."""

from collections.abc import Callable
from dataclasses import dataclass

from coachdesk.core.clock import today
from coachdesk.core.errors import UserError
from coachdesk.services.desk import Desk
from coachdesk.services.rights.erasing import RETENTION, erase
from coachdesk.services.rights.group_proofs import GroupProof, empty_proofs
from coachdesk.services.rights.journal_scan import FEW, look_for
from coachdesk.services.rights.retention import Due, DuePerson
from coachdesk.services.rights_settings import keep_number

Progress = Callable[[float, str], None]
_LOOKED, _ERASED = 0.3, 0.85


@dataclass(frozen=True)
class Applied:
    """What became of it.

    Attributes:
        erased: how many people are nobody's now.
        emptied: how many envois and sheets are empty now.
        waiting: those who stay, each with what has to be settled first.
    """

    erased: int
    emptied: int
    waiting: tuple[tuple[DuePerson | GroupProof, str], ...]


def apply_retention(
    desk: Desk,
    due: Due,
    progress: Progress = lambda _done, _text: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Applied:
    """Erase those who may go; one after the other, so that stopping leaves each whole."""
    erased, waiting = 0, list[tuple[DuePerson | GroupProof, str]]()
    people, emptied = due.people, 0
    going = [each.participant_id for each in people if not each.held]

    def goes_on(share: float) -> bool:
        progress(_LOOKED * share, "Relecture du journal")
        return not cancelled()

    seen = look_for(desk, going, goes_on) if len(going) > FEW else None
    for place, person in enumerate(people):
        if cancelled():
            break
        progress(_LOOKED + (_ERASED - _LOOKED) * place / len(people), person.name)
        if person.held:
            waiting.append((person, person.held))
            continue
        try:
            erase(desk, person.participant_id, RETENTION, tidy=False, seen=seen)
        except UserError as error:
            waiting.append((person, f"{error.sentence} {error.remedy}".strip()))
        else:
            erased += 1
    if not cancelled():
        progress(_ERASED, "Envois et feuilles à leur terme")
        emptied = empty_proofs(desk, due.proofs)
        waiting += [(proof, proof.held) for proof in due.proofs if proof.held]
    if erased or emptied:
        progress(0.9, "Réécriture du magasin")
        desk.store.compact()
    keep_number(desk, due.ready - erased - emptied, today(desk.clock))
    return Applied(erased, emptied, tuple(waiting))
