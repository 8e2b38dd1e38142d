"""The key file: a random data key, wrapped by the passphrase and by keys kept on paper.

A new passphrase rewrites one slot and no byte of the database. Who kept an old key file and its old
passphrase can still open the store, until it is encrypted anew (see ``store.rekey``).

The association's slot is optional, and a program that does not know of it reads the rest: the
format is still the first one, which opens for ever.
"""

import base64
import json
import secrets
import unicodedata
from contextlib import suppress
from dataclasses import dataclass, field, replace
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import Any
from uuid import UUID, uuid4

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from coachdesk.core.bounded import TooLargeError, read_bounded
from coachdesk.core.canonical import Json, canonical_json
from coachdesk.core.errors import SecretRefusedError, UserError
from coachdesk.core.files import write_atomically
from coachdesk.core.french import NBSP, quoted
from coachdesk.core.store_files import KEY_FILE, SPARE_KEY_FILE
from coachdesk.domain.association_key import as_association_key, with_check
from coachdesk.domain.recovery_key import as_recovery_key, in_groups
from coachdesk.store.failures import explain_os

_FORMAT = 1
_MOST_BYTES = 65_536
"""A key file is a page of text."""
_RECOVERY_BYTES = 20
_one_derivation = Lock()
"""Two at once, each with its lanes, wait for each other for ever in the pool of OpenSSL."""
_LENGTHS = (16, 12, 32 + 16)
"""Of a slot's salt, nonce and wrapped key with its tag."""
_UNREADABLE = (ValueError, KeyError, TypeError, AttributeError, RecursionError)
"""What damaged JSON, or JSON of another shape, can raise."""


_MOST_MEMORY, _MOST_WORK = 256 * 1024, 12 * 128 * 1024
"""In KiB, and in KiB times passes: half a second and more, never minutes."""


@dataclass(frozen=True)
class KdfCost:
    """The cost of Argon2id; the default takes about 0.2 s and 128 MiB."""

    t: int = 3
    m: int = 128 * 1024
    """Memory, in KiB."""
    p: int = 4

    def bearable(self) -> bool:
        """Whether a key file that asks for it may be obeyed: a hostile one would exhaust us.

        Twice the memory and four times the work of the default, at most.
        """
        few = range(1, 17)
        frugal = 8 * self.p <= self.m <= _MOST_MEMORY and self.t * self.m <= _MOST_WORK
        return self.t in few and self.p in few and frugal


class Opener(StrEnum):
    """Which slot gave the data key."""

    PASSPHRASE = "passphrase"  # noqa: S105  (a name)
    RECOVERY = "recovery"
    ASSOCIATION = "association"


@dataclass(frozen=True)
class Keys:
    """What an unlocked key file gives."""

    store_id: UUID
    data_key: bytes
    opener: Opener = field(default=Opener.PASSPHRASE, compare=False)


@dataclass(frozen=True)
class _Slot:
    """One way to the data key. ``cost`` is None for a key drawn at random: it needs no slow KDF."""

    opener: Opener
    salt: bytes
    nonce: bytes
    wrapped: bytes
    cost: KdfCost | None


@dataclass(frozen=True)
class _KeyFile:
    store_id: UUID
    passphrase: _Slot
    recovery: _Slot
    association: _Slot | None = None


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
    file = _KeyFile(
        keys.store_id,
        _wrap(keys, passphrase, cost),
        _wrap(keys, recovery, None, Opener.RECOVERY),
        _wrap(keys, association, None, Opener.ASSOCIATION) if association else None,
    )
    data = _encode(file)
    _write(directory / SPARE_KEY_FILE, data)
    _write(directory / KEY_FILE, data)
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


def has_association_key(directory: Path) -> bool:
    """Whether a key of the association opens the store.

    Raises:
        UserError: the key file is missing or damaged.
    """
    return _read(directory).association is not None


def same_passphrase(directory: Path, other: Path) -> bool:
    """Whether two key files have the same passphrase slot; one that can't be read has not.

    Of an older copy of a store: whether it opens by what opens the store now.
    """
    try:
        return _read(directory).passphrase == _read(other).passphrase
    except UserError:
        return False


