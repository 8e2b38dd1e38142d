"""What a controller would ask about signatures: missing, in series, late, looking alike."""

from collections.abc import Iterator, Sequence
from datetime import date, time, timedelta

from coachdesk.core.french import long_date
from coachdesk.domain.attendance import before_the_hour, half_day
from coachdesk.domain.clashes import series
from coachdesk.domain.likeness import Shape, alike, shape
from coachdesk.queries.audit import AttendedRow, SignatureRow
from coachdesk.services.audit_remarks import Remark, at, days, each, of, presences, to_sign, who
from coachdesk.signing.strokes import decode_drawing

_SIGNED_TOGETHER = timedelta(minutes=10)


def look_alikes(
    rows: Sequence[AttendedRow], signatures: Sequence[SignatureRow]
) -> Iterator[Remark]:
    """Drawings of the month that are copies of one another, each told once."""
    of_appointment = {row.appointment_id: row for row in rows}
    shown = [
        (row, drawn)
        for signature in signatures
        if (row := of_appointment.get(signature.appointment_id)) is not None
        and (drawn := _shape(signature)) is not None
    ]
    told = set()
    pairs = [
        (shown[first][0], shown[second][0])
        for first, second, _ in sorted(alike([drawn for _, drawn in shown]))
    ]
    # Two people first: that is the worse one, and each drawing is told once.
    for before, row in sorted(pairs, key=lambda pair: _same_person(*pair)):
        if row.appointment_id in told:
            continue
        told.add(row.appointment_id)
        if not _same_person(before, row):
            sentence = (
                f"{who(before)} le {long_date(before.held_on)} et {who(row)} le "
                f"{long_date(row.held_on)} ont presque le même tracé"
            )
            yield at("traces_de_deux_personnes", row, sentence, before)
        else:
            sentence = (
                f"Les tracés de {who(row)} du {long_date(before.held_on)} et du "
                f"{long_date(row.held_on)} sont presque les mêmes"
            )
            yield at("traces_d_une_personne", row, sentence, before)


def unsigned(rows: Sequence[AttendedRow]) -> Iterator[Remark]:
    """Presences on site that nobody signed, by person."""
    lacking = [row for row in rows if row.signed_at is None and not row.declined and to_sign(row)]
    for own in each(lacking):
        yield of(
            "trace_manquant",
            own,
            f"{who(own[0])} n’a pas signé {presences(len(own))}, {days(own)}",
        )


def signed_together(rows: Sequence[AttendedRow]) -> Iterator[Remark]:
    """Several half-days of one person signed within minutes of each other."""
    for own in each([row for row in rows if row.signed_at is not None and to_sign(row)]):
        for run in _runs(own):
            if len({_half_day(row) for row in run}) > 1:
                yield of(
                    "signees_en_serie",
                    run,
                    f"{who(run[0])} a signé {len(run)} présences en quelques minutes le "
                    f"{long_date(_signed_on(run[0]))}, {days(run)}",
                )


def signed_early(rows: Sequence[AttendedRow]) -> Iterator[Remark]:
    """Signatures given well before the hour, by person; those given in series are told as such."""
    for own in each([row for row in rows if row.signed_at is not None and to_sign(row)]):
        alone = [row for run in _runs(own) if len(run) == 1 for row in run]
        early = [row for row in alone if _before_the_hour(row)]
        if early:
            yield of(
                "signees_avant_l_heure",
                early,
                f"{who(early[0])} a signé avant l’heure {presences(len(early))}, {days(early)}",
            )


def signed_late(rows: Sequence[AttendedRow]) -> Iterator[Remark]:
    """Signatures given after the day, by person; those given in series are told as such."""
    for own in each([row for row in rows if row.regularisation and to_sign(row)]):
        alone = [row for run in _runs(own) if len(run) == 1 for row in run]
        if alone:
            yield of(
                "regularisations",
                alone,
                f"{who(alone[0])} a signé après coup {presences(len(alone))}, {days(alone)}",
            )


def _shape(signature: SignatureRow) -> Shape | None:
    """None for what can't be compared; a damaged drawing is told by the check of the store."""
    try:
        return shape(decode_drawing(signature.drawing))
    except ValueError:
        return None


def _same_person(one: AttendedRow, other: AttendedRow) -> bool:
    return one.participant_id == other.participant_id


def _half_day(row: AttendedRow) -> tuple[date, str]:
    return row.held_on, half_day(time(*divmod(row.start_minute, 60)))


def _before_the_hour(row: AttendedRow) -> bool:
    assert row.signed_at is not None, "only signed presences are asked"
    return before_the_hour(row.held_on, row.start_minute, row.signed_at.astimezone())


def _signed_on(row: AttendedRow) -> date:
    assert row.signed_at is not None, "only signed presences are asked"
    return row.signed_at.astimezone().date()


def _runs(own: Sequence[AttendedRow]) -> list[list[AttendedRow]]:
    signed = [(row.signed_at, row) for row in own if row.signed_at is not None]
    return [
        [row for _, row in run] for run in series(signed, lambda pair: pair[0], _SIGNED_TOGETHER)
    ]
