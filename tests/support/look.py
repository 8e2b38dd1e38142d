"""Walk through the window as a coach would and keep a picture of each page, to be looked at.

    PYTHONPATH=tests xvfb-run -s "-screen 0 1366x768x24" python -m support.look OUT [WIDTHxHEIGHT]

``QT_SCALE_FACTOR=2`` with a screen twice as large shows the 200 % scale.
"""

import sys
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QDeadlineTimer, QEventLoop, QPoint, QSize, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from coachdesk.app import make_application
from coachdesk.core.clock import today
from coachdesk.domain.attendance import Presence
from coachdesk.queries.participants import State
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.screens.first_run.view import FirstRunScreen
from coachdesk.ui.screens.importing.cell_item import CellItem
from coachdesk.ui.screens.importing.word_item import WordItem
from coachdesk.ui.screens.unlock.view import UnlockScreen
from coachdesk.ui.shell import Shell
from coachdesk.ui.widgets.fields import show_day
from coachdesk.ui.workspace import Workspace
from support.ui import draw_by_mouse, hand, window_on

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "golden" / "workbooks" / "coaching-emploi-2023.xlsx"
FAULTY = ROOT / "golden" / "workbooks" / "coaching-emploi-2023-faults.xlsx"
PASSPHRASE = "quatre mots sans lien"
D = TypeVar("D", bound=QDialog)
PATIENCE_MS = 20_000
STEP_MS = 25


