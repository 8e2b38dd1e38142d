"""Prêt à partir: what a coach looks at before she closes the laptop and leaves for the day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path

from sqlalchemy import Connection

from coachdesk.core.clock import today
from coachdesk.core.french import NBSP, NNBSP, ago, clock_time, plural, short_date
from coachdesk.domain.clock_check import Reading, clock_doubt
from coachdesk.queries.day import next_busy_day
from coachdesk.queries.standing import last_dates
from coachdesk.services.backup.elsewhere import last_backup, usual_place
from coachdesk.services.backup.making import Backup, megabytes
from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.drafts import DraftView, waiting_drafts
from coachdesk.services.security import secrecy_words
from coachdesk.services.to_dos import things_to_do
from coachdesk.services.visits import Stop, day_stops
from coachdesk.system.battery import Battery, battery
from coachdesk.system.disk_secrecy import DiskSecrecy, disk_secrecy
from coachdesk.system.disks import free_space, keys_plugged_in

_FRESH_DAYS = 1
"""A copy elsewhere made yesterday is still the one to leave with."""
_LOW = 50
"""Per cent of battery below which a half-day away is not sure."""
_LITTLE = 1_000_000_000
"""Bytes free below which the disk is said to be nearly full."""


class Point(StrEnum):
    """What is looked at."""

    SAVED = "saved"
    BACKUP = "backup"
    BATTERY = "battery"
    CLOCK = "clock"
    DISK = "disk"
    DRAWING = "drawing"
    SECRECY = "secrecy"


class Light(StrEnum):
    """What is found.

    « note » is what she should know and can seldom change, « unknown » what no machine tells.
    """

    READY = "ready"
    LOOK = "look"
    NOTE = "note"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Check:
    """One point of the check: a sentence, and what to do about it when it is to be seen."""

    point: Point
    light: Light
    sentence: str
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Machine:
    """What the machine tells of itself."""

    battery: Battery | None
    free: int | None
    """Bytes free on the disk of the store."""
    now: Reading


@dataclass(frozen=True, slots=True)
class ReadyView:
    """All that the check shows."""

    checks: tuple[Check, ...]
    drafts: tuple[DraftView, ...]
    usual: Path | None
    """Where « Copier maintenant » copies without asking: the key used last is plugged in."""
    keys: tuple[Path, ...]
    """The keys plugged in, to choose from."""
    next_day: date | None
    """The next day with someone to meet."""
    stops: tuple[Stop, ...]
    """That day's places, with what each signs and lacks."""

    @property
    def to_see(self) -> int:
        """How many points are not as they should be."""
        return sum(check.light is Light.LOOK for check in self.checks)

    @property
    def verdict(self) -> str:
        """« Prêt », or « 2 choses à voir »."""
        if not self.to_see:
            return "Prêt à partir"
        return plural(self.to_see, "chose à voir", "choses à voir")


def ready_view(desk: Desk, action: ActionInfo, pointers: frozenset[str]) -> ReadyView:
    """The check as it stands; ``pointers`` are « pen », « touch » or « mouse », as plugged in."""
    machine = Machine(
        battery(),
        free_space(desk.store.directory),
        Reading(desk.clock.now(), desk.clock.monotonic_ms(), desk.clock.boot()),
    )
    usual, day = usual_place(desk), today(desk.clock)
    told = disk_secrecy(desk.store.directory)

    def read(link: Connection) -> ReadyView:
        drafts, following = waiting_drafts(link), next_busy_day(link, day)
        stops: tuple[Stop, ...] = ()
        if following is not None:
            things = things_to_do(link, action.id, action.profile, day)
            stops = day_stops(link, action.id, following, things)
        checks = (
            saved(drafts),
            copied(last_backup(link), usual, machine),
            *machine_checks(machine, last_dates(link)),
            drawing(pointers),
            secrecy(told),
        )
        return ReadyView(checks, drafts, usual, keys_plugged_in(), following, stops)

    return desk.read(read)


def saved(drafts: tuple[DraftView, ...]) -> Check:
    """Whether something typed waits to be recorded."""
    if not drafts:
        return Check(Point.SAVED, Light.READY, "Tout est enregistré, aucun brouillon ne reste.")
    begun = plural(len(drafts), "brouillon n’est pas", "brouillons ne sont pas")
    return Check(Point.SAVED, Light.LOOK, f"{begun} enregistré{'s' if len(drafts) > 1 else ''}.")


