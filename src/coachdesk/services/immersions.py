"""Immersions (PMSMP): planned for someone followed, renewed once, changed until they are over.

The rules that forbid one are in ``immersion_rules``; what a signed convention says no longer counts
once the immersion is changed.
"""

from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, select
from sqlalchemy.orm import Session

from coachdesk.core.clock import today
from coachdesk.core.errors import UserError
from coachdesk.core.french import NBSP, fold, of
from coachdesk.core.ids import new_id
from coachdesk.domain.papers import DocumentState
from coachdesk.domain.pmsmp import Plan, last_possible_day
from coachdesk.domain.siret import siret
from coachdesk.domain.week_hours import NO_HOURS, WeekHours, read_week, written
from coachdesk.models import (
    Company,
    Document,
    Immersion,
    Pathway,
    Prescription,
)
from coachdesk.queries.companies import CompanyRow, companies
from coachdesk.queries.immersion_history import renewal_of
from coachdesk.queries.immersion_paper import (
    CONVENTION,
    ImmersionRow,
    immersion_row,
    latest_answers,
)
from coachdesk.services.acts import act
from coachdesk.services.closed_months import refuse_closed
from coachdesk.services.companies.conventions import (
    begin_convention,
    redo_conventions,
    void_open_conventions,
)
from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.document_rows import void_changed
from coachdesk.services.immersion_rules import Surroundings, judged, surroundings
from coachdesk.services.rows import name_of, not_entered, person_of, row
from coachdesk.store import UnitOfWork

_ANSWERED = (DocumentState.OPEN, DocumentState.CLOSED)
_DAY = timedelta(days=1)
_SATURDAY = 5


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
    rome: str | None = None
    """ROME code of the trade, when it is one of the list."""
    renews_id: UUID | None = None
    """The immersion that it renews, in the same company and with the same object."""
    renewal_reason: str = ""
    """Why the objectives were not reached yet."""


@dataclass(frozen=True)
class ImmersionForm:
    """What the form of an immersion begins with."""

    around: Surroundings
    companies: tuple[CompanyRow, ...]
    terms: ImmersionTerms | None
    """Of the immersion that is changed, or of the renewal that is begun; None for a new one."""
    answered: bool = False
    """Someone signed the convention of the immersion that is changed: a change takes that back."""


def immersion_form(
    link: Connection,
    action: ActionInfo,
    prescription_id: UUID,
    day: date,
    *,
    changed: UUID | None = None,
    renewed: UUID | None = None,
) -> ImmersionForm:
    """What is known before an immersion is typed.

    Args:
        link: one read transaction.
        action: that of the dossier.
        prescription_id: whose immersion it is.
        day: today.
        changed: the immersion that is to be changed.
        renewed: the one that is to be renewed.

    Raises:
        UserError: she has not entered the action, or the immersion is gone.
    """
    terms = None
    if changed is not None:
        terms = _terms_of(_found(link, changed))
        renewed = terms.renews_id
    elif renewed is not None:
        terms = _next_terms(_found(link, renewed))
    around = surroundings(link, action.code, prescription_id, day, changed, renewed)
    answered = changed is not None and link.scalar(
        select(Document.id)
        .where(Document.prescription_id == prescription_id, *_answered_convention(changed))
        .limit(1)
    )
    return ImmersionForm(around, companies(link), terms, answered=bool(answered))


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
            raise not_entered()
        _refuse(desk, session, pathway, terms, None)
        refuse_closed(session.connection(), pathway.action_id, terms.starts_on)
        made = Immersion(id=new_id(), pathway_id=pathway.id, cut_over=False)
        company, told_anew = _company(session, terms.company, today(desk.clock))
        made.company_id = company.id
        _write(made, terms)
        made.renews_id = terms.renews_id
        session.add(made)
        session.flush()
        if terms.renews_id is not None:
            _renew_convention(desk, session, dossier, made)
        if told_anew:
            void_open_conventions(desk, uow, company.id, made.id)
        uow.commit()
    return made.id


def change_immersion(desk: Desk, immersion_id: UUID, terms: ImmersionTerms) -> bool:
    """Change an immersion; True when papers about it are void: its convention, those under way.

    Raises:
        UserError: a rule of the law, a SIRET that can't be, a closed month; it was renewed, or what
            became of it is noted.
    """
    told: list[str] = []
    with act(desk, lambda: f"immersion {of(told[0])}") as uow:
        session = uow.session
        immersion = row(session, Immersion, immersion_id)
        _refuse_settled(session, immersion)
        pathway = row(session, Pathway, immersion.pathway_id)
        told.append(person_of(session, pathway.prescription_id))
        _refuse(desk, session, pathway, terms, immersion)
        for day in {immersion.starts_on, terms.starts_on}:
            refuse_closed(session.connection(), pathway.action_id, day)
        before = immersion_row(session.connection(), immersion_id)
        company, told_anew = _company(session, terms.company, today(desk.clock))
        immersion.company_id = company.id
        _write(immersion, terms)
        session.flush()
        if immersion_row(session.connection(), immersion_id) == before:
            return False
        void = _void_conventions(desk, uow, pathway.prescription_id, immersion_id)
        void |= void_changed(desk, uow, pathway.prescription_id, immersion_id)
        if told_anew:
            void |= void_open_conventions(desk, uow, company.id, immersion_id)
        uow.commit()
    return void


def _found(link: Connection, immersion_id: UUID) -> ImmersionRow:
    found = immersion_row(link, immersion_id)
    if found is None:
        raise UserError("Cette immersion n’existe plus.", "Revenez à la fiche de la personne.")
    return found


