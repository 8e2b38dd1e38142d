"""Locking: the store is closed, its passphrase asked again, and what was typed comes back."""

import pytest
from PySide6.QtTest import QTest

from coachdesk.ui.screens.unlock.view import UnlockScreen
from support.ui import window_on

PATIENCE_MS = 30_000


@pytest.fixture
def shell(qtbot, store, clock):
    runner, window = window_on(store, clock)
    qtbot.addWidget(window)
    window.show()
    yield window
    window.close()
    runner.close()


@pytest.fixture
def until(qtbot):
    return lambda condition: qtbot.waitUntil(lambda: bool(condition()), timeout=PATIENCE_MS)


def test_locking_asks_the_passphrase_again_and_gives_back_what_was_typed(
    shell, until, recovery_key
):
    shell.unlock(recovery_key)
    until(lambda: shell.workspace)
    space = shell.workspace
    offered = {command.key for command in space.bindings.offered()}
    assert {"dark", "larger", "smaller", "usual_size", "lock"} <= offered
    space.bindings.run("intake")
    until(lambda: space.pages.current() is space.intake)
    QTest.keyClicks(space.intake.last_name, "Durand")
    space.bindings.run("lock")
    assert isinstance(shell.pages.currentWidget(), UnlockScreen)
    assert shell.workspace is None
    assert shell.status.isHidden()
    shell.unlock(recovery_key)
    until(lambda: shell.workspace)
    again = shell.workspace
    again.bindings.run("intake")
    until(lambda: again.intake.last_name.text() == "Durand")
