"""The pictures of a month, read, read again, closed and sent; then of the end of the day."""

from PySide6.QtWidgets import QApplication

from coachdesk.domain.attendance import Mode, Presence, Slot
from coachdesk.services.appointments import plan_appointment
from coachdesk.services.attendance import record_presence
from coachdesk.services.duplicates import known_people
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.screens.month.exporting import ExportDialog
from coachdesk.ui.widgets.layout import reveal
from support.guide_album import SETTLED_MS, Album, live
from support.lived import TODAY


def month(album: Album) -> None:
    """The month with its gaps, its relecture, the rows behind a figure, the closing asked."""
    window = album.window
    page = window.space.month
    window.space.go(Target(Screen.MONTH, day=TODAY.replace(day=1)))
    window.until(lambda: page.tiles.tiles and page.pages.isEnabled())
    album.picture("mois")
    window.hands.click(page.close_button)
    album.picture("cloture-motif")
    window.hands.press("Esc")
    window.hands.click(page.relire)
    window.until(lambda: window.space.audit.pages.currentIndex() < 2)
    album.picture("relecture")
    window.space.audit.table.setFocus()
    window.hands.press("V")
    album.picture("relecture-motif")
    window.space.go(Target(Screen.MONTH, day=TODAY.replace(day=1)))
    window.hands.click(page.tiles.tiles[0])
    window.until(lambda: window.space.side)
    album.picture("mois-liste")


def control(album: Album) -> None:
    """The list of a controller, recognised."""
    window = album.window
    window.space.go(Target(Screen.CONTROL))
    page = window.space.control
    window.until(page.isVisible)
    page.numbers.edit.setPlainText("23-001\n23-014\n23-027\n23-105\n24-999")
    window.until(lambda: page.table.rows.rowCount() > 0)
    album.picture("dossier-de-controle")
    page.numbers.edit.clear()
    window.space.context.drafts.forget("control")


def closing(album: Album) -> None:
    """A month that lacks nothing: closed, and its package about to leave."""
    window = album.window
    page = window.space.month
    window.space.go(Target(Screen.MONTH, day=TODAY.replace(year=2023, month=5, day=1)))
    window.until(page.close_button.isEnabled)
    window.hands.click(page.close_button)
    window.until(page.closing.isVisible)
    live(SETTLED_MS)
    album.picture("cloture")
    page.closing.attest.click()
    window.until(page.export.isEnabled)
    album.picture("mois-clos")
    page.export.click()
    window.until(lambda: isinstance(QApplication.activeModalWidget(), ExportDialog))
    album.picture("mois-export")
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ExportDialog), "it is shown"
    dialog.reject()
    album.calm()
    _rectifying(album)


def _rectifying(album: Album) -> None:
    """The same month opened again: a call that was forgotten, then its rectified version."""
    window = album.window
    page = window.space.month
    window.hands.click(page.rectify)
    window.until(page.correcting.isVisible)
    page.correcting.reason.setText("Un appel du 30 mai n’avait pas été noté")
    album.picture("rectification-motif")
    page.correcting.act.click()
    window.until(lambda: page.close_button.isVisible() and page.close_button.isEnabled())
    slot = Slot(TODAY.replace(year=2023, month=5, day=30), 600, 630, None, Mode.PHONE)
    someone = next(who for who in window.read(known_people) if who.number == "23-058")
    held = plan_appointment(window.desk, someone.prescription_id, slot)
    record_presence(window.desk, held, Presence.EXCUSED)
    page.refresh()
    window.until(page.content.changes.table.visible_rows)
    live(SETTLED_MS)
    reveal(page.content.changes)
    album.picture("rectification")
    window.hands.click(page.close_button)
    window.until(page.closing.isVisible)
    live(SETTLED_MS)
    album.picture("rectificatif-cloture")
    page.closing.attest.click()
    window.until(lambda: page.rectify.isVisible() and page.rectify.isEnabled())
    live(SETTLED_MS)
    reveal(page.content.versions)
    album.picture("rectificatif-versions")


def leaving(album: Album) -> None:
    """What was begun and hidden, as the day tells it, then the check before leaving."""
    window = album.window
    window.space.go(Target(Screen.INTAKE))
    window.until(window.space.intake.number.text)
    window.space.intake.last_name.setText("Delattre")
    today = window.space.today
    window.space.go(Target(Screen.TODAY))
    window.until(today.begun.isVisible)
    album.picture("aujourdhui-brouillon")
    today.lines[-1].menu.actions()[0].trigger()
    window.until(today.hidden.isVisible)
    today.hidden.toggle.click()
    live(SETTLED_MS)
    reveal(today.hidden)
    album.picture("aujourdhui-masquees")
    window.space.go(Target(Screen.READY))
    window.until(window.space.ready.checks.count)
    album.picture("pret-a-partir")
    window.space.context.drafts.forget("intake")