def mend_spare(directory: Path) -> None:
    """Make the spare key file as the first one, which has just opened.

    A change that was cut between the two would leave there what was to open no more.
    """
    try:
        data = (directory / KEY_FILE).read_bytes()
        spare = directory / SPARE_KEY_FILE
        if not spare.exists() or spare.read_bytes() != data:
            write_atomically(spare, data, mode=0o600)
    except OSError:  # a disk that can't be written: it opens all the same
        return


def unlock(directory: Path, secret: str) -> Keys:
    """The keys of the store in ``directory``, opened by any of its slots.

    Raises:
        SecretRefusedError: none is opened by ``secret``.
        UserError: the key file is missing or damaged.
    """
    return _open(_read(directory), secret)


def new_key() -> str:
    """160 random bits in eight groups, to print."""
    return in_groups(base64.b32encode(secrets.token_bytes(_RECOVERY_BYTES)).decode("ascii"))


def new_association_key() -> str:
    """The same with the group that checks them, to print."""
    return with_check(new_key())


def _open(file: _KeyFile, secret: str) -> Keys:
    bare = as_recovery_key(secret) or as_association_key(secret)
    attempts = [(slot, bare) for slot in (file.recovery, file.association) if slot and bare]
    for slot, text in [*attempts, (file.passphrase, secret)]:
        assert text is not None, "only a key in its form is tried as one"
        data_key = _unwrap(file.store_id, slot, text)
        if data_key is not None:
            return Keys(file.store_id, data_key, slot.opener)
    raise SecretRefusedError(
        "La phrase de passe n’ouvre pas ce dossier.",
        "Vérifiez les majuscules et le clavier, ou donnez la clé de secours.",
    )


def _own(directory: Path, keys: Keys) -> _KeyFile:
    file = _read(directory)
    if file.store_id != keys.store_id:
        raise UserError(
            f"Le fichier des clés {quoted(directory / KEY_FILE)} est celui d’un autre magasin.",
            _remedy(directory),
        )
    return file


def _replace(directory: Path, file: _KeyFile) -> None:
    """Write both copies, the spare one last: at every moment one of them opens as before.

    Raises:
        UserError: both open as before, if the disk still takes a byte.
    """
    data = _encode(file)
    paths = directory / KEY_FILE, directory / SPARE_KEY_FILE
    before = [(path, path.read_bytes() if path.exists() else None) for path in paths]
    try:
        for path in paths:
            _write(path, data)
    except UserError:
        # She is told that nothing changed: what she was to be given now must open nothing.
        for path, kept in before:
            with suppress(UserError, OSError):
                if kept is None:
                    path.unlink(missing_ok=True)
                else:
                    _write(path, kept)
        raise


def _wrap(
    keys: Keys, secret: str, cost: KdfCost | None, opener: Opener = Opener.PASSPHRASE
) -> _Slot:
    if not secret.strip():
        raise UserError("La phrase de passe est vide.", "Choisissez-en une d’au moins quatre mots.")
    if cost is None:
        secret = as_recovery_key(secret) or as_association_key(secret) or secret
    bare = _Slot(opener, secrets.token_bytes(16), secrets.token_bytes(12), b"", cost)
    wrapped = AESGCM(_wrapping_key(bare, secret)).encrypt(
        bare.nonce, keys.data_key, _header(keys.store_id, bare)
    )
    slot = replace(bare, wrapped=wrapped)
    # What is about to replace the only way in must open: memory is no more infallible than disks.
    assert _unwrap(keys.store_id, slot, secret) == keys.data_key, "a slot that does not open"
    return slot


def _unwrap(store_id: UUID, slot: _Slot, secret: str) -> bytes | None:
    try:
        return AESGCM(_wrapping_key(slot, secret)).decrypt(
            slot.nonce, slot.wrapped, _header(store_id, slot)
        )
    except InvalidTag:
        return None


