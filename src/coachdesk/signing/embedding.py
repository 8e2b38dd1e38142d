"""One seal put in one signature field of a PDF, by one incremental revision.

PAdES baseline B (ETSI.CAdES.detached). pyHanko writes the revision; the signature itself is
:mod:`signing.cms`. This module takes 0.3 s to import: only who seals imports it.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import IO, Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.signers.cms_embedder import (
    PdfCMSEmbedder,
    SigIOSetup,
    SigMDPSetup,
    SigObjSetup,
)
from pyhanko.sign.signers.pdf_byterange import SignatureObject

from coachdesk.signing import cms
from coachdesk.signing.certificate import Identity

_ROOM = 256
"""Bytes kept beyond the longest signature known: an ECDSA value varies by a few bytes."""


@dataclass(frozen=True)
class SealSetup:
    """What a seal says of itself.

    Attributes:
        field: name of the signature field; made, invisible, when there is none.
        reason: shown by readers.
        when: aware; the time that readers show.
        mdp: what may still change afterwards.
        private: entries of the signature dictionary that only CoachDesk reads.
    """

    field: str
    reason: str
    when: datetime
    mdp: SigMDPSetup
    private: dict[str, bytes]


def reserved(identity: Identity) -> int:
    """Hexadecimal digits to keep for the signatures of ``identity``."""
    return 2 * (len(cms.sign(identity, bytes(32))) + _ROOM)


def embed(
    identity: Identity, writer: IncrementalPdfFileWriter, setup: SealSetup, room: int
) -> bytes:
    """The file of ``writer`` with what is in it so far, sealed.

    Raises:
        UserError: when the seal's time is outside the certificate's life.
    """
    identity.certificate.refuse_outside(setup.when)
    # pyHanko's steps for whoever makes the CMS itself: field, signature object, digest, value.
    steps = PdfCMSEmbedder().write_cms(field_name=setup.field, writer=writer)
    next(steps)
    value = SignatureObject(
        timestamp=setup.when.astimezone(UTC),
        subfilter=SigSeedSubFilter.PADES,
        name=identity.certificate.holder,
        reason=setup.reason,
        bytes_reserved=room,
    )
    for key, data in setup.private.items():
        value[generic.NameObject(key)] = _Literal(data)
    steps.send(SigObjSetup(sig_placeholder=value, mdp_setup=setup.mdp))
    prepared, output = steps.send(SigIOSetup(md_algorithm="sha256"))
    steps.send(cms.sign(identity, prepared.document_digest))
    sealed: bytes = output.getvalue()
    return sealed


class _Literal(generic.PdfObject):
    """Bytes as a PDF string that stays readable; pyHanko would double them in hexadecimal.

    A « / » is escaped, so that no text of a person reads like a key of the file.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data

    def write_to_stream(self, stream: IO[bytes], *_: Any, **__: Any) -> None:  # noqa: ANN401  (pyHanko's)
        escaped = self._data
        for sign in (b"\\", b"(", b")", b"/", b"\r"):
            escaped = escaped.replace(sign, b"\\%03o" % sign[0])
        stream.write(b"(%s)" % escaped)
