"""Tests métiers and pages of the booklet: given to the person, then studied with her."""

from uuid import UUID

from coachdesk.core.clock import today
from coachdesk.core.french import quoted
from coachdesk.core.ids import new_id
from coachdesk.models import Handout, Prescription
from coachdesk.services.acts import act
from coachdesk.services.desk import Desk
from coachdesk.services.rows import name_of, profile_of, row


def give_handout(desk: Desk, prescription_id: UUID, kind: str, title: str = "") -> UUID:
    """Note that a document is given today; gives its id.

    Args:
        desk: the open desk.
        prescription_id: the dossier.
        kind: a key of the profile's list.
        title: which one, as « Restauration » or « page 12 »; the kind's own name without it.

    Raises:
        UserError: the dossier is gone.
    """
    told: list[str] = []
    with act(desk, lambda: told[0]) as uow:
        dossier = row(uow.session, Prescription, prescription_id)
        name = " ".join(title.split()) or profile_of(desk, dossier).handouts.label(kind)
        told.append(f"{quoted(name)} remis à {name_of(uow.session, dossier)}")
        made = Handout(
            id=new_id(),
            prescription_id=prescription_id,
            kind=kind,
            title=name,
            given_on=today(desk.clock),
        )
        uow.session.add(made)
        uow.commit()
    return made.id


def study_handout(desk: Desk, handout_id: UUID, result: str | None = None) -> None:
    """Note that a document was studied with her, today unless it was already.

    Args:
        desk: the open desk.
        handout_id: the document.
        result: what came of it; None leaves what is noted.

    Raises:
        UserError: it is gone.
    """
    told: list[str] = []
    with act(desk, lambda: f"étude de {told[0]}") as uow:
        handout = row(uow.session, Handout, handout_id)
        told.append(quoted(handout.title))
        handout.studied_on = handout.studied_on or today(desk.clock)
        if result is not None:
            handout.result = " ".join(result.split()) or None
        uow.commit()
