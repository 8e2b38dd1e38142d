"""The drawing of a signature as bytes (« cdk-stroke/1 »), and the fingerprint that finds a replay.

The bytes are zlib over varints: width, height, number of strokes, then for each stroke its number
of points and, per point, the zigzag step from the point before (1/100 mm). Neither time nor
pressure exists in the format (design.md §5, promise 3).
"""

import hashlib
import hmac
import zlib
from collections.abc import Sequence
from itertools import accumulate

from coachdesk.domain.drawing import Drawing, Stroke, normalised

FORMAT = "cdk-stroke/1"
_MOST_BYTES = 1 << 20
"""A drawing unpacks to at most 1 MB: some 300 000 points, hours of drawing."""
_MOST_BITS = 35


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
    unpacker = zlib.decompressobj()
    try:
        packed = unpacker.decompress(blob, _MOST_BYTES)
    except zlib.error as error:
        raise ValueError("not a drawing") from error
    if not unpacker.eof or unpacker.unused_data:
        raise ValueError("a drawing that is cut, too long or followed by something")
    numbers = _numbers(packed)
    steps = [number >> 1 if not number & 1 else -(number + 1 >> 1) for number in numbers]
    strokes: list[Stroke] = []
    x = y = 0
    at = 3  # past the width, the height and the number of strokes
    for _ in range(_at(numbers, 2)):
        first, end = at + 1, at + 1 + 2 * _at(numbers, at)
        if end > len(numbers):
            raise ValueError("a drawing that is cut")
        xs = [*accumulate(steps[first:end:2], initial=x)]
        ys = [*accumulate(steps[first + 1 : end : 2], initial=y)]
        x, y, at = xs[-1], ys[-1], end
        strokes.append(tuple(zip(xs[1:], ys[1:], strict=True)))
    if at != len(numbers):
        raise ValueError("a drawing followed by something")
    return Drawing(numbers[0], numbers[1], tuple(strokes))


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
    numbers = []
    number = shift = 0
    for byte in data:
        if byte < 0x80 and not shift:  # noqa: PLR2004  (seven bits a byte)
            numbers.append(byte)
            continue
        number |= (byte & 0x7F) << shift
        shift += 7
        if shift > _MOST_BITS:
            raise ValueError("a coordinate out of bounds")
        if not byte & 0x80:
            numbers.append(number)
            number = shift = 0
    if shift:
        raise ValueError("a drawing that is cut")
    return numbers
