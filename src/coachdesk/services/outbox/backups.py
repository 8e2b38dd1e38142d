"""An encrypted sauvegarde rides along with each month, for the association's folder.

Its bytes wait in a file beside the store, never in it: a copy that held the copies before it would
double at each month. Only the last one waits.
"""

import hashlib
import shutil
from collections.abc import Iterator
from contextlib import suppress
from uuid import UUID
from zipfile import ZIP_STORED, ZipFile

from sqlalchemy import select
from sqlcipher3.dbapi2 import Error as CipherError

from coachdesk.core.errors import UserError
from coachdesk.core.files import make_folder, write_atomically
from coachdesk.core.french import NBSP, short_date
from coachdesk.core.os_errors import reason
from coachdesk.domain.deliveries import UNSENT, DeliveryKind, DeliveryState
from coachdesk.models import Delivery
from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.directory.recipients import Takes
from coachdesk.services.outbox.content import WAITING, waiting_file
from coachdesk.services.outbox.queueing import queue_backup_file, reached
from coachdesk.services.outbox.steps import GIVES_WAY, move
from coachdesk.store import UnitOfWork

_REPLACED = "remplacée par une sauvegarde plus récente"


def ride_along(desk: Desk, action: ActionInfo) -> str:
    """Queue a sauvegarde for each recipient that takes them; gives why it could not be made.

    A month that was just closed stays closed, whatever becomes of it.
    """
    try:
        queue_backup(desk, action)
    except UserError as error:
        return str(error)
    return ""


def queue_backup(desk: Desk, action: ActionInfo) -> tuple[UUID, ...]:
    """Copy the store, verified and encrypted as it is, for each recipient that takes sauvegardes.

    Raises:
        UserError: it can't be made.
    """
    if not desk.read(lambda link: reached(link, action.id, Takes.BACKUPS)):
        return ()
    try:
        name, data = _made(desk)
        with desk.store.write() as uow:
            for older in _older(uow, action):
                move(uow, older, DeliveryState.WITHDRAWN, _REPLACED)
            subject = f"Sauvegarde du {short_date(uow.now.date())}"
            queued = queue_backup_file(uow, action, subject, name, data)
            waiting = waiting_file(desk.store.directory, hashlib.sha256(data).hexdigest())
            make_folder(waiting.parent)
            write_atomically(waiting, data, mode=0o600)
            uow.commit()
    except (OSError, CipherError) as error:
        why = reason(error) if isinstance(error, OSError) else "le magasin n’a pas pu être relu"
        raise UserError(
            f"La sauvegarde à envoyer n’a pas pu être faite{NBSP}: {why}.",
            "Libérez de la place, ou faites-en une sur une clé.",
        ) from error
    sweep(desk)
    return queued


def sweep(desk: Desk) -> None:
    """Take away the files of sauvegardes that wait no more."""
    folder = desk.store.directory / WAITING
    if not folder.is_dir() or not any(folder.iterdir()):
        return
    listing = select(Delivery.sha256).where(
        Delivery.kind == DeliveryKind.BACKUP, Delivery.state.in_(UNSENT)
    )
    with desk.store.write() as uow:  # alone: none is being queued meanwhile
        digests = uow.session.scalars(listing).all()
        kept = {waiting_file(desk.store.directory, digest) for digest in digests}
        for path in folder.iterdir():
            if path not in kept:
                with suppress(OSError):  # it stays until the next time: it is encrypted
                    path.unlink()


def _made(desk: Desk) -> tuple[str, bytes]:
    """A copy of the store in one file: encrypted as the store is, and verified."""
    name = f"CoachDesk_sauvegarde_{desk.coach.code}_{desk.clock.now():%Y-%m-%d_%Hh%M%S}"
    aside = desk.store.directory / f"{WAITING}.tmp"
    shutil.rmtree(aside, ignore_errors=True)  # what a copy that was cut left
    aside.mkdir()
    copy = aside / name
    try:
        desk.store.copy_to(copy, occasion="sending")
        packed = copy.with_suffix(".zip")
        with ZipFile(packed, "w", ZIP_STORED) as archive:
            for path in sorted(copy.iterdir()):
                archive.write(path, f"{name}/{path.name}")
        return packed.name, packed.read_bytes()
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _older(uow: UnitOfWork, action: ActionInfo) -> Iterator[Delivery]:
    yield from uow.session.scalars(
        select(Delivery).where(
            Delivery.action_id == action.id,
            Delivery.kind == DeliveryKind.BACKUP,
            Delivery.state.in_(GIVES_WAY),
        )
    ).all()
