"""The month page: its figures open their rows, its gaps tell what is missing, and only that."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import Connection, insert, select

from coachdesk.core.errors import UserError
from coachdesk.core.ids import new_id
from coachdesk.domain.attendance import Mode, Presence
from coachdesk.domain.papers import Role
from coachdesk.models import Appointment, Closing, JournalEntry, Pathway, Signature
from coachdesk.queries.attendance import attendance_rows
from coachdesk.queries.card import participant_card
from coachdesk.queries.monthly_table import MonthlyImmersion, monthly_table_rows
from coachdesk.queries.participants import State, participants_table
from coachdesk.services.figures import month_figures
from coachdesk.services.gaps import Gap, month_gaps
from coachdesk.services.month import month_view, months_known, rows_behind, since_january
from coachdesk.services.profiles import load_profile
from coachdesk.services.targets import Screen
from coachdesk.services.tiles import Unit
from support.cases import Case, Gone, Met, Stage, bare_database, fill

PROFILE = load_profile("coaching-emploi")[1]
MAY = date(2023, 5, 1)
LAST = date(2023, 5, 31)
JUNE = date(2023, 6, 10)


@pytest.fixture
def database() -> Iterator[Connection]:
    with bare_database() as connection:
        yield connection


@pytest.fixture
def gaps_of(database: Connection) -> Callable[..., tuple[Gap, ...]]:
    def read(*cases: Case, today: date = JUNE) -> tuple[Gap, ...]:
        return month_gaps(database, fill(database, cases), PROFILE, MAY, today)

    return read


WHOLE = Case(
    "23-014",
    received=date(2023, 4, 3),
    entered=date(2023, 4, 10),
    first_met=date(2023, 4, 6),
    planned_end=date(2023, 10, 9),
    contract=date(2023, 4, 10),
    cut_over=False,
)
"""Nothing is missing, and nothing comes from before CoachDesk."""

FAULTY: list[tuple[str, bool, str, dict[str, Any]]] = [
    (
        "rdv_a_pointer", True, "le rendez-vous du 2 mai 2023 à 9 h 00 n’est pas pointé",
        {"met": [Met(date(2023, 5, 2), Presence.PLANNED, cut_over=False)]},
    ),
    (
        "emargement_manquant", True, "la présence du 2 mai 2023 à 9 h 00 n’est pas signée",
        {"met": [Met(date(2023, 5, 2), cut_over=False)]},
    ),
    (
        "contrat_manquant", True, "entrée le 10 avril 2023 sans contrat d’engagement signé",
        {"contract": None},
    ),
    (
        "fin_prevue_depassee", True,
        "la fin prévue le 30 mai 2023 est passée, sans renouvellement ni sortie",
        {"planned_end": date(2023, 5, 30)},
    ),
    (
        "detail_de_sortie_manquant", True, "sortie le 12 mai 2023 « Emploi » sans détail",
        {"gone": Gone(date(2023, 5, 12), "employment", cut_over=False)},
    ),
    (
        "premier_rdv_en_retard", False,
        "prescription reçue le 3 avril 2023, sans premier rendez-vous après 7 jours",
        {"first_met": None, "entered": None, "outcome": "pending"},
    ),
    (
        "bilan_de_stage_manquant", False,
        "immersion chez Garage du Centre terminée le 12 mai 2023 sans bilan",
        {"stages": [Stage(date(2023, 5, 8), date(2023, 5, 12), None, cut_over=False)]},
    ),
]  # fmt: skip


MENDED_AT = {
    "rdv_a_pointer": (Screen.APPOINTMENT, ""),
    "emargement_manquant": (Screen.APPOINTMENT, ""),
    "contrat_manquant": (Screen.CONTRACT, ""),
    "fin_prevue_depassee": (Screen.EXIT, ""),
    "detail_de_sortie_manquant": (Screen.EXIT, ""),
    "premier_rdv_en_retard": (Screen.CARD, ""),
    "bilan_de_stage_manquant": (Screen.IMMERSION, ""),
}


@pytest.mark.parametrize(("code", "blocking", "said", "change"), FAULTY)
def test_what_is_missing_is_told_once_in_plain_french(
    gaps_of: Callable[..., tuple[Gap, ...]],
    code: str,
    blocking: bool,  # noqa: FBT001  a column of the table above
    said: str,
    change: dict[str, Any],
) -> None:
    (gap,) = gaps_of(replace(WHOLE, **change))
    assert (gap.code, gap.blocking) == (code, blocking)
    assert gap.sentence.replace("\u00a0", " ") == f"23-014 NOM23-014 Zoé : {said}."
    target = gap.target
    assert target is not None
    assert (target.screen, target.section) == MENDED_AT[code]
    assert target.prescription_id is not None
    assert (target.appointment_id is not None) == (target.screen is Screen.APPOINTMENT)
    assert gap.signs == (code == "emargement_manquant")
    assert gap.act


@pytest.mark.parametrize("change", [change for *_, change in FAULTY])
def test_the_reprise_raises_no_gap(
    gaps_of: Callable[..., tuple[Gap, ...]], change: dict[str, Any]
) -> None:
    before = {
        name: [replace(item, cut_over=True) for item in value]
        if isinstance(value, list)
        else replace(value, cut_over=True)
        if isinstance(value, Gone)
        else value
        for name, value in change.items()
    }
    assert gaps_of(replace(WHOLE, **before, cut_over=True)) == ()


def test_a_whole_month_has_no_gap(gaps_of: Callable[..., tuple[Gap, ...]]) -> None:
    met = [
        Met(date(2023, 5, 2), mode=Mode.PHONE, cut_over=False),
        Met(date(2023, 5, 9), Presence.EXCUSED, cut_over=False),
        Met(date(2023, 6, 1), Presence.PLANNED, cut_over=False),
    ]
    gone = Gone(LAST, "dropout", cut_over=False)
    assert gaps_of(replace(WHOLE, met=met), replace(WHOLE, number="2", gone=gone)) == ()


def test_a_delay_is_over_the_day_after_its_last(gaps_of: Callable[..., tuple[Gap, ...]]) -> None:
    ends_today = replace(WHOLE, planned_end=LAST)
    left_today = replace(
        WHOLE, number="2", planned_end=MAY, gone=Gone(LAST, "dropout", cut_over=False)
    )
    waiting = Case("3", date(2023, 5, 24), outcome="pending", cut_over=False)
    assert gaps_of(ends_today, left_today, waiting) == ()
    (late,) = gaps_of(replace(waiting, received=date(2023, 5, 23)))
    assert late.code == "premier_rdv_en_retard"


def test_a_month_that_is_not_over_says_so_first(gaps_of: Callable[..., tuple[Gap, ...]]) -> None:
    met = [Met(date(2023, 5, day), Presence.PLANNED, cut_over=False) for day in (2, 30)]
    over, unmarked = gaps_of(replace(WHOLE, met=met), today=date(2023, 5, 22))
    assert over.sentence.replace("\u00a0", " ") == "Le mois de mai 2023 n’est pas terminé."
    assert over.blocking
    assert "2\u00a0mai" in unmarked.sentence
    assert "30" not in unmarked.sentence


def test_a_signed_presence_is_no_gap(database: Connection) -> None:
    action_id = fill(database, [replace(WHOLE, met=[Met(date(2023, 5, 2), cut_over=False)])])
    sign(database, seq=7)
    assert month_gaps(database, action_id, PROFILE, MAY, JUNE) == ()


def test_a_fault_of_consistency_is_told_of_the_reprise_too(
    gaps_of: Callable[..., tuple[Gap, ...]],
) -> None:
    case = replace(
        WHOLE,
        entered=date(2023, 5, 8),
        gone=Gone(date(2023, 5, 24)),
        met=[Met(date(2023, 5, day)) for day in (5, 8, 24, 25)],
        stages=[Stage(date(2023, 5, 22), date(2023, 5, 26))],
        cut_over=True,
    )
    found = gaps_of(case)
    assert not any(gap.blocking for gap in found)
    assert [gap.code for gap in found] == [
        "rdv_hors_parcours", "rdv_hors_parcours", "immersion_hors_parcours",
    ]  # fmt: skip
    assert "5\u00a0mai" in found[0].sentence
    assert "25\u00a0mai" in found[1].sentence


def test_each_figure_opens_the_rows_that_it_counts(database: Connection) -> None:
    met = [Met(date(2023, 5, day), Presence.UNEXCUSED) for day in (2, 3, 4)] + [
        Met(date(2023, 5, 9), minutes=45),
        Met(date(2023, 5, 16), minutes=30, mode=Mode.PHONE),
    ]
    case = replace(
        WHOLE,
        met=met,
        gone=Gone(LAST, "employment", "permanent"),
        stages=[Stage(date(2023, 5, 8), date(2023, 5, 12))],
    )
    action_id = fill(database, [case, Case("23-015", date(2023, 5, 4), outcome="declined")])
    view = month_view(database, action_id, PROFILE, LAST, today=JUNE)
    figures = {figure.key: figure for figure in view.figures}
    for key, figure in figures.items():
        behind = rows_behind(database, action_id, PROFILE, MAY, key)
        assert behind.title == figure.label
        assert len(behind.cells.rows) == len(behind.cells.prescription_ids)
        assert all(len(row) == len(behind.cells.headings) for row in behind.cells.rows)
        if figure.unit is Unit.COUNT:
            assert figure.value == len(behind.cells.rows), key
    assert figures["minutes"].value == 75
    assert figures["minutes.on_site"].value == 45
    assert figures["positive_rate"].value == 100
    assert figures["often_absent"].value == 1
    so_far = since_january(database, action_id, PROFILE, LAST)
    assert (figures["prescriptions"].value, so_far["prescriptions"]) == (1, 2)
    assert "often_absent" not in so_far, "« since January » has no meaning for it"
    assert figures["file_active"].monthly_target == PROFILE.targets.file_active == 40
    exits = rows_behind(database, action_id, PROFILE, MAY, "exits").cells
    assert dict(zip(exits.headings, exits.rows[0], strict=True))["Détail"] == "CDI"
    assert view.curve == (0, 0, 0, 1, 1)
    assert (view.previous, view.next) == (date(2023, 4, 1), None)
    assert months_known(database, action_id) == (date(2023, 4, 1), MAY)
    with pytest.raises(UserError):
        rows_behind(database, action_id, PROFILE, MAY, "moon")


def test_a_closed_month_says_what_changed_since(database: Connection) -> None:
    action_id = fill(database, [replace(WHOLE, contract=None)])
    view = month_view(database, action_id, PROFILE, date(2023, 4, 1), today=JUNE)
    assert view.closing is None
    assert [gap.code for gap in view.gaps] == ["contrat_manquant"]
    closed_at = datetime(2023, 5, 2, 9, tzinfo=UTC)
    closing = {
        "id": new_id(), "action_id": action_id, "month": date(2023, 4, 1), "closed_at": closed_at,
        "forced_reason": "contrat égaré", "gaps": "[]",
    }  # fmt: skip
    now = month_figures(database, action_id, PROFILE, date(2023, 4, 1))
    figures = json.dumps({**now, "file_active": 2})
    database.execute(insert(Closing), closing | {"revision": 1, "figures": "{}"})
    database.execute(insert(Closing), closing | {"id": new_id(), "revision": 2, "figures": figures})
    view = month_view(database, action_id, PROFILE, date(2023, 4, 1), today=JUNE)
    assert view.gaps == ()
    assert view.closing is not None
    assert (view.closing.revision, view.closing.closed_at) == (2, closed_at)
    (change,) = view.closing.changes
    assert (change.key, change.before, change.after) == ("file_active", 2, 1)


def test_the_monthly_table_tells_what_was_so_at_the_end_of_the_month(database: Connection) -> None:
    met = [
        Met(date(2023, 5, 2), minutes=45),
        Met(date(2023, 5, 3), minutes=30, mode=Mode.VIDEO),
        Met(date(2023, 5, 4), minutes=90, mode=Mode.COLLECTIVE),
        Met(date(2023, 5, 5), Presence.EXCUSED),
        Met(date(2023, 5, 6), Presence.UNEXCUSED),
        Met(date(2023, 5, 7), Presence.CANCELLED),
        Met(date(2023, 5, 8), Presence.PLANNED),
        Met(date(2023, 6, 1)),
    ]
    stages = [Stage(date(2023, 4, 28), MAY), Stage(date(2023, 6, 1), date(2023, 6, 2))]
    gone = Gone(date(2023, 6, 1), "employment", "permanent")
    action_id = fill(
        database,
        [
            replace(WHOLE, met=met, stages=stages, gone=gone, contract=date(2023, 6, 2)),
            replace(WHOLE, number="23-015", gone=replace(gone, day=LAST)),
            replace(WHOLE, number="23-016", entered=date(2023, 6, 1)),
        ],
    )
    one, other = monthly_table_rows(database, action_id, MAY, LAST)
    assert (one.number, one.first_appointment_delay) == ("23-014", 3)
    assert (one.appointments, one.attended) == (7, 3)
    assert (one.excused, one.unexcused, one.cancelled) == (1, 1, 1)
    assert (one.on_site_minutes, one.distance_minutes, one.collective_minutes) == (45, 30, 90)
    assert one.immersions == (MonthlyImmersion("Garage du Centre", date(2023, 4, 28), MAY, None),)
    assert (one.left_on, one.exit_kind, one.exit_detail, one.contract_on) == (None,) * 4
    assert (other.left_on, other.exit_kind, other.exit_detail) == (LAST, "employment", "permanent")
    assert (other.appointments, other.immersions) == (0, ())


def test_the_sheets_of_a_month_hold_each_presence_with_its_proof(database: Connection) -> None:
    met = [
        Met(date(2023, 4, 12), minutes=60),
        Met(date(2023, 5, 2), minutes=45, cut_over=False),
        Met(date(2023, 5, 9), Presence.EXCUSED, start=600),
        Met(date(2023, 5, 10), Presence.PLANNED),
        Met(date(2023, 6, 1), minutes=60),
    ]
    late = [Met(date(2023, 5, 3))]
    left = Gone(date(2023, 4, 30))
    action_id = fill(
        database,
        [
            replace(WHOLE, met=met),
            replace(WHOLE, number="23-015"),
            replace(WHOLE, number="23-016", gone=left),
            replace(WHOLE, number="23-017", gone=left, met=late),
        ],
    )
    sign(database, seq=7)
    sheet, empty, gone = attendance_rows(database, action_id, MAY, LAST)
    assert (sheet.month_minutes, sheet.cumulative_minutes) == (45, 105)
    present, excused = sheet.rows
    assert present.proof is not None
    assert (present.proof.drawing, present.proof.entry_seq) == (b"drawing", 7)
    assert present.attested_at == datetime.fromisoformat("2023-05-02T09:31:00.000+02:00")
    assert (excused.presence, excused.start_minute, excused.proof) == (Presence.EXCUSED, 600, None)
    assert (empty.number, empty.rows) == ("23-015", ())
    assert (gone.number, len(gone.rows)) == ("23-017", 1)  # met after the exit: told, not hidden


def test_the_table_of_participants_and_their_cards(database: Connection) -> None:
    met = [Met(date(2023, 5, 2)), Met(date(2023, 5, 9), Presence.UNEXCUSED)]
    stages = [Stage(date(2023, 5, 8), date(2023, 5, 12))]
    action_id = fill(
        database,
        [
            replace(WHOLE, met=met, stages=stages),
            replace(WHOLE, number="23-015", gone=Gone(LAST)),
            Case("23-016", MAY, outcome="declined"),
        ],
    )
    sign(database, seq=7)
    table = participants_table(database, action_id)
    assert [row.state for row in table] == [State.FOLLOWED, State.LEFT, State.NOT_FOLLOWED]
    assert (table[0].attended, table[0].unexcused, table[0].planned) == (1, 1, 0)
    assert table[1].exit_kind == "dropout"
    followed, left, declined = (participant_card(database, row.prescription_id) for row in table)
    assert [one.held_on.day for one in followed.appointments] == [9, 2]
    assert [one.signature_seq for one in followed.appointments] == [None, 7]
    assert [one.company for one in followed.immersions] == ["Garage du Centre"]
    assert [one.signed_on for one in followed.contracts] == [date(2023, 4, 10)]
    assert left.exit is not None
    assert left.exit.left_on == LAST
    assert (declined.pathway, declined.identity.outcome) == (None, "declined")
    with pytest.raises(UserError):
        participant_card(database, action_id)


def sign(database: Connection, seq: int) -> None:
    """Sign and attest the attended rendez-vous of 2 May, as entry ``seq``."""
    appointment_id = database.execute(
        select(Appointment.id)
        .join(Pathway, Pathway.id == Appointment.pathway_id)
        .where(Appointment.held_on == date(2023, 5, 2), Appointment.presence == Presence.ATTENDED)
    ).scalar_one()
    database.execute(insert(JournalEntry), {
        "seq": seq, "incarnation": new_id(), "kind": "evidence", "entity": "appointment",
        "entity_id": appointment_id, "wall": "2023-05-02T09:31:00.000+02:00", "mono_ms": 1,
        "boot": "b", "app_version": "0", "payload_digest": "", "prev": "", "hash": "",
    })  # fmt: skip
    database.execute(insert(Signature), {
        "id": new_id(), "appointment_id": appointment_id, "entry_seq": seq, "drawing": b"drawing",
        "signed_at": datetime(2023, 5, 2, 7, 30, tzinfo=UTC), "drawing_salt": b"salt",
        "fingerprint": b"print", "role": Role.PARTICIPANT,
    })  # fmt: skip
    database.execute(
        Appointment.__table__.update()  # type: ignore[attr-defined]  # a Table, mapped by models
        .where(Appointment.id == appointment_id)
        .values(attested_seq=seq)
    )
