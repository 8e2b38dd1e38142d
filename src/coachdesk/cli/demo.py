"""``demo``: the whole main job on example data, then the window when there is a display."""

import argparse

from coachdesk.cli.outcome import DONE, REFUSED, OpenTour, OpenWindow, Outcome
from coachdesk.cli.text import has_display
from coachdesk.core.clock import SystemClock
from coachdesk.services.demo import run_demo


def tour(_options: argparse.Namespace) -> Outcome:
    """``tour``: the visite guidée, which needs a display."""
    if has_display():
        return OpenTour()
    print("Pas d’écran ici : la visite guidée n’est pas ouverte.")
    return REFUSED


def demo(options: argparse.Namespace) -> Outcome:
    """``demo``: the main job on example data, then the window when there is a display."""
    made = run_demo(options.dir, clock=SystemClock(), say=print)
    if has_display():
        print("La fenêtre s’ouvre sur ce magasin d’exemple.")
        return OpenWindow(made.store, made.passphrase)
    print("Pas d’écran ici : la fenêtre n’est pas ouverte.")
    return DONE
