"""A morning moved: nobody is offered the slot of another, nor the day that is cancelled."""

from datetime import date, timedelta
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from coachdesk.core.ids import new_id
from coachdesk.domain.holidays import is_workday
from coachdesk.services.mornings import day_to_move
from support.cases import Case, bare_database, fill

ENTRY = date(2023, 1, 2)
PLACES = ("Airaines", "Oisemont", None)


def sit(link, pathway, day, start, place):
    place_id = None
    if place is not None:
        found = link.exec_driver_sql("SELECT id FROM place WHERE name = ?", (place,)).scalar()
        place_id = found or new_id().hex
        if not found:
            link.exec_driver_sql("INSERT INTO place (id, name) VALUES (?, ?)", (place_id, place))
    link.exec_driver_sql(
        "INSERT INTO appointment (id, version, pathway_id, held_on, start_minute, end_minute, "
        "place_id, mode, presence, cut_over) VALUES (?, 1, ?, ?, ?, ?, ?, ?, 'planned', 0)",
        (
            new_id().hex, pathway, day.isoformat(), start, start + 30, place_id,
            "on_site" if place else "phone",
        ),
    )  # fmt: skip


@settings(max_examples=40)
@given(
    st.dates(date(2023, 1, 9), date(2024, 12, 1)),
    st.lists(st.tuples(st.integers(32, 70), st.sampled_from(PLACES)), min_size=1, max_size=6),
)
def test_every_offer_is_another_free_workday_and_nobody_elses(day, held):
    with bare_database() as link:
        people = [Case(f"23-{number:03}", ENTRY, entered=ENTRY) for number in range(len(held))]
        fill(link, people)
        pathways = link.exec_driver_sql("SELECT id FROM pathway").scalars().all()
        for pathway, (quarter, place) in zip(pathways, held, strict=True):
            sit(link, pathway, day, quarter * 15, place)
        action = link.exec_driver_sql("SELECT id FROM action").scalar()
        after = day + timedelta(days=1)
        found = day_to_move(link, UUID(action), day, after)
        offered = [slot for row in found for slot in row.offers]
        assert len(found) == len(held)
        for slot in offered:
            assert slot.held_on >= after
            assert is_workday(slot.held_on)
        for number, slot in enumerate(offered):
            for other in offered[:number]:
                assert slot.held_on != other.held_on or (
                    slot.start_minute >= other.end_minute or slot.end_minute <= other.start_minute
                )
