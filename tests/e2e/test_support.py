"""The copy for support keeps the shape and the counts, and nothing of anybody."""

import re
import shutil
import zipfile
from pathlib import Path

import pytest

from coachdesk.core.store_files import KEY_FILE
from coachdesk.models import Base
from coachdesk.services.support import write_support_copy
from coachdesk.store import Store
from support.lived import TODAY, clock_at
from support.stores import refusal_of

PHRASE = "pour l’assistance seule"
_WORD = re.compile(r"\w{5,}")


@pytest.fixture
def desk(lived, tmp_path):
    from coachdesk.services.desk import open_desk

    directory, key = lived
    opened = open_desk(
        Path(shutil.copytree(directory, tmp_path / "magasin")), key, clock=clock_at(TODAY)
    )
    yield opened
    opened.close()


def dump(store):
    """Every value of every table, as text, and how many rows each has."""
    said, counts = [], {}
    with store.read() as link:
        for table in Base.metadata.sorted_tables:
            found = link.exec_driver_sql(f"SELECT * FROM {table.name}").all()
            counts[table.name] = len(found)
            if table.name != "journal_entry":
                said += [str(value) for row in found for value in row]
    return "\n".join(said), counts


def unpacked(target, folder):
    with zipfile.ZipFile(target) as archive:
        archive.extractall(folder)
    return folder / "assistance"


def test_no_name_number_or_date_of_the_desk_is_in_it_decrypted(desk, tmp_path):
    people = desk.read(
        lambda link: link.exec_driver_sql(
            "SELECT last_name, first_name, phone, email, commune, birth_date FROM participant"
        ).all()
    )
    assert len(people) > 3
    _, before = dump(desk.store)
    target = write_support_copy(desk, tmp_path / "copie.zip", secret=PHRASE)
    folder = unpacked(target, tmp_path / "lu")
    copy = Store.open(folder, PHRASE, clock=desk.clock)
    text, after = dump(copy)
    report = copy.verify()
    copy.close()
    kept = {word for row in people for value in row if value for word in _WORD.findall(str(value))}
    found = {word for word in kept if word in text} - {"00000"}
    assert not found
    born = {str(row[5]) for row in people if not str(row[5]).endswith("-01-01")}
    assert not {day for day in born if day in text}
    same = {name for name in before if before[name] == after[name]}
    assert {"participant", "appointment", "signature", "document"} <= same
    assert after["journal_entry"] >= before["journal_entry"], "a copy that is opened notes it"
    assert report.fault is None or "contenu" in report.fault.reason


def test_it_opens_by_nothing_else_and_leaves_nothing_behind(desk, lived, tmp_path):
    before = {path.name for path in desk.store.directory.iterdir()}
    target = write_support_copy(desk, tmp_path / "copie.zip", secret=PHRASE)
    folder = unpacked(target, tmp_path / "lu")
    assert refusal_of(lambda: Store.open(folder, lived[1], clock=desk.clock))
    assert {path.name for path in desk.store.directory.iterdir()} == before
    assert refusal_of(lambda: write_support_copy(desk, tmp_path / "non.zip", secret="  "))
    assert not (tmp_path / "non.zip").exists()


def test_stopped_at_any_moment_nothing_is_written_and_what_is_cut_opens_by_nothing(desk, tmp_path):
    asked = 0
    aside = desk.store.directory / "assistance.tmp"

    def counted() -> bool:
        nonlocal asked
        asked += 1
        assert not (aside / KEY_FILE).exists(), "names stand beside what would open them"
        return asked == stop

    for stop in (1, 2, 5, 20, 10_000):
        asked, target = 0, tmp_path / f"copie-{stop}.zip"
        refused = refusal_of(
            lambda target=target: write_support_copy(desk, target, secret=PHRASE, cancelled=counted)
        )
        assert target.exists() == (refused is None), "« rien n’en a été gardé » is true"
        assert not aside.exists()
    total = asked
    stop, asked = total, 0
    last = tmp_path / "copie-dernier.zip"
    refused = refusal_of(lambda: write_support_copy(desk, last, secret=PHRASE, cancelled=counted))
    assert refused is not None
    assert not last.exists()
