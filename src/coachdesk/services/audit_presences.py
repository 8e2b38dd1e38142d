"""What a controller would ask about presences: places, days, hours, immersions.

Each rule reads rows and says what it found. Rows of the reprise raise only what can't be so:
someone in two places, a presence outside the pathway (design.md §2, CutOver).
"""

from collections.abc import Iterable, Iterator, Sequence
from uuid import UUID

from coachdesk.core.french import NBSP, clock_time, hours, long_date, plural
from coachdesk.domain.attendance import REMOTE, Mode
from coachdesk.domain.clashes import overlapping, too_close
from coachdesk.domain.holidays import holiday
from coachdesk.domain.travels import commune_of
from coachdesk.queries.audit import AttendedRow, DoubleRow, ImmersionRow
from coachdesk.services.audit_remarks import Remark, at, by, days, digest, each, of, where, who
from coachdesk.services.targets import Screen, Target

_SUNDAY = 6
_LONGEST, _SHORTEST = 4 * 60, 10
"""Minutes beyond which a presence is not the usual one of a half-day."""
_FIRST_MINUTE, _LAST_MINUTE = 7 * 60, 20 * 60
_WEEK_MOST, _WEEK_USUAL = 48 * 60, 35 * 60


def person_twice(rows: Sequence[AttendedRow], action_id: UUID) -> Iterator[Remark]:
    """The same person, whatever her dossier, in two rendez-vous at once."""
    for _, own in by(rows, lambda row: str(row.participant_id)):
        for before, row in _seen_from(action_id, overlapping(own)):
            yield at(
                "deux_lieux_personne",
                row,
                f"{who(row)} a deux rendez-vous à la fois le {long_date(row.held_on)}{NBSP}: "
                f"{where(before)}, et {where(row)}",
                before,
            )


def two_pathways(doubles: Iterable[DoubleRow]) -> Iterator[Remark]:
    """Someone who is in the action twice at once, or in two actions."""
    for double in doubles:
        yield Remark(
            "deux_parcours",
            f"L’entrée de {who(double)} le {long_date(double.entered_on)} s’ajoute à son parcours "
            f"{double.other_number}, commencé le {long_date(double.other_entered_on)}.",
            Target(Screen.CARD, double.prescription_id),
            digest(f"{double.pathway_id}", double.other_number),
        )


def coach_twice(rows: Sequence[AttendedRow], action_id: UUID) -> Iterator[Remark]:
    """The coach with two people at once, unless they sit in one workshop."""
    told = set()
    for before, row in _seen_from(action_id, overlapping(rows)):
        other_person = before.participant_id != row.participant_id
        workshop = before.mode is row.mode is Mode.COLLECTIVE and before.place == row.place
        if other_person and not workshop and row.appointment_id not in told:
            told.add(row.appointment_id)
            yield at(
                "deux_lieux_coach",
                row,
                f"Le {long_date(row.held_on)}, vous êtes à la fois avec {who(before)}, "
                f"{where(before)}, et avec {who(row)}, {where(row)}",
                before,
            )


def no_travel(rows: Sequence[AttendedRow], action_id: UUID) -> Iterator[Remark]:
    """The coach in another commune at the very minute at which she leaves one."""
    on_site = [row for row in rows if row.place and row.mode not in REMOTE and not row.cut_over]
    pairs = ((before, row) for before, row, _ in too_close(on_site, _one_minute_elsewhere))
    for before, row in _seen_from(action_id, pairs):
        yield at(
            "sans_trajet",
            row,
            f"Le {long_date(row.held_on)} à {clock_time(row.start_minute)}, aucune minute "
            f"entre {before.place} ({who(before)}) et {row.place} ({who(row)})",
            before,
        )


def day_off(rows: Sequence[AttendedRow]) -> Iterator[Remark]:
    """A presence on a Sunday or a public holiday."""
    for row in rows:
        name = holiday(row.held_on)
        if row.cut_over or not (name or row.held_on.weekday() == _SUNDAY):
            continue
        why = f"jour férié ({name})" if name else "dimanche"
        yield at(
            "jour_chome",
            row,
            f"La présence de {who(row)} le {long_date(row.held_on)} tombe un {why}",
        )


