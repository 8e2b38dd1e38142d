"""The state of an action on one day, on one page: what a comité de suivi looks at."""

from dataclasses import replace

from coachdesk.core.tokens import POINTS
from coachdesk.documents.footer import Stamp
from coachdesk.documents.frame import Printed
from coachdesk.documents.papers.flow import Strip, lead_in, pages, print_pages
from coachdesk.documents.papers.prose import heading
from coachdesk.documents.report.front import title_strips
from coachdesk.documents.report.paper import report_frame
from coachdesk.documents.report.tables import Place, figure_strips
from coachdesk.documents.report.tiles import tile_strips
from coachdesk.domain.indicators import Shape
from coachdesk.domain.report_content import Report

_CURVE = 130.0
_MOST_TILES = 12
_CHARTED = (Shape.SHARES, Shape.CURVE)
_TRIES = ((8.5, 0), (8.5, 8), (8.0, 8), (8.0, 5), (7.5, 5), (7.0, 3), (6.5, 3), (6.0, 1))
"""Sizes and words told apart: the first at which all stands on one page."""


def state_paper(report: Report, stamp: Stamp) -> Printed:
    """The state as a PDF of one page, A4 portrait, without seal."""
    frame = report_frame(report, stamp)
    place = Place(frame.left, frame.width, report.period.last.year, curve=_CURVE)
    room = frame.room - 6
    for size, words in _TRIES:
        placed = pages(_strips(report, replace(place, size=size, most_words=words)), room, room)
        if len(placed) == 1:
            break
    return print_pages(frame, placed)


def _strips(report: Report, place: Place) -> list[Strip]:
    made = title_strips(report, place.x, place.width, size=POINTS.grand)
    for part in report.sections:
        made += heading(part.heading, place.x, place.width)
        numbers = [each for each in part.figures if each.value.shape not in _CHARTED]
        others = [each for each in part.figures if each.value.shape in _CHARTED]
        if len(numbers) > _MOST_TILES:
            made += lead_in(figure_strips(numbers, place), 0)
        else:
            made += tile_strips(numbers, place.x, place.width)
        made += figure_strips(others, place)
    return made
