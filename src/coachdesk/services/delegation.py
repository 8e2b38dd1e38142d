"""The delegation by which the association prescribes immersions, kept with the store's settings.

See docs/decisions/0026-the-delegation-to-prescribe.md for why it is no part of the profile.
"""

from datetime import date

from sqlalchemy import Connection

from coachdesk.core.canonical import Json
from coachdesk.core.errors import UserError
from coachdesk.core.french import NBSP, long_date
from coachdesk.domain.delegation import Delegation, Warned
from coachdesk.domain.periods import iso_day
from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.preferences import keep_preference, preference

_GIVER, _NUMBER, _CATEGORIES, _ENDS = "giver", "number", "categories", "ends_on"


def delegation_key(code: str) -> str:
    """Of the setting that keeps it, for the action of that code."""
    return f"delegation:{code}"


def delegation_of(link: Connection, action_code: str) -> Delegation | None:
    """The delegation of an action; None when the association does not prescribe."""
    return _read(preference(link, delegation_key(action_code)))


def keep_delegation(desk: Desk, action: ActionInfo, delegation: Delegation | None) -> None:
    """Keep it, or note that there is none.

    Raises:
        UserError: who gives it is not said.
    """
    if delegation is not None and not delegation.giver.strip():
        raise UserError(
            "Qui donne la délégation n’est pas dit.",
            "Écrivez le nom de l’organisme, comme sur la convention de délégation.",
        )
    told: Json = None
    if delegation is not None:
        told = {
            _GIVER: delegation.giver.strip(),
            _NUMBER: delegation.number.strip(),
            _CATEGORIES: delegation.categories.strip(),
            _ENDS: delegation.ends_on.isoformat(),
        }
    keep_preference(desk, delegation_key(action.code), told)


def delegation_words(delegation: Delegation, day: date) -> str:
    """As a convention names it on ``day``: from the day after its end it says so."""
    number = f" n°{NBSP}{delegation.number}" if delegation.number else ""
    whom = f", pour{NBSP}: {delegation.categories}" if delegation.categories else ""
    named = f"{delegation.giver}, convention de délégation{number}{whom}"
    end = long_date(delegation.ends_on)
    if delegation.warned(day) is Warned.OVER:
        return (
            f"{named}. Elle a pris fin le {end}{NBSP}: cette convention demande une délégation "
            "renouvelée, ou un autre prescripteur."
        )
    return f"{named}, jusqu’au {end}"


def end_words(delegation: Delegation, day: date) -> str:
    """Its end as a thing to do; empty while it is far."""
    end = long_date(delegation.ends_on)
    named = f"la délégation de prescription ({delegation.giver})"
    match delegation.warned(day):
        case Warned.OVER:
            return f"{named} a pris fin le {end}{NBSP}: la renouveler"
        case Warned.MONTH | Warned.QUARTER:
            return f"{named} prend fin le {end}{NBSP}: la renouveler"
    return ""


def _read(kept: Json) -> Delegation | None:
    if not isinstance(kept, dict):
        return None
    ends_on = iso_day(kept.get(_ENDS))
    if ends_on is None:
        return None
    giver, number, categories = (str(kept.get(key) or "") for key in (_GIVER, _NUMBER, _CATEGORIES))
    return Delegation(giver, number, categories, ends_on)
