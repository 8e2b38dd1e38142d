"""The FSE+ of a year among ten: its indicators, its proofs, its workbook; the whole operation.

The floor is one SELECT without objects of the dossiers that a year concerns.
"""

from functools import partial

from sqlalchemy import func

from big_store import big_desk
from coachdesk.core.clock import today
from coachdesk.domain.periods import Period, year_of
from coachdesk.models import Prescription
from coachdesk.queries.fse import dossiers
from coachdesk.services.desk import Desk
from coachdesk.services.fse.content import fse_content
from coachdesk.services.fse.export import fse_xlsx
from coachdesk.services.fse.means import means_of
from coachdesk.services.fse.page import WHOLE, fse_page
from coachdesk.services.fse.proofs import proofs_of
from coachdesk.services.fse.report import fse_report
from measure import Row, best_of, show

RUNS = 3
MOST_S = 1.0


def main() -> None:
    with big_desk() as desk:
        show(measured(desk))


def measured(desk: Desk) -> list[Row]:
    """Every measure on the big store."""
    action, day = desk.actions[0], today(desk.clock)
    period = year_of(day.year - 1)
    whole = Period(year_of(day.year - 9).first, year_of(day.year).last)
    bare = dossiers(action.id, period).with_only_columns(func.count(Prescription.id)).order_by(None)
    floor = best_of(RUNS, lambda: desk.read(lambda link: link.execute(bare).scalar()))
    report = desk.read(partial(fse_report, action=action, period=period, day=day))
    everyone = desk.read(partial(fse_report, action=action, period=whole, day=day))
    print(f"{len(report.records)} people in a year, {len(everyone.records)} in ten")
    content = desk.read(lambda link: fse_content(link, report))

    def year() -> object:
        return desk.read(lambda link: fse_report(link, action, period, day))

    def ten_years() -> object:
        return desk.read(lambda link: fse_page(link, action, WHOLE, day))

    def page_of_year() -> object:
        return desk.read(lambda link: fse_page(link, action, day.year - 1, day))

    taken, page = best_of(RUNS, year), best_of(RUNS, page_of_year)
    held = best_of(RUNS, lambda: desk.read(lambda link: proofs_of(link, report)))
    worked = best_of(RUNS, lambda: desk.read(lambda link: means_of(link, action, period, day)))
    book = best_of(1, lambda: fse_xlsx(content))
    return [
        Row("FSE+ of a year, beside its dossiers alone", taken, floor, at_most=MOST_S),
        Row(
            "page of the whole operation, nine times the people", best_of(RUNS, ten_years), page, 12
        ),
        Row("proofs of a year", held, floor, at_most=MOST_S),
        # Sixty thousand rendez-vous, read day by day; on a tab of its own.
        Row("time, roads and expenses of a year", worked, floor, at_most=2 * MOST_S),
        Row("the workbook of a year", book, floor, at_most=4 * MOST_S),
    ]


if __name__ == "__main__":
    main()
