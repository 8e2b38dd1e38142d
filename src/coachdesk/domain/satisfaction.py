"""What questionnaires without a name say together: never of fewer than five of them."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import TypeAlias

from coachdesk.domain.papers import Answer, FieldKind, PaperField

LEAST = 5
"""Fewer answers than this could be told apart."""
OUT_OF = 5
Given: TypeAlias = Sequence[Mapping[str, Answer]]
"""The answers of each questionnaire, by the key of the question."""


def notes_of(field: PaperField, given: Given) -> tuple[Fraction, ...]:
    """The notes of a question, out of five, whatever its scale."""
    told = (answers.get(field.key, "") for answers in given)
    return tuple(
        Fraction(int(note) * OUT_OF, field.top) for note in told if isinstance(note, str) and note
    )


def notes_together(fields: Iterable[PaperField], given: Given) -> tuple[Fraction, ...]:
    """The notes of every question that enough people answered; nothing when too few came."""
    if len(given) < LEAST:
        return ()
    each = (notes_of(field, given) for field in fields if field.kind is FieldKind.SCALE)
    return tuple(note for notes in each if len(notes) >= LEAST for note in notes)


def mean_of(notes: Sequence[Fraction]) -> Decimal | None:
    """Their mean with two decimals, halves rounded up; None of none."""
    if not notes:
        return None
    mean = sum(notes, Fraction()) / len(notes)
    exact = Decimal(mean.numerator) / mean.denominator
    return exact.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


def counts_of(field: PaperField, given: Given) -> dict[str, int]:
    """How many gave each answer to a question, by key; nothing when too few answered it."""
    told = [answers[field.key] for answers in given if answers.get(field.key)]
    if len(told) < LEAST:
        return {}
    keys = [key for answer in told for key in ((answer,) if isinstance(answer, str) else answer)]
    return {word.key: keys.count(word.key) for word in field.options}
