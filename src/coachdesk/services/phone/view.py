"""Who is reached by phone, about what, and by whom: what the page of the codes shows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Connection

from coachdesk.core.errors import UserError
from coachdesk.core.french import capital, full_date, quoted
from coachdesk.domain.attendance import Slot
from coachdesk.domain.phone_codes import Contact, email_in
from coachdesk.domain.profile import ActionProfile
from coachdesk.queries.reaching import (
    AppointmentToCome,
    coming_of_person,
    coming_of_workshop,
    coming_on,
    company_to_reach,
    next_day_to_tell,
    person_to_reach,
)
from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.papers.contact import contact_of
from coachdesk.services.slot_words import slot_words
from coachdesk.services.targets import Target


@dataclass(frozen=True, slots=True)
class Reached:
    """Someone to reach: her number, her rendez-vous when there is one, the contact she is given."""

    id: UUID
    name: str
    first_name: str
    """As she is spoken to; empty for a company."""
    phone: str
    given: Contact
    """The coach's, for a person; the company's own, for a company."""
    about: str = ""
    """Her rendez-vous in words; whose company it is."""
    where: str = ""
    """The place with its address, for a map."""
    place: str = ""
    prescription_id: UUID | None = None
    appointment_id: UUID | None = None
    slot: Slot | None = None
    workshop: str = ""
    told: str = ""
    """How she was invited or reminded so far."""

    @property
    def of_company(self) -> bool:
        """Whether it is the contact that is put in the coach's own phone."""
        return self.prescription_id is None


@dataclass(frozen=True, slots=True)
class PhoneView:
    """All that the page shows."""

    title: str
    people: tuple[Reached, ...]
    coach: Contact


def phone_view(
    link: Connection, desk: Desk, action: ActionInfo, target: Target, day: date
) -> PhoneView:
    """Whom ``target`` names: a person, an atelier's people, a company, or those of one day.

    Raises:
        UserError: when that is gone, or nobody is planned.
    """
    coach = coach_contact(link, desk, action.profile)
    profile = action.profile
    if target.subject_id is not None:
        return _of_subject(link, target.subject_id, coach, profile)
    if target.prescription_id is not None:
        return _of_person(link, target, coach, profile, day)
    when = target.day or next_day_to_tell(link, action.id, day)
    meetings = coming_on(link, action.id, when) if when else ()
    if when is None or not meetings:
        raise UserError(
            "Personne n’est attendu dans les jours qui viennent.",
            "Planifiez d’abord un rendez-vous.",
        )
    title = f"Rappels pour le {full_date(when)}"
    return PhoneView(title, _reached(meetings, coach, profile), coach)


def coach_contact(link: Connection, desk: Desk, profile: ActionProfile) -> Contact:
    """The coach as the contacts of a phone keep her: number and address as she wrote them."""
    written = contact_of(link) or profile.association_phone
    return Contact(
        desk.coach.name,
        organisation=desk.coach.association or profile.association,
        function="Coach",
        phone=written,
        email=email_in(written),
    )


def _of_subject(
    link: Connection, subject_id: UUID, coach: Contact, profile: ActionProfile
) -> PhoneView:
    company = company_to_reach(link, subject_id)
    if company is not None:
        given = Contact(
            company.name,
            organisation=company.company if company.company != company.name else "",
            function=company.function or "",
            phone=company.phone or "",
            email=company.email or "",
        )
        about = company.company if company.company != company.name else company.function or ""
        one = Reached(
            company.id, company.name, "", company.phone or "", given, about,
            where=company.address or "", place=company.company,
        )  # fmt: skip
        return PhoneView(company.name, (one,), coach)
    meetings = coming_of_workshop(link, subject_id)
    if not meetings:
        raise UserError("Personne n’est attendu à cet atelier.", "Ajoutez d’abord quelqu’un.")
    title = f"Inviter à l’atelier {quoted(meetings[0].workshop or '')}"
    return PhoneView(title, _reached(meetings, coach, profile), coach)


def _of_person(
    link: Connection, target: Target, coach: Contact, profile: ActionProfile, day: date
) -> PhoneView:
    assert target.prescription_id is not None
    coming = coming_of_person(link, target.prescription_id, day)
    asked = [each for each in coming if each.appointment_id == target.appointment_id]
    meetings = asked or coming
    if meetings:
        (one,) = _reached(meetings[:1], coach, profile)
        return PhoneView(one.name, (one,), coach)
    person = person_to_reach(link, target.prescription_id)
    if person is None:
        raise UserError("Ce dossier n’existe plus.", "Revenez à la liste des participants.")
    name = f"{person.first_name} {person.last_name}"
    alone = Reached(
        person.prescription_id, name, person.first_name, person.phone or "", coach,
        "Aucun rendez-vous à venir", prescription_id=person.prescription_id,
    )  # fmt: skip
    return PhoneView(name, (alone,), coach)


def _reached(
    meetings: Iterable[AppointmentToCome], coach: Contact, profile: ActionProfile
) -> tuple[Reached, ...]:
    return tuple(
        Reached(
            each.appointment_id,
            f"{each.first_name} {each.last_name}",
            each.first_name,
            each.phone or "",
            coach,
            capital(slot_words(each.slot, profile)),
            where=", ".join(part for part in (each.place, each.address) if part),
            place=each.place or "",
            prescription_id=each.prescription_id,
            appointment_id=each.appointment_id,
            slot=each.slot,
            workshop=each.workshop or "",
            told=each.contact_attempts or "",
        )
        for each in meetings
    )
