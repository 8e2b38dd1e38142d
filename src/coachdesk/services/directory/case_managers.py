"""Référents RSA: kept once, and the names that prescriptions write put together by the coach."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from coachdesk.core.french import of
from coachdesk.core.ids import new_id
from coachdesk.domain.names_alike import variants
from coachdesk.models import CaseManager, Prescription
from coachdesk.queries.directory import WrittenName, names_written
from coachdesk.services.acts import act
from coachdesk.services.desk import Desk
from coachdesk.services.directory.facts import checked_facts, taken
from coachdesk.services.rows import row
from coachdesk.signing.envelope import check_recipient

FIELDS = ("name", "organisation", "phone", "email")


@dataclass(frozen=True)
class MailSafety:
    """How what is sent to someone by mail stays unread by others.

    Attributes:
        certificate: PEM, RSA: papers are encrypted for it; empty for none.
        clear_allowed: his mailbox was found safe.
    """

    certificate: str = ""
    clear_allowed: bool = False


def save_case_manager(
    desk: Desk, kept_id: UUID | None, typed: Mapping[str, str], safety: MailSafety | None = None
) -> UUID:
    """Keep a référent RSA, or change one; the prescriptions that name him follow his name.

    None as ``safety`` leaves that as it is.

    Raises:
        UserError: a fact can't be, or another bears that name.
    """
    facts = checked_facts(typed)
    if safety is not None and safety.certificate.strip():
        check_recipient(safety.certificate.encode("utf-8"))
    name = str(facts["name"])
    with act(desk, f"fiche {of(name)}") as uow:
        session = uow.session
        if (other := _by_name(session, name)) is not None and other.id != kept_id:
            raise taken(name)
        if kept_id is None:
            kept = CaseManager(id=new_id(), **facts)
            session.add(kept)
        else:
            kept = row(session, CaseManager, kept_id)
            if kept.name != name:
                _rename(session, {kept.name}, name)
            for column, value in facts.items():
                setattr(kept, column, value)
        if safety is not None:
            kept.certificate = safety.certificate.strip() or None
            kept.clear_allowed = safety.clear_allowed
        uow.commit()
        return kept.id


def remove_case_manager(desk: Desk, kept_id: UUID) -> None:
    """Take him out of the carnet; the prescriptions still name him."""
    told: list[str] = []
    with act(desk, lambda: f"retrait {of(told[0])} du carnet") as uow:
        kept = row(uow.session, CaseManager, kept_id)
        told.append(kept.name)
        uow.session.delete(kept)
        uow.commit()


def keep_written(desk: Desk, names: Collection[str]) -> int:
    """Take names that prescriptions write into the carnet; gives how many were not there yet."""
    with act(desk, "référents RSA mis au carnet") as uow:
        known = set(uow.session.scalars(select(CaseManager.name)))
        fresh = [name for name in dict.fromkeys(names) if name not in known]
        uow.session.add_all([_blank(name) for name in fresh])
        uow.commit()
    return len(fresh)


def merge_names(desk: Desk, written: Collection[str], name: str) -> int:
    """Have every prescription that names one of ``written`` name ``name``; gives how many.

    What the carnet knew of the others completes what it knows of ``name``; that a mailbox was found
    safe does not pass to another.
    """
    name = str(checked_facts({"name": name})["name"])
    with act(desk, f"noms réunis sous {name}") as uow:
        session = uow.session
        others = set(written) - {name}
        changed = _rename(session, others, name)
        into = _by_name(session, name)
        if into is None:
            into = _blank(name)
            session.add(into)
        into.clear_allowed = into.clear_allowed and into.email is not None
        for other in session.scalars(select(CaseManager).where(CaseManager.name.in_(others))):
            for column in (*FIELDS[1:], "certificate"):
                setattr(into, column, getattr(into, column) or getattr(other, column))
            session.delete(other)
        uow.commit()
    return changed


def same_names(connection: Connection) -> tuple[tuple[WrittenName, ...], ...]:
    """The names written that may be one: to be put together on the coach's word."""
    written = {each.name: each for each in names_written(connection)}
    return tuple(tuple(written[name] for name in group) for group in variants(written))


def _rename(session: Session, names: Collection[str], name: str) -> int:
    dossiers = session.scalars(select(Prescription).where(Prescription.case_manager.in_(names)))
    changed = 0
    for dossier in dossiers:
        dossier.case_manager = name
        changed += 1
    return changed


def _blank(name: str) -> CaseManager:
    return CaseManager(id=new_id(), name=name, organisation=None, phone=None, email=None)


def _by_name(session: Session, name: str) -> CaseManager | None:
    return session.scalar(select(CaseManager).where(CaseManager.name == name))
