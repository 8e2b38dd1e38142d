"""A document that several people sign: a revision of the PDF for each, so that what each saw stays.

    revision 0          prepare()        the paper as shown, its signature boxes empty
    revision 1, 2…      add_signature()  one for each who answers, sealed by the device
    last revision       close()          the closing seal: the end, and how many answered

Each revision is appended: the bytes of the one before stay as they are, and are found again by
cutting. The first seal certifies that only boxes may still be filled (DocMDP P=2), the closing seal
locks all of them. The proof of an answer travels in its own seal (« /CDSK_Proof »), the count in
the closing seal (« /CDSK_Closing »). Decision 15.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING

from coachdesk.core.canonical import Json, canonical_json
from coachdesk.signing.certificate import Identity
from coachdesk.signing.loading import PYHANKO
from coachdesk.signing.proofs import Proof, build_proofs

if TYPE_CHECKING:
    from pyhanko.pdf_utils.generic import DictionaryObject
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

PROOF_KEY = "/CDSK_Proof"
"""Entry of a seal's dictionary: a « preuves.json » of one proof."""
CLOSING_KEY = "/CDSK_Closing"
"""Entry of the closing seal's dictionary."""
CLOSING_FIELD = "cloture"
"""Name of the field of the closing seal."""
CLOSING_FORMAT = "cdk-cloture/1"


@dataclass(frozen=True)
class Box:
    """A place to sign, in points from the bottom left of its page.

    Attributes:
        name: of the field, once in a document: the role, « participant »…
        label: who is awaited there, in French, as readers and ``verify`` say it: « Léa DURAND,
            participante ».
        page: from 1.
    """

    name: str
    label: str
    page: int
    x: float
    y: float
    width: float
    height: float


def prepare(pdf: bytes, boxes: Sequence[Box]) -> bytes:
    """Revision 0: ``pdf`` with an empty signature field for each box, and one for the closing.

    All fields are made here: once certified, no reader accepts a new one that shows.

    Raises:
        ValueError: when there is no box, or two of one name.
    """
    names = [box.name for box in boxes]
    if not names or len({*names, CLOSING_FIELD}) <= len(names):
        raise ValueError("boxes of different names were expected")
    # pyHanko takes 0.3 s to import: only who seals waits for it.
    with PYHANKO:
        from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
        from pyhanko.sign.fields import SigFieldSpec, append_signature_field

    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    for box in boxes:
        append_signature_field(
            writer,
            SigFieldSpec(
                box.name,
                on_page=box.page - 1,
                box=(
                    round(box.x),
                    round(box.y),
                    round(box.x + box.width),
                    round(box.y + box.height),
                ),
                readable_field_name=box.label,
            ),
        )
    append_signature_field(
        writer, SigFieldSpec(CLOSING_FIELD, readable_field_name="Cachet de clôture")
    )
    output = BytesIO()
    writer.write(output)  # type: ignore[no-untyped-call]  # as pyHanko leaves it
    return output.getvalue()


