"""What may be shown to the user: one French sentence and a remedy. No other exception is shown."""


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
        return f"{self.sentence} {self.remedy}".strip()
