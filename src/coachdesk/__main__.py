"""``coachdesk``: the window without a sub-command, the command line with one."""

import sys
from pathlib import Path

from coachdesk.system.dumps import refuse_memory_dumps
from coachdesk.system.paths import default_store_directory


def main() -> int:
    """Run the program; returns its exit code."""
    refuse_memory_dumps()
    if len(sys.argv) == 1:  # as its icon starts it: there is nothing to understand
        return _open_window(default_store_directory(), None)
    # The window never loads the command line, nor the command line Qt.
    from coachdesk import cli
    from coachdesk.core.clock import SystemClock
    from coachdesk.system.crash import incident_directory
    from coachdesk.system.runs import Kind, run_kept

    with run_kept(incident_directory(), SystemClock(), Kind.COMMAND):
        outcome = cli.run(sys.argv[1:])
    if isinstance(outcome, int):
        return outcome
    if outcome.trial:
        from coachdesk import app

        if outcome.secret is None:
            return app.try_screen()
        return app.try_window(outcome.directory, outcome.secret)
    return _open_window(outcome.directory, outcome.secret)


def _open_window(directory: Path, secret: str | None) -> int:
    from coachdesk import app

    return app.run(directory, secret)


if __name__ == "__main__":
    sys.exit(main())
