"""The little of ASN.1 DER that a seal needs: written in one way only, and read back strictly.

A seal has one fixed shape. Writing its DER here costs microseconds where a general ASN.1 library
costs 15 ms per seal, and a shape with one writer can be checked by writing it again.
"""

from collections.abc import Iterator

SEQUENCE = 0x30
SET = 0x31
INTEGER = 0x02
OCTETS = 0x04

_LONG_FORM = 0x80


def tlv(tag: int, *parts: bytes) -> bytes:
    """One element: its tag, the length of ``parts`` together, ``parts``."""
    body = b"".join(parts)
    size = len(body)
    if size < _LONG_FORM:
        return bytes((tag, size)) + body
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes((tag, _LONG_FORM | len(length))) + length + body


def integer(value: int) -> bytes:
    """A non-negative INTEGER."""
    return tlv(INTEGER, value.to_bytes(value.bit_length() // 8 + 1, "big"))


def oid(dotted: str) -> bytes:
    """An OBJECT IDENTIFIER from its dotted form."""
    first, second, *rest = (int(arc) for arc in dotted.split("."))
    body = bytearray()
    for arc in (40 * first + second, *rest):
        groups = [arc & 0x7F]
        while arc := arc >> 7:
            groups.append(arc & 0x7F | 0x80)
        body += bytes(reversed(groups))
    return tlv(0x06, bytes(body))


def elements(data: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """The elements that follow each other in ``data``: tag, contents, and the whole element.

    Raises:
        ValueError: when ``data`` is not a whole number of elements of definite length.
    """
    position = 0
    while position < len(data):
        start = position
        if len(data) - position < 2:  # noqa: PLR2004  (a tag and a length)
            raise ValueError("an element is cut")
        tag, size = data[position], data[position + 1]
        position += 2
        if size >= _LONG_FORM:
            digits = size & 0x7F
            if not 1 <= digits <= 4:  # noqa: PLR2004  (no indefinite length, nothing over 4 GB)
                raise ValueError("an element's length is not definite")
            size = int.from_bytes(data[position : position + digits], "big")
            position += digits
        if position + size > len(data):
            raise ValueError("an element is cut")
        yield tag, data[position : position + size], data[start : position + size]
        position += size


def only(data: bytes, tag: int) -> bytes:
    """The contents of the single element that ``data`` is.

    Raises:
        ValueError: when it is not one element of that tag.
    """
    found = list(elements(data))
    if len(found) != 1 or found[0][0] != tag:
        raise ValueError("another element was expected")
    return found[0][1]
