"""Partners: whom people are oriented to, proposed wherever someone is."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import select

from coachdesk.core.french import of
from coachdesk.core.ids import new_id
from coachdesk.domain.partner_themes import THEMES
from coachdesk.models import Partner
from coachdesk.queries.directory import partner_rows
from coachdesk.services.acts import act
from coachdesk.services.desk import Desk
from coachdesk.services.directory.facts import checked_facts, taken
from coachdesk.services.rows import row


def save_partner(
    desk: Desk, kept_id: UUID | None, typed: Mapping[str, str], kind: str | None
) -> UUID:
    """Keep a partner, or change one; ``kind`` is one of ``THEMES``.

    Raises:
        UserError: a fact can't be, or another bears that name.
    """
    facts = {**checked_facts(typed), "kind": kind if kind in THEMES else None}
    name = str(facts["name"])
    with act(desk, f"fiche {of(name)}") as uow:
        session = uow.session
        other = session.scalar(select(Partner).where(Partner.name == name))
        if other is not None and other.id != kept_id:
            raise taken(name)
        if kept_id is None:
            kept = Partner(id=new_id(), **facts)
            session.add(kept)
        else:
            kept = row(session, Partner, kept_id)
            for column, value in facts.items():
                setattr(kept, column, value)
        uow.commit()
        return kept.id


def remove_partner(desk: Desk, kept_id: UUID) -> None:
    """Take a partner out of the carnet; texts that name it stay."""
    told: list[str] = []
    with act(desk, lambda: f"retrait {of(told[0])} du carnet") as uow:
        kept = row(uow.session, Partner, kept_id)
        told.append(kept.name)
        uow.session.delete(kept)
        uow.commit()


def partner_lines(desk: Desk) -> tuple[str, ...]:
    """« Mission locale, 03 22 00 00 00 » for each partner, to be put in a text."""
    return tuple(partner.line for partner in desk.read(partner_rows))
