"""The records of the FSE+, each made of every dossier that someone had in the action."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from operator import attrgetter
from uuid import UUID

from sqlalchemy import Connection

from coachdesk.domain.fse import ENTRY_KEYS, GENDER, Gender
from coachdesk.domain.fse_record import FseRecord, LabourStatus, Told, level_band
from coachdesk.domain.periods import Period
from coachdesk.domain.profile import ActionProfile
from coachdesk.queries.fse import DossierRow, answers_of, dossier_rows, dossiers, dossiers_of
from coachdesk.queries.people import by_name
from coachdesk.services.desk import ActionInfo


def records_of(connection: Connection, action: ActionInfo, period: Period) -> tuple[FseRecord, ...]:
    """The record of everyone who was in the action at least one day of ``period``, by name."""
    rows = dossier_rows(connection, dossiers(action.id, period))
    return by_name(_made(rows, action.profile))


def record_of(connection: Connection, action: ActionInfo, participant_id: UUID) -> FseRecord | None:
    """The record of one person; None before she enters the action."""
    rows = dossier_rows(connection, dossiers_of(action.id, participant_id))
    return next(_made(rows, action.profile), None)


def _made(rows: Iterable[DossierRow], profile: ActionProfile) -> Iterator[FseRecord]:
    for _, hers in groupby(rows, attrgetter("participant_id")):
        dossiers = tuple(hers)
        stays = sorted(
            (row for row in dossiers if row.entered_on is not None), key=attrgetter("entered_on")
        )
        if stays:
            yield _record(dossiers, stays, profile)


def _record(
    dossiers: Sequence[DossierRow], stays: Sequence[DossierRow], profile: ActionProfile
) -> FseRecord:
    first, last = stays[0], stays[-1]
    answers = _answers(dossiers, last)
    said = answers.get(GENDER)
    levels, level = profile.training_levels, first.training_level
    return FseRecord(
        first.participant_id,
        tuple(row.prescription_id for row in stays),
        last.number,
        first.last_name,
        first.first_name,
        first.birth_date,
        Gender(said.answer) if said is not None else _gender(first.gender, profile),
        first.postcode,
        first.commune,
        first.phone,
        first.email,
        first.employment,
        _status(first.employment, profile),
        level,
        level_band(levels[level].neutral) if level is not None and level in levels else None,
        tuple(_stay(row) for row in stays),
        last.exit_kind,
        last.exit_kind is not None and profile.is_deceased(last.exit_kind),
        bool(first.cut_over),
        answers,
    )


def _gender(key: str, profile: ActionProfile) -> Gender | None:
    told = profile.genders[key].fse if key in profile.genders else ""
    return Gender(told) if told else None


def _status(key: str | None, profile: ActionProfile) -> LabourStatus | None:
    told = profile.employment[key].fse if key is not None and key in profile.employment else ""
    return LabourStatus(told) if told else None


def _stay(row: DossierRow) -> Period:
    assert row.entered_on is not None
    return Period(row.entered_on, row.left_on or date.max)


def _answers(dossiers: Sequence[DossierRow], last: DossierRow) -> dict[str, Told]:
    """Of the entry, the first answer to each question; of the exit, those of the last dossier."""
    found: dict[str, Told] = {}
    for row in dossiers:
        for question, answer, day in answers_of(row.told):
            if question in ENTRY_KEYS:
                found.setdefault(question, Told(answer, day))
            elif row is last:
                found[question] = Told(answer, day)
    return found
