"""The facts of ``big_people`` as rows of the store's tables, in the order of their foreign keys."""

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import combinations
from random import Random
from typing import Any
from uuid import UUID

from big_people import PLACES, TODAY, Held, Person
from coachdesk.core.ids import new_id
from coachdesk.domain.agenda import Weeks
from coachdesk.domain.attendance import REMOTE, Mode
from coachdesk.domain.fse import QUESTIONS
from coachdesk.domain.papers import CopyState, DocumentState
from coachdesk.domain.profile import ActionProfile
from coachdesk.domain.support import AidOutcome, Impact, ObjectiveState
from coachdesk.models import (
    Attachment,
    Base,
    Company,
    DayOff,
    Diagnostic,
    Document,
    EngagementContract,
    Exit,
    FseAnswer,
    Handout,
    Immersion,
    Objective,
    Obstacle,
    Participant,
    Pathway,
    Place,
    PlaceOpening,
    Prescription,
    Step,
    ToDoMark,
    Travel,
)

Values = dict[str, Any]
"""A row by column."""
Batch = tuple[type[Base], list[Values]]
PAPERS: tuple[tuple[str, list[str]], ...] = (
    ("information", ["participant"]),
    ("contract", ["participant", "coach"]),
    ("prescription_return", ["coach"]),
    ("fse_entry", ["participant"]),
    ("interim_review", ["participant", "coach"]),
    ("invitation", []),
)
"""The documents of each pathway, with who signs them."""
_ANSWERS = json.dumps({"words": "Ce que la personne a dit de son parcours, en deux lignes."})
_COMPANIES = 400
_NOTE = "Point sur les candidatures de la semaine, CV relu, rappel du prochain rendez-vous."


