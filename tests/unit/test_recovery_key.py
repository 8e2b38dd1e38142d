"""A recovery key typed again by hand: what is forgiven, and which group is told to be wrong."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachdesk.domain.association_key import as_association_key, is_mistyped, with_check
from coachdesk.domain.recovery_key import (
    as_recovery_key,
    in_groups,
    right_groups,
    wrong_group,
)

KEY = "GASG-N5XM-TRNF-OI2B-WXYZ-2345-67AB-CDEF"
keys = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", min_size=32, max_size=32).map(in_groups)


@pytest.mark.parametrize(
    "typed",
    [KEY, KEY.lower(), KEY.replace("-", ""), KEY.replace("-", "  "), KEY.replace("OI2B", "0128")],
)
def test_case_spaces_dashes_and_look_alikes_are_forgiven(typed):
    assert wrong_group(KEY, typed) is None
    assert right_groups(KEY, typed) == 8
    assert in_groups(as_recovery_key(typed) or "") == KEY


@given(keys, st.integers(0, 7), st.booleans())
def test_the_wrong_group_is_named_wherever_it_is(key, number, separated):
    groups = key.split("-")
    groups[number] = "".join(reversed(groups[number]))
    typed = ("-" if separated else "").join(groups)
    if typed.replace("-", "") == key.replace("-", ""):
        return
    assert wrong_group(key, typed) == number + 1
    assert right_groups(key, typed) == number


def test_a_character_forgotten_in_a_group_is_not_held_against_the_next():
    typed = KEY.replace("N5XM", "N5X")
    assert wrong_group(KEY, typed) == 2
    assert wrong_group(KEY, "GASG N5XM TRN") is None, "she is still typing it"


@given(keys, st.integers(0, 39))
def test_nothing_is_wrong_while_what_is_typed_is_right(key, length):
    assert wrong_group(key, key[:length]) is None
    random.seed(length)
    assert right_groups(key, key[:length]) <= 8


@pytest.mark.parametrize("place", range(36))
def test_one_wrong_letter_of_the_key_of_the_association_is_told_once_it_is_typed_whole(place):
    checked = with_check(KEY).replace("-", "")
    assert as_association_key(checked) == KEY.replace("-", "")
    assert not is_mistyped(checked)
    assert not is_mistyped(checked[:-1]), "its last letter is still to come"
    other = "A" if checked[place] != "A" else "B"
    assert is_mistyped(f"{checked[:place]}{other}{checked[place + 1 :]}")