def draft_words(draft: DraftView, now: datetime) -> str:
    """« prescription (10 h 42) », « prescription (12/01/2024) » when it is of another day."""
    moment = draft.saved_at.astimezone(now.tzinfo)
    if moment.date() != now.date():
        return f"{draft.words} ({short_date(moment.date())})"
    return f"{draft.words} ({clock_time(moment.hour * 60 + moment.minute)})"


def copied(last: Backup | None, usual: Path | None, machine: Machine) -> Check:
    """Whether a stolen laptop would take more than a day of work with it."""
    remedy = "Copier maintenant" if usual else "Copier maintenant…"
    if last is None:
        sentence = (
            "Aucune sauvegarde ailleurs\u00a0: un vol ou une panne emporterait tout. "
            "Branchez une clé USB."
        )
        return Check(Point.BACKUP, Light.LOOK, sentence, remedy)
    now = machine.now.wall
    days = (now.date() - last.made_at.astimezone(now.tzinfo).date()).days
    light = Light.READY if days <= _FRESH_DAYS else Light.LOOK
    sentence = f"Sauvegarde ailleurs {ago(last.made_at, now)}, dans {last.folder}."
    return Check(Point.BACKUP, light, sentence, remedy)


def machine_checks(machine: Machine, dates: tuple[Reading, ...]) -> Iterator[Check]:
    """The battery, the clock and the disk."""
    yield _power(machine.battery)
    last = dates[0] if dates else None
    latest = max(dates, key=lambda dated: dated.wall, default=None)
    doubt = clock_doubt(machine.now, last) or clock_doubt(machine.now, latest)
    if doubt:
        sentence = f"L’horloge de l’ordinateur {doubt}{NBSP}: corrigez sa date et son heure."
        yield Check(Point.CLOCK, Light.LOOK, sentence)
    else:
        wall = machine.now.wall
        shown = clock_time(wall.hour * 60 + wall.minute)
        yield Check(Point.CLOCK, Light.READY, f"L’horloge est juste{NBSP}: {shown}.")
    if machine.free is None:
        yield Check(Point.DISK, Light.UNKNOWN, "La place libre du disque n’est pas connue.")
    elif machine.free < _LITTLE:
        sentence = f"Il ne reste que {megabytes(machine.free)} sur le disque{NBSP}: faites du vide."
        yield Check(Point.DISK, Light.LOOK, sentence)
    else:
        sentence = f"{megabytes(machine.free)} libres sur le disque."
        yield Check(Point.DISK, Light.READY, sentence)


def drawing(pointers: frozenset[str]) -> Check:
    """Whether a person can sign on this machine."""
    if "pen" in pointers:
        return Check(Point.DRAWING, Light.READY, "Le stylet est là pour signer.")
    if "touch" in pointers:
        return Check(Point.DRAWING, Light.READY, "On peut signer au doigt sur l’écran.")
    if "mouse" in pointers:
        sentence = "Ni stylet ni écran tactile\u00a0: on signera à la souris ou au pavé."
        return Check(Point.DRAWING, Light.READY, sentence)
    return Check(
        Point.DRAWING, Light.LOOK, "Rien pour signer\u00a0: branchez une tablette ou une souris."
    )


def secrecy(told: DiskSecrecy) -> Check:
    """What the system writes of an open store on its disk: said, she can seldom change it."""
    if told.disk and told.swap:
        light = Light.READY
    else:
        light = Light.NOTE if False in {told.disk, told.swap} else Light.UNKNOWN
    return Check(Point.SECRECY, light, secrecy_words(told))


def _power(told: Battery | None) -> Check:
    if told is None or told.percent is None:
        return Check(Point.BATTERY, Light.UNKNOWN, "L’état de la batterie n’est pas connu.")
    level = f"Batterie à {told.percent}{NNBSP}%"
    if told.percent >= _LOW:
        return Check(Point.BATTERY, Light.READY, f"{level}{', branchée' if told.plugged else ''}.")
    advice = "laissez-la charger" if told.plugged else "branchez-la"
    return Check(Point.BATTERY, Light.LOOK, f"{level}{NBSP}: {advice} avant de partir.")
