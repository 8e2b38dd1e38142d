"""After an accident during an immersion: what to do, by when, who calls whom (D5135-5).

Nothing of it is kept: what happened to a person's health has no place in the store.
"""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from uuid import UUID

from sqlalchemy import Connection, select

from coachdesk.core.french import DAYS, NBSP, NNBSP, clock_time, full_date, long_date, short_date
from coachdesk.documents.accident_sheet import AccidentSheetData, SheetStep, accident_sheet
from coachdesk.domain.work_accident import deadlines
from coachdesk.models import Action, CompanyContact, Participant, Prescription
from coachdesk.queries.immersion_list import ImmersionListRow, under_way
from coachdesk.queries.immersion_paper import CONVENTION, immersion_row, latest_answers
from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.leaving import leave_in_clear
from coachdesk.services.papers.facts.immersion import usual_parties
from coachdesk.services.papers.loose import operation_of, stamp_now

_UNKNOWN = "pas de numéro noté"


@dataclass(frozen=True)
class AccidentFacts:
    """Who is concerned, and how each is reached; empty where nothing is noted.

    Attributes:
        relative: whom the convention says to call.
        employer: who declares in the prescriber's place, when the person has an employer.
    """

    immersion_id: UUID | None
    """None for the rule in general."""
    person: str
    person_phone: str
    relative: str
    employer: str
    company: str
    place: str
    span: str
    host: str
    host_phones: tuple[str, ...]
    tutor: str
    association: str
    association_phone: str
    prescriber: str
    prescriber_contact: str

    @property
    def known(self) -> bool:
        """Whether it is about someone."""
        return self.immersion_id is not None


@dataclass(frozen=True)
class AccidentView:
    """What the page begins with: those under way, and the facts of one."""

    under_way: tuple[ImmersionListRow, ...]
    facts: AccidentFacts


def accident_view(
    link: Connection, action: ActionInfo, immersion_id: UUID | None, day: date
) -> AccidentView:
    """Of that immersion, or of the only one under way."""
    going = under_way(link, action.id, day)
    if immersion_id is None and len(going) == 1:
        immersion_id = going[0].immersion_id
    return AccidentView(going, _facts(link, action, immersion_id))


def accident_steps(facts: AccidentFacts, happened: datetime) -> tuple[SheetStep, ...]:
    """What is to be done, in order, with real deadlines."""
    due = deadlines(happened)
    declarer = facts.employer or facts.prescriber or "Le prescripteur"
    to_declarer = (
        f"à l’employeur ({facts.employer})"
        if facts.employer
        else f"au prescripteur ({facts.prescriber})"
        if facts.prescriber
        else "au prescripteur"
    )
    declarer_phone = "" if facts.employer else facts.prescriber_contact
    host = " / ".join(facts.host_phones) or _UNKNOWN
    return (
        SheetStep(
            "Tout de suite",
            "Sur les lieux",
            "Protéger, appeler les secours, ne pas laisser la personne seule.",
            f"15 (SAMU){NBSP}· 18{NBSP}· 112",
        ),
        SheetStep(
            "Tout de suite",
            "Vous",
            f"Appeler l’entreprise{_named(facts)}, puis "
            f"{facts.relative or 'la personne ou ses proches'}.",
            _parts(f"entreprise{NBSP}: {host}", _called("personne", facts.person_phone)),
        ),
        SheetStep(
            _before(due.host_tells),
            facts.company,
            f"Écrire à {facts.association} où, quand et comment c’est arrivé, et qui l’a vu "
            f"(24{NBSP}h, article D.{NBSP}5135-5).",
            facts.association_phone or _UNKNOWN,
        ),
        SheetStep(
            "Sans délai, dès que vous le savez",
            "Vous",
            f"Transmettre {to_declarer} ce que l’entreprise a écrit, avec la convention.",
            declarer_phone or _UNKNOWN,
        ),
        SheetStep(
            _before(due.declared),
            declarer,
            "Déclarer l’accident à la caisse d’assurance maladie du domicile de la personne "
            f"(48{NBSP}h, article D.{NBSP}5135-5).",
            declarer_phone or _UNKNOWN,
        ),
    )


