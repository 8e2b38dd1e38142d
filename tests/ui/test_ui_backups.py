"""Sauvegardes that make themselves in the product's window: start, key, lock, end."""

from datetime import timedelta

import pytest

from coachdesk.services.backup import making
from coachdesk.services.backup.automatic import TROUBLE, Moment, last_here
from coachdesk.services.backup.elsewhere import last_backup
from coachdesk.services.backup.folder import kept_in
from coachdesk.services.backup.keys import folder_on, keys_to_offer
from coachdesk.services.desk import open_desk
from coachdesk.services.preferences import keep_preference
from coachdesk.services.targets import Screen, Target
from coachdesk.store.backup import BACKUPS
from coachdesk.ui.screens.settings.backup import BackupSection
from coachdesk.ui.widgets.banner import Banner
from support.stores import names, save
from support.ui import window_on


@pytest.fixture
def key(tmp_path, monkeypatch, sauvegardes):
    """Where a key is plugged in once the folder is there."""
    folder = tmp_path / "CLE"
    keys = lambda: (folder,) if folder.is_dir() else ()  # noqa: E731  (of three modules)
    for module in ("services.backup.elsewhere", "services.backup.keys", "ui.backups.keeper"):
        monkeypatch.setattr(f"coachdesk.{module}.keys_plugged_in", keys)
    monkeypatch.setattr(making, "same_disk", lambda _store, there: not there.is_relative_to(folder))
    return folder


@pytest.fixture
def shell(qtbot, store, recovery_key, clock, key):
    runner, window = window_on(store, clock)
    qtbot.addWidget(window)
    window.show()
    window.unlock(recovery_key)
    qtbot.waitUntil(lambda: window.workspace is not None)
    yield window
    window.close()
    runner.close()


@pytest.fixture
def keeper(shell):
    return shell.workspace.context.sender.keeper


@pytest.fixture
def quiet(qtbot, keeper):
    def wait():
        qtbot.waitUntil(lambda: not keeper.busy)

    return wait


def test_the_first_one_of_the_day_is_made_without_a_word(qtbot, shell, keeper, quiet):
    desk = shell.workspace.context.desk
    with qtbot.waitSignal(keeper.made):
        keeper.open()
    assert len(kept_in(desk, desk.store.directory / BACKUPS)) == 1
    assert shell.workspace.key_bar.isHidden()
    assert shell.said == ""
    keeper.open()
    quiet()
    assert len(kept_in(desk, desk.store.directory / BACKUPS)) == 1


def test_a_new_key_is_offered_then_saved_on_in_one_click_and_later_by_itself(
    qtbot, shell, keeper, quiet, key
):
    bar, desk = shell.workspace.key_bar, shell.workspace.context.desk
    key.mkdir()
    keeper.tick()
    qtbot.waitUntil(bar.isVisible)
    assert "CLE" in bar.words.text()
    with qtbot.waitSignal(keeper.made):
        bar.save.click()
        assert bar.progress.isVisible(), "it is said to leave the key in"
    assert bar.isHidden()
    assert "faite et relue" in shell.said
    assert desk.read(last_backup).folder == folder_on(key)
    qtbot.waitUntil(lambda: "sauvegarde ailleurs" in shell.status.backup.text())
    save(desk.store, "Entre deux")
    kept = key.rename(key.with_name("tiroir"))
    keeper.tick()
    qtbot.waitUntil(lambda: not keeper._keys)
    kept.rename(key)
    with qtbot.waitSignal(keeper.made) as told:
        keeper.tick()
    (made,) = told.args[0].backups
    assert made.folder == folder_on(key)
    assert bar.isHidden()


def test_a_key_put_off_comes_back_when_plugged_in_again_and_a_refused_one_does_not(
    qtbot, shell, keeper, key
):
    bar, desk = shell.workspace.key_bar, shell.workspace.context.desk
    key.mkdir()
    keeper.tick()
    qtbot.waitUntil(bar.isVisible)
    bar.later.click()
    assert bar.isHidden()
    keeper.tick()
    key.rmdir()
    keeper.tick()
    qtbot.waitUntil(lambda: not keeper._keys)
    key.mkdir()
    keeper.tick()
    qtbot.waitUntil(bar.isVisible)
    bar.never.click()
    assert bar.isHidden()
    qtbot.waitUntil(lambda: not keys_to_offer(desk))
    key.rmdir()
    keeper.tick()
    qtbot.waitUntil(lambda: not keeper._keys)
    key.mkdir()
    keeper.tick()
    qtbot.waitUntil(lambda: bool(keeper._keys))
    assert bar.isHidden()


