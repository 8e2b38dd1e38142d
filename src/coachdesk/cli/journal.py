"""The command that hands over the chain of the journal: ``journal``."""

import argparse

from coachdesk.cli.asking import open_desk_of
from coachdesk.cli.outcome import DONE
from coachdesk.cli.text import print_json
from coachdesk.core.french import plural
from coachdesk.services.journal_extracts import extract_journal


def journal(options: argparse.Namespace) -> int:
    """``journal``: write the chain, without what its entries say."""
    with open_desk_of(options) as desk:
        entries = extract_journal(desk, options.out)
    if options.json:
        print_json({"file": str(options.out), "entries": entries})
    else:
        print(
            f"{options.out} : {plural(entries, 'enregistrement')}, sans aucune donnée personnelle."
        )
        print("Qui le reçoit le vérifie par « coachdesk verify », avec les codes de ses papiers.")
    return DONE
