"""The bilan and the state as papers, made now and written in a file that the journal knows of."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from coachdesk import __version__
from coachdesk.core.clock import today
from coachdesk.core.paper_marks import CREATOR
from coachdesk.documents.frame import Printed
from coachdesk.documents.report.paper import report_paper
from coachdesk.documents.report.state import state_paper
from coachdesk.domain.picture import Picture
from coachdesk.domain.report_content import Report, ReportFigure
from coachdesk.models import Action
from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.figures import require_year
from coachdesk.services.leaving import leave_in_clear
from coachdesk.services.month_changes import FigureChange
from coachdesk.services.papers.loose import stamp_now
from coachdesk.services.report.bilan import told_bilan, year_bilan
from coachdesk.services.report.counted import counted_year
from coachdesk.services.report.figures import told_figures
from coachdesk.services.report.pictures import emblem_png, figure_chart, picture_png
from coachdesk.services.report.state import action_state


class Output(StrEnum):
    """What a bilan is written as; also the end of the file's name."""

    PDF = "pdf"
    DOCX = "docx"
    """To be edited."""
    XLSX = "xlsx"


_CHART_WIDTH = 493.0
"""Points: what a page holds between its margins."""


def bilan_of(desk: Desk, action: ActionInfo, year: int) -> Report:
    """The bilan as it stands today, in the name of the coach of the desk.

    Raises:
        UserError: nothing is known of that year.
    """
    coach, day = desk.coach.name, today(desk.clock)
    return desk.read(
        lambda link: year_bilan(link, action, year, coach=coach, today=day), widely=True
    )


@dataclass(frozen=True, slots=True)
class YearTold:
    """What ``report`` says of a year, counted once for all that it writes."""

    figures: Mapping[str, Any]
    """By the names of the report; empty where nobody asked for them."""
    changes: tuple[FigureChange, ...]
    """Of a closed year, what a recount would change."""
    bilan: Report | None


def year_told(desk: Desk, action: ActionInfo, year: int, *, paper: bool, figures: bool) -> YearTold:
    """The bilan of a year, its figures, or both.

    Raises:
        UserError: nothing is known of that year.
    """
    coach, day = desk.coach.name, today(desk.clock)

    def read(link: Connection) -> YearTold:
        counted = counted_year(link, action, year, day)
        require_year(link, action.id, year, counted.today)
        bilan = told_bilan(link, action, counted, coach=coach, today=day) if paper else None
        told: Mapping[str, Any] = {}
        changes: tuple[FigureChange, ...] = ()
        if figures or counted.closing:
            told, changes = told_figures(link, action, counted)
        return YearTold(told if figures else {}, changes, bilan)

    return desk.read(read, widely=True)


def state_of(desk: Desk, action: ActionInfo, day: date) -> Report:
    """The state of the action on ``day``.

    Raises:
        UserError: a day that has not come, or of a year that is not known.
    """
    coach, now = desk.coach.name, today(desk.clock)
    return desk.read(lambda link: action_state(link, action, day, coach=coach, today=now))


def bilan_pdf(desk: Desk, report: Report) -> Printed:
    """A bilan as a PDF."""
    return report_paper(report, stamp_now(desk, f"{report.period.first:%Y}-BA"))


def bilan_docx(report: Report) -> bytes:
    """A bilan as a DOCX, to be edited."""
    from coachdesk.documents.report.document import report_document  # 0.2 s to load

    def drawn(figure: ReportFigure) -> tuple[bytes, Picture] | None:
        picture = figure_chart(report, figure, _CHART_WIDTH)
        return (picture_png(picture), picture) if picture else None

    return report_document(report, drawn, emblem_png())


def bilan_xlsx(report: Report) -> bytes:
    """A bilan as a workbook."""
    from coachdesk.documents.report.workbook import report_workbook  # 0.3 s to load

    return report_workbook(report, f"{CREATOR} {__version__}")


def state_pdf(desk: Desk, report: Report) -> Printed:
    """A state as a PDF of one page."""
    return state_paper(report, stamp_now(desk, f"{report.period.last:%Y%m%d}-E"))


def bilan_bytes(desk: Desk, report: Report, output: Output) -> bytes:
    """A bilan as a file of that kind."""
    made = {
        Output.PDF: lambda: bilan_pdf(desk, report).pdf,
        Output.DOCX: lambda: bilan_docx(report),
        Output.XLSX: lambda: bilan_xlsx(report),
    }
    return made[output]()


def save_bilan(
    desk: Desk, action: ActionInfo, report: Report, target: Path, output: Output
) -> None:
    """Write the bilan in ``target``.

    Raises:
        UserError: the file can't be written.
    """
    save_report(desk, action, target, bilan_bytes(desk, report, output))


def save_state_pdf(desk: Desk, action: ActionInfo, report: Report, target: Path) -> None:
    """Write the state in ``target``.

    Raises:
        UserError: the file can't be written.
    """
    save_report(desk, action, target, state_pdf(desk, report).pdf)


def save_report(desk: Desk, action: ActionInfo, target: Path, data: bytes) -> None:
    """Write a bilan in any format: the journal knows first what leaves.

    Raises:
        UserError: the file can't be written.
    """
    told = {"sha256": sha256(data).hexdigest()}
    leave_in_clear(desk, Action.__tablename__, action.id, target, data, told)
