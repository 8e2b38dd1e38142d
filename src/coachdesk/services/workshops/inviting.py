"""Inviting the people of an atelier: by letters in one batch; by SMS, see ``services.phone``."""

from collections.abc import Callable
from uuid import UUID

from coachdesk.core.errors import UserError
from coachdesk.core.french import NBSP, plural
from coachdesk.domain.attendance import Presence
from coachdesk.queries.workshops import WorkshopPerson, workshop_head, workshop_people
from coachdesk.services.acts import act
from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.documents.letters import Wanted, add_to_print
from coachdesk.services.phone.contacts import BY_LETTER, add_contact
from coachdesk.services.workshops.planning import workshop_words

INVITATION = "invitation"
_PURPOSE = "purpose"
"""What the letter says will be done: a question of its template."""
_USUAL_PURPOSE = f"Participer, avec d’autres personnes, à l’atelier «{NBSP}{{}}{NBSP}»."


def to_invite(people: tuple[WorkshopPerson, ...]) -> tuple[WorkshopPerson, ...]:
    """Those who are expected, and whom nobody told yet."""
    return tuple(
        person
        for person in people
        if person.row.presence is Presence.PLANNED and not person.contact_attempts
    )


def invite_by_letter(
    desk: Desk,
    action: ActionInfo,
    workshop_id: UUID,
    step: Callable[[float], bool] = lambda _done: True,
) -> int:
    """Put an invitation to print for each person whom nobody told yet, in one act; how many.

    Args:
        desk: the open desk.
        action: the action.
        workshop_id: the atelier.
        step: told how far it is (0 to 1); False stops it, and nothing is kept.

    Raises:
        UserError: everyone was told, or a letter lacks something.
    """
    head = desk.read(lambda link: workshop_head(link, workshop_id))
    people = to_invite(desk.read(lambda link: workshop_people(link, workshop_id)))
    if not people:
        raise UserError("Tout le monde a déjà été invité.", "Rien n’est à imprimer.")
    words = f"{plural(len(people), 'invitation')} à {workshop_words(head.title, head.held_on)}"
    answers = {_PURPOSE: _USUAL_PURPOSE.format(head.title)}
    with act(desk, words) as uow:
        for number, person in enumerate(people):
            wanted = Wanted(INVITATION, person.prescription_id, person.row.appointment_id, answers)
            add_to_print(uow.session, desk, action, wanted, [])
            if not step((number + 1) / len(people)):
                return 0
        add_contact(desk, uow, [person.row.appointment_id for person in people], BY_LETTER)
        uow.commit()
    return len(people)
