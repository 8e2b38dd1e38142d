"""``status``: how the store stands, for whoever looks after several of them; nothing of anybody."""

import argparse
from datetime import datetime

from coachdesk import __version__
from coachdesk.cli.asking import open_desk_of
from coachdesk.cli.outcome import DONE
from coachdesk.cli.text import print_json
from coachdesk.core.canonical import Json
from coachdesk.core.french import NBSP, ago, plural, quoted
from coachdesk.queries.standing import envois_to_hand_over
from coachdesk.services.backup.automatic import KeptHere, kept_here
from coachdesk.services.backup.drill import Drill, last_drill
from coachdesk.services.backup.elsewhere import last_backup
from coachdesk.services.backup.making import Backup, megabytes
from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.health import LastCheck, last_check
from coachdesk.services.security import secrecy_words
from coachdesk.services.standing import Standing, standing
from coachdesk.system.disk_secrecy import DiskSecrecy, disk_secrecy
from coachdesk.system.disks import free_space

_NEVER = "jamais"


def status(options: argparse.Namespace) -> int:
    """``status``: copies, exercice, check, outbox, envois and disk, in words or as JSON."""
    with open_desk_of(options) as desk:
        stands = standing(desk, desk.actions[0])
        here, free = kept_here(desk), free_space(desk.store.directory)
        secrecy = disk_secrecy(desk.store.directory)
        elsewhere, drill, check = (
            desk.read(last_backup),
            desk.read(last_drill),
            desk.read(last_check),
        )
        envois = [(action, _envois(desk, action)) for action in desk.actions]
        if options.json:
            print_json(
                {
                    "version": __version__,
                    "store": str(desk.store.directory),
                    "coach": desk.coach.name,
                    "entries": desk.store.head().seq,
                    "actions": [
                        {"code": action.code, "envois_to_hand_over": months}
                        for action, months in envois
                    ],
                    "outbox": {
                        "waiting": stands.waiting.number,
                        "stuck": stands.waiting.stuck,
                        "oldest": _iso(stands.waiting.oldest),
                    },
                    "drafts": stands.drafts,
                    "backups": {
                        "elsewhere": _iso(elsewhere.made_at if elsewhere else None),
                        "elsewhere_folder": str(elsewhere.folder) if elsewhere else None,
                        "elsewhere_old": stands.backup_old,
                        "here": _iso(here.last.made_at if here.last else None),
                        "here_number": here.number,
                        "trouble": here.trouble.sentence if here.trouble else None,
                    },
                    "drill": _drill(drill),
                    "check": _check(check),
                    "disk": {
                        "free_bytes": free,
                        "encrypted": secrecy.disk,
                        "swap_encrypted": secrecy.swap,
                    },
                }
            )
            return DONE
        print(f"CoachDesk {__version__}, magasin {quoted(desk.store.directory)}")
        print(f"{desk.coach.name}{NBSP}: {plural(desk.store.head().seq, 'enregistrement')}")
        for line in _lines(stands, elsewhere, here, drill, check):
            print(line)
        for action, months in envois:
            if months:
                told = plural(len(months), "envoi")
                print(f"{action.profile.name}{NBSP}: {told} à remettre ({', '.join(months)})")
        _print_disk(free, secrecy)
    return DONE


def _lines(
    stands: Standing,
    elsewhere: Backup | None,
    here: KeptHere,
    drill: Drill | None,
    check: LastCheck | None,
) -> list[str]:
    now = stands.now
    kept = f", {plural(here.number, 'gardée')}" if here.number else ""
    lines = [
        f"Sauvegarde ailleurs{NBSP}: "
        + (f"{ago(elsewhere.made_at, now)}, {elsewhere.folder}" if elsewhere else _NEVER),
        f"Sauvegarde sur ce disque{NBSP}: "
        + (f"{ago(here.last.made_at, now)}{kept}" if here.last else _NEVER),
        drill.words(now) if drill else f"Exercice de restauration{NBSP}: {_NEVER}",
        f"Contrôle de santé{NBSP}: "
        + (f"{ago(check.at, now)}. {check.sentence}" if check else _NEVER),
    ]
    if here.trouble:
        lines.append(f"La dernière sauvegarde n’a pas pu se faire{NBSP}: {here.trouble.sentence}")
    said = stands.outbox
    return [*lines, *filter(None, (said.connection, said.somebody, stands.draft_words))]


def _print_disk(free: int | None, secrecy: DiskSecrecy) -> None:
    if free is not None:
        print(f"{megabytes(free)} libres sur le disque.")
    print(secrecy_words(secrecy))


def _envois(desk: Desk, action: ActionInfo) -> list[str]:
    months = desk.read(lambda connection: envois_to_hand_over(connection, action.id))
    return [f"{month:%Y-%m}" for month in months]


def _drill(done: Drill | None) -> Json:
    return {"at": _iso(done.at), "passed": done.passed} if done else None


def _check(made: LastCheck | None) -> Json:
    return {"at": _iso(made.at), "found": len(made.found)} if made else None


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
