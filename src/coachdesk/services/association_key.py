"""The key of the association: asked about at set-up, put off twice at most, then a yes or a no.

One key serves all the coaches of an association: it is made by the first of them, and typed from
its sheet by the others. It opens a store as the recovery key does, and the journal tells it.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from coachdesk.core.canonical import Json
from coachdesk.models import JournalEntry
from coachdesk.services.desk import Desk
from coachdesk.services.first_run import RecoverySheet, sheet_of
from coachdesk.services.preferences import preference, put_preference
from coachdesk.services.setup import ASSOCIATION
from coachdesk.store.store import OPENED_BY_ASSOCIATION
from coachdesk.store.vault import new_association_key

LATER, YES, NO, LOST = "later", "yes", "no", "lost"
"""Put off; it opens; none is wanted; it opened until the store was encrypted anew."""
_PUT_OFF_AT_MOST = 2


@dataclass(frozen=True)
class AssociationKey:
    """How it stands: ``state`` is empty where nobody was asked."""

    state: str
    put_off: int
    opened: datetime | None
    """When it last opened the store."""

    @property
    def waits(self) -> bool:
        """Whether the answer was put off."""
        return self.state == LATER

    @property
    def may_wait(self) -> bool:
        """Whether it may be put off once more."""
        return self.put_off < _PUT_OFF_AT_MOST


def association_key(link: Connection) -> AssociationKey:
    """How it stands."""
    state, put_off = _kept(preference(link, ASSOCIATION))
    opened = link.execute(
        select(func.max(JournalEntry.wall)).where(JournalEntry.kind == OPENED_BY_ASSOCIATION)
    ).scalar()
    return AssociationKey(state, put_off, datetime.fromisoformat(opened) if opened else None)


def association_waits(link: Connection) -> bool:
    """Whether the answer was put off, and is asked at the opening."""
    return _kept(preference(link, ASSOCIATION))[0] == LATER


def put_off(desk: Desk) -> None:
    """« Plus tard »."""
    with desk.store.write() as uow:
        _, times = _kept(preference(uow.session.connection(), ASSOCIATION))
        put_preference(uow.session, ASSOCIATION, {"state": LATER, "put_off": times + 1})
        uow.commit()


def decline_association_key(desk: Desk) -> None:
    """No key of the association opens the store, and none is asked for.

    Raises:
        UserError: the disk refuses.
    """
    _put(desk, None)


def make_association_key(desk: Desk) -> str:
    """A new key, that opens this store; its sheet is to be printed, it is kept nowhere.

    Raises:
        UserError: the disk refuses.
    """
    key = new_association_key()
    _put(desk, key)
    return key


def type_association_key(desk: Desk, typed: str) -> None:
    """The key that the association has already opens this store, too.

    Raises:
        UserError: it is none, or a group is mistyped; or the disk refuses.
    """
    _put(desk, typed)


def association_sheet(desk: Desk, key: str) -> RecoverySheet:
    """The association's sealed sheet of its ``key``."""
    says = f"Clé de l’association {desk.coach.association}, pour ses magasins CoachDesk"
    return sheet_of(desk, key, says, "cle-de-l-association", for_association=True)


def _put(desk: Desk, key: str | None) -> None:
    with desk.store.write() as uow:
        put_preference(uow.session, ASSOCIATION, {"state": YES if key else NO})
        kind = "association-key-put" if key else "association-key-removed"
        uow.note(kind, "store", desk.store.store_id, {})
        if key or desk.store.has_association_key():
            desk.store.put_association_key(key)
        uow.commit()


def _kept(kept: Json) -> tuple[str, int]:
    if not isinstance(kept, dict) or kept.get("state") not in {LATER, YES, NO, LOST}:
        return "", 0
    times = kept.get("put_off", 0)
    return str(kept["state"]), times if isinstance(times, int) else 0
