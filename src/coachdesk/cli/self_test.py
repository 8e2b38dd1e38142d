"""``self-test``: whether the program works here; its report, and exit code 0 or 1."""

import argparse
import platform
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from coachdesk import __version__
from coachdesk.cli.asking import PASSPHRASE, passphrase
from coachdesk.cli.outcome import DONE, REFUSED, Outcome, TryScreen, TryWindow
from coachdesk.cli.text import has_display, print_json
from coachdesk.core.clock import SystemClock
from coachdesk.core.errors import UserError
from coachdesk.core.files import write_atomically
from coachdesk.core.french import NBSP, moment
from coachdesk.core.os_errors import reason
from coachdesk.services.self_test import Tried, run_self_test, verdict
from coachdesk.system.itself import Ended, run_apart
from coachdesk.system.temporary import keep_temporary_files_in_memory

_PLATFORM = "QT_QPA_PLATFORM"
_PATIENCE = 240.0
"""Seconds given to the window: an antivirus reads each file of a program just installed."""


def self_test(options: argparse.Namespace) -> Outcome:
    """``self-test``; its window is tried by another run of the program, which this one starts."""
    if options.window is not None:
        return TryWindow(options.window, passphrase())
    if options.screen:
        return TryScreen()
    keep_temporary_files_in_memory()
    clock = SystemClock()
    lines = [
        f"CoachDesk {__version__}, essai du programme",
        f"{moment(clock.now())}{NBSP}; {platform.platform()}, Python {platform.python_version()}",
    ]

    def say(*told: str) -> None:
        if not options.json:
            print(*told, sep="\n", flush=True)

    def said(tried: Tried) -> None:
        lines.append(tried.line)
        say(tried.line)

    say(*lines)
    made = run_self_test(clock, try_window, try_screen if has_display() else None, said)
    passed = not any(each.passed is False for each in made)
    lines.append(verdict(made))
    say(lines[-1])
    if options.json:
        print_json(
            {
                "version": __version__,
                "passed": passed,
                "tried": [
                    {
                        "name": each.name,
                        "passed": each.passed,
                        "told": each.told,
                        "ms": each.took_ms,
                    }
                    for each in made
                ],
            }
        )
    if options.out is not None:
        _write(options.out, "\n".join(lines) + "\n")
    return DONE if passed else REFUSED


def try_window(store: Path, secret: str) -> str:
    """Have another run of the program open its window on ``store``, off-screen.

    A crash of the machine code, as a library that misses makes, is that run's end and not ours.

    Raises:
        UserError: it does not open, or not as it should.
    """
    asked, account = ["self-test", "--window", str(store)], store.parent / "compte"
    told = {PASSPHRASE: secret, _PLATFORM: "offscreen"}
    return _seen(run_apart(asked, account, told, _PATIENCE), "La fenêtre ne s’ouvre pas")


def try_screen() -> str:
    """Have another run of the program meet the screen of this machine; no window is shown.

    What draws off-screen and what speaks to the screen are not the same libraries.

    Raises:
        UserError: it does not.
    """
    with TemporaryDirectory(prefix="coachdesk-essai-") as account:
        ended = run_apart(["self-test", "--screen"], Path(account), {}, _PATIENCE)
    return _seen(ended, "Le programme n’atteint pas l’écran")


def _seen(ended: Ended, failure: str) -> str:
    if ended.code == 0:
        return ended.said
    if ended.code is None:
        raise UserError(f"{failure}{NBSP}: pas de réponse en {_PATIENCE:.0f}{NBSP}secondes.")
    told = "\n".join(filter(None, (ended.said, ended.complained)))
    raise UserError(f"{failure} (code {ended.code}).\n{told}".strip())


def _write(target: Path, text: str) -> None:
    """For who has no terminal, as an installer: the report in a file."""
    try:
        with suppress(FileExistsError):  # whoever asks again has its folder
            target.parent.mkdir(parents=True)
        write_atomically(target, text.encode("utf-8"))
    except OSError as error:
        raise UserError(
            f"Le rapport n’est pas écrit dans {target}{NBSP}: {reason(error)}.",
            "Choisissez un autre fichier avec --out.",
        ) from error
