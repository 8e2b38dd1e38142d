"""Bring a store back to this machine: ``move``."""

import argparse

from coachdesk.cli.outcome import DONE, directory
from coachdesk.core.clock import SystemClock
from coachdesk.services.placing import move_store


def move(options: argparse.Namespace) -> int:
    """``move``: the store of a synchronised or shared folder, to a folder of this machine."""
    there = move_store(directory(options), SystemClock(), options.to)
    print(f"Magasin déplacé, vérifié octet par octet : {there}")
    print("L’ancien dossier est gardé sous un autre nom : CoachDesk ne l’ouvre plus.")
    return DONE
