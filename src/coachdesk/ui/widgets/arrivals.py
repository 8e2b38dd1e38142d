"""The file that the scanner, the phone or the camera has just made, taken by one click."""

from datetime import datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QWidget

from coachdesk.core.errors import UserError
from coachdesk.core.french import file_size, long_date
from coachdesk.services.import_folder import Arrival, Look, look_into
from coachdesk.system.camera import camera_folder, scan_folder
from coachdesk.system.settings import save_settings
from coachdesk.ui.context import Context
from coachdesk.ui.theme import em
from coachdesk.ui.widgets.flow import Flow
from coachdesk.ui.widgets.layout import button, column, label, panel, row
from coachdesk.ui.widgets.pictures import pixmap_of

_EVERY_MS, _SLOW_EVERY_MS = 2000, 20_000
_SLOW_MS = 500
"""A folder that takes longer is far away: it is looked at less often, reads are for the window."""
_PATIENCE = 150
"""Looks for a photo before it is no longer awaited: five minutes."""
_MOMENT = timedelta(seconds=2)
_THUMBNAIL = 4.6
"""Side of the small picture, in heights of the font."""


class ArrivalOffer(QWidget):
    """``taken`` carries the files; the folder is looked at only while this is on screen."""

    taken = Signal(object)

    def __init__(self, context: Context, camera: str | None, *first: QWidget) -> None:
        """Other ways to take a file stand ``first`` on its line.

        ``camera`` is the address that opens the system's camera; None where there is none.
        """
        super().__init__()
        self._context = context
        self._camera = camera
        self._look: Look | None = None
        self._looking = False
        self._since: datetime | None = None
        self._patience = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self.thumbnail = label("")
        self.name = label("", role="strong", wrap=True)
        self.when = label("", role="caption", wrap=True)
        self.take = button(self.tr("Prendre"), kind="primary", glyph="check")
        self.take.setToolTip(self.tr("Prendre la dernière numérisation (Ctrl+U)"))
        self.take.clicked.connect(self.take_offered)
        words = column(None, self.name, self.when, None, spacing=2)
        line = row(self.thumbnail, words, self.take, spacing=12)
        line.setStretchFactor(words, 1)
        self.offer = panel(line, margin=8)
        self.offer.hide()
        self.photograph = button(self.tr("Photographier"), glyph="camera")
        self.photograph.clicked.connect(self._photograph)
        self.folder = button(self.tr("Dossier des numérisations…"), kind="link", glyph="scan-line")
        self.folder.clicked.connect(self._choose_scans)
        self.waiting = label(self.tr("La photo sera prise dès qu’elle arrive."), role="soft")
        self.stop = button(self.tr("Ne plus attendre"), kind="link")
        self.stop.clicked.connect(self._stop_waiting)
        self.elsewhere = button(self.tr("Elle arrive ailleurs…"), kind="link")
        self.elsewhere.clicked.connect(self._choose_photos)
        ways = (*first, self.photograph, self.folder, self.waiting, self.elsewhere, self.stop)
        buttons = Flow(*ways)
        self._show_waiting()
        self.setLayout(column(buttons, self.offer, spacing=8))
        shortcut = QShortcut(QKeySequence("Ctrl+U"), self)
        shortcut.activated.connect(self.take_offered)

    @property
    def offered(self) -> Arrival | None:
        """The file that « Prendre » takes."""
        return self._look.arrival if self._look and self._since is None else None

    def look(self) -> None:
        """Look into the folder, unless a look is under way."""
        if self._looking:
            return
        self._looking = True
        desk, since, before = self._context.desk, self._since, self._look
        width = round(em(_THUMBNAIL) * self.devicePixelRatioF())
        began = desk.clock.monotonic_ms()

        def work() -> Look:
            folder = scan_folder() if since is None else camera_folder()
            return look_into(desk, folder, width, since=since, before=before)

        def found(look: Look) -> None:
            slow = desk.clock.monotonic_ms() - began > _SLOW_MS
            self._timer.setInterval(_SLOW_EVERY_MS if slow else _EVERY_MS)
            self._found(look)

        self._context.runner.read(self, work, found, self._failed)

    def look_again(self) -> None:
        """Something was kept: what was offered may be a piece by now."""
        self._look = None
        if self.isVisible():
            self.look()

    def take_offered(self) -> None:
        """Take the file that is offered."""
        if self.offered is not None:
            self.taken.emit([self.offered.file])

    def showEvent(self, event: QShowEvent) -> None:
        """Begin to look."""
        super().showEvent(event)
        self._timer.start()
        self.look_again()

    def hideEvent(self, event: QHideEvent) -> None:
        """Look no more, but for a photo that is awaited."""
        super().hideEvent(event)
        if self._since is None or not self.window().isVisible():
            self._timer.stop()

    def _found(self, look: Look) -> None:
        self._looking = False
        known, self._look = self._look, look
        if self._since is not None:
            self._await(look)
        elif look is not known:
            self._show_offer(look)

    def _failed(self, error: UserError) -> None:
        """What fails once would fail every two seconds: it is said once."""
        self._looking = False
        self._timer.stop()
        self._context.messages.refuse(error)

    def _show_offer(self, look: Look) -> None:
        folder, arrival = look.folder, look.arrival
        self.folder.setText(
            self.tr("Dossier des numérisations…")
            if folder is None
            else self.tr("Numérisations\u00a0: {}…").format(folder.name)
        )
        self.folder.setToolTip(
            self.tr("Choisir le dossier où le scanner ou le téléphone dépose ses fichiers")
            if folder is None
            else str(folder)
        )
        self.offer.setVisible(arrival is not None)
        if arrival is None:
            return
        self.name.setText(arrival.file.name)
        moment = arrival.arrived_at
        today = moment.date() == self._context.desk.clock.now().date()
        day = "" if today else self.tr("le {} ").format(long_date(moment.date()))
        self.when.setText(
            self.tr("Dernière numérisation, arrivée {}à {:%H} h {:%M}, {}").format(
                day, moment, moment, file_size(arrival.size)
            )
        )
        self.take.setAccessibleName(self.tr("Prendre {}").format(arrival.file.name))
        self.thumbnail.setVisible(arrival.picture is not None)
        if arrival.picture is not None:
            pixmap = pixmap_of(arrival.picture, self.devicePixelRatioF())
            side = round(em(_THUMBNAIL) * self.devicePixelRatioF())
            self.thumbnail.setPixmap(pixmap.copy(0, 0, side, min(side, pixmap.height())))

    def _photograph(self) -> None:
        """Open the camera, and wait for what it makes."""
        if self._camera is None or not QDesktopServices.openUrl(QUrl(self._camera)):
            self._context.messages.refuse(
                UserError(
                    self.tr("L’appareil photo du système ne s’ouvre pas."),
                    self.tr("Prenez la photo avec un téléphone, puis déposez le fichier ici."),
                )
            )
            return
        self._since = self._context.desk.clock.now() - _MOMENT
        self._patience, self._look = _PATIENCE, None
        self._timer.start()
        self._show_waiting()

    def _await(self, look: Look) -> None:
        self._patience -= 1
        if look.arrival is not None:
            self._stop_waiting()
            self.taken.emit([look.arrival.file])
        elif not self._patience:
            self._stop_waiting()

    def _stop_waiting(self) -> None:
        self._since, self._look = None, None
        self._show_waiting()
        if self.isVisible():
            self.look()
        else:
            self._timer.stop()

    def _show_waiting(self) -> None:
        waits = self._since is not None
        for part in (self.waiting, self.stop, self.elsewhere):
            part.setVisible(waits)
        for part in (self.photograph, self.folder):
            part.setVisible(not waits)
        self.photograph.setVisible(not waits and self._camera is not None)
        if waits:
            self.offer.hide()

    def _choose_scans(self) -> None:
        self._choose("scan_folder", scan_folder())

    def _choose_photos(self) -> None:
        self._choose("camera_folder", camera_folder())

    def _choose(self, setting: str, start: Path | None) -> None:
        def chosen(folder: Path) -> None:
            self._context.runner.read(
                self, lambda: save_settings(**{setting: str(folder)}), lambda _: self.look_again()
            )

        self._context.messages.choose_folder(
            self.tr("Où arrivent les numérisations ou les photos\u202f?"),
            start or Path.home(),
            chosen,
        )
