"""What is written of a company: its identity, its contacts, its trades, recorded in one act."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from uuid import UUID

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from coachdesk.core.clock import today
from coachdesk.core.errors import UserError
from coachdesk.core.french import NBSP, of, quoted
from coachdesk.core.ids import new_id
from coachdesk.domain.identity import cleaned_email, cleaned_phone
from coachdesk.domain.siret import siret, siret_fault
from coachdesk.models import Company, CompanyContact, CompanyTrade, Immersion
from coachdesk.services.acts import act
from coachdesk.services.companies.conventions import void_open_conventions
from coachdesk.services.desk import Desk
from coachdesk.services.rows import row

_ON_A_CONVENTION = ("siret", "name", "address", "activity", "collective_agreement", "contact")


@dataclass(frozen=True)
class ContactFacts:
    """Someone to speak to. ``id`` is None for one that is new."""

    id: UUID | None
    name: str
    function: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True)
class CompanyFile:
    """A company as it is typed."""

    name: str
    siret: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    activity: str = ""
    collective_agreement: str = ""
    contact: str = ""
    """Whom a convention names for the reception and the safety, with the function."""
    note: str = ""
    contacts: tuple[ContactFacts, ...] = ()
    trades: tuple[str, ...] = ()
    """ROME codes."""


@dataclass(frozen=True)
class Recorded:
    """The company recorded, and whether conventions being signed are void for it."""

    id: UUID
    void: bool


def company_faults(told: CompanyFile) -> dict[str, str]:
    """The fields that can't be recorded, each with why: by name, contacts as ``contacts.0``."""
    found: dict[str, str] = {}
    if not told.name.strip():
        found["name"] = "Écrivez le nom de l’entreprise, comme sur son enseigne."
    if told.siret.strip() and siret(told.siret) is None:
        found["siret"] = f"{siret_fault(told.siret)} Recopiez-le d’un papier de l’entreprise."
    for name, check in _CHECKS.items():
        said = _refused(check, getattr(told, name))
        if said:
            found[name] = said
    for number, contact in enumerate(told.contacts):
        said = "" if contact.name.strip() else "Écrivez le nom de ce contact."
        said = said or _refused(cleaned_phone, contact.phone)
        said = said or _refused(cleaned_email, contact.email)
        if said:
            found[f"contacts.{number}"] = said
    return found


def record_company(desk: Desk, company_id: UUID | None, told: CompanyFile) -> Recorded:
    """Record a company, new without ``company_id``.

    Raises:
        UserError: a field that can't be; the SIRET of another one; no SIRET for one that hosts.
    """
    for sentence in company_faults(told).values():
        raise UserError(sentence, "Corrigez ce champ, puis enregistrez.")
    name = " ".join(told.name.split())
    with act(desk, f"fiche {of(name)}") as uow:
        session = uow.session
        new = company_id is None
        company = (
            Company(id=new_id(), cut_over=False, registered_on=today(desk.clock))
            if company_id is None
            else row(session, Company, company_id)
        )
        number = siret(told.siret)
        with session.no_autoflush:
            _refuse_taken(session, number, company.id)
            if number is None and company.siret is not None:
                _refuse_hosting(session, company)
        for field in fields(CompanyFile):
            if field.name not in {"siret", "contacts", "trades"}:
                setattr(company, field.name, _cleaned(field.name, getattr(told, field.name)))
        company.siret = number
        if new:
            session.add(company)
        told_anew = not new and any(
            session.is_modified(company) and _changed(company, field) for field in _ON_A_CONVENTION
        )
        session.flush()
        _write_contacts(session, company.id, told.contacts)
        _write_trades(session, company.id, told.trades)
        void = told_anew and void_open_conventions(desk, uow, company.id)
        uow.commit()
    return Recorded(company.id, void)


def _changed(company: Company, field: str) -> bool:
    from_store = inspect(company).attrs[field].history
    return bool(from_store.has_changes())


_CHECKS: dict[str, Callable[[str], str | None]] = {
    "phone": cleaned_phone,
    "email": cleaned_email,
}


def _refused(check: Callable[[str], str | None], typed: str) -> str:
    try:
        check(typed)
    except UserError as error:
        return f"{error.sentence} {error.remedy}"
    return ""


def _cleaned(field: str, typed: str) -> str | None:
    if field in _CHECKS:
        return _CHECKS[field](typed)
    if field == "note":
        return typed.strip() or None
    told = " ".join(typed.split())
    return told if field == "name" else told or None


def _refuse_taken(session: Session, number: str | None, company_id: UUID) -> None:
    other = session.scalar(select(Company).where(Company.siret == number)) if number else None
    if other is not None and other.id != company_id:
        raise UserError(
            f"Ce SIRET est déjà celui {of(quoted(other.name))}.",
            "Ouvrez sa fiche, ou fusionnez les deux si c’est la même entreprise.",
        )


def _refuse_hosting(session: Session, company: Company) -> None:
    hosts = select(Immersion.id).where(Immersion.company_id == company.id).limit(1)
    if session.scalar(hosts) is not None:
        raise UserError(
            f"Une immersion a lieu dans cette entreprise{NBSP}: la convention veut son SIRET.",
            "Corrigez-le sans l’effacer.",
        )


def _write_contacts(session: Session, company_id: UUID, told: Sequence[ContactFacts]) -> None:
    of_company = select(CompanyContact).where(CompanyContact.company_id == company_id)
    kept = {contact.id: contact for contact in session.scalars(of_company)}
    for facts in told:
        contact = kept.pop(facts.id, None) if facts.id is not None else None
        if contact is None:
            contact = CompanyContact(id=new_id(), company_id=company_id)
            session.add(contact)
        contact.name = " ".join(facts.name.split())
        contact.function = " ".join(facts.function.split()) or None
        contact.phone, contact.email = cleaned_phone(facts.phone), cleaned_email(facts.email)
    for gone in kept.values():
        session.delete(gone)
    session.flush()


def _write_trades(session: Session, company_id: UUID, told: Sequence[str]) -> None:
    of_company = select(CompanyTrade).where(CompanyTrade.company_id == company_id)
    kept = {trade.rome: trade for trade in session.scalars(of_company)}
    for code in dict.fromkeys(told):
        if kept.pop(code, None) is None:
            session.add(CompanyTrade(id=new_id(), company_id=company_id, rome=code))
    for gone in kept.values():
        session.delete(gone)
    session.flush()
