"""``demo``: the whole main job on example data, then the window when there is a display."""

import argparse

from coachdesk.cli.outcome import DONE, OpenWindow
from coachdesk.cli.text import has_display
from coachdesk.core.clock import SystemClock
from coachdesk.services.demo import run_demo


def demo(options: argparse.Namespace) -> int | OpenWindow:
    """``demo``: the main job on example data, then the window when there is a display."""
    made = run_demo(options.dir, clock=SystemClock(), say=print)
    if has_display():
        print("La fenêtre s’ouvre sur ce magasin d’exemple.")
        return OpenWindow(made.store, made.passphrase)
    print("Pas d’écran ici : la fenêtre n’est pas ouverte.")
    return DONE
