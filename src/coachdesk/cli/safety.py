"""Commands that keep the store safe: ``backup``, its drill and its check."""

import argparse
import sys
from pathlib import Path

from coachdesk.cli.asking import open_desk_of, open_desk_with, passphrase
from coachdesk.cli.outcome import DONE, REFUSED
from coachdesk.cli.text import print_json
from coachdesk.core.canonical import Json
from coachdesk.core.errors import UserError
from coachdesk.core.french import quoted
from coachdesk.services.backup import elsewhere
from coachdesk.services.backup.automatic import Moment, back_up
from coachdesk.services.backup.drill import run_drill
from coachdesk.services.backup.making import Backup
from coachdesk.services.backup.verification import verify_backup, verify_files
from coachdesk.services.desk import Desk


def backup(options: argparse.Namespace) -> int:
    """``backup``: a verified copy of the store in a folder, or what is asked of one."""
    if options.open and options.check is None:
        raise UserError(
            "--open ne va qu’avec --check.", "Donnez le dossier de la sauvegarde avec --check."
        )
    if options.check is not None:
        return _check(options)
    if options.drill:
        return _drill(options)
    if options.auto:
        return _automatic(options)
    with open_desk_of(options) as desk:
        made = elsewhere.backup_to(desk, options.to or _usual(desk))
    if options.json:
        print_json(_told(made))
    else:
        print(made.path)
    if not made.elsewhere:
        print(
            "Cette sauvegarde est sur le même disque que le magasin : elle est perdue avec lui.",
            file=sys.stderr,
        )
    return DONE


def _automatic(options: argparse.Namespace) -> int:
    with open_desk_of(options) as desk:
        made = back_up(desk, Moment.LEAVE)
    if options.json:
        print_json([_told(each) for each in made.backups])
    for each in made.backups:
        if not options.json:
            print(each.path)
        if each.room_words:
            print(each.room_words, file=sys.stderr)
    if made.trouble is not None:
        raise made.trouble
    if not made.backups and not options.json:
        print("Rien n’a changé depuis la dernière sauvegarde.")
    return DONE


def _drill(options: argparse.Namespace) -> int:
    with open_desk_with(options) as (desk, secret):
        done = run_drill(desk, secret)
    if options.json:
        print_json(
            {
                "path": str(done.path),
                "passed": done.passed,
                "last_act": done.last_act.isoformat() if done.last_act else None,
                "people": done.people,
                "sentence": done.sentence,
            }
        )
    elif done.passed:
        print(f"{done.path}\n{done.sentence}")
    if done.passed:
        return DONE
    print(f"{done.sentence} Refaites une sauvegarde, puis l’exercice.", file=sys.stderr)
    return REFUSED


def _check(options: argparse.Namespace) -> int:
    folder: Path = options.check
    report = verify_backup(folder, passphrase()) if options.open else verify_files(folder)
    if options.json:
        faults: list[Json] = list(report.faults)
        print_json(
            {
                "path": str(report.path),
                "intact": report.intact,
                "made_at": report.made_at.isoformat() if report.made_at else None,
                "holds": report.head.seq if report.head else None,
                "faults": faults,
            }
        )
    else:
        print(report.sentence)
    return DONE if report.intact else REFUSED


def _told(made: Backup) -> dict[str, Json]:
    return {
        "path": str(made.path),
        "made_at": made.made_at.isoformat(),
        "elsewhere": made.elsewhere,
        "size": made.size,
    }


def _usual(desk: Desk) -> Path:
    usual = elsewhere.usual_place(desk)
    if usual is not None:
        return usual
    last = desk.read(elsewhere.last_backup)
    if last is not None:
        raise UserError(
            f"Le dossier de la dernière sauvegarde, {quoted(last.folder)}, n’est pas là.",
            "Branchez la clé, ou donnez un autre dossier avec --to.",
        )
    raise UserError(
        "Aucune sauvegarde n’a encore été faite ailleurs.",
        "Donnez le dossier avec --to, de préférence sur une clé.",
    )
