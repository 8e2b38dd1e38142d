"""A desk at the end of a month that holds one of everything, each fact by its use case.

Twelve people since May, one more in an immersion that ends early, one who left in May and is asked
what became of her, one who leaves for a job, one who moves and comes again: June 2023 is counted by
hand in ``FIGURES``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from functools import partial
from operator import itemgetter
from pathlib import Path
from uuid import UUID

from sqlalchemy import select

from coachdesk.core.resources import resource
from coachdesk.domain.attendance import Mode, Presence, Slot
from coachdesk.domain.pmsmp import ImmersionOutcome
from coachdesk.models import Appointment, Immersion
from coachdesk.services.agenda.places import add_place, set_base_place
from coachdesk.services.agenda.times import TimeFacts
from coachdesk.services.appointments import plan_appointment
from coachdesk.services.attendance import record_presence
from coachdesk.services.contracts import ContractTerms, prepare_contract
from coachdesk.services.decisions import Decision, decide, usual_end
from coachdesk.services.desk import Desk, open_desk
from coachdesk.services.exits.following import FollowUpFacts, record_follow_up
from coachdesk.services.exits.recording import ExitTerms, record_exit
from coachdesk.services.exits.reentry import come_again
from coachdesk.services.immersion_outcome import Outcome, Visit, add_visit, tell_outcome
from coachdesk.services.prescriptions import PrescriptionFacts
from coachdesk.services.prestations.contacts import ContactFacts, add_contact
from coachdesk.services.prestations.outreach import EventFacts, record_event
from coachdesk.services.prestations.recording import ServiceFacts, record_services
from coachdesk.services.timesheet.sheet import month_sheet, open_sheet
from coachdesk.services.timesheet.typing import note_times, tell_distance
from coachdesk.services.workshops.closing import close_workshop
from coachdesk.services.workshops.planning import WorkshopFacts, note_presences, plan_workshop
from support.clock import FixedClock
from support.documents import Dossier, contract_on_paper, make_dossier, sign_by_all
from support.signing_desk import make_group, sign

MONTH = date(2023, 6, 1)
Happens = Callable[[], object]
"""What is noted on the evening of its day."""
TOWN_HALL = "Mairie d’Airaines"
COUNTED = {
    "file_active": 14,  # twelve, she of the immersion, and the parcours of who came again
    "entrees": 1,
    "sorties": 2,
    "prescriptions": 1,
    "rdv": {
        "Présent": 15, "Absence justifiée": 1, "Absence injustifiée": 4,
        "Annulé par le référent": 1,
    },
    "rdv_presents_par_modalite": {
        "Physique": 3, "Téléphone": 1, "Visioconférence": 1, "Atelier collectif": 10,
    },
    "participants_avec_plus_de_deux_absences_injustifiees": ["23-006"],
    "immersions_en_cours": 1,
    "heures_presence": 28.92,  # 2 h, 10 × 2 h 30, 30, 45 and 40 min
}  # fmt: skip
"""The figures of June, as anyone counts them from the story below."""
WORKED = 835
"""Minutes of the coach: 235 with people, 150 waiting for them (those of 10 h to 10 h 30 on the 6th
were spent on the phone), 150 of an atelier, 180 on a market, 120 of paper work."""
DRIVEN = 8 * 37_000
"""Metres: to and from a mairie on the 1st, 6th, 8th, 13th, 15th, 20th, 21st and 26th."""
SECOND = 'second_signer = { name = "Anne Caron", role = "directrice" }\n'
_PARIS = timezone(timedelta(hours=2))
_MET = (
    (2, 6, 30, Mode.PHONE, Presence.ATTENDED),
    (5, 6, 60, Mode.ON_SITE, Presence.UNEXCUSED),
    (3, 7, 45, Mode.VIDEO, Presence.ATTENDED),
    (4, 9, 60, Mode.ON_SITE, Presence.CANCELLED),
    (5, 13, 60, Mode.ON_SITE, Presence.UNEXCUSED),
    (5, 20, 60, Mode.ON_SITE, Presence.UNEXCUSED),
)
"""One by one: 30 min by phone, 45 on the screen, one called off, three times for nothing."""
_HIRED = ExitTerms(
    date(2023, 6, 22), "employment", "permanent",
    employer="Boulangerie Petit", job_starts_on=date(2023, 6, 26),
)  # fmt: skip


@dataclass(frozen=True)
class WholeMonth:
    """The desk that was made: its folder, what opens it, who is who."""

    directory: Path
    recovery_key: str
    immersed: Dossier
    gone_in_may: Dossier
    people: list[UUID]
    again: UUID
    workshop: UUID
    time_sheet: UUID
    """The document of the coach's own sheet, signed."""


