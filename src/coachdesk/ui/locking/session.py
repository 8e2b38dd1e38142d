"""What the system tells of its session, whichever system it is."""

import sys

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QWidget

if sys.platform == "win32":
    from coachdesk.ui.locking.windows_session import WindowsSession as Session
elif sys.platform == "darwin":
    from coachdesk.ui.locking.mac_session import MacSession as Session
else:
    from coachdesk.ui.locking.linux_session import LinuxSession as Session


def session_of(window: QWidget) -> SignalInstance:
    """Carries why the store is to be locked, as long as ``window`` lives."""
    return Session(window).away
