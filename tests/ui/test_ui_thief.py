"""A thief has the folder and the machine, and no key: no file ever held a name, a date, a text.

Every write of the window to any file is looked at, also to those that are gone in the end.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import product
from pathlib import Path

import pytest

from coachdesk.core.french import short_date
from coachdesk.services.drafts import drafts
from support.disk_trace import Trace, traced

SHORTEST = 6
"""Bytes: what is shorter is met by chance in what is encrypted."""
ENCODINGS = ("utf-8", "utf-16-le", "latin-1")
TYPED = "Wisniewska"
TEXTS = {
    "participant": ("last_name", "first_name", "phone", "email", "beneficiary_number"),
    "prescription": ("number", "case_manager", "decision_reason"),
    "appointment": ("contact_attempts", "note"),
    "step": ("note",),
    "objective": ("text",),
    "draft": ("fields",),
}


@pytest.fixture
def secrets(desk, recovery_key):
    """What nobody else may read: people, their dates, what was written of them, the key."""
    told = {recovery_key, TYPED}
    with desk.store.read() as link:
        for table, columns in TEXTS.items():
            for column in columns:
                rows = link.exec_driver_sql(f"SELECT DISTINCT {column} FROM {table}")
                told |= {text for (text,) in rows if text}
        for (born,) in link.exec_driver_sql("SELECT birth_date FROM participant"):
            told |= {born, short_date(date.fromisoformat(born))}
    cased = {form for text in told for form in (text, text.upper(), text.capitalize())}
    encoded = {
        text.encode(encoding, "ignore") for text, encoding in product(cased, ENCODINGS)
    }  # fmt: skip
    return {data for data in encoded if len(data) >= SHORTEST}


def written(trace: Trace) -> Iterator[tuple[str, bytes]]:
    """Where, and what: each write to a file or a pipe, and each name that was given."""
    for call in trace.calls:
        if call.name in {"write", "pwrite64"}:
            yield call.on, call.data()
        else:
            for text in call.arguments:
                if isinstance(text, bytes):
                    yield call.name, text


def told_in(clear: Iterable[tuple[str, bytes]], secrets: set[bytes]) -> dict[str, set[bytes]]:
    firsts, seconds = (re.escape(bytes({each[at] for each in secrets})) for at in (0, 1))
    any_of = b"|".join(map(re.escape, sorted(secrets)))
    pattern = re.compile(b"(?=[%b][%b])(?:%b)" % (firsts, seconds, any_of))
    found: dict[str, set[bytes]] = {}
    for where, data in clear:
        if told := set(pattern.findall(data)):
            found.setdefault(where, set()).update(told)
    return found


def files(*folders: Path) -> Iterator[tuple[str, bytes]]:
    for folder in folders:
        for path in folder.rglob("*"):
            if path.is_file():
                yield str(path), path.read_bytes()


def test_what_is_written_in_clear_is_seen(tmp_path):
    trace = traced("support.child_sqlite", str(tmp_path / "a.db"), "3", "durable", folder=tmp_path)
    text = ("é" * 400).encode()
    assert told_in(written(trace), {text})
    assert list(told_in(files(tmp_path), {text}))


def test_no_file_ever_holds_what_is_in_the_store(store, desk, recovery_key, secrets, tmp_path):
    home, temporary, trace_folder = (tmp_path / name for name in ("home", "temp", "trace"))
    for folder in (home, temporary, trace_folder):
        folder.mkdir()
    home_variables = (
        "HOME",
        "XDG_DATA_HOME",
        "XDG_CONFIG_HOME",
        "XDG_STATE_HOME",
        "XDG_CACHE_HOME",
    )
    env = {name: str(home) for name in home_variables}
    env |= {"TMPDIR": str(temporary), "PYTHONDONTWRITEBYTECODE": "1"}
    trace = traced("support.child_walk", str(store), recovery_key, folder=trace_folder, env=env)
    assert trace.exit_code == 0, trace.errors
    assert "Traceback" not in trace.errors
    assert any("store.db" in call.on for call in trace.calls), "it wrote in the store"
    assert list(home.rglob("incident-*.txt")), "the error was kept"
    assert len(secrets) > 300
    kept = {draft.key: draft.fields for draft in desk.read(drafts)}
    assert kept["intake"]["last_name"] == TYPED, "it was typed, and kept in the store"
    arguments = {recovery_key.encode()}  # told to the walk on its command line
    assert not told_in(written(trace), secrets - arguments)
    assert not told_in(files(home, temporary, store), secrets)
    assert not list(temporary.rglob("*")), "something was left there"
