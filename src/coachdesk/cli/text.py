"""How the command line speaks: French usage messages, figures and reports as plain text."""

import argparse
import json
import os
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TextIO

from coachdesk.core.errors import UserError
from coachdesk.core.french import NBSP, plural
from coachdesk.core.os_errors import reason
from coachdesk.services.figure_labels import label, written

if TYPE_CHECKING:  # the parser loads no service that takes time
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


@contextmanager
def new_private_file(target: Path | None) -> Iterator[TextIO | None]:
    """A new file that only this account reads, open while it lasts; None for no target.

    It is removed when what it was opened for fails.

    Raises:
        UserError: when the file exists or can't be written.
    """
    if target is None:
        yield None
        return
    try:
        descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise UserError(
            f"Le fichier {target} existe déjà.", "Choisissez un autre nom pour la clé de secours."
        ) from None
    except OSError as error:
        raise UserError(
            f"Impossible d’écrire {target}{NBSP}: {reason(error)}.",
            "Choisissez un autre fichier, dans un dossier où vous pouvez écrire.",
        ) from error
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
            yield stream
    except BaseException:
        target.unlink(missing_ok=True)
        raise


def keep_key(file: TextIO | None, key: str) -> bool:
    """Write a key durably in its file; False without one, or when the disk refuses: it is shown."""
    if file is None:
        return False
    try:
        file.write(f"{key}\n")
        file.flush()
        os.fsync(file.fileno())
    except OSError:
        return False
    return True


def print_import(report: "ImportReport") -> None:
    """What an import brought, what it found changed, and each fault with its remedy."""
    values = report.to_json()
    words = ("ligne reprise", "lignes reprises")
    if report.checked_only:
        words = ("ligne à reprendre", "lignes à reprendre")
    for name, count in values["imported"].items():
        print(f"{name}{NBSP}: {plural(count, *words)}")
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
    """Figures as indented lines; « aucun » for a list of nobody, « – » for what is not known."""
    pad = "  " * indent
    for key, value in values.items():
        if isinstance(value, Mapping):
            print(f"{pad}{label(key)}{NBSP}:")
            print_figures(value, indent + 1)
        else:
            print(f"{pad}{label(key)}{NBSP}: {written(value)}")
