"""The list of the ROME: whole, well formed, found by a few letters in any spelling."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachdesk.core.french import fold
from coachdesk.services.trades import Trade, rome_of, trade_label, trades, trades_found

SHOWN = 12


def test_the_list_is_whole() -> None:
    every = trades()
    assert len(every) == 1584
    assert (
        len({trade.code for trade in every}) == len({fold(trade.label) for trade in every}) == 1584
    )
    assert all(re.fullmatch(r"[A-N]\d{4}", trade.code) for trade in every)
    assert sum(bool(trade.family) for trade in every) == 532
    assert {trade.code[0] for trade in every} == set("ABCDEFGHIJKLMN")


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("boulang", "D1102"),  # how a label begins
        ("BOULANGERE", "D1102"),  # accents and case aside, the second word of it
        ("d1102", "D1102"),  # by its code
        ("magasinage commandes", "N1103"),  # by words of what the fiche was called before
        ("aide-soignante", "J1501"),
        ("aide soignant", "J1501"),
    ],
)
def test_a_trade_is_found_by_a_few_letters(typed: str, first: str) -> None:
    assert trades_found(typed, SHOWN)[0].code == first


@pytest.mark.parametrize(
    ("noun", "meant"),
    [
        ("plomberie", "F1603"),  # without its end
        ("maçonnerie", "F1703"),
        ("coiffure", "D1202"),
        ("vente", "D1106"),
        ("mise en rayon", "D1507"),
        ("nettoyage de locaux", "K2204"),
    ],
)
def test_a_trade_is_found_by_its_noun(noun: str, meant: str) -> None:
    assert meant in [trade.code for trade in trades_found(noun, SHOWN)]


def test_no_trade_is_found_by_the_inside_of_a_word() -> None:
    assert not any("déménag" in trade.label for trade in trades_found("menage", SHOWN))


@given(st.sampled_from(trades()))
def test_a_label_written_in_full_finds_its_trade_and_tells_its_code(trade: Trade) -> None:
    assert trade in trades_found(trade.label, SHOWN)
    assert rome_of(trade.label.upper()) == trade.code
    assert trade_label(trade.code) == trade.label


def test_other_words_are_no_trade() -> None:
    assert trades_found("zzzzqq", SHOWN) == ()
    assert trades_found("  ", SHOWN) == ()
    assert rome_of("Vente au marché du samedi") is None
    assert trade_label("Z9999") == "Z9999"


def test_a_letter_is_answered_within_a_few_milliseconds() -> None:
    trades_found("a", SHOWN)  # the list is read once
    took = []
    for typed in ("a", "vente en magasin", "mecanique automobile", "q"):
        began = time.thread_time()
        trades_found(typed, SHOWN)
        took.append(time.thread_time() - began)
    assert min(took) < 0.005
    assert sorted(took)[len(took) // 2] < 0.05
