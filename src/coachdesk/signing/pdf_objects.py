"""The few PDF objects that seals are made of, from plain values.

It takes 0.3 s to import, as pyHanko does: only who seals imports it.
"""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from pyhanko.pdf_utils import generic

Value: TypeAlias = "str | float | Sequence[float] | generic.PdfObject | Mapping[str, Value]"
"""A name is a text that begins with « / »."""


def dictionary(entries: Mapping[str, Value]) -> generic.DictionaryObject:
    """A PDF dictionary; its keys begin with « / »."""
    return generic.DictionaryObject(_entries(entries))  # type: ignore[no-untyped-call]  # as pyHanko leaves it


def form(
    operators: bytes, size: tuple[float, float], resources: Mapping[str, Value]
) -> generic.StreamObject:
    """A drawing of ``size`` points that can stand in an appearance."""
    entries: dict[str, Value] = {
        "/Type": "/XObject",
        "/Subtype": "/Form",
        "/BBox": (0, 0, *size),
        "/Resources": resources,
    }
    drawn = generic.StreamObject(_entries(entries), stream_data=operators)
    drawn.compress()  # type: ignore[no-untyped-call]  # as pyHanko leaves it
    return drawn


def _entries(entries: Mapping[str, Value]) -> dict[generic.NameObject, generic.PdfObject]:
    return {generic.NameObject(key): _object(value) for key, value in entries.items()}


def _object(value: Value) -> generic.PdfObject:
    match value:
        case generic.PdfObject():
            return value
        case str():
            return generic.NameObject(value)
        case Mapping():
            return dictionary(value)
        case Sequence():
            return generic.ArrayObject([_object(each) for each in value])
    return generic.FloatObject(value)  # type: ignore[no-untyped-call]  # as pyHanko leaves it
