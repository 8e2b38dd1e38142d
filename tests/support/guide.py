"""The pictures of the guide: every screen on the sample desk, at one size, in one theme.

    python -m support.guide OUT WIDTHxHEIGHT THEME TEXT_PERCENT

run by ``tools/guide.py`` on a screen of its own. Prints what a picture shows cut; exits 1 then.
"""

import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from coachdesk.app import make_application
from coachdesk.services.targets import Screen, Target
from coachdesk.system.settings import save_settings
from coachdesk.ui.screens.unlock.view import UnlockScreen
from support.desk_window import DeskWindow
from support.guide_acts import acts
from support.guide_agenda import agenda
from support.guide_album import Album, wait
from support.guide_bilan import bilan
from support.guide_companies import companies
from support.guide_exits import exits
from support.guide_first import first_start
from support.guide_fse import dashboard, fse
from support.guide_group import closing_signed, printer, workshop
from support.guide_help import help_pages
from support.guide_immersions import immersions
from support.guide_made_of import write_made_of
from support.guide_meeting import cancelling, dossier, moves, rendez_vous, signing
from support.guide_month import closing, control, leaving, month
from support.guide_outbox import nothing_sent, sending
from support.guide_pad import pad
from support.guide_papers import papers
from support.guide_people import card, people
from support.guide_phone import invitations, leaving_files, phone
from support.guide_places import places
from support.guide_safety import copied, safety, worst_day
from support.guide_settings import settings
from support.guide_states import immersion, menus, questionnaires, states
from support.guide_timesheet import timesheet
from support.lived import TODAY, clock_at, lived_store
from support.ui import window_on


def main(out: Path, size: str, theme: str, text_percent: int) -> int:
    """Walk through every screen; returns 1 when something is cut."""
    out.mkdir(parents=True, exist_ok=True)
    save_settings(appearance=theme, text_percent=text_percent)
    application = make_application(sys.argv[:1])
    application.setCursorFlashTime(0)  # the same picture, whenever it is taken
    wide, high = (int(side) for side in size.split("x"))
    with _folder() as folder:
        album = first_start(
            folder / "neuf",
            clock_at(TODAY),
            (wide, high),
            lambda new: Album(out, DeskWindow(new, wait)),
        )
        directory = folder / "magasin"
        key = lived_store(directory)
        spoilt = copied(directory, folder)
        runner, shell = window_on(directory, clock_at(TODAY))
        shell.resize(wide, high)
        shell.move(0, 0)
        shell.show()
        shell.activateWindow()
        album = Album(out, DeskWindow(shell, wait), album)
        try:
            tour(album, key)
            safety(album, folder)
        finally:
            shell.close()
            runner.close()
        worst_day(album, spoilt, clock_at(TODAY), (wide, high))
    del application
    write_made_of(out, album.made_of)
    faults = [*album.faults, *album.missing()]
    for fault in faults:
        print(fault)  # noqa: T201  it speaks on the terminal
    return 1 if faults else 0


@contextmanager
def _folder() -> Iterator[Path]:
    """Where the stores are: the line of state shows it, the same each time if nobody has it."""
    folder = Path(tempfile.gettempdir()) / "CoachDesk"
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:  # of another walk
        folder = Path(tempfile.mkdtemp(prefix="CoachDesk-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def tour(album: Album, key: str) -> None:
    """Every screen of a desk in use, each part as the one before left it."""
    unlocking(album, key)
    parts = (
        nothing_sent,
        help_pages,
        people,
        card,
        dossier,
        papers,
        rendez_vous,
        moves,
        month,
        dashboard,
        bilan,
        fse,
        closing,
        control,
        leaving,
        signing,
        cancelling,
        menus,
        companies,
        immersion,
        immersions,
        printer,
        workshop,
        acts,
        pad,
        states,
        questionnaires,
        settings,
        closing_signed,
        phone,
        leaving_files,
        invitations,
        exits,
        places,
        timesheet,
        agenda,
        sending,
    )
    for part in parts:
        part(album)


def unlocking(album: Album, key: str) -> None:
    """One field; refused; then the day."""
    window = album.window
    unlock = window.shell.pages.currentWidget()
    assert isinstance(unlock, UnlockScreen), "the store is locked"
    album.picture("ouverture")
    unlock.secret.line.setText("pas la bonne phrase")
    unlock.unlock()
    window.until(unlock.answer.isVisible)
    album.picture("ouverture-refusee")
    window.shell.unlock(key)
    window.until(lambda: window.shell.workspace is not None and window.space.today.lines)
    window.space.go(Target(Screen.TODAY))
    album.picture("aujourdhui")


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4])))
