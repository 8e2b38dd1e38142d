"""What happens in an action, written in any order and lived in that of the days.

Each line is one act of a coach, done by the services, with the clock at six in the evening of its
day. Nobody has a number to remember: people, companies and events are called by their name.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from functools import partial
from uuid import UUID

from coachdesk.domain.attendance import Mode, Presence, Slot
from coachdesk.domain.papers import Answer as PaperAnswer
from coachdesk.domain.papers import Role
from coachdesk.domain.support import AidOutcome, Impact
from coachdesk.queries.workshops import workshop_people
from coachdesk.services.appointment_record import (
    AppointmentRecord,
    record_appointment,
    record_walk_in,
)
from coachdesk.services.appointments import plan_appointment
from coachdesk.services.companies.file import CompanyFile, record_company
from coachdesk.services.companies.prospecting import ContactMade, note_prospecting
from coachdesk.services.contracts import ContractTerms, prepare_contract
from coachdesk.services.decisions import Decision, decide
from coachdesk.services.desk import Desk
from coachdesk.services.diagnostics import DiagnosticFacts, save_diagnostic
from coachdesk.services.documents.drafting import open_document, save_answers
from coachdesk.services.documents.paper_bridge import signed_on_paper
from coachdesk.services.exits.following import FollowUpFacts, record_follow_up
from coachdesk.services.exits.prolonging import prolong
from coachdesk.services.exits.recording import ExitTerms, record_exit
from coachdesk.services.measures import take_measure
from coachdesk.services.obstacles import assess_obstacle
from coachdesk.services.prescriptions import PersonFacts, PrescriptionFacts, receive_prescription
from coachdesk.services.prestations.contacts import Answer, ContactFacts, add_contact, note_call
from coachdesk.services.prestations.outreach import EventFacts, record_event
from coachdesk.services.prestations.recording import ServiceFacts, record_services
from coachdesk.services.steps import StepFacts, answer_aid, note_step
from coachdesk.services.workshops.planning import WorkshopFacts, note_presences, plan_workshop
from support.clock import FixedClock
from support.documents import sign_document

WEEK = timedelta(weeks=1)
_ZONE = timezone(timedelta(hours=1))
_NINE = 9 * 60
_UNTOLD = DiagnosticFacts()


def evening(day: date) -> datetime:
    """Six o'clock of that day."""
    return datetime(day.year, day.month, day.day, 18, tzinfo=_ZONE)


