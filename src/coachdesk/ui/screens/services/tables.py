"""The three lists of the page of the acts, as tables: acts, aller-vers, démarches."""

from collections.abc import Callable

from coachdesk.core.french import hours, plural, short_date, short_weekday
from coachdesk.domain.profile import ActionProfile
from coachdesk.domain.support import AidOutcome
from coachdesk.queries.outreach import ContactRow, EventRow
from coachdesk.queries.services import ServiceRow, StepRow
from coachdesk.services.prestations.contacts import is_to_call
from coachdesk.services.prestations.words import people_words, quantity_words, result_words
from coachdesk.services.timeline import AID_WORDS
from coachdesk.ui.item_models.table import Column
from coachdesk.ui.widgets.table import RowTable

_DAY = 132
"""Width of a day, in pixels for text of the usual size."""


def service_table(profile: ActionProfile) -> RowTable[ServiceRow]:
    """The acts; each opens its form."""
    return RowTable(
        (
            Column("Jour", lambda row: short_weekday(row.done_on), _done, width=_DAY),
            Column("Acte", lambda row: profile.services.label(row.kind), width=230),
            Column("Pour qui", people_words),
            Column(
                "Quantité",
                lambda row: quantity_words(profile, row.kind, row.quantity),
                lambda row: row.quantity or 0,
                right=True,
                width=96,
            ),
            Column("Durée", _length, lambda row: row.minutes or 0, right=True, width=84),
            Column(
                "Résultat",
                lambda row: result_words(profile, row.kind, row.result),
                width=150,
                spare=True,
            ),
            Column("Lieu", lambda row: row.place or "", width=150, spare=True),
            Column("Note", lambda row: row.note or "", width=200, spare=True),
        ),
        "Actes",
    )


def step_table(profile: ActionProfile) -> RowTable[StepRow]:
    """The démarches; each opens where it was noted."""
    return RowTable(
        (
            Column("Jour", lambda row: short_weekday(row.done_on), _done, width=_DAY),
            Column("Démarche", lambda row: profile.steps.label(row.kind), width=250),
            Column("Pour qui", lambda row: f"{row.last_name} {row.first_name}"),
            Column("Durée", _length, lambda row: row.minutes or 0, right=True, width=84),
            Column("Réponse", _answer, width=140, colour=_answer_tone),
            Column("Précision", lambda row: row.note or "", width=220, spare=True),
        ),
        "Démarches",
    )


def event_table(profile: ActionProfile) -> RowTable[EventRow]:
    """The actions d'aller-vers; each opens its call-back list."""
    return RowTable(
        (
            Column(
                "Jour",
                lambda row: short_weekday(row.held_on),
                lambda row: row.held_on.isoformat(),
                width=_DAY,
            ),
            Column("Action", lambda row: row.title),
            Column(
                "Nature",
                lambda row: profile.outreach_kinds.label(row.kind),
                width=170,
                spare=True,
            ),
            Column("Lieu", lambda row: row.place or "", width=150, spare=True),
            Column(
                "Rencontrées",
                lambda row: "" if row.people_met is None else str(row.people_met),
                lambda row: row.people_met or 0,
                right=True,
                width=104,
            ),
            _count("À rappeler", lambda row: row.to_call, tone="mend"),
            _count("Appelées", lambda row: row.called, spare=True),
            _count("Rendez-vous", lambda row: row.appointment, width=112, spare=True),
            _count("Entrées", lambda row: row.engaged),
            _count("Orientées", lambda row: row.redirected, spare=True),
            _count("Sans suite", lambda row: row.ended + row.unreachable),
        ),
        "Actions d’aller-vers",
    )


def contact_table(profile: ActionProfile) -> RowTable[ContactRow]:
    """The call-back list of an event."""
    return RowTable(
        (
            Column("Nom", lambda row: row.name or "Coordonnées effacées"),
            Column("Téléphone", lambda row: row.phone or "", width=130),
            Column("Commune", lambda row: row.commune or "", width=120, spare=True),
            Column(
                "Suite",
                lambda row: _contact_state(profile, row),
                width=160,
                colour=lambda row: "mend" if is_to_call(profile, row) else None,
            ),
            Column(
                "Appel du",
                lambda row: short_date(row.called_on),
                lambda row: row.called_on.isoformat() if row.called_on else "",
                width=104,
                spare=True,
            ),
            Column(
                "Rappeler le",
                lambda row: short_date(row.call_back_on),
                lambda row: row.call_back_on.isoformat() if row.call_back_on else "9",
                width=104,
                spare=True,
            ),
        ),
        "Personnes à rappeler",
    )


def event_words(row: EventRow) -> str:
    """« 12 rencontrées, 8 à la liste : 3 à rappeler, 2 rendez-vous, 1 entrée »."""
    parts = [
        plural(number, one, many)
        for number, one, many in (
            (row.people_met or 0, "personne rencontrée", "personnes rencontrées"),
            (row.contacts, "à la liste", "à la liste"),
            (row.to_call, "à rappeler", "à rappeler"),
            (row.called, "appelée", "appelées"),
            (row.appointment, "rendez-vous pris", "rendez-vous pris"),
            (row.engaged, "entrée dans l’action", "entrées dans l’action"),
            (row.redirected, "orientée ailleurs", "orientées ailleurs"),
            (row.ended, "sans suite", "sans suite"),
            (row.unreachable, "injoignable", "injoignables"),
        )
        if number
    ]
    return "  ·  ".join(parts)


def _contact_state(profile: ActionProfile, row: ContactRow) -> str:
    label = profile.outreach_outcomes.label(row.outcome)
    return label if row.number is None else f"{label}, dossier {row.number}"


def _count(
    heading: str,
    number: Callable[[EventRow], int],
    tone: str = "",
    width: int = 94,
    *,
    spare: bool = False,
) -> Column[EventRow]:
    """A figure; an empty cell where it is nothing."""
    return Column(
        heading,
        lambda row: str(number(row) or ""),
        number,
        right=True,
        width=width,
        spare=spare,
        colour=(lambda _: tone) if tone else None,
    )


def _done(row: ServiceRow | StepRow) -> str:
    return row.done_on.isoformat()


def _length(row: ServiceRow | StepRow) -> str:
    return hours(row.minutes) if row.minutes else ""


def _answer(row: StepRow) -> str:
    return AID_WORDS[row.aid_outcome] if row.aid_outcome is not None else ""


def _answer_tone(row: StepRow) -> str | None:
    return "mend" if row.aid_outcome is AidOutcome.PENDING else None
