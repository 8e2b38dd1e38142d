"""A key that is plugged in: one that was used gets its sauvegarde, a new one is offered once."""

from pathlib import Path

from sqlalchemy import Connection

from coachdesk.services.backup.elsewhere import OWN_FOLDER, REFUSED, places_here
from coachdesk.services.desk import Desk
from coachdesk.services.preferences import preference, put_preference
from coachdesk.system.disks import keys_plugged_in, total_space

_REMEMBERED = 50


def keys_to_offer(desk: Desk) -> tuple[Path, ...]:
    """The keys plugged in on which she neither has a sauvegarde nor said that she wants none."""
    keys = keys_plugged_in()
    if not keys:
        return ()
    refused = desk.read(_refused)
    used = places_here(desk)
    return tuple(
        key
        for key in keys
        if _identity(key) not in refused and not any(place.is_relative_to(key) for place in used)
    )


def refuse_key(desk: Desk, key: Path) -> None:
    """She wants no sauvegarde on that key: it is not offered again."""
    with desk.store.write() as uow:
        refused = _refused(uow.session.connection())
        kept = [*(each for each in refused if each != _identity(key)), _identity(key)]
        put_preference(uow.session, REFUSED, list(kept[-_REMEMBERED:]))
        uow.commit()


def folder_on(key: Path) -> Path:
    """Where sauvegardes go on a key that is used for the first time."""
    return key / OWN_FOLDER


def key_name(key: Path) -> str:
    """What she knows it by: its label, or its letter."""
    return key.name or str(key)


def _refused(connection: Connection) -> tuple[str, ...]:
    kept = preference(connection, REFUSED)
    return tuple(each for each in kept if isinstance(each, str)) if isinstance(kept, list) else ()


def _identity(key: Path) -> str:
    """Its name and its size: a letter alone is that of whatever is plugged in next."""
    return f"{key_name(key)}|{total_space(key)}"