class Rows:
    """Rows of one action, its words taken in turn from the profile."""

    def __init__(self, action_id: UUID, profile: ActionProfile, random: Random) -> None:
        self._action_id = action_id
        self._profile = profile
        self._random = random
        self._places = [new_id() for _ in PLACES]
        self._companies = [new_id() for _ in range(_COMPANIES)]

    def around(self) -> Iterator[Batch]:
        """What belongs to nobody."""
        named = zip(self._places, PLACES, strict=True)
        yield Place, [{"id": key, "name": name} for key, name in named]
        yield PlaceOpening, list(self._openings())
        yield Travel, list(self._travels())
        yield (
            DayOff,
            [
                {"id": new_id(), "starts_on": day, "ends_on": day + timedelta(days=4),
                 "label": "Congés", "version": 1}
                for day in (TODAY + timedelta(weeks=9 * number) for number in range(-50, 6))
            ],
        )  # fmt: skip
        yield (
            Company,
            [
                {"id": key, "siret": f"{number:014d}", "name": f"Entreprise {number}",
                 "cut_over": False}
                for number, key in enumerate(self._companies, 1)
            ],
        )  # fmt: skip

    def _openings(self) -> Iterator[Values]:
        """Two half-days of each place, some of them every other week."""
        for number, key in enumerate(self._places):
            for start, day, weeks in ((540, number, Weeks.EVERY), (840, number + 2, Weeks.EVEN)):
                yield {
                    "id": new_id(), "place_id": key, "weekday": day % 5, "start_minute": start,
                    "end_minute": start + 180, "weeks": weeks, "version": 1,
                }  # fmt: skip

    def _travels(self) -> Iterator[Values]:
        """From every place to every other."""
        for one, other in combinations(sorted(self._places, key=lambda key: key.hex), 2):
            yield {
                "id": new_id(), "from_place_id": one, "to_place_id": other,
                "minutes": 15 + one.int % 30, "metres": 20_000, "version": 1,
            }  # fmt: skip

    def of_people(self, people: Sequence[Person]) -> Iterator[Batch]:
        """The persons, their dossiers and all that hangs on them but the rendez-vous."""
        entered = [person for person in people if person.entered_on is not None]
        yield Participant, [self._participant(person) for person in people]
        yield Prescription, [self._prescription(person) for person in people]
        yield Pathway, [self._pathway(person) for person in entered]
        signed = [person for person in entered if person.left_on or person.rank % 30]
        yield EngagementContract, [self._contract(person) for person in signed]
        yield Immersion, [self._immersion(person) for person in entered if person.rank % 3 == 0]
        yield Exit, [self._exit(person) for person in entered if person.left_on]
        for table, make in (
            (Diagnostic, self._diagnostics), (FseAnswer, self._answers),
            (Obstacle, self._obstacles), (Objective, self._objectives), (Step, self._steps),
            (Handout, self._handouts), (Attachment, self._attachments),
            (Document, self._documents),
        ):  # fmt: skip
            yield table, [row for person in entered if not person.cut_over for row in make(person)]
        yield ToDoMark, [mark for person in people for mark in self._marks(person)]

    def of_appointments(self, held: Sequence[Held]) -> list[Values]:
        """The rendez-vous themselves; ``id`` is in the row."""
        return [self._appointment(item) for item in held]

    def _word(self, words: Any, rank: int) -> str:  # noqa: ANN401  (any list of words)
        keys = [word.key for word in words]
        return str(keys[rank % len(keys)])

    def _participant(self, person: Person) -> Values:
        rank = person.rank
        return {
            "id": person.participant_id,
            "last_name": person.last_name,
            "first_name": person.first_name,
            "gender": self._word(self._profile.genders, rank),
            "birth_date": date(1960 + rank % 43, 1 + rank % 12, 1 + rank % 28),
            "postcode": f"80{rank % 900:03d}",
            "commune": PLACES[rank % len(PLACES)],
            "phone": f"06{self._random.randrange(10**8):08d}",
            "email": f"personne{rank}@exemple.fr" if rank % 2 else None,
            "beneficiary_number": f"{self._random.randrange(10**7):07d}",
            "cut_over": person.cut_over,
        }

    def _prescription(self, person: Person) -> Values:
        return {
            "id": person.prescription_id,
            "action_id": self._action_id,
            "participant_id": person.participant_id,
            "number": person.number,
            "received_on": person.received_on,
            "prescriber": self._word(self._profile.prescribers, person.rank),
            "case_manager": f"Référent {person.rank % 40:02d}",
            "outcome": person.outcome,
            "decided_on": None if person.cut_over else person.decided_on,
            "first_appointment_on": person.first_on,
            "cut_over": person.cut_over,
        }

    def _situation(self, person: Person) -> Values:
        profile, rank = self._profile, person.rank
        return {
            "status": self._word(profile.statuses, rank),
            "training_level": self._word(profile.training_levels, rank),
            "household": self._word(profile.households, rank),
            "employment": self._word(profile.employment, rank),
            "main_obstacle": self._word(profile.obstacles, rank),
            "driving_licence": rank % 2 == 0,
        }

    def _pathway(self, person: Person) -> Values:
        return {
            "id": person.pathway_id,
            "action_id": self._action_id,
            "participant_id": person.participant_id,
            "prescription_id": person.prescription_id,
            "entered_on": person.entered_on,
            "planned_end_on": person.planned_end_on,
            "cut_over": person.cut_over,
            **self._situation(person),
        }

    def _contract(self, person: Person) -> Values:
        day = _after(person, 10)
        return {
            "id": new_id(), "pathway_id": person.pathway_id, "revision": 1, "prepared_on": day,
            "starts_on": day, "ends_on": person.planned_end_on, "weekly_minutes": 900,
            "signed_on": day, "cut_over": person.cut_over,
        }  # fmt: skip

    def _immersion(self, person: Person) -> Values:
        starts_on = _after(person, 60 if person.left_on else person.rank % 150)
        ends_on = starts_on + timedelta(days=11)
        over = ends_on < TODAY - timedelta(days=5)
        return {
            "id": new_id(),
            "pathway_id": person.pathway_id,
            "company_id": self._companies[person.rank % _COMPANIES],
            "trade": "Vente",
            "purpose": self._word(self._profile.purposes, person.rank),
            "starts_on": starts_on,
            "ends_on": ends_on,
            "weekly_minutes": 2100,
            "review": self._word(self._profile.reviews, person.rank) if over else None,
            "cut_over": person.cut_over,
        }

    def _exit(self, person: Person) -> Values:
        kinds = self._profile.exit_kinds
        return {
            "id": new_id(), "pathway_id": person.pathway_id, "left_on": person.left_on,
            "kind": self._word(kinds, person.rank), "cut_over": person.cut_over,
        }  # fmt: skip

    def _diagnostics(self, person: Person) -> Iterator[Values]:
        yield {
            "id": new_id(), "prescription_id": person.prescription_id,
            "made_on": person.entered_on, "expectations": "Retrouver un emploi près de chez elle.",
            **self._situation(person),
        }  # fmt: skip

    def _answers(self, person: Person) -> Iterator[Values]:
        lately = person.left_on is None and person.rank % 8 == 0
        for question in QUESTIONS[: 3 if lately else None]:
            yield {
                "id": new_id(), "prescription_id": person.prescription_id,
                "question": question.key, "answer": "no", "answered_on": person.entered_on,
            }  # fmt: skip

    def _obstacles(self, person: Person) -> Iterator[Values]:
        for number in range(3):
            for after, impact in ((0, Impact.STRONG), (120, Impact.MODERATE))[: 2 - number % 2]:
                yield {
                    "id": new_id(), "prescription_id": person.prescription_id,
                    "kind": self._word(self._profile.obstacles, person.rank + number),
                    "impact": impact, "assessed_on": _after(person, after),
                }  # fmt: skip

    def _objectives(self, person: Person) -> Iterator[Values]:
        for number in range(3):
            state = ObjectiveState.IN_PROGRESS if number == 2 else ObjectiveState.DONE
            day = _after(person, 30 * number)
            yield {
                "id": new_id(), "prescription_id": person.prescription_id,
                "text": f"Objectif {number + 1}", "set_on": day, "state": state,
                "closed_on": day + timedelta(days=20) if state is ObjectiveState.DONE else None,
            }  # fmt: skip

    def _steps(self, person: Person) -> Iterator[Values]:
        for number in range(6):
            word = list(self._profile.steps)[(person.rank + number) % len(self._profile.steps)]
            yield {
                "id": new_id(), "prescription_id": person.prescription_id, "kind": word.key,
                "done_on": _after(person, 15 * number), "note": "Trois candidatures",
                "aid_outcome": AidOutcome.GRANTED if word.aid else None,
            }  # fmt: skip

    def _handouts(self, person: Person) -> Iterator[Values]:
        for number in range(2):
            yield {
                "id": new_id(), "prescription_id": person.prescription_id,
                "kind": self._word(self._profile.handouts, number), "title": f"Page {number + 1}",
                "given_on": _after(person, 7), "studied_on": _after(person, 14),
            }  # fmt: skip

    def _attachments(self, person: Person) -> Iterator[Values]:
        for number in range(2):
            day = _after(person, 5)
            until = day + timedelta(days=90)
            if person.left_on is None and person.rank % 6:
                until = TODAY + timedelta(days=60)  # renewed
            yield {
                "id": new_id(), "prescription_id": person.prescription_id,
                "kind": self._word(self._profile.attachment_kinds, number),
                "name": f"piece-{number + 1}.pdf", "added_at": datetime.combine(day, time(9), UTC),
                "valid_until": until if number else None, "size": 180_000,
            }  # fmt: skip

    def _documents(self, person: Person) -> Iterator[Values]:
        """What a pathway leaves; of those under way a few wait for a signer, a few for a copy."""
        under_way = person.left_on is None
        for number, (kind, roles) in enumerate(PAPERS):
            waits = under_way and (person.rank + number) % 12 == 0
            copy = CopyState.OWED if under_way and number == person.rank % 15 else CopyState.GIVEN
            yield {
                "id": new_id(), "action_id": self._action_id,
                "prescription_id": person.prescription_id, "kind": kind, "revision": 1,
                "title": kind.capitalize(), "answers": _ANSWERS, "signers": json.dumps(roles),
                "state": DocumentState.OPEN if waits else DocumentState.CLOSED,
                "made_on": _after(person, 10 * number), "copy": None if waits else copy,
            }  # fmt: skip

    def _marks(self, person: Person) -> Iterator[Values]:
        """What she told the program not to ask again: nearly all that is long past."""
        decided, left, behind = person.decided_on, person.left_on, TODAY - timedelta(days=15)
        if person.cut_over or person.rank % 10 == 0:
            return
        answered = [("retour_prescription", "", decided)] if decided and decided < behind else []
        if left:
            answered += [("suivi", str(months), left) for months in (1, 3, 6)]
        for rule, subject, day in answered:
            yield {
                "id": new_id(), "rule": rule, "prescription_id": person.prescription_id,
                "subject": subject, "reason": "Fait",
                "made_at": datetime.combine(day, time(17), UTC),
            }  # fmt: skip

    def _appointment(self, item: Held) -> Values:
        person, remote = item.person, item.mode in REMOTE
        entered = person.entered_on is not None
        return {
            "id": new_id(),
            "pathway_id": person.pathway_id if entered else None,
            "prescription_id": None if entered else person.prescription_id,
            "held_on": item.held_on,
            "start_minute": item.start_minute,
            "end_minute": item.start_minute + (30 if item.mode is Mode.PHONE else 60),
            "place_id": None if remote else self._places[person.rank % len(PLACES)],
            "mode": item.mode,
            "presence": item.presence,
            "note": _NOTE if (item.held_on.toordinal() + person.rank) % 3 == 0 else None,
            "cut_over": person.cut_over,
        }


def _after(person: Person, days: int) -> date:
    assert person.entered_on is not None
    return person.entered_on + timedelta(days=days)
