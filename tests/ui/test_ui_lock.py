"""Locking: the store is closed, its passphrase asked again, and what was typed comes back."""

from PySide6.QtTest import QTest

from coachdesk.ui.screens.unlock.view import UnlockScreen


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
