"""The hash chain of the device: how an entry is made, and how the entries are written in bulk.

An entry's hash covers the *digest* of its payload, not the payload: the content can be erased and
the chain still verifies (design §3, Journal).
"""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from uuid import UUID

from sqlalchemy import Connection

from coachdesk import __version__
from coachdesk.core.canonical import Json, canonical_json
from coachdesk.core.journal_form import GENESIS, HEADER

ERASURE = "erasure"
EMPTIED = "emptied"
"""A file of the store whose time is over: its row and its hash stay."""
"""Kind of an entry that tells which contents were erased, and when."""
RECOVERY = "recovery"
"""Kind of an entry that tells which entries and contents a damage took, see ``store.salvage``."""
_SALT_BYTES = 16
_INSERT_ENTRY = (
    f"INSERT INTO journal_entry ({', '.join(HEADER)}, hash, signature) "  # noqa: S608  (our names)  # nosec B608
    f"VALUES ({', '.join('?' * (len(HEADER) + 2))})"
)
_INSERT_PAYLOAD = "INSERT INTO journal_payload (seq, salt, body) VALUES (?, ?, ?)"


@dataclass(frozen=True)
class Head:
    """The last entry of a chain."""

    seq: int
    hash: str
    incarnation: UUID


@dataclass(frozen=True)
class Stamp:
    """When, where and by which program the entries of one unit of work are made."""

    wall: str
    """ISO 8601 local time with offset, milliseconds."""
    mono_ms: int
    boot: str


@dataclass(frozen=True)
class Evidence:
    """An evidence record as it stands in the journal.

    ``signature`` is the device's, over the canonical JSON of ``header``; ``header`` holds the
    SHA-256 of ``salt`` followed by ``payload`` (canonical JSON).
    """

    seq: int
    header: dict[str, Json]
    salt: bytes
    payload: bytes
    signature: bytes


def payload_digest(salt: bytes, body: bytes) -> str:
    """The salted digest that an entry holds of its payload, hex."""
    return sha256(salt + body).hexdigest()


def entry_hash(header: Mapping[str, Json]) -> str:
    """The hash of an entry, hex: what the next one names as ``prev``."""
    return sha256(canonical_json(header)).hexdigest()


def read_head(connection: Connection) -> Head | None:
    """The last entry written; None in a chain that has not begun."""
    row = connection.exec_driver_sql(
        "SELECT seq, hash, incarnation FROM journal_entry ORDER BY seq DESC LIMIT 1"
    ).first()
    return Head(row.seq, row.hash, UUID(row.incarnation)) if row else None


@dataclass
class Chain:
    """The chain being lengthened by one transaction: made in memory, written in bulk."""

    head: Head
    stamp: Stamp
    _closed: bool = False
    _entries: list[tuple[object, ...]] = field(default_factory=list)
    _payloads: list[tuple[object, ...]] = field(default_factory=list)

    @classmethod
    def begin(cls, incarnation: UUID, stamp: Stamp) -> "Chain":
        """A chain without an entry: its first one must be of kind « incarnation »."""
        return cls(Head(0, GENESIS, incarnation), stamp)

    def append(
        self,
        kind: str,
        entity: str,
        entity_id: UUID,
        payload: Mapping[str, Json],
        *,
        base_version: int | None = None,
        sign: Callable[[bytes], bytes] | None = None,
    ) -> Evidence:
        """Add an entry; ``sign`` makes the device's signature of it, empty without."""
        if self._closed:
            raise RuntimeError("nothing is added after the commit")
        salt = secrets.token_bytes(_SALT_BYTES)
        body = canonical_json(payload)
        head, stamp = self.head, self.stamp
        header: dict[str, Json] = {
            "seq": head.seq + 1,
            "incarnation": str(head.incarnation),
            "kind": kind,
            "entity": entity,
            "entity_id": str(entity_id),
            "base_version": base_version,
            "wall": stamp.wall,
            "mono_ms": stamp.mono_ms,
            "boot": stamp.boot,
            "app_version": __version__,
            "payload_digest": payload_digest(salt, body),
            "prev": head.hash,
        }
        signed = canonical_json(header)
        signature = sign(signed) if sign else b""
        self.head = Head(head.seq + 1, sha256(signed).hexdigest(), head.incarnation)
        columns = {**header, "incarnation": head.incarnation.hex, "entity_id": entity_id.hex}
        self._entries.append((*columns.values(), self.head.hash, signature or None))
        self._payloads.append((self.head.seq, salt, body))
        return Evidence(self.head.seq, header, salt, body, signature)

    def write(self, connection: Connection) -> None:
        """Write what was added since the last time."""
        if self._entries:
            connection.exec_driver_sql(_INSERT_ENTRY, self._entries)
            connection.exec_driver_sql(_INSERT_PAYLOAD, self._payloads)
            self._entries, self._payloads = [], []

    def close(self, connection: Connection) -> None:
        """Write what is left; nothing can be added afterwards."""
        self.write(connection)
        self._closed = True
