"""What the FSE+ asks of each participant at her entry, her exit and six months later.

Reg. (UE) 2021/1057, annexe I. Ages come from the birth date, levels from the training level, the
labour status from the situation as to employment: only what is left is asked. Each answer is yes,
no, or « ne souhaite pas répondre » (a refusal completes the record; silence does not). The wordings
are to be confirmed (domain §6).
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

RECORD_WITHIN = timedelta(weeks=4)
"""The situation at entry is recorded within four weeks of it (domain §2.2)."""
EXIT_WITHIN = timedelta(weeks=4)
"""The situation at the exit too, and so what proves it (general knowledge: it warns)."""
SIX_MONTHS = 6
"""When she is asked again what became of her; the answer is awaited ``SIX_MONTHS_WITHIN`` of it."""
SIX_MONTHS_WITHIN = timedelta(weeks=4)
"""To be confirmed: only the six months themselves are sourced (domain §2.2)."""
GENDER = "gender"
"""The key under which is kept what she said of her gender: one of ``Gender``."""


class Answer(StrEnum):
    """An answer; none at all is no answer."""

    YES = "yes"
    NO = "no"
    REFUSED = "refused"


ANSWER_LABELS = {
    Answer.YES: "Oui",
    Answer.NO: "Non",
    Answer.REFUSED: "Ne souhaite pas répondre",
}


class Gender(StrEnum):
    """The three by which everything is counted (annexe I)."""

    WOMAN = "woman"
    MAN = "man"
    NON_BINARY = "non_binary"


GENDER_LABELS = {
    Gender.WOMAN: "Madame",
    Gender.MAN: "Monsieur",
    Gender.NON_BINARY: "Non binaire",
}
GENDER_KEYS = {
    "female": Gender.WOMAN,
    "woman": Gender.WOMAN,
    "male": Gender.MAN,
    "man": Gender.MAN,
    "non_binary": Gender.NON_BINARY,
}
"""What a key of the profile's ``genders`` says by itself; another one tells it by ``fse``."""


class Moment(StrEnum):
    """When someone is asked."""

    ENTRY = "entry"
    EXIT = "exit"
    SIX_MONTHS = "six_months"


@dataclass(frozen=True)
class Question:
    """A question, with the indicator that it feeds."""

    key: str
    indicator: str
    text: str
    field: str = ""
    """Its key on the questionnaire, where that is another one."""

    @property
    def on_paper(self) -> str:
        """Its key on the questionnaire."""
        return self.field or self.key


QUESTIONS = (
    Question("disability", "EECO12", "Avez-vous un handicap reconnu ?"),
    Question("third_country", "EECO13", "Êtes-vous citoyen d’un pays hors Union européenne ?"),
    Question("foreign_background", "EECO14", "L’un de vos parents est-il né à l’étranger ?"),
    Question("minority", "EECO15", "Appartenez-vous à une minorité, comme les gens du voyage ?"),
    Question("housing", "EECO16", "Êtes-vous sans domicile ou menacé de perdre votre logement ?"),
    Question("rural", "EECO17", "Habitez-vous en zone rurale ?"),
)

EXIT_QUESTIONS = (
    Question("working", "EECR04", "En emploi, ou à son compte ?"),
    Question("training", "EECR02", "En formation ou en études ?"),
    Question("qualified", "EECR03", "Qualification obtenue pendant l’action ?"),
    Question("searching", "EECR01", "À la recherche d’un emploi ?"),
)
SIX_MONTH_QUESTIONS = (
    Question(
        "six_months_working",
        "EECR05",
        "En emploi, ou à son compte ?",
        "working",
    ),
    Question(
        "six_months_improved",
        "EECR06",
        "Emploi meilleur qu’à l’entrée (plus stable, plus d’heures, mieux classé) ?",
        "improved",
    ),
)
ASKED = {
    Moment.ENTRY: QUESTIONS,
    Moment.EXIT: EXIT_QUESTIONS,
    Moment.SIX_MONTHS: SIX_MONTH_QUESTIONS,
}
"""What is asked when; each answer is kept under the key of its question."""
ENTRY_KEYS = (GENDER, *(question.key for question in QUESTIONS))
"""What is answered once for an operation, and never written over (domain §2.2)."""


@dataclass(frozen=True)
class EntryRecord:
    """What is known of the facts that a complete record holds; None is not told."""

    employment: str | None
    training_level: str | None
    phone: str | None
    email: str | None
    answered: Collection[str]
    """Keys of the questions answered, refusals included."""


def missing_in(record: EntryRecord) -> tuple[str, ...]:
    """What the record lacks, in words; empty when it is complete.

    A telephone or an address is compulsory (survey at six months, domain §2.2).
    """
    lacking = []
    if record.employment is None:
        lacking.append("situation d’emploi")
    if record.training_level is None:
        lacking.append("niveau de formation")
    if record.phone is None and record.email is None:
        lacking.append("téléphone ou adresse électronique")
    unanswered = sum(question.key not in record.answered for question in QUESTIONS)
    if unanswered:
        lacking.append("1 question" if unanswered == 1 else f"{unanswered} questions")
    return tuple(lacking)


def record_due(entered_on: date) -> date:
    """The last day to record the situation at entry."""
    return entered_on + RECORD_WITHIN
