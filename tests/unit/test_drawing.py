"""What stands for a signature, and what is refused kindly: wherever, however large it is drawn."""

from math import cos, pi, sin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachdesk.core.french import typeset
from coachdesk.domain.drawing import Drawing, fault

WIDTH, HEIGHT = 16_000, 6_000
PLACE = st.tuples(st.integers(0, 3_000), st.integers(0, 1_000))
TREMBLE = st.lists(st.integers(-30, 30), min_size=8, max_size=80)


def line(place, length, slant, tremble, *, back=False):
    """A straight stroke drawn by a hand that trembles across it, and may come back along it."""
    reach = [step / (len(tremble) - 1) for step in range(len(tremble))]
    if back:
        reach = [1 - abs(2 * share - 1) for share in reach]
    return tuple(
        (
            place[0] + 4_000 + round(share * length * cos(slant) - off * sin(slant)),
            place[1] + 2_500 + round(share * length * sin(slant) + off * cos(slant)),
        )
        for share, off in zip(reach, tremble, strict=True)
    )


def loop(place, size, slant, turns):
    """What a hand does of a name: it goes round while it goes on."""
    steps = 40 * turns
    return tuple(
        (
            place[0] + 2_000 + round(size * (step / steps * turns + cos(step / 20 * pi + slant))),
            place[1] + 2_000 + round(size * sin(step / 20 * pi + slant)),
        )
        for step in range(steps)
    )


@given(PLACE, st.integers(500, 4_000), st.floats(0, 2 * pi), TREMBLE, st.booleans())
def test_a_straight_stroke_is_refused_whatever_its_slant_and_its_tremble(
    place, length, slant, tremble, back
):
    assert fault(Drawing(WIDTH, HEIGHT, (line(place, length, slant, tremble, back=back),)))


@given(PLACE, st.integers(900, 3_000), st.floats(0, 2 * pi), st.floats(0, 2 * pi), TREMBLE)
def test_so_are_two_of_them_and_where_the_pen_rested(place, length, one, other, tremble):
    cross = (line(place, length, one, tremble), line(place, length, other, tremble))
    rest = tuple((5_000 + step % 3, 3_000 + step % 2) for step in range(9))
    said = fault(Drawing(WIDTH, HEIGHT, (*cross, rest)))
    assert said is not None
    assert said.count(".") == 1, "one sentence"


@given(st.lists(st.tuples(st.integers(0, 300), st.integers(0, 300)), max_size=60))
def test_a_blank_and_a_dot_are_refused(points):
    drawn = (tuple((900 + x, 900 + y) for x, y in points),) if points else ()
    assert fault(Drawing(WIDTH, HEIGHT, drawn))


@given(PLACE, st.integers(400, 1_500), st.floats(0, 2 * pi), st.integers(1, 5))
def test_what_a_hand_draws_of_a_name_stands_wherever_and_however_large(place, size, slant, turns):
    assert fault(Drawing(WIDTH, HEIGHT, (loop(place, size, slant, turns),))) is None


@given(PLACE, st.integers(800, 1_500), st.floats(0.3, 1.2))
def test_three_strokes_are_a_signature_even_when_each_is_straight(place, length, slant):
    strokes = tuple(line(place, length, slant * at, [0] * 9) for at in (1, 2, 3))
    assert fault(Drawing(WIDTH, HEIGHT, strokes)) is None


def box(width, height):
    """A stroke along the sides of a box: as long and as wide as said, to the hundredth."""
    return ((0, 0), (width, 0), (width, height), (0, height))


def said(*strokes):
    return fault(Drawing(WIDTH, HEIGHT, strokes)) or ""


@pytest.mark.parametrize(("size", "refused"), [(499, True), (500, False)])
def test_five_millimetres_are_large_enough(size, refused):
    assert ("trop petit" in said(box(size, size))) is refused


@pytest.mark.parametrize(("length", "refused"), [(99, True), (100, False)])
def test_a_third_stroke_counts_from_a_millimetre_on(length, refused):
    lines = ((0, 0), (900, 0)), ((0, 900), (900, 900))
    assert ("ne suffisent pas" in said(*lines, ((400, 400), (400 + length, 400)))) is refused


@pytest.mark.parametrize(
    ("width", "height", "refused"),
    [
        (4_000, 320, True),  # eight hundredths of its length: a line all the same
        (4_000, 321, False),
        (500, 80, True),  # what a hand trembles
        (500, 81, False),
    ],
)
def test_a_stroke_is_a_line_up_to_its_width(width, height, refused):
    assert ("ne suffisent pas" in said(box(width, height))) is refused


@pytest.mark.parametrize("strokes", [(), (((5, 5),),), (((0, 0), (900, 0)),)])
def test_what_is_said_is_bound_as_french_is(strokes):
    assert said(*strokes)
    assert typeset(said(*strokes)) == said(*strokes)
