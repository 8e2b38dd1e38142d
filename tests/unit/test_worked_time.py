"""A day's time against a naive count, minute by minute; what is typed in one go; the road."""

from hypothesis import given
from hypothesis import strategies as st

from coachdesk.core.ids import new_id
from coachdesk.domain.roads import road
from coachdesk.domain.travels import Travels
from coachdesk.domain.typed_amount import thousandths
from coachdesk.domain.typed_time import TypedTime, typed_time
from coachdesk.domain.worked_time import Stretch, added

ACTIONS = (new_id(), new_id(), None)
PIECES = st.builds(
    Stretch,
    st.sampled_from(("appointment", "workshop", "administration")),
    st.sampled_from(ACTIONS),
    st.none() | st.integers(0, 300),
    st.integers(1, 120),
)


@given(st.lists(PIECES, max_size=8))
def test_a_minute_counts_once(pieces):
    taken = {
        minute
        for piece in pieces
        if piece.start_minute is not None
        for minute in range(piece.start_minute, piece.end_minute)
    }
    alone = sum(piece.minutes for piece in pieces if piece.start_minute is None)
    assert sum(added(pieces).values()) == len(taken) + alone


@given(st.lists(PIECES, max_size=8))
def test_a_minute_goes_to_the_piece_that_began_first(pieces):
    naive = {}
    for minute in range(500):
        over = [
            (piece.start_minute, piece.end_minute, number, piece)
            for number, piece in enumerate(pieces)
            if piece.start_minute is not None and piece.start_minute <= minute < piece.end_minute
        ]
        if over:
            first = min(over, key=lambda each: each[:3])[3]
            naive[first.kind, first.action_id] = naive.get((first.kind, first.action_id), 0) + 1
    timed = [piece for piece in pieces if piece.start_minute is not None]
    assert added(timed) == naive


def test_a_time_is_typed_in_one_go():
    assert typed_time("14h-16h30") == TypedTime(840, 150)
    assert typed_time("1h30") == TypedTime(None, 90)
    assert typed_time("45") == TypedTime(None, 45)
    for wrong in ("", "0", "16h-14h", "25h-26h", "1h75", "demain"):
        assert typed_time(wrong) is None


def test_an_unknown_distance_is_asked_and_never_supposed():
    known = Travels({}, {frozenset(("Base", "A")): 12_000})
    assert road("Base", ("A", "A"), known).metres == 24_000
    missing = road("Base", ("A", "B"), known)
    assert missing.metres is None
    assert missing.unknown == (("A", "B"), ("B", "Base"))


def test_an_amount_is_read_as_people_type_it_and_to_its_last_decimal():
    for typed, expected in (
        ("12,5", 12_500), ("12.55 km", 12_550), (" 8 ", 8_000), ("0", 0), ("0,529 €", 529),
        ("", None), ("km", None), ("-3", None), ("NaN", None), ("1e9", None), ("1,2345", None),
    ):  # fmt: skip
        assert thousandths(typed) == expected, typed
