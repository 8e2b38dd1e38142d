"""Less motion where the system asks for it: nothing slides, nothing fades."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from coachdesk.ui.motion import keep_still_when_asked, less_motion, let_move, moving

_SLIDES = (Qt.UIEffect.UI_AnimateMenu, Qt.UIEffect.UI_AnimateCombo)


@pytest.fixture
def as_before(qapp):
    before = moving()
    yield
    let_move(moves=before)


@pytest.mark.usefixtures("as_before")
def test_nothing_slides_once_less_motion_is_asked():
    let_move(moves=True)
    for effect in _SLIDES:
        QApplication.setEffectEnabled(effect, True)
    assert all(map(QApplication.isEffectEnabled, _SLIDES))
    let_move(moves=False)
    assert not any(map(QApplication.isEffectEnabled, _SLIDES))


@pytest.mark.usefixtures("as_before")
def test_a_system_that_asks_for_nothing_keeps_what_moves(qapp):
    assert not less_motion()
    let_move(moves=True)
    keep_still_when_asked(qapp)
    assert moving()
