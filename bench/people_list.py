"""The list of 10,000 participants: a letter typed, a sort, the counts of the filters, the palette.

A letter is measured from the keystroke to the rows painted. The floors are the cheapest that Python
could do: a substring sought in as many strings, a sort of as many keys, a SELECT without objects.
"""

import random
import time
from collections import Counter
from typing import Any

from PySide6.QtCore import Qt

from big_store import big_desk
from coachdesk.app import make_application
from coachdesk.core.clock import today
from coachdesk.core.french import fold
from coachdesk.queries.participants import appointments_held, participants_alone
from coachdesk.services.desk import Desk
from coachdesk.services.people_list import Facet, Situation, make_list
from coachdesk.services.people_ranking import ranked
from coachdesk.ui.screens.participants.view import ParticipantsScreen
from measure import PROCESSOR_CLOCK, Row, best_of, show
from page import page_on

MOST_MS = 16
WORDS = 40
RUNS = 5
ROUNDS = 3
FOLLOWED = {Facet.SITUATION: frozenset((Situation.FOLLOWED.value,))}


def main() -> None:
    application = make_application([])
    with big_desk() as desk:
        show(measured(desk))
    del application


def measured(desk: Desk) -> list[Row]:
    """Every measure on the big store."""
    action, day = desk.actions[0], today(desk.clock)
    screen = page_on(desk, ParticipantsScreen)
    assert painted(screen), "nothing is painted: the figures would mean nothing"
    people = screen.people.whole()
    texts = people.texts
    floor = best_of(RUNS, lambda: [place for place, text in enumerate(texts) if "ma" in text])
    wall, processor = typed_letters(screen)
    name = screen.table.rows
    orders = (Qt.SortOrder.DescendingOrder, Qt.SortOrder.AscendingOrder)

    def sort(column: int) -> None:
        for order in orders:
            screen.table.rows.sort(column, order)
            screen.table.viewport().repaint()

    names = list(people.names)
    communes = [row.commune for row in people.rows]
    rows = desk.read(lambda link: participants_alone(link, action.id))
    return [
        Row("letter typed, painted (95 %)", processor if PROCESSOR_CLOCK else wall, floor,
            at_most=MOST_MS / 1000),
        Row("sort by name, both ways, painted", best_of(RUNS, lambda: sort(1)) / 2,
            best_of(RUNS, lambda: sorted(random.sample(names, len(names)))), 4),
        Row("sort by commune, both ways, painted", best_of(RUNS, lambda: sort(2)) / 2,
            best_of(RUNS, lambda: sorted(random.sample(names, len(names)))), 4),
        Row("counts of five filters", best_of(RUNS, name.counts),  # type: ignore[attr-defined]  # the list's own model
            best_of(RUNS, lambda: Counter(communes)), 12),
        Row("filter chosen, painted", best_of(RUNS, lambda: choose(screen)) / 2, floor,
            at_most=MOST_MS / 1000),
        Row("palette: a letter ranked", best_of(RUNS, lambda: ranked(people, "m", (), 30)),
            floor, 8),
        Row("who there is, read beside the window",
            best_of(RUNS, lambda: desk.read(lambda link: participants_alone(link, action.id))),
            best_of(RUNS, lambda: bare_people(desk)), 16),
        Row("what 500,000 rendez-vous say, beside",
            best_of(RUNS, lambda: desk.read(lambda link: appointments_held(link, day))),
            best_of(RUNS, lambda: bare_count(desk)), 6),
        Row("haystacks and cells made, beside",
            best_of(RUNS, lambda: make_list(rows, action.profile, day)),
            best_of(RUNS, lambda: [fold(f"{row.last_name} {row.first_name}") for row in rows]), 16),
        Row("coming back, nothing changed", best_of(RUNS, screen.refresh), floor,
            at_most=MOST_MS / 1000),
    ]  # fmt: skip


def painted(screen: ParticipantsScreen) -> bool:
    """Whether a repaint asks the model for what it shows."""
    asked: set[int] = set()
    model: Any = screen.table.rows
    row_at = model.row_at

    def noted(number: int) -> object:
        asked.add(number)
        return row_at(number)

    model.row_at = noted
    screen.table.viewport().repaint()
    del model.row_at
    return bool(asked)


def typed_letters(screen: ParticipantsScreen) -> tuple[float, float]:
    """The 95th percentile over letters typed and taken back; of each the run least disturbed."""
    chance = random.Random(5)
    people = screen.people.whole()
    sought = ["martin", "0612345678", "23-0", "a", "e", "poix mart", "06 1", "zzzz"]
    sought += [chance.choice(people.names) for _ in range(WORDS)]
    texts = []
    for words in sought:
        steps = [words[:end] for end in range(1, len(words) + 1)]
        texts += [*steps, *reversed(steps[:-1]), ""]
    rounds = [[letter(screen, text) for text in texts] for _ in range(ROUNDS)]
    best = [tuple(map(min, zip(*times, strict=True))) for times in zip(*rounds, strict=True)]
    walls, processors = (sorted(durations) for durations in zip(*best, strict=True))
    rank = int(len(best) * 0.95)
    return walls[rank], processors[rank]


def letter(screen: ParticipantsScreen, text: str) -> tuple[float, float]:
    """From a keystroke to the rows painted: seconds by the wall, and of the processor alone."""
    wall, processor = time.perf_counter(), time.thread_time()
    screen.search.setText(text)
    screen.table.viewport().repaint()
    return time.perf_counter() - wall, time.thread_time() - processor


def choose(screen: ParticipantsScreen) -> None:
    """One filter, and back."""
    for chosen in (FOLLOWED, {}):
        screen.narrow("", chosen)
        screen.table.viewport().repaint()


def bare_people(desk: Desk) -> None:
    with desk.store.read() as link:
        link.exec_driver_sql(
            "SELECT p.last_name, p.first_name, d.number FROM prescription d "
            "JOIN participant p ON p.id = d.participant_id"
        ).fetchall()


def bare_count(desk: Desk) -> None:
    with desk.store.read() as link:
        link.exec_driver_sql(
            "SELECT pathway_id, count(*) FROM appointment GROUP BY pathway_id"
        ).fetchall()


if __name__ == "__main__":
    main()
