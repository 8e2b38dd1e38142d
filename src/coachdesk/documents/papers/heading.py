"""The beginning of a paper: its title and whom it is about, or a letter's address and object."""

from dataclasses import dataclass, replace
from datetime import date

from coachdesk.core.french import NBSP, long_date
from coachdesk.core.tokens import LADDER, POINTS
from coachdesk.documents.fonts import BOLD, wrap
from coachdesk.documents.kit import ACCENT, GREY, INK, Paper, Style, text_width
from coachdesk.documents.papers.flow import Strip, air, glued, lead_in
from coachdesk.documents.papers.prose import STRONG, TEXT, baseline, line_height, lines
from coachdesk.documents.qr_code import draw_qr

_TITLE = Style(BOLD, POINTS.main, ACCENT)
_WHO = Style(size=POINTS.read, colour=GREY)
_REFERENCE = Style(size=POINTS.eased, colour=GREY)
_AGAIN = Style(BOLD, POINTS.plain, ACCENT)
_AGAIN_SIZES = tuple(size for size in LADDER if POINTS.dense <= size <= POINTS.plain)
_AGAIN_LEAST = replace(_AGAIN, size=_AGAIN_SIZES[-1])
"""So small that the longest name leaves room for the number: a page that slips out is found."""
_CODE = Style(BOLD, POINTS.dense, INK)
_QR = 42.0
_CODE_HEIGHT = _QR + 12
_CODE_ROOM = 92.0

_MM = 72 / 25.4
LETTER_LEFT = 110 * _MM
"""Where the address, the date and the name of a letter begin."""
_WINDOW_TOP, _WINDOW_BOTTOM = 50 * _MM, 85 * _MM
"""Where the window of a DL envelope shows the address, from the top left of an A4 folded in three:
the text stands well inside it."""


@dataclass(frozen=True)
class Heading:
    """What a paper begins with.

    Attributes:
        title: of the paper.
        who: the line under it: person, number, version.
        code: of the paper bridge; empty for none.
        x: left edge.
        width: of the free room.
    """

    title: str
    who: str
    code: str
    x: float
    width: float

    def titled(self) -> list[Strip]:
        """Title and subject, the code on their right."""
        room = self.width - (_CODE_ROOM if self.code else 0)
        made = lines(wrap(self.title, _TITLE.face, _TITLE.size, room), _TITLE, self.x)
        made += lines(wrap(self.who, _WHO.face, _WHO.size, room), _WHO, self.x)
        height = sum(strip.height for strip in made)
        made.append(air(max(6.0, _CODE_HEIGHT - height if self.code else 0)))
        return [self._beginning(self.x + self.width - _QR), *glued(made, last=True)]

    def letter(self, to: str, made_on: date, above: float) -> list[Strip]:
        """Address, date and object; ``above`` is what lies over the free room, in points."""
        left, room = LETTER_LEFT, self.x + self.width - LETTER_LEFT
        address = lines(wrap(to, TEXT.face, TEXT.size, room), TEXT, left)
        before = max(_WINDOW_TOP - above, 0)
        used = before + sum(strip.height for strip in address)
        after = max(_WINDOW_BOTTOM - above - used, 12)
        written = lines([f"Le {long_date(made_on)}"], TEXT, left)
        subject = f"Objet{NBSP}: {self.title}"
        subjects = lines(wrap(subject, STRONG.face, STRONG.size, self.width), STRONG, self.x)
        who = wrap(self.who, _REFERENCE.face, _REFERENCE.size, self.width)
        reference = lines(who, _REFERENCE, self.x)
        return [
            self._beginning(self.x),
            air(before),
            *address,
            air(after),
            *glued(
                [*written, *lead_in(subjects, 18), *reference, replace(air(0), gap=8)], last=True
            ),
        ]

    def again(self) -> Strip:
        """What the pages that follow begin with."""
        text = f"{self.title} (suite)" + (f" – {self.who}" if self.who else "")
        room = self.width - 12
        smaller = (replace(_AGAIN, size=size) for size in _AGAIN_SIZES)
        style = next((each for each in smaller if text_width(text, each) <= room), _AGAIN_LEAST)
        wrapped = wrap(text, style.face, style.size, room)
        shown = wrapped[0] if len(wrapped) == 1 else f"{wrapped[0]}…"

        def draw(paper: Paper, top: float) -> None:
            paper.text(self.x, baseline(top, _AGAIN), shown, style)

        return Strip(line_height(_AGAIN) + 10, draw)

    def _beginning(self, code_x: float) -> Strip:
        """Takes no room: the bookmark of the paper, and its code at ``code_x``."""

        def draw(paper: Paper, top: float) -> None:
            paper.bookmark(self.title)
            if self.code:
                draw_qr(paper, self.code, code_x, top - _QR - 2, _QR)
                y = top - _QR - 11
                if code_x > self.x:
                    paper.right(code_x + _QR, y, self.code, _CODE)
                else:
                    paper.text(code_x, y, self.code, _CODE)

        return Strip(0, draw, glued=True)
