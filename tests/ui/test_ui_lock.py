"""Locking: the store is closed, its passphrase asked again, and what was typed comes back."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from coachdesk.queries.participants import participants_table
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.screens.unlock.view import UnlockScreen
from coachdesk.ui.widgets.arrivals import ArrivalOffer


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


def test_ctrl_l_locks_also_where_a_scan_can_be_taken(shell, until, recovery_key):
    """Of two shortcuts of one key Qt presses neither."""
    shell.unlock(recovery_key)
    until(lambda: shell.workspace)
    space = shell.workspace
    desk, action = space.context.desk, space.context.action
    someone = desk.read(lambda link: participants_table(link, action.id))[0]
    space.go(Target(Screen.CARD, someone.prescription_id, section="pieces"))
    until(lambda: any(each.isVisible() for each in space.card.findChildren(ArrivalOffer)))
    QTest.keyClick(space.card, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    until(lambda: isinstance(shell.pages.currentWidget(), UnlockScreen))
