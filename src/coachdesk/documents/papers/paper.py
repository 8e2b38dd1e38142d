"""Any paper of an action, drawn as its template says: one renderer for them all (decision 16).

A paper can always be printed and filled in by hand: what is not known leaves a line for the pen.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeAlias

from coachdesk.core.french import NBSP, long_date
from coachdesk.documents.digest import data_digest
from coachdesk.documents.fonts import wrap
from coachdesk.documents.footer import Stamp
from coachdesk.documents.frame import Frame, Printed
from coachdesk.documents.kit import A4_PORTRAIT, A5_LANDSCAPE, About, Paper
from coachdesk.documents.letterhead import Operation
from coachdesk.documents.papers.criteria import criteria_grid
from coachdesk.documents.papers.facts import Fact, facts_table
from coachdesk.documents.papers.flow import Placed, Strip, glued, lead_in, pages, print_pages
from coachdesk.documents.papers.heading import LETTER_LEFT, Heading
from coachdesk.documents.papers.prose import BLANK, STRONG, heading, lines, prose
from coachdesk.documents.papers.questions import questions
from coachdesk.documents.papers.signing import sign_places
from coachdesk.documents.papers.tables import FactTable, fact_table
from coachdesk.documents.papers.told import told
from coachdesk.domain.paper_answers import may_concern
from coachdesk.domain.paper_facts import FACTS
from coachdesk.domain.paper_texts import ANSWERS, NAMED
from coachdesk.domain.papers import Answer, Block, PaperTemplate, Role, Subject

__all__ = ["FactTable", "Facts", "PaperData", "PrintedPaper", "SignatureBox", "paper"]

Facts: TypeAlias = Mapping[str, str | FactTable]
"""What is known, by name; a text may hold several lines."""

_MARGIN = 51.0
"""18 mm: lines of about ninety letters, which the eye still follows."""
_FOOT_AIR = 6.0
_BLOCK_GAP = 10.0
_ANNOUNCING = 3
"""Lines of a text that stays with the table or the questions it announces."""
_SIGNED_WITH = 2
"""Strips that go with the places to sign: a signature alone on a page proves nothing."""


@dataclass(frozen=True)
class PaperData:
    """All that one paper says.

    Attributes:
        template: its kind.
        operation: the action, as on every paper.
        title: as it stands above; the template's, or with what it is about.
        facts: what is known, by name.
        answers: what was filled in, by the key of the field.
        coach: her name.
        made_on: the day it was made.
        revision: 1 for the first.
        stamp: what vouches for the paper.
        code: what relates a scan of the paper, once signed by hand, to its record; empty for none.
        waiting: the name of each signer, by role.
    """

    template: PaperTemplate
    operation: Operation
    title: str
    facts: Facts
    answers: Mapping[str, Answer]
    coach: str
    made_on: date
    revision: int
    stamp: Stamp
    code: str = ""
    waiting: Mapping[Role, str] = field(default_factory=dict)

    def fact(self, name: str) -> str:
        """The text of a fact; nothing when it is not known."""
        value = self.facts.get(name, "")
        return value if isinstance(value, str) else ""

    @property
    def about(self) -> str:
        """Whom it is about, or which month of the coach; nothing on a blank form."""
        month = self.template.subject is Subject.MONTH
        return self.fact("timesheet.month" if month else "person.name")

    @property
    def is_blank(self) -> bool:
        """Whether it is about nobody: a form to be filled in by hand."""
        return not (self.about or self.template.anonymous)

    @property
    def who(self) -> str:
        """« Céline MERCIER · n° 23-001 · version 2 »; nothing on a blank form."""
        parts = []
        if not self.template.anonymous:
            number = self.fact("dossier.number")
            parts = [self.about, number and f"n°{NBSP}{number}"]
        if not self.is_blank and (self.template.signers or self.revision > 1):
            parts.append(f"version{NBSP}{self.revision}")
        return " · ".join(part for part in parts if part)


@dataclass(frozen=True)
class SignatureBox:
    """The empty frame where a signer's drawing goes, in points from the bottom left of ``page``.

    ``page`` is counted from 0.
    """

    role: Role
    page: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class PrintedPaper(Printed):
    """A finished paper and where it is to be signed."""

    boxes: tuple[SignatureBox, ...]


def paper(data: PaperData) -> PrintedPaper:
    """The paper as a PDF, A4 portrait or half of it, not yet signed nor sealed."""
    who = data.about if not data.template.anonymous else ""
    title = data.title + (f" – {who}" if who else "")
    size = A5_LANDSCAPE if data.template.half_sheet else A4_PORTRAIT
    sheet = Paper(size, About(title, data.operation.subject, data.coach, data.stamp.creator))
    frame = Frame(sheet, data.operation, data.stamp, data_digest(data), _MARGIN)
    code = data.code if data.template.signers else ""
    head = Heading(data.title, data.who, code, frame.left, frame.width)
    again = head.again()
    room = frame.room - _FOOT_AIR
    placed = pages(_strips(data, frame, head), room, room - again.height)
    boxes: list[SignatureBox] = []
    printed = print_pages(
        frame, placed, again, lambda part, page, top: boxes.extend(_boxes(part, page, top))
    )
    return PrintedPaper(printed.pdf, printed.pages, printed.digest, tuple(boxes))


def _boxes(part: Placed, page: int, top: float) -> list[SignatureBox]:
    return [
        SignatureBox(
            place.role, page, place.x, top - part.down - place.drop, place.width, place.height
        )
        for place in part.strip.places
    ]


def _strips(data: PaperData, frame: Frame, head: Heading) -> list[Strip]:
    template = data.template
    if template.to:
        above = frame.paper.height - frame.top
        made = head.letter(address(data), data.made_on, above)
    else:
        made = head.titled()
    for block in template.blocks:
        made += _block(block, data, frame)
    if template.to and not template.signers:
        made = [
            *made[:-_SIGNED_WITH], *glued(made[-_SIGNED_WITH:], last=True),
            *_signed_off(data, frame),
        ]  # fmt: skip
    places = sign_places(
        template.signers,
        dict.fromkeys(template.signers, BLANK) if data.is_blank else data.waiting,
        template.consents,
        BLANK if data.is_blank else long_date(data.made_on),
        (frame.left, frame.width),
    )
    if places:
        made = [*made[:-_SIGNED_WITH], *glued(made[-_SIGNED_WITH:], last=True), *places]
    return made


def _block(block: Block, data: PaperData, frame: Frame) -> list[Strip]:
    if is_left_out(block, data):
        return []
    x, width = frame.left, frame.width
    parts = [prose(filled(block.text, data), x, width)] if block.text else []
    if block.facts:
        facts = [Fact(FACTS[name], data.fact(name), data.is_blank) for name in block.facts]
        parts.append(facts_table(facts, x, width))
    if block.table:
        table = data.facts.get(block.table)
        known = table if isinstance(table, FactTable) else None
        parts.append(fact_table(known, x, width, pen=data.is_blank))
    asked = tuple(
        field for field in block.fields if may_concern(field, data.answers, data.template)
    )
    if asked:
        parts.append(_fields(replace(block, fields=asked), data, x, width))
    if len(parts) > 1 and block.text and len(parts[0]) <= _ANNOUNCING:
        parts[0] = glued(parts[0], last=True)
    made: list[Strip] = []
    for part in parts:
        made += lead_in(part, _BLOCK_GAP if made or not block.heading else 0)
    return [*heading(block.heading, x, width), *made] if made else []


def _fields(block: Block, data: PaperData, x: float, width: float) -> list[Strip]:
    if block.grid:
        return criteria_grid(block.fields, data.answers, x, width)
    if data.template.to and not data.is_blank:
        return told(block.fields, data.answers, x, width, headed=bool(block.heading))
    return questions(block.fields, data.answers, x, width)


def is_left_out(block: Block, data: PaperData) -> bool:
    """Whether a part has nothing to say and may be left out; a blank form keeps its questions."""
    if not block.optional or (data.is_blank and block.fields):
        return False
    if not (block.facts or block.table or block.fields):
        return any(not _said(name, data) for name in NAMED.findall(block.text))
    table = data.facts.get(block.table)
    return not (
        any(data.fact(name) for name in block.facts)
        or (isinstance(table, FactTable) and table.rows)
        or any(data.answers.get(field.key) for field in block.fields)
    )


def filled(text: str, data: PaperData) -> str:
    """``text`` with what is known in its place, and dots for what is not."""
    return NAMED.sub(lambda found: _said(found[1], data) or BLANK, text)


def _said(name: str, data: PaperData) -> str:
    """What is known under a name: a fact, or an answer as it reads in a sentence."""
    if not name.startswith(ANSWERS):
        return data.fact(name)
    asked = next(field for field in data.template.fields if field.key == name.removeprefix(ANSWERS))
    return asked.told(data.answers.get(asked.key, ""))


def address(data: PaperData) -> str:
    """Whom a letter is for; a line of which nothing is known is no line of an address."""
    if data.is_blank:
        return filled(data.template.to, data)
    known = (
        line
        for line in data.template.to.split("\n")
        if not NAMED.search(line) or any(_said(name, data) for name in NAMED.findall(line))
    )
    return NAMED.sub(lambda found: _said(found[1], data), "\n".join(known))


def _signed_off(data: PaperData, frame: Frame) -> Sequence[Strip]:
    """The name below a letter, with room for a hand to sign above it."""
    left, room = LETTER_LEFT, frame.right - LETTER_LEFT
    texts = (f"{data.coach}, coach", data.operation.association)
    made = [line for text in texts for line in wrap(text, STRONG.face, STRONG.size, room)]
    strips = lines(made, STRONG, left)
    return glued([replace(strips[0], gap=34), *strips[1:]])
