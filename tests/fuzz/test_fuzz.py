"""Every reader of outside files meets spoilt ones: it reads or refuses, within its bounds."""

from collections.abc import Callable
from pathlib import Path

import pytest

from support.fuzz import run_child
from support.fuzz_good import make_good
from support.fuzz_readers import READERS

OWN, FOREIGN = 100_000, 2_000
"""Inputs at full size: for all of our own parsers together, and before each of others'."""
FULL = 200
"""What ``make torture`` asks for by default."""
SMALL = 25


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("fuzz") / "good"
    make_good(folder)
    return folder


@pytest.mark.torture
@pytest.mark.parametrize("name", READERS)
def test_a_spoilt_file_is_read_or_refused_in_words(
    name: str, good: Path, torture_n: int, torture_figures: Callable[..., None]
) -> None:
    own = sum(not reader.foreign for reader in READERS.values())
    full = FOREIGN if READERS[name].foreign else -(-OWN // own)
    number = SMALL if torture_n < FULL else full
    wrong = run_child(name, good, range(number))
    torture_figures(f"spoilt files, {name}", read=number, wrong=len(wrong))
    assert not wrong
