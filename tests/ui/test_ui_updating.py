"""An update that somebody brought: chosen, verified, and told what is left to do; never fetched."""

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from PySide6.QtWidgets import QLabel

from coachdesk import __version__
from coachdesk.services.updating import use_case
from coachdesk.ui.screens.settings import program
from coachdesk.ui.window_messages import QuestionDialog
from support.settings_hands import idle, opened
from support.updates import INSTALLER, NAME, NEWS, publish

SETUP = "CoachDesk-9.0.0-x86_64-setup.exe"


@pytest.fixture
def key(monkeypatch, tmp_path):
    """The key of the authors; this machine is a Linux of the usual kind."""
    made = ec.generate_private_key(ec.SECP256R1())
    monkeypatch.setattr(use_case, "shipped_keys", lambda: (made.public_key(),))
    monkeypatch.setattr(use_case, "machine", lambda: "x86_64")
    monkeypatch.setattr(use_case, "installed_by_debian", lambda: False)
    monkeypatch.setattr(use_case, "updates_directory", lambda: tmp_path / "updates")
    return made


def brought(window, section):
    window.until(lambda: not section.bringing.progress.busy)
    idle(window)


def test_from_anywhere_an_update_is_verified_and_what_is_left_to_do_is_told(
    window, choose, key, tmp_path
):
    asking = window.space.finding.view
    window.hands.press("Ctrl+K")
    window.until(asking.isVisible)
    window.hands.type("mettre a jour")
    window.until(lambda: window.waiting() == 0 and asking.current() is not None)
    window.hands.press("Return")
    window.shows(window.space.settings)
    idle(window)
    section = window.space.settings.section
    window.until(section.file.hasFocus)
    assert __version__ in section.version.text()
    choose(publish(tmp_path / "usb", key))
    window.hands.press("Space")
    brought(window, section)
    assert "9.0.0" in section.offer.text()
    assert "signée par les auteurs" in section.offer.text()
    assert NEWS[0] in section.offer.text()
    assert "Décompressez" in section.steps.text()
    assert (tmp_path / "updates" / NAME).read_bytes() == INSTALLER
    assert not section.act.isVisible(), "nothing opens an archive for her"


def test_one_that_is_older_or_of_somebody_else_is_refused_where_she_is(
    window, choose, key, tmp_path
):
    section = opened(window, "program/update")
    choose(publish(tmp_path / "older", key, "0.0.1"))
    section.file.click()
    brought(window, section)
    window.until(lambda: "plus ancienne que la vôtre" in window.shell.said)
    other = ec.generate_private_key(ec.SECP256R1())
    publish(tmp_path / "other", other)
    choose(tmp_path / "other")
    section.folder.click()
    brought(window, section)
    window.until(lambda: "pas signée par les auteurs" in window.shell.said)
    assert not section.offer.isVisible()


def test_on_windows_the_installer_is_started_and_the_window_closes(
    window, choose, key, tmp_path, monkeypatch
):
    started: list[Path] = []
    monkeypatch.setattr(use_case, "_wanted", lambda: use_case.FileKind.WINDOWS_SETUP)
    monkeypatch.setattr(use_case, "start_installer", started.append)
    section = opened(window, "program/update")
    choose(publish(tmp_path / "usb", key, name=SETUP))
    section.file.click()
    brought(window, section)
    window.until(section.act.hasFocus)
    section.act.click()
    question = window.shell.findChild(QuestionDialog)
    words = " ".join(label.text() for label in question.findChildren(QLabel))
    assert "Votre magasin reste où il est" in words
    question._act.click()
    window.until(lambda: not window.shell.isVisible())
    assert [path.name for path in started] == [SETUP]
    assert started[0].read_bytes() == INSTALLER


def test_a_package_of_the_system_is_opened_by_it_or_told_how(
    window, choose, key, tmp_path, monkeypatch
):
    asked, answers = [], [False, True]

    def open_url(url):
        asked.append(Path(url.toLocalFile()).name)
        return answers.pop(0)

    monkeypatch.setattr(use_case, "installed_by_debian", lambda: True)
    monkeypatch.setattr(program.QDesktopServices, "openUrl", open_url)
    section = opened(window, "program/update")
    choose(publish(tmp_path / "usb", key, name="coachdesk_9.0.0_amd64.deb"))
    section.file.click()
    brought(window, section)
    assert "sudo apt install" in section.steps.text()
    section.act.click()
    window.shell.findChild(QuestionDialog)._act.click()
    window.until(lambda: "n’ouvre ce fichier" in window.shell.said)
    assert window.shell.isVisible()
    window.until(lambda: window.shell.findChild(QuestionDialog) is None)
    section.act.click()
    window.shell.findChild(QuestionDialog)._act.click()
    window.until(lambda: not window.shell.isVisible())
    assert asked == ["coachdesk_9.0.0_amd64.deb"] * 2
