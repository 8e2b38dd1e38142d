"""An extract of the journal: the chain alone, with nothing of what its entries say of anyone.

Lines of canonical JSON. The first says what it is, the next ones are the headers of the entries as
they are hashed: the SHA-256 of each line (without its end) is the « prev » of the next one. Then a
line holds the device's signatures of the entries it signs, and the last one the CMS of the device
over all lines before it.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from coachdesk.core.canonical import Json, canonical_json, parse_canonical
from coachdesk.signing import cms
from coachdesk.signing.certificate import Certificate, Identity
from coachdesk.signing.strict_json import Fields, read_hexadecimal

FORMAT = "cdk-journal/1"
SUFFIX = ".jsonl"


@dataclass(frozen=True)
class ExtractEntry:
    """One entry of the chain: its header, and the device's signature when it signs that kind."""

    header: Mapping[str, Json]
    signature: bytes | None


@dataclass(frozen=True)
class Extract:
    """What the bytes of an extract hold, nothing being checked but their form.

    Attributes:
        store: the store it is of.
        entries: how many it says there are.
        head: the hash of the last one, as it says.
        lines: the headers, as they stand in the file.
        signatures: of the signed entries, by number.
        body: what its CMS signs.
        cms: the signature (DER).
    """

    store: UUID
    entries: int
    head: str
    lines: tuple[bytes, ...]
    signatures: Mapping[int, bytes]
    body: bytes
    cms: bytes

    @property
    def certificate(self) -> Certificate | None:
        """The certificate that signed it, as far as it says."""
        return cms.signer(self.cms)


def write_extract(
    identity: Identity, store: UUID, entries: Iterable[ExtractEntry], when: datetime
) -> bytes:
    """The bytes of an extract made at ``when`` (aware), signed by the device.

    Raises:
        UserError: when ``when`` is outside the certificate's life.
    """
    lines: list[bytes] = []
    signatures: dict[str, Json] = {}
    for entry in entries:
        lines.append(canonical_json(entry.header))
        if entry.signature is not None:
            signatures[str(entry.header["seq"])] = entry.signature.hex()
    first = canonical_json(
        {
            "format": FORMAT,
            "store": str(store),
            "entries": len(lines),
            "head": hashlib.sha256(lines[-1]).hexdigest(),
        }
    )
    body = b"".join(
        line + b"\n" for line in (first, *lines, canonical_json({"signatures": signatures}))
    )
    seal = cms.sign(identity, hashlib.sha256(body).digest(), when)
    return body + canonical_json({"cms": seal.hex()}) + b"\n"


def is_extract(data: bytes) -> bool:
    """Whether ``data`` says that it is one."""
    return FORMAT.encode() in data[:400]


def read_extract(data: bytes) -> Extract:
    """The extract that ``data`` is.

    Raises:
        ValueError: when it has another form.
    """
    *lines, end = data.split(b"\n")
    if end or len(lines) < 4:  # noqa: PLR2004  (heading, one entry, signatures, CMS)
        raise ValueError("an extract that is cut")
    heading = Fields(parse_canonical(lines[0]), "format store entries head")
    if heading.text("format") != FORMAT:
        raise ValueError("another format of extract")
    signatures = Fields(parse_canonical(lines[-2]), "signatures").value("signatures")
    if not isinstance(signatures, Mapping):
        raise ValueError("signatures by number were expected")  # noqa: TRY004  (its content is wrong)
    last = lines[-1]
    return Extract(
        store=UUID(heading.text("store")),
        entries=heading.number("entries"),
        head=heading.text("head"),
        lines=tuple(lines[1:-2]),
        signatures={int(seq): read_hexadecimal(str(value)) for seq, value in signatures.items()},
        body=data[: -len(last) - 1],
        cms=Fields(parse_canonical(last), "cms").hexadecimal("cms"),
    )
