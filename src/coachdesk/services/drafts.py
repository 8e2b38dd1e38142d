"""Drafts: what is typed in a form and not yet recorded, kept inside the encrypted store."""

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from coachdesk.core.canonical import Json
from coachdesk.models import Draft
from coachdesk.services.desk import Desk


@dataclass(frozen=True)
class KeptDraft:
    """A form as it stood: the values of its fields by name."""

    key: str
    fields: dict[str, Json]
    saved_at: datetime


def save_draft(desk: Desk, key: str, fields: dict[str, Json]) -> None:
    """Keep the fields of the form ``key``, instead of what was kept of it."""
    with desk.store.write() as uow:
        text = json.dumps(fields, ensure_ascii=False)
        draft = uow.session.get(Draft, key)
        if draft is None:
            uow.session.add(Draft(key=key, fields=text, saved_at=uow.now))
        else:
            draft.fields, draft.saved_at = text, uow.now
        uow.commit()


def drop_draft(desk: Desk, key: str) -> None:
    """Forget the form ``key``: it was recorded, or given up."""
    with desk.store.write() as uow:
        draft = uow.session.get(Draft, key)
        if draft is not None:
            uow.session.delete(draft)
            uow.commit()


def draft(connection: Connection, key: str) -> KeptDraft | None:
    """What was kept of the form ``key``."""
    return next((kept for kept in drafts(connection) if kept.key == key), None)


def drafts(connection: Connection) -> tuple[KeptDraft, ...]:
    """Every form that waits, the latest first."""
    rows = connection.execute(
        select(Draft.key, Draft.fields, Draft.saved_at).order_by(Draft.saved_at.desc())
    )
    return tuple(KeptDraft(row.key, json.loads(row.fields), row.saved_at) for row in rows)
