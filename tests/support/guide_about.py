"""Whether the page of the guide that F1 opens speaks of what is shown."""

import re
from collections.abc import Iterator

from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from coachdesk.domain.guide_text import GuidePage
from coachdesk.services.guide.pages import pages_about
from coachdesk.ui.screens.settings.view import SettingsScreen
from coachdesk.ui.widgets.page import Page
from coachdesk.ui.workspace import Workspace

_NAMED = re.compile(r"«\s*(.*?)\s*»")
_SPACES = str.maketrans("\u00a0\u202f", "  ", "&\u00ad")


def elsewhere(space: Workspace, page: Page) -> list[str]:
    """The page that F1 leads to, when it names nothing of ``page``."""
    about = pages_about(space.helped_about)[0]
    named = {_read(words) for words in _NAMED.findall(_words(about))}
    shown = {_read(words) for words in _shown(page)}
    if isinstance(page, SettingsScreen):
        shown = {page.heading.text()}
    return [] if named & shown else [about.key]


def _words(page: GuidePage) -> str:
    return " ".join(block.text for block in page.blocks)


def _read(words: str) -> str:
    return " ".join(words.translate(_SPACES).split()).rstrip("…. ").strip()


def _shown(page: Page) -> Iterator[str]:
    yield page.title.text()
    for each in page.findChildren(QWidget):
        if each.isVisibleTo(page):
            yield each.text() if isinstance(each, QLabel | QAbstractButton) else ""
            yield each.accessibleName()
