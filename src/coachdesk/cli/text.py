"""How the command line speaks: French usage messages, figures and reports as plain text."""

import argparse
import json
import os
import re
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from coachdesk.core.errors import UserError
from coachdesk.core.french import NBSP, plural

if TYPE_CHECKING:  # the parser loads no service
    from coachdesk.services.importing import ImportReport

_USAGE = (
    (r"the following arguments are required: (.+)", r"il manque : \1"),
    (r"unrecognized arguments: (.+)", r"je ne connais pas : \1"),
    (r"argument (.+): expected one argument", r"\1 attend une valeur"),
    (r"argument (.+): expected at least one argument", r"\1 attend au moins une valeur"),
    (r"argument (.+): invalid choice: (\S+) .*", r"\1 n’accepte pas \2"),
    (r"argument (.+): ignored explicit argument (.+)", r"\1 ne prend pas de valeur"),
    (r"ambiguous option: (\S+) .*", r"option ambiguë : \1"),
)


class FrenchParser(argparse.ArgumentParser):
    """argparse, whose every word on screen is French."""

    def __init__(self, **options: object) -> None:
        super().__init__(**options, add_help=False, allow_abbrev=False)  # type: ignore[arg-type]  # argparse's own keywords
        self._positionals.title = "arguments"
        self._optionals.title = "options"
        self.add_argument("-h", "--help", action="help", help="montre cette aide")

    def format_usage(self) -> str:
        """« usage » is the same word in French; only the colon takes a space."""
        return super().format_usage().replace("usage: ", f"usage{NBSP}: ", 1)

    def format_help(self) -> str:
        """The help, with the French colon."""
        return super().format_help().replace("usage: ", f"usage{NBSP}: ", 1)

    def error(self, message: str) -> NoReturn:
        """Say what is wrong in the usage, and leave with code 2."""
        for english, french in _USAGE:
            message = re.sub(f"^{english}$", french, message, flags=re.DOTALL)
        self.print_usage(sys.stderr)
        self.exit(2, f"Commande mal écrite{NBSP}: {message}. Aide{NBSP}: {self.prog} --help\n")


def speak_utf8() -> None:
    """Write UTF-8 whatever the console's code page, and never fail on a character."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def print_json(value: object) -> None:
    """Print ``value`` as JSON."""
    print(json.dumps(value, ensure_ascii=False, indent=1))


def has_display() -> bool:
    """Whether a window can be shown: always on Windows and macOS, by X11 or Wayland elsewhere."""
    if sys.platform in {"win32", "darwin"}:
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def write_private(target: Path, text: str) -> None:
    """Write a new file that only this account reads.

    Raises:
        UserError: when the file exists or can't be written.
    """
    try:
        descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise UserError(
            f"Impossible d’écrire {target}{NBSP}: {error.strerror}.",
            "Choisissez un autre fichier, dans un dossier où vous pouvez écrire.",
        ) from error
    with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
        stream.write(text)


def print_import(report: "ImportReport") -> None:
    """What an import brought, what it found changed, and each fault with its remedy."""
    values = report.to_json()
    verb = "à reprendre" if report.checked_only else "reprises"
    for name, count in values["imported"].items():
        print(f"{name}{NBSP}: {plural(count, 'ligne')} {verb}")
    if values["unchanged"]:
        print(f"Déjà là, inchangées{NBSP}: {plural(values['unchanged'], 'ligne')}")
    for difference in values["differences"]:
        print(
            f"Différence, rien n’est remplacé{NBSP}: {difference['sheet']}, "
            f"ligne {difference['row']}, « {difference['column']} »{NBSP}: "
            f"ici « {difference['stored']} », dans le fichier « {difference['found']} »"
        )
    for fault in report.to_mend:
        print(
            f"{fault.sheet}, ligne {fault.row}, « {fault.column} »{NBSP}: {fault.message}",
            file=sys.stderr,
        )
    for message, count in Counter(fault.message for fault in report.waiting).items():
        print(f"{plural(count, 'ligne')} en attente{NBSP}: {message}", file=sys.stderr)


def print_figures(values: Mapping[str, object], indent: int = 0) -> None:
    """Figures as indented lines; the keys are those of the JSON."""
    pad = "  " * indent
    for key, value in values.items():
        name = key.replace("_", " ")
        if isinstance(value, Mapping):
            print(f"{pad}{name}{NBSP}:")
            print_figures(value, indent + 1)
        elif isinstance(value, list):
            print(f"{pad}{name}{NBSP}: {', '.join(str(item) for item in value) or 'aucun'}")
        else:
            print(f"{pad}{name}{NBSP}: {value}")
