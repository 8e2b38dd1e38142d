"""A store that does not open: what is wrong with it, what is intact, and the ways out.

Nothing is changed, but for what any opening does: a key file is put right by its copy, and what was
left half written is taken back.
"""

from contextlib import suppress
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from coachdesk.core.clock import Clock
from coachdesk.core.errors import SecretRefusedError, UserError
from coachdesk.core.french import NBSP, quoted
from coachdesk.core.store_files import DATABASE_FILE, KEY_FILE
from coachdesk.store.engine import cipher_connect, make_engine, take_back
from coachdesk.store.examine import Watch, examine
from coachdesk.store.failures import explain_os
from coachdesk.store.health import Damage, Found, Health
from coachdesk.store.mark import known_head, read_mark
from coachdesk.store.mending import mend_keys
from coachdesk.store.pages import SALT, look_at_wal, mended_salt
from coachdesk.store.trying import unlock_in_time
from coachdesk.store.vault import Keys


class Way(StrEnum):
    """A way out of a damage."""

    RESTORE = "restore"
    """Put a sauvegarde back."""
    RECOVER = "recover"
    """Write all that can be read into a new store."""
    GO_ON = "go_on"
    """Accept the store as it is: whole, but older than it was."""


@dataclass(frozen=True)
class Diagnosis:
    """What is known of a store that may not open."""

    health: Health
    ways: tuple[Way, ...]
    """The best one first; empty of a sound store."""
    keys: Keys | None
    """None when nothing opens the key file."""


_GO_ON = frozenset({Damage.OLDER, Damage.WAL, Damage.MARK})
"""What leaves tables and journal whole, as far as they go."""
_NOT_READ = frozenset({Damage.KEYS, Damage.MISSING, Damage.FOREIGN})


def diagnose(
    directory: Path, secret: str, clock: Clock, watch: Watch = lambda _: None
) -> Diagnosis:
    """Look at all of the store in ``directory``, that nobody has open.

    Raises:
        SecretRefusedError: ``secret`` does not open it, or the next try must wait.
        UserError: the disk refuses, or what ``watch`` raises.
    """
    path = directory / DATABASE_FILE
    try:
        opened = unlock_in_time(directory, secret, clock)
    except SecretRefusedError:
        raise
    except UserError:
        return _without(
            Damage.KEYS, f"Le fichier des clés {quoted(directory / KEY_FILE)} manque ou est abîmé."
        )
    mend_keys(directory, opened, clock.now())
    keys = opened.keys
    if not path.exists():
        return _without(Damage.MISSING, f"Le fichier {quoted(path)} est introuvable.", keys)
    try:
        health = _examined(directory, keys, watch)
    except OSError as error:
        raise explain_os(error, path) from error
    return Diagnosis(health, _ways(health), keys)


def _examined(directory: Path, keys: Keys, watch: Watch) -> Health:
    path = directory / DATABASE_FILE
    with suppress(UserError):  # the look that follows says what is wrong
        take_back(path, keys.data_key)
    engine = make_engine(path, lambda: cipher_connect(path, keys.data_key, "ro"))
    try:
        with path.open("rb") as raw:
            wal = look_at_wal(path, keys.data_key, raw.read(SALT))
            mark = known_head(directory, keys.store_id)
            health = examine(raw, keys.data_key, engine, mark=mark, wal=wal, watch=watch)
            if Damage.FOREIGN in health.damages and mended_salt(raw, keys.data_key):
                head = Found(
                    Damage.HEAD,
                    f"Le début du fichier des données est abîmé{NBSP}; la suite se lit.",
                )
                health = replace(health, found=(head,))
    finally:
        engine.dispose()
    noted = read_mark(directory)
    if noted is not None and noted.store_id != keys.store_id:
        health = health.also(
            Found(Damage.MARK, "Le repère gardé à côté des données est celui d’un autre magasin.")
        )
    return health


def _without(damage: Damage, sentence: str, keys: Keys | None = None) -> Diagnosis:
    health = Health((Found(damage, sentence),))
    return Diagnosis(health, _ways(health), keys)


def _ways(health: Health) -> tuple[Way, ...]:
    if health.sound:
        return ()
    if health.damages & _NOT_READ:
        return (Way.RESTORE,)
    if health.damages == {Damage.MARK}:
        return (Way.GO_ON,)  # nothing is missing
    if health.damages <= _GO_ON:
        found_again = (Way.RECOVER,) if Damage.WAL in health.damages else ()
        as_it_is = (Way.GO_ON,) if health.chain is not None else ()
        return (*found_again, Way.RESTORE, *as_it_is)
    return (Way.RESTORE, Way.RECOVER)
