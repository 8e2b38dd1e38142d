"""Verifying a year of evidence, as it travels in sheets, against its bare ECDSA signatures.

And the chain of a year, against the bare digests of its lines.
"""

import hashlib
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from random import Random
from uuid import uuid4

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from coachdesk.core.canonical import Json, canonical_json
from coachdesk.core.journal_form import EVIDENCE, GENESIS
from coachdesk.domain.drawing import Drawing
from coachdesk.signing.certificate import Identity, new_identity
from coachdesk.signing.device_signature import sign_bytes, verify_bytes
from coachdesk.signing.proofs import build_proofs, check_proofs
from coachdesk.sync.journal_check import check_extract
from coachdesk.sync.journal_extract import ExtractEntry, read_extract, write_extract
from contract_seal import NOW
from measure import Row, best_of, show
from support.signed_papers import proof

RECORDS, A_SHEET, ENTRIES = 2000, 4, 10_000
RUNS = 5
HAND = Random(5)


def drawing() -> Drawing:
    """Some 250 points in one to four strokes, no two drawings alike."""
    strokes = []
    for _ in range(HAND.randint(1, 4)):
        x, y = HAND.randrange(3000), HAND.randrange(2000)
        stroke = [(x, y)]
        for _ in range(HAND.randint(60, 140)):
            x, y = x + HAND.randint(-20, 60), y + HAND.randint(-50, 50)
            stroke.append((x, y))
        strokes.append(tuple(stroke))
    return Drawing(12_000, 4_500, tuple(strokes))


def header(seq: int, kind: str, digest: str, prev: str) -> dict[str, Json]:
    """The header of an entry, ten seconds after the one before."""
    wall = NOW + timedelta(seconds=10 * seq)
    return {
        "seq": seq,
        "incarnation": "01890000-0000-7000-8000-000000000001",
        "kind": kind,
        "entity": "signature",
        "entity_id": str(uuid4()),
        "base_version": None,
        "wall": wall.isoformat(timespec="milliseconds"),
        "mono_ms": 10_000 * seq,
        "boot": "0" * 16,
        "app_version": "0",
        "payload_digest": digest,
        "prev": prev,
    }


def records(identity: Identity) -> tuple[Callable[[], object], Callable[[], object]]:
    """The verification of a year's sheets, and its floor."""
    proofs = [proof(seq, drawing(), identity, NOW) for seq in range(1, RECORDS + 1)]
    sheets = [build_proofs(proofs[at : at + A_SHEET]) for at in range(0, RECORDS, A_SHEET)]
    signed = [(canonical_json(each.header), each.signature) for each in proofs]
    certificate = identity.certificate

    def verify() -> None:
        for sheet in sheets:
            assert not any(each.faults for each in check_proofs(sheet, certificate))

    def floor() -> None:
        assert all(verify_bytes(certificate, *each) for each in signed)

    return verify, floor


def chain(identity: Identity) -> tuple[Callable[[], object], Callable[[], object]]:
    """The verification of a year's chain, one entry in five signed, and its floor."""
    prev, entries = GENESIS, []
    for seq in range(1, ENTRIES + 1):
        kind = EVIDENCE if seq % 5 == 0 else "update"
        told = header(seq, kind, f"{seq:064x}", prev)
        line = canonical_json(told)
        prev = hashlib.sha256(line).hexdigest()
        entries.append(ExtractEntry(told, sign_bytes(identity, line) if kind == EVIDENCE else None))
    data = write_extract(identity, uuid4(), entries, NOW)
    lines = read_extract(data).lines
    signed = [
        (canonical_json(entry.header), entry.signature) for entry in entries if entry.signature
    ]

    def verify() -> None:
        check = check_extract(read_extract(data), ())
        assert not check.faults
        assert not check.doubts

    def floor() -> None:
        for line in lines:
            hashlib.sha256(line).hexdigest()
        assert all(verify_bytes(identity.certificate, *each) for each in signed)

    return verify, floor


def main() -> None:
    identity = new_identity(coach="Banc", association="Banc", device=uuid4(), now=NOW)
    verify, floor = records(identity)
    walk, digests = chain(identity)
    show(
        [
            Row("verify a year of evidence, 2,000 records",
                best_of(RUNS, verify), best_of(RUNS, floor), at_most=0.5),
            Row("verify the chain of a year, 10,000 entries",
                best_of(RUNS, walk), best_of(RUNS, digests), at_most=1),
        ]
    )  # fmt: skip


if __name__ == "__main__":
    main()
