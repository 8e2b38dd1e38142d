"""The door at which another start of the program asks the window to come to the front."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtWidgets import QWidget

from coachdesk.system.single_instance import Holder, let_come_to_front

_ANSWER = b"here"
_CONNECT_MS, _ANSWER_MS = 500, 1_500


class WindowDoor(QObject):
    """Open to this account only; nothing that is sent there is read."""

    def __init__(self, window: QWidget, name: str) -> None:
        super().__init__(window)
        self._window = window
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._come)
        QLocalServer.removeServer(name)  # what a program that was killed left
        self._server.listen(name)

    def shut(self) -> None:
        """The window shows another folder, or none."""
        self._server.close()
        self.deleteLater()

    def _come(self) -> None:
        asked = self._server.nextPendingConnection()
        asked.disconnected.connect(asked.deleteLater)
        window = self._window
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()
        asked.write(_ANSWER)
        asked.flush()


def bring_to_front(holder: Holder) -> bool:
    """Ask the window of ``holder`` to come; False when it does not answer."""
    let_come_to_front(holder.pid)
    socket = QLocalSocket()
    socket.connectToServer(holder.door)
    there = socket.waitForConnected(_CONNECT_MS) and socket.waitForReadyRead(_ANSWER_MS)
    return there and socket.readAll().data() == _ANSWER