def _refuse(
    desk: Desk,
    session: Session,
    pathway: Pathway,
    terms: ImmersionTerms,
    changed: Immersion | None,
) -> None:
    link, day = session.connection(), today(desk.clock)
    renewed = changed.renews_id if changed else terms.renews_id
    code = next(action.code for action in desk.actions if action.id == pathway.action_id)
    changed_id = changed.id if changed else None
    around = surroundings(link, code, pathway.prescription_id, day, changed_id, renewed)
    purposes = (terms.purpose,) if terms.purpose else ()
    plan = Plan(terms.starts_on, terms.ends_on, terms.week, purposes, around.birth_date)
    number = siret(terms.company.siret)
    for rule in judged(plan, number or "", terms.company.name, terms.renewal_reason, around).broken:
        raise UserError(rule.sentence, rule.remedy)
    if not terms.company.name.strip():
        raise UserError("Le nom de l’entreprise manque.", "Écrivez-le, comme sur son enseigne.")
    if number is None:
        raise UserError(
            f"Ce SIRET n’existe pas{NBSP}: ses chiffres ne se répondent pas.",
            f"Recopiez ses 14{NBSP}chiffres d’un papier de l’entreprise.",
        )
    if not terms.trade.strip():
        raise UserError("Le métier manque.", "Écrivez ce que la personne va faire ou découvrir.")


def _refuse_settled(session: Session, immersion: Immersion) -> None:
    if renewal_of(session.connection(), immersion.id) is not None:
        raise UserError(
            f"Cette immersion a été renouvelée{NBSP}: elle ne se modifie plus.",
            "Modifiez les dates ou les horaires de son renouvellement.",
        )
    if immersion.outcome is not None:
        raise UserError(
            f"Ce qu’est devenue cette immersion est noté{NBSP}: ses termes ne se modifient plus.",
            "Sur sa page, effacez d’abord la suite notée.",
        )


def _renew_convention(
    desk: Desk, session: Session, dossier: Prescription, renewal: Immersion
) -> None:
    """The convention of a renewal says what that of before said, and why it is renewed."""
    assert renewal.renews_id is not None, "asked of a renewal"
    before = latest_answers(session.connection(), CONVENTION, renewal.renews_id)
    begin_convention(desk, session, dossier.action_id, dossier.id, renewal.id, before)


def _company(session: Session, told: CompanyFacts, day: date) -> tuple[Company, bool]:
    """The company of that SIRET, with what is told of it now; True when it was told otherwise."""
    number = siret(told.siret)
    assert number is not None, "refused before"
    found = session.scalar(select(Company).where(Company.siret == number))
    if found is None and told.id is not None:
        prospect = session.get(Company, told.id)
        found = prospect if prospect is not None and prospect.siret is None else None
    if found is None:
        found = _prospect(session, told.name)
    if found is None:
        found = Company(id=new_id(), cut_over=False, registered_on=day)
        session.add(found)
    found.siret = number
    for field in fields(CompanyFacts):
        if field.name not in {"siret", "id"}:
            value = " ".join(getattr(told, field.name).split())
            setattr(found, field.name, value if field.name == "name" else value or None)
    told_anew = found not in session.new and session.is_modified(found)
    session.flush()
    return found, told_anew


def _prospect(session: Session, name: str) -> Company | None:
    """The company of that name whose SIRET nobody had asked yet."""
    without = session.scalars(select(Company).where(Company.siret.is_(None)))
    return next((each for each in without if fold(each.name) == fold(name)), None)


def _write(immersion: Immersion, terms: ImmersionTerms) -> None:
    immersion.trade = terms.trade.strip()
    immersion.purpose = terms.purpose
    immersion.starts_on, immersion.ends_on = terms.starts_on, terms.ends_on
    immersion.schedule = written(terms.week)
    immersion.weekly_minutes = terms.week.minutes
    immersion.place = terms.place.strip() or None
    immersion.tutor = terms.tutor.strip() or None
    immersion.rome = terms.rome
    immersion.renewal_reason = terms.renewal_reason.strip() or None


def _terms_of(found: ImmersionRow) -> ImmersionTerms:
    return ImmersionTerms(
        CompanyFacts(
            found.siret or "",
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
        found.rome,
        found.renews_id,
        found.renewal_reason or "",
    )


def _next_terms(found: ImmersionRow) -> ImmersionTerms:
    """Those of a renewal: all but the dates and the reason, from the next day of work on.

    It lasts as long, to a day of presence.
    """
    start = found.course.last_on + _DAY
    while start.weekday() >= _SATURDAY:
        start += _DAY
    terms = _terms_of(found)
    end = min(start + (found.ends_on - found.starts_on), last_possible_day(start))
    end = max((day for day, _ in terms.week.presences(start, end)), default=end)
    return replace(terms, starts_on=start, ends_on=end, renews_id=found.id, renewal_reason="")


def _answered_convention(immersion_id: UUID) -> tuple[ColumnElement[bool], ...]:
    return (
        Document.kind == CONVENTION,
        Document.subject_id == immersion_id,
        Document.state.in_(_ANSWERED),
    )


def _void_conventions(
    desk: Desk, uow: UnitOfWork, prescription_id: UUID, immersion_id: UUID
) -> bool:
    """What was signed said something else: it stays, counts no more, and is begun again."""
    signed = select(Document).where(
        Document.prescription_id == prescription_id, *_answered_convention(immersion_id)
    )
    reason = f"L’immersion a changé{NBSP}: la convention est à refaire."
    return redo_conventions(desk, uow, signed, reason)
