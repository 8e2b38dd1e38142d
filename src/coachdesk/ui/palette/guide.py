"""The pages of the guide among what the palette proposes: « faire signer » finds how to."""

from coachdesk.services.guide.seeking import pages_titled
from coachdesk.ui.item_models.entries import Entry

HELP = "help:"
"""Begins the key of an entry that opens a page of the guide; its name follows."""
_SHOWN = 3
_LEAST = 4
"""Letters: fewer begin the name of someone."""


def pages_meant(typed: str) -> list[Entry]:
    """Those whose title says all that is typed: what a page holds besides may be a name."""
    if len(typed.strip()) < _LEAST:
        return []
    return [
        Entry(
            page.title,
            f"Aide\u00a0: {page.moment.lower()}",
            glyph="circle-question-mark",
            key=f"{HELP}{page.key}",
        )
        for page in pages_titled(typed)[:_SHOWN]
    ]
