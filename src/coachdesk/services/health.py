"""How the store is: examined when asked and once a week; when it is damaged, the ways out."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from coachdesk.core.canonical import Json
from coachdesk.core.clock import Clock
from coachdesk.core.errors import DamagedError, UserError
from coachdesk.core.french import NBSP, plural, quoted
from coachdesk.core.store_files import MARK_FILE
from coachdesk.services.desk import Desk, open_desk
from coachdesk.services.outbox.recovering import recover as settle
from coachdesk.services.preferences import preference, put_preference
from coachdesk.services.restoring.sources import offered
from coachdesk.services.restoring.use_case import EXAMINED, RESTORED, Progress
from coachdesk.services.rights.ledger import read_ledger, write_ledger
from coachdesk.store.diagnosis import Diagnosis, Way, diagnose
from coachdesk.store.failures import explain_os
from coachdesk.store.health import Damage, Health
from coachdesk.store.mending import put_aside
from coachdesk.store.pending import alone_there, finish_pending
from coachdesk.store.replacing import copy_aside, put_in_place

if TYPE_CHECKING:
    from coachdesk.store.salvage import Salvaged

EVERY = timedelta(days=7)
_RECOVERING = "recuperation.tmp"
_SHOWN = 5

Cancelled = Callable[[], bool]


class CheckStoppedError(UserError):
    """The coach stopped an examination, or a recovery."""


@dataclass(frozen=True)
class LastCheck:
    """The last examination that went to its end."""

    at: datetime
    found: tuple[str, ...]
    """What was damaged, French sentences; empty when nothing was."""
    pages: int
    entries: int
    files: int
    intact: str = ""
    """Up to where what was recorded stands, when something is damaged."""

    @property
    def sentence(self) -> str:
        """What it found, in one French sentence."""
        if self.found:
            count = len(self.found)
            told = f"{count}{NBSP}dommages. {self.found[0]}" if count > 1 else self.found[0]
            return f"{told} {self.intact}".strip()
        read = [
            plural(self.pages, "page relue", "pages relues"),
            plural(self.entries, "enregistrement", "enregistrements"),
            plural(self.files, "fichier", "fichiers"),
        ]
        return f"Rien d’abîmé{NBSP}: {', '.join(read)}."


@dataclass(frozen=True)
class Closely:
    """What a close look at a store that may not open found."""

    found: tuple[str, ...]
    """What is damaged, French sentences; empty when nothing is."""
    intact: str
    """Up to where what was recorded stands."""
    ways: tuple[str, ...]
    """« restore », « recover », « go_on »: the ways out, the best one first."""


@dataclass(frozen=True)
class Recovered:
    """A desk open on what could be recovered."""

    desk: Desk
    salvaged: "Salvaged"
    aside: Path | None

    @property
    def sentence(self) -> str:
        """What was saved and what was lost."""
        made = self.salvaged
        parts = ["Tout a été récupéré."]
        if not made.whole:
            parts = [f"{plural(made.rows, 'ligne relue', 'lignes relues')}."]
        if made.made_again:
            again = plural(made.made_again, "ligne refaite", "lignes refaites")
            parts.append(f"{again} d’après le journal.")
        if made.lost_rows:
            tables = ", ".join(sorted(made.lost)[:_SHOWN])
            parts.append(f"{plural(made.lost_rows, 'ligne perdue', 'lignes perdues')} ({tables}).")
        if made.lost_entries:
            one, many = "enregistrement du journal perdu", "enregistrements du journal perdus"
            parts.append(f"{plural(made.lost_entries, one, many)}.")
        if made.lost_contents:
            one = "enregistrement du journal a perdu son contenu"
            many = "enregistrements du journal ont perdu leur contenu"
            parts.append(f"{plural(made.lost_contents, one, many)}.")
        if self.aside:
            parts.append(f"Le magasin abîmé est gardé dans {quoted(self.aside)}.")
        return " ".join(parts)


def check_up(
    desk: Desk, *, progress: Progress | None = None, cancelled: Cancelled | None = None
) -> LastCheck:
    """Examine the open store whole, beside whatever goes on, and note when and what was found.

    Raises:
        UserError: it was stopped, or the disk refuses.
    """
    health = desk.store.examine(_watch("Contrôle du magasin", progress, cancelled))
    made = _last(health, desk.clock.now())
    told: dict[str, Json] = {
        "at": made.at.isoformat(),
        "found": [*made.found],
        "pages": made.pages,
        "entries": made.entries,
        "files": made.files,
        "intact": made.intact,
    }
    with desk.store.write() as uow:
        put_preference(uow.session, EXAMINED, told)
        uow.commit()
    return made


def last_check(connection: Connection) -> LastCheck | None:
    """The last examination; None when there was none."""
    match preference(connection, EXAMINED):
        case {
            "at": str(at),
            "found": list(found),
            "pages": int(pages),
            "entries": int(entries),
            "files": int(files),
            **more,
        }:
            return LastCheck(
                datetime.fromisoformat(at), tuple(map(str, found)), pages, entries, files,
                str(more.get("intact", "")),
            )  # fmt: skip
    return None


def is_due(desk: Desk) -> bool:
    """Whether a week has passed since the last examination, or the clock was set back."""
    last = desk.read(last_check)
    return last is None or not timedelta() <= desk.clock.now() - last.at < EVERY


def look_closely(
    directory: Path,
    secret: str,
    *,
    clock: Clock,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Closely:
    """What is wrong with a store that may not open, and the ways out; nothing is changed.

    Raises:
        UserError: ``secret`` does not open it, it was stopped, or the disk refuses.
    """
    finish_pending(directory)
    seen = diagnose(directory, secret, clock, _watch("Examen du magasin", progress, cancelled))
    ways = _best_first(seen, directory)
    return Closely(seen.health.sentences, seen.health.intact, tuple(way.value for way in ways))


def _best_first(seen: Diagnosis, directory: Path) -> tuple[Way, ...]:
    """A store that is whole goes before sauvegardes that were found and hold less."""
    found, head = offered(directory), seen.health.head
    if Way.GO_ON not in seen.ways or not found or head is None:
        return seen.ways
    if any(each.seq > head.seq for each in found):
        return seen.ways
    return tuple(sorted(seen.ways, key=lambda way: way is Way.RESTORE))


def recover_store(
    directory: Path,
    secret: str,
    *,
    clock: Clock,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Recovered:
    """Write all that can be read into a new store, put it in place, and open it.

    The damaged one goes aside whole. It is another incarnation: what was to be sent is to check.

    Raises:
        UserError: too little can be read, it was stopped, or the disk refuses; the damaged store
            is as it was.
    """
    from coachdesk.store.salvage import salvage

    watch = _watch("Récupération", progress, cancelled)
    with alone_there(directory):  # what would be written meanwhile would be left behind
        diagnosis = diagnose(directory, secret, clock, lambda done: watch(0.3 * done))
        if diagnosis.keys is None or Way.RECOVER not in diagnosis.ways:
            raise _nothing_to_recover(diagnosis)
        target = directory / _RECOVERING
        try:
            shutil.rmtree(target, ignore_errors=True)  # what was cut
            target.mkdir(mode=0o700)
            made = salvage(
                directory, diagnosis.keys, target, clock, lambda done: watch(0.3 + 0.65 * done)
            )
            erased = read_ledger(directory)
            if erased:  # who was erased stays erased
                write_ledger(target, diagnosis.keys.store_id, erased)
            aside = put_in_place(directory, target, clock.now())
        except OSError as error:
            raise explain_os(error, directory) from error
        finally:
            shutil.rmtree(target, ignore_errors=True)
    desk = open_desk(directory, secret, clock=clock)
    _note(desk, {"recovered": True, "aside": aside.name if aside else None})
    return Recovered(desk, made, aside)


def go_on(
    directory: Path,
    secret: str,
    *,
    clock: Clock,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Desk:
    """Accept a store that is whole but older than it was; the journal says so.

    The mark that knew better goes aside, and another incarnation begins. Where pages wait in a
    damaged WAL, a copy of all the files stays aside: opening the store folds what reads of it.

    Raises:
        UserError: the store is damaged otherwise, open elsewhere, it was stopped, or the disk
            refuses.
    """
    watch = _watch("Examen du magasin", progress, cancelled)
    with alone_there(directory):
        diagnosis = diagnose(directory, secret, clock, watch)
        if Way.GO_ON not in diagnosis.ways:
            raise _nothing_to_recover(diagnosis)
        try:
            if Damage.WAL in diagnosis.health.damages:
                copy_aside(directory, clock.now())
            put_aside(directory / MARK_FILE, clock.now())
        except OSError as error:
            raise explain_os(error, directory) from error
    desk = open_desk(directory, secret, clock=clock)
    _note(desk, {"went_on": True})
    return desk


def _nothing_to_recover(diagnosis: Diagnosis) -> UserError:
    if diagnosis.health.sound:
        return UserError("Le magasin n’est pas abîmé.", "Ouvrez-le comme d’habitude.")
    return DamagedError(diagnosis.health.found[0].sentence, "Remettez en place une sauvegarde.")


def _note(desk: Desk, told: dict[str, Json]) -> None:
    try:
        with desk.store.write() as uow:
            uow.note(RESTORED, "store", desk.store.store_id, told)
            put_preference(uow.session, EXAMINED, None)  # what it found is mended
            uow.commit()
        settle(desk)
    except BaseException:
        desk.close()
        raise


def _last(health: Health, at: datetime) -> LastCheck:
    head = health.head
    intact = "" if health.sound else health.intact
    entries = head.seq if head else 0
    return LastCheck(at, health.sentences, health.pages, entries, health.files, intact)


def _watch(
    doing: str, progress: Progress | None, cancelled: Cancelled | None
) -> Callable[[float], None]:
    def watch(fraction: float) -> None:
        if cancelled is not None and cancelled():
            raise CheckStoppedError("C’est interrompu.", "Rien n’a été changé.")
        if progress is not None:
            progress(fraction, doing)

    return watch
