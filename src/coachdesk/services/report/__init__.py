"""The yearly bilan: counted once, written by the coach, closed, and given to every output.

``year_bilan`` and ``action_state`` give a ``Report``, which every output takes as it is: nothing is
counted, rounded or put in order again. A figure is written by ``IndicatorValue.written``, its words
and those of the years before by ``ReportFigure.shares``. ``bilan_texts`` and ``write_text`` are the
texts as they are typed, ``bilan_figures`` with ``nameable`` what may be inserted in them.
``pictures.figure_chart`` is the chart of a figure, as marks; ``pictures.picture_png`` its bitmap.
``save_report`` writes the file of any format; ``writing`` does so step by step, beside the window,
and ``screen`` reads what its page shows.
"""

from coachdesk.services.report.bilan import bilan_figures, year_bilan, years_known
from coachdesk.services.report.closing import YearClosed, close_year, year_versions
from coachdesk.services.report.figures import figure_names, year_frozen_or_counted
from coachdesk.services.report.papers import (
    Output,
    bilan_docx,
    bilan_of,
    bilan_pdf,
    bilan_xlsx,
    save_bilan,
    save_report,
    save_state_pdf,
    state_of,
    state_pdf,
    year_told,
)
from coachdesk.services.report.state import action_state, state_json
from coachdesk.services.report.texts import PartText, bilan_texts, write_text

__all__ = [
    "Output",
    "PartText",
    "YearClosed",
    "action_state",
    "bilan_docx",
    "bilan_figures",
    "bilan_of",
    "bilan_pdf",
    "bilan_texts",
    "bilan_xlsx",
    "close_year",
    "figure_names",
    "save_bilan",
    "save_report",
    "save_state_pdf",
    "state_json",
    "state_of",
    "state_pdf",
    "write_text",
    "year_bilan",
    "year_frozen_or_counted",
    "year_told",
    "year_versions",
    "years_known",
]
