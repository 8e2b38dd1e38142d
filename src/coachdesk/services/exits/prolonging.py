"""Going on instead of leaving: the planned end of a pathway is moved, its contract comes next."""

from datetime import date, timedelta
from uuid import UUID

from coachdesk.core.clock import today
from coachdesk.core.errors import UserError
from coachdesk.core.french import of, short_date
from coachdesk.domain.periods import months_later
from coachdesk.domain.profile import ActionProfile
from coachdesk.models import Prescription
from coachdesk.services.acts import act
from coachdesk.services.desk import Desk
from coachdesk.services.exits.recording import exit_of
from coachdesk.services.rows import name_of, pathway_of, row

_DAY = timedelta(days=1)


def usual_prolongation(
    profile: ActionProfile, entered_on: date, planned_end: date | None, day: date
) -> date:
    """The end of a pathway renewed for the usual length, or for what the action still allows."""
    end = planned_end or day
    usual = months_later(end + _DAY, profile.rules.duration_months) - _DAY
    last = last_renewal(profile, entered_on)
    return min(usual, last) if last > max(end, day) else usual


def last_renewal(profile: ActionProfile, entered_on: date) -> date:
    """The last day of a pathway renewed as often as the action allows."""
    months = profile.rules.duration_months * (1 + profile.rules.renewals)
    return months_later(entered_on, months) - _DAY


def prolong(desk: Desk, prescription_id: UUID, until: date) -> None:
    """Have a pathway go on until a day.

    Raises:
        UserError: not entered, left, a day that is no later.
    """
    told: list[str] = []
    with act(desk, lambda: f"prolongation {of(told[0])}") as uow:
        session = uow.session
        dossier = row(session, Prescription, prescription_id)
        told.append(name_of(session, dossier))
        pathway = pathway_of(session, prescription_id)
        if exit_of(session, pathway) is not None:
            raise UserError("Cette personne est sortie de l’action.", "Retirez d’abord sa sortie.")
        if until <= max(pathway.planned_end_on or pathway.entered_on, today(desk.clock)):
            raise UserError(
                f"Le parcours ne serait pas prolongé au-delà du {short_date(until)}.",
                "Choisissez un jour plus lointain.",
            )
        pathway.planned_end_on = until
        uow.commit()
