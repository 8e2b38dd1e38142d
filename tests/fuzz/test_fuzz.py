"""Every reader of outside files meets spoilt ones: it reads or refuses, within its bounds."""

import pytest

from support.fuzz import run_child
from support.fuzz_readers import READERS

OWN, FOREIGN = 100_000, 2_000
"""Inputs at full size: for all of our own parsers together, and before each of others'."""
FULL = 200
"""What ``make torture`` asks for by default."""
SMALL = 25


@pytest.mark.torture
@pytest.mark.parametrize("name", READERS)
def test_a_spoilt_file_is_read_or_refused_in_words(name: str, torture_n: int) -> None:
    own = sum(not reader.foreign for reader in READERS.values())
    full = FOREIGN if READERS[name].foreign else OWN // own
    number = SMALL if torture_n < FULL else full
    wrong = run_child(name, range(number))
    print(f"\n{name}: {number} spoilt files, {len(wrong)} wrong")  # noqa: T201  (the figures)
    assert not wrong
