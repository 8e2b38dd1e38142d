"""``update``: an update from a file or a folder, verified, brought beside; what is left to do."""

import argparse

from coachdesk.cli.outcome import DONE
from coachdesk.services.updating.use_case import bring, look_at


def update(options: argparse.Namespace) -> int:
    """``update``: nothing is started from here; with ``--check`` nothing is copied either."""
    offered = look_at(options.source)
    print(offered.sentence)
    for sentence in offered.update.news:
        print(f"- {sentence}")
    if not options.check:
        brought = bring(offered)
        print(f"Copiée et vérifiée : {brought.installer}")
        for step in brought.steps:
            print(step)
    return DONE
