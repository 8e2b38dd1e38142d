"""Two companies of the store that are one: what hangs on one goes to the other."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from coachdesk.core.errors import UserError
from coachdesk.core.french import quoted
from coachdesk.models import (
    Company,
    CompanyContact,
    CompanyTrade,
    Exit,
    Immersion,
    Prospecting,
)
from coachdesk.services.acts import act
from coachdesk.services.companies.conventions import void_open_conventions
from coachdesk.services.desk import Desk
from coachdesk.services.rows import row

_HANGING: tuple[type[Any], ...] = (Immersion, Exit, Prospecting, CompanyContact)
_FILLED = (
    "address", "activity", "collective_agreement", "contact", "phone", "email",
)  # fmt: skip
"""What the one that stays takes from the other where it says nothing itself."""


def merge_companies(desk: Desk, kept_id: UUID, gone_id: UUID) -> UUID:
    """Have one company of the two; gives the one that stays.

    Immersions, hirings, contacts, trades and log go to it. It is ``kept_id``, unless the other
    alone has a SIRET. Papers already signed keep what they say.

    Raises:
        UserError: one of them is gone, or both are the same.
    """
    if kept_id == gone_id:
        raise UserError(
            "C’est la même fiche.", "Choisissez l’autre fiche de cette entreprise, en double."
        )
    told: list[str] = []
    with act(desk, lambda: told[0]) as uow:
        session = uow.session
        kept, gone = row(session, Company, kept_id), row(session, Company, gone_id)
        if kept.siret is None and gone.siret is not None:
            kept, gone = gone, kept
        told.append(f"fusion de {quoted(gone.name)} dans {quoted(kept.name)}")
        void_open_conventions(desk, uow, gone.id)
        for table in _HANGING:
            for moved in session.scalars(select(table).where(table.company_id == gone.id)):
                moved.company_id = kept.id
        here = set(
            session.scalars(select(CompanyTrade.rome).where(CompanyTrade.company_id == kept.id))
        )
        for trade in session.scalars(
            select(CompanyTrade).where(CompanyTrade.company_id == gone.id)
        ):
            if trade.rome in here:
                session.delete(trade)
            else:
                trade.company_id = kept.id
        for field in _FILLED:
            setattr(kept, field, getattr(kept, field) or getattr(gone, field))
        notes = [note for note in (kept.note, gone.note) if note]
        kept.note = "\n".join(dict.fromkeys(notes)) or None
        session.flush()
        session.delete(gone)
        uow.commit()
    return kept.id
