"""What becomes of something that waits to be sent: its states, and when it is tried again.

A state says what is known, never what is hoped: « remis » is what the other end's machine took,
« reçu » is what its people acknowledged.
"""

from datetime import datetime, timedelta
from enum import StrEnum

FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=6)
JITTER = 0.25
"""Each wait is longer or shorter by up to this share: two coaches of one hall don't collide."""


class DeliveryKind(StrEnum):
    """What is sent."""

    MONTH = "month"
    """A month's package."""
    NOTICE = "notice"
    """An absence notice."""
    RETURN = "return"
    """A retour de prescription."""
    REVIEW = "review"
    """A bilan."""
    COPY = "copy"
    """The copy of a document for one of its signers."""
    TIMESTAMP = "timestamp"
    """The timestamp of a package that left before it, or with it."""
    BACKUP = "backup"
    """An encrypted sauvegarde for the association's folder."""


class DeliveryState(StrEnum):
    """Where it stands; each value is kept, so none is ever renamed."""

    QUEUED = "queued"
    SENDING = "sending"
    HANDED_OVER = "handed_over"
    """The other end's machine took it, whole."""
    CONFIRMED = "confirmed"
    """Its people acknowledged it."""
    FAILED = "failed"
    """Not sent; tried again by itself when a time is set, after a repair when none is."""
    CONFLICT = "conflict"
    """Another file stands there under its name: somebody looks before anything is sent."""
    TO_CHECK = "to_check"
    """It may have arrived: it is never sent again by itself."""
    WITHDRAWN = "withdrawn"
    """She decided not to send it, and said why; it stays in the list."""


STATE_WORDS = {
    DeliveryState.QUEUED: "en attente",
    DeliveryState.SENDING: "en cours d’envoi",
    DeliveryState.HANDED_OVER: "remis, sans accusé de réception",
    DeliveryState.CONFIRMED: "reçu",
    DeliveryState.FAILED: "échec",
    DeliveryState.CONFLICT: "conflit",
    DeliveryState.TO_CHECK: "à vérifier",
    DeliveryState.WITHDRAWN: "retiré",
}
"""What the screen says of each: « remis » is never « reçu »."""

LEADS_TO: dict[DeliveryState, frozenset[DeliveryState]] = {
    DeliveryState.QUEUED: frozenset({
        DeliveryState.SENDING,
        DeliveryState.FAILED,  # nobody answers there
        DeliveryState.HANDED_OVER,  # by hand, or on a key
        DeliveryState.TO_CHECK,  # the store was put back from a copy
        DeliveryState.WITHDRAWN,
    }),
    DeliveryState.SENDING: frozenset({
        DeliveryState.QUEUED,  # stopped before anything could arrive
        DeliveryState.HANDED_OVER,
        DeliveryState.FAILED,
        DeliveryState.CONFLICT,
        DeliveryState.TO_CHECK,
    }),
    DeliveryState.HANDED_OVER: frozenset({
        DeliveryState.CONFIRMED,
        DeliveryState.QUEUED,  # the same bytes once more, because she asks
        DeliveryState.TO_CHECK,
    }),
    DeliveryState.CONFIRMED: frozenset({DeliveryState.QUEUED}),
    DeliveryState.FAILED: frozenset({
        DeliveryState.QUEUED,
        DeliveryState.SENDING,
        DeliveryState.HANDED_OVER,
        DeliveryState.TO_CHECK,
        DeliveryState.WITHDRAWN,
    }),
    DeliveryState.CONFLICT: frozenset({
        DeliveryState.QUEUED,
        DeliveryState.HANDED_OVER,
        DeliveryState.TO_CHECK,
        DeliveryState.WITHDRAWN,
    }),
    DeliveryState.TO_CHECK: frozenset({
        DeliveryState.QUEUED,
        DeliveryState.HANDED_OVER,
        DeliveryState.CONFIRMED,
        DeliveryState.WITHDRAWN,
    }),
    DeliveryState.WITHDRAWN: frozenset({DeliveryState.QUEUED}),
}  # fmt: skip
"""What each state may become."""

UNSENT = frozenset({
    DeliveryState.QUEUED,
    DeliveryState.SENDING,
    DeliveryState.FAILED,
    DeliveryState.CONFLICT,
    DeliveryState.TO_CHECK,
})  # fmt: skip
"""What still waits for a connection or for somebody: it can't be deleted."""


def next_try(attempts: int, now: datetime, chance: float) -> datetime:
    """When to try again after ``attempts`` failures in a row.

    Twice as long each time, from one minute to six hours.

    Args:
        attempts: failures so far, 1 or more.
        now: the moment of the last one.
        chance: from 0 to 1, drawn by the caller; it spreads the tries.
    """
    doubled = FIRST_WAIT * (1 << min(attempts - 1, 20))
    return now + min(doubled, LONGEST_WAIT) * (1 + JITTER * (2 * chance - 1))
