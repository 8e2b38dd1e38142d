"""A child of the tests: sends what is due and fetches receipts, telling all that can be overheard.

``python -m support.child_send_loudly STORE`` writes every log of every library on its error stream,
then each file that was opened for writing and each program that was started, one a line.
"""

import logging
import os
import sys
from pathlib import Path

from coachdesk.queries.outbox import history, outbox
from coachdesk.services.outbox.receipts import fetch_receipts
from coachdesk.services.outbox.sending import send_due
from support.signing_desk import reopen

_WRITES = os.O_WRONLY | os.O_RDWR
_STARTS = {"subprocess.Popen", "os.exec", "os.posix_spawn", "os.system"}
_heard: list[str] = []


def _hear(event: str, arguments: tuple[object, ...]) -> None:
    if event == "open":
        path, mode, flags = arguments
        writes = isinstance(flags, int) and bool(flags & _WRITES)
        if (writes or set(str(mode or "")) & set("wax+")) and not isinstance(path, int):
            _heard.append(f"WRITES {os.fsdecode(path)}")  # type: ignore[arg-type]
    elif event in _STARTS:
        _heard.append(f"STARTS {arguments!r}")


if __name__ == "__main__":
    logging.basicConfig(level=logging.DEBUG, stream=sys.stderr, force=True)
    desk = reopen(Path(sys.argv[1]))
    sys.addaudithook(_hear)
    send_due(desk)
    said: list[object] = list(fetch_receipts(desk).troubles)
    action = desk.actions[0].id
    for line in desk.read(lambda link: outbox(link, action)):
        said.append(line)
        said += desk.read(lambda link, key=line.id: history(link, key))  # type: ignore[misc]
    desk.close()
    sys.stdout.write("\n".join(map(str, [*said, *_heard])))
