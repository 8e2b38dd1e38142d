"""The seal of a paper: one invisible certifying signature over the whole PDF, nothing after it.

DocMDP P=1, in one incremental revision that also brings the attached files. A document that several
people sign is sealed otherwise (:mod:`signing.revisions`).
"""

from collections.abc import Mapping
from datetime import datetime
from io import BytesIO

from coachdesk.signing.certificate import Identity
from coachdesk.signing.loading import PYHANKO

FIELD = "Cachet"
"""Name of the signature field in a sealed PDF."""


class Sealer:
    """Seals the papers of a closing, one after the other, with one identity."""

    def __init__(self, identity: Identity) -> None:
        self._identity = identity
        self._room = 0

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
        with PYHANKO:
            from pyhanko.pdf_utils.embed import EmbeddedFileObject, FileSpec, embed_file
            from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
            from pyhanko.sign.fields import MDPPerm
            from pyhanko.sign.signers.cms_embedder import SigMDPSetup

            from coachdesk.signing.embedding import SealSetup, embed, reserved

        writer = IncrementalPdfFileWriter(BytesIO(pdf))
        for name, data in (attachments or {}).items():
            embedded = EmbeddedFileObject.from_file_data(writer, data)
            embed_file(
                writer, FileSpec(file_spec_string=name, file_name=name, embedded_data=embedded)
            )
        self._room = self._room or reserved(self._identity)
        nothing = SigMDPSetup(md_algorithm="sha256", certify=True, docmdp_perms=MDPPerm.NO_CHANGES)
        setup = SealSetup(FIELD, reason, when, nothing, {})
        return embed(self._identity, writer, setup, self._room)
