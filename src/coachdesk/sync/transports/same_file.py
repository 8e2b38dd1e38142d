"""What is at the other end already: nothing, this very file, or another one of that name."""

import hashlib
import hmac
from collections.abc import Iterable

from coachdesk.core.french import NBSP, quoted
from coachdesk.sync.transports.protocol import Parcel
from coachdesk.sync.transports.trouble import After, TroubleError


def is_same(parcel: Parcel, size: int | None, pieces: Iterable[bytes]) -> bool:
    """Whether a file of that size, read piece by piece, is the parcel's.

    Its pieces are not read when its size already tells, nor any further than the parcel goes.
    """
    if size is not None and size != len(parcel.data):
        return False
    digest, left = hashlib.sha256(), len(parcel.data)
    for piece in pieces:
        left -= len(piece)
        if left < 0:
            return False
        digest.update(piece)
    return hmac.compare_digest(digest.hexdigest(), parcel.sha256)


def another_file(name: str) -> TroubleError:
    """A file of that name stands there, and it is another one."""
    return TroubleError(
        f"Un autre fichier porte déjà le nom {quoted(name)} chez le destinataire.",
        "Il n’a pas été touché. Demandez-lui ce que c’est, puis renvoyez ou retirez cette remise.",
        After.LOOK,
    )


def lost(name: str) -> TroubleError:
    """The other end took the file, and has not got it whole."""
    return TroubleError(
        f"Le serveur a accepté {quoted(name)}, mais ne l’a pas gardé entier.",
        "Il sera renvoyé. Si cela se répète, prévenez l’informatique du destinataire.",
        After.RETRY,
    )


def unreadable(name: str) -> TroubleError:
    """A receipt is there that one may not read, or that is no file."""
    return TroubleError(
        f"Le fichier {quoted(name)}, chez le destinataire, ne peut pas être lu.",
        "Demandez-lui de le rendre lisible à votre compte.",
        After.LOOK,
    )


def too_large(name: str) -> TroubleError:
    """A receipt that is far larger than any receipt."""
    return TroubleError(
        f"Le fichier {quoted(name)} n’est pas un accusé de réception{NBSP}: il est trop gros.",
        "Il n’a pas été lu. Demandez au destinataire ce que c’est.",
        After.LOOK,
    )
