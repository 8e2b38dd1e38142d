"""The seal of a paper: one invisible certifying signature over the whole PDF, nothing after it.

PAdES baseline B (ETSI.CAdES.detached) with DocMDP P=1, in one incremental revision that also brings
the attached files. pyHanko writes the revision; the signature itself is :mod:`signing.cms`.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from io import BytesIO

from coachdesk.signing import cms
from coachdesk.signing.certificate import Identity

FIELD = "Cachet"
"""Name of the signature field in a sealed PDF."""
_ROOM = 256
"""Bytes kept beyond the longest signature known: an ECDSA value varies by a few bytes."""


class Sealer:
    """Seals the papers of a closing, one after the other, with one identity."""

    def __init__(self, identity: Identity) -> None:
        self._identity = identity
        trial = cms.sign(identity, bytes(32))
        self._reserved = 2 * (len(trial) + _ROOM)  # in hexadecimal digits

    def seal(
        self,
        pdf: bytes,
        *,
        reason: str,
        when: datetime,
        attachments: Mapping[str, bytes] | None = None,
    ) -> bytes:
        """``pdf`` sealed at ``when`` (aware) for ``reason``, with ``attachments`` (name: bytes).

        The bytes of ``pdf`` stay as they are: the seal is what is appended to them.

        Raises:
            UserError: when ``when`` is outside the certificate's life.
        """
        self._identity.certificate.refuse_outside(when)
        # pyHanko takes 0.3 s to import: only who seals waits for it.
        from pyhanko.pdf_utils.embed import EmbeddedFileObject, FileSpec, embed_file
        from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
        from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
        from pyhanko.sign.signers.cms_embedder import (
            PdfCMSEmbedder,
            SigIOSetup,
            SigMDPSetup,
            SigObjSetup,
        )
        from pyhanko.sign.signers.pdf_byterange import SignatureObject

        writer = IncrementalPdfFileWriter(BytesIO(pdf))
        for name, data in (attachments or {}).items():
            embedded = EmbeddedFileObject.from_file_data(writer, data)
            embed_file(
                writer, FileSpec(file_spec_string=name, file_name=name, embedded_data=embedded)
            )
        # pyHanko's steps for whoever makes the CMS itself: field, signature object, digest, value.
        steps = PdfCMSEmbedder().write_cms(field_name=FIELD, writer=writer)
        next(steps)
        steps.send(
            SigObjSetup(
                sig_placeholder=SignatureObject(
                    timestamp=when.astimezone(UTC),
                    subfilter=SigSeedSubFilter.PADES,
                    name=self._identity.certificate.holder,
                    reason=reason,
                    bytes_reserved=self._reserved,
                ),
                mdp_setup=SigMDPSetup(
                    md_algorithm="sha256", certify=True, docmdp_perms=MDPPerm.NO_CHANGES
                ),
            )
        )
        prepared, output = steps.send(SigIOSetup(md_algorithm="sha256"))
        steps.send(cms.sign(self._identity, prepared.document_digest))
        sealed: bytes = output.getvalue()
        return sealed
