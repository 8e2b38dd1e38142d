"""Nobody who is followed is named in a bilan: its texts are looked through before they are kept."""

import re
from collections.abc import Iterable

from sqlalchemy import Connection, select

from coachdesk.core.errors import UserError
from coachdesk.core.french import fold
from coachdesk.models import Participant

_BETWEEN = re.compile(r"[\W_]+")


def refuse_named(connection: Connection, texts: Iterable[str]) -> None:
    """Let only texts pass in which no participant stands by first and last name, in either order.

    The refusal does not say whom: it may be read over a shoulder, and she sees it in her text.

    Raises:
        UserError: one of them is named.
    """
    told = [_words(text) for text in texts if text.strip()]
    if not told:
        return
    people = select(Participant.first_name, Participant.last_name).distinct()
    for first, last in connection.execute(people):
        one, other = _words(f"{first} {last}"), _words(f"{last} {first}")
        if any(one in text or other in text for text in told):
            raise UserError(
                "Ce texte nomme une personne accompagnée, et un bilan ne nomme personne.",
                "Retirez son nom : « une participante » suffit.",
            )


def _words(text: str) -> str:
    """The words of a text between single spaces, whatever the case, the accents and the signs."""
    return f" {_BETWEEN.sub(' ', fold(text)).strip()} "
