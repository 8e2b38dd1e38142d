"""The bilan of a year: its figures counted once, its texts, ready for every output."""

from datetime import date

from sqlalchemy import Connection

from coachdesk.domain.periods import year_of
from coachdesk.domain.report_content import Report, ReportFigure, ReportSection
from coachdesk.services.desk import ActionInfo
from coachdesk.services.indicators import indicator_values


def year_bilan(
    connection: Connection, action: ActionInfo, year: int, *, coach: str, today: date
) -> Report:
    """The bilan of ``year`` as the profile lays it out."""
    profile, period = action.profile, year_of(year)
    keys = {key for part in profile.report.parts for key in part.figures}
    values = indicator_values(connection, action.id, profile, period, keys)
    return Report(
        title=profile.report.title,
        action=profile.name,
        operation=profile.texts.operation,
        agreement_number=profile.agreement_number,
        territory=profile.territory,
        association=profile.association,
        coach=coach,
        funding=profile.texts.funding,
        period=period,
        made_on=today,
        sections=tuple(
            ReportSection(
                key=part.key,
                heading=part.heading,
                text="",
                figures=tuple(ReportFigure(values[key]) for key in part.figures),
            )
            for part in profile.report.parts
        ),
    )
