"""Hands on the pad in tests, and what they left in the store."""

import json
from collections.abc import Callable
from typing import Any

from sqlalchemy import select

from coachdesk.models import JournalPayload
from coachdesk.models.base import Base
from coachdesk.services.desk import Desk
from coachdesk.ui.screens.pad.surface import PadSurface
from coachdesk.ui.screens.pad.view import PadScreen
from support.pens import Strokes
from support.ui import draw_by_mouse, hand

Draw = Callable[[PadSurface, Strokes], None]


def journal(desk: Desk) -> int:
    """The number of the last entry."""
    return desk.store.head().seq


def rows(desk: Desk, model: type[Base]) -> list[Any]:
    """All of a table."""
    return list(desk.read(lambda link: link.execute(select(model.__table__)).all()))


def evidence(desk: Desk, seq: int) -> dict[str, Any]:
    """What an evidence record says."""
    body = select(JournalPayload.body).where(JournalPayload.seq == seq)
    kept = desk.read(lambda link: link.execute(body).scalar_one())
    assert kept is not None, "it was not erased"
    said: dict[str, Any] = json.loads(kept)
    return said


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
