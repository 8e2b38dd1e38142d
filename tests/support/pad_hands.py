"""Hands on the pad in tests, and what they left in the store."""

from collections.abc import Callable

from coachdesk.services.desk import Desk
from coachdesk.ui.screens.pad.surface import PadSurface
from coachdesk.ui.screens.pad.view import PadScreen
from support.pens import Strokes
from support.ui import draw_by_mouse, hand

Draw = Callable[[PadSurface, Strokes], None]


def journal(desk: Desk) -> int:
    """The number of the last entry."""
    return desk.store.head().seq


def known(pad: PadScreen) -> None:
    """The coach says that she knows her, unless that is known already."""
    if pad.signing.recognition.check is None:
        pad.signing.recognition.choices.buttons["known"].click()


def sign(pad: PadScreen, draw: Draw = draw_by_mouse, seed: float = 0.0) -> None:
    """She signs."""
    known(pad)
    draw(pad.surface, hand(pad.surface, seed=seed))
    pad.signing.validate.click()


def thanked(pad: PadScreen) -> bool:
    """Whether it is on the disk."""
    return pad.pages.currentWidget() is pad.thanks
