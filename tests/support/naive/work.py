"""What the coach did in an action besides meeting its people, as plain values."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Done:
    """An act for some cases, by their numbers, and for people who are not named."""

    kind: str
    day: date
    who: Sequence[str] = ()
    unnamed: int | None = None
    quantity: int | None = None
    minutes: int | None = None
    place: str | None = None
    result: str | None = None


@dataclass(frozen=True)
class Listed:
    """Someone of a call-back list; ``who`` is her case, once she has one."""

    outcome: str
    called: date | None = None
    who: str | None = None


@dataclass(frozen=True)
class Outside:
    """An outreach event."""

    kind: str
    title: str
    day: date
    met: int | None = None
    place: str | None = None
    contacts: Sequence[Listed] = ()


@dataclass(frozen=True)
class Firm:
    """A company, and what was said with it: day, way, result."""

    name: str
    registered: date | None = None
    said: Sequence[tuple[date, str, str | None]] = ()
    hired: Sequence[str] = ()
    """Whose exit names it."""


@dataclass(frozen=True)
class Stepped:
    """A démarche."""

    who: str
    kind: str
    day: date
    aid: str | None = None


@dataclass(frozen=True)
class Judged:
    """A frein as judged, or a level as taken, on one day."""

    who: str
    kind: str
    day: date
    told: str


@dataclass(frozen=True)
class Signed:
    """A version of a contract."""

    who: str
    revision: int
    day: date | None


@dataclass(frozen=True)
class Paper:
    """A paper of a dossier."""

    who: str
    kind: str
    day: date
    state: str
    by_hand: date | None = None
    refused: bool = False
    """Who had to sign it did not."""


@dataclass(frozen=True)
class Together:
    """A workshop, and the rendez-vous of its people: whose, and which of hers."""

    title: str
    day: date
    place: str | None
    came: Sequence[tuple[str, int]] = ()


@dataclass(frozen=True)
class Answered:
    """A questionnaire: its month, a note out of five, an answer to « useful »."""

    month: date
    note: str
    useful: str


@dataclass(frozen=True)
class Spent:
    """Time of the coach that she typed; ``shared`` between her actions."""

    day: date
    kind: str
    minutes: int
    shared: bool = False


@dataclass(frozen=True)
class Work:
    """All of it."""

    acts: Sequence[Done] = ()
    events: Sequence[Outside] = ()
    firms: Sequence[Firm] = ()
    steps: Sequence[Stepped] = ()
    freins: Sequence[Judged] = ()
    levels: Sequence[Judged] = ()
    contracts: Sequence[Signed] = ()
    papers: Sequence[Paper] = ()
    workshops: Sequence[Together] = ()
    answers: Sequence[Answered] = ()
    times: Sequence[Spent] = ()
    roads: Sequence[tuple[date, int]] = ()
    partners: Sequence[tuple[str, str | None]] = ()