def _wrapping_key(slot: _Slot, secret: str) -> bytes:
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


def _header(store_id: UUID, slot: _Slot) -> bytes:
    """What AES-GCM authenticates beside the key: nothing of it can be edited in the file."""
    return canonical_json({"format": _FORMAT, "store": str(store_id), **_described(slot)})


def _described(slot: _Slot) -> dict[str, Json]:
    if slot.cost is None:
        return {"kdf": "hkdf-sha256", "salt": slot.salt.hex()}
    cost = slot.cost
    return {"kdf": "argon2id", "salt": slot.salt.hex(), "t": cost.t, "m": cost.m, "p": cost.p}


def _encode(file: _KeyFile) -> bytes:
    content: dict[str, Json] = {"format": _FORMAT, "store": str(file.store_id)}
    for slot in filter(None, (file.passphrase, file.recovery, file.association)):
        sealed = {"nonce": slot.nonce.hex(), "wrapped": slot.wrapped.hex()}
        content[slot.opener.value] = {**_described(slot), **sealed}
    # The sum tells an accident from a wrong passphrase; against malice the slots speak for
    # themselves.
    content["sum"] = _sum(content)
    return json.dumps(content, indent=1).encode("ascii") + b"\n"


def store_of(path: Path) -> UUID | None:
    """The store whose keys the file at ``path`` holds; None when there is none, or is damaged.

    Raises:
        UserError: the system refuses to read it.
    """
    try:
        return _decode(path.read_bytes()).store_id
    except FileNotFoundError:
        return None
    except OSError as error:
        raise explain_os(error, path) from error
    except _UNREADABLE:
        return None


def _read(directory: Path) -> _KeyFile:
    path = directory / KEY_FILE
    try:
        return _decode(read_bounded(path, _MOST_BYTES))
    except FileNotFoundError:
        raise UserError(
            f"Le fichier des clés {quoted(path)} est introuvable.", _remedy(directory)
        ) from None
    except (TooLargeError, *_UNREADABLE) as error:
        raise UserError(
            f"Le fichier des clés {quoted(path)} est abîmé.", _remedy(directory)
        ) from error
    except OSError as error:
        raise explain_os(error, path) from error


def _decode(data: bytes) -> _KeyFile:
    content: Any = json.loads(data.decode("ascii"))
    if content.pop("sum") != _sum(content) or content["format"] != _FORMAT:
        raise ValueError("not the bytes that were written")
    slots = {}
    for name in Opener:
        if name is Opener.ASSOCIATION and name not in content:
            continue
        raw = content[name]
        cost = KdfCost(raw["t"], raw["m"], raw["p"]) if raw["kdf"] == "argon2id" else None
        if cost is not None and not cost.bearable():
            raise ValueError(f"an unbearable cost: {cost}")
        salt, nonce, wrapped = (bytes.fromhex(raw[key]) for key in ("salt", "nonce", "wrapped"))
        if (len(salt), len(nonce), len(wrapped)) != _LENGTHS:
            raise ValueError("a slot of another length")
        slots[name] = _Slot(name, salt, nonce, wrapped, cost)
    return _KeyFile(
        UUID(content["store"]),
        slots[Opener.PASSPHRASE],
        slots[Opener.RECOVERY],
        slots.get(Opener.ASSOCIATION),
    )


def _sum(content: dict[str, Json]) -> str:
    return sha256(canonical_json(content)).hexdigest()


def _write(path: Path, data: bytes) -> None:
    try:
        write_atomically(path, data, mode=0o600)
    except OSError as error:
        raise explain_os(error, path) from error


def _remedy(directory: Path) -> str:
    if (directory / SPARE_KEY_FILE).exists():
        return (
            f"Une copie est à côté{NBSP}: renommez «{NBSP}{SPARE_KEY_FILE}{NBSP}» en "
            f"«{NBSP}{KEY_FILE}{NBSP}» puis recommencez."
        )
    return f"Remettez en place celui d’une sauvegarde, sous le nom «{NBSP}{KEY_FILE}{NBSP}»."
