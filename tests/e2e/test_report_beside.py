"""What stands beside a closed bilan, the years before, is closed with it."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import select

from coachdesk.domain.report_content import Report
from coachdesk.models import Pathway, Prescription
from coachdesk.services.acts import act
from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.report import bilan_of, bilan_xlsx, close_year, write_text, years_known
from support.clock import FixedClock
from support.sample_desk import number

NOW = datetime(2024, 1, 15, 9, tzinfo=UTC)
PART = "modalites"


@pytest.fixture
def clock(bilan_clock: FixedClock) -> FixedClock:
    return bilan_clock


@pytest.fixture
def desk(bilan_desk: Desk) -> Desk:
    return bilan_desk


@pytest.fixture
def action(desk: Desk) -> ActionInfo:
    return desk.action(None)


def part_of(report: Report, key: str = PART) -> Any:
    return next(part for part in report.sections if part.key == key)


def test_a_closed_bilan_keeps_the_years_beside_it_whatever_changes_later(
    desk: Desk, action: ActionInfo
) -> None:
    write_text(desk, action, 2023, PART, "{participants:2022} en 2022, dont {sexe.F:2022} femmes.")
    close_year(desk, action, 2023)
    closed = bilan_of(desk, action, 2023)
    assert closed.years_before == (2022,)
    assert part_of(closed).text == "27 en 2022, dont 21 femmes."
    told = figures_of(closed)
    book = bilan_xlsx(closed)

    with act(desk, "un parcours de 2022 retiré, un autre de 2021 ajouté") as uow:
        of_2022 = select(Pathway).where(Pathway.entered_on < date(2023, 1, 1))
        first, *_, last = uow.session.scalars(of_2022.order_by(Pathway.entered_on)).all()
        first.entered_on = date(2023, 2, 1)
        last.entered_on = date(2021, 5, 3)
        uow.session.get_one(Prescription, last.prescription_id).received_on = date(2021, 5, 1)
        uow.commit()
    assert years_known_by(desk, action)[-1] == 2021, "it is known from earlier on"
    open_before = bilan_of(desk, action, 2022)
    assert number(open_before, "participants") == 26

    after = bilan_of(desk, action, 2023)
    assert figures_of(after) == told
    assert part_of(after).text == "27 en 2022, dont 21 femmes."
    assert (after.years_before, after.notes) == (closed.years_before, closed.notes)
    unchanged = replace(
        after,
        changes=closed.changes,
        sections=tuple(
            replace(part, figures=tuple(replace(each, changed="") for each in part.figures))
            for part in after.sections
        ),
    )
    assert bilan_xlsx(unchanged) == book, "to the byte"

    close_year(desk, action, 2023, reason="2022 a été corrigé")
    again = bilan_of(desk, action, 2023)
    assert again.years_before == (2022, 2021)
    assert part_of(again).text.startswith("26 en 2022")


def figures_of(report: Report) -> list[object]:
    """The figures of each part with those of the years beside, but for what a recount says."""
    return [
        (part.key, each.value, each.before) for part in report.sections for each in part.figures
    ]


def years_known_by(desk: Desk, action: ActionInfo) -> tuple[int, ...]:
    return desk.read(lambda link: years_known(link, action, NOW.date()))
