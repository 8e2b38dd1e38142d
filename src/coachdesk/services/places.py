"""The places where people are met, as the coach writes them for herself."""

from sqlalchemy import select

from coachdesk.core.errors import UserError
from coachdesk.models import Place
from coachdesk.services.acts import act
from coachdesk.services.desk import Desk


def set_address(desk: Desk, place: str, address: str) -> None:
    """Keep where ``place`` is; an empty address takes it back.

    Raises:
        UserError: there is no such place.
    """
    with act(desk, f"adresse de {place}") as uow:
        found = uow.session.scalar(select(Place).where(Place.name == place))
        if found is None:
            raise UserError(
                f"Le lieu « {place} » n’existe plus.", "Rafraîchissez l’écran et recommencez."
            )
        found.address = " ".join(address.split()) or None
        uow.commit()
