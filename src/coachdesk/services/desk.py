"""The open desk: the store, its coach, her device's identity and the actions she works in."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeVar
from uuid import UUID

from sqlalchemy import Connection, select

from coachdesk.core.clock import Clock
from coachdesk.core.errors import UserError
from coachdesk.core.store_files import UNFINISHED_FILE, is_unfinished
from coachdesk.domain.profile import ActionProfile
from coachdesk.models import Action, Coach, Device
from coachdesk.services.accesses import AccessLog
from coachdesk.services.placing import refuse_shared
from coachdesk.services.profiles import kept_profile
from coachdesk.signing.certificate import Certificate, Identity
from coachdesk.store import Store

T = TypeVar("T")


@dataclass(frozen=True)
class CoachInfo:
    """The user of the store."""

    id: UUID
    code: str
    name: str
    association: str


@dataclass(frozen=True)
class ActionInfo:
    """An action of the store, with its profile read."""

    id: UUID
    code: str
    profile: ActionProfile


@dataclass(frozen=True)
class Act:
    """Something the coach did: its words, and the entries of the journal that it made."""

    words: str
    """« présence de Léa DURAND le 3 mai », as Ctrl+Z says it."""
    first_seq: int
    last_seq: int
    final: str
    """Why it can't be undone; empty when it can."""


class Desk:
    """An unlocked store with what every use case needs of it."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.clock: Clock = store.clock
        self.acts: list[Act] = []
        """What was done since the desk was opened, the latest last; see ``services.acts``."""
        self.accesses = AccessLog(store)

    @cached_property
    def coach(self) -> CoachInfo:
        """The coach of this store."""
        row = self.read(
            lambda connection: connection.execute(select(Coach.__table__)).one_or_none()
        )
        if row is None:
            raise UserError(
                "La création de ce magasin n’a pas été terminée.",
                "Il ne contient rien encore : recommencez sa création, ou supprimez son dossier.",
            )
        return CoachInfo(row.id, row.code, row.name, row.association)

    @cached_property
    def identity(self) -> Identity:
        """The device's certificate and key."""
        row = self.read(lambda connection: connection.execute(select(Device.__table__)).one())
        return Identity(key=row.private_key, certificate=Certificate(row.certificate))

    @cached_property
    def actions(self) -> tuple[ActionInfo, ...]:
        """The actions of the store, oldest first."""
        table = Action.__table__
        rows = self.read(
            lambda connection: connection.execute(select(table).order_by(table.c.created_at)).all()
        )
        return tuple(ActionInfo(row.id, row.code, kept_profile(row.profile)) for row in rows)

    def forget(self) -> None:
        """Read the coach and the actions again when they are next asked for: they changed."""
        for known in ("coach", "actions"):
            self.__dict__.pop(known, None)

    def read(self, query: Callable[[Connection], T], *, widely: bool = False) -> T:
        """What ``query`` gives on a read transaction; ``widely`` as the store's."""
        with self.store.read(widely=widely) as connection:
            return query(connection)

    def action(self, code: str | None) -> ActionInfo:
        """The action of that code; the only one when no code is given.

        Raises:
            UserError: when the code is unknown, or needed because there are several.
        """
        codes = ", ".join(f"« {action.code} »" for action in self.actions)
        if code is None:
            if len(self.actions) == 1:
                return self.actions[0]
            raise UserError(
                "Ce magasin contient plusieurs actions.",
                f"Précisez --action avec l’une de {codes}.",
            )
        for action in self.actions:
            if action.code == code:
                return action
        raise UserError(
            f"L’action « {code} » n’existe pas dans ce magasin.", f"Actions connues : {codes}."
        )

    def close(self) -> None:
        """Close the store; the desk is of no use afterwards."""
        try:
            self.accesses.close()
        finally:
            self.store.close()


def open_desk(directory: Path, secret: str, *, clock: Clock) -> Desk:
    """Unlock the store of ``directory`` with the passphrase or the recovery key.

    Raises:
        UserError: no store there, wrong secret, damaged or newer store, shared folder.
    """
    refuse_shared(directory)
    desk = Desk(Store.open(directory, secret, clock=clock))
    try:
        desk.coach  # noqa: B018  (a store whose creation was cut is refused here, in words)
    except BaseException:
        desk.close()
        raise
    if is_unfinished(directory):  # it was finished, and the power went before that was noted
        (directory / UNFINISHED_FILE).unlink(missing_ok=True)
    return desk
