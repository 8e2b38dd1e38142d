"""The journal of accesses: who of the people was looked at, exported or printed, and when.

What is noted waits in memory and is written a few at a time, so that nothing is slower for it; the
desk writes the rest as it closes. It is kept a year, outside the journal, which is for ever.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from threading import Lock
from uuid import UUID

from sqlalchemy import delete, insert
from sqlalchemy.orm import Session

from coachdesk.core.errors import UserError
from coachdesk.core.ids import new_id
from coachdesk.domain.periods import months_later
from coachdesk.models import AccessEntry
from coachdesk.queries.whose import people_of
from coachdesk.store import Store

KEPT_MONTHS = 12
"""How long an access is kept."""
SAME = timedelta(minutes=10)
"""Someone looked at again within that time is the same look."""
FULL = 50
"""So many wait no longer."""
_logger = logging.getLogger(__name__)


class AccessDeed(StrEnum):
    """What was done with what is known of people."""

    READ = "read"
    EXPORT = "export"
    PRINT = "print"


@dataclass(frozen=True, slots=True)
class Access:
    """One access.

    Attributes:
        subject: of what: the name of a screen or of a table.
        subject_id: which one.
        dossier: the prescription of the person, where that is what is known of her.
        people: how many, when it is about several.
    """

    deed: AccessDeed
    subject: str
    at: datetime
    subject_id: UUID | None = None
    dossier: UUID | None = None
    people: int | None = None


class AccessLog:
    """What waits to be written of one store, from any thread."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = Lock()
        self._waiting: list[Access] = []
        self._looks: dict[tuple[str, UUID | None, UUID | None], datetime] = {}
        """When each thing was last looked at."""
        self.heard: Callable[[], None] = _nobody
        """Told that something waits; the window writes it a little later."""

    def note(
        self,
        deed: AccessDeed,
        subject: str,
        subject_id: UUID | None = None,
        *,
        dossier: UUID | None = None,
        people: int | None = None,
    ) -> None:
        """Have an access written soon; what it is, as in ``Access``."""
        access = Access(deed, subject, self._store.clock.now(), subject_id, dossier, people)
        with self._lock:
            if deed is AccessDeed.READ and self._seen(access):
                return
            self._waiting.append(access)
        self.heard()

    @property
    def waiting(self) -> int:
        """How many are not written yet."""
        return len(self._waiting)

    def flush(self) -> int:
        """Write what waits, and drop what is older than a year; gives how many were written.

        Raises:
            UserError: the store refuses; they wait on.
        """
        with self._lock:
            taken, self._waiting = self._waiting, []
        if not taken:
            return 0
        try:
            with self._store.write() as uow:
                put_accesses(uow.session, taken)
                drop_old(uow.session, uow.now)
                uow.commit()
        except BaseException:
            with self._lock:
                self._waiting[:0] = taken
            raise
        return len(taken)

    def close(self) -> None:
        """Write what is left, if the disk lets us: a store is closed all the same."""
        try:
            self.flush()
        except UserError:
            _logger.info("the last accesses could not be written")

    def _seen(self, access: Access) -> bool:
        """Whether it goes on with a look of a moment ago."""
        key = access.subject, access.subject_id, access.dossier
        last = self._looks.get(key)
        if last is not None and last <= access.at < last + SAME:
            return True
        if len(self._looks) > FULL * 4:
            self._looks.clear()
        self._looks[key] = access.at
        return False


def _nobody() -> None:
    """No window: a command writes what waits as it closes."""


def put_accesses(session: Session, accesses: Sequence[Access]) -> None:
    """Write accesses with the rest of a transaction."""
    link = session.connection()
    keys = {key for each in accesses if (key := each.dossier or each.subject_id) is not None}
    whose = people_of(link, keys)
    link.execute(
        insert(AccessEntry),
        [
            {
                "id": new_id(),
                "at": access.at,
                "deed": access.deed.value,
                "subject": access.subject,
                "subject_id": access.subject_id or access.dossier,
                "participant_id": _found(whose, access),
                "people": access.people,
            }
            for access in accesses
        ],
    )


def _found(whose: Mapping[UUID, UUID], access: Access) -> UUID | None:
    key = access.dossier or access.subject_id
    return None if key is None else whose.get(key)


def drop_old(session: Session, now: datetime) -> int:
    """Drop the accesses of more than a year ago; gives how many."""
    first = datetime.combine(months_later(now.date(), -KEPT_MONTHS), time(), now.tzinfo)
    gone = session.connection().execute(delete(AccessEntry).where(AccessEntry.at < first))
    return gone.rowcount
