"""What is said of a passphrase: never a comfort that is false, never a block."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachdesk.core.french import fold
from coachdesk.domain.passphrase import GOOD, MIN_PASSPHRASE, bits, strength
from coachdesk.services.passphrases import WORDS_DRAWN, proposed_passphrase, word_list

KNOWN = ("Claire Dubois", "Association Exemple", "Coaching Emploi")


@pytest.mark.parametrize(
    ("typed", "verdict"),
    [
        ("motdepasse", "aussitôt"),
        ("Azerty123", "aussitôt"),
        ("aaaaaaaaaaaaaaaa", "aussitôt"),
        ("123456789012", "aussitôt"),
        ("Claire Dubois", "aussitôt"),
        ("claire2023", "aussitôt"),
        ("coaching emploi 2024", "aussitôt"),
        ("soleil soleil soleil soleil", "aussitôt"),
        ("toto1985", "aussitôt"),
        ("girafe moulin", "heures"),
        ("girafe moulin tabouret", "jours"),
        ("quatre mots sans lien", "années"),
        ("girafe moulin tabouret velours orage", "Tiendra"),
        ("kX9!vq2RmZ7#tB", "Tiendra"),
    ],
)
def test_it_is_said_in_words(typed, verdict):
    said = strength(typed, KNOWN)
    assert verdict in said.verdict
    assert bool(said.advice) == (said.level < GOOD)


def test_her_own_name_is_worth_less_than_a_strangers():
    mine = strength("dubois jardin", ("Claire Dubois",))
    assert bits("dubois jardin", {"dubois"}) < bits("dubois jardin")
    assert "Votre nom" in mine.advice


@given(st.text(min_size=1, max_size=40))
def test_a_word_more_never_weakens_and_saying_it_twice_adds_next_to_nothing(text):
    assert bits(text) >= 0
    assert bits(f"{text} zanzibar") >= bits(text)
    assert bits(f"{text} tango tango") <= bits(f"{text} tango") + 5


def test_the_words_proposed_are_short_plain_and_enough():
    words = word_list()
    assert len(words) == len(set(words)) >= 1000
    assert all(re.fullmatch("[a-z]{3,9}", word) and fold(word) == word for word in words)


def test_a_proposed_phrase_holds_and_is_not_the_one_before():
    phrases = {proposed_passphrase() for _ in range(50)}
    assert len(phrases) == 50
    for phrase in phrases:
        assert len(set(phrase.split())) == WORDS_DRAWN
        assert len(phrase) >= MIN_PASSPHRASE
        assert strength(phrase, KNOWN).level == 4, phrase
