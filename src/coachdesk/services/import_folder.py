"""The folder where a scanner or a phone puts its files: the newest one that is no piece yet."""

import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from coachdesk.core.errors import UserError
from coachdesk.queries.attachments import sources_since
from coachdesk.services.attachment_files import MOST_PHOTO_BYTES, TakenFile, form_of, read_file
from coachdesk.services.attachment_pages import file_picture
from coachdesk.services.desk import Desk
from coachdesk.services.papers.preview import PagePicture

RECENT = timedelta(days=2)
"""An older file is another day's, most likely another person's."""
_LOOKED_AT = 12
"""Of the newest files: those before them were passed over already."""


@dataclass(frozen=True)
class Arrival:
    """A file that arrived in the folder and is no piece yet."""

    path: Path
    arrived_at: datetime
    size: int
    file: TakenFile
    picture: PagePicture | None
    """Its first page, small; None for what can't be shown."""


@dataclass(frozen=True)
class Look:
    """What one look into the folder found."""

    folder: Path | None
    seen: tuple[tuple[datetime, Path, int], ...]
    """Its newest files: as long as they are the same, another look finds nothing else."""
    arrival: Arrival | None


def look_into(
    desk: Desk,
    folder: Path | None,
    width: int,
    *,
    since: datetime | None = None,
    before: Look | None = None,
) -> Look:
    """The newest file of ``folder`` that no dossier holds.

    Args:
        desk: the open desk.
        folder: the folder that is watched; one that is gone or shut holds nothing.
        width: of the picture, in pixels.
        since: files before that moment are not looked at; two days ago when none is given.
        before: the last look, given back as it is when nothing has arrived since.

    A file still being written is not whole: it is passed over until it is.
    """
    first = since or desk.clock.now() - RECENT
    seen = _newest(folder, first) if folder is not None else ()
    if before is not None and (before.folder, before.seen) == (folder, seen):
        return before
    kept = desk.read(lambda link: sources_since(link, first - RECENT)) if seen else frozenset()
    arrivals = (_arrival(path, moment, size, kept, width) for moment, path, size in seen)
    return Look(folder, seen, next(filter(None, arrivals), None))


def _arrival(
    path: Path, moment: datetime, size: int, kept: frozenset[str], width: int
) -> Arrival | None:
    try:
        file = read_file(path)
        form_of(file)
        if file.digest in kept:
            return None
        return Arrival(path, moment, size, file, file_picture(file, width))
    except UserError:
        return None


def _newest(folder: Path, first: datetime) -> tuple[tuple[datetime, Path, int], ...]:
    """The newest files of a folder, the newest first; hidden ones and those below are left out."""
    found = []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.startswith((".", "~")) or not entry.is_file():
                    continue
                facts = entry.stat()
                moment = datetime.fromtimestamp(facts.st_mtime, tz=first.tzinfo)
                if moment >= first and 0 < facts.st_size <= MOST_PHOTO_BYTES:
                    found.append((moment, Path(entry.path), facts.st_size))
    except OSError:
        return ()
    return tuple(sorted(found, reverse=True)[:_LOOKED_AT])
