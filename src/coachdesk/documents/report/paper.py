"""The yearly bilan as a PDF: first page, contents, parts with tables and charts, annex."""

from collections.abc import Sequence

from coachdesk.core.paper_marks import UNSEALED
from coachdesk.core.tokens import POINTS
from coachdesk.documents.digest import data_digest
from coachdesk.documents.footer import Stamp
from coachdesk.documents.frame import Frame, Printed
from coachdesk.documents.kit import A4_PORTRAIT, GREY, About, Paper, Style
from coachdesk.documents.letterhead import Operation
from coachdesk.documents.papers.flow import Placed, Strip, lead_in, pages, print_pages
from coachdesk.documents.papers.prose import lines, prose
from coachdesk.documents.report.annex import ANNEX, annex_strips
from coachdesk.documents.report.front import (
    contents_strips,
    section_heading,
    subject_strips,
    title_strips,
)
from coachdesk.documents.report.tables import Place, figure_strips, list_strips
from coachdesk.domain.report_content import Report, ReportSection

MARGIN = 51.0
"""18 mm, as on every paper in portrait."""
_CARRIED = Style(size=POINTS.body, colour=GREY)
_NOTHING = "Cette partie n’a encore ni texte ni chiffre."


def report_paper(report: Report, stamp: Stamp) -> Printed:
    """The bilan as a PDF, A4 portrait, without seal."""
    frame = report_frame(report, stamp)
    x, width = frame.left, frame.width
    titles = [f"{at}. {part.heading}" for at, part in enumerate(report.told, start=1)]
    titles.append(ANNEX)
    found: list[int] = []
    front = [
        *title_strips(report, x, width),
        *subject_strips(report, x, width),
        *contents_strips(titles, lambda index: found[index], x, width),
    ]
    place = Place(x, width, report.period.first.year)
    parts = [
        [*section_heading(str(number), part.heading, x, width), *section_strips(part, place)]
        for number, part in enumerate(report.told, start=1)
    ]
    parts.append([*section_heading("", ANNEX, x, width), *annex_strips(report, x, width)])
    room = frame.room - 6
    placed = pages(front, room, room)
    body = pages([strip for part in parts for strip in part], room, room)
    found += _pages_of(parts, body, first=len(placed) + 1)
    return print_pages(frame, [*placed, *body])


def report_frame(report: Report, stamp: Stamp) -> Frame:
    """What each page of a bilan carries."""
    operation = Operation(
        title=report.operation,
        number=report.agreement_number,
        association=report.association,
        funders=report.funders,
        funding_sentence=report.funding,
    )
    title = f"{report.title} – {report.action}"
    about = About(title, operation.subject, report.coach, stamp.creator, UNSEALED)
    sheet = Paper(A4_PORTRAIT, about)
    return Frame(sheet, operation, stamp, data_digest(report), MARGIN)


def section_strips(part: ReportSection, place: Place) -> list[Strip]:
    """What the coach wrote, then the figures and the lists."""
    made: list[Strip] = []
    if part.text:
        made += prose(part.text, place.x, place.width)
        if part.carried_from is not None:
            told = f"Texte repris de {part.carried_from}."
            made += lead_in(lines([told], _CARRIED, place.x), 3)
    made += figure_strips(part.figures, place)
    for listed in part.lists:
        made += list_strips(listed, place)
    return made or lines([_NOTHING], _CARRIED, place.x)


def _pages_of(
    parts: Sequence[Sequence[Strip]], body: Sequence[Sequence[Placed]], first: int
) -> list[int]:
    """On which page each part begins; what is drawn of a strip stays with it wherever it goes."""
    page_of = {
        each.strip.draw: number
        for number, strips in enumerate(body, start=first)
        for each in reversed(strips)
    }
    return [page_of[part[0].draw] for part in parts]