@dataclass
class Diary:
    """The lines of a story; ``live`` does them in the order of their days, then of the page."""

    desk: Desk
    clock: FixedClock
    dossiers: dict[str, UUID] = field(default_factory=dict)
    companies: dict[str, UUID] = field(default_factory=dict)
    events: dict[str, UUID] = field(default_factory=dict)
    contacts: dict[str, UUID] = field(default_factory=dict)
    _lines: list[tuple[date, Callable[[], object]]] = field(default_factory=list)

    def live(self) -> None:
        """Do it all."""
        for day, do in sorted(self._lines, key=lambda line: line[0]):
            self.clock.set_wall(evening(day))
            do()

    def on(self, day: date, do: Callable[[], object]) -> None:
        """One more line."""
        self._lines.append((day, do))

    def prescribed(
        self, who: str, number: str, day: date, prescriber: str, gender: str, birth: date,
        commune: str = "", manager: str = "", met: str = "",
    ) -> None:  # fmt: skip
        """« LEROY Anne » is oriented to the action; ``met`` is how a call-back list has her."""
        last, _, first = who.partition(" ")
        person = PersonFacts(last, first, gender, birth, commune=commune)
        facts = PrescriptionFacts(number, day, prescriber, manager)

        def receive() -> None:
            action = self.desk.actions[0]
            listed = self.contacts[met] if met else None
            self.dossiers[who] = receive_prescription(self.desk, action, facts, person, met=listed)

        self.on(day, receive)

    def enters(self, who: str, day: date, situation: DiagnosticFacts = _UNTOLD) -> None:
        """Her situation is noted, and she is in the action from that day."""

        def enter() -> None:
            save_diagnostic(self.desk, self.dossiers[who], situation)
            decide(self.desk, self.dossiers[who], Decision("enrolled", entered_on=day))

        self.on(day, enter)

    def decided(self, who: str, day: date, outcome: str, reason: str) -> None:
        """She is not in it, and why."""
        self.on(day, lambda: decide(self.desk, self.dossiers[who], Decision(outcome, reason)))

    def came(
        self, who: str, *days: date, place: str = "", mode: Mode = Mode.ON_SITE, minutes: int = 60
    ) -> None:
        """She was there, from nine o'clock."""

        def come(day: date) -> None:
            slot = Slot(day, _NINE, _NINE + minutes, place or None, mode)
            record_walk_in(self.desk, self.dossiers[who], slot)

        for day in days:
            self.on(day, partial(come, day))

    def missed(self, who: str, *days: date, excused: str = "", place: str = "") -> None:
        """She was expected and did not come, ``excused`` by a reason or not."""
        presence = Presence.EXCUSED if excused else Presence.UNEXCUSED
        record = AppointmentRecord(presence, absence_reason=excused or None)

        def note(day: date) -> None:
            slot = Slot(day, _NINE, _NINE + 60, place or None, Mode.ON_SITE)
            planned = plan_appointment(self.desk, self.dossiers[who], slot)
            record_appointment(self.desk, planned, record)

        for day in days:
            self.on(day, partial(note, day))

    def weekly(self, who: str, first: date, times: int, *besides: date, place: str = "") -> None:
        """She came each week, ``times`` in a row from ``first``; not on the days ``besides``."""
        days = (first + WEEK * n for n in range(times))
        self.came(who, *(day for day in days if day not in besides), place=place)

    def workshop(
        self, title: str, day: date, people: Iterable[str], absent: Mapping[str, Presence] = {},
        place: str = "", minutes: int = 120,
    ) -> None:  # fmt: skip
        """An atelier from two o'clock; those who are not ``absent`` were there."""
        start = 14 * 60
        facts = WorkshopFacts(
            title, Slot(day, start, start + minutes, place or None, Mode.COLLECTIVE)
        )
        named = tuple(people)

        def hold() -> None:
            action = self.desk.actions[0]
            made = plan_workshop(self.desk, action, facts, [self.dossiers[who] for who in named])
            who_is = {self.dossiers[who]: who for who in named}
            found = self.desk.read(lambda link: workshop_people(link, made))
            became = {
                each.row.appointment_id: absent.get(who_is[each.prescription_id], Presence.ATTENDED)
                for each in found
            }
            note_presences(self.desk, made, became)

        self.on(day, hold)

    def did(
        self, kind: str, day: date, *people: str, result: str | None = None,
        quantity: int | None = None, minutes: int | None = None, place: str = "",
        unnamed: int | None = None,
    ) -> None:  # fmt: skip
        """An act for those people."""
        self.on(
            day,
            lambda: record_services(
                self.desk,
                self.desk.actions[0],
                ServiceFacts(
                    kind, day, tuple(self.dossiers[who] for who in people), unnamed,
                    None if quantity is None else 100 * quantity, minutes, place, result,
                ),
            ),
        )  # fmt: skip

    def step(self, who: str, kind: str, day: date, aid: AidOutcome | None = None) -> None:
        """A démarche, with what came of the aid asked for."""

        def note() -> None:
            made = note_step(self.desk, self.dossiers[who], StepFacts(kind, day))
            if aid is not None:
                answer_aid(self.desk, made, aid)

        self.on(day, note)

    def frein(self, who: str, kind: str, day: date, impact: Impact) -> None:
        """How much it weighs on her that day."""
        self.on(day, lambda: assess_obstacle(self.desk, self.dossiers[who], kind, impact))

    def measured(self, who: str, day: date, **levels: str) -> None:
        """Her level that day, on one scale or more."""

        def take() -> None:
            for kind, level in levels.items():
                take_measure(self.desk, self.dossiers[who], kind, level)

        self.on(day, take)

    def contract(self, who: str, starts: date, ends: date, signed: date | None) -> None:
        """The next version of her contract, prepared and signed by hand."""
        terms = ContractTerms(
            starts, ends, 15 * 60, None, "Venir aux rendez-vous.", "La recevoir.", "Un projet."
        )

        def sign() -> None:
            dossier = self.dossiers[who]
            prepare_contract(self.desk, dossier, terms)
            made = open_document(self.desk, self.desk.actions[0], "contract", dossier)
            if signed is not None:
                signed_on_paper(self.desk, made, signed)

        self.on(signed or starts, sign)

    def paper(
        self, who: str, kind: str, day: date, signed: date | Role, **answers: PaperAnswer
    ) -> None:
        """A paper of that kind, signed by hand by everyone, or by one of them on the screen."""

        def make() -> None:
            made = open_document(self.desk, self.desk.actions[0], kind, self.dossiers[who])
            made = save_answers(self.desk, made, answers)
            if isinstance(signed, Role):
                sign_document(self.desk, made, signed)
            else:
                signed_on_paper(self.desk, made, signed)

        self.on(day, make)

    def prolonged(self, who: str, day: date, until: date) -> None:
        """Her pathway goes on."""
        self.on(day, lambda: prolong(self.desk, self.dossiers[who], until))

    def leaves(
        self, who: str, day: date, kind: str, detail: str | None = None,
        starts: date | None = None, ends: date | None = None, *, why: str = "Plus de nouvelles.",
    ) -> None:  # fmt: skip
        """Her exit; one with nothing ahead tells why."""
        terms = ExitTerms(
            day, kind, detail, job_starts_on=starts, job_ends_on=ends,
            dry_reason=why,
        )  # fmt: skip
        self.on(day, lambda: record_exit(self.desk, self.dossiers[who], terms))

    def followed(self, who: str, months: int, day: date, outcome: str) -> None:
        """A suivi after the exit."""
        facts = FollowUpFacts(months, day, Mode.PHONE, outcome)
        self.on(day, lambda: record_follow_up(self.desk, self.dossiers[who], facts))

    def company(self, name: str, day: date, *said: tuple[date, str, str | None]) -> None:
        """A company is registered; what is said with it: day, way, result."""

        def register() -> None:
            self.companies[name] = record_company(self.desk, None, CompanyFile(name)).id

        self.on(day, register)

        def speak(made: ContactMade) -> None:
            note_prospecting(self.desk, self.desk.actions[0], self.companies[name], made)

        for when, kind, result in said:
            self.on(when, partial(speak, ContactMade(when, kind, result)))

    def event(self, title: str, day: date, kind: str, place: str, met: int) -> None:
        """An action d'aller-vers."""

        def hold() -> None:
            facts = EventFacts(kind, title, day, place=place, people_met=met)
            self.events[title] = record_event(self.desk, self.desk.actions[0], facts)

        self.on(day, hold)

    def listed(self, title: str, day: date, *people: str) -> None:
        """Those who are to be called back after it."""

        def note() -> None:
            for who in people:
                last, _, first = who.partition(" ")
                self.contacts[who] = add_contact(
                    self.desk, self.desk.actions[0], self.events[title], ContactFacts(last, first)
                )

        self.on(day, note)

    def called(self, day: date, outcome: str, *people: str) -> None:
        """What came of a call to each."""

        def call() -> None:
            for who in people:
                answer = Answer(outcome, day)
                note_call(self.desk, self.desk.actions[0], self.contacts[who], answer)

        self.on(day, call)
