"""The fields of a record read back: one that is not in its one form is refused."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache

from coachdesk.core.canonical import Json
from coachdesk.core.clock import told_anywhere


def read_hexadecimal(text: str) -> bytes:
    """Bytes from their hexadecimal digits, in lower case: the one form they are written in.

    Raises:
        ValueError: when they are written otherwise.
    """
    data = bytes.fromhex(text)
    if data.hex() != text:
        raise ValueError("digits of another form")
    return data


@cache
def _names(names: str) -> frozenset[str]:
    return frozenset(names.split())


class Fields:
    """The fields of a JSON object, each asked for with its kind; ValueError when it is another."""

    def __init__(self, value: Json, names: str) -> None:
        """``names``: the exact fields that the object must have, separated by spaces."""
        if not isinstance(value, Mapping) or value.keys() != _names(names):
            raise ValueError("other fields were expected")
        self._value = value

    def value(self, name: str) -> Json:
        """Any value."""
        return self._value[name]

    def text(self, name: str) -> str:
        """A string."""
        found = self._value[name]
        if not isinstance(found, str):
            raise ValueError(f"{name}: a text was expected")  # noqa: TRY004  (its content is wrong)
        return found

    def text_or_none(self, name: str) -> str | None:
        """A string or null."""
        return None if self._value[name] is None else self.text(name)

    def moment(self, name: str) -> datetime:
        """A moment that every time zone can tell."""
        found = datetime.fromisoformat(self.text(name))
        if not told_anywhere(found):
            raise ValueError("no moment, or one without its offset")
        return found

    def number(self, name: str) -> int:
        """A non-negative integer."""
        found = self._value[name]
        if not isinstance(found, int) or isinstance(found, bool) or found < 0:
            raise ValueError(f"{name}: a number was expected")
        return found

    def number_or_none(self, name: str) -> int | None:
        """A non-negative integer or null."""
        return None if self._value[name] is None else self.number(name)

    def hexadecimal(self, name: str) -> bytes:
        """Bytes written in hexadecimal digits."""
        return read_hexadecimal(self.text(name))

    def items(self, name: str) -> Sequence[Json]:
        """A list."""
        found = self._value[name]
        if not isinstance(found, list):
            raise ValueError(f"{name}: a list was expected")  # noqa: TRY004  (likewise)
        return found

    def numbers(self, name: str) -> tuple[int, ...]:
        """A list of non-negative integers."""
        found = self.items(name)
        if any(not isinstance(each, int) or isinstance(each, bool) or each < 0 for each in found):
            raise ValueError(f"{name}: numbers were expected")
        return tuple(found)  # type: ignore[arg-type]  # each was just looked at
