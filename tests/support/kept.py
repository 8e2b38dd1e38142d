"""What a desk keeps, as the rows of its store tell it."""

import json
from typing import Any

from sqlalchemy import select

from coachdesk.models import JournalPayload
from coachdesk.models.base import Base
from coachdesk.services.desk import Desk


def rows(desk: Desk, model: type[Base]) -> list[Any]:
    """All of a table."""
    return list(desk.read(lambda link: link.execute(select(model.__table__)).all()))


def evidence(desk: Desk, seq: int) -> dict[str, Any]:
    """What an evidence record says."""
    body = select(JournalPayload.body).where(JournalPayload.seq == seq)
    kept = desk.read(lambda link: link.execute(body).scalar_one())
    assert kept is not None, "it was not erased"
    said: dict[str, Any] = json.loads(kept)
    return said


def whole(desk: Desk) -> bool:
    """Whether its chain verifies, by its own certificate."""
    return desk.store.verify(desk.identity.certificate.public_key).fault is None
