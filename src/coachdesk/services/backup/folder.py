"""The sauvegardes that a folder holds: which are of this store, which stay, which go.

Nothing is ever deleted there but what a sauvegarde of this very store is made of.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from uuid import UUID

from coachdesk.core import files
from coachdesk.core.clock import today
from coachdesk.core.store_files import DATABASE_FILE, STORE_FILES
from coachdesk.domain.backup_rotation import KEPT_MONTHS, has_enough, superseded_by_incarnation
from coachdesk.domain.periods import months_later
from coachdesk.services.desk import Desk
from coachdesk.store.backup import BACKUPS, UNFINISHED
from coachdesk.store.mark import Mark, read_mark

_MIGRATION = re.compile(r"avant-migration-\w+-(\d{8}-\d{6})(_\d+)?")


@dataclass(frozen=True)
class Kept:
    """A sauvegarde of this store, as its folder tells."""

    path: Path
    made_on: date
    seq: int
    """The last entry of the journal that it holds, at least."""
    migration: bool
    """Made before an upgrade: the store as the version before can open it."""
    incarnation: UUID
    """That of the journal which it holds."""

    @property
    def size(self) -> int:
        """Bytes of its database; 0 when it can't be told."""
        try:
            return (self.path / DATABASE_FILE).stat().st_size
        except OSError:
            return 0


def own_folder(desk: Desk) -> Path:
    """Where the sauvegardes made by themselves are, on the disk of the store."""
    return desk.store.directory / BACKUPS


def kept_in(desk: Desk, folder: Path) -> tuple[Kept, ...]:
    """The sauvegardes of this store in a folder, the oldest first: by what they hold.

    Not by the clock: of one that was set back, what was just made would bear the oldest date.
    Those of another incarnation, as of the store that this one was restored from, come first.
    """
    current = desk.store.head().incarnation
    found = []
    for path, made_on, migration in _named(desk, folder):
        mark = read_mark(path)
        if mark and _is_ours(desk, path, mark):
            order = (mark.head.incarnation == current, mark.head.seq, path.name)
            found.append(
                (order, Kept(path, made_on, mark.head.seq, migration, mark.head.incarnation))
            )
    return tuple(kept for _, kept in sorted(found, key=lambda pair: pair[0]))


def drop_superseded(desk: Desk, folder: Path, made: Path) -> None:
    """Remove those that the rotation does not keep; ``made`` is the last one, whatever its name.

    One that can't be removed stays: the new one is made, and that is what counts.
    """
    now = today(desk.clock)
    kept = kept_in(desk, folder)
    usual = sorted((each for each in kept if not each.migration), key=lambda it: it.path == made)
    days, incarnations = [each.made_on for each in usual], [each.incarnation for each in usual]
    gone = [usual[place] for place in superseded_by_incarnation(days, incarnations, now)]
    if usual:  # else one of before an upgrade may be the only one
        limit = months_later(now, -KEPT_MONTHS)
        gone += [each for each in kept if each.migration and each.made_on < limit]
    for each in gone:
        with suppress(OSError):  # as said above
            remove(each.path)


def drop_oldest(desk: Desk, folder: Path) -> bool:
    """Remove the oldest one to make room; False when only the last one is left.

    Of an incarnation before this one, as long as this one has too few, the last one stays too.
    """
    kept = kept_in(desk, folder)
    days, incarnations = [each.made_on for each in kept], [each.incarnation for each in kept]
    last = kept[-1:]
    if kept and not has_enough(days, incarnations):
        last = tuple({each.incarnation: each for each in kept}.values())
    oldest = next((each for each in kept if each not in last), None)
    if oldest is None:
        return False
    try:
        remove(oldest.path)
    except OSError:
        return False
    return not oldest.path.exists()


def free_name(desk: Desk, folder: Path, moment: datetime) -> Path:
    """A folder that bears no name yet, for a sauvegarde made at that moment."""
    return files.free_name(folder / f"{_stem(desk)}{moment:%Y-%m-%d_%Hh%M%S}")


def clear_unfinished(desk: Desk, folder: Path) -> None:
    """What a sauvegarde that was cut left: it can hold nothing that the store does not."""
    for path, _, _ in _named(desk, folder, UNFINISHED):
        remove(path)


def remove(path: Path) -> None:
    """Remove the files that a sauvegarde is made of, its folder too when nothing else is in it.

    It loses its name first: what is cut half-way is cleared as one that was never finished.

    Raises:
        OSError: the disk refuses.
    """
    aside = path
    if not path.name.endswith(UNFINISHED):
        aside = path.with_name(f"{path.name}{UNFINISHED}")
        path.rename(aside)
    known = frozenset(STORE_FILES)
    for file in aside.iterdir():
        if file.is_file() and (file.name in known or file.name.startswith(".store.")):
            file.unlink()
    if any(aside.iterdir()):
        aside.rename(path)  # what she put there stays, under the name she knows
    else:
        aside.rmdir()


def _stem(desk: Desk) -> str:
    return f"CoachDesk_sauvegarde_{desk.coach.code}_"


def _named(desk: Desk, folder: Path, ending: str = "") -> Iterator[tuple[Path, date, bool]]:
    """The folders that bear the name of a sauvegarde, with its day."""
    usual = re.compile(rf"{re.escape(_stem(desk))}(\d{{4}}-\d\d-\d\d_\d\dh\d{{4}})(_\d+)?")
    try:
        listed = sorted(folder.iterdir()) if folder.is_dir() else []
    except OSError:  # the key was pulled out
        return
    for path in listed:
        name = path.name.removesuffix(ending)
        if (ending and name == path.name) or not path.is_dir():
            continue
        usually, before_upgrade = usual.fullmatch(name), _MIGRATION.fullmatch(name)
        told = usually or before_upgrade
        if told is None:
            continue
        form = "%Y-%m-%d_%Hh%M%S" if usually else "%Y%m%d-%H%M%S"
        with suppress(ValueError):  # no such day: it is nobody's sauvegarde
            # The local time that its name tells is all that is needed of it: the day.
            yield path, datetime.strptime(told[1], form).date(), not usually  # noqa: DTZ007  (a day has no zone)


def _is_ours(desk: Desk, copy: Path, mark: Mark) -> bool:
    opened = copy.resolve() == desk.store.directory.resolve()
    return not opened and mark.store_id == desk.store.store_id
