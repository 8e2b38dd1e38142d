"""Openings by a key kept on paper: each is told, since it may be someone else than the coach.

The journal holds all of them. The latest are also in a setting, written in the same transaction:
what is to be told at the next opening is then one row to read, however long the journal.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from coachdesk.models import Setting
from coachdesk.store.key_file import Opener
from coachdesk.store.unit_of_work import UnitOfWork

OPENED_BY = {
    Opener.RECOVERY: "opened-by-recovery",
    Opener.ASSOCIATION: "opened-by-association",
}
"""The kind of the journal's entry, by the key."""
OPENINGS = "openings-by-key"
_KEPT = 50
"""Openings in the setting: the journal holds every one."""


@dataclass(frozen=True)
class Opening:
    """The store was opened by a key on paper; ``told`` once the coach was told of it."""

    opener: Opener
    at: datetime
    told: bool = False


def note_opening(uow: UnitOfWork, store_id: UUID, opener: Opener) -> None:
    """Write that the store was opened by ``opener``, a key on paper."""
    uow.note(OPENED_BY[opener], "store", store_id, {})
    setting = uow.session.get(Setting, OPENINGS)
    before = openings_of(setting.value if setting else None)
    put_openings(uow.session, (*before, Opening(opener, uow.now)))


def openings_of(text: str | None) -> tuple[Opening, ...]:
    """What the setting tells, the latest last; nothing where it is not in its form."""
    try:
        return tuple(
            Opening(Opener(opener), datetime.fromisoformat(at), bool(told))
            for opener, at, told in json.loads(text or "[]")
        )
    except (ValueError, TypeError):
        return ()


def put_openings(session: Session, openings: Iterable[Opening]) -> None:
    """Have the setting tell them."""
    kept = [[each.opener.value, each.at.isoformat(), each.told] for each in openings][-_KEPT:]
    text = json.dumps(kept)
    setting = session.get(Setting, OPENINGS)
    if setting is None:
        session.add(Setting(key=OPENINGS, value=text))
    else:
        setting.value = text
