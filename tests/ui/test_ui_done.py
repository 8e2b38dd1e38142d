"""What is done says so where the eye is, with the natural next step; what is not, why."""

from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices

from coachdesk.queries.participants import participants_table
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.widgets.banner import Banner
from coachdesk.ui.window_messages import WindowMessages


class Folders(QObject):
    """Stands for the file manager of the system."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def show(self, url: QUrl) -> None:
        """Note it."""
        self.opened.append(url.toLocalFile())


@pytest.fixture
def folders():
    made = Folders()
    QDesktopServices.setUrlHandler("file", made, "show")
    yield made
    QDesktopServices.unsetUrlHandler("file")


@pytest.fixture
def banner(qtbot):
    made = Banner()
    qtbot.addWidget(made)
    return made


def test_a_file_that_was_written_is_one_click_away(banner, folders, tmp_path: Path):
    written = tmp_path / "feuille.pdf"
    written.write_bytes(b"%PDF")
    WindowMessages(banner).inform("Feuille enregistrée en clair.", written)
    assert banner.lead.isVisibleTo(banner)
    banner.lead.click()
    assert folders.opened == [str(tmp_path)]
    assert banner.isVisible(), "what was written is still said"


def test_what_wrote_no_file_offers_none(banner, tmp_path: Path):
    messages = WindowMessages(banner)
    messages.inform("Feuille enregistrée en clair.", tmp_path / "feuille.pdf")
    messages.inform("Rendez-vous planifié.")
    assert not banner.lead.isVisibleTo(banner)


def test_what_lacks_an_answer_is_never_refused_in_silence(window):
    action, page = window.desk.actions[0], window.space.exit
    people = window.read(lambda link: participants_table(link, action.id))
    followed = next(one for one in people if one.pathway_id and not one.left_on)
    window.space.go(Target(Screen.EXIT, followed.prescription_id))
    window.until(lambda: page.isVisible() and page.head and not window.waiting())
    assert not page.act.isEnabled()
    window.hands.press("Ctrl+Return")
    window.until(lambda: "Il manque une réponse" in window.shell.said)
    window.until(lambda: page.isAncestorOf(page.window().focusWidget()))
    assert page.window().focusWidget() is not page.leave
