"""The first days as the guide tells them: its words are found and pressed, in the order it says.

A new coach who reads the pages and does what they say makes her store, receives someone, has her
sign, closes the month and takes the envoi away; who types, chooses and draws is the test.
"""

import re
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QLineEdit, QWidget

from coachdesk.domain.attendance import Presence
from coachdesk.services.duplicates import known_people
from coachdesk.sync.verification import verify_file
from coachdesk.ui.screens.first_run.view import FirstRunScreen
from support.desk_window import DeskWindow, desk_window
from support.guide_texts import guide_texts
from support.lived import clock_at
from support.ui import draw_by_mouse, hand

HER = "Thibaut Maelle"
_TOLD = re.compile(r"«\s*(?P<words>.*?)\s*»|`(?P<keys>[^`]+)`")
_PORTABLE = {"Entrée": "Return", "Maj": "Shift", "Échap": "Escape"}


class Page:
    """A page that is read from its first step to its last, and done as it is read."""

    def __init__(self, window: DeskWindow, name: str) -> None:
        page = next(each for each in guide_texts() if each.name == name)
        steps = re.findall(r"^\d+\. (.*)$", page.text, re.MULTILINE)
        self._window, self._name = window, name
        self._left = (
            found["words"] or found["keys"] for step in steps for found in _TOLD.finditer(step)
        )

    def clicks(self, words: str, within: QWidget | None = None) -> None:
        """Press the button that it names next, what it offers besides left alone."""
        self._says(words)
        found: list[QAbstractButton] = []

        def there() -> bool:
            front = within or QApplication.activeModalWidget() or self._window.shell
            found[:] = [each for each in front.findChildren(QAbstractButton) if _named(each, words)]
            return bool(found)

        self._window.until(there)
        self._window.hands.click(found[0])

    def presses(self, keys: str) -> None:
        """Press the keys that it names next."""
        self._says(keys)
        portable = "+".join(_PORTABLE.get(key, key) for key in keys.split("+"))
        self._window.hands.press(portable)

    def _says(self, words: str) -> None:
        assert words in self._left, f"{self._name} says {words!r}, after what was done"


def _named(button: QAbstractButton, words: str) -> bool:
    return button.isVisible() and button.isEnabled() and button.text().strip() == words


def signs(window: DeskWindow, seed: float) -> None:
    """Whoever holds the pad draws."""
    pad = window.shell.pad
    assert pad is not None
    window.until(lambda: pad.pages.currentWidget() is pad.signing)
    draw_by_mouse(pad.surface, hand(pad.surface, seed=seed))


def makes_her_store(window: DeskWindow) -> None:
    page, hands = Page(window, "premier-jour"), window.hands
    first = window.shell.pages.currentWidget()
    assert isinstance(first, FirstRunScreen)
    window.until(first.identity.profile.count)
    hands.type("Odile Vasseur")
    hands.press("Return")
    hands.type("Coaching")
    page.clicks("Continuer")
    page.clicks("Proposer une phrase")
    phrase = first.passphrase
    window.until(lambda: phrase.proposed.isVisible() and phrase.again.line.hasFocus())
    hands.type(phrase.proposed.text())
    page.clicks("Créer mon magasin")
    window.until(lambda: first.step is first.recovery)
    key = "-".join(group.text() for group in first.recovery.shown.groups)
    page.clicks("Ma clé est notée")
    hands.type(key)
    page.clicks("Vérifier et continuer")
    window.until(lambda: first.step is first.association)
    page.clicks("Plus tard")
    draw_by_mouse(first.device.trial.surface, hand(first.device.trial.surface))
    page.clicks("Continuer")
    page.clicks("Saisir une première prescription")
    window.until(lambda: window.shell.workspace is not None)


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # the list of files drops
def test_the_first_days_are_done_as_the_guide_says(qtbot, tmp_path):
    clock = clock_at(date(2024, 1, 8))
    with desk_window(tmp_path / "magasin", clock, qtbot) as window:
        makes_her_store(window)

        window.types_her_facts()
        Page(window, "nouvelle-prescription").presses("Ctrl+Entrée")
        window.until(lambda: any(who.last_name == "Thibaut" for who in window.read(known_people)))
        (first,) = window.appointments(HER)

        clock.advance(clock_at(first.held_on).now().replace(hour=18) - clock.now())
        window.shell.guard.idle.touch()
        window.hands.press("Ctrl+1")
        page = Page(window, "faire-signer")
        page.clicks("Faire signer", window.space.today)
        window.until(lambda: window.shell.pad)
        page.clicks("personne connue du coach")
        signs(window, 0.4)
        page.clicks("Valider ma signature")
        page.clicks("Terminer")
        window.until(lambda: window.shell.pad is None)
        assert window.appointments(HER)[0].presence is Presence.ATTENDED

        clock.advance(clock_at(date(2024, 2, 2)).now() - clock.now())
        window.shell.guard.idle.touch()
        page = Page(window, "cloturer-le-mois")
        page.presses("Ctrl+3")
        month = window.space.month
        window.shows(month)
        month.show_month(date(2024, 1, 1))
        window.until(month.close_button.isEnabled)
        page.clicks("Clôturer…")
        page.clicks("Signer et clôturer")
        window.until(lambda: window.shell.pad)
        signs(window, 0.9)
        page.clicks("Valider ma signature")
        window.until(lambda: window.shell.pad is None)

        page = Page(window, "exporter-l-envoi")
        page.clicks("Exporter…", month)
        page.clicks("En clair")
        page.clicks("Choisir le dossier…")
        chosen(window, tmp_path)
        window.until(lambda: "Envoi enregistré" in window.shell.said and not window.waiting())
        (envoi,) = tmp_path.glob("envoi_*.zip")
        assert (
            verify_file(envoi, signer=window.desk.identity.certificate.fingerprint).exit_code == 0
        )


def chosen(window: DeskWindow, folder: Path) -> None:
    """The folder is given in the system's dialog."""
    window.until(lambda: isinstance(QApplication.activeModalWidget(), QFileDialog))
    dialog = QApplication.activeModalWidget()
    assert dialog is not None, "it is shown"
    line = dialog.findChild(QLineEdit, "fileNameEdit")
    assert line is not None, "a folder is typed there"
    line.setText(str(folder))
    QTest.keyClick(line, Qt.Key.Key_Return)
