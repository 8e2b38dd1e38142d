"""The file for the funder's platform: which columns, under which names, by which codes.

All three are in ``resources/fse/columns.toml``, to be put right once the official list is known.
"""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from coachdesk.core.resources import resource
from coachdesk.documents.column_grid import Row
from coachdesk.documents.table_columns import Column, Kind, Value
from coachdesk.domain.fse import ASKED
from coachdesk.domain.fse_record import FseRecord

_FACTS: Mapping[str, Callable[[FseRecord], Value]] = MappingProxyType(
    {
        "number": lambda record: record.number,
        "last_name": lambda record: record.last_name,
        "first_name": lambda record: record.first_name,
        "birth_date": lambda record: record.birth_date,
        "gender": lambda record: record.gender,
        "postcode": lambda record: record.postcode,
        "commune": lambda record: record.commune,
        "phone": lambda record: record.phone,
        "email": lambda record: record.email,
        "entered_on": lambda record: record.entered_on,
        "left_on": lambda record: record.left_on,
        "six_months_on": lambda record: record.six_months_on,
        "age": lambda record: record.age,
        "status": lambda record: record.status,
        "band": lambda record: record.band,
    }
)
QUESTIONS = frozenset(question.key for asked in ASKED.values() for question in asked)
KEYS = frozenset(_FACTS) | QUESTIONS
"""What a column may hold."""
_DATES = {"birth_date", "entered_on", "left_on", "six_months_on"}


@dataclass(frozen=True)
class PlatformColumn:
    """One column of the file."""

    key: str
    name: str
    codes: Mapping[str, str] | None
    """How its values are written; None as they are."""

    def value(self, record: FseRecord) -> Value:
        """What it holds of someone; None of what is not known."""
        if self.key in QUESTIONS:
            told = record.answers.get(self.key)
            found: Value = told.answer if told is not None else None
        else:
            found = _FACTS[self.key](record)
        if found is None or self.codes is None:
            return found
        return self.codes[str(found)]

    @property
    def column(self) -> Column:
        """As the files describe one."""
        kind = Kind.DATE if self.key in _DATES else Kind.COUNT if self.key == "age" else Kind.TEXT
        return Column(self.key, self.name, self.name, 0, kind)


@dataclass(frozen=True)
class Platform:
    """The whole file."""

    columns: tuple[PlatformColumn, ...]
    confirmed: bool
    """Whether the list of the funder was read: until then the file says « à confirmer »."""

    def row(self, record: FseRecord) -> Row:
        """The row of someone."""
        return {column.key: column.value(record) for column in self.columns}


@cache
def platform() -> Platform:
    """What the resource file says.

    Raises:
        ValueError: a column that nothing is known of, or codes that are not there.
    """
    return read_platform(resource("fse", "columns.toml").read_text("utf-8"))


def read_platform(text: str) -> Platform:
    """The columns that ``text`` tells; see ``platform``."""
    told = tomllib.loads(text)
    codes = told.get("codes", {})
    columns = []
    for each in told["columns"]:
        key, wanted = each["key"], each.get("codes")
        if key not in KEYS:
            raise ValueError(f"resources/fse/columns.toml: unknown column {key}")
        if wanted is not None and wanted not in codes:
            raise ValueError(f"resources/fse/columns.toml: no codes {wanted} for {key}")
        columns.append(PlatformColumn(key, each["name"], codes[wanted] if wanted else None))
    return Platform(tuple(columns), bool(told.get("confirmed")))
