"""Encrypted anew: the old key opens nothing that follows; cut anywhere, it is old or new."""

import shutil
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from coachdesk.core import files
from coachdesk.core.clock import SystemClock
from coachdesk.core.errors import SecretRefusedError, UserError
from coachdesk.core.store_files import (
    DATABASE_FILE,
    JOURNAL_FILE,
    KEY_FILE,
    NEXT_FOLDER,
    SPARE_KEY_FILE,
    SWITCH_FILE,
)
from coachdesk.store.diagnosis import diagnose
from coachdesk.store.key_file import Opener
from coachdesk.store.mark import read_mark
from coachdesk.store.replacing import put_in_place
from coachdesk.store.vault import new_association_key, unlock
from support.faults import child_environment, file_size_limit, run_until_killed, seconds_of
from support.faults_files import io_error_at
from support.stores import (
    PASSPHRASE,
    copied,
    names,
    new_store,
    open_store,
    refusal_of,
    save,
    tampering,
)

NEW = "une autre phrase, plus longue"
PEOPLE = [f"A{number:03d}" for number in range(30)]


def anew(store, passphrase=NEW, association=None, watch=lambda _: None):
    return store.encrypt_anew(passphrase, association, lambda _uow: None, watch)


@pytest.fixture
def filled(store):
    save(store, *PEOPLE)
    return store


def test_what_opened_it_opens_it_no_more_and_all_that_was_there_is(
    filled, closed_store, recovery_key, fixed_clock, tmp_path
):
    old = unlock(closed_store, PASSPHRASE)
    filled.close()
    copy = copied(closed_store, tmp_path / "copy")
    store = open_store(closed_store, fixed_clock)
    drawing, head = store.secret("drawing-key"), store.head()
    key = new_association_key()
    new_recovery = anew(store, association=key)
    assert names(store) == PEOPLE, "the same open store goes on"
    save(store, "B")
    assert store.secret("drawing-key") == drawing
    assert store.head().seq == head.seq + 2
    assert store.verify().fault is None
    assert read_mark(closed_store).head == store.head()
    store.close()
    assert unlock(closed_store, NEW).data_key != old.data_key
    assert unlock(closed_store, new_recovery).opener is Opener.RECOVERY
    assert unlock(closed_store, key).opener is Opener.ASSOCIATION
    for gone in (PASSPHRASE, recovery_key):
        with pytest.raises(SecretRefusedError):
            unlock(closed_store, gone)
    assert not list(closed_store.glob("store.next*")) + list(closed_store.glob(SWITCH_FILE))
    # Who kept the old key file opens what was copied with it, and nothing of today.
    open_store(copy, fixed_clock).close()
    for name in (KEY_FILE, SPARE_KEY_FILE):
        shutil.copy(copy / name, closed_store / name)
    assert (
        "n’est pas un fichier" in refusal_of(lambda: open_store(closed_store, fixed_clock)).sentence
    )


def test_killed_at_any_moment_it_is_the_old_or_the_new(
    filled, closed_store, tmp_path, torture_n, torture_figures
):
    filled.close()
    measured = copied(closed_store, tmp_path / "measured")
    seconds = seconds_of("support.child_rekey", str(measured), NEW)
    states = []
    for seed in range(torture_n):
        directory = copied(closed_store, tmp_path / f"kill-{seed}")
        death = run_until_killed(
            "support.child_rekey", str(directory), NEW, seed=seed, acks=1, within=1.5 * seconds
        )
        states.append(_state(directory))
        assert states[-1] == "new" or "done" not in death.acked, f"seed {seed}"
    torture_figures(
        "encrypted anew, killed", kills=torture_n, old=states.count("old"), new=states.count("new")
    )


def _state(directory, people=PEOPLE):
    """« old » or « new », whole, by the one passphrase that opens; and it can be done again."""
    try:
        store = open_store(directory, SystemClock(), NEW)
        state = "new"
    except SecretRefusedError:
        store = open_store(directory, SystemClock(), PASSPHRASE)
        state = "old"
    assert names(store) == people
    assert store.verify().fault is None
    assert not (directory / NEXT_FOLDER).exists()
    assert not (directory / SWITCH_FILE).exists()
    anew(store, "encore une autre")
    assert names(store) == people
    store.close()
    open_store(directory, SystemClock(), "encore une autre").close()
    return state


@pytest.fixture
def half_written(filled, closed_store, tmp_path):
    """The store as the power leaves it while it is alone with its file, a transaction begun."""
    filled.close()
    with tampering(closed_store) as alone:
        alone.execute("PRAGMA journal_mode = DELETE")
        alone.execute("PRAGMA cache_size = 1")
        alone.execute("BEGIN")
        alone.execute("UPDATE participant SET phone = hex(zeroblob(400)), last_name = 'Z'")
        cut = copied(closed_store, tmp_path / "cut")
        alone.execute("ROLLBACK")
    assert (cut / JOURNAL_FILE).stat().st_size
    assert (cut / DATABASE_FILE).read_bytes() != (closed_store / DATABASE_FILE).read_bytes()
    return cut


def test_what_was_half_written_while_it_was_alone_is_taken_back(half_written, fixed_clock):
    store = open_store(half_written, fixed_clock)
    assert names(store) == PEOPLE
    assert store.verify().fault is None
    store.close()


