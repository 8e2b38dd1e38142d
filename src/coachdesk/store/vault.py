"""The key file: a random data key, wrapped by the passphrase and by keys kept on paper.

A new passphrase rewrites one slot and no byte of the database. Who kept an old key file and its old
passphrase can still open the store, until it is encrypted anew (see ``store.rekey``).

The association's slot is optional, and a program that does not know of it reads the rest: the
format is still the first one, which opens for ever.
"""

import base64
import secrets
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Lock
from uuid import UUID, uuid4

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from coachdesk.core.bounded import read_bounded
from coachdesk.core.errors import SecretRefusedError, UserError
from coachdesk.core.french import quoted
from coachdesk.core.store_files import KEY_FILE, SPARE_KEY_FILE
from coachdesk.domain.association_key import as_association_key, with_check
from coachdesk.domain.recovery_key import as_recovery_key, in_groups
from coachdesk.store.key_file import (
    MOST_BYTES,
    KdfCost,
    KeyFile,
    Opener,
    Slot,
    decode,
    encode,
    header,
    read_key_file,
    remedy_of,
    write_key_file,
)

_RECOVERY_BYTES = 20
_BOTH = (KEY_FILE, SPARE_KEY_FILE)
_one_derivation = Lock()
"""Two at once, each with its lanes, wait for each other for ever in the pool of OpenSSL."""


@dataclass(frozen=True)
class Keys:
    """What an unlocked key file gives."""

    store_id: UUID
    data_key: bytes
    opener: Opener = field(default=Opener.PASSPHRASE, compare=False)


def create_keys(directory: Path, passphrase: str, cost: KdfCost) -> tuple[Keys, str]:
    """Write the key file of a new store; gives its keys and the recovery key to print.

    Raises:
        UserError: the passphrase is empty, or the file cannot be written.
    """
    keys = Keys(uuid4(), secrets.token_bytes(32))
    return keys, write_keys(directory, keys, passphrase, cost, None)


def write_keys(
    directory: Path, keys: Keys, passphrase: str, cost: KdfCost, association: str | None
) -> str:
    """Write a key file for ``keys`` in ``directory``; gives its recovery key to print.

    Raises:
        UserError: the passphrase is empty, or the file cannot be written.
    """
    recovery = new_key()
    file = KeyFile(
        keys.store_id,
        _wrap(keys, passphrase, cost),
        _wrap(keys, recovery, None, Opener.RECOVERY),
        _wrap(keys, association, None, Opener.ASSOCIATION) if association else None,
    )
    data = encode(file)
    write_key_file(directory / SPARE_KEY_FILE, data)
    write_key_file(directory / KEY_FILE, data)
    return recovery


def change_passphrase(directory: Path, keys: Keys, passphrase: str, cost: KdfCost) -> None:
    """Another passphrase for an unlocked store; the recovery key and the association's stay.

    Raises:
        UserError: it is empty; the key file is missing, damaged, of another store, or cannot be
            written: the passphrase before still opens then.
    """
    slot = _wrap(keys, passphrase, cost)
    _replace(directory, replace(_own(directory, keys), passphrase=slot))


def renew_recovery_key(directory: Path, keys: Keys) -> str:
    """A new recovery key for an unlocked store, to print; the one before opens it no more.

    Raises:
        UserError: the key file is missing, damaged, of another store, or cannot be written.
    """
    recovery = new_key()
    slot = _wrap(keys, recovery, None, Opener.RECOVERY)
    _replace(directory, replace(_own(directory, keys), recovery=slot))
    return recovery


def put_association_key(directory: Path, keys: Keys, key: str | None) -> None:
    """Let the association's ``key`` open an unlocked store; None lets none.

    Raises:
        UserError: it is no such key; the key file is missing, damaged, of another store, or cannot
            be written.
    """
    slot = None
    if key is not None:
        bare = as_association_key(key)
        if bare is None:
            raise UserError(
                "Ce n’est pas une clé de l’association, ou un groupe est mal recopié.",
                "Relisez les neuf groupes de quatre caractères de sa feuille.",
            )
        slot = _wrap(keys, bare, None, Opener.ASSOCIATION)
    _replace(directory, replace(_own(directory, keys), association=slot))


@contextmanager
def keys_kept(directory: Path) -> Iterator[None]:
    """Both key files as they were, if what is done meanwhile fails.

    She is told that nothing changed: what she was to be given now must open nothing.
    """
    paths = [directory / name for name in _BOTH]
    before = [(path, _bytes_of(path)) for path in paths]
    try:
        yield
    except BaseException:
        for path, kept in before:
            with suppress(UserError, OSError):
                if kept is None:
                    path.unlink(missing_ok=True)
                elif kept != _bytes_of(path):
                    write_key_file(path, kept)
        raise


