"""How many gestures the safety of the store and people's rights ask, as in ``test_gestures``."""

import shutil

import pytest
from PySide6.QtWidgets import QApplication, QMenu

from coachdesk.core.errors import SecretRefusedError
from coachdesk.queries.participants import participants_table
from coachdesk.services.backup.automatic import back_up_here
from coachdesk.services.backup.drill import last_drill
from coachdesk.services.desk import open_desk
from coachdesk.services.rights.erasing import anonymised_number
from coachdesk.services.targets import Screen, Target
from coachdesk.store.vault import unlock
from coachdesk.ui.screens.unlock.rescue import RescueScreen
from coachdesk.ui.screens.unlock.view import UnlockScreen
from support.desk_window import desk_window
from support.lived import PASSPHRASE, TODAY, clock_at

NEW = "girafe moulin tabouret velours"
LEFT = "23-001"


def finds(window, letters):
    """Ctrl+K, a few letters, Enter: the first that is proposed."""
    window.hands.press("Ctrl+K")
    window.until(window.space.finding.view.isVisible)
    window.hands.type(letters)
    window.hands.press("Return", said="Entrée")


def card_of(window, number):
    action = window.space.context.action
    everyone = window.read(lambda link: participants_table(link, action.id))
    her = next(each for each in everyone if each.number == number)
    window.space.go(Target(Screen.CARD, her.prescription_id))
    window.until(lambda: number in window.space.card.subtitle.text())
    window.hands.count("", 1)
    return her


def test_the_passphrase_is_changed_from_any_page(window, hands, counted):
    finds(window, "changer la phr")
    page = window.space.settings
    window.shows(page)
    box = page.section.passphrase
    window.until(box.current.line.hasFocus)
    for words in (PASSPHRASE, NEW, NEW):
        hands.type(words)
        hands.press("Return", said="Entrée")
    window.until(lambda: "changée" in window.shell.said)
    assert unlock(window.desk.store.directory, NEW)
    with pytest.raises(SecretRefusedError):
        unlock(window.desk.store.directory, PASSPHRASE)
    counted("Phrase de passe changée, de n’importe quel écran", 5)


def test_the_last_sauvegarde_is_tried_from_any_page(window, hands, counted):
    back_up_here(window.desk)
    finds(window, "exercice")
    page = window.space.settings
    window.shows(page)
    window.until(page.section.drill.secret.line.hasFocus)
    hands.type(PASSPHRASE)
    hands.press("Return", said="Entrée")
    window.until(lambda: window.read(last_drill) and not page.section.copying.progress.busy)
    assert window.read(last_drill).passed
    counted("Exercice de restauration, de n’importe quel écran", 3)


def test_the_last_sauvegarde_is_put_back_on_the_worst_day(lived, qtbot, tmp_path, counted_by):
    directory, _ = lived
    store, clock = tmp_path / "magasin", clock_at(TODAY)
    shutil.copytree(directory, store)
    desk = open_desk(store, PASSPHRASE, clock=clock)
    back_up_here(desk)
    desk.close()
    with desk_window(store, clock, qtbot) as window:
        hands, screens = window.hands, window.shell.pages
        hands.click(screens.currentWidget().rescue)
        window.until(lambda: isinstance(screens.currentWidget(), RescueScreen))
        page = screens.currentWidget()
        window.until(lambda: page.choices and page.secret.line.hasFocus())
        hands.type(PASSPHRASE)
        hands.press("Return", said="Entrée")
        window.until(lambda: page.go.hasFocus() and "intacte" in page.answer.text())
        hands.press("Return", said="Entrée")
        window.until(lambda: window.shell.workspace is not None)
        window.until(lambda: "en place" in window.shell.said)
        counted_by(hands, "Dernière sauvegarde remise en place", 3)


def test_someone_is_given_all_her_data(window, hands, counted, tmp_path, monkeypatch):
    monkeypatch.setattr(
        window.shell._messages, "choose_folder", lambda _title, _start, chosen: chosen(tmp_path)
    )
    card_of(window, LEFT)
    _opens_rights(window)
    hands.press("Return", said="Entrée")
    window.until(lambda: "en clair" in window.shell.said)
    (made,) = tmp_path.glob("donnees_23-001_*")
    assert {path.suffix for path in made.iterdir()} >= {".pdf", ".json"}
    counted("Toutes ses données remises à quelqu’un, le dossier à choisir", 2)


def test_someone_is_erased_once_her_number_is_typed_again(window, hands, counted):
    card_of(window, LEFT)
    _opens_rights(window)
    hands.press("E")
    page = window.space.page_of(Screen.ERASURE)
    window.shows(page)
    window.until(lambda: page.plan is not None and page.confirm.hasFocus())
    hands.type(LEFT)
    hands.press("Ctrl+Return", said="Ctrl+Entrée")
    window.until(lambda: window.read(anonymised_number))
    counted("Quelqu’un effacé, de la fiche à la confirmation tapée", 3)


def test_who_will_go_and_why_is_seen_from_any_page(window, hands, counted):
    finds(window, "fin de cons")
    page = window.space.page_of(Screen.RETENTION)
    window.shows(page)
    window.until(lambda: page.nothing.isVisible() and "terme" in page.nothing.text())
    counted("Qui arrive au terme de sa conservation, et pourquoi", 2)


def test_work_goes_on_where_it_was_after_a_lock(window, hands, counted):
    hands.press("Ctrl+N")
    window.shows(window.space.intake)
    hands.type("Durand")
    hands.count("", 1)
    hands.press("Ctrl+L")
    window.until(lambda: isinstance(window.shell.pages.currentWidget(), UnlockScreen))
    hands.type(PASSPHRASE)
    hands.press("Return", said="Entrée")
    window.until(lambda: window.shell.workspace is not None)
    window.shows(window.space.intake)
    window.until(lambda: window.space.intake.last_name.text() == "Durand")
    counted("Verrouillé, puis repris à la même page", 2)


def _opens_rights(window):
    """Alt+D: her rights in a menu."""
    window.until(lambda: window.space.card.rights.isVisible() and window.shell.isActiveWindow())
    window.hands.press("Alt+D")
    window.until(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
