"""What an exported calendar says besides the agenda: where the places are."""

from sqlalchemy import Connection, select

from coachdesk.models import Place


def place_addresses(connection: Connection) -> dict[str, str]:
    """Where each place is, as the coach wrote it; by name, those that she wrote."""
    known = select(Place.name, Place.address).where(Place.address.is_not(None))
    return {row.name: row.address for row in connection.execute(known)}
