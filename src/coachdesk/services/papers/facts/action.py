"""What every paper of an action may say: the action, who runs it, the day, the coach."""

from datetime import date

from sqlalchemy import Connection

from coachdesk.core.french import NBSP, long_date, plural
from coachdesk.core.journal_form import entry_code
from coachdesk.domain.periods import month_of, previous_month
from coachdesk.domain.profile import ActionProfile
from coachdesk.services.papers.contact import contact_of
from coachdesk.store.journal import read_head


def action_facts(link: Connection, profile: ActionProfile, coach: str, day: date) -> dict[str, str]:
    """Of the action on one day."""
    head, second = read_head(link), profile.second_signer
    month = month_of(previous_month(day))
    return {
        "association.name": profile.association,
        "action.title": profile.texts.operation,
        "action.number": profile.agreement_number,
        "action.territory": profile.territory,
        "action.funders": ", ".join(funder.name for funder in profile.funders),
        "action.duration": plural(profile.rules.duration_months, "mois", "mois"),
        "action.weekly_hours": f"{profile.rules.weekly_hours}{NBSP}h",
        "profile.recommendations": "\n".join(word.label for word in profile.recommendations),
        "today": long_date(day),
        "statement.first": long_date(month.first),
        "statement.last": long_date(month.last),
        "coach.name": coach,
        "director.name": f"{second.name}, {second.role}" if second else "",
        "coach.contact": contact_of(link) or profile.association_phone,
        "journal.code": entry_code(head.seq, head.hash) if head else "",
    }
