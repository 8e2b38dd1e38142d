"""What to do about the deliveries that no connection helps: one thing a recipient."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from uuid import UUID

from sqlalchemy import Connection

from coachdesk.core.french import NBSP, plural, quoted
from coachdesk.domain.deliveries import DeliveryState
from coachdesk.queries.outbox import DeliveryLine, stuck
from coachdesk.services.targets import Screen, Target
from coachdesk.services.to_do_rules import ToDo

_ASKS = {
    DeliveryState.TO_CHECK: "demander à {} si ceci est arrivé{}: {}",
    DeliveryState.CONFLICT: "chez {}, un autre fichier porte déjà ce nom{}: {}",
    DeliveryState.FAILED: "envoi pour {} à réparer{}: {}",
}


def stuck_things(connection: Connection, action_id: UUID, day: date) -> Iterator[ToDo]:
    """What waits for a repair or a look, to be done today."""
    found = sorted(stuck(connection, action_id), key=lambda line: line.addressee)
    for addressee, group in groupby(found, key=lambda line: line.addressee):
        lines = list(group)
        first = lines[0]
        yield ToDo(
            "envoi_bloque",
            _words(addressee, lines),
            min(day, first.queued_at.astimezone().date()),
            Target(Screen.OUTBOX, subject_id=first.id),
            str(first.id),
        )


def _words(addressee: str, lines: list[DeliveryLine]) -> str:
    if len(lines) > 1:
        number = plural(len(lines), "envoi")
        return f"{number} pour {quoted(addressee)} demandent votre attention"
    asks = _ASKS[lines[0].state]
    return asks.format(quoted(addressee), NBSP, lines[0].subject)
