"""The copy elsewhere in the product's window, with its real threads: beside typing; stopped."""

from threading import Event

import pytest

from coachdesk.services.backup.folder import kept_in
from coachdesk.services.backup.making import CopyStoppedError
from coachdesk.services.drafts import drafts
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.beside import BesideAct
from support.ui import window_on


@pytest.fixture
def shell(qtbot, store, recovery_key, clock):
    runner, window = window_on(store, clock)
    qtbot.addWidget(window)
    window.show()
    window.unlock(recovery_key)
    qtbot.waitUntil(lambda: window.workspace is not None)
    yield window
    window.close()
    runner.close()


def test_a_copy_is_followed_made_and_told_on_the_line_of_state(qtbot, shell, tmp_path):
    space = shell.workspace
    space.go(Target(Screen.READY))
    space.ready.copying.copy_to(tmp_path / "cle")
    assert space.pages.under_way() is space.ready.progress, "closing the window now would ask first"
    space.go(Target(Screen.INTAKE))
    space.intake.last_name.setText("Delattre")  # she goes on: typing does not wait for the copy
    desk = space.context.desk
    qtbot.waitUntil(lambda: bool(desk.read(drafts)))
    qtbot.waitUntil(lambda: space.pages.under_way() is None)
    assert len(kept_in(desk, tmp_path / "cle")) == 1
    assert "Sauvegarde faite et relue" in shell.said
    qtbot.waitUntil(lambda: shell.status.drafts.text() == "1\u00a0brouillon")


def test_pages_answer_while_two_long_acts_are_under_way(qtbot, shell):
    space, gate, seen = shell.workspace, Event(), []
    acts = [BesideAct(space.context, space, CopyStoppedError) for _ in range(2)]
    for act in acts:
        act._begin("Long", lambda _task: gate.wait(60), lambda _: None)
    space.context.runner.read(space, lambda: "read", seen.append)
    try:
        qtbot.waitUntil(lambda: seen == ["read"])
    finally:
        gate.set()
    qtbot.waitUntil(lambda: not any(act.progress.busy for act in acts))


def test_a_copy_that_is_stopped_leaves_nothing(qtbot, shell, tmp_path):
    ready = shell.workspace.ready
    ready.copying.copy_to(tmp_path / "cle")
    ready.progress.cancel()
    qtbot.waitUntil(lambda: not ready.progress.busy)
    assert "interrompue" in shell.said
    assert not (tmp_path / "cle").exists() or not list((tmp_path / "cle").iterdir())
