"""Commands that make the envoi of a month: ``close``, ``correct``, ``export``."""

import argparse
import sys

from coachdesk.cli.asking import open_desk_of, parse_month
from coachdesk.cli.outcome import DONE
from coachdesk.cli.text import print_json
from coachdesk.core.french import month_name
from coachdesk.services import exporting
from coachdesk.services.closing.correcting import give_up_correction, open_correction
from coachdesk.services.closing.use_case import close_month
from coachdesk.services.closing.words import open_before_words


def close(options: argparse.Namespace) -> int:
    """``close``: close a month and build its package."""
    month = parse_month(options.month)
    with open_desk_of(options) as desk:
        action = desk.action(options.action)
        closed = close_month(desk, action, month, force_reason=options.force_with_reason)
    if closed.open_before:
        print(open_before_words(closed.open_before), file=sys.stderr)
    if closed.without_backup:
        print(closed.without_backup, file=sys.stderr)
    if options.json:
        print_json(closed.to_json())
    else:
        print(f"{month_name(month).capitalize()} clôturé (version {closed.revision}).")
        print(f"Envoi : {closed.filename}")
        print(f"SHA-256 : {closed.sha256}")
        for sentence in closed.changes.sentences:
            print(f"- {sentence}")
    return DONE


def correct(options: argparse.Namespace) -> int:
    """``correct``: open a closed month again to rectify it, or close it again as it was."""
    month = parse_month(options.month)
    name = month_name(month).capitalize()
    with open_desk_of(options) as desk:
        action = desk.action(options.action)
        if options.give_up:
            give_up_correction(desk, action, month)
        else:
            open_correction(desk, action, month, options.reason)
    if options.give_up:
        print(f"{name} : rectification abandonnée, le mois est clôturé comme il l’était.")
    else:
        print(f"{name} : rectification ouverte. Corrigez, puis clôturez de nouveau (close).")
    return DONE


def export(options: argparse.Namespace) -> int:
    """``export``: write the package of a closed month."""
    month = parse_month(options.month)
    with open_desk_of(options) as desk:
        path = exporting.export_package(
            desk, desk.action(options.action), month, options.out, encrypt_for=options.encrypt_for
        )
    print(path)
    if options.encrypt_for is None:
        print(
            "Cet envoi est lisible par qui l’ouvre : remettez-le par une voie sûre.",
            file=sys.stderr,
        )
    return DONE
