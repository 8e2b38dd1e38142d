"""One page on a desk, shown without a window around it: what it costs by itself, no threads."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from PySide6.QtTest import QTest

from coachdesk.services.desk import Desk
from coachdesk.ui.context import Context
from coachdesk.ui.widgets.page import Page
from support.desk_context import make_context

SIZE = (1366, 728)
P = TypeVar("P", bound=Page)


def page_on(desk: Desk, make: Callable[[Context], P]) -> P:
    """The page that ``make`` makes, read and exposed; its reads are done at once, as in tests."""
    context, _ = make_context(desk)
    page = make(context)
    page.resize(*SIZE)
    page.show()
    QTest.qWaitForWindowExposed(page)  # what is not exposed is not painted
    page.refresh()
    return page
