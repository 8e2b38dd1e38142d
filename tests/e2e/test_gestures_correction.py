"""How many gestures a closed month asks to be rectified, counted as in ``test_gestures``."""

from datetime import date

from sqlalchemy import select

from coachdesk.models import Closing, Correction
from coachdesk.services.closing.use_case import close_month
from coachdesk.services.targets import Screen, Target
from support.ui import draw_by_mouse, hand

MAY = date(2023, 5, 1)


def test_a_closed_month_is_opened_again_then_its_rectified_version_signed(window, hands, counted):
    page = window.space.month
    close_month(window.desk, window.desk.action(None), MAY)
    window.space.go(Target(Screen.MONTH, day=MAY))
    window.until(lambda: page.isVisible() and page.rectify.isEnabled())
    hands.count("", 1)
    hands.click(page.rectify)
    window.until(page.correcting.isVisible)
    hands.type("un appel oublie")
    hands.press("Ctrl+Return", said="Ctrl+Entrée")
    window.until(lambda: window.read(lambda link: link.execute(select(Correction.id)).all()))
    window.until(lambda: page.close_button.isVisible() and page.close_button.isEnabled())
    counted("Mois clôturé rouvert pour être rectifié", 2)
    hands.click(page.close_button)
    window.until(page.closing.isVisible)
    hands.click(page.closing.act)
    window.until(lambda: window.shell.pad)
    _draws(window)
    window.until(lambda: window.shell.pad is None and page.rectify.isVisible())
    counted("Rectificatif signé et clôturé", 3)
    revisions = window.read(lambda link: link.execute(select(Closing.revision)).scalars().all())
    assert sorted(revisions) == [1, 2]


def _draws(window):
    pad = window.shell.pad
    window.until(lambda: pad.pages.currentWidget() is pad.signing)
    draw_by_mouse(pad.surface, hand(pad.surface, seed=2.5))
    window.hands.click(pad.signing.validate)
