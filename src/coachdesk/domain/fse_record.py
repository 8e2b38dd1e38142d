"""The record that the FSE+ keeps of one person in one operation, whatever the comings and goings.

Its entry is that of the first time she came, its exit that of the last (domain §2.2); what it lacks
is said in words, with the day by which it was to be known.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from coachdesk.domain.fse import (
    ASKED,
    EXIT_WITHIN,
    QUESTIONS,
    SIX_MONTH_QUESTIONS,
    SIX_MONTHS,
    SIX_MONTHS_WITHIN,
    Answer,
    Gender,
    Moment,
    Question,
    record_due,
)
from coachdesk.domain.identity import ANONYMISED
from coachdesk.domain.indicators import percent
from coachdesk.domain.periods import Period, months_later

MOST_INCOMPLETE_PERCENT = 35
"""More than that of the records incomplete is a financial correction at the final CSF."""
CORRECTION_SOURCE = "préfecture de Seine-et-Marne, consignes FSE+ sur les participants"


class LabourStatus(StrEnum):
    """Exactly one for each participant; « long-term » is among the unemployed."""

    UNEMPLOYED = "unemployed"
    LONG_TERM_UNEMPLOYED = "long_term_unemployed"
    INACTIVE = "inactive"
    EMPLOYED = "employed"


STATUS_KEYS = {status.value: status for status in LabourStatus}
"""What a key of the profile's ``employment`` says by itself; another one tells it by ``fse``."""


class LevelBand(StrEnum):
    """A band of the international classification of education (CITE 2011)."""

    LOWER = "lower"
    """CITE 0 to 2."""
    SECONDARY = "secondary"
    """CITE 3 and 4."""
    TERTIARY = "tertiary"
    """CITE 5 to 8."""


_BANDS = {
    "no_schooling": LevelBand.LOWER,
    "primary": LevelBand.LOWER,
    "lower_secondary": LevelBand.LOWER,
    "upper_secondary_unfinished": LevelBand.LOWER,  # CITE counts what was completed
    "cap_bep": LevelBand.SECONDARY,
    "bac": LevelBand.SECONDARY,
    "bac_plus_2": LevelBand.TERTIARY,
    "bac_plus_3": LevelBand.TERTIARY,
    "bac_plus_5": LevelBand.TERTIARY,
    "doctorate": LevelBand.TERTIARY,
}


def level_band(neutral: str | None) -> LevelBand | None:
    """The band of a neutral level (``profile.NEUTRAL_LEVELS``); CAP and bac are both CITE 3."""
    return _BANDS[neutral] if neutral is not None else None


