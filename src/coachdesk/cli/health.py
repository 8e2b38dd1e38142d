"""Commands for a store that is lost, damaged or in doubt: and one for support.

``restore``, ``check``, ``recover``, ``support``.
"""

import argparse
import getpass
import os
import sys

from coachdesk.cli.asking import open_desk_of, passphrase
from coachdesk.cli.outcome import DONE, REFUSED, directory
from coachdesk.cli.text import print_json
from coachdesk.core.clock import SystemClock
from coachdesk.core.errors import DamagedError, UserError
from coachdesk.core.french import quoted
from coachdesk.services.desk import open_desk
from coachdesk.services.health import LastCheck, check_up, go_on, look_closely, recover_store
from coachdesk.services.restoring.use_case import Ready, give_up, look_at, put_back
from coachdesk.services.support import read_certificate_file, write_support_copy


def restore(options: argparse.Namespace) -> int:
    """``restore``: a sauvegarde in the place of the store, which stays aside."""
    clock = SystemClock()
    target = options.to or directory(options)
    ready = look_at(options.source, passphrase(), target, clock=clock)
    try:
        _tell_before(ready)
    except BaseException:
        give_up(ready)
        raise
    restored = put_back(ready, clock)
    restored.desk.close()
    if options.json:
        print_json(
            {
                "store": str(target),
                "aside": str(restored.aside) if restored.aside else None,
                "entries": ready.held.seq,
                "brought": {
                    "people": ready.brought.people,
                    "signatures": ready.brought.signatures,
                    "months": ready.brought.months,
                },
                "lost": ready.loss.acts,
                "lost_signatures": ready.loss.signatures,
                "lost_months": len(ready.loss.months),
                "to_check": restored.to_check,
            }
        )
    else:
        print(restored.sentence)
        print(f"Magasin ouvert et relu : {quoted(target)}.")
    return DONE


def check(options: argparse.Namespace) -> int:
    """``check``: every page, row, entry and file; what is damaged, up to when all is intact."""
    clock, where, secret = SystemClock(), directory(options), passphrase()
    try:
        desk = open_desk(where, secret, clock=clock)
    except DamagedError:
        seen = look_closely(where, secret, clock=clock)
        _tell_damage(options, [*seen.found], seen.intact, [*seen.ways])
        return REFUSED
    try:
        made = check_up(desk)
    finally:
        desk.close()
    if made.found:
        _tell_damage(options, [*made.found], made.intact, ["restore", "recover"])
        return REFUSED
    _tell_sound(options, made)
    return DONE


def recover(options: argparse.Namespace) -> int:
    """``recover``: all that can be read in a new store; or go on with one that is only older."""
    clock, where, secret = SystemClock(), directory(options), passphrase()
    if options.go_on:
        desk = go_on(where, secret, clock=clock)
        told = "Le magasin est repris tel qu’il est ; le journal le note."
        recovered = None
    else:
        recovered = recover_store(where, secret, clock=clock)
        desk, told = recovered.desk, recovered.sentence
    desk.close()
    if options.json:
        made = recovered.salvaged if recovered else None
        print_json(
            {
                "whole": made.whole if made else None,
                "rows": made.rows if made else None,
                "made_again": made.made_again if made else None,
                "lost": {table: len(rows) for table, rows in made.lost.items()} if made else {},
                "lost_entries": made.lost_entries if made else None,
                "lost_contents": made.lost_contents if made else None,
                "aside": str(recovered.aside) if recovered and recovered.aside else None,
            }
        )
    else:
        print(told)
    return DONE


def support(options: argparse.Namespace) -> int:
    """``support``: a copy without anybody in it, for whoever helps."""
    certificate = read_certificate_file(options.encrypt_for)
    secret = _support_phrase() if certificate is None else None
    with open_desk_of(options) as desk:
        made = write_support_copy(desk, options.out, secret=secret, certificate=certificate)
    if options.json:
        print_json({"file": str(made)})
    else:
        print(f"{made} : noms, numéros, dates et textes remplacés, chiffré.")
    return DONE


def _support_phrase() -> str:
    """The phrase of the copy, never that of the store: from the environment, or typed."""
    known = os.environ.get("COACHDESK_SUPPORT_PASSPHRASE")
    if known is not None:
        return known
    if not sys.stdin.isatty():
        raise UserError(
            "La phrase de cette copie manque.",
            "Donnez-la par la variable COACHDESK_SUPPORT_PASSPHRASE, ou un certificat par "
            "--encrypt-for.",
        )
    return getpass.getpass("Phrase pour cette copie : ")


def _tell_sound(options: argparse.Namespace, made: LastCheck) -> None:
    if options.json:
        print_json(
            {
                "sound": True,
                "pages": made.pages,
                "entries": made.entries,
                "files": made.files,
                "found": [],
                "ways": [],
            }
        )
    else:
        print(made.sentence)


_WAYS = {
    "restore": "remettre une sauvegarde : coachdesk restore SAUVEGARDE",
    "recover": "récupérer ce qui se lit : coachdesk recover",
    "go_on": "continuer avec le magasin tel qu’il est : coachdesk recover --go-on",
}


def _tell_damage(
    options: argparse.Namespace, found: list[str], intact: str, ways: list[str]
) -> None:
    if options.json:
        print_json({"sound": False, "found": found, "intact": intact, "ways": ways})
    for sentence in filter(None, (*found, intact)):
        print(sentence, file=sys.stderr)
    for way in ways:
        print(f"Vous pouvez {_WAYS[way]}", file=sys.stderr)


def _tell_before(ready: Ready) -> None:
    """What it holds and what is not in it, before anything changes; a terminal may say no."""
    print(ready.sentence, file=sys.stderr)
    told = ready.loss.sentence
    if not told:
        return
    print(told, file=sys.stderr)
    if sys.stdin.isatty() and input("Remettre cette sauvegarde ? (oui/non) ").strip() != "oui":
        raise UserError("Rien n’a été changé.", "Faites d’abord une sauvegarde, ou répondez oui.")
