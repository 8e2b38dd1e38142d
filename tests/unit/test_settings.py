"""Choices of the machine: kept, and never in the way of a start."""

import platformdirs
import pytest

from coachdesk.system.settings import MachineSettings, load_settings, save_settings


@pytest.fixture(autouse=True)
def _own_folder(monkeypatch, tmp_path):
    monkeypatch.setattr(platformdirs, "user_config_path", lambda *_, **__: tmp_path / "config")


def test_a_choice_is_found_again_beside_the_others():
    save_settings(appearance="dark")
    save_settings(text_percent=150)
    assert load_settings() == MachineSettings(appearance="dark", text_percent=150)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"appearance": 3, "unknown": 1}', "null"])
def test_a_damaged_file_counts_as_no_choice(tmp_path, text):
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "settings.json").write_text(text)
    assert load_settings() == MachineSettings()


def test_a_folder_that_cannot_be_written_stops_nothing(tmp_path):
    (tmp_path / "config").write_text("a file where the folder should be")
    assert save_settings(text_percent=200).text_percent == 200
