"""The store of an action whose year was lived, and what it says."""

import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from io import BytesIO
from pathlib import Path
from types import ModuleType
from typing import Any
from uuid import UUID

from openpyxl import load_workbook
from sqlalchemy import select

from coachdesk.core.french import NBSP
from coachdesk.core.resources import resources_root
from coachdesk.domain.indicators import Share
from coachdesk.domain.periods import year_of
from coachdesk.models import Package
from coachdesk.services.closing.tables import BOOK
from coachdesk.services.closing.use_case import close_month
from coachdesk.services.desk import Desk, open_desk
from coachdesk.services.duplicates import known_people
from coachdesk.services.indicators import rows_behind_indicator
from coachdesk.services.setup import create_desk
from coachdesk.services.to_dos import things_to_do
from coachdesk.sync.zipfmt import unpack
from support.actions.diary import Diary, evening
from support.clock import FixedClock
from support.command import PASSPHRASE, coachdesk
from support.stores import cheapen

COACH = "Camille Exemple"


def lived_action(folder: Path, story: ModuleType) -> Path:
    """Make the store of the ``CODE`` of a story on its day ``SINCE``, and live what it writes."""
    clock = FixedClock(evening(story.SINCE))
    store: Path = folder / story.CODE
    made = create_desk(store, PASSPHRASE, profile=story.CODE, coach_name=COACH, clock=clock)
    desk, diary = made.desk, Diary(made.desk, clock)
    story.write(diary)
    diary.live()
    desk.close()
    cheapen(store, PASSPHRASE)
    return store


def figures_of(store: Path, year: int) -> dict[str, Any]:
    """What ``report --json`` says of the indicators."""
    ran = coachdesk("report", str(year), "--json", store=store)
    assert ran.code == 0, ran.err
    found: dict[str, Any] = json.loads(ran.out)["indicateurs"]
    return found


def rate(part: int, whole: int, percent: int | None) -> dict[str, int | None]:
    """A rate as JSON has it."""
    return {"taux_pourcent": percent, "nombre": part, "sur": whole}


@contextmanager
def opened(store: Path, folder: Path, day: date) -> Iterator[Desk]:
    """A copy of it, open in the evening of that day."""
    copy = shutil.copytree(store, folder / f"copie-{day}")
    desk = open_desk(copy, PASSPHRASE, clock=FixedClock(evening(day)))
    yield desk
    desk.close()


def people_behind(desk: Desk, year: int, key: str, share: Share | None = None) -> list[str]:
    """The names of the rows behind an indicator."""
    action = desk.actions[0]
    cells = desk.read(
        lambda link: rows_behind_indicator(
            link, action.id, action.profile, year_of(year), key, share
        )
    )
    named = [cells.headings.index(name) for name in ("Nom", "Prénom")]
    return [" ".join(row[place] for place in named) for row in cells.rows]


def dossier_of(desk: Desk, who: str) -> UUID:
    """The dossier of « LEROY Anne »."""
    people = desk.read(known_people)
    return next(
        each.prescription_id for each in people if f"{each.last_name} {each.first_name}" == who
    )


def to_do(desk: Desk, rule: str, day: date) -> dict[str, str]:
    """What that rule asks for on that day, by whose it is."""
    action = desk.actions[0]
    things = desk.read(lambda link: things_to_do(link, action.id, action.profile, day))
    return {thing.who: thing.sentence for thing in things if thing.rule == rule}


def table_of(desk: Desk, month: date) -> dict[str, dict[str, Any]]:
    """The monthly table of that month, closed as it is: its rows by the name of each person."""
    close_month(desk, desk.actions[0], month, force_reason="Données d’exemple.")
    data = desk.read(lambda link: link.execute(select(Package.data)).scalars().one())
    book = load_workbook(BytesIO(unpack(data).files[BOOK]), data_only=True)
    headings, *lines = book.worksheets[0].iter_rows(values_only=True)
    rows = [dict(zip(map(str, headings), line, strict=True)) for line in lines]
    return {f"{row['Nom']} {row['Prénom']}": row for row in rows}


def refusal(folder: Path, code: str, mistakes: Mapping[str, str]) -> str:
    """What ``profile check`` says of that profile with each text replaced by a mistaken one."""
    text = (resources_root() / "actions" / f"{code}.toml").read_text("utf-8")
    for right, wrong in mistakes.items():
        assert right in text, right
        text = text.replace(right, wrong, 1)
    path = folder / "faux.toml"
    path.write_text(text, "utf-8")
    ran = coachdesk("profile", "check", path)
    assert ran.code != 0
    return ran.err


def line_of(code: str, words: str) -> int:
    """The line of the profile that first has those words."""
    lines = (resources_root() / "actions" / f"{code}.toml").read_text("utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if words in line)


def refused_line(said: str, place: str) -> str:
    """The line of the refusal that names that key."""
    return next(line for line in said.splitlines() if f", {place}{NBSP}:" in line)
