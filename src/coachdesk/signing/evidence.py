"""The evidence of one answer to « signez ici »: who saw what, was known how, and drew or said what.

It is the payload of a journal entry of kind « evidence », whose header the device key signs
(design.md §3, Journal; signing.md §3). Neither the pressure nor the timing of points is kept.
This is its second form, and its third: the second with what was shown in plain words beside, where
something was. :mod:`signing.evidence_reader` reads the first one for ever, too.
"""

import hashlib
from dataclasses import dataclass
from typing import Literal

from coachdesk.core.canonical import Json
from coachdesk.domain.drawing import Drawing
from coachdesk.domain.papers import SigningOutcome
from coachdesk.domain.plain_summary import Explained
from coachdesk.signing.strokes import FORMAT, drawing_digest, encode_drawing

Input = Literal["mouse", "touch", "pen", "simulated"]
"""What drew; « simulated » is the demonstration, and is said so wherever it shows."""


@dataclass(frozen=True)
class Shown:
    """What stood before the signer.

    Attributes:
        id: of the document; of the rendez-vous for a presence.
        kind: key of its template, or « emargement ».
        revision: 1 for the first of its kind and subject, as in the store.
        sha256, size: of the bytes shown: of the PDF's revision, or of what the screen composed.
        pages: how many it has; 1 for a screen.
        viewed: the pages that came before the signer's eyes, from 1.
        view_ms: how long the document was before them, until the drawing began.
    """

    id: str
    kind: str
    revision: int
    sha256: str
    size: int
    pages: int
    viewed: tuple[int, ...]
    view_ms: int


@dataclass(frozen=True)
class Signer:
    """Who was asked.

    Attributes:
        ref: key in the store; empty for someone the store does not know (a company's tutor).
        role: a ``domain.papers.Role``, « participant »…
        identity_check: how she was recognised, as on the screen; the kind of document seen, never
            its number.
    """

    ref: str
    name: str
    role: str
    identity_check: str


@dataclass(frozen=True)
class SigningDevice:
    """The machine that was signed on: its certificate's SHA-256, its system's name and version."""

    certificate_sha256: str
    os: str


@dataclass(frozen=True)
class SigningClock:
    """What is known of the clock that dated the entry.

    Attributes:
        timezone: its name, as the system says it.
        offset: from UTC, « +02:00 ».
        last_trusted: the last moment known from outside (ISO 8601), or None when there was none.
        note: what was wrong with it, « horloge reculée de 3 h »; None when nothing showed.
    """

    timezone: str
    offset: str
    last_trusted: str | None
    note: str | None


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
    """All that is known of an answer at the moment it is given.

    Attributes:
        text: what the person was asked to sign, word for word.
        outcome: what she did.
        reason: why she did not sign, in her words; None when she signed.
        remark: the réserve with which she signed, or None.
        witness: who else was there: the coach, when she did not sign.
        regularisation: why it was signed after the day, or None.
        capture: of the drawing; None unless she signed.
        version: 1 for evidence of before documents, which says nothing of the device, the clock
            nor how the document was seen.
        explained: the plain summaries shown beside, in the order in which they were; they are no
            part of what is signed.

    Raises:
        ValueError: when the answer and what goes with it contradict each other.
    """

    document: Shown
    text: str
    signer: Signer
    outcome: SigningOutcome
    reason: str | None
    remark: str | None
    witness: str | None
    regularisation: str | None
    device: SigningDevice
    clock: SigningClock
    capture: Capture | None
    version: Literal[1, 2] = 2
    explained: tuple[Explained, ...] = ()

    def __post_init__(self) -> None:
        signed = self.outcome is SigningOutcome.SIGNED
        if signed != (self.capture is not None):
            raise ValueError("a drawing goes with a signature, and with nothing else")
        if signed != (self.reason is None):
            raise ValueError("a reason is given by who does not sign, and by nobody else")
        if self.remark is not None and not signed:
            raise ValueError("a remark goes with a signature")

    def payload(self) -> dict[str, Json]:
        """The journal payload, before :func:`core.canonical.canonical_json`."""
        shown, signer, clock = self.document, self.signer, self.clock
        told: dict[str, Json] = {
            "v": 2,
            "document": {
                "id": shown.id,
                "kind": shown.kind,
                "revision": shown.revision,
                "sha256": shown.sha256,
                "bytes": shown.size,
                "pages": shown.pages,
                "viewed": list(shown.viewed),
                "view_ms": shown.view_ms,
            },
            "text": {"shown": self.text, "sha256": text_digest(self.text)},
            "signer": {
                "ref": signer.ref,
                "name": signer.name,
                "role": signer.role,
                "identity_check": signer.identity_check,
            },
            "outcome": str(self.outcome),
            "reason": self.reason,
            "remark": self.remark,
            "witness": self.witness,
            "regularisation": self.regularisation,
            "device": {
                "certificate_sha256": self.device.certificate_sha256,
                "os": self.device.os,
            },
            "clock": {
                "timezone": clock.timezone,
                "offset": clock.offset,
                "last_trusted": clock.last_trusted,
                "note": clock.note,
            },
            "capture": capture_fields(self.capture) if self.capture else None,
        }
        if self.explained:  # who was shown none has the second form, which every program reads
            told["v"] = 3
            told["explained"] = [
                {"language": each.language, "text": each.text, "aloud": each.aloud}
                for each in self.explained
            ]
        return told


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


def text_digest(text: str) -> str:
    """SHA-256 of the text shown, hexadecimal."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def capture_fields(kept: Capture) -> dict[str, Json]:
    """The capture as both forms write it."""
    return {
        "input": kept.input,
        "points": kept.points,
        "strokes": kept.strokes,
        "duration_ms": kept.duration_ms,
        "area": list(kept.area),
        "redo": kept.redo,
        "format": FORMAT,
        "drawing_sha256": kept.drawing_sha256,
    }
