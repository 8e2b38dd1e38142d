"""The window; PySide6 only here. Touches data by services and queries, through the runner."""

from coachdesk.ui.plain_imports import import_plainly

import_plainly()
