"""The prospecting log: a contact with a company is noted, changed, or taken out."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from coachdesk.core.clock import today
from coachdesk.core.errors import UserError
from coachdesk.core.french import quoted, short_date
from coachdesk.core.ids import new_id
from coachdesk.models import Company, Prospecting
from coachdesk.services.acts import act
from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.rows import row


@dataclass(frozen=True)
class ContactMade:
    """A contact with a company. ``kind`` and ``result`` are keys of the profile."""

    done_on: date
    kind: str
    result: str | None = None
    call_back_on: date | None = None
    prescription_id: UUID | None = None
    """For whom; None when it was for nobody in particular."""
    note: str = ""


def note_prospecting(desk: Desk, action: ActionInfo, company_id: UUID, told: ContactMade) -> UUID:
    """Note a contact; gives its id. A call-back promised before is settled by it.

    Raises:
        UserError: a day to come, or a call-back before the contact.
    """
    _refuse(desk, told)
    words: list[str] = []
    with act(desk, lambda: words[0]) as uow:
        company = row(uow.session, Company, company_id)
        words.append(f"contact avec {quoted(company.name)} le {short_date(told.done_on)}")
        made = Prospecting(id=new_id(), company_id=company_id, action_id=action.id)
        _write(made, told)
        uow.session.add(made)
        uow.commit()
    return made.id


def change_prospecting(desk: Desk, prospecting_id: UUID, told: ContactMade) -> None:
    """Correct a contact.

    Raises:
        UserError: it is gone; a day to come, or a call-back before the contact.
    """
    _refuse(desk, told)
    with act(desk, f"contact du {short_date(told.done_on)}") as uow:
        _write(row(uow.session, Prospecting, prospecting_id), told)
        uow.commit()


def drop_prospecting(desk: Desk, prospecting_id: UUID) -> None:
    """Take a contact out of the log.

    Raises:
        UserError: it is gone.
    """
    words: list[str] = []
    with act(desk, lambda: words[0]) as uow:
        found = row(uow.session, Prospecting, prospecting_id)
        words.append(f"retrait du contact du {short_date(found.done_on)}")
        uow.session.delete(found)
        uow.commit()


def _refuse(desk: Desk, told: ContactMade) -> None:
    if told.done_on > today(desk.clock):
        raise UserError(
            "Ce contact est à venir.", "Notez-le une fois fait, ou notez la date où rappeler."
        )
    if told.call_back_on is not None and told.call_back_on <= told.done_on:
        raise UserError(
            "La date de rappel n’est pas après le contact.", "Choisissez un jour qui suit."
        )


def _write(contact: Prospecting, told: ContactMade) -> None:
    contact.done_on, contact.kind, contact.result = told.done_on, told.kind, told.result
    contact.call_back_on = told.call_back_on
    contact.prescription_id = told.prescription_id
    contact.note = told.note.strip() or None
