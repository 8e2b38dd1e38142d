"""Choices of the coach kept in the store, because they may name people: views, phrases."""

import json

from sqlalchemy import Connection, bindparam, select
from sqlalchemy.orm import Session

from coachdesk.core.canonical import Json
from coachdesk.models import Setting
from coachdesk.services.desk import Desk

_KEY = "key"
_VALUE = select(Setting.value).where(Setting.key == bindparam(_KEY))


def preference(connection: Connection, key: str) -> Json:
    """The value kept under ``key``; None when nothing was."""
    text = connection.execute(_VALUE, {_KEY: key}).scalar()
    value: Json = None if text is None else json.loads(text)
    return value


def keep_preference(desk: Desk, key: str, value: Json) -> None:
    """Keep ``value`` under ``key``."""
    with desk.store.write() as uow:
        put_preference(uow.session, key, value)
        uow.commit()


def put_preference(session: Session, key: str, value: Json) -> None:
    """Keep ``value`` under ``key`` with the rest of a transaction."""
    text = json.dumps(value, ensure_ascii=False)
    setting = session.get(Setting, key)
    if setting is None:
        session.add(Setting(key=key, value=text))
    else:
        setting.value = text


def drop_preference(session: Session, key: str) -> None:
    """Keep nothing under ``key`` any more, with the rest of a transaction."""
    setting = session.get(Setting, key)
    if setting is not None:
        session.delete(setting)
