"""Evidence read back strictly, in each form that was ever written.

The first form, of before documents had several signers, knew presences only, always drawn, and said
nothing of the device, the clock nor how long the text was seen. It is read for ever, never made.
"""

from typing import get_args

from coachdesk.core.canonical import Json
from coachdesk.domain.papers import SigningOutcome
from coachdesk.domain.plain_summary import Explained
from coachdesk.signing.evidence import (
    Capture,
    Evidence,
    Input,
    Shown,
    Signer,
    SigningClock,
    SigningDevice,
    capture_fields,
    text_digest,
)
from coachdesk.signing.strict_json import Fields

_WITH_SUMMARIES = 3
_FIELDS = "v document text signer outcome reason remark witness regularisation device clock capture"
_NO_DEVICE, _NO_CLOCK = SigningDevice("", ""), SigningClock("", "", None, None)


def read_evidence(payload: Json) -> Evidence:
    """The evidence that a journal payload holds, whatever its form.

    Raises:
        ValueError: when it is of no form that was ever written, or the digest of its text is not
            that of its text.
    """
    if isinstance(payload, dict) and payload.get("v") == 1:
        return _read_v1(payload)
    return _read_v2(payload)


def _read_v2(payload: Json) -> Evidence:
    explained = isinstance(payload, dict) and payload.get("v") == _WITH_SUMMARIES
    fields = Fields(payload, f"{_FIELDS} explained" if explained else _FIELDS)
    document = Fields(
        fields.value("document"), "id kind revision sha256 bytes pages viewed view_ms"
    )
    device = Fields(fields.value("device"), "certificate_sha256 os")
    clock = Fields(fields.value("clock"), "timezone offset last_trusted note")
    drawn = fields.value("capture")
    evidence = Evidence(
        document=Shown(
            id=document.text("id"),
            kind=document.text("kind"),
            revision=document.number("revision"),
            sha256=document.text("sha256"),
            size=document.number("bytes"),
            pages=document.number("pages"),
            viewed=document.numbers("viewed"),
            view_ms=document.number("view_ms"),
        ),
        text=_text(fields),
        signer=_signer(fields),
        outcome=SigningOutcome(fields.text("outcome")),
        reason=fields.text_or_none("reason"),
        remark=fields.text_or_none("remark"),
        witness=fields.text_or_none("witness"),
        regularisation=fields.text_or_none("regularisation"),
        device=SigningDevice(device.text("certificate_sha256"), device.text("os")),
        clock=SigningClock(
            timezone=clock.text("timezone"),
            offset=clock.text("offset"),
            last_trusted=clock.text_or_none("last_trusted"),
            note=clock.text_or_none("note"),
        ),
        capture=_capture(drawn) if drawn is not None else None,
        explained=tuple(map(_explained, fields.items("explained"))) if explained else (),
    )
    # Version, format and digests have one right value: the one that would be written again.
    if evidence.payload() != payload:
        raise ValueError("an evidence of another form")
    return evidence


def _read_v1(payload: Json) -> Evidence:
    fields = Fields(payload, "v document text signer witness regularisation capture")
    document = Fields(fields.value("document"), "id kind sha256")
    evidence = Evidence(
        document=Shown(
            id=document.text("id"),
            kind=document.text("kind"),
            revision=1,
            sha256=document.text("sha256"),
            size=0,
            pages=0,
            viewed=(),
            view_ms=0,
        ),
        text=_text(fields),
        signer=_signer(fields),
        outcome=SigningOutcome.SIGNED,
        reason=None,
        remark=None,
        witness=fields.text_or_none("witness"),
        regularisation=fields.text_or_none("regularisation"),
        device=_NO_DEVICE,
        clock=_NO_CLOCK,
        capture=_capture(fields.value("capture")),
        version=1,
    )
    if _payload_v1(evidence) != payload:
        raise ValueError("an evidence of another form")
    return evidence


def _payload_v1(evidence: Evidence) -> dict[str, Json]:
    """The payload as the first form wrote it."""
    shown, signer = evidence.document, evidence.signer
    assert evidence.capture is not None, "the first form is always of a drawing"
    return {
        "v": 1,
        "document": {"id": shown.id, "kind": shown.kind, "sha256": shown.sha256},
        "text": {"shown": evidence.text, "sha256": text_digest(evidence.text)},
        "signer": {
            "ref": signer.ref,
            "name": signer.name,
            "role": signer.role,
            "identity_check": signer.identity_check,
        },
        "witness": evidence.witness,
        "regularisation": evidence.regularisation,
        "capture": capture_fields(evidence.capture),
    }


def _explained(value: Json) -> Explained:
    """A plain summary that was shown beside, of the third form."""
    told = Fields(value, "language text aloud")
    return Explained(told.text("language"), told.text("text"), aloud=told.value("aloud") is True)


def _text(fields: Fields) -> str:
    """The text shown, of either form."""
    return Fields(fields.value("text"), "shown sha256").text("shown")


def _signer(fields: Fields) -> Signer:
    """The signer, of either form."""
    signer = Fields(fields.value("signer"), "ref name role identity_check")
    return Signer(
        ref=signer.text("ref"),
        name=signer.text("name"),
        role=signer.text("role"),
        identity_check=signer.text("identity_check"),
    )


def _capture(value: Json) -> Capture:
    """The capture, of either form."""
    drawn = Fields(value, "input points strokes duration_ms area redo format drawing_sha256")
    return Capture(
        input=_input(drawn.text("input")),
        points=drawn.number("points"),
        strokes=drawn.number("strokes"),
        duration_ms=drawn.number("duration_ms"),
        area=_area(drawn),
        redo=drawn.number("redo"),
        drawing_sha256=drawn.text("drawing_sha256"),
    )


def _input(name: str) -> Input:
    for known in get_args(Input):
        if name == known:
            return known  # type: ignore[no-any-return]  # get_args forgets the literal's type
    raise ValueError("another input was expected")


def _area(drawn: Fields) -> tuple[int, int]:
    match drawn.numbers("area"):
        case width, height:
            return width, height
    raise ValueError("a width and a height were expected")
