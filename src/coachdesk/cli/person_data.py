"""``participant export`` and ``retention``: all about one person; whose time is over, and why."""

import argparse
import sys

from coachdesk.cli.asking import open_desk_of
from coachdesk.cli.outcome import DONE, REFUSED
from coachdesk.cli.text import print_json
from coachdesk.core.french import NBSP, plural
from coachdesk.services.rights.applying import Applied, apply_retention
from coachdesk.services.rights.person_export import MadeExport, export_person, participant_of
from coachdesk.services.rights.person_words import PARTS
from coachdesk.services.rights.retention import Due, proof_why, retention_due, why


def export(options: argparse.Namespace) -> int:
    """``participant export N° --out DIR``: all about one person, in clear."""
    with open_desk_of(options) as desk:
        made = export_person(desk, participant_of(desk, options.number), options.out)
    if options.json:
        print_json(
            {
                "path": str(made.folder),
                "files": made.files,
                "others_left_out": made.hidden,
                "to_reread": [
                    {"part": each.part, "when": each.when, "words": list(each.words)}
                    for each in made.to_reread
                ],
            }
        )
    else:
        print(made.folder)
    _warn(made)
    return DONE


def _warn(made: MadeExport) -> None:
    print(
        f"Ce dossier est en clair{NBSP}: remettez-le à {made.person} en main propre, puis "
        "effacez-le.",
        file=sys.stderr,
    )
    if made.hidden:
        names = plural(made.hidden, "nom d’une autre personne ôté", "noms d’autres personnes ôtés")
        print(f"{names}.", file=sys.stderr)
    for each in made.to_reread:
        print(
            f"À relire avant de le remettre{NBSP}: {PARTS[each.part]} {each.when} "
            f"({', '.join(each.words)})",
            file=sys.stderr,
        )


def retention(options: argparse.Namespace) -> int:
    """``retention [--apply]``: lists who is due; 1 when someone has to wait for something."""
    with open_desk_of(options) as desk:
        due = retention_due(desk)
        applied = apply_retention(desk, due) if options.apply else None
    if options.json:
        print_json(_told(due, applied))
    else:
        _print(due, applied)
    waits = applied.waiting if applied is not None else ()
    return REFUSED if waits else DONE


def _print(due: Due, applied: Applied | None) -> None:
    if not (due.people or due.proofs):
        print("Personne n’arrive au terme de sa conservation.")
        return
    waiting = {id(person): words for person, words in applied.waiting} if applied else {}
    for person in due.people:
        held = waiting.get(id(person), person.held)
        done = "effacée" if applied is not None else "à effacer"
        becomes = f"attend{NBSP}: {held}" if held else done
        print(f"{', '.join(person.numbers)} {person.name}{NBSP}: {why(person)} – {becomes}")
    for proof in due.proofs:
        held = waiting.get(id(proof), proof.held)
        becomes = f"attend{NBSP}: {held}" if held else "vidé" if applied else "à vider"
        print(f"{proof.name}{NBSP}: {proof_why(proof)} – {becomes}")
    if applied is None:
        print("Rien n’a été effacé : ajoutez --apply pour le faire.", file=sys.stderr)


def _told(due: Due, applied: Applied | None) -> dict[str, object]:
    waiting = {id(person): words for person, words in applied.waiting} if applied else {}
    return {
        "due": [
            {
                "numbers": list(each.numbers),
                "last_contact": each.last.day.isoformat(),
                "contact": each.last.kind,
                "months": each.months,
                "over_since": each.over_since.isoformat(),
                "waits_for": waiting.get(id(each), each.held) or None,
            }
            for each in due.people
        ],
        "proofs": [
            {
                "kind": each.kind.value,
                "name": each.name,
                "kept_until": each.until.isoformat(),
                "waits_for": waiting.get(id(each), each.held) or None,
            }
            for each in due.proofs
        ],
        "erased": applied.erased if applied else 0,
        "emptied": applied.emptied if applied else 0,
    }
