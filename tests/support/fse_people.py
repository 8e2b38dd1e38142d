"""People of an operation of the FSE+, told by hand, and the store that holds them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from sqlalchemy import Connection, insert

from coachdesk.core.ids import new_id
from coachdesk.domain.fse import EXIT_QUESTIONS, QUESTIONS
from coachdesk.models import Exit, FseAnswer, Participant, Pathway, Prescription

ENTRY = tuple(question.key for question in QUESTIONS)
AT_EXIT = tuple(question.key for question in EXIT_QUESTIONS)
Answers = Mapping[str, tuple[str, date]]
"""The answer to each question, and its day."""


@dataclass(frozen=True)
class Stay:
    """One time that someone came; without an entry, her prescription led nowhere."""

    entered: date | None
    left: date | None = None
    kind: str = "dropout"
    employment: str | None = None
    level: str | None = None
    answers: Answers = field(default_factory=dict)
    received: date | None = None


@dataclass(frozen=True)
class Someone:
    """A person, and each time that she came, the oldest first."""

    last_name: str
    first_name: str
    gender: str
    birth: date
    stays: tuple[Stay, ...]
    phone: str | None = "06 12 34 56 78"
    email: str | None = None


def told(day: date, base: str = "no", **other: str) -> dict[str, tuple[str, date]]:
    """Every question of the entry answered ``base`` that day, but ``other``."""
    return {key: (other.get(key, base), day) for key in ENTRY}


def left_saying(day: date, **yes: bool) -> dict[str, tuple[str, date]]:
    """Every question of the exit answered that day: no, but those told true."""
    return {key: ("yes" if yes.get(key) else "no", day) for key in AT_EXIT}


def write(connection: Connection, action_id: UUID, people: Sequence[Someone]) -> dict[str, UUID]:
    """Write them without committing; gives the latest dossier of each by her last name."""
    made: dict[str, UUID] = {}
    for rank, someone in enumerate(people, 1):
        person = new_id()
        connection.execute(
            insert(Participant),
            {
                "id": person, "version": 1, "last_name": someone.last_name,
                "first_name": someone.first_name, "gender": someone.gender,
                "birth_date": someone.birth, "phone": someone.phone, "email": someone.email,
                "postcode": "80270", "commune": "Airaines", "cut_over": False,
            },
        )  # fmt: skip
        for turn, stay in enumerate(someone.stays):
            number = f"23-{rank:03d}" + ("bis" * turn)
            made[someone.last_name] = _dossier(connection, action_id, person, number, stay)
    return made


def _dossier(
    connection: Connection, action_id: UUID, person: UUID, number: str, stay: Stay
) -> UUID:
    dossier, pathway = new_id(), new_id()
    received = stay.received or stay.entered
    assert received is not None
    common = {"version": 1, "cut_over": False}
    connection.execute(
        insert(Prescription),
        common
        | {
            "id": dossier, "action_id": action_id, "participant_id": person, "number": number,
            "received_on": received, "prescriber": "department", "decided_on": stay.entered,
            "outcome": "enrolled" if stay.entered else "declined",
        },
    )  # fmt: skip
    for question, (answer, day) in stay.answers.items():
        connection.execute(
            insert(FseAnswer),
            {
                "id": new_id(), "version": 1, "prescription_id": dossier, "question": question,
                "answer": answer, "answered_on": day,
            },
        )  # fmt: skip
    if stay.entered is None:
        return dossier
    connection.execute(
        insert(Pathway),
        common
        | {
            "id": pathway, "action_id": action_id, "participant_id": person,
            "prescription_id": dossier, "entered_on": stay.entered,
            "employment": stay.employment, "training_level": stay.level,
        },
    )  # fmt: skip
    if stay.left is not None:
        connection.execute(
            insert(Exit),
            common
            | {"id": new_id(), "pathway_id": pathway, "left_on": stay.left, "kind": stay.kind},
        )
    return dossier


EIGHT = (
    Someone(
        "ALLARD", "Anne", "female", date(1990, 5, 10),
        (
            Stay(
                date(2023, 2, 1), date(2023, 6, 30), "employment", "unemployed", "cap",
                told(date(2023, 2, 10), disability="yes", rural="yes")
                | left_saying(date(2023, 7, 10), working=True, qualified=True)
                | {"six_months_working": ("yes", date(2024, 1, 5))},
            ),
        ),
    ),
    Someone(
        "BERNARD", "Bruno", "male", date(2004, 1, 20),
        (
            Stay(
                date(2023, 3, 15), None, "", "inactive", "basic_knowledge",
                told(date(2023, 3, 20), "refused"),
            ),
        ),
        phone=None, email="bruno@exemple.fr",
    ),
    Someone(  # the profile only knows « F » and « M »: what she said of herself counts
        "CARON", "Camille", "female", date(1960, 1, 1),
        (
            Stay(
                date(2022, 11, 2), date(2023, 1, 31), "training", "long_term_unemployed", "bac",
                told(date(2022, 11, 3), housing="yes")
                | {"gender": ("non_binary", date(2022, 11, 3))}
                | left_saying(date(2023, 2, 28), training=True, searching=True),
            ),
        ),
    ),
    Someone(  # all that he said of his exit came late; he has a better job six months after
        "DUPUIS", "Denis", "male", date(1975, 7, 7),
        (
            Stay(
                date(2023, 1, 10), date(2023, 3, 10), "employment", "employed", "master",
                told(date(2023, 1, 10), third_country="yes", foreign_background="yes")
                | left_saying(date(2023, 6, 1), working=True)
                | {
                    "six_months_working": ("yes", date(2023, 9, 12)),
                    "six_months_improved": ("yes", date(2023, 9, 12)),
                },
            ),
        ),
    ),
    Someone(  # nothing is known yet, and there are two days left
        "ESTEVE", "Élodie", "female", date(1985, 1, 1), (Stay(date(2023, 12, 20)),), phone=None,
    ),
    Someone(  # he came before: his entry is that of 2022, and he has not left
        "FABRE", "Farid", "male", date(1980, 3, 3),
        (
            Stay(
                date(2022, 5, 1), date(2022, 9, 30), "dropout", "unemployed", "bts",
                told(date(2022, 5, 5), minority="yes") | left_saying(date(2022, 10, 3)),
            ),
            Stay(
                date(2023, 4, 1), None, "", "employed", "master",
                told(date(2023, 4, 2), "yes"),
            ),
        ),
    ),
    Someone(  # she died: nothing is asked of the exit; one question of the entry was forgotten
        "GARNIER", "Gaëlle", "female", date(2006, 8, 1),
        (
            Stay(
                date(2023, 7, 3), date(2023, 10, 31), "death", "inactive", "basic_skills",
                {k: v for k, v in told(date(2023, 7, 3)).items() if k != "housing"},
            ),
        ),
    ),
    Someone(  # born on 29 February: 54 on the eve of 1 March; four days ago he was still awaited
        "HUET", "Hugo", "male", date(1968, 2, 29),
        (
            Stay(
                date(2023, 2, 28), date(2023, 12, 20), "dropout", "unemployed", "doctorate",
                told(date(2023, 3, 1)),
            ),
        ),
    ),
    Someone(  # she left before the year
        "IMBERT", "Inès", "female", date(1990, 1, 1),
        (
            Stay(
                date(2022, 3, 1), date(2022, 12, 31), "employment", "unemployed", "cap",
                told(date(2022, 3, 1), "yes") | left_saying(date(2023, 1, 4), working=True),
            ),
        ),
    ),
)  # fmt: skip
"""Eight people of 2023 and one of before, as they stand on 15 January 2024."""
TODAY = date(2024, 1, 15)
FIGURES = {
    # femmes, hommes, non binaires, total, dont entrées en 2023
    "EECO01": (3, 4, 1, 8, 6),
    "EECO02": (1, 2, 1, 4, 2),
    "EECO03": (0, 0, 1, 1, 0),
    "EECO04": (1, 1, 0, 2, 2),
    "EECO05": (0, 1, 0, 1, 1),
    "EECO06": (1, 0, 0, 1, 1),
    "EECO07": (0, 1, 0, 1, 1),
    "EECO08": (0, 0, 1, 1, 0),
    "EECO09": (1, 1, 0, 2, 2),
    "EECO10": (1, 0, 1, 2, 1),
    "EECO11": (0, 3, 0, 3, 2),
    "EECO12": (1, 0, 0, 1, 1),
    "EECO13": (0, 1, 0, 1, 1),
    "EECO14": (0, 1, 0, 1, 1),
    "EECO15": (0, 1, 0, 1, 0),
    "EECO16": (0, 0, 1, 1, 0),
    "EECO17": (1, 0, 0, 1, 1),
    "EECR01": (0, 0, 1, 1, None),
    "EECR02": (0, 0, 1, 1, None),
    "EECR03": (1, 0, 0, 1, None),
    "EECR04": (1, 1, 0, 2, None),
    "EECR05": (1, 1, 0, 2, None),
    "EECR06": (0, 1, 0, 1, None),
}
"""Counted by hand."""
