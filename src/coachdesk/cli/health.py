"""Commands for a store that is lost, damaged or in doubt: ``restore``, ``check``."""

import argparse
import sys

from coachdesk.cli.asking import passphrase
from coachdesk.cli.outcome import DONE, directory
from coachdesk.cli.text import print_json
from coachdesk.core.clock import SystemClock
from coachdesk.core.errors import UserError
from coachdesk.core.french import quoted
from coachdesk.services.restoring.use_case import Ready, give_up, look_at, put_back


def restore(options: argparse.Namespace) -> int:
    """``restore``: a sauvegarde in the place of the store, which stays aside."""
    clock = SystemClock()
    target = options.to or directory(options)
    ready = look_at(options.source, passphrase(), target, clock=clock)
    try:
        _tell_before(ready)
    except BaseException:
        give_up(ready)
        raise
    restored = put_back(ready, clock)
    restored.desk.close()
    if options.json:
        print_json(
            {
                "store": str(target),
                "aside": str(restored.aside) if restored.aside else None,
                "entries": ready.held.seq,
                "lost": ready.loss.acts,
                "to_check": restored.to_check,
            }
        )
    else:
        print(restored.sentence)
        print(f"Magasin ouvert et relu : {quoted(target)}.")
    return DONE


def _tell_before(ready: Ready) -> None:
    """What it holds and what is not in it, before anything changes; a terminal may say no."""
    print(ready.sentence, file=sys.stderr)
    told = ready.loss.sentence
    if not told:
        return
    print(told, file=sys.stderr)
    if sys.stdin.isatty() and input("Remettre cette sauvegarde ? (oui/non) ").strip() != "oui":
        raise UserError("Rien n’a été changé.", "Faites d’abord une sauvegarde, ou répondez oui.")
