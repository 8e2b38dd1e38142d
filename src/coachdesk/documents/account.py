"""A paper that gives account: headed parts of text, facts and tables, as a PDF to read.

The register, the analysis of risks and what someone is told of herself are such papers; the same
parts make the DOCX that the association goes on writing (``account_document``).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from coachdesk.core.paper_marks import UNSEALED
from coachdesk.documents.digest import data_digest
from coachdesk.documents.footer import Stamp
from coachdesk.documents.frame import Frame, Printed
from coachdesk.documents.kit import A4_PORTRAIT, About, Paper
from coachdesk.documents.letterhead import Operation
from coachdesk.documents.papers.facts import Fact, facts_table
from coachdesk.documents.papers.flow import Strip, lead_in, pages, print_pages
from coachdesk.documents.papers.heading import Heading
from coachdesk.documents.papers.prose import heading, prose
from coachdesk.documents.papers.tables import FactTable, fact_table

_MARGIN = 54.0
_FOOT_AIR = 10.0
_GAP = 8.0


@dataclass(frozen=True)
class Facts:
    """Labels and values, on a tinted ground."""

    facts: tuple[Fact, ...]


Told: TypeAlias = "str | Facts | FactTable"
"""Text (« - » begins a point of a list), facts, or a table."""


@dataclass(frozen=True)
class Part:
    """A heading and what stands under it."""

    heading: str
    told: tuple[Told, ...]


@dataclass(frozen=True)
class Account:
    """All that such a paper says; ``subject`` stands under its title."""

    operation: Operation
    title: str
    subject: str
    coach: str
    parts: tuple[Part, ...]
    stamp: Stamp


def account_pdf(account: Account) -> Printed:
    """The paper as a PDF, A4 portrait, without seal: to be read and signed by hand."""
    about = About(
        account.title, account.operation.title, account.coach, account.stamp.creator, UNSEALED
    )
    sheet = Paper(A4_PORTRAIT, about)
    frame = Frame(sheet, account.operation, account.stamp, data_digest(account), _MARGIN)
    head = Heading(account.title, account.subject, "", frame.left, frame.width)
    again, room = head.again(), frame.room - _FOOT_AIR
    placed = pages([*head.titled(), *_strips(account, frame)], room, room - again.height)
    return print_pages(frame, placed, again)


def _strips(account: Account, frame: Frame) -> Iterator[Strip]:
    x, width = frame.left, frame.width
    for part in account.parts:
        if part.heading:
            yield from heading(part.heading, x, width)
        for place, told in enumerate(part.told):
            match told:
                case str():
                    strips = prose(told, x, width)
                case Facts():
                    strips = facts_table(told.facts, x, width)
                case FactTable():
                    strips = fact_table(told, x, width)
            yield from lead_in(strips, _GAP if place else 0)
