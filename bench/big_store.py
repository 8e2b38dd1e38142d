"""The store that speed is measured on: 10,000 people and 500,000 rendez-vous, in ten years.

Built once by the store's own units of work, so that its journal is a valid chain: an entry for each
row, a signed evidence record for each of the signatures, but no entry of later changes. It is kept
in ``out/bench`` under the digest of what it is made of; ``COACHDESK_BENCH`` names another folder,
which several checkouts may share. Run this file to build it.
"""

import json
import os
import secrets
import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from datetime import time as hour
from hashlib import sha256
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from uuid import UUID

from sqlalchemy import select

import big_people
import big_rows
from big_people import TAKEN_OVER_UNTIL, TODAY, Held, Person, make_appointments, make_people
from coachdesk.core.ids import new_id
from coachdesk.core.store_files import DATABASE_FILE
from coachdesk.domain.papers import DocumentState, Role
from coachdesk.domain.periods import next_month, previous_month
from coachdesk.models import Appointment, Closing, Document, Signature, migrations
from coachdesk.services.desk import ActionInfo, Desk, open_desk
from coachdesk.services.figures import month_figures
from coachdesk.services.setup import create_desk
from coachdesk.signing.device_signature import sign_bytes
from coachdesk.store import KdfCost, UnitOfWork
from coachdesk.store.key_file import read_key_file
from coachdesk.store.vault import change_passphrase, unlock

PASSPHRASE = "ruisseau lampe violon"
_FOLDER = "COACHDESK_BENCH"
_SCRIPTS = Path(migrations.__file__).parent
"""Of the migrations, without Alembic: the memory measured is that of a day, and no day loads it."""
_CHEAP = KdfCost(t=1, m=64, p=1)
_RECOVERY = "recovery-key.txt"
_SEED = 3
_FORMAT = 3
"""Raised when this file builds another store of the same facts."""
_AT_ONCE = 20_000
"""Rendez-vous per transaction: the entries of one wait in memory."""
_DRAWING_BYTES = 400


@dataclass(frozen=True)
class BenchClock:
    """A Monday morning, for ever: the rules of the day have the same work at each run."""

    def now(self) -> datetime:
        """Ten past nine."""
        return datetime.combine(TODAY, hour(9, 10), timezone(timedelta(hours=1)))

    def monotonic_ms(self) -> int:
        """No time passes."""
        return 0

    def boot(self) -> str:
        """One start of the machine."""
        return "0" * 16


@dataclass(frozen=True)
class BigStore:
    """A folder with the store, whose passphrase is derived at once, and its recovery key.

    An opening by the recovery key is written in the journal: one by the passphrase is measured.
    """

    directory: Path
    recovery_key: str

    def open(self) -> Desk:
        """The desk on it; what is written stays there."""
        return open_desk(self.directory, PASSPHRASE, clock=BenchClock())


def big_store() -> BigStore:
    """The store that is kept, built when it is not there. Read it; write to a ``copy`` only."""
    directory = _kept_folder() / _digest()
    if not (directory / _RECOVERY).exists():
        _build(directory)
    store = BigStore(directory, (directory / _RECOVERY).read_text("ascii"))
    if read_key_file(directory).passphrase.cost != _CHEAP:
        change_passphrase(directory, unlock(directory, store.recovery_key), PASSPHRASE, _CHEAP)
    return store


@contextmanager
def copy() -> Iterator[BigStore]:
    """A copy that may be written to, removed at the end."""
    kept = big_store()
    with TemporaryDirectory(dir=kept.directory.parent) as folder:
        directory = Path(shutil.copytree(kept.directory, Path(folder) / "store"))
        yield BigStore(directory, kept.recovery_key)


@contextmanager
def big_desk(*, writing: bool = False) -> Iterator[Desk]:
    """The desk on the big store, on a copy of it when it is to be written to."""
    if writing:
        with copy() as copied, _closing(copied.open()) as desk:
            yield desk
    else:
        with _closing(big_store().open()) as desk:
            yield desk


@contextmanager
def _closing(desk: Desk) -> Iterator[Desk]:
    try:
        yield desk
    finally:
        desk.close()


def _kept_folder() -> Path:
    root = Path(__file__).parents[1]
    return Path(os.environ.get(_FOLDER, root / "out" / "bench"))


def _digest() -> str:
    """Of the migrations and of what fills the tables: another text asks for another store."""
    filled_by = (Path(big_people.__file__), Path(big_rows.__file__))
    texts = [path.read_bytes() for path in (*filled_by, *sorted(_SCRIPTS.rglob("0*.py")))]
    return sha256(bytes([_FORMAT]) + b"".join(texts)).hexdigest()[:12]


