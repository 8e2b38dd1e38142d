"""Why the store was locked, and the words in which the next screen says it."""

from enum import StrEnum

from PySide6.QtCore import QCoreApplication

from coachdesk.core.french import plural
from coachdesk.ui.locking.idle import chosen_minutes


class Why(StrEnum):
    """What asked for the lock."""

    ASKED = "asked"
    IDLE = "idle"
    SESSION = "session"
    SLEEP = "sleep"
    LID = "lid"


def words(why: Why) -> str:
    """« Verrouillé après 10 minutes sans un geste. »; empty when she asked for it."""
    if why is Why.IDLE:
        told = _tr("Verrouillé après {} sans un geste.")
        return told.format(plural(chosen_minutes(), _tr("minute")))
    return {
        Why.ASKED: "",
        Why.SESSION: _tr("Verrouillé avec la session de l’ordinateur."),
        Why.SLEEP: _tr("Verrouillé à la mise en veille."),
        Why.LID: _tr("Verrouillé à la fermeture de l’écran."),
    }[why]


def _tr(text: str) -> str:
    return QCoreApplication.translate("Why", text)
