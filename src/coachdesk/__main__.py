"""``coachdesk``: the window without a sub-command, the command line with one."""

import gc
import sys

from coachdesk.system.dumps import refuse_memory_dumps
from coachdesk.system.paths import default_store_directory


def main() -> int:
    """Run the program; returns its exit code."""
    refuse_memory_dumps()
    if len(sys.argv) == 1:  # as its icon starts it: there is nothing to understand
        gc.disable()  # the window looks itself, see ``ui.collector``; not while it is loaded
        import coachdesk.services.before_qt
        import coachdesk.ui  # noqa: F401  (before Qt's: all that follows is imported plainly)
        from coachdesk import app

        return app.run(default_store_directory())
    if sys.argv[1:] == ["tour"]:  # as the window starts it, without a console
        from coachdesk import app

        return app.run_tour()
    # The window never loads the command line, nor the command line Qt.
    from coachdesk import cli
    from coachdesk.core.clock import SystemClock
    from coachdesk.system.crash import incident_directory
    from coachdesk.system.runs import Kind, run_kept

    with run_kept(incident_directory(), SystemClock(), Kind.COMMAND):
        outcome = cli.run(sys.argv[1:])
    if isinstance(outcome, int):
        return outcome
    from coachdesk import app

    match outcome:
        case cli.OpenWindow(directory, secret):
            code = app.run(directory, secret)
        case cli.OpenTour():
            code = app.run_tour()
        case cli.TryWindow(directory, secret):
            code = app.try_window(directory, secret)
        case cli.TryScreen():
            code = app.try_screen()
    return code


if __name__ == "__main__":
    sys.exit(main())
