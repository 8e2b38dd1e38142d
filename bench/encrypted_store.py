"""The encrypted store against plain SQLite, on the program's own operations, warm.

The same code runs on both: the floor's connections come from Python's own ``sqlite3``. Limit: 1.5.
"""

import secrets
import sqlite3
import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from time import perf_counter
from types import ModuleType
from uuid import UUID, uuid4

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import select

from coachdesk.core.clock import SystemClock
from coachdesk.core.ids import new_id
from coachdesk.domain.attendance import Mode, Presence
from coachdesk.models import Action, Appointment, Participant, Pathway, Prescription
from coachdesk.store.engine import Connect, connector, make_engine, prepare
from coachdesk.store.foundations import lay_foundations
from coachdesk.store.store import Store
from coachdesk.store.vault import Keys
from measure import Row, best_of, show

PEOPLE, MEETINGS = 120, 4_000
LIMIT = 1.5
ROUNDS, SECONDS = 5, 2.0
DAY_ONE = date(2023, 1, 2)


def plain_store(directory: Path) -> Store:
    path = directory / "store.db"

    def connect(*, foreign_keys: bool = True) -> sqlite3.Connection:
        connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        prepare(connection, foreign_keys=foreign_keys)
        return connection

    return store_over(path, connect, partial(connect, foreign_keys=False), sqlite3)


def encrypted_store(directory: Path) -> Store:
    path, key = directory / "store.db", secrets.token_bytes(32)
    bare = connector(path, key, "rwc", foreign_keys=False)
    return store_over(path, connector(path, key), bare, sqlcipher)


def store_over(path: Path, connect: Connect, bare: Connect, module: ModuleType) -> Store:
    clock, store_id = SystemClock(), uuid4()
    lay_foundations(make_engine(path, bare, module), store_id, clock)
    keys = Keys(store_id, b"")  # the connections of either module have theirs
    return Store(path.parent, keys, make_engine(path, connect, module), clock)


def fill(store: Store) -> list[UUID]:
    """One action, its people, and a year of rendez-vous; gives the pathways."""
    action = Action(id=new_id(), code="a", profile="x" * 8_000, created_at=store.clock.now())
    pathways = []
    with store.write() as uow:
        uow.session.add(action)
        for number in range(PEOPLE):
            person = Participant(
                id=new_id(), last_name=f"Nom {number}", first_name="Prénom", gender="f",
                birth_date=date(1980, 1, 1), commune="Commune", phone="0600000000", cut_over=False,
            )  # fmt: skip
            prescription = Prescription(
                id=new_id(), action_id=action.id, participant_id=person.id,
                number=f"23-{number:03d}", received_on=DAY_ONE, prescriber="x", outcome="enrolled",
                cut_over=False,
            )  # fmt: skip
            pathway = Pathway(
                id=new_id(), action_id=action.id, participant_id=person.id,
                prescription_id=prescription.id, entered_on=DAY_ONE, cut_over=False,
            )  # fmt: skip
            uow.session.add_all([person, prescription, pathway])
            pathways.append(pathway.id)
        uow.commit()
    add_meetings(store, pathways, MEETINGS)
    return pathways


def add_meetings(store: Store, pathways: list[UUID], count: int) -> None:
    with store.write() as uow:
        for number in range(count):
            uow.session.add(
                Appointment(
                    pathway_id=pathways[number % len(pathways)],
                    held_on=DAY_ONE + timedelta(days=number % 360),
                    start_minute=540, end_minute=600, mode=Mode.ON_SITE,
                    presence=Presence.PLANNED, cut_over=False,
                )
            )  # fmt: skip
        uow.commit()


CARD = (
    "SELECT p.*, a.* FROM participant p JOIN pathway w ON w.participant_id = p.id "
    "JOIN appointment a ON a.pathway_id = w.id WHERE w.id = ? ORDER BY a.held_on"
)
MONTH = (
    "SELECT p.last_name, p.first_name, count(*), sum(end_minute - start_minute) "
    "FROM appointment a JOIN pathway w ON w.id = a.pathway_id "
    "JOIN participant p ON p.id = w.participant_id "
    "WHERE a.held_on BETWEEN '2023-05-01' AND '2023-05-31' GROUP BY w.id ORDER BY 1, 2"
)


def operations(store: Store, pathways: list[UUID]) -> dict[str, Callable[[], object]]:
    def save_presence() -> None:
        with store.write() as uow:
            rows = select(Appointment).where(Appointment.pathway_id == pathways[0]).limit(1)
            meeting = uow.session.scalars(rows).one()
            attended = meeting.presence is Presence.ATTENDED
            meeting.presence = Presence.EXCUSED if attended else Presence.ATTENDED
            meeting.attested_seq = uow.note("attestation", "appointment", meeting.id, {"at": "x"})
            uow.commit()

    def query(sql: str, *arguments: str) -> Callable[[], object]:
        def run() -> object:
            with store.read() as connection:
                return connection.exec_driver_sql(sql, arguments).fetchall()

        return run

    def month_after_a_save() -> None:
        save_presence()
        query(MONTH)()

    return {
        "save a presence": save_presence,
        "read a card": query(CARD, pathways[0].hex),
        "read a month": query(MONTH),
        "save, then read the month": month_after_a_save,
        "verify the journal": store.verify,
        f"save {MEETINGS} rendez-vous at once": partial(add_meetings, store, pathways, MEETINGS),
    }


def compared(ours: Callable[[], object], floor: Callable[[], object]) -> tuple[float, float]:
    """The best of each, run in turn for a few seconds: a busy machine slows both."""
    began = perf_counter()
    times: list[tuple[float, float]] = []
    while perf_counter() - began < SECONDS or len(times) < ROUNDS:
        times.append((best_of(1, ours), best_of(1, floor)))
    return min(ours for ours, _ in times), min(floor for _, floor in times)


def main() -> None:
    with tempfile.TemporaryDirectory() as temporary:
        stores = []
        for name, make in (("plain", plain_store), ("encrypted", encrypted_store)):
            directory = Path(temporary) / name
            directory.mkdir()
            stores.append(make(directory))
        floors, ours = (operations(store, fill(store)) for store in stores)
        rows = [Row(name, *compared(ours[name], floors[name]), LIMIT) for name in ours]
        for store in stores:
            store.close()
    show(rows)


if __name__ == "__main__":
    main()
