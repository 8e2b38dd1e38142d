"""How people leave an action: kinds of exit, their details, and the class derived from both.

The class of a job hangs on its contract: whether it ends, and after how long. What counts as long
differs between sources (domain §3.2), so the profile says it, and says what exactly that long is.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from coachdesk.core.french import NBSP, quoted, short_date
from coachdesk.domain.periods import months_later
from coachdesk.domain.words import Word, WordList

_DAY = timedelta(days=1)


class ExitClass(StrEnum):
    """The class of an exit (domain §3.2): derived from the profile, never typed nor stored."""

    DURABLE = "durable"
    TRANSITION = "transition"
    POSITIVE = "positive"
    OTHER = "other"
    NEUTRAL = "neutral"


CLASS_LABELS = {
    ExitClass.DURABLE: "Emploi durable",
    ExitClass.TRANSITION: "Emploi de transition",
    ExitClass.POSITIVE: "Sortie positive",
    ExitClass.OTHER: "Autre sortie",
    ExitClass.NEUTRAL: "Retirée du calcul",
}


class Ahead(StrEnum):
    """What an exit leads to, and so what is asked of it."""

    JOB = "job"
    """An employer, a contract, hours of a week."""
    TRAINING = "training"
    """An organisation, dates."""
    NOTHING = "nothing"


@dataclass(frozen=True)
class Lasting:
    """A contract of so many months, or more, or less: « >= 6 ».

    From day to day, the last day included: from 1 March to 31 August is exactly six months.
    """

    sign: str
    months: int

    def holds(self, first: date, last: date) -> bool:
        """Whether a contract from ``first`` to ``last`` is of that length."""
        exactly = months_later(first, self.months) - _DAY
        return self.accepts((self.months, (last > exactly) - (last < exactly)))

    def accepts(self, length: tuple[int, int]) -> bool:
        """The same of a length: a number of months, and -1, 0 or 1 for less, exactly, more."""
        own = (self.months, 0)
        return {
            "<": length < own, "<=": length <= own, ">": length > own, ">=": length >= own,
        }[self.sign]  # fmt: skip

    @property
    def words(self) -> str:
        """« 6 mois et plus »."""
        months = f"{self.months}{NBSP}mois"
        return {
            "<": f"moins de {months}",
            "<=": f"{months} au plus",
            ">": f"plus de {months}",
            ">=": f"{months} et plus",
        }[self.sign]


@dataclass(frozen=True)
class ClassByLength:
    """The class of an exit by that detail when its contract is of that length."""

    lasting: Lasting
    exit_class: ExitClass


@dataclass(frozen=True)
class ExitDetail(Word):
    """A détail de sortie; without a class of its own it has its kind's."""

    exit_class: ExitClass | None = None
    contract: str = ""
    """Details that are the same contract, of another length: its dates tell which one it is."""
    lasting: Lasting | None = None
    """How long that contract is."""
    by_length: tuple[ClassByLength, ...] = ()
    """Other classes, for contracts of some length."""


NO_DETAILS: WordList[ExitDetail] = WordList(())


@dataclass(frozen=True)
class ExitKind(Word):
    """A type de sortie with the details that it may carry."""

    exit_class: ExitClass = ExitClass.OTHER
    positive: bool = False
    """Counted in the rate of positive exits."""
    details: WordList[ExitDetail] = NO_DETAILS
    ahead: Ahead = Ahead.NOTHING
    deceased: bool = False
    """Nothing is asked of the person any more, nor written to her."""

    def is_dry(self, detail: str | None, recommendation: str | None) -> bool:
        """Whether she leaves with nothing ahead: no job, training, next step or recommendation."""
        return (
            self.ahead is Ahead.NOTHING
            and self.exit_class is not ExitClass.NEUTRAL
            and detail is None
            and recommendation is None
        )


@dataclass(frozen=True)
class Derived:
    """What the profile makes of an exit."""

    detail: str | None
    """The one told, or that of the same contract which its dates say."""
    exit_class: ExitClass
    why: str
    """In words, without a full stop."""


def derive(
    kind: ExitKind, detail: str | None, starts_on: date | None = None, ends_on: date | None = None
) -> Derived:
    """The detail and the class of an exit, from what is told and the dates of the contract."""
    told = kind.details[detail] if detail is not None and detail in kind.details else None
    if told is None:
        return Derived(detail, kind.exit_class, f"D’après le type {quoted(kind.label)}")
    if starts_on is None or ends_on is None:
        said = f"D’après le détail {quoted(told.label)}"
        if _hangs_on_length(told):
            said += f"{NBSP}; le début et la fin du contrat le diront"
        return Derived(told.key, told.exit_class or kind.exit_class, said)
    span = f"Du {short_date(starts_on)} au {short_date(ends_on)}"
    found = _of_that_length(kind, told, starts_on, ends_on)
    for other in found.by_length:
        if other.lasting.holds(starts_on, ends_on):
            said = f"{span}, {other.lasting.words}"
            return Derived(found.key, other.exit_class, said)
    if found.lasting is not None:
        said = f"{span}, {found.lasting.words}{NBSP}: {quoted(found.label)}"
    elif found.by_length:
        said = f"{span}{NBSP}: {quoted(found.label)}, pas {found.by_length[0].lasting.words}"
    else:
        said = f"D’après le détail {quoted(found.label)}"
    return Derived(found.key, found.exit_class or kind.exit_class, said)


def _hangs_on_length(detail: ExitDetail) -> bool:
    return detail.lasting is not None or bool(detail.by_length)


def _of_that_length(kind: ExitKind, told: ExitDetail, first: date, last: date) -> ExitDetail:
    """The detail of the same contract that lasts as long; the one told when none does."""
    same = (item for item in kind.details if told.contract and item.contract == told.contract)
    return next((item for item in same if item.lasting and item.lasting.holds(first, last)), told)