def has_association_key(directory: Path) -> bool:
    """Whether a key of the association opens the store.

    Raises:
        UserError: the key file is missing or damaged.
    """
    return read_key_file(directory).association is not None


def same_passphrase(directory: Path, other: Path) -> bool:
    """Whether two key files have the same passphrase slot; one that can't be read has not.

    Of an older copy of a store: whether it opens by what opens the store now.
    """
    try:
        return read_key_file(directory).passphrase == read_key_file(other).passphrase
    except UserError:
        return False


def unlock(directory: Path, secret: str) -> Keys:
    """The keys of the store in ``directory``, opened by any of its slots.

    Raises:
        SecretRefusedError: none is opened by ``secret``.
        UserError: the key file is missing or damaged.
    """
    return _open(read_key_file(directory), secret)


def unlock_file(data: bytes, secret: str) -> Keys:
    """The keys that the bytes of a whole key file give, opened by any of its slots.

    Raises:
        SecretRefusedError: none is opened by ``secret``.
    """
    return _open(decode(data), secret)


def new_key() -> str:
    """160 random bits in eight groups, to print."""
    return in_groups(base64.b32encode(secrets.token_bytes(_RECOVERY_BYTES)).decode("ascii"))


def new_association_key() -> str:
    """The same with the group that checks them, to print."""
    return with_check(new_key())


def _open(file: KeyFile, secret: str) -> Keys:
    bare = as_recovery_key(secret) or as_association_key(secret)
    attempts = [(slot, bare) for slot in (file.recovery, file.association) if slot and bare]
    for slot, text in [*attempts, (file.passphrase, secret)]:
        assert text is not None, "only a key in its form is tried as one"
        data_key = _unwrap(file.store_id, slot, text)
        if data_key is not None:
            return Keys(file.store_id, data_key, slot.opener)
    raise SecretRefusedError(
        "La phrase de passe n’ouvre pas ce magasin.",
        "Vérifiez les majuscules et le clavier, ou donnez la clé de secours.",
    )


def _bytes_of(path: Path) -> bytes | None:
    try:
        return read_bounded(path, MOST_BYTES)
    except OSError:  # missing, or so damaged that nothing of it is worth keeping
        return None


def _own(directory: Path, keys: Keys) -> KeyFile:
    file = read_key_file(directory)
    if file.store_id != keys.store_id:
        raise UserError(
            f"Le fichier des clés {quoted(directory / KEY_FILE)} est celui d’un autre magasin.",
            remedy_of(directory),
        )
    return file


def _replace(directory: Path, file: KeyFile) -> None:
    """Write both copies, the spare one last: at every moment one of them opens as before.

    Raises:
        UserError: both open as before, if the disk still takes a byte.
    """
    data = encode(file)
    with keys_kept(directory):
        for name in _BOTH:
            write_key_file(directory / name, data)


def _wrap(
    keys: Keys, secret: str, cost: KdfCost | None, opener: Opener = Opener.PASSPHRASE
) -> Slot:
    if not secret.strip():
        raise UserError("La phrase de passe est vide.", "Choisissez-en une d’au moins quatre mots.")
    if cost is None:
        secret = as_recovery_key(secret) or as_association_key(secret) or secret
    bare = Slot(opener, secrets.token_bytes(16), secrets.token_bytes(12), b"", cost)
    wrapped = AESGCM(_wrapping_key(bare, secret)).encrypt(
        bare.nonce, keys.data_key, header(keys.store_id, bare)
    )
    slot = replace(bare, wrapped=wrapped)
    # What is about to replace the only way in must open: memory is no more infallible than disks.
    assert _unwrap(keys.store_id, slot, secret) == keys.data_key, "a slot that does not open"
    return slot


def _unwrap(store_id: UUID, slot: Slot, secret: str) -> bytes | None:
    try:
        return AESGCM(_wrapping_key(slot, secret)).decrypt(
            slot.nonce, slot.wrapped, header(store_id, slot)
        )
    except InvalidTag:
        return None


def _wrapping_key(slot: Slot, secret: str) -> bytes:
    # « é » is one character or two according to the keyboard and the system.
    text = unicodedata.normalize("NFC", secret).encode("utf-8")
    if slot.cost is None:
        return HKDF(SHA256(), 32, slot.salt, f"coachdesk {slot.opener} slot".encode()).derive(text)
    cost = slot.cost
    derivation = Argon2id(
        salt=slot.salt, length=32, iterations=cost.t, lanes=cost.p, memory_cost=cost.m
    )
    with _one_derivation:
        return derivation.derive(text)