def test_the_lock_and_the_end_keep_what_was_done(qtbot, store, recovery_key, clock, key):
    runner, shell = window_on(store, clock)
    qtbot.addWidget(shell)
    shell.show()
    for number, leave in enumerate((shell.lock, shell.close), 1):
        shell.unlock(recovery_key)
        qtbot.waitUntil(lambda: shell.workspace is not None)
        save(shell.workspace.context.desk.store, f"Départ {number}")
        leave()
        if number == 1:
            qtbot.waitUntil((store / BACKUPS).is_dir)
    runner.close()  # as the program does, which waits for it
    desk = open_desk(store, recovery_key, clock=clock)
    last = kept_in(desk, store / BACKUPS)[-1].path
    assert desk.read(last_here).path == last
    copy = open_desk(last, recovery_key, clock=clock)
    assert "Départ 2" in names(copy.store)
    copy.close()
    desk.close()


def test_what_went_wrong_at_the_end_is_told_at_the_next_start(qtbot, shell, keeper, clock):
    desk = shell.workspace.context.desk
    told = {"sentence": "Le disque est plein.", "remedy": "Faites du vide.",
            "at": clock.now().isoformat()}  # fmt: skip
    keep_preference(desk, TROUBLE, told)
    with qtbot.waitSignal(keeper.made):
        keeper.open()
    assert "Faites du vide" in shell.said


def test_closing_stops_the_one_being_made_and_waits_for_nothing_of_it(
    qtbot, store, recovery_key, clock, key
):
    runner, shell = window_on(store, clock)
    qtbot.addWidget(shell)
    shell.show()
    shell.unlock(recovery_key)
    qtbot.waitUntil(lambda: shell.workspace is not None)
    shell.workspace.context.sender.keeper.open()
    shell.close()
    runner.close()
    assert not list((store / BACKUPS).glob("*.tmp"))
    desk = open_desk(store, recovery_key, clock=clock)
    assert desk.store.verify().fault is None
    desk.close()


def test_a_key_chosen_while_another_one_is_made_has_its_turn(qtbot, shell, keeper, quiet, key):
    desk = shell.workspace.context.desk
    quiet()
    key.mkdir()
    keeper.look(Moment.OPEN)
    assert keeper.busy
    keeper.save_on(key)
    assert shell.workspace.key_bar.progress.isVisible(), "her press is heard"
    qtbot.waitUntil(lambda: desk.read(last_backup) is not None)
    assert desk.read(last_backup).folder == folder_on(key)
    quiet()


def test_what_is_looked_at_before_leaving_follows_a_sauvegarde_made_from_the_bar(
    qtbot, shell, keeper, quiet, key
):
    page = shell.workspace.ready
    quiet()
    shell.workspace.go(Target(Screen.READY))
    qtbot.waitUntil(lambda: page.remedy is not None)
    key.mkdir()
    keeper.save_on(key)
    qtbot.waitUntil(lambda: page.remedy is None)


def test_what_a_wrong_phrase_was_told_goes_with_the_next_try(
    qtbot, shell, keeper, quiet, clock, recovery_key
):
    section = BackupSection(shell.workspace.context)
    qtbot.addWidget(section)
    quiet()

    def ends():
        qtbot.waitUntil(lambda: not section.copying.progress.busy)

    section.copying.copy_here()
    ends()
    section.copying.drill("une autre phrase")
    ends()
    assert "n’ouvre pas" in shell.said
    clock.advance(timedelta(minutes=1))
    section.copying.drill(recovery_key)
    assert shell.findChild(Banner).isHidden(), "it is being tried again"
    ends()
    assert "réussi" in shell.said
