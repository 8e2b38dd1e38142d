"""The check of an extract of the journal: which entry was changed, taken out, moved or back-dated.

The chain shows what was changed inside it; only an anchor shows that its end was cut off, or that
all of it was written again by who holds the device's key.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from coachdesk.core.canonical import parse_canonical
from coachdesk.core.french import NBSP, plural
from coachdesk.core.journal_form import GENESIS, HEADER, SIGNED
from coachdesk.domain.clock_check import Reading
from coachdesk.signing import cms
from coachdesk.signing.certificate import Certificate
from coachdesk.signing.device_signature import verify_bytes
from coachdesk.signing.strict_json import Fields
from coachdesk.sync.anchors import Anchor, broken
from coachdesk.sync.dates import dates_set_back
from coachdesk.sync.journal_extract import Extract

_HEADER = " ".join(HEADER)


@dataclass(frozen=True)
class JournalCheck:
    """What the check of an extract found.

    Attributes:
        faults: in what the chain is not as it was written; nothing when it is.
        doubts: dates that go back in a chain that stands: said, for a clock may be put right too.
        made_at: when the extract was signed, as it says; None when nothing vouches for it.
        entries: how many it holds.
    """

    faults: tuple[str, ...]
    doubts: tuple[str, ...]
    made_at: datetime | None
    entries: int


@dataclass(frozen=True)
class _Entry:
    seq: int
    kind: str
    prev: str
    reading: Reading
    hash: str
    line: bytes


def check_extract(extract: Extract, anchors: Sequence[Anchor]) -> JournalCheck:
    """Check ``extract``, and that it still holds what ``anchors`` name."""
    entries, faults = _entries(extract)
    made_at, certificate = None, extract.certificate
    faults += _order(entries)
    if not faults:
        faults += _links(extract, entries)
    if certificate is not None and not faults:
        faults += _signed(extract, entries, certificate)
    faults += _anchored(entries, anchors)
    try:
        digest = hashlib.sha256(extract.body).digest()
        made_at = cms.verify(extract.cms, digest).when
    except cms.BadSignatureError:
        faults.append("il n’est plus signé par le poste qui l’a fait")
    dated = [(entry.seq, entry.reading) for entry in entries]
    doubts = () if faults else tuple(dates_set_back(dated))
    return JournalCheck(tuple(faults), doubts, made_at, len(entries))


def _entries(extract: Extract) -> tuple[list[_Entry], list[str]]:
    """The entries that can be read, in the order of the file; and the lines that can't."""
    found, faults = [], []
    for place, line in enumerate(extract.lines, 1):
        try:
            fields = Fields(parse_canonical(line), _HEADER)
            found.append(
                _Entry(
                    seq=fields.number("seq"),
                    kind=fields.text("kind"),
                    prev=fields.text("prev"),
                    reading=Reading(
                        fields.moment("wall"), fields.number("mono_ms"), fields.text("boot")
                    ),
                    hash=hashlib.sha256(line).hexdigest(),
                    line=line,
                )
            )
        except ValueError:
            faults.append(f"la ligne {place + 1} n’est plus un enregistrement")
    return found, faults


def _order(entries: Sequence[_Entry]) -> Iterator[str]:
    """Entries that are missing, that stand twice or elsewhere than in their place."""
    numbers = [entry.seq for entry in entries]
    present = set(numbers)
    last = max(present, default=0)
    for seq in range(1, last + 1):
        if seq not in present:
            yield f"l’enregistrement n°{NBSP}{seq} a été retiré"
    before = 0
    for seq in numbers:
        if seq < before:
            yield f"l’enregistrement n°{NBSP}{seq} n’est plus à sa place"
        elif seq == before:
            yield f"l’enregistrement n°{NBSP}{seq} y est deux fois"
        before = seq


def _links(extract: Extract, entries: Sequence[_Entry]) -> Iterator[str]:
    """Entries that the next one, or the heading, does not name as they are."""
    named = [entry.prev for entry in entries[1:]] + [extract.head]
    if entries and entries[0].prev != GENESIS:
        yield f"l’enregistrement n°{NBSP}1 n’est pas le premier du journal"
    for entry, expected in zip(entries, named, strict=False):
        if entry.hash != expected:
            yield f"l’enregistrement n°{NBSP}{entry.seq} a été modifié"
    if extract.entries > len(entries):
        lost = plural(extract.entries - len(entries), "enregistrement")
        yield f"il manque {lost} à la fin"
    elif extract.entries < len(entries):
        yield f"des enregistrements ont été ajoutés après le n°{NBSP}{extract.entries}"


def _signed(extract: Extract, entries: Sequence[_Entry], certificate: Certificate) -> Iterator[str]:
    """Entries of a kind that the device signs, without its signature."""
    expected = {entry.seq: entry for entry in entries if entry.kind in SIGNED}
    for seq in sorted(expected.keys() | extract.signatures.keys()):
        signature = extract.signatures.get(seq)
        if seq not in expected or signature is None:
            yield f"la signature de l’enregistrement n°{NBSP}{seq} a été ajoutée ou retirée"
        elif not verify_bytes(certificate, expected[seq].line, signature):
            yield f"l’enregistrement n°{NBSP}{seq} n’est pas signé par ce poste"


def _anchored(entries: Sequence[_Entry], anchors: Sequence[Anchor]) -> Iterator[str]:
    """Anchors that the chain does not hold."""
    hashes = {entry.seq: entry.hash for entry in entries}
    last = max(hashes, default=0)
    for anchor in anchors:
        if anchor.seq > last:
            yield f"il a été tronqué{NBSP}: il s’arrête au n°{NBSP}{last}, avant {anchor.words}"
    for anchor in broken(anchors, hashes):
        yield f"il a été réécrit{NBSP}: {anchor.words} n’est plus le même"
