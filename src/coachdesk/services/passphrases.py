"""A passphrase proposed: words drawn at random from the list that is shipped."""

import secrets
from functools import cache

from coachdesk.core.resources import resource

WORDS_DRAWN = 5


@cache
def word_list() -> tuple[str, ...]:
    """The words of resources/words: short, common, without accents, each once."""
    text = resource("words", "mots.txt").read_text("utf-8")
    return tuple(word for line in text.splitlines() if line[:1] != "#" for word in line.split())


def proposed_passphrase() -> str:
    """Five different words that nothing links but chance."""
    return " ".join(secrets.SystemRandom().sample(word_list(), WORDS_DRAWN))
