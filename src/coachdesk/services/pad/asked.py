"""What the pad shows, and what it gives back: the one shape that presences and documents share.

The pad takes a list of ``Asked``: it shows the request of each, hands its ``commit`` the answer,
and goes on once that is on the disk. Refusing is an answer like a drawing.
"""

from dataclasses import dataclass, replace
from typing import Protocol
from uuid import UUID

from coachdesk.core.canonical import Json, canonical_json
from coachdesk.core.french import NBSP
from coachdesk.domain.drawing import Drawing
from coachdesk.domain.papers import Role, SigningOutcome
from coachdesk.domain.plain_summary import Explained, Explanation
from coachdesk.services.desk import Desk
from coachdesk.signing.evidence import Input

COACH_KNOWN = "coach, poste ouvert par sa phrase de passe"
"""How the coach herself is known: who opened the store."""


@dataclass(frozen=True)
class PadRequest:
    """What the pad shows before someone draws: her data only, in plain French.

    Attributes:
        key: the rendez-vous or the document.
        role: in what quality she signs.
        version: of what is signed as it was shown; a later change voids the request.
        who: as she is called, « Léa DURAND ».
        short: as the one before her may read it, « Léa D. ».
        heading: what is signed, for which date and hours.
        text: the whole text to read, word for word as the evidence keeps it.
        title: of the paper shown beside the pad; empty without one.
        needs_regularisation: the day has passed, so a reason must be given and will be visible.
        known: how she was recognised before, with its date; None the first time.
        clock_note: what is wrong with the clock, said to the coach, recorded; None when nothing.
        early_note: that the rendez-vous has not begun, said to the coach; None when it has.
        pdf: the paper itself, exactly the bytes that are signed.
        pages: how many it has.
        lines: the list of which this is one line, as her phone meetings to confirm.
        line: which one of them.
        explanation: it in plain words, beside it; None for who wrote it.
    """

    key: UUID
    role: Role
    version: int
    who: str
    short: str
    heading: str
    text: str
    title: str = ""
    needs_regularisation: bool = False
    known: str | None = None
    clock_note: str | None = None
    early_note: str | None = None
    pdf: bytes | None = None
    pages: int = 0
    lines: tuple[str, ...] = ()
    line: int = 0
    explanation: Explanation | None = None

    def text_signed(self, remark: str | None = None) -> str:
        """What she signs, word for word, her réserve included."""
        text = f"{self.heading}\n{self.text}"
        return text if remark is None else f"{text}\nRéserve{NBSP}: {remark}"

    def shown(self, remark: str | None = None) -> bytes:
        """What stood on the pad, as bytes whose digest is kept when there is no paper."""
        kept: dict[str, Json] = {"who": self.who, "heading": self.heading, "text": self.text}
        if remark is not None:
            kept["remark"] = remark
        return canonical_json(kept)

    def stands(self, now: "PadRequest") -> bool:
        """Whether it still says what ``now`` does, but for what concerns the coach alone."""
        return _signed_only(self) == _signed_only(now)


@dataclass(frozen=True)
class Capture:
    """How the drawing was made: with what, in how long, begun again how often."""

    input: Input
    duration_ms: int
    redo: int


@dataclass(frozen=True)
class PadAnswer:
    """What someone answered who was asked to sign.

    Attributes:
        drawing, capture: hers; None unless she signed.
        identity_check: how she was recognised, e.g. « connue du coach ».
        reason: why she did not sign, in her words; None when she signed.
        remark: the réserve with which she signed all the same.
        regularisation: why it is signed after the day.
        viewed: the pages of the paper that came before her eyes, from 1.
        view_ms: how long what she signs was before them until the drawing began.
        explained: the plain summaries that she was shown, in the order in which she saw them.
    """

    outcome: SigningOutcome
    identity_check: str
    drawing: Drawing | None = None
    capture: Capture | None = None
    reason: str | None = None
    remark: str | None = None
    regularisation: str | None = None
    viewed: tuple[int, ...] = ()
    view_ms: int = 0
    explained: tuple[Explained, ...] = ()


@dataclass(frozen=True)
class Signed:
    """An answer committed in the journal; or held, with no entry yet, until the next one is.

    A closing with two signers is recorded at once, by the drawing of the second (decision 17).
    """

    entry_seq: int
    short_code: str
    """Eight characters of the record's hash, for the person's slip."""


class Asked(Protocol):
    """One thing to be signed by one person."""

    @property
    def request(self) -> PadRequest:
        """What the pad shows."""
        ...

    def commit(self, desk: Desk, answer: PadAnswer) -> Signed:
        """Make the answer durable in a transaction of its own, before returning.

        Raises:
            UserError: no signature in the drawing, one used before, something changed since it was
                shown, a missing reason.
        """
        ...

    def again(self, desk: Desk) -> "Asked":
        """The same, as it stands now: asked just before it is shown, and when it was overtaken.

        Raises:
            UserError: it can't be signed any more.
        """
        ...


def drawn_answer(
    drawing: Drawing,
    capture: Capture,
    *,
    identity_check: str,
    regularisation: str | None = None,
    remark: str | None = None,
) -> PadAnswer:
    """The answer of someone who signs."""
    return PadAnswer(
        SigningOutcome.SIGNED,
        identity_check,
        drawing,
        capture,
        remark=remark,
        regularisation=regularisation,
    )


def _signed_only(request: PadRequest) -> PadRequest:
    """Without what concerns the coach, and what stands beside what is signed."""
    return replace(
        request, known=None, clock_note=None, early_note=None, lines=(), line=0, explanation=None
    )
