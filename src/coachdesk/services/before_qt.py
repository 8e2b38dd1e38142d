"""What the first screen needs that Qt has no part in: imported while the disk brings Qt.

A start right after the machine's own waits for Qt's libraries; Python would do nothing meanwhile.
"""

import base64  # noqa: F401  (these of Python are PySide's)
import dataclasses  # noqa: F401  (likewise)
import datetime as dt  # noqa: F401  (likewise)
import inspect  # noqa: F401  (likewise)
import signal  # noqa: F401  (likewise)
import string  # noqa: F401  (likewise)
import textwrap  # noqa: F401  (likewise)

import coachdesk.core.bounded
import coachdesk.core.clock
import coachdesk.core.errors
import coachdesk.core.resources
import coachdesk.core.search
import coachdesk.core.tokens
import coachdesk.core.tries
import coachdesk.services.placing
import coachdesk.services.targets
import coachdesk.system.asleep
import coachdesk.system.crash
import coachdesk.system.runs
import coachdesk.system.settings
import coachdesk.system.single_instance
import coachdesk.system.temporary  # noqa: F401  (all of these: loaded, not called)
