"""The drawing's bytes and fingerprint: nothing lost, nothing added, a copy recognised."""

import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachdesk.domain.drawing import Drawing
from coachdesk.signing.strokes import (
    count_numbers,
    decode_drawing,
    drawing_fingerprint,
    encode_drawing,
    numbers_of,
    outline,
)

points = st.tuples(st.integers(-2_000, 30_000), st.integers(-2_000, 30_000))
strokes = st.lists(st.lists(points, max_size=40).map(tuple), max_size=6).map(tuple)
drawings = st.builds(Drawing, st.integers(0, 30_000), st.integers(0, 30_000), strokes)
KEY = b"k" * 32


@given(drawings)
def test_a_drawing_comes_back_as_it_was(drawing: Drawing) -> None:
    assert decode_drawing(encode_drawing(drawing)) == drawing


@given(st.binary(max_size=200))
def test_bytes_that_are_no_drawing_are_refused_in_order(data: bytes) -> None:
    with pytest.raises(ValueError, match="drawing"):
        decode_drawing(data)


@given(drawings, st.data())
def test_a_cut_drawing_is_refused(drawing: Drawing, data: st.DataObject) -> None:
    blob = encode_drawing(drawing)
    with pytest.raises(ValueError, match="drawing"):
        decode_drawing(blob[: data.draw(st.integers(0, len(blob) - 1))])


@given(drawings, points, st.integers(1, 4))
def test_a_copy_moved_or_enlarged_has_the_same_fingerprint(
    drawing: Drawing, step: tuple[int, int], scale: int
) -> None:
    copy = _moved(drawing, step, scale)
    assert drawing_fingerprint(KEY, copy) == drawing_fingerprint(KEY, drawing)


@pytest.mark.parametrize(
    "numbers",
    [b"", b"\1\1", b"\1\1\1\2\0\0", b"\1\1\0\7", b"\1\1\x80", b"\xff" * 9, bytes(2**20 + 1)],
)
def test_numbers_that_make_no_whole_drawing_are_refused(numbers: bytes) -> None:
    with pytest.raises(ValueError, match=r"drawing|bounds"):
        decode_drawing(zlib.compress(numbers))


def test_another_drawing_or_another_key_has_another_fingerprint() -> None:
    first = Drawing(100, 100, (((0, 0), (500, 100), (1000, 900)),))
    second = Drawing(100, 100, (((0, 0), (500, 140), (1000, 900)),))
    assert drawing_fingerprint(KEY, first) != drawing_fingerprint(KEY, second)
    assert drawing_fingerprint(KEY, first) != drawing_fingerprint(b"other", first)


def test_a_drawing_of_360_points_stays_small() -> None:
    wave = tuple((index * 20, 1_000 + (index * index * 7) % 400) for index in range(360))
    assert len(encode_drawing(Drawing(8_000, 3_000, (wave,)))) < 1_100


@given(drawings)
def test_an_outline_counts_as_the_drawing_does(drawing: Drawing) -> None:
    found = outline(encode_drawing(drawing))
    assert found.sizes == tuple(len(stroke) for stroke in drawing.strokes)
    assert len(found.turns) == max(2 * drawing.points - 2, 0)


@given(drawings, points, st.integers(1, 4))
def test_a_copy_moved_or_enlarged_has_the_same_outline(
    drawing: Drawing, step: tuple[int, int], scale: int
) -> None:
    assert outline(encode_drawing(_moved(drawing, step, scale))) == outline(encode_drawing(drawing))


@given(st.binary(max_size=200))
def test_an_outline_is_refused_of_what_the_drawing_is_refused(data: bytes) -> None:
    blob = zlib.compress(data)
    try:
        decode_drawing(blob)
    except ValueError:
        with pytest.raises(ValueError, match=r"drawing|bounds"):
            outline(blob)
    else:
        outline(blob)


def _moved(drawing: Drawing, step: tuple[int, int], scale: int) -> Drawing:
    return Drawing(
        drawing.width,
        drawing.height,
        tuple(
            tuple((x * scale + step[0], y * scale + step[1]) for x, y in stroke)
            for stroke in drawing.strokes
        ),
    )


@given(drawings)
def test_a_drawing_is_written_with_as_many_numbers_as_it_says(drawing: Drawing) -> None:
    expected = numbers_of(drawing.points, len(drawing.strokes))
    assert count_numbers(encode_drawing(drawing)) == expected
