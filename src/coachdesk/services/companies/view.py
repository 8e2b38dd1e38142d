"""A company as its page shows it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Connection

from coachdesk.core.errors import UserError
from coachdesk.queries.company import (
    CompanyRecord,
    ContactRow,
    HiredRow,
    HostedRow,
    company_record,
    contacts_of,
    hired_by,
    hosted_by,
    trades_of,
)
from coachdesk.queries.planned import OpenDossier
from coachdesk.queries.prospecting import ProspectingRow, prospecting_log
from coachdesk.services.appointment_view import people_to_meet
from coachdesk.services.companies.company_list import CompanyList
from coachdesk.services.companies.likely import LikelySame, likely_same
from coachdesk.services.desk import ActionInfo


@dataclass(frozen=True)
class CompanyView:
    """One company; ``record`` is None for one that is new."""

    record: CompanyRecord | None
    contacts: tuple[ContactRow, ...]
    trades: tuple[str, ...]
    log: tuple[ProspectingRow, ...]
    hosted: tuple[HostedRow, ...]
    hired: tuple[HiredRow, ...]
    people: tuple[OpenDossier, ...]
    """Those for whom she is prospected, or whom she may host."""
    same: tuple[LikelySame, ...]
    """Those of the store that may be this one."""


def company_view(
    link: Connection,
    action: ActionInfo,
    day: date,
    company_id: UUID | None,
    companies: CompanyList,
) -> CompanyView:
    """The page of a company, or of one that is about to be noted.

    Raises:
        UserError: it is gone.
    """
    people = people_to_meet(link, action, day)
    if company_id is None:
        return CompanyView(None, (), (), (), (), (), people, ())
    record = company_record(link, company_id)
    if record is None:
        raise UserError(
            "Cette entreprise n’existe plus\u00a0: elle a été fusionnée ou retirée.",
            "Cherchez-la dans la liste des entreprises.",
        )
    return CompanyView(
        record,
        contacts_of(link, company_id),
        trades_of(link, company_id),
        prospecting_log(link, company_id),
        hosted_by(link, company_id),
        hired_by(link, company_id),
        people,
        likely_same(record.name, record.siret, companies.rows, company_id),
    )