def june(day: int) -> date:
    """A day of the month."""
    return MONTH.replace(day=day)


def clock_of(day: date, hour: int = 19) -> FixedClock:
    """That hour of that day."""
    return FixedClock(datetime(day.year, day.month, day.day, hour, tzinfo=_PARIS))


def whole_month(folder: Path) -> WholeMonth:
    """Make the desk in ``folder``, closed, on the evening of 30 June: nothing is missing."""
    profile = folder / "profil.toml"
    text = resource("actions", "coaching-emploi.toml").read_text("utf-8")
    profile.write_text(SECOND + text, "utf-8")
    group = make_group(folder / "magasin", 12, str(profile))
    clock = clock_of(june(1))
    desk = open_desk(group.directory, group.recovery_key, clock=clock)
    people = group.people
    for person in people:
        _contract(desk, person, date(2023, 5, 9))
    immersed, gone = make_dossier(desk, "23-101"), make_dossier(desk, "23-103")
    contract_on_paper(desk, immersed.prescription, date(2023, 5, 16))
    _leaves_in_may(desk, gone)
    sign(desk, immersed.attended)
    made: dict[str, UUID] = {}
    story: tuple[tuple[int, Happens], ...] = (
        *((met[1], partial(_meets, desk, people, met)) for met in _MET),
        (8, lambda: _came(desk, immersed.planned)),
        (14, lambda: _visited(desk, immersed)),
        (15, lambda: made.update(workshop=_workshop(desk, people))),
        (16, lambda: _followed_up(desk, gone)),
        (20, lambda: _broken_off(desk, immersed)),
        (20, lambda: record_exit(desk, people[1], ExitTerms(june(20), "move"))),
        (21, lambda: _outside(desk, people)),
        (22, lambda: record_exit(desk, people[0], _HIRED)),
        (23, lambda: made.update(again=_prescribed_again(desk, people[1]))),
        (26, lambda: _enters_again(desk, made["again"])),
        (30, lambda: made.update(sheet=_time_sheet(desk))),
    )
    for day, happens in sorted(story, key=itemgetter(0)):
        clock.set_wall(clock_of(june(day)).now())
        happens()
    desk.close()
    return WholeMonth(
        group.directory, group.recovery_key, immersed, gone, people,
        made["again"], made["workshop"], made["sheet"],
    )  # fmt: skip


def _contract(desk: Desk, person: UUID, day: date) -> None:
    """Prepared with its usual terms and signed by hand."""
    terms = ContractTerms(
        day, usual_end(desk.actions[0].profile, day), 900, None, "Venir aux rendez-vous.",
        "La recevoir chaque semaine.", "Refaire le CV",
    )  # fmt: skip
    prepare_contract(desk, person, terms)
    contract_on_paper(desk, person, day)


def _leaves_in_may(desk: Desk, gone: Dossier) -> None:
    """Before anything of June: a job since 25 May."""
    with desk.store.write() as uow:
        hers = Appointment.pathway_id == gone.pathway
        for held in uow.session.scalars(select(Appointment).where(hers)):
            uow.session.delete(held)
        uow.session.delete(uow.session.get_one(Immersion, gone.immersion))
        uow.commit()
    contract_on_paper(desk, gone.prescription, date(2023, 5, 16))
    record_exit(desk, gone.prescription, ExitTerms(date(2023, 5, 25), "employment", "fixed_short"))


def _came(desk: Desk, appointment: UUID) -> None:
    """Present, and signed."""
    record_presence(desk, appointment, Presence.ATTENDED)
    sign(desk, appointment)


