"""The window while 50 packages of 2 MB leave: the gap between two turns of its event loop.

A coach types while it sends: 99 turns of 100 come within 50 ms, and none takes more than 100 ms.
"""

import os
import sys
from collections.abc import Callable
from math import ceil
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from PySide6.QtCore import QElapsedTimer, QEventLoop, Qt, QTimer

from coachdesk.app import make_application
from coachdesk.domain.deliveries import DeliveryState
from coachdesk.queries.outbox import outbox
from coachdesk.services.directory.channels import ChannelFacts
from coachdesk.services.setup import create_desk
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.shell import Shell
from measure import Row, show
from support.clock import FixedClock
from support.lived import TODAY, clock_at
from support.outbox_desk import put, reach
from support.servers.ssh import SshServer, ssh_server
from support.ui import window_on

PACKAGES, SIZE = 50, 2_000_000
WINDOW = (1366, 768)
_EVERY_MS = 2
_PATIENCE_MS = 300_000
MOST_OFTEN, EVER = 0.050, 0.100


def main() -> None:
    """Send them over SFTP, the page « Envois » shown, and print the gaps."""
    with TemporaryDirectory() as folder:
        os.environ["XDG_CONFIG_HOME"] = folder
        application = make_application(["bench"])
        clock = clock_at(TODAY)
        key = _store(Path(folder) / "store", clock)
        with ssh_server(Path(folder) / "sshd") as server:
            runner, shell = window_on(Path(folder) / "store", clock)
            shell.resize(*WINDOW)
            shell.show()
            try:
                idle, busy, seconds = _measured(shell, key, server)
            finally:
                shell.close()
                runner.close()
        del application
    print(f"{PACKAGES} packages of {SIZE / 1e6:.0f} MB in {seconds:.1f} s, {len(busy)} turns")
    show(
        [
            Row("gap between turns, 99 of 100", _percentile(busy), _percentile(idle),
                at_most=MOST_OFTEN),
            Row("gap between turns, the longest", max(busy), max(idle), at_most=EVER),
        ]
    )  # fmt: skip


def _store(directory: Path, clock: FixedClock) -> str:
    made = create_desk(
        directory, "quatre mots sans lien", profile="coaching-emploi", coach_name="Claire Exemple",
        clock=clock,
    )  # fmt: skip
    made.desk.close()
    return made.recovery_key


def _measured(shell: Shell, key: str, server: SshServer) -> tuple[list[float], list[float], float]:
    """The gaps of a window at rest, those of one that sends, and how long that takes."""
    shell.unlock(key)
    _until(lambda: shell.workspace is not None)
    space = shell.workspace
    assert space is not None, "it was waited for"
    desk, action = space.context.desk, space.context.action
    facts = ChannelFacts(
        url=f"sftp://{server.user}@127.0.0.1:{server.port}{server.folder}",
        secret=server.key.decode(),
        host_key=server.fingerprint,
    )
    recipient = reach(desk, action, facts)
    for number in range(PACKAGES):
        put(desk, recipient, f"Mois {number}", data=os.urandom(SIZE))
    space.go(Target(Screen.OUTBOX))
    _until(lambda: len(space.outbox.table.visible_rows()) == PACKAGES)
    idle, _ = _gaps(lambda turns: turns > 1000)
    sender = space.context.sender
    QTimer.singleShot(0, sender.send)
    busy, seconds = _gaps(lambda turns: turns > 1 and not sender.busy and turns > 50)
    states = {line.state for line in desk.read(outbox)}
    assert states == {DeliveryState.HANDED_OVER}, states
    assert len(list(server.folder.iterdir())) == PACKAGES
    return idle, busy, seconds


def _gaps(over: Callable[[int], bool]) -> tuple[list[float], float]:
    """The seconds between turns until ``over`` says so of their number, and all of them."""
    loop, clock, ticks = QEventLoop(), QElapsedTimer(), QTimer()
    gaps: list[float] = []
    last = 0.0

    def tick() -> None:
        nonlocal last
        now = clock.nsecsElapsed() / 1e9
        gaps.append(now - last)
        last = now
        if over(len(gaps)):
            loop.quit()

    ticks.setTimerType(Qt.TimerType.PreciseTimer)
    ticks.setInterval(_EVERY_MS)
    ticks.timeout.connect(tick)
    QTimer.singleShot(_PATIENCE_MS, loop.quit)
    clock.start()
    ticks.start()
    loop.exec()
    ticks.stop()
    return gaps, last


def _until(holds: Callable[[], bool]) -> None:
    loop, ticks = QEventLoop(), QTimer()
    ticks.setInterval(20)
    ticks.timeout.connect(lambda: loop.quit() if holds() else None)
    ticks.start()
    QTimer.singleShot(_PATIENCE_MS, loop.quit)
    loop.exec()


def _percentile(taken: list[float]) -> float:
    """The value that 99 of 100 stay below, or reach."""
    return sorted(taken)[ceil(0.99 * len(taken)) - 1]


if __name__ == "__main__":
    main()
