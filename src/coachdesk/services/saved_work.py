"""What of the coach's work is in the store, told after a start that follows a bad end."""

from coachdesk.core.french import NBSP, NNBSP, moment, plural
from coachdesk.queries.standing import draft_count, last_dates
from coachdesk.services.desk import Desk


def saved_words(desk: Desk, since_ms: int) -> str:
    """What of her work is in the store that was just opened, up to when, and what waits.

    What opening it wrote, from ``since_ms`` of the clock on, is no work of hers.
    """
    boot = desk.clock.boot()
    dates = [date for date in desk.read(last_dates) if date.boot != boot or date.mono_ms < since_ms]
    drafts = desk.read(draft_count)
    kept = f"Votre travail est là{NBSP}: "
    if dates:
        kept += f"dernier enregistrement le {moment(dates[0].wall)}{NNBSP}; "
    if not drafts:
        return f"{kept}aucune saisie commencée n’attendait."
    many = plural(drafts, "saisie commencée est gardée", "saisies commencées sont gardées")
    return f"{kept}{many} dans Aujourd’hui."
