"""No image of the memory on the disk, and no key in what is kept of an error."""

import subprocess
import sys

from coachdesk.system.crash import CrashLog
from support.faults import child_environment

DATA_KEY = "5f" * 32


def test_the_program_leaves_no_core_and_nobody_of_the_account_reads_its_memory():
    script = (
        "import sys; sys.argv = ['coachdesk', '--version'];"
        "from coachdesk.__main__ import main\n"
        "try: main()\nexcept SystemExit: pass\n"
        "import resource; print(resource.getrlimit(resource.RLIMIT_CORE));"
        "import ctypes; print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))"
    )
    told = subprocess.run(
        [sys.executable, "-c", script], env=child_environment(), capture_output=True, text=True,
        check=True,
    )  # fmt: skip
    *_, limit, dumpable = told.stdout.splitlines()
    assert limit == "(0, 0)"
    assert sys.platform != "linux" or dumpable == "0"


def test_an_error_that_quotes_a_key_is_kept_without_it(tmp_path, fixed_clock):
    def fail(secret):
        raise ValueError(f"PRAGMA key = \"x'{secret}'\"")

    try:
        fail(DATA_KEY)
    except ValueError as error:
        CrashLog(tmp_path, fixed_clock).record(error)
    (kept,) = tmp_path.iterdir()
    text = kept.read_text("utf-8")
    assert "ValueError" in text
    assert DATA_KEY not in text
