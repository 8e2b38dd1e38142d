"""Unlocking a store, unless wrong tries make this one wait."""

from pathlib import Path

from coachdesk.core.clock import Clock
from coachdesk.core.errors import SecretRefusedError
from coachdesk.core.french import NBSP, wait_words
from coachdesk.core.tries import forget_tries, note_wrong_try, seconds_to_wait
from coachdesk.store.vault import Keys, unlock


def unlock_in_time(directory: Path, secret: str, clock: Clock) -> Keys:
    """The keys of the store in ``directory``; each wrong secret after a few makes the next wait.

    Raises:
        SecretRefusedError: wrong secret, or it is too soon.
        UserError: the key file is missing or damaged.
    """
    wait = seconds_to_wait(directory, clock)
    if wait:
        raise SecretRefusedError(
            f"Trop d’essais manqués{NBSP}: le prochain est possible dans {wait_words(wait)}.",
            "Rien n’est effacé. La clé de secours ouvre aussi, après la même attente.",
            wait,
        )
    try:
        keys = unlock(directory, secret)
    except SecretRefusedError as refusal:
        wait = note_wrong_try(directory, clock)
        raise SecretRefusedError(refusal.sentence, refusal.remedy, wait) from None
    forget_tries(directory)
    return keys
