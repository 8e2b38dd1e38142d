"""``coachdesk``: the window without a sub-command, the command line with one."""

import sys
from pathlib import Path

from coachdesk import cli


def main() -> int:
    """Run the program; returns its exit code."""
    outcome = cli.run(sys.argv[1:])
    if isinstance(outcome, int):
        return outcome
    return _open_window(outcome.directory, outcome.secret)


def _open_window(directory: Path, secret: str | None) -> int:
    # The command line never loads Qt.
    from coachdesk import app

    return app.run(directory, secret)


if __name__ == "__main__":
    sys.exit(main())
