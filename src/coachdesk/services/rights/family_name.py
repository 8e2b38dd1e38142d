"""A text that may tell of someone by her family name alone: « Mme DURAND », « Durand absent ».

Only a whole word with its capital counts, in what was written freely. A name that is a word too
(« petit ») is told by the texts themselves: written small somewhere, it has to follow « Mme » or
« M. », or to stand within a sentence. Where others of the store bear the name, the texts of their
own dossiers tell of them, and elsewhere only a title counts: the coach is not to read them all.
"""

import re
from dataclasses import dataclass
from functools import cached_property

from coachdesk.services.rights.naming import Naming, spelled

PROSE = frozenset(
    {
        "note", "text", "mobility", "expectations", "skills", "decision_reason", "cause_note",
        "dry_reason", "result", "contact_attempts", "action_plan", "renewal_reason", "reason",
        "regularisation", "remark", "void_reason", "person_commitments",
        "organisation_commitments", "title", "label",
    }
)  # fmt: skip
"""The columns that were written freely."""
_TITLE = re.compile(
    r"\b(?:M|MM|Mr|Mme|Mmes|Mlle|Monsieur|Madame|Mademoiselle)\b\.?[ \u00a0\u202f]+$",
    re.IGNORECASE,
)
_SHORT = 4
"""A name of fewer letters has to follow a title, or to be written in capitals."""


@dataclass(frozen=True)
class FamilyName:
    """The family names of someone, and the full names of who shares one of them.

    Attributes:
        lasts: hers, with those that were corrected since.
        others: last and first names of the people who share one.
        is_word: it was found written small.
    """

    lasts: tuple[str, ...]
    others: tuple[tuple[str, str], ...] = ()
    is_word: bool = False

    def place_in(self, text: str) -> int | None:
        """Where ``text`` may tell of her first; None where it does not."""
        # The full name of someone else is not hers: as long, so that places stay.
        bare = self._theirs.sub(lambda found: "\0" * len(found[0]), text)
        loud = text.upper() == text
        for found in self._hers.finditer(bare):
            if self._counts(found[0], bare[: found.start()], loud=loud):
                return found.start()
        return None

    def is_small_in(self, text: str) -> bool:
        """Whether it stands there as any other word."""
        return any(found[0].islower() for found in self._hers.finditer(text))

    def _counts(self, written: str, before: str, *, loud: bool) -> bool:
        if not written[0].isupper():
            return False
        if _TITLE.search(before):
            return True
        if self.others or loud:
            return False
        if written.isupper():
            return True
        begins = not before.strip() or before.rstrip(" \u00a0\u202f")[-1] in ".!?\n"
        return len(written) >= _SHORT and not (self.is_word and begins)

    @cached_property
    def _hers(self) -> re.Pattern[str]:
        either = "|".join(spelled(last) for last in self.lasts) or r"(?!)"
        return re.compile(rf"(?<![\w'’-])(?:{either})(?![\w-])", re.IGNORECASE)

    @cached_property
    def _theirs(self) -> re.Pattern[str]:
        return Naming(self.others, {}, ()).who
