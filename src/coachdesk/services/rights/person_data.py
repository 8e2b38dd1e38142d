"""What someone is given of herself: who she is, all that is told of her, who saw it, her files."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Connection, select

from coachdesk.core.errors import UserError
from coachdesk.domain.profile import ActionProfile
from coachdesk.domain.rights import RightsSettings
from coachdesk.models import Draft, Participant, Prescription
from coachdesk.queries.accesses import AccessRow, accesses
from coachdesk.queries.corrections import IdentityCorrection, corrections
from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.rights.own_rows import Hers, hers
from coachdesk.services.rights.person_rows import Told, Value, rows_of
from coachdesk.services.rights.third_parties import Names, cleared, names_around
from coachdesk.services.rights_settings import rights_settings

_FREE = frozenset(
    {
        "note", "text", "mobility", "expectations", "skills", "decision_reason", "cause_note",
        "dry_reason", "result", "contact_attempts", "action_plan", "renewal_reason", "reason",
        "regularisation", "remark", "void_reason", "person_commitments",
        "organisation_commitments", "title", "name", "met", "subject", "filename", "trouble",
    }
)  # fmt: skip
"""The columns that were written freely: others may be named there."""
_THEIRS = frozenset({"met", "witness"})
"""Columns that hold someone else's name and nothing else."""


@dataclass(frozen=True, slots=True)
class ToReread:
    """Where a word may be someone else's name."""

    part: str
    when: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class PersonData:
    """All of it.

    Attributes:
        actions: those of her dossiers, each with what was decided of its data.
        parts: the rows, by part.
        drafts: what was typed of her and not recorded yet, JSON by form.
        hidden: how many names of others were taken out.
        to_reread: where others may be named still.
    """

    participant_id: UUID
    first_name: str
    last_name: str
    numbers: tuple[str, ...]
    actions: tuple[tuple[ActionInfo, RightsSettings], ...]
    parts: dict[str, tuple[Told, ...]]
    drafts: tuple[tuple[str, str], ...]
    corrections: tuple[IdentityCorrection, ...]
    accesses: tuple[AccessRow, ...]
    made_at: datetime
    hidden: int
    to_reread: tuple[ToReread, ...]
    mine: Hers

    @property
    def name(self) -> str:
        """« DURAND Léa »."""
        return f"{self.last_name} {self.first_name}"

    @property
    def profile(self) -> ActionProfile:
        """Whose words are used: that of her latest dossier."""
        return self.actions[-1][0].profile


def person_data(desk: Desk, participant_id: UUID) -> PersonData:
    """All that the store tells of someone, without the names of others.

    Raises:
        UserError: there is no such person, or she was erased.
    """
    desk.accesses.flush()
    return desk.read(lambda link: _gathered(link, desk, participant_id))


def _gathered(link: Connection, desk: Desk, participant_id: UUID) -> PersonData:
    table = Participant.__table__
    who = link.execute(
        select(table).where(table.c.id == participant_id, table.c.anonymised_on.is_(None))
    ).one_or_none()
    if who is None:
        raise UserError("Cette personne n’est plus dans le magasin.", "Revenez à la liste.")
    mine, now = hers(link, participant_id), desk.clock.now()
    dossiers = link.execute(
        select(Prescription.number, Prescription.action_id, Prescription.case_manager)
        .where(Prescription.participant_id == participant_id)
        .order_by(Prescription.received_on, Prescription.number)
    ).all()
    known = {action.id: action for action in desk.actions}
    actions = tuple(
        (known[key], rights_settings(link, known[key].code))
        for key in dict.fromkeys(row.action_id for row in dossiers)
    )
    profile = actions[-1][0].profile if actions else desk.actions[0].profile
    own = [who.first_name, who.last_name, desk.coach.name, *(row[2] or "" for row in dossiers)]
    names = names_around(link, participant_id, own)
    parts = rows_of(link, mine, profile, now.tzinfo)
    hidden, doubts = 0, list[ToReread]()
    for part, rows in parts.items():
        clear = []
        for row in rows:
            values, number, words = _without_others(row, names)
            hidden += number
            clear.append(replace(row, values=values))
            if words:
                doubts.append(ToReread(part, when(row), words))
        parts[part] = tuple(clear)
    dossier_ids = mine.of(Prescription)
    return PersonData(
        participant_id, who.first_name, who.last_name, tuple(row.number for row in dossiers),
        actions, parts, tuple(_drafts(link, mine, names)),
        corrections(link, (participant_id, *dossier_ids)),
        accesses(link, participant=participant_id), now, hidden, tuple(doubts), mine,
    )  # fmt: skip


def _without_others(row: Told, names: Names) -> tuple[tuple[Value, ...], int, tuple[str, ...]]:
    made, hidden, doubts = list[Value](), 0, list[str]()
    for value in row.values:
        if value.column in _THEIRS:
            hidden += 1
            continue
        if value.column in _FREE and isinstance(value.raw, str):
            clear = cleared(value.raw, names)
            hidden += clear.hidden
            doubts += clear.doubtful
            made.append(replace(value, raw=clear.text, said=clear.text))
        else:
            made.append(value)
    return tuple(made), hidden, tuple(dict.fromkeys(doubts))


_WHEN = (
    "held_on", "done_on", "received_on", "entered_on", "made_on", "answered_on", "assessed_on",
    "taken_on", "set_on", "given_on", "starts_on", "left_on", "prepared_on", "signed_on",
    "signed_at", "answered_at", "added_at", "queued_at",
)  # fmt: skip


def when(row: Told) -> str:
    """The day that a row is of, in words; empty where it has none."""
    return next((said for column in _WHEN if (said := row.said(column))), "")


def day_of(row: Told) -> str:
    """The same as it sorts."""
    values = {each.column: each.raw for each in row.values}
    found = next((values[column] for column in _WHEN if column in values), "")
    return found if isinstance(found, str) else ""


def _drafts(link: Connection, mine: Hers, names: Names) -> Iterator[tuple[str, str]]:
    """What was typed of her and waits: its key names one of her rows."""
    keys = {str(key) for key in mine.every}
    for key, fields in link.execute(select(Draft.key, Draft.fields).order_by(Draft.key)):
        if any(part in keys for part in key.split(":")):
            told = json.dumps(json.loads(fields), ensure_ascii=False)
            yield key.split(":")[0], cleared(told, names).text


def months_of(data: PersonData) -> tuple[date, ...]:
    """The months of her parcours of which there may be an attendance sheet."""
    days = [
        date.fromisoformat(each.raw)
        for row in data.parts.get("appointment", ())
        for each in row.values
        if each.column == "held_on" and isinstance(each.raw, str)
    ]
    return tuple(sorted({day.replace(day=1) for day in days}))
