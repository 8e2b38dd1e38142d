"""What a tooltip says of data: never markup, whoever typed it.

Qt takes a text that looks like HTML for HTML, and would fetch the picture that a name asks for,
from this machine or a server.
"""

from html import escape


def plain_tip(text: str) -> str:
    """``text`` as a tooltip shows it letter by letter."""
    if "<" not in text:  # without it Qt never thinks of HTML
        return text
    return f"<qt>{escape(text)}</qt>".replace("\n", "<br>")
