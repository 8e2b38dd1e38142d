"""What opens the store is changed: another passphrase, another key of the data, older copies gone.

A new passphrase leaves the data key as it is: an older copy still opens by the older passphrase.
Two acts go further: the store is encrypted anew, and the older copies that are known are removed.
"""

from collections.abc import Callable
from dataclasses import dataclass

from coachdesk.core.errors import UserError
from coachdesk.core.french import NBSP
from coachdesk.domain.passphrase import MIN_PASSPHRASE
from coachdesk.services.association_key import LATER, LOST, association_key
from coachdesk.services.desk import Desk
from coachdesk.services.preferences import put_preference
from coachdesk.services.setup import ASSOCIATION, KEY_SHOWN
from coachdesk.store import UnitOfWork
from coachdesk.store.key_file import Opener
from coachdesk.store.vault import keys_kept

Progress = Callable[[float, str], None]
_DOING = {False: "Chiffrement du magasin", True: "Relecture de ce qui est chiffré"}
_CHECKS = 0.6


class AnewStoppedError(UserError):
    """The coach stopped it."""


@dataclass(frozen=True)
class NewSecret:
    """What is typed to change the passphrase.

    Attributes:
        current: the passphrase in use, or a key on paper that opens the store.
        passphrase: the one to come; empty keeps the current one, where it is encrypted anew.
    """

    current: str
    passphrase: str


def change_passphrase(desk: Desk, typed: NewSecret) -> None:
    """Another passphrase, which the journal notes; no byte of the database is encrypted again.

    Raises:
        SecretRefusedError: what is typed as the current one opens nothing.
        UserError: the new one is too short or the same, or the disk refuses.
    """
    _refuse_weak(typed.passphrase)
    opener = desk.store.opens_by(typed.current)
    if opener is Opener.PASSPHRASE and typed.passphrase == typed.current:
        raise UserError("C’est déjà la phrase de passe.", "Choisissez-en une autre.")
    with keys_kept(desk.store.directory), desk.store.write() as uow:
        uow.note("passphrase-changed", "store", desk.store.store_id, {"by": opener.value})
        desk.store.change_passphrase(typed.passphrase)
        uow.commit()


def encrypt_anew(
    desk: Desk,
    typed: NewSecret,
    *,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> str:
    """Encrypt the store under a new data key; gives the new recovery key, to be printed.

    The association's key opens no more until it is typed again: nothing here knows it.

    Raises:
        SecretRefusedError: what is typed as the current one opens nothing.
        UserError: a passphrase must be chosen, someone else has the store open, the disk refuses,
            or she stopped it: nothing has changed then.
    """
    opener = desk.store.opens_by(typed.current)
    if typed.passphrase:
        _refuse_weak(typed.passphrase)
    elif opener is not Opener.PASSPHRASE:
        raise UserError(
            "Avec une clé sur papier, il faut aussi choisir une phrase de passe.",
            "Tapez-en une nouvelle, deux fois.",
        )
    lost = desk.store.has_association_key()
    # Where nobody has its sheet there is nothing to type again: the question is asked anew.
    then = LATER if desk.read(association_key).unkept else LOST

    def watch(fraction: float) -> None:
        if cancelled is not None and cancelled():
            raise AnewStoppedError("Le chiffrement est interrompu.", "Rien n’a changé.")
        if progress is not None:
            progress(fraction, _DOING[fraction >= _CHECKS])

    def told(uow: UnitOfWork) -> None:
        put_preference(uow.session, KEY_SHOWN, True)
        uow.note("recovery-key-renewed", "store", desk.store.store_id, {})
        if lost:
            put_preference(uow.session, ASSOCIATION, {"state": then})

    return desk.store.encrypt_anew(typed.passphrase or typed.current, None, told, watch)


def _refuse_weak(passphrase: str) -> None:
    if len(passphrase) < MIN_PASSPHRASE:
        raise UserError(
            f"La phrase de passe est trop courte{NBSP}: {MIN_PASSPHRASE} caractères au moins.",
            "Choisissez plusieurs mots sans lien entre eux : longs à deviner, faciles à retenir.",
        )
