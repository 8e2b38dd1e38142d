"""What goes wrong between here and the recipient, each with its sentence and what it leads to."""

from enum import StrEnum

from coachdesk.core.errors import UserError


class After(StrEnum):
    """What is done after a trouble."""

    RETRY = "retry"
    """Tried again by itself, later: the network, a server that is full or asleep."""
    REPAIR = "repair"
    """Tried again once she mended something: a password, a host key, a certificate."""
    LOOK = "look"
    """Another file stands there: somebody looks."""
    CHECK = "check"
    """It may have arrived: somebody asks the recipient."""


class TroubleError(UserError):
    """A parcel is not known to have arrived. No word of it holds a secret or a person's name."""

    def __init__(self, sentence: str, remedy: str, after: After) -> None:
        super().__init__(sentence, remedy)
        self.after = after


class StoppedError(Exception):
    """The sending was stopped before the parcel arrived."""
