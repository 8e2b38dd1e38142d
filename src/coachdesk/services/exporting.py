"""The closed month's envoi, as it was built, to a folder of the coach's choice."""

from datetime import date
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select

from coachdesk.core.bounded import read_bounded
from coachdesk.core.errors import UserError
from coachdesk.core.files import make_folder
from coachdesk.core.french import NBSP, month_name, of
from coachdesk.core.os_errors import reason
from coachdesk.models import Closing, Package
from coachdesk.queries.closings import over_its_time
from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.leaving import explained, note_export, write_private
from coachdesk.signing.certificate import MOST_CERTIFICATE_BYTES
from coachdesk.signing.envelope import encrypt_for as wrap


class _Kept(NamedTuple):
    id: UUID
    filename: str
    sha256: str
    data: bytes


def export_package(
    desk: Desk, action: ActionInfo, month: date, out: Path, *, encrypt_for: Path | None = None
) -> Path:
    """Write the envoi of a closed month in ``out`` and return its path.

    The bytes are those made at closing; with ``encrypt_for`` (a PEM certificate, RSA) they are
    wrapped as CMS for that recipient. What leaves is noted in the journal, in clear or not.

    Raises:
        UserError: the month is open, the folder can't be written, another file bears the name, the
            certificate is unfit.
    """
    package = _last_package(desk, action, month)
    name, data = package.filename, package.data
    if encrypt_for is not None:
        name, data = f"{name}.p7m", wrap(_read(encrypt_for), data)
    target = out / name
    encrypted = encrypt_for is not None
    note_export(
        desk,
        "package",
        package.id,
        {"sha256": package.sha256, "encrypted": encrypted, "file": name},
    )
    with explained(f"dans {out}"):
        make_folder(out)
        if target.exists() and not encrypted and target.read_bytes() != data:
            raise UserError(
                f"Un autre fichier porte déjà ce nom{NBSP}: {target}.",
                "Il n’a pas été touché. Déplacez-le, ou exportez dans un autre dossier.",
            )
        write_private(target, data)
    return target


def _last_package(desk: Desk, action: ActionInfo, month: date) -> _Kept:
    last = (
        select(Package.id, Package.filename, Package.sha256, Package.data)
        .join(Closing, Closing.id == Package.closing_id)
        .where(Closing.action_id == action.id, Closing.month == month)
        .order_by(Closing.revision.desc())
        .limit(1)
    )
    found = desk.read(lambda connection: connection.execute(last).one_or_none())
    if found is None:
        raise UserError(
            f"Le mois {of(month_name(month))} n’est pas clôturé{NBSP}: il n’a pas d’envoi.",
            "Clôturez-le d’abord.",
        )
    if not found.data:
        raise over_its_time(month)
    return _Kept(*found)


def _read(path: Path) -> bytes:
    try:
        return read_bounded(path, MOST_CERTIFICATE_BYTES)
    except OSError as error:
        raise UserError(
            f"Impossible de lire {path}{NBSP}: {reason(error)}.",
            "Donnez le certificat (fichier .pem) remis par le destinataire.",
        ) from error
