"""A correction of who someone is, in words: what stood before, what stands now."""

from coachdesk.core.canonical import Json
from coachdesk.core.french import NBSP, quoted, short_date
from coachdesk.domain.periods import iso_day
from coachdesk.domain.profile import ActionProfile
from coachdesk.queries.corrections import IdentityCorrection
from coachdesk.services.rights.person_words import LABELS, word_of

_NOTHING = "rien"


def corrected_words(profile: ActionProfile, each: IdentityCorrection) -> str:
    """« Téléphone : « 06 » au lieu de « 07 » »."""
    name, before, after = correction_parts(profile, each)
    return f"{name}{NBSP}: {after} au lieu de {before}"


def correction_parts(profile: ActionProfile, each: IdentityCorrection) -> tuple[str, str, str]:
    """What, before, after."""
    name = LABELS.get(each.column, each.column)
    return name, _said(profile, each, each.before), _said(profile, each, each.after)


def _said(profile: ActionProfile, each: IdentityCorrection, value: Json) -> str:
    if value is None or value == "":
        return _NOTHING
    day = iso_day(value)
    if day is not None:
        return short_date(day)
    if isinstance(value, bool):
        return "oui" if value else "non"
    return quoted(word_of(profile, each.table, each.column, str(value)))
