"""The form of the key file: its slots, each a way to the data key, as JSON with a sum."""

import json
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

from coachdesk.core.bounded import TooLargeError, read_bounded
from coachdesk.core.canonical import Json, canonical_json
from coachdesk.core.errors import DamagedError
from coachdesk.core.files import write_atomically
from coachdesk.core.french import NBSP, quoted
from coachdesk.core.store_files import KEY_FILE, SPARE_KEY_FILE
from coachdesk.store.failures import explain_os

_FORMAT = 1
MOST_BYTES = 65_536
"""A key file is a page of text."""
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
class Slot:
    """One way to the data key. ``cost`` is None for a key drawn at random: it needs no slow KDF."""

    opener: Opener
    salt: bytes
    nonce: bytes
    wrapped: bytes
    cost: KdfCost | None


@dataclass(frozen=True)
class KeyFile:
    """The key file of one store."""

    store_id: UUID
    passphrase: Slot
    recovery: Slot
    association: Slot | None = None


def header(store_id: UUID, slot: Slot) -> bytes:
    """What AES-GCM authenticates beside the key: nothing of it can be edited in the file."""
    return canonical_json({"format": _FORMAT, "store": str(store_id), **_described(slot)})


def _described(slot: Slot) -> dict[str, Json]:
    if slot.cost is None:
        return {"kdf": "hkdf-sha256", "salt": slot.salt.hex()}
    cost = slot.cost
    return {"kdf": "argon2id", "salt": slot.salt.hex(), "t": cost.t, "m": cost.m, "p": cost.p}


def encode(file: KeyFile) -> bytes:
    """The bytes of the file."""
    content: dict[str, Json] = {"format": _FORMAT, "store": str(file.store_id)}
    for slot in filter(None, (file.passphrase, file.recovery, file.association)):
        sealed = {"nonce": slot.nonce.hex(), "wrapped": slot.wrapped.hex()}
        content[slot.opener.value] = {**_described(slot), **sealed}
    # The sum tells an accident from a wrong passphrase; against malice the slots speak for
    # themselves.
    content["sum"] = _sum(content)
    return json.dumps(content, indent=1).encode("ascii") + b"\n"


def store_of(data: bytes) -> UUID | None:
    """The store whose keys these bytes of a key file hold; None when they are damaged."""
    try:
        return decode(data).store_id
    except _UNREADABLE:
        return None


def read_key_file(directory: Path) -> KeyFile:
    """The key file of the store in ``directory``.

    Raises:
        UserError: it is missing or damaged, or the disk refuses.
    """
    path = directory / KEY_FILE
    try:
        return decode(read_bounded(path, MOST_BYTES))
    except FileNotFoundError:
        raise DamagedError(
            f"Le fichier des clés {quoted(path)} est introuvable.", remedy_of(directory)
        ) from None
    except (TooLargeError, *_UNREADABLE) as error:
        raise DamagedError(
            f"Le fichier des clés {quoted(path)} est abîmé.", remedy_of(directory)
        ) from error
    except OSError as error:
        raise explain_os(error, path) from error


def decode(data: bytes) -> KeyFile:
    """The key file of these bytes.

    Raises:
        ValueError: they are not those that were written; of JSON of another shape, any of
            ``_UNREADABLE``.
    """
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
        slots[name] = Slot(name, salt, nonce, wrapped, cost)
    return KeyFile(
        UUID(content["store"]),
        slots[Opener.PASSPHRASE],
        slots[Opener.RECOVERY],
        slots.get(Opener.ASSOCIATION),
    )


def _sum(content: dict[str, Json]) -> str:
    return sha256(canonical_json(content)).hexdigest()


def write_key_file(path: Path, data: bytes) -> None:
    """Write it whole or not at all.

    Raises:
        UserError: the disk refuses.
    """
    try:
        write_atomically(path, data, mode=0o600)
    except OSError as error:
        raise explain_os(error, path) from error


def remedy_of(directory: Path) -> str:
    """What to do when the key file of ``directory`` opens nothing."""
    spare = None
    with suppress(OSError):  # no spare one: a sauvegarde is the way
        spare = store_of(read_bounded(directory / SPARE_KEY_FILE, MOST_BYTES))
    if spare is not None:
        return (
            f"Une copie est à côté{NBSP}: renommez «{NBSP}{SPARE_KEY_FILE}{NBSP}» en "
            f"«{NBSP}{KEY_FILE}{NBSP}» puis recommencez."
        )
    return (
        f"Remettez une sauvegarde{NBSP}: si rien d’autre ne manque, seules ses clés en sont "
        "reprises."
    )