def _build(directory: Path) -> None:
    began = time.perf_counter()

    def say(what: str) -> None:
        print(f"{time.perf_counter() - began:6.1f} s  {what}", flush=True)

    say(f"building the store of the benches in {directory}")
    shutil.rmtree(directory, ignore_errors=True)
    made = create_desk(
        directory, PASSPHRASE, profile="coaching-emploi", coach_name="Claire Exemple",
        clock=BenchClock(),
    )  # fmt: skip
    desk = made.desk
    action = desk.action(None)
    random = Random(_SEED)
    people = make_people(random)
    held = make_appointments(random, people)
    rows = big_rows.Rows(action.id, action.profile, random)
    for batches in (rows.around(), rows.of_people(people)):
        with desk.store.write() as uow:
            for table, batch in batches:
                uow.insert_all(table, batch)
                say(f"{len(batch):>7,} of {table.__tablename__}")
            uow.commit()
    say(f"{_sign_documents(desk, people):>7,} signatures on documents")
    signed = 0
    for start in range(0, len(held), _AT_ONCE):
        part = held[start : start + _AT_ONCE]
        with desk.store.write() as uow:
            made_rows = rows.of_appointments(part)
            uow.insert_all(Appointment, made_rows)
            signed += _sign(desk, uow, part, [row["id"] for row in made_rows])
            uow.commit()
        say(f"{start + len(part):>7,} rendez-vous, {signed:,} signed")
    _close_months(desk, action)
    say("months closed")
    desk.close()
    size = (directory / DATABASE_FILE).stat().st_size
    # Last: a store without its key beside it was cut short, and is built again.
    (directory / _RECOVERY).write_text(made.recovery_key, "ascii")
    say(f"done, {size / 1e6:,.0f} MB")


def _close_months(desk: Desk, action: ActionInfo) -> None:
    """Every month up to the one before last, with its own figures and without its envoi."""
    month, last = next_month(TAKEN_OVER_UNTIL), previous_month(previous_month(TODAY))
    with desk.store.write() as uow:
        connection = uow.session.connection()
        while month <= last:
            figures = month_figures(connection, action.id, action.profile, month)
            uow.session.add(
                Closing(
                    id=new_id(), action_id=action.id, month=month, revision=1,
                    closed_at=datetime.combine(next_month(month), hour(9), UTC),
                    figures=json.dumps(figures, ensure_ascii=False), gaps="[]",
                )
            )  # fmt: skip
            month = next_month(month)
        uow.commit()


def _sign_documents(desk: Desk, people: Sequence[Person]) -> int:
    """Those of the people under way: of the others nobody opens a list every day."""
    under_way = {person.prescription_id for person in people if person.left_on is None}
    table = Document.__table__
    with desk.store.write() as uow:
        found = uow.session.connection().execute(select(table))
        signed = [
            (row, role)
            for row in found
            if row.prescription_id in under_way
            for role in json.loads(row.signers)[: 1 if row.state is DocumentState.OPEN else None]
        ]
        uow.insert_all(
            Signature,
            [_signature(desk, uow, row.id, row.made_on, document_id=row.id, role=Role(role))
             for row, role in signed],
        )  # fmt: skip
        uow.commit()
    return len(signed)


def _sign(desk: Desk, uow: UnitOfWork, held: Sequence[Held], keys: Sequence[UUID]) -> int:
    rows = [
        _signature(desk, uow, key, item.held_on, appointment_id=key, role=Role.PARTICIPANT)
        for item, key in zip(held, keys, strict=True)
        if item.signed
    ]
    uow.insert_all(Signature, rows)
    return len(rows)


def _signature(
    desk: Desk, uow: UnitOfWork, about: UUID, day: date, **whose: object
) -> big_rows.Values:
    entry = uow.evidence(
        "signature", about, {"v": 1, "signer": {"name": "Claire Exemple"}},
        lambda data: sign_bytes(desk.identity, data),
    )  # fmt: skip
    return {
        "id": new_id(), "entry_seq": entry.seq,
        "signed_at": datetime.combine(day, hour(10), UTC),
        "drawing": secrets.token_bytes(_DRAWING_BYTES),
        "drawing_salt": secrets.token_bytes(16), "fingerprint": secrets.token_bytes(32), **whose,
    }  # fmt: skip


if __name__ == "__main__":
    print(big_store().directory)
