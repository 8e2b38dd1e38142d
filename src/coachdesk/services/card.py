"""The card as it opens: who she is, what comes next, what is worked on, all that happened.

One read transaction of one person's rows, however many people the store holds.
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Connection

from coachdesk.core.french import clock_time, short_date
from coachdesk.domain.activity import (
    Activity,
    ActivityKind,
    ActivityRow,
    activity_of,
    immersion_minutes,
    week_of,
)
from coachdesk.domain.attendance import Mode, Presence
from coachdesk.domain.periods import Period
from coachdesk.domain.profile import ActionProfile
from coachdesk.queries.card import (
    Card,
    CardAppointment,
    CardContract,
    CardImmersion,
    participant_card,
)
from coachdesk.queries.card_work import CardWork, card_work
from coachdesk.services.desk import ActionInfo
from coachdesk.services.fse_answers import FseForm, counts_fse, fse_form
from coachdesk.services.next_act import NextAct, next_act, next_appointment
from coachdesk.services.timeline import TimelineEvent, timeline
from coachdesk.services.to_do_rules import ToDo
from coachdesk.services.to_dos import things_of


@dataclass(frozen=True, slots=True)
class CardView:
    """All that the card shows."""

    day: date
    card: Card
    work: CardWork
    to_do: tuple[ToDo, ...]
    """Hers, most urgent first."""
    next_act: NextAct
    next_appointment: CardAppointment | None
    """The one of today that waits, or the first to come."""
    activity: Activity
    events: tuple[TimelineEvent, ...]
    fse: FseForm | None
    """What the FSE+ knows of her, where the action is paid by it and she entered it."""


def card_view(
    connection: Connection, action: ActionInfo, prescription_id: UUID, now: datetime
) -> CardView:
    """The card of the person that this prescription brought, as it is ``now``.

    Raises:
        UserError: when there is no such prescription (any more).
    """
    day, profile = now.date(), action.profile
    card = participant_card(connection, prescription_id)
    work = card_work(connection, prescription_id)
    to_do = things_of(connection, action.id, profile, day, prescription_id)
    return CardView(
        day=day,
        card=card,
        work=work,
        to_do=to_do,
        next_act=next_act(card, profile, to_do, day),
        next_appointment=next_appointment(card, day),
        activity=week_activity(card, work, profile, day),
        events=timeline(card, work, profile, day, now.tzinfo),
        fse=_fse(connection, action, card, day),
    )


def _fse(connection: Connection, action: ActionInfo, card: Card, day: date) -> FseForm | None:
    if card.pathway is None or not counts_fse(action.profile):
        return None
    who = card.identity
    return fse_form(connection, action, who.prescription_id, who.participant_id, day)


def week_activity(card: Card, work: CardWork, profile: ActionProfile, day: date) -> Activity:
    """Her hours of activity in the week of ``day``, beside those of her contract."""
    week = week_of(day)
    contract = _in_force(card.contracts, week)
    rows = [
        *(_met(item, profile) for item in card.appointments if item.presence is Presence.ATTENDED),
        *(
            ActivityRow(
                ActivityKind.IMMERSION,
                max(item.starts_on, week.first),
                _immersion_minutes(item, week),
                f"Immersion chez {item.company}",
            )
            for item in card.immersions
            if item.course.took_place
        ),
        *(
            ActivityRow(
                ActivityKind.STEP,
                step.done_on,
                step.minutes or 0,
                f"{profile.steps.label(step.kind)}, le {short_date(step.done_on)}",
            )
            for step in work.steps
        ),
    ]
    return activity_of(
        week,
        rows,
        contract.weekly_minutes if contract else None,
        contract.exemption if contract else None,
    )


def _immersion_minutes(item: CardImmersion, week: Period) -> int:
    """Of the days of the week on which she was there, where they are known; else of five."""
    course = item.course
    last = min(course.last_on, week.last)
    if course.week is None:
        span = Period(course.starts_on, course.last_on)
        return immersion_minutes(span, item.weekly_minutes, week)
    first = max(course.starts_on, week.first)
    return sum(minutes for _, minutes in course.week.presences(first, last))


def _met(item: CardAppointment, profile: ActionProfile) -> ActivityRow:
    collective = item.mode is Mode.COLLECTIVE
    name = profile.modes.label(item.mode) if collective else "Rendez-vous"
    return ActivityRow(
        ActivityKind.COLLECTIVE if collective else ActivityKind.APPOINTMENT,
        item.held_on,
        item.end_minute - item.start_minute,
        f"{name}, le {short_date(item.held_on)} à {clock_time(item.start_minute)}",
    )


def _in_force(contracts: tuple[CardContract, ...], week: Period) -> CardContract | None:
    """The last version that tells hours for the week; a signed one before one that waits."""
    told = [
        contract
        for contract in contracts
        if contract.weekly_minutes is not None
        and (contract.starts_on is None or contract.starts_on <= week.last)
        and (contract.ends_on is None or contract.ends_on >= week.first)
    ]
    return max(told, key=lambda one: (one.signed_on is not None, one.revision), default=None)
