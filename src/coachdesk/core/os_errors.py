"""What the operating system refuses, said in French: its own words are in English or garbled."""

import errno

from coachdesk.core.french import NBSP

_BUSY = "un autre programme l’utilise"
_TOO_LONG = "le nom est trop long"
_DENIED = "l’accès est refusé"
_NO_SPACE = "le disque est plein"
_BY_WINDOWS_CODE = {32: _BUSY, 33: _BUSY, 123: "ce nom n’est pas permis", 206: _TOO_LONG}
"""Codes of Windows that Python tells only as « permission » or « not found » (winerror.h)."""
_BY_CODE = {
    errno.ENOENT: "le fichier ou le dossier est introuvable",
    errno.EISDIR: "c’est un dossier",
    errno.EEXIST: "ce n’est pas un dossier",  # met by mkdir, which minds no folder
    errno.ENOTDIR: "un nom du chemin n’est pas un dossier",
    errno.EACCES: _DENIED,
    errno.EPERM: _DENIED,
    errno.ENOSPC: _NO_SPACE,
    errno.EDQUOT: _NO_SPACE,
    errno.EROFS: "le disque est en lecture seule",
    errno.ENAMETOOLONG: _TOO_LONG,
    errno.EBUSY: _BUSY,
    errno.EIO: "le disque ne répond pas",
    errno.ENODEV: "ce n’est pas un fichier ordinaire",
    errno.ELOOP: "c’est un lien qui ne mène nulle part",
    errno.EFBIG: "le fichier est trop gros",
}


def reason(error: OSError) -> str:
    """Why the system refused, as the end of a French sentence, without its full stop."""
    windows = getattr(error, "winerror", None)
    if windows in _BY_WINDOWS_CODE:
        return _BY_WINDOWS_CODE[windows]
    if error.errno is None:
        return "le système refuse"
    return _BY_CODE.get(error.errno, f"le système refuse (code{NBSP}{error.errno})")
