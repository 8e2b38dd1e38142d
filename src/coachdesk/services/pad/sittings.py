"""Who signs now, one after the other: the pad is handed over once for all of them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from sqlalchemy.orm import Session

from coachdesk.core.errors import UserError
from coachdesk.domain.attendance import REMOTE, Mode
from coachdesk.models import Appointment
from coachdesk.queries.signing import with_her
from coachdesk.services.desk import Desk
from coachdesk.services.pad.asked import Asked
from coachdesk.services.pad.attendance import (
    attendance_asked,
    countersign_asked,
    phone_confirmations,
)
from coachdesk.services.pad.code import PadCode, pad_code
from coachdesk.services.rows import dossier_of, profile_of, row

T = TypeVar("T")


@dataclass(frozen=True)
class Sitting:
    """What is signed on the pad before the coach has the desk again."""

    asked: tuple[Asked, ...]
    code: PadCode | None
    """What gives the desk back; None when it comes back by itself."""


def sitting_of(desk: Desk, asked: Iterable[Asked]) -> Sitting:
    """Those who sign, in that order.

    Raises:
        UserError: nobody does.
    """
    everyone = tuple(asked)
    if not everyone:
        raise UserError("Il n’y a rien à signer.", "Tout ce qui pouvait l’être est signé.")
    return Sitting(everyone, desk.read(pad_code))


def presence_sitting(desk: Desk, appointment_id: UUID) -> Sitting:
    """A presence with what is signed in the same breath.

    Of an atelier, everyone there who has not signed, that person first; of someone met in person,
    her meetings by phone that she has not confirmed; after each presence the coach's own drawing
    where the profile asks for it.

    Raises:
        UserError: that presence can't be signed.
    """
    with desk.store.read() as connection, Session(connection) as session:
        appointment = row(session, Appointment, appointment_id)
        dossier = dossier_of(session, appointment)
        mode = appointment.mode
        together = (
            with_her(connection, appointment, dossier.action_id) if mode is Mode.COLLECTIVE else ()
        )
        drawn = profile_of(desk, dossier).coach_signature == "drawn"
    first = attendance_asked(desk, appointment_id)
    if mode in REMOTE:
        lines = phone_confirmations(desk, dossier.id)
        if any(each.request.key == appointment_id for each in lines):
            return sitting_of(desk, lines)
        return sitting_of(desk, [first])
    others = (each for each in together if each != appointment_id)
    everyone = (first, *_possible(desk, others, attendance_asked))
    asked = with_coach(desk, everyone, drawn=drawn)
    if mode is not Mode.COLLECTIVE:
        asked += phone_confirmations(desk, dossier.id)
    return sitting_of(desk, asked)


def with_coach(desk: Desk, presences: Iterable[Asked], *, drawn: bool) -> list[Asked]:
    """Each presence; where ``drawn``, followed by the coach's own on its row if that can be."""
    asked: list[Asked] = []
    for each in presences:
        asked.append(each)
        if drawn:
            asked += _possible(desk, [each.request.key], countersign_asked)
    return asked


def _possible(desk: Desk, keys: Iterable[UUID], asked: Callable[[Desk, UUID], T]) -> Iterable[T]:
    """What can be signed of them: one that can't is no reason to send the others away."""
    for key in keys:
        try:
            yield asked(desk, key)
        except UserError:
            continue
