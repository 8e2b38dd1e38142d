"""The call-back list of an event on paper, to be called from where there is a phone."""

from pathlib import Path
from uuid import UUID

from coachdesk.core.errors import UserError
from coachdesk.core.french import long_date, short_date
from coachdesk.documents.call_list import Call, CallListData, call_list
from coachdesk.domain.profile import ActionProfile
from coachdesk.models import Action
from coachdesk.queries.outreach import ContactRow
from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.leaving import leave_in_clear
from coachdesk.services.papers.loose import operation_of, stamp_now
from coachdesk.services.prestations.contacts import is_to_call
from coachdesk.services.prestations.outreach import event_view


def save_call_sheet(desk: Desk, action: ActionInfo, event_id: UUID, target: Path) -> int:
    """Write in ``target``, as a PDF, who is still to be called; gives how many.

    Raises:
        UserError: nobody is, the event is gone, or the file can't be written.
    """
    view = desk.read(lambda link: event_view(link, action, event_id))
    waiting = [person for person in view.contacts if is_to_call(action.profile, person)]
    if view.event is None or not waiting:
        raise UserError("Personne n’est à rappeler.", "La liste se remplit avec les contacts.")
    event = view.event
    data = CallListData(
        operation=operation_of(action.profile),
        title=f"À rappeler – {event.title}, {long_date(event.held_on)}",
        reason=event.place or "",
        coach=desk.coach.name,
        calls=tuple(_call(action.profile, person) for person in waiting),
        stamp=stamp_now(desk, f"{event.held_on:%Y%m%d}-R"),
        heads=("Commune, dernier appel", "Suite donnée"),
        lacking="",
    )
    leave_in_clear(desk, Action.__tablename__, action.id, target, call_list(data).pdf)
    return len(waiting)


def _call(profile: ActionProfile, person: ContactRow) -> Call:
    label = profile.outreach_outcomes.label(person.outcome)
    called = f"{label} le {short_date(person.called_on)}" if person.called_on else ""
    parts = (person.commune, called, person.note)
    return Call(person.name, person.phone or "", ", ".join(part for part in parts if part), "")
