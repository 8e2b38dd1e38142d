"""What may be shown to the user: one French sentence and a remedy. No other exception is shown."""

from datetime import date

from coachdesk.core.french import typeset


class UserError(Exception):
    """A refusal that the user can act on.

    Attributes:
        sentence: what happened, one French sentence.
        remedy: what to do about it, one French sentence; may be empty when there is nothing to do.
    """

    def __init__(self, sentence: str, remedy: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.remedy = remedy

    def __str__(self) -> str:
        """Both, as they are shown: no sign begins a line."""
        return typeset(f"{self.sentence} {self.remedy}".strip())


class DamagedError(UserError):
    """Refused because the store is damaged; the window leads to what can be put back or saved."""


class SharedPlaceError(UserError):
    """Refused because a folder is synchronised or on the network; a store there can be moved."""


class MonthClosedError(UserError):
    """Refused because a month is closed; the window leads to ``month``, its first day."""

    def __init__(self, sentence: str, remedy: str, month: date) -> None:
        super().__init__(sentence, remedy)
        self.month = month


class SecretRefusedError(UserError):
    """A passphrase or a key opened nothing; ``wait`` is how many seconds the next try waits."""

    def __init__(self, sentence: str, remedy: str, wait: int = 0) -> None:
        super().__init__(sentence, remedy)
        self.wait = wait
