"""Commands that keep the store safe: ``backup``."""

import argparse
import sys
from pathlib import Path

from coachdesk.cli.asking import open_desk_of
from coachdesk.cli.outcome import DONE
from coachdesk.cli.text import print_json
from coachdesk.core.errors import UserError
from coachdesk.core.french import quoted
from coachdesk.services.backup import elsewhere
from coachdesk.services.desk import Desk


def backup(options: argparse.Namespace) -> int:
    """``backup``: a verified copy of the store in a folder."""
    with open_desk_of(options) as desk:
        made = elsewhere.backup_to(desk, options.to or _usual(desk))
    if options.json:
        print_json(
            {
                "path": str(made.path),
                "made_at": made.made_at.isoformat(),
                "elsewhere": made.elsewhere,
                "size": made.size,
            }
        )
    else:
        print(made.path)
    if not made.elsewhere:
        print(
            "Cette sauvegarde est sur le même disque que le magasin : elle est perdue avec lui.",
            file=sys.stderr,
        )
    return DONE


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
