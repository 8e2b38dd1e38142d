"""The words that our own widgets paint, each as it is painted, against the pixels around it."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QFontMetricsF, QImage, QPainter

from support.contrast import contrast, ground_of

Painted = tuple[str, QRect, int]
"""Words, where on the picture, and the colour of the pen."""
_FAINT = 0.5
"""What is painted fainter is held in the hand elsewhere: it only says where it was."""

_LETTER = 3
"""Pixels: what is smaller in sight is no letter."""


@contextmanager
def painting() -> Iterator[list[Painted]]:
    """All words painted within, in the pixels of what they were painted on."""
    met: list[Painted] = []
    draw = QPainter.drawText

    def noted(painter: QPainter, where: Any, *others: Any) -> Any:
        words = next((each for each in others if isinstance(each, str)), "")
        if isinstance(where, QRect | QRectF) and words and painter.opacity() > _FAINT:
            flags = next((each for each in others if isinstance(each, int)), 0)
            box = QFontMetricsF(painter.font()).boundingRect(QRectF(where), int(flags), words)
            on = painter.deviceTransform().mapRect(box.intersected(QRectF(where)))
            met.append((words, on.toAlignedRect(), painter.pen().color().rgb()))
        return draw(painter, where, *others)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(QPainter, "drawText", noted)
        yield met


def weak_painted(met: Iterable[Painted], shown: QImage, least: float) -> list[str]:
    """Those of ``met`` whose pen does not reach ``least`` on the ground they have in ``shown``."""
    weak = []
    for words, box, pen in met:
        inside = box.intersected(shown.rect())
        if not any(map(str.isalnum, words)) or min(inside.width(), inside.height()) < _LETTER:
            continue
        ratio = contrast(ground_of(shown, inside), pen)
        if ratio < least:
            weak.append(f"painted {words!r}: {ratio:.2f}")
    return weak
