"""A person met outside, typed or pasted on one line: name, first name, phone, commune."""

import re

from coachdesk.domain.cells import as_text
from coachdesk.services.prestations.contacts import ContactFacts

_LINE = re.compile(r"(?P<who>[^\d+]+)(?P<phone>\+?\d[\d\s.\-/()]{6,}\d)(?P<rest>.*)")
_AROUND = " ,;:-–"


def read_contact(line: str) -> ContactFacts | None:
    """« DURAND Léa 06.12.34.56.78 Airaines »; None for a line without a phone in it.

    The words in capitals are the name, wherever they stand; failing them, the first word is.
    """
    found = _LINE.fullmatch(as_text(line))
    if found is None:
        return None
    words = re.split(r"[\s,;]+", found["who"].strip(_AROUND))
    names = [word for word in words if word.isupper() and len(word) > 1] or words[:1]
    first = [word for word in words if word not in names]
    return ContactFacts(
        " ".join(names), " ".join(first), found["phone"].strip(), found["rest"].strip(_AROUND)
    )
