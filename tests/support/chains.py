"""Chains of journal entries to extract and tamper with."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from coachdesk.core.canonical import Json, canonical_json
from coachdesk.core.journal_form import EVIDENCE, GENESIS, SIGNED
from coachdesk.signing.certificate import Identity
from coachdesk.signing.device_signature import sign_bytes
from coachdesk.sync.journal_extract import ExtractEntry, write_extract
from support.signed_papers import DEVICE, DRAWN_AT, NOW, identity

STORE = UUID("01890000-0000-7000-8000-000000000002")


@dataclass(frozen=True)
class Link:
    """One entry to make: its kind, and by how much the wall clock leads the monotonic one."""

    kind: str = "update"
    lead: timedelta = timedelta(0)
    boot: str = "0" * 16


LINKS = (Link("incarnation"), Link(), Link(EVIDENCE), Link(), Link(EVIDENCE), Link(), Link())


def chain(links: tuple[Link, ...] = LINKS, by: Identity | None = None) -> list[ExtractEntry]:
    """The entries of a chain, ten minutes from one to the next."""
    prev, made = GENESIS, []
    for seq, link in enumerate(links, 1):
        wall = DRAWN_AT + timedelta(minutes=10 * seq) + link.lead
        header: dict[str, Json] = {
            "seq": seq,
            "incarnation": str(DEVICE),
            "kind": link.kind,
            "entity": "appointment",
            "entity_id": "01890000-0000-7000-8000-0000000000cc",
            "base_version": None,
            "wall": wall.isoformat(timespec="milliseconds"),
            "mono_ms": 600_000 * seq,
            "boot": link.boot,
            "app_version": "0.1",
            "payload_digest": f"{seq:064x}",
            "prev": prev,
        }
        made.append(signed(header, by))
        prev = entry_hash(made[-1])
    return made


def signed(header: dict[str, Json], by: Identity | None = None) -> ExtractEntry:
    """The entry of that header, signed when its kind is."""
    data = canonical_json(header)
    signature = sign_bytes(by or identity(), data) if header["kind"] in SIGNED else None
    return ExtractEntry(header, signature)


def entry_hash(entry: ExtractEntry) -> str:
    """Its hash, as the next one names it."""
    return hashlib.sha256(canonical_json(entry.header)).hexdigest()


def extract(entries: list[ExtractEntry], by: Identity | None = None, when: datetime = NOW) -> bytes:
    """The extract of these entries, whatever they are."""
    return write_extract(by or identity(), STORE, entries, when)


def changed(
    entries: list[ExtractEntry], seq: int, change: Callable[[dict[str, Json]], None]
) -> list[ExtractEntry]:
    """The entries with one of them edited, its signature left as it was."""
    header = dict(entries[seq - 1].header)
    change(header)
    return [
        replace(entry, header=header) if at == seq - 1 else entry
        for at, entry in enumerate(entries)
    ]
