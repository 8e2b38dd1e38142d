"""The dossier de contrôle of the people whom a controller names: made, noted, handed over.

Each person is a step, and may be the last: what is stopped or refused leaves nothing behind. The
journal knows first that a control leaves, then, before it bears its name, who is in it and the
digest of its signed list.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from coachdesk.core.bounded import read_bounded
from coachdesk.core.clock import today
from coachdesk.core.errors import UserError
from coachdesk.core.files import make_folder
from coachdesk.core.french import NBSP, file_slug, quoted
from coachdesk.core.os_errors import reason
from coachdesk.documents.control_index import IndexLine
from coachdesk.models import Action, Prescription
from coachdesk.services.control.asked import AskedList
from coachdesk.services.control.assembling import (
    Assembled,
    Assembly,
    ControlStoppedError,
    Progress,
)
from coachdesk.services.control.sinks import (
    EncryptedSink,
    FolderSink,
    Sink,
    clear_unfinished,
    free_name,
)
from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.leaving import explained, note_export, put_export
from coachdesk.signing.certificate import MOST_CERTIFICATE_BYTES
from coachdesk.signing.envelope import check_recipient

__all__ = ["ControlStoppedError", "MadeControl", "controller_certificate", "write_control"]


@dataclass(frozen=True)
class MadeControl:
    """A dossier de contrôle that was written.

    Attributes:
        path: the folder, or the encrypted file.
        lines: one for each person.
        encrypted: whether only its reader can open it.
        files: how many there are, those of the check aside.
    """

    path: Path
    lines: tuple[IndexLine, ...]
    encrypted: bool
    files: int

    @property
    def lacking(self) -> int:
        """How many people lack something."""
        return sum(bool(line.lacks) for line in self.lines)


def controller_certificate(path: Path) -> bytes:
    """The certificate of whom the dossier is encrypted for, fit for it.

    Raises:
        UserError: it can't be read, is no certificate, or its key is not RSA.
    """
    try:
        data = read_bounded(path, MOST_CERTIFICATE_BYTES)
    except OSError as error:
        raise UserError(
            f"Impossible de lire {quoted(path.name)}{NBSP}: {reason(error)}.",
            "Donnez le certificat (fichier .pem) remis par le contrôleur.",
        ) from error
    check_recipient(data)
    return data


def write_control(
    desk: Desk,
    action: ActionInfo,
    asked: AskedList,
    out: Path,
    *,
    encrypt_for: bytes | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> MadeControl:
    """Write in ``out`` the dossier of the people of ``asked``.

    Args:
        desk: the open desk.
        action: theirs.
        asked: the list, read.
        out: the folder in which it comes; made if need be.
        encrypt_for: the certificate (RSA) of its reader; None leaves it in clear.
        progress: told the fraction done (0 to 1) and whose dossier is at hand.
        cancelled: asked between two files; True stops, and nothing is left.

    Raises:
        ControlStoppedError: she stopped it.
        UserError: nobody is asked for, the folder can't be written, the certificate is unfit.
    """
    if not asked.found:
        raise UserError(
            "Aucun des n° demandés n’est un dossier de cette action.",
            "Vérifiez la liste, ou l’action choisie.",
        )
    if encrypt_for is not None:
        check_recipient(encrypt_for)
    work = Assembly(desk, action, asked, progress, cancelled)
    work.step(0.0, "Préparation")
    encrypted = encrypt_for is not None
    with explained(f"dans {quoted(out)}"):
        make_folder(out)
        clear_unfinished(out)
        name = free_name(out, _name(desk, action))
        note_export(
            desk,
            Action.__tablename__,
            action.id,
            {"control": name, "people": len(asked.found), "encrypted": encrypted},
        )
        sink: Sink = (
            FolderSink(out, name) if encrypt_for is None else EncryptedSink(out, name, encrypt_for)
        )
        try:
            made = work.fill(sink, name)
            work.watch()
            _note(desk, action, asked, made, name, encrypted=encrypted)
            sink.finish()
        except BaseException:
            sink.give_up()
            raise
    return MadeControl(sink.target, made.lines, encrypted, len(made.files))


def _name(desk: Desk, action: ActionInfo) -> str:
    """« controle_coaching-emploi_2023-07-03 »."""
    code = file_slug(action.code) or "action"
    return f"controle_{code}_{today(desk.clock).isoformat()}"


def _note(
    desk: Desk, action: ActionInfo, asked: AskedList, made: Assembled, name: str, *, encrypted: bool
) -> None:
    """Have the journal know of each person what leaves, and of the whole its digest."""
    with desk.store.write() as uow:
        for person in asked.found:
            put_export(
                uow,
                Prescription.__tablename__,
                person.prescription_id,
                {"control": name, "encrypted": encrypted},
            )
        put_export(
            uow,
            Action.__tablename__,
            action.id,
            {
                "control": name,
                "people": len(asked.found),
                "files": len(made.files),
                "sha256": made.sha256,
                "encrypted": encrypted,
            },
        )
        uow.commit()
