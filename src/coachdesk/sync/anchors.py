"""Anchors: entries of a journal that are known from elsewhere, and that it must still hold."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from coachdesk.core.errors import UserError
from coachdesk.core.french import NBSP
from coachdesk.signing.certificate import Certificate
from coachdesk.signing.proofs import CheckedProof

_ANCHOR = re.compile(r"(?:n°)?\s*(\d{1,12})\s*[:=,]\s*([0-9A-Fa-f]{8,64})")


@dataclass(frozen=True)
class Anchor:
    """The number of an entry and the beginning of its hash, as some paper told them.

    Attributes:
        seq: number of the entry.
        code: eight hexadecimal digits or more, in lower case.
        source: where it comes from, in French: « le repère donné », « envoi.zip ».
        device: fingerprint of the certificate whose journal it is of; empty when it is not said.
    """

    seq: int
    code: str
    source: str
    device: str = ""

    @property
    def words(self) -> str:
        """« l’enregistrement n° 413 que nomme le repère donné »."""
        return f"l’enregistrement n°{NBSP}{self.seq} que nomme {self.source}"

    def fits(self, found: str) -> bool:
        """Whether it is the entry whose hash is ``found``."""
        return found.startswith(self.code)


def read_anchor(text: str) -> Anchor:
    """An anchor typed by hand from a paper: « 413:9F86D081 », or as a slip has it, with its comma.

    Raises:
        UserError: when it is none.
    """
    found = _ANCHOR.fullmatch(text.strip())
    if not found:
        raise UserError(
            f"« {text} » n’est pas un repère du journal.",
            "Recopiez le numéro d’enregistrement et son code, par exemple 413:9F86D081.",
        )
    return Anchor(int(found[1]), found[2].lower(), "le repère donné")


def of_proofs(
    proofs: Iterable[CheckedProof], source: str, signer: Certificate | None
) -> tuple[Anchor, ...]:
    """The entries that the proofs of a paper sealed by ``signer`` are."""
    device = signer.fingerprint if signer else ""
    return tuple(Anchor(proof.entry, proof.hash, source, device) for proof in proofs)


def of_device(anchors: Iterable[Anchor], certificate: Certificate | None) -> list[Anchor]:
    """Those that can be of the journal of the device of that ``certificate``."""
    device = certificate.fingerprint if certificate else ""
    return [anchor for anchor in anchors if anchor.device in {"", device}]


def broken(anchors: Iterable[Anchor], hashes: Mapping[int, str]) -> Iterator[Anchor]:
    """Those whose entry is among ``hashes`` (by number), but is another one."""
    for anchor in anchors:
        if anchor.seq in hashes and not anchor.fits(hashes[anchor.seq]):
            yield anchor
