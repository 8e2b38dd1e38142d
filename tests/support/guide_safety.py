"""The pictures of what keeps the store safe and people's rights, for the guide."""

import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import QWidget

from coachdesk.core.store_files import DATABASE_FILE
from coachdesk.queries.participants import participants_table
from coachdesk.services.backup import elsewhere, keys, making
from coachdesk.services.backup.automatic import back_up_here
from coachdesk.services.desk import open_desk
from coachdesk.services.rights_settings import keep_rights, rights_settings
from coachdesk.services.targets import Screen, Target
from coachdesk.store.pages import PAGE
from coachdesk.system.crash import CrashLog
from coachdesk.ui.backups import keeper
from coachdesk.ui.incident_bar import IncidentDialog
from coachdesk.ui.locking.why import Why
from coachdesk.ui.screens.unlock.rescue import RescueScreen
from coachdesk.ui.screens.unlock.view import UnlockScreen
from coachdesk.ui.widgets.layout import reveal
from support.clock import FixedClock
from support.desk_window import DeskWindow
from support.guide_album import SETTLED_MS, Album, live, wait
from support.lived import PASSPHRASE
from support.settings_hands import idle, opened
from support.stores import save
from support.ui import window_on

if TYPE_CHECKING:
    from coachdesk.ui.screens.erasure.view import ErasureScreen
    from coachdesk.ui.screens.settings.archive import ArchiveSection
    from coachdesk.ui.screens.settings.backup import BackupSection
    from coachdesk.ui.screens.settings.health import HealthSection
    from coachdesk.ui.screens.settings.security import SecuritySection

_GOOD = "girafe moulin tabouret velours"
_ERASED = "23-001"
_MONTHS = 9
"""After the last contact, so that some are at the end of their time."""
_WRONG_TRIES = 4


def safety(album: Album, folder: Path) -> None:
    """The settings that protect, what people may ask, what is said above every page."""
    _keys(album)
    _sauvegardes(album)
    _rights(album)
    _above(album, folder)


def worst_day(album: Album, directory: Path, clock: FixedClock, size: tuple[int, int]) -> None:
    """On a copy of the store: tries that wait, a sauvegarde put back, a damage and its repair."""
    desk = open_desk(directory, PASSPHRASE, clock=clock)
    back_up_here(desk)
    save(desk.store, "Depuis")
    desk.close()
    clock.advance(timedelta(days=2, hours=3))
    runner, shell = window_on(directory, clock)
    shell.resize(*size)
    shell.move(0, 0)
    shell.show()
    shell.activateWindow()
    window = DeskWindow(shell, wait)
    pages = Album(album.out, window, album)
    try:
        _locked_out(pages, clock)
        _put_back(pages)
        _damage(directory)
        _repaired(pages)
    finally:
        shell.close()
        runner.close()


def _keys(album: Album) -> None:
    box = cast("SecuritySection", opened(album.window, "security/passphrase")).passphrase
    box.current.line.setText(PASSPHRASE)
    box.phrase.secret.line.setText(_GOOD)
    _bring(box.change)
    album.picture("reglages-phrase-de-passe")
    box.close_form()


def _sauvegardes(album: Album) -> None:
    window = album.window
    section = cast("BackupSection", opened(window, "backup"))
    section.automatic.make.click()
    window.until(lambda: not section.copying.progress.busy)
    section.drill.ask()
    section.drill.secret.line.setText(PASSPHRASE)
    section.drill.begin.click()
    window.until(lambda: not section.copying.progress.busy)
    idle(window)
    _bring(section.drill.begin)
    album.picture("reglages-exercice")
    album.calm()
    health = cast("HealthSection", opened(window, "health"))
    health.check.click()
    window.until(lambda: not health.checking.progress.busy)
    idle(window)
    album.picture("reglages-sante")


