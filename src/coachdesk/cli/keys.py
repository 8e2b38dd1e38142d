"""Commands on what opens the store: ``passphrase`` and ``association-key``."""

import argparse
import sys
from pathlib import Path
from typing import TextIO

from coachdesk.cli.asking import NEW_PASSPHRASE, open_desk_of, passphrase
from coachdesk.cli.outcome import DONE, directory
from coachdesk.cli.text import keep_key, new_private_file
from coachdesk.core.clock import SystemClock
from coachdesk.core.errors import UserError
from coachdesk.core.french import NBSP, plural
from coachdesk.services import association_key
from coachdesk.services.desk import Desk, open_desk
from coachdesk.services.first_run import key_given
from coachdesk.services.keys import NewSecret, change_passphrase, encrypt_anew
from coachdesk.services.older_copies import older_copies, remove_older_copies

_ASSOCIATION = "COACHDESK_ASSOCIATION_KEY"


def change(options: argparse.Namespace) -> int:
    """``passphrase``: another one, or the older sauvegardes gone."""
    if options.recovery_out is not None and not options.encrypt_anew:
        raise UserError(
            "--recovery-out n’a de sens qu’avec --encrypt-anew.",
            "Sans nouveau chiffrement, la clé de secours reste la même.",
        )
    current = passphrase("Phrase de passe actuelle : ")
    desk = open_desk(directory(options), current, clock=SystemClock())
    try:
        if options.remove_older:
            gone = remove_older_copies(desk)
            print(f"{plural(gone, 'sauvegarde retirée', 'sauvegardes retirées')}.")
            _tell_older(desk)
            return DONE
        new = passphrase("Nouvelle phrase de passe : ", variable=NEW_PASSPHRASE, twice=True)
        if options.encrypt_anew:
            _encrypt_anew(desk, NewSecret(current, new), options.recovery_out)
        else:
            change_passphrase(desk, NewSecret(current, new))
            print("Phrase de passe changée. La clé de secours reste la même.")
        _tell_older(desk)
    finally:
        desk.close()
    return DONE


def association(options: argparse.Namespace) -> int:
    """``association-key``: made, typed from its sheet, or taken away."""
    if options.verb == "none":
        with open_desk_of(options) as desk:
            association_key.decline_association_key(desk)
        print("Aucune clé de l’association n’ouvre ce magasin.")
    elif options.verb == "type":
        secret = passphrase()
        typed = passphrase("Clé de l’association : ", variable=_ASSOCIATION)
        desk = open_desk(directory(options), secret, clock=SystemClock())
        try:
            association_key.type_association_key(desk, typed)
        finally:
            desk.close()
        print("La clé de l’association ouvre ce magasin.")
    else:
        with new_private_file(options.out) as file, open_desk_of(options) as desk:
            key = association_key.make_association_key(desk)
            _give(file, options.out, key, "Clé de l’association")
            association_key.keep_association_sheet(desk)
    return DONE


def _encrypt_anew(desk: Desk, typed: NewSecret, out: Path | None) -> None:
    lost = desk.store.has_association_key()
    with new_private_file(out) as file:
        key = encrypt_anew(desk, typed)
        print("Magasin chiffré de nouveau : rien de ce qui l’ouvrait avant ne l’ouvre encore.")
        _give(file, out, key, "Clé de secours")
        key_given(desk)
    if lost:
        print(
            f"La clé de l’association n’ouvre plus{NBSP}: retapez-la depuis sa feuille "
            "(association-key type).",
            file=sys.stderr,
        )


def _give(file: TextIO | None, out: Path | None, key: str, name: str) -> None:
    """Write the key in its file, or show it."""
    if keep_key(file, key):
        print(f"{name} écrite dans {out}{NBSP}: gardez-la ailleurs.")
        return
    print(f"{name}, à noter et à garder ailleurs (elle n’est montrée qu’une fois){NBSP}:")
    print(f"  {key}")


def _tell_older(desk: Desk) -> None:
    """Say what still opens by what was changed: a copy is not changed with the store."""
    known = older_copies(desk)
    if known.found:
        opened = plural(len(known.found), "sauvegarde s’ouvre", "sauvegardes s’ouvrent")
        print(
            f"{opened} encore avec une phrase d’avant{NBSP}: passphrase --remove-older les retire.",
            file=sys.stderr,
        )
    for folder in known.away:
        print(
            f"Le dossier {folder} n’est pas là{NBSP}: ses sauvegardes gardent leur phrase.",
            file=sys.stderr,
        )
