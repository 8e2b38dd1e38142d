"""Immersions (PMSMP): planned for someone followed, changed until they begin.

The rules that forbid one are those of ``domain.pmsmp``; what a signed convention says no longer
counts once the immersion is changed.
"""

from dataclasses import dataclass, fields
from datetime import date
from uuid import UUID

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from coachdesk.core.errors import UserError
from coachdesk.core.french import NBSP, of, short_date
from coachdesk.core.ids import new_id
from coachdesk.domain.papers import DocumentState
from coachdesk.domain.pmsmp import Plan, broken_rules
from coachdesk.domain.siret import siret
from coachdesk.domain.week_hours import NO_HOURS, WeekHours, read_week, written
from coachdesk.models import (
    Company,
    Document,
    Exit,
    Immersion,
    Participant,
    Pathway,
    Prescription,
)
from coachdesk.queries.companies import CompanyRow, companies
from coachdesk.queries.immersion_paper import CONVENTION, ImmersionRow, immersion_row
from coachdesk.services.acts import act
from coachdesk.services.closed_months import refuse_closed
from coachdesk.services.desk import Desk
from coachdesk.services.document_rows import void_all, void_changed
from coachdesk.services.rows import name_of, row
from coachdesk.store import UnitOfWork

_ANSWERED = (DocumentState.OPEN, DocumentState.CLOSED)


@dataclass(frozen=True)
class CompanyFacts:
    """The company, as the convention names it."""

    siret: str
    name: str
    address: str = ""
    activity: str = ""
    collective_agreement: str = ""
    contact: str = ""
    id: UUID | None = None
    """Of a prospect known already, to whom its SIRET is given now."""


@dataclass(frozen=True)
class ImmersionTerms:
    """What is agreed. ``purpose`` is a key of the profile; None while it is not chosen."""

    company: CompanyFacts
    trade: str
    purpose: str | None
    starts_on: date
    ends_on: date
    week: WeekHours
    place: str = ""
    """Where, when it is not the company's address."""
    tutor: str = ""


@dataclass(frozen=True)
class ImmersionForm:
    """What the form of an immersion begins with."""

    birth_date: date
    entered_on: date
    companies: tuple[CompanyRow, ...]
    terms: ImmersionTerms | None
    """Of the immersion that is changed; None for a new one."""


def immersion_form(
    link: Connection, prescription_id: UUID, immersion_id: UUID | None
) -> ImmersionForm:
    """What is known before an immersion is typed.

    Raises:
        UserError: she has not entered the action, or the immersion is gone.
    """
    known = link.execute(
        select(Participant.birth_date, Pathway.entered_on)
        .join(Pathway, Pathway.participant_id == Participant.id)
        .where(Pathway.prescription_id == prescription_id)
    ).one_or_none()
    if known is None:
        raise _not_entered()
    terms = None
    if immersion_id is not None:
        found = immersion_row(link, immersion_id)
        if found is None:
            raise UserError("Cette immersion n’existe plus.", "Revenez à la fiche de la personne.")
        terms = _terms_of(found)
    return ImmersionForm(known.birth_date, known.entered_on, companies(link), terms)


def plan_immersion(desk: Desk, prescription_id: UUID, terms: ImmersionTerms) -> UUID:
    """Note an immersion, its convention is then ready to be filled; gives its id.

    Raises:
        UserError: not entered, a rule of the law, a SIRET that can't be, a closed month.
    """
    told: list[str] = []
    with act(desk, lambda: f"immersion {of(told[0])}") as uow:
        session = uow.session
        dossier = row(session, Prescription, prescription_id)
        told.append(name_of(session, dossier))
        pathway = session.scalar(select(Pathway).where(Pathway.prescription_id == prescription_id))
        if pathway is None:
            raise _not_entered()
        _refuse(session, pathway, terms)
        refuse_closed(session.connection(), pathway.action_id, terms.starts_on)
        made = Immersion(id=new_id(), pathway_id=pathway.id, cut_over=False)
        company, told_anew = _company(session, terms.company)
        made.company_id = company.id
        _write(made, terms)
        session.add(made)
        if told_anew:
            _void_others(desk, uow, made)
        uow.commit()
    return made.id


def change_immersion(desk: Desk, immersion_id: UUID, terms: ImmersionTerms) -> bool:
    """Change an immersion; True when papers about it are void: its convention, those under way.

    Raises:
        UserError: a rule of the law, a SIRET that can't be, a closed month.
    """
    told: list[str] = []
    with act(desk, lambda: f"immersion {of(told[0])}") as uow:
        session = uow.session
        immersion = row(session, Immersion, immersion_id)
        pathway = row(session, Pathway, immersion.pathway_id)
        told.append(name_of(session, row(session, Prescription, pathway.prescription_id)))
        _refuse(session, pathway, terms)
        for day in {immersion.starts_on, terms.starts_on}:
            refuse_closed(session.connection(), pathway.action_id, day)
        before = immersion_row(session.connection(), immersion_id)
        company, told_anew = _company(session, terms.company)
        immersion.company_id = company.id
        _write(immersion, terms)
        session.flush()
        if immersion_row(session.connection(), immersion_id) == before:
            return False
        void = _void_conventions(desk, uow, pathway.prescription_id, immersion_id)
        void |= void_changed(desk, uow, pathway.prescription_id, immersion_id)
        if told_anew:
            void |= _void_others(desk, uow, immersion)
        uow.commit()
    return void


