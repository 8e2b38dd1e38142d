"""Where the store lives, and the name of a machine start."""

from pathlib import Path

from coachdesk.core.clock import SystemClock
from coachdesk.system.paths import default_store_directory


def test_the_environment_names_the_store(monkeypatch, tmp_path):
    monkeypatch.setenv("COACHDESK_STORE", str(tmp_path / "ici"))
    assert default_store_directory() == tmp_path / "ici"


def test_without_it_the_store_is_in_the_users_data(monkeypatch):
    monkeypatch.delenv("COACHDESK_STORE")
    directory = default_store_directory()
    assert directory.name == "CoachDesk"
    assert directory.is_absolute()
    assert directory.is_relative_to(Path.home())


def test_a_machine_start_keeps_its_name():
    name = SystemClock().boot()
    assert SystemClock().boot() == name
    assert len(bytes.fromhex(name)) == 8
