"""A few letters find a person: however she is written, however it is typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachdesk.core.search import haystack, matches, matching, narrows, words

LEA = haystack(
    last_name="LEFÈVRE-ŒUVRARD",
    first_name="Léa Noëlle",
    birth_name="Çelik",
    number="23-014",
    commune="Poix-de-Picardie",
    phone="06 12 34 56 78",
    beneficiary_number="80 1234567 K",
    case_manager="Mme d’Hautecœur",
)
ALPHABET = "abé ç06.-/+3"


@pytest.mark.parametrize(
    "typed",
    [
        "lefevre", "LÉA lefèvre", "lefèvre léa", "oeuvrard", "œuvr", "noelle", "celik", "23-014",
        "23-0", "23014", "poix", "picardie lea", "06 12 34 56 78", "0612345678", "06.12.34", "3456",
        "06-12-34-56-78", "+33 6 12 34", "+33612345678", "801234567k", "80 1234567", "1234567",
        "d'hautecoeur", "d’Hautecœur", "lea 06 12 34", "06 12 lea", "  léa   ",
    ],
)  # fmt: skip
def test_she_is_found_by(typed: str) -> None:
    assert matches(LEA, words(typed))


@pytest.mark.parametrize("typed", ["leas", "lea dupont", "07 12", "23-015", "78 06", "airaines"])
def test_she_is_not_found_by(typed: str) -> None:
    assert not matches(LEA, words(typed))


def test_nothing_typed_finds_everyone() -> None:
    assert words("  ") == ()
    assert matches(LEA, ())


def test_a_missing_fact_is_no_obstacle() -> None:
    bare = haystack(last_name="DURAND", first_name="Zoé", number="1")
    assert matches(bare, words("zoe durand"))


@given(
    st.lists(st.text(ALPHABET, max_size=12), max_size=12),
    st.text(ALPHABET, max_size=8),
    st.text(ALPHABET, max_size=8),
)
def test_what_narrows_can_be_sought_among_what_was_found(
    texts: list[str], before: str, after: str
) -> None:
    everyone = range(len(texts))
    first, then = words(before), words(after)
    found = [place for place in everyone if matches(texts[place], then)]
    assert matching(everyone, texts, then) == found
    if narrows(first, then):
        assert matching(matching(everyone, texts, first), texts, then) == found


@given(st.text(ALPHABET, min_size=1, max_size=10), st.text("abcé", min_size=1, max_size=3))
def test_a_letter_added_to_a_word_narrows(typed: str, more: str) -> None:
    if typed[-1].isalpha():
        assert narrows(words(typed), words(typed + more))