def _not_entered() -> UserError:
    return UserError(
        "Cette personne n’est pas encore entrée dans l’action.",
        "Prenez d’abord la décision sur sa prescription.",
    )


def _refuse(session: Session, pathway: Pathway, terms: ImmersionTerms) -> None:
    birth = row(session, Participant, pathway.participant_id).birth_date
    purposes = (terms.purpose,) if terms.purpose else ()
    plan = Plan(terms.starts_on, terms.ends_on, terms.week, purposes, birth)
    for rule in broken_rules(plan):
        raise UserError(rule.sentence, rule.remedy)
    if not terms.company.name.strip():
        raise UserError("Le nom de l’entreprise manque.", "Écrivez-le, comme sur son enseigne.")
    if siret(terms.company.siret) is None:
        raise UserError(
            "Ce SIRET n’existe pas : ses chiffres ne se répondent pas.".replace(" :", f"{NBSP}:"),
            f"Recopiez ses 14{NBSP}chiffres d’un papier de l’entreprise.",
        )
    if not terms.trade.strip():
        raise UserError("Le métier manque.", "Écrivez ce que la personne va faire ou découvrir.")
    if terms.starts_on < pathway.entered_on:
        raise UserError(
            f"La personne est entrée dans l’action le {short_date(pathway.entered_on)}.",
            "L’immersion commence ce jour-là ou après.",
        )
    left = session.scalar(select(Exit.left_on).where(Exit.pathway_id == pathway.id))
    if left is not None and terms.ends_on > left:
        raise UserError(
            f"La personne est sortie de l’action le {short_date(left)}.",
            "L’immersion finit ce jour-là ou avant.",
        )


def _company(session: Session, told: CompanyFacts) -> tuple[Company, bool]:
    """The company of that SIRET, with what is told of it now; True when it was told otherwise."""
    number = siret(told.siret)
    assert number is not None, "refused before"
    found = session.scalar(select(Company).where(Company.siret == number))
    if found is None and told.id is not None:
        prospect = session.get(Company, told.id)
        found = prospect if prospect is not None and prospect.siret is None else None
    if found is None:
        found = Company(id=new_id(), cut_over=False)
        session.add(found)
    found.siret = number
    for field in fields(CompanyFacts):
        if field.name not in {"siret", "id"}:
            value = " ".join(getattr(told, field.name).split())
            setattr(found, field.name, value if field.name == "name" else value or None)
    told_anew = found not in session.new and session.is_modified(found)
    session.flush()
    return found, told_anew


def _write(immersion: Immersion, terms: ImmersionTerms) -> None:
    immersion.trade = terms.trade.strip()
    immersion.purpose = terms.purpose
    immersion.starts_on, immersion.ends_on = terms.starts_on, terms.ends_on
    immersion.schedule = written(terms.week)
    immersion.weekly_minutes = terms.week.minutes
    immersion.place = terms.place.strip() or None
    immersion.tutor = terms.tutor.strip() or None


def _terms_of(found: ImmersionRow) -> ImmersionTerms:
    return ImmersionTerms(
        CompanyFacts(
            found.siret,
            found.company,
            found.address or "",
            found.activity or "",
            found.collective_agreement or "",
            found.contact or "",
        ),
        found.trade or "",
        found.purpose,
        found.starts_on,
        found.ends_on,
        read_week(found.schedule) if found.schedule else NO_HOURS,
        found.place or "",
        found.tutor or "",
    )


def _void_conventions(
    desk: Desk, uow: UnitOfWork, prescription_id: UUID, immersion_id: UUID
) -> bool:
    """What was signed said something else: it stays, and counts no more."""
    signed = select(Document).where(
        Document.prescription_id == prescription_id,
        Document.kind == CONVENTION,
        Document.subject_id == immersion_id,
        Document.state.in_(_ANSWERED),
    )
    reason = f"L’immersion a changé{NBSP}: la convention est à refaire."
    return void_all(desk, uow, signed, reason)


def _void_others(desk: Desk, uow: UnitOfWork, immersion: Immersion) -> bool:
    """The other conventions being signed that name its company as it was count no more.

    Those that are finished stay: they say what was so on their day.
    """
    begun = (
        select(Document)
        .join(Immersion, Immersion.id == Document.subject_id)
        .where(
            Immersion.company_id == immersion.company_id,
            Immersion.id != immersion.id,
            Document.kind == CONVENTION,
            Document.state == DocumentState.OPEN,
        )
    )
    reason = f"L’entreprise a changé{NBSP}: la convention est à refaire."
    return void_all(desk, uow, begun, reason)