def meetings_in_immersion(
    rows: Sequence[AttendedRow], stages: Iterable[ImmersionRow]
) -> Iterator[Remark]:
    """Presences on site on the days of an immersion of the person."""
    of_person = {key: list(own) for key, own in by(rows, lambda row: str(row.prescription_id))}
    for stage in stages:
        met = [
            row
            for row in of_person.get(str(stage.prescription_id), ())
            if stage.starts_on <= row.held_on <= stage.ends_on
            and row.mode not in REMOTE
            and not row.cut_over
        ]
        if met:
            yield of(
                "pmsmp_et_rdv",
                met,
                f"{who(stage)} est en immersion chez {stage.company} du "
                f"{long_date(stage.starts_on)} au {long_date(stage.ends_on)}, et a un rendez-vous "
                f"avec vous {days(met)}",
            )


def immersion_hours(stages: Iterable[ImmersionRow]) -> Iterator[Remark]:
    """Weekly hours of an immersion above the law's most, or above the usual."""
    for stage in stages:
        weekly = stage.weekly_minutes or 0
        if stage.cut_over or weekly <= _WEEK_USUAL:
            continue
        most = "48 heures, le maximum" if weekly > _WEEK_MOST else "35 heures"
        yield Remark(
            "pmsmp_heures",
            f"{who(stage)} fait {hours(weekly)} par semaine chez {stage.company}, plus de {most}.",
            Target(Screen.CARD, stage.prescription_id, section="immersions"),
            digest(f"{stage.immersion_id}:{weekly}"),
        )


def outside_pathway(rows: Sequence[AttendedRow]) -> Iterator[Remark]:
    """Presences before the entry or after the exit."""
    for row in rows:
        if row.entered_on is not None and row.held_on < row.entered_on:
            when = f"précède son entrée du {long_date(row.entered_on)}"
        elif row.left_on is not None and row.held_on > row.left_on:
            when = f"suit sa sortie du {long_date(row.left_on)}"
        else:
            continue
        yield at(
            "hors_parcours", row, f"La présence de {who(row)} le {long_date(row.held_on)} {when}"
        )


def before_contract(rows: Sequence[AttendedRow]) -> Iterator[Remark]:
    """Presences in the action before the contrat d'engagement was signed, by person."""
    early = [
        row
        for row in rows
        if row.contract_on is not None
        and row.entered_on is not None
        and row.entered_on <= row.held_on < row.contract_on
        and not row.cut_over
    ]
    for own in each(early):
        someone = own[0]
        assert someone.contract_on is not None, "kept above"
        yield of(
            "avant_contrat",
            own,
            f"{who(someone)} a {plural(len(own), 'présence')} avant la signature de son contrat "
            f"le {long_date(someone.contract_on)}, {days(own)}",
            Target(Screen.CONTRACT, someone.prescription_id),
        )


def unusual_hours(rows: Sequence[AttendedRow]) -> Iterator[Remark]:
    """Presences longer than a half-day, too short to be one, or outside the hours of a day."""
    for row in rows:
        if row.cut_over:
            continue
        minutes = row.end_minute - row.start_minute
        if minutes > _LONGEST or minutes < _SHORTEST:
            said = f"dure {hours(minutes) if minutes >= 60 else plural(minutes, 'minute')}"  # noqa: PLR2004  (an hour)
        elif row.start_minute < _FIRST_MINUTE or row.end_minute > _LAST_MINUTE:
            said = f"va de {clock_time(row.start_minute)} à {clock_time(row.end_minute)}"
        else:
            continue
        yield at(
            "duree_inhabituelle",
            row,
            f"La présence de {who(row)} le {long_date(row.held_on)} {said}",
        )


def _seen_from(
    action_id: UUID, pairs: Iterable[tuple[AttendedRow, AttendedRow]]
) -> Iterator[tuple[AttendedRow, AttendedRow]]:
    """The pairs with a presence of the action; it comes second, where the remark leads."""
    for before, row in pairs:
        if row.action_id == action_id:
            yield before, row
        elif before.action_id == action_id:
            yield row, before


def _one_minute_elsewhere(first: str | None, second: str | None) -> int:
    """A controller does not know the road; she knows that it takes some time."""
    return int(commune_of(first) != commune_of(second))
