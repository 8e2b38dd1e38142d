"""A kind of paper as its template tells it: who signs, what is filled in, what stands on it.

Every paper of an action is one of these (decision 16): the template names facts, which the program
knows, and fields, which are filled in; one renderer draws them all.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from coachdesk.core.french import long_date
from coachdesk.domain.attendance import Presence
from coachdesk.domain.words import Word, WordList

Answer: TypeAlias = str | tuple[str, ...]
"""What was filled in: text; key of a choice; keys of ticks; ISO date; « yes », « no », « refused »;
a note as text. Empty when nothing was."""

FIRST_DAY, LAST_DAY = "first_day", "last_day"
"""Keys of the fields that say the period; a paper without them is about all there is."""
YES, NO, REFUSED = "yes", "no", "refused"
_YES_NO = (Word(YES, "Oui"), Word(NO, "Non"))
_SENSITIVE = (*_YES_NO, Word(REFUSED, "Ne souhaite pas répondre"))


class Role(StrEnum):
    """In what quality someone signs."""

    PARTICIPANT = "participant"
    COACH = "coach"
    HOST = "host"
    """The company that receives an immersion."""
    PRESCRIBER = "prescriber"
    DIRECTOR = "director"
    """The second signer of the association."""


class SigningOutcome(StrEnum):
    """What someone answers who is asked to sign."""

    SIGNED = "signed"
    REFUSED = "refused"
    UNABLE = "unable"
    DISAGREES = "disagrees"


class DocumentState(StrEnum):
    """Where a document stands."""

    DRAFT = "draft"
    """Its answers may still change; nobody has answered."""
    OPEN = "open"
    """Someone signed or answered; someone else has not."""
    CLOSED = "closed"
    """Everyone answered, or nobody has to: sealed."""
    VOID = "void"
    """Replaced or given up; kept."""


LIVE = (DocumentState.DRAFT, DocumentState.OPEN)
"""In these states a document is the one to go on with: it can still be signed."""


class CopyState(StrEnum):
    """What became of the copy due to the person or to whom a letter is for."""

    OWED = "owed"
    TO_PRINT = "to_print"
    """At the office, with the others."""
    TO_EMAIL = "to_email"
    """At the next connection."""
    GIVEN = "given"
    DECLINED = "declined"


class Subject(StrEnum):
    """What a kind of paper is about within the dossier."""

    DOSSIER = "dossier"
    CONTRACT = "contract"
    APPOINTMENT = "appointment"
    IMMERSION = "immersion"
    WORKSHOP = "workshop"
    MONTH = "month"
    """A month of the coach: of no dossier."""


class FieldKind(StrEnum):
    """How a field is filled in."""

    LINE = "line"
    TEXT = "text"
    DATE = "date"
    CHOICE = "choice"
    TICKS = "ticks"
    """Any number of the choices."""
    YES_NO = "yes_no"
    SENSITIVE = "sensitive"
    """Oui, non, ne souhaite pas répondre."""
    SCALE = "scale"
    """A note from 1 to ``top``."""


@dataclass(frozen=True)
class Condition:
    """Holds once the field ``key`` was answered by one of ``values``."""

    key: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class PaperField:
    """Something to fill in.

    Attributes:
        key: under which the answer is kept.
        label: the question, as on paper.
        choices: of a choice or of ticks.
        top: the best note of a scale.
        required: the paper is not ready without it.
        prefill: text with {facts} proposed at first; for a choice, the key or the label.
        hint: how to answer, on screen only.
        choices_from: the profile's word list that gives its choices; empty for its own.
        when: asked only after certain answers to another field.
        unless: key of another field; one of the two is enough where both are required.
    """

    key: str
    label: str
    kind: FieldKind
    choices: WordList[Word]
    top: int
    required: bool
    prefill: str
    hint: str
    choices_from: str = ""
    when: Condition | None = None
    unless: str = ""

    @property
    def options(self) -> tuple[Word, ...]:
        """What can be ticked, in order; nothing for what is written."""
        match self.kind:
            case FieldKind.CHOICE | FieldKind.TICKS:
                return self.choices.words
            case FieldKind.YES_NO:
                return _YES_NO
            case FieldKind.SENSITIVE:
                return _SENSITIVE
            case FieldKind.SCALE:
                return tuple(Word(str(note), str(note)) for note in range(1, self.top + 1))
        return ()

    def told(self, answer: Answer) -> str:
        """The answer as it reads inside a sentence; nothing for none."""
        if self.options:
            labels = {word.key: word.label for word in self.options}
            keys = (answer,) if isinstance(answer, str) else answer
            return ", ".join(labels.get(key, key) for key in keys if key)
        text = answer if isinstance(answer, str) else ", ".join(answer)
        if self.kind is FieldKind.DATE and text:
            try:
                return long_date(date.fromisoformat(text))
            except ValueError:
                return text
        return text


@dataclass(frozen=True)
class Block:
    """A part of a paper, drawn in this order; what is empty is left out.

    Attributes:
        heading: above it.
        text: paragraphs with {facts} and {answers.key}; a line that begins with « - » is an item.
        facts: names of facts, drawn as a table of label and value.
        table: name of a fact that is a table (presences, objectives, schedule…).
        fields: filled in; drawn as question and answer.
        grid: the fields share their choices, drawn as columns to be ticked.
        optional: left out when its facts, table and answers are all empty.
    """

    heading: str
    text: str
    facts: tuple[str, ...]
    table: str
    fields: tuple[PaperField, ...]
    grid: bool
    optional: bool


@dataclass(frozen=True)
class PaperTemplate:
    """One kind of paper.

    Attributes:
        key: as in the store, e.g. « contract ».
        title: on paper and on screen.
        group: where it is offered: parcours, rendez-vous, immersion, courrier, bilan.
        subject: what it is about.
        presences: of a rendez-vous, what it became for this paper to make sense; any when empty.
        signers: who signs, in order; empty for a letter.
        consents: what each signer reads before signing, by role.
        to: whom a letter is for, lines with {facts}; empty for a paper that is no letter.
        by_person: the person fills it in herself, on the pad.
        anonymous: its answers are kept without her name (questionnaire de satisfaction).
        copy: the person is due a copy.
        required: facts without which it can't be signed.
        blocks: what stands on it.
        half_sheet: it is small, to be carried in a pocket.
        expected_at_end: the end of a parcours asks for it.
        monthly_of: kinds of acts that it tells; each month with one of them asks for it.
    """

    key: str
    title: str
    group: str
    subject: Subject
    presences: tuple[Presence, ...]
    signers: tuple[Role, ...]
    consents: Mapping[Role, str] = field(hash=False)
    to: str
    by_person: bool
    anonymous: bool
    copy: bool
    required: tuple[str, ...]
    blocks: tuple[Block, ...]
    half_sheet: bool = False
    expected_at_end: bool = False
    monthly_of: tuple[str, ...] = ()

    @property
    def fields(self) -> tuple[PaperField, ...]:
        """All that is filled in, in order."""
        return tuple(field for block in self.blocks for field in block.fields)

    @property
    def texts(self) -> tuple[str, ...]:
        """All in which facts and answers may be named."""
        return (self.to, *(block.text for block in self.blocks), *self.consents.values())
