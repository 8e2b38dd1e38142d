"""What the system knows of the network: that it came back, that it is counted."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QNetworkInformation


class Network(QObject):
    """``appeared`` when the system says that there is a network again.

    Some systems say nothing: what is sent is then tried from time to time (``Sender``). What they
    say is a hint; only the recipient's server says that it can be reached.
    """

    appeared = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.metered = False
        """Whether what is sent is counted: a shared phone, a cap."""
        self._online = False
        told = self._told()
        if told is not None:
            self.note_reached(told.reachability())
            self.note_metered(told.isMetered())
            told.reachabilityChanged.connect(self.note_reached)
            told.isMeteredChanged.connect(self.note_metered)

    def note_reached(self, reached: QNetworkInformation.Reachability) -> None:
        """The system says how far the network goes now."""
        before, self._online = self._online, reached in _SOMEWHERE
        if self._online and not before:
            self.appeared.emit()

    def note_metered(self, metered: bool) -> None:  # noqa: FBT001  (the shape of Qt's signal)
        """The system says whether the connection is counted."""
        before, self.metered = self.metered, metered
        if before and not metered:
            self.appeared.emit()

    @staticmethod
    def _told() -> QNetworkInformation | None:
        if not QNetworkInformation.loadDefaultBackend():
            return None
        return QNetworkInformation.instance()


_SOMEWHERE = frozenset({
    QNetworkInformation.Reachability.Local,
    QNetworkInformation.Reachability.Site,
    QNetworkInformation.Reachability.Online,
})  # fmt: skip
"""A server of the office is reached without the internet."""