def _meets(desk: Desk, people: list[UUID], met: tuple[int, int, int, Mode, Presence]) -> None:
    who, day, minutes, mode, presence = met
    place = TOWN_HALL if mode is Mode.ON_SITE else None
    held = plan_appointment(desk, people[who], Slot(june(day), 600, 600 + minutes, place, mode))
    record_presence(desk, held, presence)


def _workshop(desk: Desk, people: list[UUID]) -> UUID:
    """Twelve are expected; ten come and sign the group sheet, 14 h to 16 h 30."""
    action = desk.actions[0]
    slot = Slot(june(15), 840, 990, TOWN_HALL, Mode.COLLECTIVE)
    made = plan_workshop(desk, action, WorkshopFacts("Rédiger son CV", slot), people)
    held = select(Appointment.id).where(Appointment.workshop_id == made).order_by(Appointment.id)
    keys = desk.read(lambda link: link.execute(held).scalars().all())
    became = dict.fromkeys(keys, Presence.ATTENDED)
    became |= {keys[10]: Presence.EXCUSED, keys[11]: Presence.UNEXCUSED}
    note_presences(desk, made, became)
    for key in keys[:10]:
        sign(desk, key)
    close_workshop(desk, action, made)
    return made


def _visited(desk: Desk, immersed: Dossier) -> None:
    add_visit(desk, immersed.immersion, Visit(june(14), Mode.ON_SITE, "Paul Garagiste"))


def _broken_off(desk: Desk, immersed: Dossier) -> None:
    """Of 12 to 23 June as agreed: broken off on the 20th, two hours missed; its bilan is made."""
    broken = Outcome(ImmersionOutcome.ENDED_EARLY, june(20), 120, "transport", "Bus arrêté")
    tell_outcome(desk, immersed.immersion, broken)
    with desk.store.write() as uow:
        uow.session.get_one(Immersion, immersed.immersion).review = "reserved"
        uow.commit()


def _followed_up(desk: Desk, gone: Dossier) -> None:
    called = FollowUpFacts(1, june(16), Mode.PHONE, "employed", employer="Garage du Centre")
    record_follow_up(desk, gone.prescription, called)


def _outside(desk: Desk, people: list[UUID]) -> None:
    """Acts, and a market at which 17 people are met."""
    action = desk.actions[0]
    for facts in (
        ServiceFacts("company_tour", june(21), tuple(people[2:7]), minutes=120),
        ServiceFacts("transport_help", june(21), (people[7],), quantity=2350, minutes=45),
        ServiceFacts("small_expense", june(21), (people[8],), quantity=1890),
    ):
        record_services(desk, action, facts)
    market = EventFacts("market", "Marché d’Airaines", june(21), 540, 720, TOWN_HALL, 17)
    event = record_event(desk, action, market)
    add_contact(desk, action, event, ContactFacts("DELATTRE", "Julie", "06 12 45 78 90"))


def _prescribed_again(desk: Desk, person: UUID) -> UUID:
    """Who moved away on the 20th is back on the 23rd."""
    facts = PrescriptionFacts("23-102", june(23), "department", "M. MARTIN")
    slot = Slot(june(26), 540, 580, TOWN_HALL, Mode.ON_SITE)
    return come_again(desk, desk.actions[0], person, facts, slot)


def _enters_again(desk: Desk, again: UUID) -> None:
    """Met for 40 minutes, then in the action once more."""
    held = select(Appointment.id).where(Appointment.prescription_id == again)
    _came(desk, desk.read(lambda link: link.execute(held).scalar_one()))
    end = usual_end(desk.actions[0].profile, june(26))
    decide(desk, again, Decision("enrolled", entered_on=june(26), planned_end_on=end))
    _contract(desk, again, june(26))


def _time_sheet(desk: Desk) -> UUID:
    """Two hours of paper work on a Friday, the roads told; signed by the coach and the director."""
    action = desk.actions[0]
    set_base_place(desk, add_place(desk, "Bureau de Doullens"))
    note_times(desk, action, [TimeFacts("administration", june(30), 840, 120)])
    while unknown := desk.read(
        lambda link: month_sheet(link, action, MONTH, june(30))
    ).month.unknown:
        tell_distance(desk, unknown[0], 18_500)
    made = open_sheet(desk, action, MONTH)
    sign_by_all(desk, made)
    return made
