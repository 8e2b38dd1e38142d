"""Commands that make the envoi of a month: ``close``, ``export``."""

import argparse
import sys

from coachdesk.cli.asking import open_desk_of, parse_month
from coachdesk.cli.outcome import DONE
from coachdesk.cli.text import print_json
from coachdesk.core.french import month_name
from coachdesk.services import exporting
from coachdesk.services.closing.use_case import close_month


def close(options: argparse.Namespace) -> int:
    """``close``: close a month and build its package."""
    month = parse_month(options.month)
    with open_desk_of(options) as desk:
        action = desk.action(options.action)
        closed = close_month(desk, action, month, force_reason=options.force_with_reason)
    if options.json:
        print_json(closed.to_json())
    else:
        print(f"{month_name(month).capitalize()} clôturé (version {closed.revision}).")
        print(f"Envoi : {closed.filename}")
        print(f"SHA-256 : {closed.sha256}")
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
