"""The foot of every page: which paper this is, from which data, and what vouches for it."""

from dataclasses import dataclass

from coachdesk.core.french import NBSP, fingerprint
from coachdesk.core.paper_marks import CREATOR
from coachdesk.core.tokens import POINTS
from coachdesk.documents.kit import GREY, RULE, Paper, Style

HEIGHT = 26.0
"""Points kept above the bottom margin."""

_SMALL = Style(size=POINTS.fine, colour=GREY)


@dataclass(frozen=True)
class Stamp:
    """What ties a paper to the journal of the device that made it.

    Attributes:
        document_id: the document's own identifier, as printed.
        journal_seq: number of the last journal entry before this paper.
        journal_hash: hash of that entry, 64 hexadecimal digits.
        fingerprint: SHA-256 of the coach's certificate, 64 hexadecimal digits.
        app_version: of the program that made the paper.
    """

    document_id: str
    journal_seq: int
    journal_hash: str
    fingerprint: str
    app_version: str

    @property
    def creator(self) -> str:
        """« CoachDesk 1.2.3 »: what marks a paper as ours in the PDF information."""
        return f"{CREATOR} {self.app_version}"

    @property
    def head(self) -> str:
        """« n° 1204, 9f86d081884c »: the journal's head, short."""
        return f"n°{NBSP}{self.journal_seq}, {self.journal_hash[:12]}"


def draw_footer(
    paper: Paper, stamp: Stamp, digest: str, place: tuple[int, int], margin: float, bottom: float
) -> None:
    """The two lines at the foot; ``place`` is (page, pages), ``digest`` the data's SHA-256."""
    right = paper.width - margin
    top = bottom + HEIGHT
    paper.line(margin, top - 6, right, top - 6, RULE)
    page, pages = place
    paper.right(right, top - 15, f"Page {page}/{pages}", Style(size=POINTS.note, colour=GREY))
    paper.text(
        margin, top - 15,
        f"Document {stamp.document_id} · Données {digest[:16]} · Journal {stamp.head}"
        f" · {stamp.creator}",
        _SMALL,
    )  # fmt: skip
    paper.text(
        margin, top - 23, f"Empreinte du certificat{NBSP}: {fingerprint(stamp.fingerprint)}", _SMALL
    )
