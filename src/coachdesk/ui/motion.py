"""Nothing moves on screen where the system was asked for less motion.

The program animates nothing of its own: what slides or fades are Qt's menus, lists and tooltips,
and the line that tells how long a thanks still shows moves by seconds instead.
"""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

_ALL = Qt.UIEffect.UI_General


def keep_still_when_asked(application: QApplication) -> None:
    """Follow the wish of the system, now and when it changes."""
    usual = moving()
    style = application.styleHints()  # held: with it PySide forgets what it gave
    style.accessibility().motionPreferenceChanged.connect(
        lambda _: let_move(moves=usual and not less_motion())
    )
    let_move(moves=usual and not less_motion())


def moving() -> bool:
    """Whether Qt's effects are on."""
    return QApplication.isEffectEnabled(_ALL)


def let_move(*, moves: bool) -> None:
    """Have Qt's effects, or none."""
    QApplication.setEffectEnabled(_ALL, moves)


def less_motion() -> bool:
    """Whether the system asks for it."""
    style = QGuiApplication.styleHints()
    return style.accessibility().motionPreference() is Qt.MotionPreference.ReducedMotion


def step_ms(usual: int, still: int) -> int:
    """How often what tells the time moves: at each ``usual``, or at each ``still`` if asked."""
    return still if less_motion() else usual