def _rights(album: Album) -> None:
    window = album.window
    opened(window, "rights")
    album.picture("reglages-droits")
    action = window.space.context.action
    usual = window.read(lambda link: rights_settings(link, action.code))
    keep_rights(window.desk, action, replace(usual, months=_MONTHS))
    window.space.go(Target(Screen.RETENTION))
    idle(window)
    album.picture("fin-de-conservation")
    keep_rights(window.desk, action, usual)
    everyone = window.read(lambda link: participants_table(link, action.id))
    her = next(each for each in everyone if each.number == _ERASED)
    card = window.space.card
    window.space.go(Target(Screen.CARD, her.prescription_id))
    window.until(lambda: _ERASED in card.subtitle.text())
    card.rights.click()
    album.picture("fiche-donnees-et-droits")
    menu = window.shell.findChildren(type(card.rights.menu_now()))
    for each in menu:
        each.close()
    card.rights.show_accesses()
    idle(window)
    album.picture("journal-des-acces")
    page = cast("ErasureScreen", window.space.page_of(Screen.ERASURE))
    window.space.go(Target(Screen.ERASURE, her.prescription_id))
    window.until(lambda: page.plan is not None)
    page.confirm.setText(_ERASED)
    album.picture("effacer-une-personne")
    page.act.click()
    window.until(lambda: window.space.pages.current() is not page)
    album.calm()
    archive = cast("ArchiveSection", opened(window, "archive"))
    archive.lines.setCurrentRow(0)
    album.picture("reglages-archive")


def _above(album: Album, folder: Path) -> None:
    window, shell = album.window, album.window.shell
    window.space.go(Target(Screen.TODAY))
    key = folder / "CLÉ USB"
    key.mkdir()
    for module in (elsewhere, keys, keeper):
        vars(module)["keys_plugged_in"] = lambda: (key,)
    vars(making)["same_disk"] = lambda _store, there: not there.is_relative_to(key)
    held = window.space.context.sender.keeper
    assert held is not None, "the window of a test keeps sauvegardes"
    held.tick()
    window.until(window.space.key_bar.isVisible)
    album.picture("cle-branchee")
    window.space.key_bar.later.click()
    incidents = CrashLog(folder / "incidents", window.desk.clock)
    incidents.record(ValueError("fictif"))
    shell.incidents.look(incidents.directory)
    window.until(shell.incidents.isVisible)
    shell.incidents.open()
    live(SETTLED_MS)
    album.picture("incident")
    for dialog in shell.findChildren(IncidentDialog):
        dialog.reject()
    shell.incidents.hide()
    shell.guard.turn_discreet()
    album.picture("ecran-discret")
    shell.guard.turn_discreet()
    shell.lock(Why.IDLE)
    live(SETTLED_MS)
    album.picture("verrouille")


def _locked_out(album: Album, clock: FixedClock) -> None:
    window = album.window
    unlock = window.shell.pages.currentWidget()
    assert isinstance(unlock, UnlockScreen), "the store is locked"
    for _ in range(_WRONG_TRIES):
        unlock.secret.line.setText("pas la bonne phrase")
        unlock.unlock()
        window.until(lambda: not unlock.waiting)
    album.picture("ouverture-attente")
    clock.advance(timedelta(minutes=1))


def _put_back(album: Album) -> None:
    window = album.window
    unlock = window.shell.pages.currentWidget()
    assert isinstance(unlock, UnlockScreen), "the store is locked"
    unlock.secret.line.setText(PASSPHRASE)
    unlock.rescue.click()
    rescue = _rescue(window)
    window.until(lambda: rescue.choices and rescue.go.isEnabled())
    album.picture("remettre-une-sauvegarde")
    rescue.go.click()
    window.until(lambda: not rescue.busy)
    album.picture("remettre-verifiee")
    rescue.back.click()


def _repaired(album: Album) -> None:
    window = album.window
    window.until(lambda: isinstance(window.shell.pages.currentWidget(), UnlockScreen))
    unlock = cast("UnlockScreen", window.shell.pages.currentWidget())
    unlock.secret.line.setText(PASSPHRASE)
    unlock.unlock()
    window.until(unlock.repair.isVisible)
    album.picture("magasin-abime")
    unlock.repair.click()
    rescue = _rescue(window)
    window.until(rescue.examine.isEnabled)
    rescue.examine.click()
    window.until(lambda: not rescue.busy)
    album.picture("magasin-a-recuperer")


def _rescue(window: DeskWindow) -> RescueScreen:
    window.until(lambda: isinstance(window.shell.pages.currentWidget(), RescueScreen))
    return cast("RescueScreen", window.shell.pages.currentWidget())


def _damage(directory: Path) -> None:
    path = directory / DATABASE_FILE
    data = bytearray(path.read_bytes())
    for number in range(40, 60):
        data[number * PAGE + 100] ^= 1
    path.write_bytes(data)


def _bring(widget: QWidget) -> None:
    live(SETTLED_MS)
    reveal(widget)


def copied(directory: Path, folder: Path) -> Path:
    """Another store, to spoil."""
    return Path(shutil.copytree(directory, folder / "abime"))
