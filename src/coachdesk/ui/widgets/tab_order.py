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
    met = [widget for part in parts for widget in _reached(part) if _takes(widget)]
    if not forward:
        met.reverse()
    following = None if within else _outside(page, forward=forward)
    if now in met and met.index(now) + 1 < len(met):
        following = met[met.index(now) + 1]
    elif now not in met and met:
        following = met[0]
    if following is None:
        return False
    reason = Qt.FocusReason
    following.setFocus(reason.TabFocusReason if forward else reason.BacktabFocusReason)
    reveal(following)  # areas do it for the order of Qt alone
    return True


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
