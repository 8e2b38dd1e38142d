"""Copies of one drawing are found; a hand that draws its name again is left alone."""

import time
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachdesk.domain.drawing import Drawing
from coachdesk.domain.likeness import SAME, Shape, alike, distance, shape
from coachdesk.signing.strokes import decode_drawing, encode_drawing
from support.hands import copied, redrawn, signature_of

seeds = st.integers(0, 2**32)
MONTH = 200
"""Signatures of a full month."""


def shape_of(drawing: Drawing) -> Shape:
    found = shape(drawing)
    assert found is not None
    return found


def found(drawings: list[Drawing]) -> set[tuple[int, int]]:
    return {pair[:2] for pair in alike([shape_of(drawing) for drawing in drawings])}


@given(seeds)
def test_a_copy_moved_and_enlarged_is_found(seed: int) -> None:
    rng = Random(seed)
    drawing = redrawn(rng, signature_of(rng))
    assert found([drawing, copied(rng, drawing)]) == {(0, 1)}


@pytest.mark.parametrize("thinned", [False, True])
def test_so_is_nearly_every_copy_shaken_a_little(thinned: bool) -> None:  # noqa: FBT001
    rng = Random(20230)
    missed = 0
    for _ in range(500):
        drawing = redrawn(rng, signature_of(rng))
        missed += not found([drawing, copied(rng, drawing, shaken=0.001, thinned=thinned)])
    assert missed <= 5


def test_the_same_hand_redrawn_is_left_alone() -> None:
    """Of 1,000 people who sign twice, the steadiest hand may come near."""
    rng = Random(20231)
    near = 0
    for _ in range(1_000):
        own = signature_of(rng)
        near += distance(shape_of(redrawn(rng, own)), shape_of(redrawn(rng, own))) <= SAME
    assert near <= 1


@pytest.mark.parametrize(("apart", "same"), [(0.0159, True), (0.0161, False)])
def test_a_copy_strays_by_sixteen_thousandths_of_its_spread_at_most(
    apart: float, *, same: bool
) -> None:
    line = tuple(complex(place / 40, 0) for place in range(80))
    beside = tuple(point + apart * 1j for point in line)
    shapes = [Shape(points, (0.0,) * 8) for points in (line, beside)]
    assert bool(list(alike(shapes))) is same


def test_two_people_are_never_taken_for_one() -> None:
    rng = Random(20232)
    drawings = [redrawn(rng, signature_of(rng)) for _ in range(600)]
    assert found(drawings) == set()


@given(seeds, st.integers(0, 500), st.integers(0, 500), st.integers(2, 5))
def test_it_is_symmetrical_and_blind_to_place_and_size(
    seed: int, right: int, down: int, times: int
) -> None:
    rng = Random(seed)
    one, other = (redrawn(rng, signature_of(rng)) for _ in range(2))
    moved = Drawing(
        one.width,
        one.height,
        tuple(
            tuple((x * times + right, y * times + down) for x, y in stroke)
            for stroke in one.strokes
        ),
    )
    a, b, c = shape_of(one), shape_of(other), shape_of(moved)
    assert distance(a, b) == pytest.approx(distance(b, a))
    assert distance(a, a) == pytest.approx(0, abs=1e-9)
    assert distance(a, c) == pytest.approx(0, abs=1e-6)


@pytest.mark.parametrize(
    "strokes", [(), ((),), (((5, 5),),), (((5, 5), (5, 5)), ((5, 5),))], ids=repr
)
def test_what_has_no_extent_has_no_shape(
    strokes: tuple[tuple[tuple[int, int], ...], ...],
) -> None:
    assert shape(Drawing(100, 100, strokes)) is None


@given(seeds)
def test_the_planted_copies_of_a_month_are_found_whatever_their_order(seed: int) -> None:
    rng = Random(seed)
    drawings = [redrawn(rng, signature_of(rng)) for _ in range(12)]
    drawings.append(copied(rng, drawings[3]))
    order = list(range(len(drawings)))
    rng.shuffle(order)
    at = sorted((order.index(3), order.index(12)))
    assert found([drawings[number] for number in order]) == {(at[0], at[1])}


def test_a_month_of_signatures_costs_little() -> None:
    """Compared with reading the drawings, which whoever shows them does anyway."""
    rng = Random(20233)
    people = [signature_of(rng) for _ in range(MONTH // 4)]
    blobs = [encode_drawing(redrawn(rng, own)) for own in people for _ in range(4)]
    began = time.thread_time()
    drawings = [decode_drawing(blob) for blob in blobs]
    read = time.thread_time()
    found(drawings)
    compared = time.thread_time()
    assert compared - read < 10 * (read - began)
