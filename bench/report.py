"""The yearly report and the month page on ten times the data: at most twelve times as long."""

import tempfile
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import Table, insert, select

from coachdesk.core.ids import new_id
from coachdesk.models import Base
from coachdesk.services.desk import Desk
from coachdesk.services.figures import year_report
from coachdesk.services.month import month_view
from measure import Row, best_of, show
from sample import sample_desk

COPIED = (
    "participant", "prescription", "pathway", "engagement_contract", "appointment", "immersion",
    "exit",
)  # fmt: skip
"""In the order of their foreign keys."""
TIMES = 10


def multiply(desk: Desk) -> None:
    """Every person ``TIMES`` times in the same year, each with a number of her own."""
    with desk.store.write() as uow:
        renamed: list[dict[UUID, UUID]] = [{} for _ in range(1, TIMES)]
        for table in (Base.metadata.tables[name] for name in COPIED):
            found = [row._asdict() for row in uow.session.execute(select(table))]
            for copy, keys in enumerate(renamed, start=1):
                keys.update({row["id"]: new_id() for row in found})
                rows = [copied(table, row, keys, copy) for row in found]
                uow.session.connection().execute(insert(table), rows)
        uow.commit()


def copied(table: Table, row: dict[str, Any], keys: dict[UUID, UUID], copy: int) -> dict[str, Any]:
    """The row under new keys; what it shares with the others (action, company, place) stays."""
    again = {name: keys.get(value, value) for name, value in row.items()}
    if table.name == "prescription":
        again["number"] = f"{row['number']}-{copy}"
    return again


def measured(desk: Desk) -> tuple[float, float]:
    """Seconds for the report of 2023 and for the page of May 2023, warm."""
    action = desk.action(None)
    day = date(2024, 1, 1)
    report = partial(year_report, action_id=action.id, profile=action.profile, year=2023, today=day)
    page = partial(
        month_view,
        action_id=action.id,
        profile=action.profile,
        month=date(2023, 5, 1),
        today=day,
    )
    return best_of(5, lambda: desk.read(report)), best_of(5, lambda: desk.read(page))


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        desk = sample_desk(Path(folder) / "store")
        report, page = measured(desk)
        multiply(desk)
        report_of_ten, page_of_ten = measured(desk)
        desk.close()
    show(
        [
            Row(f"report of a year, {TIMES} times the data", report_of_ten, report, 12),
            Row(f"page of a month, {TIMES} times the data", page_of_ten, page, 12),
        ]
    )


if __name__ == "__main__":
    main()