def live(milliseconds: int) -> None:
    """Let the window and its threads work: ``QTest.qWait`` would keep Python's lock to itself."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


class Walk:
    """One walk: the window, the folder of pictures, the number of the next one."""

    def __init__(self, shell: Shell, out: Path) -> None:
        self.shell = shell
        self._out = out
        self._number = 0

    def until(self, condition: Callable[[], object]) -> None:
        """Let the window live until ``condition`` holds."""
        end = QDeadlineTimer(PATIENCE_MS)
        while not condition():
            if end.hasExpired():
                self.picture("bloque")
                raise TimeoutError(self.shell.said)
            live(STEP_MS)

    def picture(self, name: str) -> None:
        """Keep what the screen shows."""
        self._number += 1
        live(6 * STEP_MS)  # let the last paint reach the screen
        picture = self.shell.screen().grabWindow(0)
        picture.save(str(self._out / f"{self._number:02d}-{name}.png"))

    @property
    def space(self) -> Workspace:
        """The open desk."""
        assert self.shell.workspace is not None
        return self.shell.workspace

    def click(self, widget: QWidget) -> None:
        """A click of the mouse in the middle of ``widget``."""
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)

    def dialog(self, kind: type[D]) -> D:
        """The dialog of that kind, once it is open."""
        self.until(lambda: isinstance(QApplication.activeModalWidget(), kind))
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, kind)
        return dialog


def before_a_store(walk: Walk) -> None:
    """The first start, step by step."""
    shell = walk.shell
    first = shell.pages.currentWidget()
    assert isinstance(first, FirstRunScreen)
    walk.until(lambda: first.identity.card)
    walk.picture("premier-demarrage")
    QTest.keyClicks(first.identity.name, "Claire Exemple")
    walk.click(first.next)
    phrase = first.passphrase
    QTest.keyClicks(phrase.secret.line, "claire exemple")
    walk.picture("phrase-faible")
    walk.click(phrase.propose)
    walk.until(phrase.proposed.isVisible)
    walk.picture("phrase-proposee")
    phrase.secret.line.setText(PASSPHRASE)
    QTest.keyClicks(phrase.again.line, PASSPHRASE.replace("mots", "mets"))
    walk.picture("phrase-differente")
    phrase.again.line.setText(PASSPHRASE)
    walk.click(first.next)
    walk.until(lambda: first.step is first.recovery)
    walk.picture("cle-de-secours")
    key = "-".join(group.text() for group in first.recovery.shown.groups)
    walk.click(first.next)
    QTest.keyClicks(first.recovery.line, key[:10].lower() + "zzzz")
    walk.picture("cle-retapee")
    first.recovery.line.setText(key.lower())
    walk.picture("cle-juste")
    walk.click(first.next)
    walk.until(lambda: first.recovery.kept)
    walk.picture("copie-de-l-association")
    walk.click(first.next)
    walk.picture("essai-vide")
    draw_by_mouse(first.device.surface, hand(first.device.surface))
    walk.picture("essai")
    walk.click(first.next)
    walk.picture("pret")
    walk.click(first.ready.look)
    walk.until(lambda: shell.workspace)


def participants(walk: Walk) -> None:
    """Empty, imported with faults, mended, searched."""
    space = walk.space
    page = space.participants
    space.show_participants()
    walk.until(lambda: page.pages.currentIndex() == 1)
    walk.picture("participants-vide")
    importing = space.importing
    space.go(Target(Screen.IMPORT))
    importing.import_from(FAULTY)
    walk.until(lambda: importing.list.items)
    walk.picture("import-a-reparer")
    items = importing.list.items
    word = next(item for item in items if isinstance(item, WordItem) and item.near.isVisible())
    walk.click(word.near)
    cells = [item for item in items if isinstance(item, CellItem)]
    cells[0].first.setFocus()
    QTest.keyClicks(cells[0].first, "x")
    walk.click(cells[1].aside)
    walk.until(lambda: cells[1].state == "left_out")
    walk.picture("import-en-cours")
    walk.click(importing.take)
    walk.until(lambda: word not in importing.list.items)
    walk.picture("import-repare-en-partie")
    walk.click(importing.another)
    space.go(Target(Screen.IMPORT))
    walk.until(importing.start.learned.rows.rowCount)
    walk.picture("import-mots-appris")
    importing.import_from(SAMPLE)
    walk.until(importing.see.isVisible)
    walk.picture("import-sans-faute")
    space.show_participants()
    walk.until(lambda: page.table.rows.rowCount() == 134)
    walk.picture("participants")
    page.search.setFocus()
    QTest.keyClicks(page.search, "poix")
    walk.picture("participants-recherche")
    page.search.clear()
    QTest.keyClicks(page.search, "zzz")
    walk.picture("participants-personne")
    page.search.clear()


def card(walk: Walk) -> None:
    """A card, a new rendez-vous, its presence, the pad, the code."""
    space = walk.space
    page = space.card
    table = space.participants.table
    followed = next(row for row in table.visible_rows() if row.state is State.FOLLOWED)
    space.open_card(followed.prescription_id)
    shown = page.timeline
    walk.until(shown.list.events.rowCount)
    walk.picture("fiche")
    page.correct()
    walk.picture("fiche-identite")
    assert page.identity is not None
    page.identity.cancel.click()
    page.sections.reveal("freins")
    walk.picture("fiche-freins")
    walk.click(page.head.plan)
    sheet = space.appointment.planning
    walk.until(lambda: sheet.choice.chips)
    walk.picture("nouveau-rendez-vous")
    show_day(sheet.choice.form.day, today(space.context.desk.clock))
    walk.click(sheet.plan)
    walk.until(lambda: (item := shown.current()) and item.presence is Presence.PLANNED)
    walk.until(shown.sign.isEnabled)
    walk.picture("fiche-a-signer")
    walk.click(shown.sign)
    walk.until(lambda: walk.shell.pad)
    pad = walk.shell.pad
    assert pad is not None
    walk.picture("signature-vide")
    draw_by_mouse(pad.surface, hand(pad.surface)[:1])
    walk.picture("signature-en-cours")
    draw_by_mouse(pad.surface, hand(pad.surface)[1:])
    walk.click(pad.validate)
    walk.picture("signature-refusee")
    pad.checks.buttons()[0].setChecked(True)
    walk.click(pad.validate)
    walk.until(lambda: pad.pages.currentIndex() == 1)
    walk.picture("signature-code")
    walk.click(pad.finish)
    walk.until(lambda: (item := shown.current()) and item.signature_seq)
    walk.picture("fiche-signee")


def month(walk: Walk) -> None:
    """The month, a list behind a figure, closing, export."""
    space = walk.space
    page = space.month
    space.show_months()
    walk.until(lambda: page.tiles.tiles)
    walk.picture("mois-courant")
    walk.click(page.close_button)
    walk.picture("cloture-motif")
    walk.click(page.closing.cancel)
    walk.click(page.relire)
    walk.until(space.audit.pages.currentIndex)
    walk.picture("relecture")
    space.back()
    page.show_month(date(2023, 5, 1))
    walk.until(page.pages.isEnabled)
    walk.picture("mois")
    walk.click(page.tiles.tiles[1])
    walk.until(lambda: space.side)
    walk.picture("mois-entrees")
    space.show_months()
    walk.click(page.close_button)
    walk.picture("cloture-question")
    walk.click(page.closing.act)
    walk.until(page.acts.progress.isVisible)
    walk.picture("cloture-en-cours")
    walk.until(page.export.isEnabled)
    walk.picture("mois-clos")
    walk.click(page.export)
    dialog = walk.dialog(QDialog)
    walk.picture("export")
    dialog.reject()


def unlocking(walk: Walk) -> None:
    """The same store again: locked, a wrong passphrase."""
    walk.shell.choose_folder(walk.shell.directory)
    unlock = walk.shell.pages.currentWidget()
    assert isinstance(unlock, UnlockScreen)
    walk.picture("ouverture")
    QTest.keyClicks(unlock.secret.line, "pas la bonne")
    walk.click(unlock.open)
    walk.until(unlock.answer.isVisible)
    walk.picture("ouverture-refusee")


def main() -> int:
    """Walk; returns 0."""
    out = Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    application = make_application(sys.argv[:1])
    with tempfile.TemporaryDirectory() as folder:
        runner, shell = window_on(Path(folder) / "store")
        if len(sys.argv) > 2:
            shell.resize(QSize(*(int(side) for side in sys.argv[2].split("x"))))
        shell.move(QPoint(0, 0))
        shell.show()
        walk = Walk(shell, out)
        try:
            for part in (before_a_store, participants, card, month, unlocking):
                part(walk)
        finally:
            shell.close()
            runner.close()
    del application
    return 0


if __name__ == "__main__":
    sys.exit(main())