@dataclass(frozen=True, slots=True)
class Told:
    """An answer, and the day it was given."""

    answer: str
    on: date


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that a record lacks."""

    moment: Moment
    words: str
    due_on: date
    """The last day to know it in time."""
    place: str
    """Where it is repaired: a key of ``PLACES``."""

    def in_time(self, day: date) -> bool:
        """Whether there is time left on ``day``."""
        return day <= self.due_on


PLACES = ("diagnostic", "identity", "fse")
"""The diagnostic, the head of the card, the section « FSE+ » of the card."""


@dataclass(frozen=True, slots=True)
class FseRecord:
    """One person in one operation."""

    participant_id: UUID
    dossiers: tuple[UUID, ...]
    """Those that opened a pathway, in the order of ``stays``."""
    number: str
    """Of the latest of them."""
    last_name: str
    first_name: str
    birth_date: date
    gender: Gender | None
    postcode: str | None
    commune: str | None
    phone: str | None
    email: str | None
    employment: str | None
    """Her situation at the first entry, a key of the profile."""
    status: LabourStatus | None
    """Her status on the labour market then."""
    training_level: str | None
    band: LevelBand | None
    stays: tuple[Period, ...]
    """Each time that she was in the action; the last one ends on ``date.max`` while it goes on."""
    exit_kind: str | None
    """A key of the profile."""
    deceased: bool
    cut_over: bool
    answers: Mapping[str, Told]
    """By question; those of the exit are of the last one."""

    @property
    def name(self) -> str:
        """« DURAND Léa »."""
        return f"{self.last_name} {self.first_name}"

    @property
    def is_nobody(self) -> bool:
        """Whether she was erased: her record counts, and nobody can be asked any more."""
        return self.last_name == ANONYMISED

    @property
    def prescription_id(self) -> UUID:
        """Her latest dossier: the card that is opened."""
        return self.dossiers[-1]

    @property
    def entered_on(self) -> date:
        """The first action."""
        return self.stays[0].first

    @property
    def left_on(self) -> date | None:
        """The last action; None while she is there."""
        last = self.stays[-1].last
        return None if last == date.max else last

    @property
    def six_months_on(self) -> date | None:
        """Six months after the exit."""
        return None if self.left_on is None else months_later(self.left_on, SIX_MONTHS)

    @property
    def age(self) -> int:
        """Full years at entry; who was born on 29 February turns on 1 March of other years."""
        born, day = self.birth_date, self.entered_on
        return day.year - born.year - ((day.month, day.day) < (born.month, born.day))

    def said_yes(self, question: str) -> bool:
        """Whether she answered yes."""
        told = self.answers.get(question)
        return told is not None and told.answer == Answer.YES

    def left_in(self, period: Period) -> bool:
        """Whether her last action is in ``period``."""
        return self.left_on is not None and period.first <= self.left_on <= period.last

    def due_on(self, moment: Moment) -> date | None:
        """The last day to know what is asked at ``moment``; None when nothing is asked then."""
        if moment is Moment.ENTRY:
            return record_due(self.entered_on)
        begins = self._begins(moment)
        if begins is None or self.deceased:
            return None
        return begins + (EXIT_WITHIN if moment is Moment.EXIT else SIX_MONTHS_WITHIN)

    def asked(self, moment: Moment, day: date) -> bool:
        """Whether that is asked by ``day``."""
        if moment is Moment.ENTRY:
            return True
        begins = self._begins(moment)
        return begins is not None and begins <= day and not self.deceased

    def missing(self, moment: Moment, day: date) -> tuple[Missing, ...]:
        """What the record lacks of ``moment`` on ``day``, the most grave first."""
        due = self.due_on(moment)
        if due is None or not self.asked(moment, day):
            return ()
        facts = self._facts_lacking() if moment is Moment.ENTRY else iter(())
        questions = self._unanswered(moment)
        return tuple(Missing(moment, words, due, place) for words, place in (*facts, *questions))

    def late(self, moment: Moment) -> date | None:
        """The day of an answer that came after its last day; None when all came in time."""
        due = self.due_on(moment)
        asked = {question.key for question in ASKED[moment]}
        days = [told.on for key, told in self.answers.items() if key in asked]
        return max(days) if days and due is not None and max(days) > due else None

    def complete(self, day: date) -> bool:
        """Whether it lacks nothing of entry and exit; the six months are asked of a sample."""
        return not (self.missing(Moment.ENTRY, day) or self.missing(Moment.EXIT, day))

    def needs(self, question: Question) -> bool:
        """Whether she is to answer: only who worked at entry can have a better job now."""
        if question.key != SIX_MONTH_QUESTIONS[1].key:
            return True
        return self.status is LabourStatus.EMPLOYED

    def _begins(self, moment: Moment) -> date | None:
        """The day from which what follows the exit is asked; None while she is there."""
        return self.left_on if moment is Moment.EXIT else self.six_months_on

    def _facts_lacking(self) -> Iterator[tuple[str, str]]:
        if self.is_nobody:
            return  # what went with her was told when she was there
        if self.gender is None:
            yield "genre (femme, homme, non binaire)", "fse"
        if self.status is None:
            yield "situation d’emploi", "diagnostic"
        if self.band is None:
            yield "niveau de formation", "diagnostic"
        if self.phone is None and self.email is None:
            yield "téléphone ou adresse électronique", "identity"

    def _unanswered(self, moment: Moment) -> Iterator[tuple[str, str]]:
        for question in ASKED[moment]:
            if question.key not in self.answers and self.needs(question):
                yield SHORT[question.key], "diagnostic" if question in QUESTIONS else "fse"


SHORT = {
    "disability": "handicap",
    "third_country": "citoyenneté",
    "foreign_background": "origine des parents",
    "minority": "minorité",
    "housing": "logement",
    "rural": "zone rurale",
    "working": "emploi à la sortie",
    "training": "formation à la sortie",
    "qualified": "qualification",
    "searching": "recherche d’emploi à la sortie",
    "six_months_working": "emploi à six mois",
    "six_months_improved": "meilleur emploi à six mois",
}
"""Each question in a word or two."""


@dataclass(frozen=True, slots=True)
class Completeness:
    """How many records of an operation are complete."""

    records: int
    incomplete: int
    overdue: int
    """Of those incomplete: something was to be known before today."""

    @property
    def percent(self) -> int | None:
        """Of incomplete records, None of none."""
        return percent(self.incomplete, self.records)

    @property
    def corrected(self) -> bool:
        """Whether the final CSF would be corrected, were it today."""
        return 100 * self.incomplete > MOST_INCOMPLETE_PERCENT * self.records
