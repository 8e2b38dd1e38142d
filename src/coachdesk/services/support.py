"""A copy of the store to be looked at by support: its shape and its counts, nothing of anybody.

It is a store of its own, under another key, in one ZIP: opened by a phrase chosen for it, or made
for the holder of a certificate alone. No clear text touches the disk.
"""

import io
import secrets
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

from sqlcipher3.dbapi2 import Error as CipherError

from coachdesk.core.bounded import read_bounded
from coachdesk.core.errors import UserError
from coachdesk.core.french import NBSP, quoted
from coachdesk.core.os_errors import reason
from coachdesk.core.store_files import DATABASE_FILE, KEY_FILE
from coachdesk.services.desk import Desk
from coachdesk.services.health import CheckStoppedError
from coachdesk.services.leaving import note_export, write_private
from coachdesk.signing.envelope import check_recipient, encrypt_for
from coachdesk.store.engine import cipher_connect
from coachdesk.store.failures import explain_sqlite
from coachdesk.store.key_file import KdfCost
from coachdesk.store.pseudonyms import replace_all
from coachdesk.store.vault import Keys, new_key, write_keys

SUFFIX = ".zip"
_ASIDE = "assistance.tmp"
_COPIED, _REPLACED = 0.2, 0.9
_COPYING, _REPLACING, _DONE = "Copie du magasin", "Remplacement des noms", "Copie écrite"
_PHRASE = "phrase.txt"
_LARGEST_CERTIFICATE = 64 * 1024

Progress = Callable[[float, str], None]


def read_certificate_file(path: Path | None) -> bytes | None:
    """The bytes of a certificate; None when none is given.

    Raises:
        UserError: it can't be read.
    """
    if path is None:
        return None
    try:
        return read_bounded(path, _LARGEST_CERTIFICATE)
    except OSError as error:
        raise UserError(
            f"Le certificat {quoted(path)} ne se lit pas{NBSP}: {reason(error)}.",
            "Indiquez le fichier PEM que l’assistance vous a donné.",
        ) from error


def write_support_copy(
    desk: Desk,
    target: Path,
    *,
    secret: str | None = None,
    certificate: bytes | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Path:
    """Write in ``target`` the copy for support, opened by ``secret`` or by one certificate's key.

    Raises:
        UserError: neither is given, the certificate is of no use, it was stopped, or the disk
            refuses; nothing is left then.
    """

    def watch(fraction: float) -> None:
        if cancelled is not None and cancelled():
            raise CheckStoppedError("La copie est interrompue.", "Rien n’en a été gardé.")
        if progress is not None:
            progress(fraction, _REPLACING if fraction > _COPIED else _COPYING)

    if certificate is not None:
        check_recipient(certificate)
        secret = new_key()  # told inside the envelope, that its holder alone opens
    if not (secret or "").strip():
        raise UserError(
            "Rien ne dit par quoi cette copie s’ouvrira.",
            "Choisissez une phrase pour elle, ou donnez le certificat de l’assistance.",
        )
    assert secret is not None, "it was refused"
    aside = desk.store.directory / _ASIDE
    shutil.rmtree(aside, ignore_errors=True)
    try:
        aside.mkdir(mode=0o700)
        rows = _make(desk, aside, secret, watch)
        data = _packed(aside, secret if certificate is not None else None)
        if certificate is not None:
            data = encrypt_for(certificate, data)
        note_export(
            desk,
            "support",
            desk.store.store_id,
            {"file": target.name, "encrypted": True, "rows": rows},
        )
        write_private(target, data)
    except OSError as error:
        raise UserError(
            f"La copie n’est pas écrite dans {quoted(target)}{NBSP}: {reason(error)}.",
            "Choisissez un autre dossier, ou libérez de la place.",
        ) from error
    except CipherError as error:
        raise explain_sqlite(error, target) or UserError(
            "La copie n’a pas pu être faite.", "Contrôlez d’abord le magasin."
        ) from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    if progress is not None:  # it is written: too late to stop it
        progress(1.0, _DONE)
    return target


def _make(desk: Desk, aside: Path, secret: str, watch: Callable[[float], None]) -> int:
    """A store of its own, of which every row was replaced; gives how many.

    What opens it is written last: of one that is cut before, nothing opens what it still holds.
    """
    keys = Keys(uuid4(), secrets.token_bytes(32))
    watch(0.0)
    connection = cipher_connect(aside / DATABASE_FILE, keys.data_key, "rwc")
    try:
        _copy(desk, connection, watch)
        for pragma in ("secure_delete = ON", "temp_store = MEMORY", "foreign_keys = OFF"):
            connection.execute(f"PRAGMA {pragma}")
        triggers = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (name,) in triggers.fetchall():
            connection.execute(f'DROP TRIGGER "{name}"')
        connection.execute("BEGIN")
        span = _REPLACED - _COPIED
        rows = replace_all(connection, lambda done: watch(_COPIED + span * done))
        connection.execute("COMMIT")
        connection.execute("VACUUM")  # what was replaced is not left on free pages
    finally:
        connection.close()
    write_keys(aside, keys, secret, KdfCost(), None)
    return rows


def _copy(desk: Desk, connection: Any, watch: Callable[[float], None]) -> None:  # noqa: ANN401  (sqlcipher3 has no types)
    with desk.store.read() as link:
        source = link.connection.dbapi_connection
        assert source is not None, "it is open"
        source.backup(
            connection, pages=512,
            progress=lambda _status, left, total: watch(_COPIED * (1 - left / max(total, 1))),
        )  # fmt: skip


def _packed(aside: Path, told: str | None) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        for name in (DATABASE_FILE, KEY_FILE):
            archive.write(aside / name, f"assistance/{name}")
        if told is not None:
            archive.writestr(f"assistance/{_PHRASE}", f"{told}\n")
    return made.getvalue()
