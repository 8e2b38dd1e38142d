"""The XML parts of a workbook, met element by element and within bounds: no tree is ever built."""

import re
from collections.abc import Callable, Mapping
from typing import IO, Protocol
from xml.parsers import expat

_PIECE = 1 << 18
_CELL = rb'<c r="[A-Z]{1,3}\d{1,7}"[^<>]*+(?<=/)>\s*+'
_ROW = rb'<row r="\d{1,7}"[^<>]*+(?:(?<=/)>|(?<!/)>\s*+(?:%s)*+</row>)\s*+(?=<row r=")' % _CELL
_EMPTY = (
    (re.compile(rb"(?:%s)++" % _ROW), (b"/><row r=", b"/></row>", b'"></row>')),
    (re.compile(rb'(?:%s(?=<c r="|</row>))++' % _CELL), (b"/><c r=",)),
)
"""What a formatted page is full of: rows, then cells, with a look and nothing in them, and what
tells that there are some. Each is followed by one that tells its own place: nothing moves when they
are passed over."""
_MANY = 50
"""In a piece: to look for them costs as much as to read what is there."""


class TooMuchError(Exception):
    """More in a workbook than anyone wrote by hand."""


class Budget:
    """What may still be read in all of a workbook."""

    def __init__(self) -> None:
        self.elements = 2_200_000
        self.cells = 600_000
        """With something in them: twenty thousand lines of thirty columns."""
        self.places = 10_000_000
        """Up to the last cell of each row, empty ones too."""
        self.characters = 50_000_000

    def take_row(self, cells: int, width: int) -> None:
        """A row is kept.

        Raises:
            TooMuchError: it is one too many.
        """
        self.cells -= cells
        self.places -= width
        if self.cells < 0 or self.places < 0:
            raise TooMuchError

    def take_text(self, length: int) -> None:
        """A text is kept.

        Raises:
            TooMuchError: it is one too many.
        """
        self.characters -= length
        if self.characters < 0:
            raise TooMuchError


Begin = Callable[[dict[str, str]], None]
"""An element begins, with those attributes."""
End = Callable[[], None]


class Reader(Protocol):
    """What meets the elements that it names; all others are passed over."""

    done: bool
    """The rest of the part is of no use."""
    begins: Mapping[str, Begin]
    """By the name of the element, without prefix."""
    ends: Mapping[str, End]

    def told(self, text: str) -> None:
        """Text stands between two tags."""


def meet(
    stream: IO[bytes], reader: Reader, budget: Budget, step: Callable[[int], None] | None = None
) -> None:
    """Have ``reader`` meet what is in ``stream``.

    Args:
        stream: the part, unpacked as it is read.
        reader: called for each element that it names.
        budget: what may still be read.
        step: told the bytes read so far, many times a second; may raise to stop.

    Raises:
        ExpatError: it is no XML.
        TooMuchError: there is more of it than the budget allows.
    """
    begins, ends = reader.begins, reader.ends

    def begin(tag: str, attributes: dict[str, str]) -> None:
        budget.elements -= 1
        if budget.elements < 0:
            raise TooMuchError
        act = begins.get(tag if ":" not in tag else tag.rpartition(":")[2])
        if act is not None:
            act(attributes)

    def end(tag: str) -> None:
        act = ends.get(tag if ":" not in tag else tag.rpartition(":")[2])
        if act is not None:
            act()

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = begin
    parser.EndElementHandler = end
    parser.CharacterDataHandler = reader.told
    read = 0
    while not reader.done and (piece := stream.read(_PIECE)):
        read += len(piece)
        if step is not None:
            step(read)
        parser.Parse(without_empty(piece), False)
    if not reader.done:
        parser.Parse(b"", True)


def without_empty(piece: bytes) -> bytes:
    """A piece of a sheet without the rows and cells that have a look and nothing in them."""
    for empty, signs in _EMPTY:
        if sum(map(piece.count, signs)) > _MANY:
            piece = empty.sub(b"", piece)
    return piece
