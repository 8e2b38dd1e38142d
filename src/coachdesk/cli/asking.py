"""What the commands on a store ask for and how they answer."""

import argparse
import getpass
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from coachdesk.cli.outcome import directory
from coachdesk.core.clock import SystemClock
from coachdesk.core.errors import UserError
from coachdesk.domain.periods import iso_day
from coachdesk.services.desk import Desk, open_desk
from coachdesk.services.outbox.recovering import recover
from coachdesk.services.rights.returning import erase_returned
from coachdesk.system.environment import take_secret

PASSPHRASE, NEW_PASSPHRASE = "COACHDESK_PASSPHRASE", "COACHDESK_NEW_PASSPHRASE"


def passphrase(
    prompt: str = "Phrase de passe : ", *, variable: str = PASSPHRASE, twice: bool = False
) -> str:
    """The store's passphrase, from the environment, which forgets it, or typed.

    Raises:
        UserError: neither is there, or what is typed ``twice`` differs.
    """
    known = take_secret(variable)
    if known is not None:
        if not is_utf8(known):
            raise UserError(
                f"La phrase de passe de {variable} n’est pas en UTF-8.",
                "Retapez-la dans un terminal en UTF-8, ou laissez la commande la demander.",
            )
        return known
    if not sys.stdin.isatty():
        raise UserError(
            "La phrase de passe manque.",
            f"Donnez-la par la variable {variable}, ou lancez la commande dans un terminal.",
        )
    typed = getpass.getpass(prompt)
    if twice and typed != getpass.getpass("Encore une fois : "):
        raise UserError("Les deux phrases de passe diffèrent.", "Recommencez.")
    return typed


def is_utf8(value: str) -> bool:
    """Whether a value of the environment is text; its error would quote it, so none is raised."""
    return not any("\ud800" <= each <= "\udfff" for each in value)


@contextmanager
def open_desk_of(options: argparse.Namespace) -> Iterator[Desk]:
    """The desk of the command's store, open while it lasts."""
    with open_desk_with(options) as (desk, _):
        yield desk


@contextmanager
def open_desk_with(options: argparse.Namespace) -> Iterator[tuple[Desk, str]]:
    """The same, with what it was opened by: it is asked for once."""
    secret = passphrase()
    desk = open_desk(directory(options), secret, clock=SystemClock())
    try:
        recover(desk)
        erase_returned(desk)
        yield desk, secret
    finally:
        desk.close()


def parse_month(text: str) -> date:
    """The first day of « 2023-05 ».

    Raises:
        UserError: when it is not a month.
    """
    try:
        year, month = text.split("-")
        if len(year) == 4 and len(month) == 2:  # noqa: PLR2004  (figures of a year, of a month)
            return date(int(year), int(month), 1)
    except ValueError:
        pass
    raise UserError(f"« {text} » n’est pas un mois.", "Écrivez-le ainsi : 2023-05.")


def parse_day(text: str) -> date:
    """The day of « 2023-06-30 ».

    Raises:
        UserError: when it is not a day.
    """
    day = iso_day(text) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII) else None
    if day is None:
        raise UserError(f"« {text} » n’est pas un jour.", "Écrivez-le ainsi : 2023-06-30.")
    return day


def parse_year(text: str) -> int:
    """The year of « 2023 ».

    Raises:
        UserError: when it is not a year.
    """
    if len(text) == 4 and text.isascii() and text.isdigit() and text > "0000":  # noqa: PLR2004  (figures of a year)
        return int(text)
    raise UserError(f"« {text} » n’est pas une année.", "Écrivez-la ainsi : 2023.")
