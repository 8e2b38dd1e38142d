"""That a key kept on paper opened the store: told to the coach when she opens it herself."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, select

from coachdesk.core.french import NNBSP, moment, plural
from coachdesk.models import Setting
from coachdesk.services.desk import Desk
from coachdesk.store.key_file import Opener
from coachdesk.store.openings import OPENINGS, Opening, openings_of, put_openings

__all__ = ["Opening", "last_opening", "openings_words", "tell_openings", "untold_openings"]

_WITH = {Opener.RECOVERY: "la clé de secours", Opener.ASSOCIATION: "la clé de l’association"}
_SHOWN = 3


def untold_openings(desk: Desk) -> tuple[Opening, ...]:
    """Those that the coach was not told of; none to who opened the store by such a key."""
    if desk.store.opener is not Opener.PASSPHRASE:
        return ()
    return tuple(each for each in desk.read(_openings) if not each.told)


def openings_words(openings: tuple[Opening, ...]) -> str:
    """« Votre magasin a été ouvert avec la clé de secours le 3 mai 2023 à 9 h 12. »."""
    times: dict[Opener, list[datetime]] = {}
    for each in openings:
        times.setdefault(each.opener, []).append(each.at)
    told = []
    for opener, moments in times.items():
        latest = ", ".join(f"le {moment(at)}" for at in moments[-_SHOWN:])
        others = len(moments) - _SHOWN
        before = f"{plural(others, 'autre fois', 'autres fois')} et " if others > 0 else ""
        told.append(f"avec {_WITH[opener]} {before}{latest}")
    return f"Votre magasin a été ouvert {f'{NNBSP}; '.join(told)}."


def tell_openings(desk: Desk, openings: tuple[Opening, ...]) -> None:
    """She read it."""
    with desk.store.write() as uow:
        setting = uow.session.get(Setting, OPENINGS)
        kept = openings_of(setting.value if setting else None)
        put_openings(
            uow.session, (replace(each, told=True) if each in openings else each for each in kept)
        )
        uow.commit()


def last_opening(link: Connection, opener: Opener) -> datetime | None:
    """When that key last opened the store."""
    return max((each.at for each in _openings(link) if each.opener is opener), default=None)


def _openings(link: Connection) -> tuple[Opening, ...]:
    return openings_of(link.execute(select(Setting.value).where(Setting.key == OPENINGS)).scalar())
