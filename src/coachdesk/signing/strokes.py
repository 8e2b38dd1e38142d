"""The drawing of a signature as bytes (« cdk-stroke/1 »), and the fingerprint that finds a replay.

The bytes are zlib over varints: width, height, number of strokes, then for each stroke its number
of points and, per point, the zigzag step from the point before (1/100 mm). Neither time nor
pressure exists in the format (design.md §5, promise 3).
"""

import hashlib
import hmac
import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, compress
from typing import Any

from coachdesk.domain.drawing import Drawing, Stroke, normalised

FORMAT = "cdk-stroke/1"
_MOST_BYTES = 1 << 20
"""A drawing unpacks to at most 1 MB: some 300 000 points, hours of drawing."""
_LONGER = re.compile(rb"[\x80-\xff]+[\x00-\x7f]")
"""A varint of more than one byte."""
_TOO_LONG = re.compile(rb"[\x80-\xff]{5}")
"""A varint of more than 35 bits."""
_LAST = bytes(byte < 0x80 for byte in range(256))  # noqa: PLR2004  (seven bits a byte)
"""What tells the last byte of a varint from the others."""
_LOWEST = bytes(byte & 1 for byte in range(256))


def encode_drawing(drawing: Drawing) -> bytes:
    """The drawing as cdk-stroke/1."""
    numbers = [drawing.width, drawing.height, len(drawing.strokes)]
    x = y = 0
    for stroke in drawing.strokes:
        numbers.append(len(stroke))
        for next_x, next_y in stroke:
            numbers += (_zigzag(next_x - x), _zigzag(next_y - y))
            x, y = next_x, next_y
    return zlib.compress(b"".join(_varint(number) for number in numbers), 9)


def decode_drawing(blob: bytes) -> Drawing:
    """The drawing that ``blob`` holds.

    Raises:
        ValueError: when it is not whole cdk-stroke/1, or larger than any drawing.
    """
    numbers = _numbers(_unpacked(blob))
    steps = [number >> 1 if not number & 1 else -(number + 1 >> 1) for number in numbers]
    strokes: list[Stroke] = []
    x = y = 0
    for first, end in _places(numbers):
        xs = [*accumulate(steps[first:end:2], initial=x)]
        ys = [*accumulate(steps[first + 1 : end : 2], initial=y)]
        x, y = xs[-1], ys[-1]
        strokes.append(tuple(zip(xs[1:], ys[1:], strict=True)))
    return Drawing(numbers[0], numbers[1], tuple(strokes))


def count_numbers(blob: bytes) -> int:
    """How many numbers the drawing that ``blob`` holds is written with: known at once.

    Raises:
        ValueError: when it is no whole zlib stream, or larger than any drawing.
    """
    return _unpacked(blob).translate(_LAST).count(1)


def numbers_of(points: int, strokes: int) -> int:
    """How many numbers write a drawing of so many points and strokes."""
    return 3 + strokes + 2 * points


@dataclass(frozen=True)
class Outline:
    """What is known of a drawing without drawing it, ten times sooner.

    Attributes:
        sizes: how many points each stroke has.
        turns: for each step, whether it goes left or up: the same for a drawing and its copy.
    """

    sizes: tuple[int, ...]
    turns: bytes


def outline(blob: bytes) -> Outline:
    """The outline of the drawing that ``blob`` holds.

    Raises:
        ValueError: when it is not whole cdk-stroke/1, or larger than any drawing.
    """
    packed = _unpacked(blob)
    if _TOO_LONG.search(packed):
        raise ValueError("a coordinate out of bounds")
    last = packed.translate(_LAST)
    ends = [-1, *compress(range(len(packed)), last)]
    if ends[-1] != len(packed) - 1:
        raise ValueError("a drawing that is cut")
    places = _places(_Varints(packed, ends))
    # A number is of a sign by the lowest bit of its first byte, which follows the last of another.
    signs = bytes(compress(packed.translate(_LOWEST), b"\1" + last))
    moves = [signs[first:end] for first, end in places if end > first]
    # Where the hand came down first is where on the pad, not how.
    return Outline(tuple((end - first) // 2 for first, end in places), b"".join(moves)[2:])


class _Varints(Sequence[int]):
    """The numbers of some varints, each read when it is asked for."""

    def __init__(self, data: bytes, ends: Sequence[int]) -> None:
        """``ends``: before the first byte, then the last byte of each varint."""
        self._data = data
        self._ends = ends

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __getitem__(self, place: Any) -> Any:  # noqa: ANN401  (one number: never a slice here)
        return _number(self._data[self._ends[place] + 1 : self._ends[place + 1] + 1])


def _unpacked(blob: bytes) -> bytes:
    unpacker = zlib.decompressobj()
    try:
        packed = unpacker.decompress(blob, _MOST_BYTES)
    except zlib.error as error:
        raise ValueError("not a drawing") from error
    if not unpacker.eof or unpacker.unused_data:
        raise ValueError("a drawing that is cut, too long or followed by something")
    return packed


def _places(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """Where the steps of each stroke begin and end."""
    places = []
    at = 3  # past the width, the height and the number of strokes
    for _ in range(_at(numbers, 2)):
        first, end = at + 1, at + 1 + 2 * _at(numbers, at)
        if end > len(numbers):
            raise ValueError("a drawing that is cut")
        places.append((first, end))
        at = end
    if at != len(numbers):
        raise ValueError("a drawing followed by something")
    return places


def drawing_fingerprint(key: bytes, drawing: Drawing) -> bytes:
    """32 bytes that are the same for a drawing and its copy moved or enlarged elsewhere on the pad.

    Keyed with a secret of the store, so that they say nothing to who has no key.
    """
    return hmac.new(key, normalised(drawing), hashlib.sha256).digest()


def drawing_digest(salt: bytes, blob: bytes) -> str:
    """SHA-256 of salt and drawing, hexadecimal: what the evidence keeps of a drawing.

    The salt is kept beside the drawing and erased with it.
    """
    return hashlib.sha256(salt + blob).hexdigest()


def _zigzag(step: int) -> int:
    return step << 1 if step >= 0 else (-step << 1) - 1


def _varint(number: int) -> bytes:
    groups = bytearray()
    while number > 0x7F:  # noqa: PLR2004  (seven bits a byte)
        groups.append(number & 0x7F | 0x80)
        number >>= 7
    groups.append(number)
    return bytes(groups)


def _at(numbers: Sequence[int], place: int) -> int:
    if place >= len(numbers):
        raise ValueError("a drawing that is cut")
    return numbers[place]


def _numbers(data: bytes) -> list[int]:
    """The numbers of the varints; most are of one byte, a hand moves less than 0.6 mm at a time."""
    if _TOO_LONG.search(data):
        raise ValueError("a coordinate out of bounds")
    numbers: list[int] = []
    at = 0
    for longer in _LONGER.finditer(data):
        numbers += data[at : longer.start()]
        at = longer.end()
        numbers.append(_number(longer[0]))
    rest = data[at:]
    if not rest.isascii():
        raise ValueError("a drawing that is cut")
    numbers += rest
    return numbers


def _number(varint: bytes) -> int:
    number = 0
    for byte in reversed(varint):
        number = number << 7 | byte & 0x7F
    return number