def add_signature(
    identity: Identity, pdf: bytes, box: str, proof: Proof, *, reason: str, when: datetime
) -> bytes:
    """``pdf`` with one more revision: the answer of ``proof`` in its ``box``, sealed by the device.

    The box shows the drawing and « Signé par … », or the sentence of who did not sign. A box is
    filled once: who refuses may still sign as long as her refusal is not added, so it is added
    last, before :func:`close`.

    Args:
        identity: the device's.
        pdf: the revision before: what was shown.
        box: its name.
        proof: of the answer; its evidence names the SHA-256 of a revision that ``pdf`` begins with.
        reason: why, as readers show it: « Contrat d’engagement : signature de Léa DURAND ».
        when: aware; the same moment as the proof's.

    Raises:
        ValueError: when the box is not there, filled already, or the document is closed.
        UserError: when ``when`` is outside the certificate's life.
    """
    # pyHanko takes 0.3 s to import: only who seals waits for it.
    with PYHANKO:
        from pyhanko.sign.fields import MDPPerm
        from pyhanko.sign.signers.cms_embedder import SigMDPSetup

        from coachdesk.signing.appearance import drawn_box, font_entries, page_faces
        from coachdesk.signing.embedding import SealSetup, embed, reserved
        from coachdesk.signing.pdf_objects import dictionary, form

    writer, fields = _open(pdf)
    field = _empty(fields, box)
    left, bottom, right, top = (float(corner) for corner in field["/Rect"])
    size = (right - left, top - bottom)
    operators, faces = drawn_box(proof, size, page_faces(field["/P"]))
    content = writer.add_object(form(operators, size, font_entries(faces)))
    field["/AP"] = dictionary({"/N": content})
    first = not any("/V" in each for each in fields.values())
    setup = SealSetup(
        field=box,
        reason=reason,
        when=when,
        mdp=SigMDPSetup(
            md_algorithm="sha256",
            certify=first,
            docmdp_perms=MDPPerm.FILL_FORMS if first else None,
        ),
        private={PROOF_KEY: build_proofs([proof])},
    )
    return embed(identity, writer, setup, reserved(identity))


def close(identity: Identity, pdf: bytes, expected: int, *, reason: str, when: datetime) -> bytes:
    """``pdf`` with its last revision: the closing seal, after which nothing may change.

    Args:
        identity: the device's.
        pdf: the revision of the last answer.
        expected: how many answered; the seal says it, so that none can be taken away.
        reason: as readers show it: « Clôture : 2 signatures ».
        when: aware.

    Raises:
        ValueError: when another number answered, none did, or it is closed already.
        UserError: when ``when`` is outside the certificate's life.
    """
    # pyHanko takes 0.3 s to import: only who seals waits for it.
    with PYHANKO:
        from pyhanko.sign.fields import FieldMDPAction, FieldMDPSpec, MDPPerm
        from pyhanko.sign.signers.cms_embedder import SigMDPSetup

        from coachdesk.signing.embedding import SealSetup, embed, reserved

    writer, fields = _open(pdf)
    _empty(fields, CLOSING_FIELD)
    filled = [name for name, field in fields.items() if "/V" in field]
    if not filled or len(filled) != expected:
        raise ValueError(f"{expected} answers were expected, {len(filled)} are there")
    setup = SealSetup(
        field=CLOSING_FIELD,
        reason=reason,
        when=when,
        mdp=SigMDPSetup(
            md_algorithm="sha256",
            field_lock=FieldMDPSpec(FieldMDPAction.ALL),
            docmdp_perms=MDPPerm.NO_CHANGES,
        ),
        private={CLOSING_KEY: closing_record(filled)},
    )
    return embed(identity, writer, setup, reserved(identity))


def closing_record(answered: Iterable[str]) -> bytes:
    """What the closing seal says: how many answered, in which boxes."""
    boxes = sorted(answered)
    record: dict[str, Json] = {
        "format": CLOSING_FORMAT,
        "signatures": len(boxes),
        "boxes": boxes,
    }
    return canonical_json(record)


def _open(pdf: bytes) -> "tuple[IncrementalPdfFileWriter, dict[str, DictionaryObject]]":
    """A writer of the next revision, and the signature fields by name."""
    with PYHANKO:
        from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    if "/AcroForm" not in writer.root:
        raise ValueError("the document has no box")
    fields = [each.get_object() for each in writer.root["/AcroForm"]["/Fields"]]
    return writer, {str(field["/T"]): field for field in fields}


def _empty(fields: "dict[str, DictionaryObject]", name: str) -> "DictionaryObject":
    if "/V" in fields[CLOSING_FIELD]:
        raise ValueError("the document is closed")
    if name not in fields or "/V" in fields[name]:
        raise ValueError(f"no empty box is named {name}")
    return fields[name]
