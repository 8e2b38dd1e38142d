"""Before a store is open: its keys, unless wrong tries make this one wait; a look at its file."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from coachdesk.core.clock import Clock
from coachdesk.core.errors import DamagedError, SecretRefusedError
from coachdesk.core.french import NBSP, quoted, wait_words
from coachdesk.core.store_files import DATABASE_FILE
from coachdesk.core.tries import forget_tries, note_wrong_try, seconds_to_wait
from coachdesk.models.migrations import read_revision
from coachdesk.store.engine import cipher_connect, make_engine, take_back
from coachdesk.store.health import quick_look
from coachdesk.store.mark import check_mark, read_mark
from coachdesk.store.mending import Opened, unlock_by_either
from coachdesk.store.vault import Keys

_RESTORE = "Remettez en place une sauvegarde complète du dossier, ou créez-en un autre."


def unlock_in_time(directory: Path, secret: str, clock: Clock) -> Opened:
    """The keys of the store in ``directory``; each wrong secret after a few makes the next wait.

    Raises:
        SecretRefusedError: wrong secret, or it is too soon.
        UserError: the key file is missing or damaged.
    """
    with one_try(directory, clock):
        return unlock_by_either(directory, secret)


@contextmanager
def one_try(directory: Path, clock: Clock) -> Iterator[None]:
    """A secret is tried, on the store there or on what may take its place; it counts as one.

    Raises:
        SecretRefusedError: it was the wrong one, or it is too soon.
    """
    wait = seconds_to_wait(directory, clock)
    if wait:
        raise SecretRefusedError(
            f"Trop d’essais manqués{NBSP}: le prochain est possible dans {wait_words(wait)}.",
            "Rien n’est effacé. La clé de secours ouvre aussi, après la même attente.",
            wait,
        )
    try:
        yield
    except SecretRefusedError as refusal:
        wait = note_wrong_try(directory, clock)
        raise SecretRefusedError(refusal.sentence, refusal.remedy, wait) from None
    forget_tries(directory)


def look(directory: Path, keys: Keys) -> str:
    """Check, without changing a byte, that the database may be opened; gives its revision.

    What was left half written is taken back before.

    Raises:
        UserError: it is missing, damaged, or has lost what the mark knows of.
    """
    path = directory / DATABASE_FILE
    mark = read_mark(directory)
    if not path.exists():
        raise DamagedError(f"Le fichier {quoted(path)} est introuvable.", _RESTORE)
    take_back(path, keys.data_key)
    engine = make_engine(path, lambda: cipher_connect(path, keys.data_key, "ro"))
    try:
        with engine.connect() as connection:
            revision = read_revision(connection)
            if revision is None:
                raise DamagedError(f"Le fichier {quoted(path)} est vide.", _RESTORE)
            check_mark(connection, keys.store_id, mark, path)
            quick_look(connection, path)
            return revision
    finally:
        engine.dispose()
