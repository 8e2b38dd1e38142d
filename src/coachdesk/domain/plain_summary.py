"""What someone is asked to sign, in plain words beside it: never part of what is signed."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from coachdesk.domain.paper_texts import NAMED

PRESENCE, REMOTE, PAPER = "presence", "remote", "paper"
"""Of a presence; of one by phone or video; of a paper that the program has no words of its own for.
The other keys are those of the kinds of paper."""
_APART, _TOGETHER = "\u2068", "\u2069"
"""Around a French fact in a text of another writing: it is read in its own direction."""


class Language(StrEnum):
    """In what language a plain summary is written; all but French are drafts that nobody read."""

    FRENCH = "fr"
    ENGLISH = "en"
    ARABIC = "ar"
    UKRAINIAN = "uk"


DRAFTS = (Language.ENGLISH, Language.ARABIC, Language.UKRAINIAN)
RIGHT_TO_LEFT = frozenset({Language.ARABIC})


@dataclass(frozen=True)
class PlainSummary:
    """One paper in plain words of one language, as it is shown.

    Attributes:
        name: of the language, in that language.
        lines: one idea each.
        warning: that the French text is what is signed.
        unread: that nobody checked this translation; empty for French.
        reading: said aloud between the summary and the text to sign; empty where it isn't read.
    """

    language: Language
    name: str
    lines: tuple[str, ...]
    warning: str
    unread: str
    reading: str

    @property
    def text(self) -> str:
        """All of it, as the evidence keeps it."""
        return "\n".join((*self.lines, self.warning, *filter(None, [self.unread])))


@dataclass(frozen=True)
class Explanation:
    """What stands beside what is signed: French first, then the drafts that are turned on.

    Attributes:
        first: it is shown before the paper.
    """

    summaries: tuple[PlainSummary, ...]
    first: bool = False


@dataclass(frozen=True)
class Explained:
    """That a plain summary was before the signer's eyes, and whether it was read aloud."""

    language: str
    text: str
    aloud: bool


@dataclass(frozen=True)
class SummaryTexts:
    """All the plain summaries of one language.

    Attributes:
        texts: lines of the person's, by key.
        host: lines of who signs for a company, by key; French only.
    """

    language: Language
    name: str
    warning: str
    unread: str
    reading: str
    texts: Mapping[str, tuple[str, ...]]
    host: Mapping[str, tuple[str, ...]]

    def summary(self, lines: tuple[str, ...], facts: Mapping[str, object]) -> PlainSummary:
        """``lines`` with their facts; one whose fact is not known is left out."""
        apart = self.language in RIGHT_TO_LEFT
        told = (_told(line, facts, apart=apart) for line in lines)
        return PlainSummary(
            self.language,
            self.name,
            tuple(line for line in told if line),
            self.warning,
            self.unread,
            self.reading,
        )


def _told(line: str, facts: Mapping[str, object], *, apart: bool) -> str:
    named = {name: facts.get(name) for name in NAMED.findall(line)}
    if not all(isinstance(fact, str) and fact for fact in named.values()):
        return ""
    return NAMED.sub(lambda found: _fact(str(named[found[1]]), apart=apart), line)


def _fact(text: str, *, apart: bool) -> str:
    return f"{_APART}{text}{_TOGETHER}" if apart else text