def accident_pdf(desk: Desk, action: ActionInfo, facts: AccidentFacts, happened: datetime) -> bytes:
    """The page to print."""
    hour = clock_time(happened.hour * 60 + happened.minute)
    data = AccidentSheetData(
        operation=operation_of(action.profile),
        title="Accident pendant une immersion" + (f" – {facts.person}" if facts.person else ""),
        note=f"Accident du {full_date(happened.date())} à {hour}. Délais comptés heure par heure, "
        f"dimanches compris{NNBSP}: la lecture la plus stricte.",
        coach=desk.coach.name,
        facts=tuple((name, value) for name, value in fact_lines(facts) if value),
        steps=accident_steps(facts, happened),
        blanks=("Ce qui est arrivé", "", "Où, à quelle heure", "Qui l’a vu", "Soins, hôpital"),
        stamp=stamp_now(desk, f"{happened:%Y%m%d}-A"),
    )
    return accident_sheet(data).pdf


def save_accident_pdf(
    desk: Desk, action: ActionInfo, facts: AccidentFacts, happened: datetime, target: Path
) -> None:
    """Write the page in ``target``, in clear.

    Raises:
        UserError: the file can't be written.
    """
    pdf = accident_pdf(desk, action, facts, happened)
    leave_in_clear(desk, Action.__tablename__, action.id, target, pdf)


def fact_lines(facts: AccidentFacts) -> tuple[tuple[str, str], ...]:
    """Label and value, in order; some values may be empty."""
    return (
        ("Personne", _parts(facts.person, facts.person_phone)),
        ("À prévenir", facts.relative),
        ("Entreprise", _parts(facts.company, facts.place)),
        ("Accueil et sécurité", _parts(facts.host, *facts.host_phones)),
        ("Tuteur", facts.tutor),
        ("Immersion", facts.span),
        ("Association", _parts(facts.association, facts.association_phone)),
        ("Prescripteur", _parts(facts.prescriber, facts.prescriber_contact)),
        ("Employeur", facts.employer),
    )


def missing_phones(facts: AccidentFacts) -> str:
    """Where the numbers that nobody noted are to be noted; empty when all are there."""
    lacking = []
    if facts.known and not facts.host_phones:
        lacking.append("celui de l’entreprise se note sur sa fiche")
    if not facts.association_phone or not facts.prescriber_contact:
        lacking.append("ceux de l’association et du prescripteur, dans la convention")
    return f"Numéros manquants{NBSP}: {', '.join(lacking)}." if lacking else ""


def _facts(link: Connection, action: ActionInfo, immersion_id: UUID | None) -> AccidentFacts:
    usual = usual_parties(link, action)
    row = immersion_row(link, immersion_id) if immersion_id is not None else None
    if row is None:
        return AccidentFacts(
            None, "", "", "", "", "L’entreprise", "", "", "", (), "",
            action.profile.association, usual["association.phone"],
            usual["immersion.prescriber"], usual["immersion.prescriber_contact"],
        )  # fmt: skip
    person = link.execute(
        select(Participant.first_name, Participant.last_name, Participant.phone)
        .join(Prescription, Prescription.participant_id == Participant.id)
        .where(Prescription.id == row.prescription_id)
    ).one()
    contacts = link.execute(
        select(CompanyContact.name, CompanyContact.phone)
        .where(CompanyContact.company_id == row.company_id, CompanyContact.phone.is_not(None))
        .order_by(CompanyContact.name)
    ).all()
    phones = [row.company_phone.replace(" ", NBSP)] if row.company_phone else []
    phones += [f"{name} {(phone or '').replace(' ', NBSP)}" for name, phone in contacts]
    said = latest_answers(link, CONVENTION, row.id)
    return AccidentFacts(
        immersion_id=row.id,
        person=f"{person.first_name} {person.last_name}",
        person_phone=person.phone or "",
        relative=str(said.get("emergency", "")),
        employer=str(said.get("employer", "")),
        company=row.company,
        place=row.place or row.address or "",
        span=f"du {short_date(row.starts_on)} au {short_date(row.course.last_on)}",
        host=row.contact or "",
        host_phones=tuple(phones),
        tutor=row.tutor or "",
        association=action.profile.association,
        association_phone=str(said.get("support_phone") or usual["association.phone"]),
        prescriber=str(said.get("prescriber") or usual["immersion.prescriber"]),
        prescriber_contact=str(
            said.get("prescriber_contact") or usual["immersion.prescriber_contact"]
        ),
    )


def _before(moment: datetime) -> str:
    hour = clock_time(moment.hour * 60 + moment.minute)
    day = moment.date()
    return f"Avant le {DAYS[day.weekday()]} {long_date(day)}, {hour}"


def _named(facts: AccidentFacts) -> str:
    """« (Paul PETIT, gérant) »: whom to ask for; nothing in the rule in general."""
    return f" ({facts.host or facts.tutor or facts.company})" if facts.known else ""


def _called(who: str, phone: str) -> str:
    return f"{who}{NBSP}: {phone.replace(' ', NBSP)}" if phone else ""


def _parts(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
