"""The key file: a random data key, wrapped once by the passphrase and once by the recovery key.

The data key never changes; a new passphrase rewrites one slot and no byte of the database. Who kept
an old key file and its old passphrase can still open the store: a limit that the guide names.
"""

import base64
import json
import secrets
import unicodedata
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from coachdesk.core.bounded import TooLargeError, read_bounded
from coachdesk.core.canonical import Json, canonical_json
from coachdesk.core.errors import UserError
from coachdesk.core.files import write_atomically
from coachdesk.core.french import NBSP, quoted
from coachdesk.core.store_files import KEY_FILE, SPARE_KEY_FILE
from coachdesk.domain.recovery_key import as_recovery_key, in_groups
from coachdesk.store.failures import explain_os

_FORMAT = 1
_MOST_BYTES = 65_536
"""A key file is a page of text."""
_RECOVERY_BYTES = 20
_LENGTHS = (16, 12, 32 + 16)
"""Of a slot's salt, nonce and wrapped key with its tag."""


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


@dataclass(frozen=True)
class Keys:
    """What an unlocked key file gives."""

    store_id: UUID
    data_key: bytes


@dataclass(frozen=True)
class _Slot:
    """One way to the data key. ``cost`` is None for the recovery key, which needs no slow KDF."""

    salt: bytes
    nonce: bytes
    wrapped: bytes
    cost: KdfCost | None


@dataclass(frozen=True)
class _KeyFile:
    store_id: UUID
    passphrase: _Slot
    recovery: _Slot


def create_keys(directory: Path, passphrase: str, cost: KdfCost) -> tuple[Keys, str]:
    """Write the key file of a new store; gives its keys and the recovery key to print.

    Raises:
        UserError: the passphrase is empty, or the file cannot be written.
    """
    keys = Keys(uuid4(), secrets.token_bytes(32))
    recovery = _new_recovery_key()
    file = _KeyFile(keys.store_id, _wrap(keys, passphrase, cost), _wrap(keys, recovery, None))
    data = _encode(file)
    _write(directory / SPARE_KEY_FILE, data)
    _write(directory / KEY_FILE, data)
    return keys, in_groups(recovery)


def renew_recovery_key(directory: Path, keys: Keys) -> str:
    """A new recovery key for an unlocked store, to print; the one before opens it no more.

    The passphrase stays. Both copies of the key file are rewritten, the spare one last: at every
    moment one of them opens by the passphrase.

    Raises:
        UserError: the key file is missing, damaged, of another store, or cannot be written.
    """
    before = _read(directory)
    if before.store_id != keys.store_id:
        raise UserError(
            f"Le fichier des clés {quoted(directory / KEY_FILE)} est celui d’un autre magasin.",
            _remedy(directory),
        )
    recovery = _new_recovery_key()
    data = _encode(_KeyFile(keys.store_id, before.passphrase, _wrap(keys, recovery, None)))
    _write(directory / KEY_FILE, data)
    _write(directory / SPARE_KEY_FILE, data)
    return in_groups(recovery)


def unlock(directory: Path, secret: str) -> Keys:
    """The keys of the store in ``directory``, opened by its passphrase or its recovery key.

    Raises:
        UserError: neither opens it, or the key file is missing or damaged.
    """
    return _open(_read(directory), secret)


def _open(file: _KeyFile, secret: str) -> Keys:
    recovery = as_recovery_key(secret)
    attempts = [(file.recovery, recovery)] if recovery else []
    for slot, text in [*attempts, (file.passphrase, secret)]:
        try:
            data_key = AESGCM(_wrapping_key(slot, text)).decrypt(
                slot.nonce, slot.wrapped, _header(file.store_id, slot)
            )
        except InvalidTag:
            continue
        return Keys(file.store_id, data_key)
    raise UserError(
        "La phrase de passe n’ouvre pas ce dossier.",
        "Vérifiez les majuscules et le clavier, ou donnez la clé de secours.",
    )


def _wrap(keys: Keys, secret: str, cost: KdfCost | None) -> _Slot:
    if not secret.strip():
        raise UserError("La phrase de passe est vide.", "Choisissez-en une d’au moins quatre mots.")
    bare = _Slot(secrets.token_bytes(16), secrets.token_bytes(12), b"", cost)
    wrapped = AESGCM(_wrapping_key(bare, secret)).encrypt(
        bare.nonce, keys.data_key, _header(keys.store_id, bare)
    )
    return _Slot(bare.salt, bare.nonce, wrapped, cost)


def _wrapping_key(slot: _Slot, secret: str) -> bytes:
    # « é » is one character or two according to the keyboard and the system.
    text = unicodedata.normalize("NFC", secret).encode("utf-8")
    if slot.cost is None:
        return HKDF(SHA256(), 32, slot.salt, b"coachdesk recovery slot").derive(text)
    cost = slot.cost
    return Argon2id(
        salt=slot.salt, length=32, iterations=cost.t, lanes=cost.p, memory_cost=cost.m
    ).derive(text)


def _new_recovery_key() -> str:
    return base64.b32encode(secrets.token_bytes(_RECOVERY_BYTES)).decode("ascii")


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
    for name, slot in (("passphrase", file.passphrase), ("recovery", file.recovery)):
        sealed = {"nonce": slot.nonce.hex(), "wrapped": slot.wrapped.hex()}
        content[name] = {**_described(slot), **sealed}
    # The sum tells an accident from a wrong passphrase; against malice the slots speak for
    # themselves.
    content["sum"] = _sum(content)
    return json.dumps(content, indent=1).encode("ascii") + b"\n"


def _read(directory: Path) -> _KeyFile:
    path = directory / KEY_FILE
    try:
        return _decode(read_bounded(path, _MOST_BYTES))
    except FileNotFoundError:
        raise UserError(
            f"Le fichier des clés {quoted(path)} est introuvable.", _remedy(directory)
        ) from None
    except (
        TooLargeError, ValueError, KeyError, TypeError, AttributeError, RecursionError
    ) as error:  # fmt: skip
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
    for name in ("passphrase", "recovery"):
        raw = content[name]
        cost = KdfCost(raw["t"], raw["m"], raw["p"]) if raw["kdf"] == "argon2id" else None
        if cost is not None and not cost.bearable():
            raise ValueError(f"an unbearable cost: {cost}")
        salt, nonce, wrapped = (bytes.fromhex(raw[key]) for key in ("salt", "nonce", "wrapped"))
        if (len(salt), len(nonce), len(wrapped)) != _LENGTHS:
            raise ValueError("a slot of another length")
        slots[name] = _Slot(salt, nonce, wrapped, cost)
    return _KeyFile(UUID(content["store"]), slots["passphrase"], slots["recovery"])


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
