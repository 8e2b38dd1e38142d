"""What papers tell besides the card: terms of a contract, FSE+ answers, the code of a record."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Connection, bindparam, select

from coachdesk.models import EngagementContract, FseAnswer, JournalEntry
from coachdesk.queries.listing import records
from coachdesk.queries.stints import earlier_answers

_KEY = "key"


@dataclass(frozen=True, slots=True)
class ContractRow:
    """A version of a contract that was prepared, with its terms."""

    id: UUID
    revision: int
    starts_on: date
    ends_on: date | None
    weekly_minutes: int | None
    exemption: str | None
    person_commitments: str | None
    organisation_commitments: str | None
    action_plan: str | None
    signed_on: date | None


_CONTRACTS = (
    select(
        EngagementContract.id,
        EngagementContract.revision,
        EngagementContract.starts_on,
        EngagementContract.ends_on,
        EngagementContract.weekly_minutes,
        EngagementContract.exemption,
        EngagementContract.person_commitments,
        EngagementContract.organisation_commitments,
        EngagementContract.action_plan,
        EngagementContract.signed_on,
    )
    .where(
        EngagementContract.pathway_id == bindparam(_KEY),
        EngagementContract.starts_on.is_not(None),
    )
    .order_by(EngagementContract.revision)
)
_FSE = select(FseAnswer.question, FseAnswer.answer).where(
    FseAnswer.prescription_id == bindparam(_KEY)
)
_HASH = select(JournalEntry.hash).where(JournalEntry.seq == bindparam(_KEY))
"""The SELECTs are made once: a paper is composed in less time than it takes to write them anew."""


def contract_rows(connection: Connection, pathway_id: UUID) -> tuple[ContractRow, ...]:
    """The versions that were prepared here, in order; not those of the reprise."""
    return records(connection, ContractRow, _CONTRACTS, {_KEY: pathway_id})


def fse_answers(connection: Connection, prescription_id: UUID) -> dict[str, str]:
    """What was answered at entry, by question; at the first entry of who comes again."""
    rows = connection.execute(_FSE, {_KEY: prescription_id})
    earlier = {told.question: told.answer for told in earlier_answers(connection, prescription_id)}
    return {row.question: row.answer for row in rows} | earlier


def entry_hash_of(connection: Connection, seq: int) -> str:
    """The hash of an entry of the journal."""
    return connection.execute(_HASH, {_KEY: seq}).scalar_one()