def test_what_was_half_written_is_whole_to_who_looks_at_its_health(half_written, fixed_clock):
    assert diagnose(half_written, PASSPHRASE, fixed_clock.now()).health.sound


def test_what_was_half_written_goes_aside_with_its_journal(half_written, tmp_path, fixed_clock):
    other = new_store(half_written / "comes", fixed_clock).store
    save(other, "B")
    other.close()
    aside = put_in_place(half_written, half_written / "comes", fixed_clock.now())
    for directory, there in ((half_written, ["B"]), (aside, PEOPLE)):
        store = open_store(directory, fixed_clock)
        assert names(store) == there
        assert store.verify().fault is None
        store.close()


def test_each_step_of_the_disk_refused_in_turn_leaves_the_old_or_the_new(
    filled, closed_store, tmp_path, fixed_clock
):
    filled.close()
    number, struck, refused = 0, True, {"old": 0, "new": 0}
    while struck:
        number += 1
        directory = copied(closed_store, tmp_path / f"step-{number}")
        store = open_store(directory, fixed_clock)
        with io_error_at(number, directory) as steps:
            refusal = refusal_of(lambda store=store: anew(store))
        struck = steps.struck
        goes_on = bool(refusal) and refusal_of(lambda store=store: save(store, "Après")) is None
        store.close()
        state = _state(directory, [*PEOPLE, "Après"] if goes_on else PEOPLE)
        assert refusal or state == "new"
        assert goes_on or not refusal or "rouvrez" in refusal.remedy
        refused[state] += bool(refusal)
    assert refused["old"] > 10
    assert refused["new"] > 1, "and once the switch is there it is finished at the next opening"


@pytest.mark.parametrize("name", [DATABASE_FILE, f"{DATABASE_FILE}-wal", SWITCH_FILE])
def test_a_file_held_for_a_moment_by_another_program_is_waited_for(
    filled, closed_store, monkeypatch, name
):
    """As Windows does while an antivirus looks at what was just written."""
    monkeypatch.setattr(files, "_PAUSES", (0, 0))
    held = {act: [0, 0] for act in ("replace", "unlink")}

    def hold(act):
        real = getattr(Path, act)

        def done(path, *told, **named):
            if (told[0] if told else path) == closed_store / name and held[act]:
                held[act].pop()
                raise PermissionError(13, "held")
            return real(path, *told, **named)

        monkeypatch.setattr(Path, act, done)

    hold("replace")
    hold("unlink")
    anew(filled)
    assert [] in held.values()
    assert names(filled) == PEOPLE
    assert not (closed_store / SWITCH_FILE).exists()


def test_a_disk_too_full_for_the_second_database_leaves_the_old_one(filled, closed_store):
    size = (closed_store / "store.db").stat().st_size
    with file_size_limit(size // 2):
        assert refusal_of(lambda: anew(filled))
    assert names(filled) == PEOPLE
    assert not (closed_store / NEXT_FOLDER).exists()
    save(filled, "B")
    anew(filled)
    assert names(filled) == [*PEOPLE, "B"]


def test_it_can_be_stopped_until_the_last_moment(filled, closed_store):
    seen = []

    def stop(fraction):
        seen.append(fraction)
        if fraction > 0.9:
            raise UserError("Interrompu.", "Rien n’a changé.")

    with pytest.raises(UserError, match="Interrompu"):
        anew(filled, watch=stop)
    assert seen == sorted(seen)
    assert names(filled) == PEOPLE
    assert unlock(closed_store, PASSPHRASE)
    assert not (closed_store / NEXT_FOLDER).exists()


def test_another_program_with_the_store_open_is_never_left_behind(filled, closed_store):
    script = (
        "import sys; from pathlib import Path; from coachdesk.core.clock import SystemClock;"
        "from support.stores import open_store, save;"
        "store = open_store(Path(sys.argv[1]), SystemClock()); print('open', flush=True);"
        "sys.stdin.readline(); save(store, 'Z'); store.close()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, str(closed_store)], env=child_environment(),
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as child:  # fmt: skip
        assert child.stdout.readline() == "open\n"
        assert "autre fenêtre" in refusal_of(lambda: anew(filled)).sentence
        child.communicate("\n", timeout=60)
    assert child.returncode == 0
    assert names(filled) == [*PEOPLE, "Z"]
    anew(filled)
    assert names(filled) == [*PEOPLE, "Z"]


def test_reads_and_writes_of_the_same_window_wait_and_lose_nothing(filled):
    begun = threading.Event()

    def watch(_fraction):
        begun.set()

    def work(number):
        begun.wait(20)
        save(filled, f"B{number}")
        return len(names(filled))

    with ThreadPoolExecutor(4) as pool:
        asked = [pool.submit(work, number) for number in range(8)]
        anew(filled, watch=watch)
        assert all(each.result() > len(PEOPLE) for each in asked)
    assert len(names(filled)) == len(PEOPLE) + 8
    assert filled.verify().fault is None


def test_someone_at_work_inside_is_not_cut(filled, monkeypatch):
    monkeypatch.setattr("coachdesk.store.store._PATIENCE", 0.05)
    with ThreadPoolExecutor(1) as pool, filled.read() as connection:
        refusal = pool.submit(refusal_of, lambda: anew(filled)).result()
        assert "travail est en cours" in refusal.sentence
        assert connection.exec_driver_sql("SELECT count(*) FROM participant").scalar() == 30
    assert names(filled) == PEOPLE
