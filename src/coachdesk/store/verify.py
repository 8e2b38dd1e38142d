"""Does the journal still say what was written? A walk of the whole chain, and what it found.

The columns are read raw: a letter's case changed inside an identifier counts as a change.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from sqlalchemy import Connection

from coachdesk.core.canonical import canonical_json
from coachdesk.core.errors import DamagedError
from coachdesk.core.french import NBSP, plural, short_date
from coachdesk.core.journal_form import GENESIS, HEADER, SIGNED
from coachdesk.store.journal import ERASURE, RECOVERY, Head, payload_digest

_WALK = (
    f"SELECT {', '.join(f'e.{name}' for name in HEADER)}, e.hash, e.signature, "  # noqa: S608  (our names)  # nosec B608
    "p.seq, p.salt, p.body, p.erased_at "
    "FROM journal_entry e LEFT JOIN journal_payload p ON p.seq = e.seq ORDER BY e.seq"
)
_ECDSA = ECDSA(SHA256())
_STRIDE = 2000
"""Entries walked between two words to who waits."""


@dataclass(frozen=True)
class Fault:
    """The first entry that is not as it was written."""

    seq: int
    reason: str
    """French, the end of a sentence: « son contenu a été modifié »."""


@dataclass(frozen=True)
class ChainReport:
    """What a walk of the chain found."""

    head: Head | None
    """The last entry that stands; None when not even the first does."""
    erased: dict[int, datetime]
    """The entries whose content was erased, and when."""
    fault: Fault | None
    lost: int = 0
    """The entries that a damage took, as the journal itself says since the store was recovered."""

    @property
    def sentence(self) -> str:
        """The verdict, in one or two French sentences."""
        if self.fault:
            return (
                f"Journal altéré à l’enregistrement n°{NBSP}{self.fault.seq}{NBSP}: "
                f"{self.fault.reason}."
            )
        count = self.head.seq if self.head else 0
        verdict = f"Journal intact{NBSP}: {plural(count - self.lost, 'enregistrement')}."
        if self.lost:
            one, many = "perdu dans un dommage qu’il dit", "perdus dans un dommage qu’il dit"
            verdict = f"{verdict} {plural(self.lost, one, many)}."
        if not self.erased:
            return verdict
        last = short_date(max(self.erased.values()).date())
        erased = plural(len(self.erased), "contenu effacé", "contenus effacés")
        return f"{verdict} {erased}, le dernier le {last}."


def verify_chain(
    connection: Connection,
    *,
    signer: EllipticCurvePublicKey | None = None,
    mark: Head | None = None,
    walked: Callable[[int], None] = lambda _: None,
) -> ChainReport:
    """Walk the chain from its first entry to its last.

    ``signer`` is the device whose signature the evidence records must bear; without it they are not
    checked. ``mark`` is an entry known from elsewhere that the chain must hold: only such an anchor
    shows that the end was cut off, or everything rewritten. ``walked`` is told now and then how
    many entries were seen; what it raises stops the walk.
    """
    walk = _Walk(signer, mark)
    fault = None
    try:
        for row in connection.exec_driver_sql(_WALK):
            walk.step(tuple(row))
            if walk.head and walk.head.seq % _STRIDE == 0:
                walked(walk.head.seq)
        walk.end(connection)
    except _BrokenError as broken:
        fault = walk.first_fault(broken)
    except DamagedError:  # a page of it is damaged
        last = walk.head.seq if walk.head else 0
        fault = walk.first_fault(_BrokenError(last + 1, "il ne peut pas être lu"))
    return ChainReport(walk.stands, walk.erased, fault, walk.lost)


class _BrokenError(Exception):
    def __init__(self, seq: int, reason: str) -> None:
        super().__init__(reason)
        self.seq = seq
        self.reason = reason


class _Walk:
    """The state of a walk: the last good entry, and the erasures still to be accounted for."""

    def __init__(self, signer: EllipticCurvePublicKey | None, mark: Head | None) -> None:
        self.signer = signer
        self.mark = mark
        self.head: Head | None = None
        self.erased: dict[int, datetime] = {}
        self._unaccounted: dict[int, object] = {}
        self._gaps: dict[tuple[int, int], Head | None] = {}
        """Numbers that are missing, first and last, with the entry before them."""
        self._empty: dict[int, Head | None] = {}
        """Entries without their content, likewise."""
        self.lost = 0
        self.stands: Head | None = None
        """The last entry before the first fault."""

    def step(self, row: tuple[Any, ...]) -> None:
        """Check the next entry with its payload."""
        header = dict(zip(HEADER, row, strict=False))
        digest, signature, payload_seq, salt, body, erased_at = row[len(HEADER) :]
        seq = self._follow(header["seq"], header["prev"])
        signed = _signed_bytes(header)
        if sha256(signed).hexdigest() != digest:
            raise _BrokenError(seq, "il a été modifié")
        if self.mark and self.mark.seq == seq and self.mark.hash != digest:
            raise _BrokenError(seq, "ce n’est pas celui que nomme le repère")
        self._check_signature(seq, header["kind"], signature, signed)
        if payload_seq is None:
            self._empty[seq] = self.head
        elif body is None and salt is None and erased_at is not None:
            self._unaccounted[seq] = erased_at
        elif not _is_payload(salt, body, erased_at, header["payload_digest"]):
            raise _BrokenError(seq, "son contenu a été modifié")
        elif header["kind"] == ERASURE:
            self._account(json.loads(body))
        elif header["kind"] == RECOVERY:
            self._admit(json.loads(body))
        self.head = Head(seq, digest, UUID(header["incarnation"]))

    def _follow(self, seq: object, prev: object) -> int:
        """Check that an entry comes after the last one, or after a gap to account for."""
        last, expected = (self.head.seq, self.head.hash) if self.head else (0, GENESIS)
        if not isinstance(seq, int) or seq <= last:
            raise _BrokenError(last + 1, "il a disparu")
        if seq > last + 1:
            self._gaps[last + 1, seq - 1] = self.head
        elif prev != expected:
            raise _BrokenError(seq, "il ne suit pas celui qui le précède")
        return seq

    def first_fault(self, broken: "_BrokenError") -> Fault:
        """The first of what is wrong, now that something is: the rest of the walk is of no use."""
        found = [(broken.seq, broken.reason, self.head)]
        found += [(seq, "il a disparu", before) for (seq, _), before in self._gaps.items()]
        found += [(seq, "son contenu a disparu", before) for seq, before in self._empty.items()]
        seq, reason, self.stands = min(found, key=lambda each: each[0])
        return Fault(seq, reason)

    def end(self, connection: Connection) -> None:
        """Check what only shows once every entry was seen."""
        self.stands = self.head
        for seq, _ in self._gaps:
            raise _BrokenError(seq, "il a disparu")
        for seq in self._empty:
            raise _BrokenError(seq, "son contenu a disparu")
        last = self.head.seq if self.head else 0
        if self.mark and self.mark.seq > last:
            raise _BrokenError(last + 1, "il a disparu")
        for seq in self._unaccounted:
            raise _BrokenError(seq, "son contenu a disparu sans que le journal le dise")
        stray = connection.exec_driver_sql(
            "SELECT seq FROM journal_payload WHERE seq NOT IN (SELECT seq FROM journal_entry)"
        ).scalar()
        if stray is not None:
            raise _BrokenError(int(stray), "un contenu n’est d’aucun enregistrement")

    def _account(self, erasure: dict[str, Any]) -> None:
        """An erasure entry accounts for contents erased before it, at the moment it gives."""
        for seq in erasure["seqs"]:
            if self._unaccounted.get(seq) == erasure["at"]:
                del self._unaccounted[seq]
                self.erased[seq] = datetime.fromisoformat(erasure["at"])

    def _admit(self, recovery: dict[str, Any]) -> None:
        """A recovery accounts for what a damage took: numbers and contents that it names."""
        for first, last in recovery["lost"]:
            if (first, last) in self._gaps:
                del self._gaps[first, last]
                self.lost += last - first + 1
        for seq in recovery["contents"]:
            self._empty.pop(seq, None)

    def _check_signature(self, seq: int, kind: str, signature: object, signed: bytes) -> None:
        expected = isinstance(signature, bytes) if kind in SIGNED else signature is None
        if not expected:
            raise _BrokenError(seq, "sa signature a été ajoutée ou retirée")
        if isinstance(signature, bytes) and self.signer is not None:
            try:
                self.signer.verify(signature, signed, _ECDSA)
            except InvalidSignature:
                raise _BrokenError(seq, "sa signature n’est pas de ce poste") from None


def _signed_bytes(header: dict[str, Any]) -> bytes:
    for name in ("incarnation", "entity_id"):
        header[name] = _dashed(header[name])
    try:
        return canonical_json(header)
    except TypeError:  # a column holds what no entry ever did: a float, bytes
        return b""


def _dashed(text: object) -> object:
    """The text of an identifier kept as 32 hex digits; anything else is left for the hash."""
    if not isinstance(text, str):
        return text
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def _is_payload(salt: object, body: object, erased_at: object, digest: object) -> bool:
    return (
        isinstance(salt, bytes)
        and isinstance(body, bytes)
        and erased_at is None
        and payload_digest(salt, body) == digest
    )
