"""One window per store: a second start raises the first, and says who has a store it can't have."""

import json
import subprocess
import sys

import pytest

from coachdesk.core.errors import UserError
from coachdesk.core.store_files import WINDOW_FILE
from coachdesk.system.single_instance import WindowClaim, claim, holder
from coachdesk.ui.one_window import OneWindow, answered
from support.faults import child_environment
from support.ui import window_on

HOLDING = """
import sys
from pathlib import Path
from coachdesk.system.single_instance import claim
taken = claim(Path(sys.argv[1]), "09:12")
print(type(taken).__name__, flush=True)
sys.stdin.read()
"""


@pytest.fixture
def elsewhere(store):
    """Another program that holds the store and never answers."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLDING, str(store)],
        env=child_environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8",
    ) as child:  # fmt: skip
        assert child.stdout.readline() == "WindowClaim\n"
        yield child
        child.kill()


def test_a_second_start_raises_the_first_window_and_ends(shell, store, qtbot):
    shell._one.listen()
    shell.showMinimized()
    second = subprocess.Popen(
        [sys.executable, "-m", "coachdesk"],
        env=child_environment({"COACHDESK_STORE": str(store)}),
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    qtbot.waitUntil(lambda: second.poll() is not None)
    assert (second.returncode, second.communicate()[1]) == (0, "")
    assert not shell.isMinimized()


def test_the_window_says_who_has_the_store_and_opens_once_it_is_free(
    store, clock, elsewhere, qtbot, recovery_key
):
    assert not answered(store)
    runner, shell = window_on(store, clock)
    qtbot.addWidget(shell)
    shell.show()
    screen = shell.pages.currentWidget()
    assert "depuis 09:12" in screen.why.text()
    assert str(elsewhere.pid) in screen.why.text()
    shell.unlock(recovery_key)
    assert "autre fenêtre" in screen.answer.text()
    assert shell.workspace is None
    elsewhere.kill()  # as a crash would: the system drops its hold
    elsewhere.wait()
    shell.unlock(recovery_key)
    qtbot.waitUntil(lambda: shell.workspace is not None)
    shell.close()
    runner.close()
    assert holder(store) is None
    assert not (store / WINDOW_FILE).exists()


def test_the_hold_follows_the_window_to_another_folder(shell, store, tmp_path):
    assert holder(store).pid > 0
    shell.choose_folder(tmp_path / "ailleurs")
    assert holder(store) is None


def test_what_the_file_says_is_never_trusted(store, shell, clock):
    shell._one.let_go()
    held = claim(store, "09:12")
    assert isinstance(held, WindowClaim)
    for text in (b"", b"[]", b'{"pid": "7"}', b"\xff" * 9999, json.dumps({"pid": 1}).encode()):
        (store / WINDOW_FILE).write_bytes(text)
        assert holder(store).pid == 0
        with pytest.raises(UserError) as refusal:
            OneWindow(shell, clock).move_to(store)
        assert refusal.value.sentence.endswith(f"magasin, «\u00a0{store}\u00a0».")
    held.let_go()
    assert holder(store) is None


def test_a_folder_that_cannot_be_written_holds_nothing_back(tmp_path, qapp, qtbot, shell):
    assert claim(tmp_path / "absent", "09:12") is None
    one = OneWindow(shell, shell._clock)
    one.move_to(tmp_path / "absent")
    one.let_go()


FULL = "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); \
resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))\n"


def test_a_full_disk_keeps_no_window_from_its_store(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", FULL + HOLDING, str(tmp_path)],
        env=child_environment(), stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8",
        check=True,
    )  # fmt: skip
    assert (tmp_path / WINDOW_FILE).read_bytes() == b""
    assert done.stderr == ""
