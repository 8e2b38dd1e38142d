"""Rows of the store looked up by their key, for the use cases."""

from typing import TypeVar
from uuid import UUID

from sqlalchemy.orm import Session

from coachdesk.core.errors import UserError

Row = TypeVar("Row")


def row(session: Session, model: type[Row], key: UUID) -> Row:
    """The row of ``model`` with that key.

    Raises:
        UserError: when it is gone.
    """
    found = session.get(model, key)
    if found is None:
        raise UserError(
            "Cette fiche n’existe plus dans le magasin.", "Rafraîchissez l’écran et recommencez."
        )
    return found
