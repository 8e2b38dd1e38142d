"""A change of the files of a store that a program left half-way, finished by whoever comes next.

Only by one who is alone there: the program that began it may still be at it.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from coachdesk.core.errors import UserError
from coachdesk.core.french import quoted
from coachdesk.core.store_files import REPLACED_FILE, SWITCH_FILE
from coachdesk.store.hold import Hold, alone_in
from coachdesk.store.rekey import finish_switch
from coachdesk.store.replacing import NoteUnreadableError, finish_replacing


def finish_pending(directory: Path) -> None:
    """Go on with what was begun there, if anything was.

    Raises:
        UserError: someone has the store open, or the disk refuses.
    """
    if _is_pending(directory):
        with alone_there(directory):
            pass


@contextmanager
def alone_there(directory: Path) -> Iterator[None]:
    """Nobody has the store open, nor opens it, until the end; what was begun there is finished.

    Raises:
        UserError: someone has it open, or the disk refuses.
    """
    with alone_in(directory):
        _finish(directory)
        yield


@contextmanager
def alone_to_replace(directory: Path) -> Iterator[None]:
    """The same, for who puts another store in the place of all that is there.

    A replacement whose note can't be read is then no obstacle: it is over with the store that it
    left between two.

    Raises:
        UserError: someone has it open, or the disk refuses.
    """
    with alone_in(directory):
        with suppress(NoteUnreadableError):
            finish_replacing(directory)
        finish_switch(directory)
        yield


def shared_hold(directory: Path) -> Hold:
    """The hold of a store that is being opened, what was begun there finished first.

    Raises:
        UserError: another program is replacing its files, or the disk refuses.
    """
    hold = Hold(directory)
    try:
        if _is_pending(directory) and hold.be_alone():
            _finish(directory)
        shared = hold.share() and not _is_pending(directory)
    except BaseException:
        hold.release()
        raise
    if not shared:
        hold.release()
        raise UserError(
            f"Les fichiers du magasin {quoted(directory)} sont en train d’être remplacés.",
            "Attendez un instant, puis recommencez.",
        )
    return hold


def _is_pending(directory: Path) -> bool:
    return any((directory / name).exists() for name in (REPLACED_FILE, SWITCH_FILE))


def _finish(directory: Path) -> None:
    finish_replacing(directory)
    finish_switch(directory)
