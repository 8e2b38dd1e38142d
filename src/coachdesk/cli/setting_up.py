"""Commands that set a desk up: ``init``, ``action add``, ``profile check``."""

import argparse
import sys
from contextlib import closing

from coachdesk.cli.asking import open_desk_of, passphrase
from coachdesk.cli.outcome import DONE, directory
from coachdesk.cli.text import keep_key, new_private_file
from coachdesk.core.clock import SystemClock
from coachdesk.core.french import fingerprint
from coachdesk.services import setup
from coachdesk.services.profiles import load_profile


def init(options: argparse.Namespace) -> int:
    """``init``: create the store and say its fingerprint and recovery key."""
    coach = options.coach or _ask_coach()
    with new_private_file(options.recovery_out) as recovery:
        created = setup.create_desk(
            directory(options),
            passphrase(twice=True),
            profile=options.profile,
            coach_name=coach,
            clock=SystemClock(),
        )
        kept = keep_key(recovery, created.recovery_key)
    with closing(created.desk) as desk:
        print(f"Magasin créé : {desk.store.directory}")
        if coach is None:
            print(f"Nom du coach non donné : les papiers diront « {desk.coach.name} ».")
        digits = fingerprint(desk.identity.certificate.fingerprint)
        print(f"Empreinte du certificat de {desk.coach.name} : {digits}")
        if kept:
            print(f"Clé de secours écrite dans {options.recovery_out} : gardez-la ailleurs.")
        else:
            print("Clé de secours, à noter et à garder ailleurs (elle n’est montrée qu’une fois) :")
            print(f"  {created.recovery_key}")
    return DONE


def action_add(options: argparse.Namespace) -> int:
    """``action add``: add an action to the store."""
    with open_desk_of(options) as desk:
        added = setup.add_action(desk, options.profile)
        print(f"Action ajoutée : « {added.profile.name} » (code {added.code}).")
    return DONE


def profile_check(options: argparse.Namespace) -> int:
    """``profile check``: say that a profile has no fault, or each one it has."""
    _, profile = load_profile(options.file)
    print(f"Profil sans faute : « {profile.name} » (code {profile.code}).")
    return DONE


def _ask_coach() -> str | None:
    """Her name as typed in a terminal; None elsewhere, and papers then say her role."""
    return input("Prénom et nom du coach : ") if sys.stdin.isatty() else None
