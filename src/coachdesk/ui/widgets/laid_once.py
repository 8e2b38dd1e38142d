"""What is changed together in a page is laid out once; Qt would do it again at each widget."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QWidget

_ROUNDS = 4
"""Of layout, after which nothing moves any more."""


@contextmanager
def laid_once(*holders: QWidget) -> Iterator[None]:
    """Lay out what stands in ``holders`` when all is there, and before anything is painted.

    What grows in them grows first, or what is seen would be squeezed meanwhile.
    """
    layouts = [layout for holder in holders if (layout := holder.layout()) is not None]
    for layout in layouts:
        layout.setEnabled(False)
    try:
        yield
    finally:
        for layout in layouts:
            layout.setEnabled(True)
    # Each round may ask for another: words are wrapped in the width that the one before gave.
    for _ in range(_ROUNDS):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
