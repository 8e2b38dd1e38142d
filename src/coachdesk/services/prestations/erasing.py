"""People met outside whom nothing came of: their names go, what they count for stays."""

from datetime import date

from sqlalchemy import Connection, select

from coachdesk.core.clock import today
from coachdesk.core.french import plural
from coachdesk.domain.periods import months_later
from coachdesk.models import JournalEntry, JournalPayload, OutreachContact
from coachdesk.queries.listing import count
from coachdesk.queries.outreach import contact_rows, led_nowhere
from coachdesk.services.acts import act
from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.prestations.words import stages_of
from coachdesk.services.rows import row
from coachdesk.store import erase_payloads

_FINAL = "un effacement est définitif"


def due_before(action: ActionInfo, day: date) -> date:
    """Before which day a contact without a sequel is not to be kept any more on ``day``."""
    return months_later(day, -action.profile.rules.contact_months)


def to_erase(connection: Connection, action: ActionInfo, day: date) -> int:
    """How many people met outside should be forgotten by now."""
    listing = led_nowhere(action.id, stages_of(action.profile), due_before(action, day))
    return count(connection, listing)


def erase_contacts(desk: Desk, action: ActionInfo) -> int:
    """Forget them: name, phone, commune and note, in the journal too; gives how many.

    Their outcome stays, so that the figures of the event do not change.
    """
    day = today(desk.clock)
    listing = led_nowhere(action.id, stages_of(action.profile), due_before(action, day))
    told: list[str] = []
    with act(desk, lambda: f"effacement de {told[0]}", final=_FINAL) as uow:
        session = uow.session
        found = [each.id for each in contact_rows(session.connection(), listing)]
        told.append(plural(len(found), "contact"))
        for key in found:
            _empty(row(session, OutreachContact, key))
        uow.commit()
    with desk.store.write() as uow:  # the journal erases what is committed; cut here, it is next
        told_of = _told_of(uow.session.connection())
        if told_of:
            erase_payloads(uow, told_of)
            uow.commit()
    return len(found)


def _empty(contact: OutreachContact) -> None:
    contact.last_name = contact.first_name = ""
    contact.phone = contact.commune = contact.note = None


def _told_of(connection: Connection) -> list[int]:
    """The entries of the journal that still hold who was forgotten."""
    forgotten = select(OutreachContact.id).where(OutreachContact.last_name == "")
    return list(
        connection.execute(
            select(JournalEntry.seq)
            .join(JournalPayload, JournalPayload.seq == JournalEntry.seq)
            .where(
                JournalEntry.entity == OutreachContact.__tablename__,
                JournalEntry.entity_id.in_(forgotten),
                JournalPayload.body.is_not(None),
            )
        ).scalars()
    )
