"""From a cell of the file to the value its column holds, or why it is refused."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from coachdesk.domain.cells import (
    as_date,
    as_duration,
    as_hundredths,
    as_minute,
    as_phone,
    as_text,
    as_yes_no,
    is_blank,
)
from coachdesk.domain.profile import ActionProfile
from coachdesk.domain.siret import siret
from coachdesk.domain.week_hours import DAY_MINUTES
from coachdesk.domain.words import WordList
from coachdesk.services.importing import sentences
from coachdesk.services.importing.forms import Column, Kind
from coachdesk.services.importing.learned import (
    BLANK,
    NOTHING_LEARNED,
    YES,
    YES_NO,
    Learned,
    learned_key,
)
from coachdesk.services.importing.sentences import Refusal

Read = Callable[[object], Any]
"""Gives the value of a cell, None for a blank one, or a ``Refusal``."""

MOST_PEOPLE = 10_000
"""More in one cell is a slip of the fingers."""
_ERROR_VALUES = {"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!"}
"""What Excel shows for a formula that failed."""


def reader(
    column: Column, profile: ActionProfile, today: date, learned: Learned = NOTHING_LEARNED
) -> Read:
    """How the cells of ``column`` are read; a value met twice is read once."""
    read = _reader(column, profile, today, learned)
    seen: dict[object, Any] = {}

    def remembered(raw: object) -> Any:  # noqa: ANN401  (its type is the column's kind)
        if isinstance(raw, bool):
            return read(raw)  # True and 1 are one key of a dict, and two values of a cell
        try:
            return seen[raw]
        except KeyError:
            value = seen[raw] = None if is_blank(raw) else read(raw)
            return value

    return remembered


def _reader(column: Column, profile: ActionProfile, today: date, learned: Learned) -> Read:
    if column.word_list is not None:
        return _word_reader(column.word_list, column.words(profile), learned)
    if column.kind is Kind.YES_NO:
        return lambda raw: _yes_no(raw, learned)
    if column.kind is Kind.PAST_DATE:
        return lambda raw: _past(_date(raw), today)
    return _READERS[column.kind]


def _word_reader(name: str, words: WordList[Any], learned: Learned) -> Read:
    def read(raw: object) -> str | Refusal | None:
        typed = as_text(raw)
        key = words.key_of(typed) or learned_key(learned, name, typed)
        if key == BLANK:
            return None
        return key if key in words else sentences.unknown_word(typed, words, name)

    return read


def _text(raw: object) -> str | Refusal:
    text = as_text(raw)
    return sentences.error_value(text) if text in _ERROR_VALUES else text


def _date(raw: object) -> date | Refusal:
    return as_date(raw) or sentences.invalid_date(as_text(raw))


def _past(day: date | Refusal, today: date) -> date | Refusal:
    return sentences.future_date(day) if isinstance(day, date) and day > today else day


def _time(raw: object) -> int | Refusal:
    minute = as_minute(raw)
    return sentences.invalid_time(as_text(raw)) if minute is None else minute


def _duration(raw: object) -> int | Refusal:
    minutes = as_duration(raw)
    return sentences.invalid_number(as_text(raw)) if minutes is None else minutes


def _length(raw: object) -> int | Refusal:
    minutes = as_duration(raw)
    if minutes is None or minutes > DAY_MINUTES:
        return sentences.invalid_length(as_text(raw))
    return minutes


def _quantity(raw: object) -> int | Refusal:
    hundredths = as_hundredths(raw)
    return sentences.invalid_quantity(as_text(raw)) if hundredths is None else hundredths


def _count(raw: object) -> int | Refusal:
    hundredths = as_hundredths(raw)
    if hundredths is None or hundredths % 100 or hundredths > 100 * MOST_PEOPLE:
        return sentences.invalid_count(as_text(raw))
    return hundredths // 100


def _numbers(raw: object) -> tuple[str, ...] | Refusal:
    text = _text(raw)
    if isinstance(text, Refusal):
        return text
    found = (number.strip() for number in re.split(r"[,;]", text))
    return tuple(sorted({number for number in found if number}))


def _yes_no(raw: object, learned: Learned) -> bool | Refusal | None:
    answer = as_yes_no(raw)
    if answer is not None:
        return answer
    key = learned_key(learned, YES_NO, as_text(raw))
    if key is None:
        return sentences.not_yes_no(as_text(raw), YES_NO)
    return None if key == BLANK else key == YES


def _phone(raw: object) -> str | Refusal:
    text = _text(raw)
    return as_phone(raw) if isinstance(text, str) else text


def _siret(raw: object) -> str | Refusal:
    typed = as_text(raw)
    return siret(typed) or sentences.invalid_siret(typed)


_READERS: dict[Kind, Read] = {
    Kind.TEXT: _text,
    Kind.DATE: _date,
    Kind.TIME: _time,
    Kind.DURATION: _duration,
    Kind.PHONE: _phone,
    Kind.SIRET: _siret,
    Kind.COUNT: _count,
    Kind.QUANTITY: _quantity,
    Kind.LENGTH: _length,
    Kind.NUMBERS: _numbers,
}
