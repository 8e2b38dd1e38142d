"""Tab as the eye reads: parts made one after the other, whenever that was, in their order.

Qt's own order is that in which widgets were made. It is not corrected by ``setTabOrder``, which
crashes (Qt 6.12) once widgets that were put in order are deleted and made anew: the next one is
found when Tab is pressed.
"""

from collections.abc import Iterator
from operator import itemgetter

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLayout, QScrollArea, QWidget

from coachdesk.ui.widgets.layout import reveal


def tab_on(
    page: QWidget, parts: tuple[QWidget, ...], *, forward: bool, within: bool = False
) -> bool:
    """Give the keyboard to the next of ``parts``, or to what comes after the page.

    ``page`` calls it from ``focusNextPrevChild``; gives whether there was a next one. ``within``
    leaves what comes after to what holds ``page``.
    """
    now = QApplication.focusWidget()
    regions = None if within else _regions_around(page)
    met = [widget for part in parts for widget in _reached(part) if _takes(widget)]
    if not forward:
        met.reverse()
    following = None if within or regions else _outside(page, forward=forward)
    if now in met and met.index(now) + 1 < len(met):
        following = met[met.index(now) + 1]
    elif now not in met and met:
        following = met[0]
    if following is None:
        return regions is not None and regions.cross(forward=forward)
    _give(following, forward=forward)
    return True


class TabRegions(QWidget):
    """Parts of a window side by side: Tab goes through one of them, then into the next one.

    What is made anew stands at the very end of Qt's order, between the last of one part and the
    middle of another: Tab would go around between them for ever, and miss what is before.
    """

    def regions(self) -> tuple[QWidget, ...]:
        """In the order in which they are read."""
        raise NotImplementedError

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, FBT001  (Qt's signature)
        """As Qt has it within a part; at its end on to the part after it."""
        before = self._region_of(QApplication.focusWidget())
        moved = super().focusNextPrevChild(next)
        if before is None or self._region_of(QApplication.focusWidget()) is before:
            return moved
        return self.cross(forward=next, start=before) or moved

    def cross(self, *, forward: bool, start: QWidget | None = None) -> bool:
        """Give the keyboard to the part after ``start``, which is the one that has it."""
        parts = self.regions() if forward else self.regions()[::-1]
        at = parts.index(start or self._region_of(QApplication.focusWidget()) or parts[0])
        beyond = _outside(self, forward=forward)
        for part in parts[at + 1 :]:
            if (entry := _entry(part, forward=forward)) is not None:
                break
        else:
            entries = (_entry(part, forward=forward) for part in parts)
            entry = beyond or next((found for found in entries if found is not None), None)
        if entry is not None:
            _give(entry, forward=forward)
        return entry is not None

    def _region_of(self, widget: QWidget | None) -> QWidget | None:
        if widget is None:
            return None
        return next((part for part in self.regions() if part.isAncestorOf(widget)), None)


def _give(widget: QWidget, *, forward: bool) -> None:
    reason = Qt.FocusReason
    widget.setFocus(reason.TabFocusReason if forward else reason.BacktabFocusReason)
    reveal(widget)  # areas do it for the order of Qt alone


def _entry(part: QWidget, *, forward: bool) -> QWidget | None:
    """Where Tab comes into ``part``."""
    taking = [widget for widget in _reached(part) if _takes(widget)]
    return taking[0 if forward else -1] if taking else None


def _regions_around(page: QWidget) -> TabRegions | None:
    above = page.parentWidget()
    while above is not None and not isinstance(above, TabRegions):
        above = above.parentWidget()
    return above


def _outside(page: QWidget, *, forward: bool) -> QWidget | None:
    """The widget that Qt has after all those of ``page``, or before them; of the page at worst."""
    widget: QWidget | None = page
    for _ in range(len(page.window().findChildren(QWidget)) + 1):
        if widget is None:
            return None
        widget = widget.nextInFocusChain() if forward else widget.previousInFocusChain()
        if widget is not None and not page.isAncestorOf(widget) and _takes(widget):
            return widget
    return None


def _takes(widget: QWidget) -> bool:
    tab = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return tab and widget.isVisible() and widget.isEnabled()


def _reached(widget: QWidget) -> Iterator[QWidget]:
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        yield widget
    elif isinstance(widget, QScrollArea):
        if (inside := widget.widget()) is not None:
            yield from _reached(inside)
    elif (layout := widget.layout()) is not None:
        yield from _reached_in(layout)
    else:
        for child in widget.children():
            if isinstance(child, QWidget):
                yield from _reached(child)


def _reached_in(layout: QLayout) -> Iterator[QWidget]:
    """What stands in ``layout``, in its order.

    Its items are never asked for: PySide (6.12) keeps what it once knew of them, which is another
    object as soon as Qt deletes one with its widget, and the program crashes later.
    """
    holder = layout.parentWidget()
    held = [*layout.children(), *(holder.children() if holder is not None else ())]
    placed = [(layout.indexOf(each), each) for each in held if isinstance(each, QLayout | QWidget)]
    for _, each in sorted((pair for pair in placed if pair[0] >= 0), key=itemgetter(0)):
        yield from _reached(each) if isinstance(each, QWidget) else _reached_in(each)
