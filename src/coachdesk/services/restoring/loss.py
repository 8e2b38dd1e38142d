"""What a sauvegarde brings back, and what the present store holds that it does not.

Both are told in numbers before anything is put back.
"""

import json
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect
from sqlalchemy.exc import SQLAlchemyError
from sqlcipher3.dbapi2 import Error as CipherError

from coachdesk.core.errors import UserError
from coachdesk.core.french import NBSP, listed, month_name, plural
from coachdesk.core.store_files import DATABASE_FILE
from coachdesk.store.engine import cipher_connect, make_engine
from coachdesk.store.journal import Head, read_head
from coachdesk.store.mark import read_mark
from coachdesk.store.openings import OPENED_BY
from coachdesk.store.vault import Keys

_SHOWN = 6


_NO_ACTS = ("incarnation", "backup", "guards-restored", *OPENED_BY.values())
"""What the store writes by itself: nothing of it is work that is lost."""


@dataclass(frozen=True)
class Brought:
    """What is in a sauvegarde: participants, signatures, closed months."""

    people: int
    signatures: int
    months: int

    @property
    def sentence(self) -> str:
        """« Elle ramène 41 dossiers, 312 signatures et 8 mois clôturés. »; empty when nothing."""
        counted = (
            (self.people, "dossier", "dossiers"),
            (self.signatures, "signature", "signatures"),
            (self.months, "mois clôturé", "mois clôturés"),
        )
        parts = [plural(number, one, many) for number, one, many in counted if number]
        return f"Elle ramène {listed(parts)}." if parts else ""


def brought(backup: Path, keys: Keys) -> Brought:
    """What is in the sauvegarde whose files are in ``backup``; its tables may be older ones."""
    engine = _engine(backup, keys)
    try:
        with engine.connect() as link:
            there = set(inspect(link).get_table_names())

            def count(table: str, what: str = "*") -> int:
                if table not in there:
                    return 0
                counted = link.exec_driver_sql(f"SELECT count({what}) FROM {table}")  # noqa: S608  (ours)  # nosec B608
                return int(counted.scalar_one())

            return Brought(
                count("participant"), count("signature"), count("closing", "DISTINCT month")
            )
    finally:
        engine.dispose()


@dataclass(frozen=True)
class Loss:
    """What was done in the present store since the sauvegarde.

    Attributes:
        known: whether the present store could be read; else only its mark tells.
        acts: entries of its journal that are not in the sauvegarde.
        signatures: evidence records among them.
        people: who was entered since.
        months: those closed since, their first days.
        ends: the last entry of a present store that stops before the sauvegarde; else 0.
    """

    known: bool
    acts: int = 0
    signatures: int = 0
    people: int = 0
    months: tuple[date, ...] = ()
    ends: int = 0

    @property
    def sentence(self) -> str:
        """What would no longer be at hand; empty when nothing would."""
        if not self.known and not self.acts:
            return (
                "Le magasin présent ne se lit pas : ce qui y a été fait depuis la sauvegarde ne "
                "peut pas être compté."
            ).replace(" :", f"{NBSP}:")
        if not self.acts and self.ends:
            return (
                f"Le magasin présent s’arrête avant elle, à l’enregistrement n°{NBSP}{self.ends}."
            )
        if not self.acts:
            return ""
        parts = [plural(self.acts, "enregistrement")]
        if self.signatures:
            parts.append(plural(self.signatures, "signature"))
        if self.people:
            parts.append(plural(self.people, "personne saisie", "personnes saisies"))
        if self.months:
            names = listed([month_name(month) for month in self.months[:_SHOWN]])
            more = "…" if len(self.months) > _SHOWN else ""
            parts.append(
                f"{plural(len(self.months), 'mois clôturé', 'mois clôturés')} ({names}{more})"
            )
        told = f"Ce qui a été fait depuis n’y sera plus{NBSP}: {listed(parts)}."
        return told if self.known else f"{told} {_UNCOUNTED}"


_UNCOUNTED = (
    f"Les signatures qui en sont ne peuvent pas être comptées{NBSP}: le magasin présent ne se lit "
    "plus en entier."
)


def loss(directory: Path, present_keys: Keys, backup: Path, keys: Keys, held: Head) -> Loss:
    """Compare the store of ``directory`` with the sauvegarde whose files are in ``backup``.

    Neither is changed. Their keys may differ: the store may have been encrypted anew since.
    ``held`` is the last entry of the sauvegarde.
    """
    if not (directory / DATABASE_FILE).exists():
        return Loss(known=True)
    present, old = _engine(directory, present_keys), _engine(backup, keys)
    try:
        with (
            suppress(UserError, CipherError, SQLAlchemyError, ValueError),
            present.connect() as here,
        ):
            with old.connect() as there:
                common = _last_common(here, there, held)
            since = _since(here, common)
            newest = read_head(here)
            stops = newest is not None and common == newest.seq < held.seq
            return replace(since, ends=common) if stops else since
    finally:
        present.dispose()
        old.dispose()
    mark = read_mark(directory)
    ours = mark is not None and mark.store_id == keys.store_id
    return Loss(known=False, acts=max(0, mark.head.seq - held.seq) if mark and ours else 0)


def _engine(directory: Path, keys: Keys) -> Engine:
    path = directory / DATABASE_FILE
    return make_engine(path, lambda: cipher_connect(path, keys.data_key, "ro"))


def _last_common(here: Connection, there: Connection, held: Head) -> int:
    """The last entry that both have: from there on they tell different stories."""
    newest = read_head(here)
    low, high = 0, min(held.seq, newest.seq if newest else 0)
    while low < high:
        middle = (low + high + 1) // 2
        if _hash(here, middle) == _hash(there, middle):
            low = middle
        else:
            high = middle - 1
    return low


def _hash(link: Connection, seq: int) -> str | None:
    found: str | None = link.exec_driver_sql(
        "SELECT hash FROM journal_entry WHERE seq = ?", (seq,)
    ).scalar()
    return found


def _since(link: Connection, seq: int) -> Loss:
    def count(condition: str) -> int:
        counted: int = link.exec_driver_sql(
            f"SELECT count(*) FROM journal_entry WHERE seq > ? AND {condition}",  # noqa: S608  (ours)
            (seq,),
        ).scalar_one()
        return counted

    closed = link.exec_driver_sql(
        "SELECT p.body FROM journal_entry e JOIN journal_payload p ON p.seq = e.seq "
        "WHERE e.seq > ? AND e.entity = 'closing' AND e.kind = 'insert' AND p.body IS NOT NULL",
        (seq,),
    ).scalars()
    months = {date.fromisoformat(json.loads(body)["new"]["month"]) for body in closed}
    return Loss(
        known=True,
        acts=count(f"kind NOT IN {_NO_ACTS}"),
        signatures=count("kind = 'evidence'"),
        people=count("kind = 'insert' AND entity = 'participant'"),
        months=tuple(sorted(months)),
    )
