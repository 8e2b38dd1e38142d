"""The command line: the same services as the window, no Qt.

Exit codes: 0 done, 1 refused (one sentence and a remedy on stderr), 2 wrong usage.
"""

import os
import sys
from collections.abc import Sequence

from coachdesk.cli.outcome import REFUSED, OpenTour, OpenWindow, Outcome, TryScreen, TryWindow
from coachdesk.cli.parser import build_parser, handler_of
from coachdesk.cli.text import speak_utf8
from coachdesk.core.clock import SystemClock
from coachdesk.core.errors import DamagedError, UserError
from coachdesk.core.french import NBSP
from coachdesk.system.crash import CrashLog, incident_directory

__all__ = ["OpenTour", "OpenWindow", "Outcome", "TryScreen", "TryWindow", "run"]


def run(arguments: Sequence[str]) -> Outcome:
    """Carry out one command; returns its exit code, or the wish to open the window."""
    speak_utf8()
    options = build_parser().parse_args(arguments)
    try:
        outcome = handler_of(options)(options)
        if sys.stdout is not None:  # there is none where there is no console
            sys.stdout.flush()
    except (KeyboardInterrupt, EOFError):
        print("Interrompu : rien d’inachevé n’a été gardé.", file=sys.stderr)
        return REFUSED
    except UserError as error:
        ways = "« coachdesk check » dit ce qui est intact, et les voies."
        damaged = isinstance(error, DamagedError)
        remedy = " ".join(filter(None, (error.remedy, ways if damaged else "")))
        print(error.sentence, file=sys.stderr)
        if remedy:
            print(remedy, file=sys.stderr)
        return REFUSED
    except BrokenPipeError:  # who was reading has left, as « | head » does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return REFUSED
    except ImportError as error:  # a library of the system, a file of the program
        print(f"Il manque à CoachDesk ou à cet ordinateur{NBSP}: {error}.", file=sys.stderr)
        print(
            "Réinstallez CoachDesk ; sous Debian par le paquet .deb, qui fait venir ce qui manque.",
            file=sys.stderr,
        )
        return REFUSED
    except Exception as error:  # noqa: BLE001  (the boundary: a bug is one sentence here too)
        kept = CrashLog(incident_directory(), SystemClock()).record(error)
        print(f"CoachDesk a rencontré une erreur imprévue. {kept}".rstrip(), file=sys.stderr)
        print("Rien d’inachevé n’a été gardé. Signalez-la aux auteurs.", file=sys.stderr)
        return REFUSED
    return outcome
