"""One boundary between SQLite's failures and the user: the machine's troubles get a sentence.

What is not listed here is a bug of CoachDesk and stays an exception.
"""

import errno
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy.exc import DBAPIError

from coachdesk.core.errors import DamagedError, UserError
from coachdesk.core.french import NBSP, quoted
from coachdesk.core.os_errors import reason

PERM, BUSY, LOCKED, READONLY, IOERR, CORRUPT, FULL, CANTOPEN, NOTADB = (
    3,
    5,
    6,
    8,
    10,
    11,
    13,
    14,
    26,
)
"""Primary result codes of SQLite: https://sqlite.org/rescode.html."""
DAMAGED = frozenset({CORRUPT, NOTADB})
"""Those after which a connection is of no more use."""

_OCCUPIED = (
    "Le fichier {name} est occupé par une autre fenêtre de CoachDesk.",
    "Attendez la fin de son travail, ou fermez-la, puis recommencez.",
)
_UNWRITABLE = (
    "Le fichier {name} ne peut pas être modifié : rien n’a été enregistré.",
    "Vérifiez que le dossier et ses fichiers ne sont pas en lecture seule.",
)
_UNREADABLE = (
    "Le fichier {name} est abîmé ou n’est pas un fichier de CoachDesk.",
    "N’y touchez plus : remettez en place une sauvegarde, ou cherchez ce qui se lit encore.",
)
_SENTENCES = {
    FULL: (
        "Le disque est plein : rien n’a été enregistré dans {name}.",
        "Libérez de la place puis recommencez.",
    ),
    BUSY: _OCCUPIED,
    LOCKED: _OCCUPIED,
    READONLY: _UNWRITABLE,
    PERM: _UNWRITABLE,
    CANTOPEN: (
        "Le fichier {name} ne peut pas être ouvert.",
        "Vérifiez que le dossier existe et que vous avez le droit d’y écrire.",
    ),
    IOERR: (
        "Le disque refuse de lire ou d’écrire {name} : ce qui était en cours n’est pas enregistré.",
        "Vérifiez que le disque est branché, en bon état et non plein, puis relancez CoachDesk.",
    ),
    CORRUPT: _UNREADABLE,
    NOTADB: _UNREADABLE,
}
_BY_WORDS = {"database or disk is full": FULL, "disk I/O error": IOERR}
"""The backup of SQLite, as its driver has it, tells no code."""

_ROOM = "Libérez de la place puis recommencez."
_OTHER_NAME = "Choisissez un dossier, ou un nom encore libre."
_REMEDIES: dict[int | None, str] = {
    errno.ENOSPC: _ROOM,
    errno.EDQUOT: _ROOM,
    errno.EEXIST: _OTHER_NAME,
    errno.ENOTDIR: _OTHER_NAME,
}


def result_code(error: BaseException | None) -> int | None:
    """The primary SQLite result code of ``error``, bare or wrapped by SQLAlchemy."""
    if isinstance(error, DBAPIError):
        error = error.orig
    code = getattr(error, "sqlite_errorcode", None)
    if isinstance(code, int):
        return code & 0xFF
    return _BY_WORDS.get(str(error)) if isinstance(error, sqlcipher.Error) else None


def explain_sqlite(error: BaseException | None, path: Path) -> UserError | None:
    """What to tell the user of ``error`` met on the file ``path``; None when it is a bug."""
    code = result_code(error) or 0
    sentence, remedy = (text.replace(" : ", f"{NBSP}: ") for text in _SENTENCES.get(code, ("", "")))
    if not sentence:
        return None
    kind = DamagedError if code in DAMAGED else UserError
    return kind(sentence.format(name=quoted(path)), remedy)


def unread(path: Path) -> DamagedError:
    """What to tell the user of a page of ``path`` that does not hold."""
    sentence, remedy = _UNREADABLE
    return DamagedError(sentence.format(name=quoted(path)), remedy)


def explain_os(error: OSError, path: Path) -> UserError:
    """What to tell the user when the system refuses ``path``."""
    return UserError(
        f"Impossible d’utiliser {quoted(path)}{NBSP}: {reason(error)}.",
        _REMEDIES.get(
            error.errno, "Vérifiez que le dossier existe et que vous avez le droit d’y écrire."
        ),
    )
