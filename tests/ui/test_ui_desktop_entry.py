"""The window is that of the entry in the menu: the desktop shows one icon for both."""

from PySide6.QtGui import QGuiApplication

from support.source import ROOT


def test_the_window_is_that_of_the_entry_in_the_menu(qapp) -> None:
    entry = ROOT / "installer" / "debian" / f"{QGuiApplication.desktopFileName()}.desktop"
    assert entry.is_file()
    lines = entry.read_text("utf-8").splitlines()
    assert f"StartupWMClass={QGuiApplication.desktopFileName()}" in lines
