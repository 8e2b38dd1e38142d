"""The key of the association: asked about at set-up, put off twice at most, then a yes or a no.

A store that was made without being asked is asked likewise, above its pages.

One key serves all the coaches of an association: it is made by the first of them, and typed from
its sheet by the others. It opens a store as the recovery key does, and the journal tells it.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from coachdesk.core.canonical import Json
from coachdesk.core.clock import today
from coachdesk.services.desk import Desk
from coachdesk.services.first_run import RecoverySheet, sheet_of
from coachdesk.services.openings import last_opening
from coachdesk.services.preferences import preference, put_preference
from coachdesk.services.setup import ASSOCIATION
from coachdesk.store.key_file import Opener
from coachdesk.store.vault import keys_kept, new_association_key

LATER, MADE, YES, NO, LOST = "later", "made", "yes", "no", "lost"
"""Put off; made, its sheet not kept yet; it opens, and someone has it; none is wanted; it opened
until the store was encrypted anew."""
_PUT_OFF_AT_MOST = 2


@dataclass(frozen=True)
class AssociationKey:
    """How it stands: ``state`` is empty where nobody was asked."""

    state: str
    put_off: int
    """How many times « plus tard » was said."""
    last: date | None
    """On which day it was said last."""
    opened: datetime | None
    """When it last opened the store."""

    @property
    def waits(self) -> bool:
        """Whether it is still to be answered."""
        return self.state in {"", LATER}

    def asks_on(self, day: date) -> bool:
        """Whether it is asked about: « plus tard » is not today."""
        return self.unkept or (self.waits and self.last != day)

    @property
    def unkept(self) -> bool:
        """Whether it opens and nobody is known to have it: it can't be shown any more."""
        return self.state == MADE

    @property
    def may_wait(self) -> bool:
        """Whether it may be put off once more."""
        return not self.unkept and self.put_off < _PUT_OFF_AT_MOST


def association_key(link: Connection) -> AssociationKey:
    """How it stands."""
    state, times, last = _kept(preference(link, ASSOCIATION))
    return AssociationKey(state, times, last, last_opening(link, Opener.ASSOCIATION))


def put_off(desk: Desk) -> None:
    """« Plus tard »."""
    with desk.store.write() as uow:
        state, times, _ = _kept(preference(uow.session.connection(), ASSOCIATION))
        if state not in {"", LATER}:
            return
        told: dict[str, Json] = {
            "state": LATER,
            "put_off": times + 1,
            "last": today(desk.clock).isoformat(),
        }
        put_preference(uow.session, ASSOCIATION, told)
        uow.commit()


def decline_association_key(desk: Desk) -> None:
    """No key of the association opens the store, and none is asked for.

    Raises:
        UserError: the disk refuses.
    """
    _put(desk, None, NO)


def make_association_key(desk: Desk) -> str:
    """A new key, that opens this store; its sheet is to be printed, it is kept nowhere.

    Until ``keep_association_sheet`` follows, it is told that nobody has it.

    Raises:
        UserError: the disk refuses.
    """
    key = new_association_key()
    _put(desk, key, MADE)
    return key


def keep_association_sheet(desk: Desk) -> None:
    """The sheet of the key just made was printed, or saved: someone has it."""
    with desk.store.write() as uow:
        state, _, _ = _kept(preference(uow.session.connection(), ASSOCIATION))
        if state == MADE:
            put_preference(uow.session, ASSOCIATION, {"state": YES})
            uow.commit()


def type_association_key(desk: Desk, typed: str) -> None:
    """The key that the association has already opens this store, too.

    Raises:
        UserError: it is none, or a group is mistyped; or the disk refuses.
    """
    _put(desk, typed, YES)


def association_sheet(desk: Desk, key: str) -> RecoverySheet:
    """The association's sealed sheet of its ``key``."""
    says = f"Clé de l’association {desk.coach.association}, pour ses magasins CoachDesk"
    return sheet_of(desk, key, says, "cle-de-l-association", for_association=True)


def _put(desk: Desk, key: str | None, state: str) -> None:
    with keys_kept(desk.store.directory), desk.store.write() as uow:
        put_preference(uow.session, ASSOCIATION, {"state": state})
        kind = "association-key-put" if key else "association-key-removed"
        uow.note(kind, "store", desk.store.store_id, {})
        if key or desk.store.has_association_key():
            desk.store.put_association_key(key)
        uow.commit()


def _kept(kept: Json) -> tuple[str, int, date | None]:
    if not isinstance(kept, dict) or kept.get("state") not in {LATER, MADE, YES, NO, LOST}:
        return "", 0, None
    times, last = kept.get("put_off", 0), None
    with suppress(ValueError):  # no day: it was never put off
        last = date.fromisoformat(str(kept.get("last", "")))
    return str(kept["state"]), times if isinstance(times, int) else 0, last
