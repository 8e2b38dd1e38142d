"""A bilan or a state made and written in a file, beside what the coach goes on doing.

Its steps are told; stopped between two of them, it leaves no file behind.
"""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from coachdesk.core.errors import UserError
from coachdesk.core.french import NBSP, file_slug, long_date
from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.report.papers import (
    Output,
    bilan_bytes,
    bilan_of,
    save_report,
    state_of,
    state_pdf,
)

Progress = Callable[[float, str], None]
_DRAWING, _WRITING = 0.4, 0.9


class BilanStoppedError(UserError):
    """The coach stopped the making of it."""


def bilan_file_name(action: ActionInfo, year: int, output: Output) -> str:
    """« bilan-2023-coaching-emploi.pdf »."""
    return f"bilan-{year}-{file_slug(action.profile.name)}.{output.value}"


def state_file_name(action: ActionInfo, day: date) -> str:
    """« etat-2024-01-15-coaching-emploi.pdf »."""
    return f"etat-{day.isoformat()}-{file_slug(action.profile.name)}.pdf"


def made_bilan(
    desk: Desk,
    action: ActionInfo,
    year: int,
    output: Output,
    *,
    progress: Progress = lambda _part, _told: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> bytes:
    """The bilan of ``year`` in that format, counted now.

    Raises:
        UserError: nothing is known of that year.
        BilanStoppedError: she stopped it.
    """
    progress(0, f"Calcul des chiffres de {year}")
    report = bilan_of(desk, action, year)
    _go_on(cancelled)
    progress(_DRAWING, "Mise en page")
    data = bilan_bytes(desk, report, output)
    _go_on(cancelled)
    progress(_WRITING, "Écriture")
    return data


def write_bilan(
    desk: Desk,
    action: ActionInfo,
    year: int,
    output: Output,
    target: Path,
    *,
    progress: Progress = lambda _part, _told: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> None:
    """The bilan of ``year`` in ``target``.

    Raises:
        UserError: nothing is known of that year, or the file can't be written.
        BilanStoppedError: she stopped it.
    """
    data = made_bilan(desk, action, year, output, progress=progress, cancelled=cancelled)
    save_report(desk, action, target, data)


def made_state(
    desk: Desk,
    action: ActionInfo,
    day: date,
    *,
    progress: Progress = lambda _part, _told: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> bytes:
    """The state of the action on ``day``, as a PDF of one page.

    Raises:
        UserError: a day that has not come, or of a year that is not known.
        BilanStoppedError: she stopped it.
    """
    progress(0, f"Calcul des chiffres au {long_date(day)}")
    report = state_of(desk, action, day)
    _go_on(cancelled)
    progress(_DRAWING, "Mise en page")
    return state_pdf(desk, report).pdf


def write_state(
    desk: Desk,
    action: ActionInfo,
    day: date,
    target: Path,
    *,
    progress: Progress = lambda _part, _told: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> None:
    """The state of the action on ``day`` in ``target``.

    Raises:
        UserError: a day that has not come or is not known, or the file can't be written.
        BilanStoppedError: she stopped it.
    """
    data = made_state(desk, action, day, progress=progress, cancelled=cancelled)
    _go_on(cancelled)
    save_report(desk, action, target, data)


def _go_on(cancelled: Callable[[], bool]) -> None:
    if cancelled():
        raise BilanStoppedError(f"Arrêté{NBSP}: aucun fichier n’est écrit.")
