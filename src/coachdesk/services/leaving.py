"""What leaves the store in a file: noted in the journal first, then written whole or refused."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

from coachdesk.core.canonical import Json
from coachdesk.core.errors import UserError
from coachdesk.core.files import write_atomically
from coachdesk.core.french import NBSP
from coachdesk.core.os_errors import reason
from coachdesk.services.accesses import Access, AccessDeed, put_accesses
from coachdesk.services.desk import Desk
from coachdesk.store import UnitOfWork

_PRIVATE = 0o600
"""Names are inside: the file is for this account alone, until it is handed over."""


def note_export(desk: Desk, entity: str, entity_id: UUID, told: Mapping[str, Json]) -> None:
    """Have the journal know of it, and that of accesses: nothing leaves that they do not."""
    with desk.store.write() as uow:
        put_export(uow, entity, entity_id, told)
        uow.commit()


def put_export(
    uow: UnitOfWork,
    entity: str,
    entity_id: UUID,
    told: Mapping[str, Json],
    deed: AccessDeed = AccessDeed.EXPORT,
) -> None:
    """The same, with the rest of a transaction; a paper may have been printed instead."""
    uow.note("export", entity, entity_id, dict(told))
    counts = (told.get("people"), told.get("rows"))
    people = next((each for each in counts if isinstance(each, int)), None)
    put_accesses(uow.session, [Access(deed, entity, uow.now, entity_id, people=people)])


def leave_in_clear(
    desk: Desk,
    entity: str,
    entity_id: UUID,
    target: Path,
    data: bytes,
    told: Mapping[str, Json] | None = None,
) -> None:
    """Write ``data`` in ``target``, in clear; ``told`` is what else the journal says of it.

    Raises:
        UserError: the file can't be written.
    """
    note_export(desk, entity, entity_id, {"file": target.name, "encrypted": False, **(told or {})})
    with explained(str(target)):
        write_private(target, data)


def write_private(target: Path, data: bytes) -> None:
    """Write ``data`` in ``target``, for this account alone.

    Raises:
        OSError: it can't be written.
    """
    write_atomically(target, data, mode=_PRIVATE)


@contextmanager
def explained(where: str) -> Iterator[None]:
    """Say in French what the disk refuses; ``where`` ends « Impossible d’écrire »."""
    try:
        yield
    except OSError as error:
        raise UserError(
            f"Impossible d’écrire {where}{NBSP}: {reason(error)}.",
            "Choisissez un dossier où vous pouvez écrire, avec assez de place.",
        ) from error
