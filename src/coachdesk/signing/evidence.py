"""The evidence of one drawn signature: who saw what, was known how, and drew how.

It is the payload of a journal entry of kind « evidence », whose header the device key signs
(design.md §3, Journal; signing.md §3). Neither the pressure nor the timing of points is kept.
"""

import hashlib
from dataclasses import dataclass
from typing import Literal, get_args

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

from coachdesk.core.canonical import Json
from coachdesk.domain.drawing import Drawing
from coachdesk.signing.certificate import Certificate, Identity
from coachdesk.signing.strict_json import Fields
from coachdesk.signing.strokes import FORMAT, drawing_digest, encode_drawing

Input = Literal["mouse", "touch", "pen", "simulated"]
"""What drew; « simulated » is the demonstration, and is said so wherever it shows."""
_ECDSA = ec.ECDSA(hashes.SHA256())


@dataclass(frozen=True)
class Capture:
    """How the drawing was made.

    Attributes:
        input: what drew.
        points, strokes: how many.
        duration_ms: from the first touch to the last.
        area: width and height of the pad, 1/100 mm.
        redo: how many times the person began again.
        drawing_sha256: salted digest of the cdk-stroke/1 bytes.
    """

    input: Input
    points: int
    strokes: int
    duration_ms: int
    area: tuple[int, int]
    redo: int
    drawing_sha256: str


@dataclass(frozen=True)
class Evidence:
    """All that is known of a signature at the moment it is drawn.

    Attributes:
        document_id, document_kind: the paper the signature is for, e.g. « emargement ».
        document_sha256: digest of what stood on the screen, as the program composed it.
        text: the sentence the person signed, word for word.
        signer_ref: key of the person in the store.
        signer_role: « participant », « coach »…, as on the screen.
        identity_check: how the person was recognised, as on the screen; the kind of document seen,
            never its number.
        witness: who else was there, or None.
        regularisation: why it was signed after the day, or None.
    """

    document_id: str
    document_kind: str
    document_sha256: str
    text: str
    signer_ref: str
    signer_name: str
    signer_role: str
    identity_check: str
    witness: str | None
    regularisation: str | None
    capture: Capture

    def payload(self) -> dict[str, Json]:
        """The journal payload, before :func:`core.canonical.canonical_json`."""
        return {
            "v": 1,
            "document": {
                "id": self.document_id,
                "kind": self.document_kind,
                "sha256": self.document_sha256,
            },
            "text": {
                "shown": self.text,
                "sha256": hashlib.sha256(self.text.encode("utf-8")).hexdigest(),
            },
            "signer": {
                "ref": self.signer_ref,
                "name": self.signer_name,
                "role": self.signer_role,
                "identity_check": self.identity_check,
            },
            "witness": self.witness,
            "regularisation": self.regularisation,
            "capture": {
                "input": self.capture.input,
                "points": self.capture.points,
                "strokes": self.capture.strokes,
                "duration_ms": self.capture.duration_ms,
                "area": list(self.capture.area),
                "redo": self.capture.redo,
                "format": FORMAT,
                "drawing_sha256": self.capture.drawing_sha256,
            },
        }


def capture(
    drawing: Drawing, *, salt: bytes, source: Input, duration_ms: int, redo: int
) -> tuple[Capture, bytes]:
    """What the evidence keeps of ``drawing``, and its cdk-stroke/1 bytes to keep with ``salt``."""
    blob = encode_drawing(drawing)
    kept = Capture(
        input=source,
        points=drawing.points,
        strokes=len(drawing.strokes),
        duration_ms=duration_ms,
        area=(drawing.width, drawing.height),
        redo=redo,
        drawing_sha256=drawing_digest(salt, blob),
    )
    return kept, blob


def read_evidence(payload: Json) -> Evidence:
    """The evidence that a journal payload holds.

    Raises:
        ValueError: when it has another form, or the digest of its text is not that of its text.
    """
    fields = Fields(payload, "v document text signer witness regularisation capture")
    document = Fields(fields.value("document"), "id kind sha256")
    text = Fields(fields.value("text"), "shown sha256")
    signer = Fields(fields.value("signer"), "ref name role identity_check")
    drawn = Fields(
        fields.value("capture"), "input points strokes duration_ms area redo format drawing_sha256"
    )
    evidence = Evidence(
        document_id=document.text("id"),
        document_kind=document.text("kind"),
        document_sha256=document.text("sha256"),
        text=text.text("shown"),
        signer_ref=signer.text("ref"),
        signer_name=signer.text("name"),
        signer_role=signer.text("role"),
        identity_check=signer.text("identity_check"),
        witness=fields.text_or_none("witness"),
        regularisation=fields.text_or_none("regularisation"),
        capture=Capture(
            input=_input(drawn.text("input")),
            points=drawn.number("points"),
            strokes=drawn.number("strokes"),
            duration_ms=drawn.number("duration_ms"),
            area=_area(drawn),
            redo=drawn.number("redo"),
            drawing_sha256=drawn.text("drawing_sha256"),
        ),
    )
    # Version, format and digests have one right value: the one that would be written again.
    if evidence.payload() != payload:
        raise ValueError("an evidence of another form")
    return evidence


def sign_bytes(identity: Identity, data: bytes) -> bytes:
    """ECDSA P-256 with SHA-256 of ``data`` by the device key, DER.

    ``openssl dgst -sha256 -verify`` checks it.
    """
    return identity.private_key.sign(data, _ECDSA)


def verify_bytes(certificate: Certificate, data: bytes, signature: bytes) -> bool:
    """Whether ``signature`` is that of ``data`` by the holder of ``certificate``."""
    try:
        certificate.public_key.verify(signature, data, _ECDSA)
    except (InvalidSignature, ValueError):
        return False
    return True


def _input(name: str) -> Input:
    for known in get_args(Input):
        if name == known:
            return known  # type: ignore[no-any-return]  # get_args forgets the literal's type
    raise ValueError("another input was expected")


def _area(drawn: Fields) -> tuple[int, int]:
    match drawn.items("area"):
        case [int() as width, int() as height]:
            return width, height
    raise ValueError("a width and a height were expected")
