"""A signature drawn at the desk: its proof in the journal, on its sheet, and to a stranger."""

import json
import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import DatabaseError

from coachdesk.core.errors import UserError
from coachdesk.domain.attendance import Mode, Presence, Slot
from coachdesk.domain.drawing import Drawing
from coachdesk.models import (
    Appointment,
    EngagementContract,
    JournalEntry,
    Pathway,
    Prescription,
    Signature,
)
from coachdesk.services.appointments import plan_appointment
from coachdesk.services.attendance import record_presence
from coachdesk.services.closing.use_case import MonthIncompleteError, close_month
from coachdesk.services.desk import Desk
from coachdesk.services.exporting import export_package
from coachdesk.services.pad.attendance import attendance_asked, countersign_asked
from coachdesk.store import verify_chain
from coachdesk.sync.verification import verify_file
from support.clock import FixedClock
from support.pdf_tools import run
from support.signing_desk import CLOCK, DAY, drawn, make_desk, reopen, scrawl, sign

MONTH = date(2023, 6, 1)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[UUID]]:
    directory = tmp_path_factory.mktemp("made") / "magasin"
    return directory, make_desk(directory, 3)


@pytest.fixture
def held(made: tuple[Path, list[UUID]]) -> list[UUID]:
    """Three rendez-vous of today, attended."""
    return made[1]


@pytest.fixture
def desk(made: tuple[Path, list[UUID]], tmp_path: Path, clock: FixedClock) -> Iterator[Desk]:
    opened = reopen(shutil.copytree(made[0], tmp_path / "magasin"), clock)
    yield opened
    opened.close()


def signatures(desk: Desk) -> int:
    return len(desk.read(lambda link: link.execute(select(Signature.id)).all()))


def test_the_evidence_stands_in_a_chain_that_verifies(desk: Desk, held: list[UUID]) -> None:
    signed = sign(desk, held[0])
    with desk.store.read() as connection:
        entry = connection.execute(
            select(JournalEntry.__table__).where(JournalEntry.seq == signed.entry_seq)
        ).one()
        report = verify_chain(connection, signer=desk.identity.certificate.public_key)
    assert entry.kind == "evidence"
    assert entry.hash.upper().startswith(signed.short_code)
    assert report.fault is None
    assert report.head is not None
    assert report.head.seq >= signed.entry_seq


@pytest.mark.parametrize("moved", [(0, 0), (731, -212)])
def test_a_drawing_never_stands_twice(desk: Desk, held: list[UUID], moved: tuple[int, int]) -> None:
    sign(desk, held[0])
    first = scrawl(held[0].int)
    replay = Drawing(
        first.width,
        first.height,
        tuple(tuple((x + moved[0], y + moved[1]) for x, y in stroke) for stroke in first.strokes),
    )
    with pytest.raises(UserError, match="déjà donnée"):
        attendance_asked(desk, held[1]).commit(desk, drawn(replay))
    assert signatures(desk) == 1


def test_nor_on_the_row_of_the_coach(desk: Desk, held: list[UUID]) -> None:
    sign(desk, held[0])
    asked = countersign_asked(desk, held[0])
    with pytest.raises(UserError, match="déjà donnée"):
        asked.commit(desk, drawn(scrawl(held[0].int)))
    assert signatures(desk) == 1
    asked.commit(desk, drawn(scrawl(7)))
    with pytest.raises(UserError, match="déjà signé"):
        countersign_asked(desk, held[0])
    assert signatures(desk) == 2


@pytest.mark.parametrize("verb", ["INSERT", "INSERT OR REPLACE", "INSERT OR IGNORE"])
@pytest.mark.parametrize("subject", ["appointment_id", "countersigned_id"])
@pytest.mark.parametrize("changed", ["", "drawing", "fingerprint"])
def test_nor_when_copied_by_hand_in_sql(
    desk: Desk, held: list[UUID], verb: str, subject: str, changed: str
) -> None:
    """Another row, for another rendez-vous, of another entry, with that drawing or its print."""
    sign(desk, held[0])
    columns = {
        "id": "'00000000000000000000000000000001'",
        "role": "role",
        subject: f"'{held[1].hex}'",
        "entry_seq": "1",
        "signed_at": "signed_at",
        "drawing": "drawing",
        "drawing_salt": "drawing_salt",
        "fingerprint": "fingerprint",
    }
    if changed:
        columns[changed] = "x'00'"
    copy = (
        f"{verb} INTO signature ({', '.join(columns)}) "
        f"SELECT {', '.join(columns.values())} FROM signature"
    )
    with desk.store.write() as uow, pytest.raises(DatabaseError, match="append-only"):
        uow.session.connection().exec_driver_sql(copy)
    assert signatures(desk) == 1


def test_another_drawing_by_hand_would_pass_so_it_is_the_drawing_that_is_refused(
    desk: Desk, held: list[UUID]
) -> None:
    sign(desk, held[0])
    fresh = (
        "INSERT INTO signature (id, role, appointment_id, entry_seq, signed_at, drawing,"
        " drawing_salt, fingerprint) SELECT '00000000000000000000000000000001', role,"
        f" '{held[1].hex}', 1, signed_at, x'01', drawing_salt, x'02' FROM signature"
    )
    with desk.store.write() as uow:
        uow.session.connection().exec_driver_sql(fresh)
        assert uow.session.scalar(select(func.count(Signature.id))) == 2


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE signature SET appointment_id = NULL, countersigned_id = appointment_id",
        "UPDATE signature SET drawing = x'00'",
        "DELETE FROM signature",
    ],
)
def test_what_was_signed_is_neither_moved_nor_taken_away(
    desk: Desk, held: list[UUID], change: str
) -> None:
    sign(desk, held[0])
    with desk.store.write() as uow, pytest.raises(DatabaseError, match="append-only"):
        uow.session.connection().exec_driver_sql(change)


@pytest.mark.parametrize(
    "drawing",
    [
        Drawing(6000, 2500, ()),
        Drawing(6000, 2500, (((10, 10), (12, 11), (11, 12)),)),
        Drawing(6000, 2500, (tuple((step * 50, 900) for step in range(60)),)),
        Drawing(
            6000,
            2500,
            (
                tuple((step * 50, 900) for step in range(60)),
                tuple((step * 50, step * 20) for step in range(60)),
            ),
        ),
    ],
    ids=["blank", "dot", "line", "cross"],
)
def test_what_is_no_signature_is_refused(desk: Desk, held: list[UUID], drawing: Drawing) -> None:
    asked = attendance_asked(desk, held[0])
    with pytest.raises(UserError):
        asked.commit(desk, drawn(drawing))
    assert signatures(desk) == 0


def test_a_past_day_needs_a_reason_that_shows(
    desk: Desk, held: list[UUID], clock: FixedClock
) -> None:
    clock.advance(timedelta(days=2))
    asked = attendance_asked(desk, held[0])
    assert asked.request.needs_regularisation
    with pytest.raises(UserError, match="régularisation"):
        asked.commit(desk, drawn(scrawl(1)))
    asked.commit(desk, drawn(scrawl(1), regularisation="panne de l’ordinateur"))
    kept = desk.read(lambda link: link.execute(select(Signature.regularisation)).scalar_one())
    assert kept == "panne de l’ordinateur"


def test_a_rendez_vous_changed_since_it_was_shown_is_not_signed(
    desk: Desk, held: list[UUID]
) -> None:
    asked = attendance_asked(desk, held[0])
    with desk.store.write() as uow:
        appointment = uow.session.get_one(Appointment, held[0])
        appointment.end_minute += 60
        uow.commit()
    with pytest.raises(UserError, match="changé"):
        asked.commit(desk, drawn(scrawl(1)))


def test_a_signed_presence_does_not_change(desk: Desk, held: list[UUID]) -> None:
    sign(desk, held[0])
    with pytest.raises(UserError, match="signé"):
        record_presence(desk, held[0], Presence.UNEXCUSED)
    with pytest.raises(UserError, match="déjà signée"):
        attendance_asked(desk, held[0])


def test_neither_a_day_to_come_nor_an_absence_is_signed(desk: Desk, held: list[UUID]) -> None:
    dossier = desk.read(lambda link: link.execute(select(Prescription.id)).scalar_one())
    planned = plan_appointment(
        desk, dossier, Slot(DAY + timedelta(days=7), 540, 570, "Mairie de Doullens", Mode.ON_SITE)
    )  # fmt: skip
    with pytest.raises(UserError, match=r"à venir.*Sans rendez-vous"):
        attendance_asked(desk, planned)
    record_presence(desk, held[0], Presence.UNEXCUSED)
    with pytest.raises(UserError, match="absence"):
        attendance_asked(desk, held[0])


def test_a_planned_rendez_vous_becomes_attended_by_the_same_act(desk: Desk) -> None:
    dossier = desk.read(lambda link: link.execute(select(Prescription.id)).scalar_one())
    planned = plan_appointment(desk, dossier, Slot(DAY, 1000, 1030, None, Mode.PHONE))
    sign(desk, planned)
    row = desk.read(
        lambda link: link.execute(
            select(Appointment.presence, Appointment.attested_seq).where(Appointment.id == planned)
        ).one()
    )
    assert row.presence is Presence.ATTENDED
    assert row.attested_seq is not None


def test_a_person_has_one_rendez_vous_at_a_time_within_her_pathway(
    desk: Desk, held: list[UUID]
) -> None:
    dossier = desk.read(lambda link: link.execute(select(Prescription.id)).scalar_one())

    def plan(day: date, start: int) -> UUID:
        return plan_appointment(
            desk, dossier, Slot(day, start, start + 30, None, Mode.PHONE)
        )  # fmt: skip

    planned = plan(DAY, 840)
    with pytest.raises(UserError, match="déjà un rendez-vous"):
        plan(DAY, 850)
    record_presence(desk, planned, Presence.CANCELLED)
    plan(DAY, 850)
    with pytest.raises(UserError, match="ne commence que"):
        plan(date(2023, 5, 8), 840)


def close_june(desk: Desk, clock: FixedClock, tmp_path: Path, reason: str | None) -> Path:
    clock.advance(timedelta(days=31))
    close_month(desk, desk.action(None), MONTH, force_reason=reason)
    return export_package(desk, desk.action(None), MONTH, tmp_path / "out")


def test_a_month_with_gaps_is_listed_then_forced_with_a_reason_that_shows(
    desk: Desk, held: list[UUID], clock: FixedClock, tmp_path: Path
) -> None:
    sign(desk, held[0])
    clock.advance(timedelta(days=31))
    with pytest.raises(MonthIncompleteError) as refused:
        close_month(desk, desk.action(None), MONTH)
    assert {gap.code for gap in refused.value.gaps} == {"emargement_manquant", "contrat_manquant"}
    package = close_june(desk, clock, tmp_path, "tablette en panne le 2 juin")
    folder = tmp_path / "in"
    assert run("unzip", "-q", package, "-d", folder).returncode == 0
    cover = run("pdftotext", "-layout", folder / "bordereau.pdf", "-").stdout
    assert "tablette en panne le 2 juin" in cover
    assert "DURAND" in cover
    closed = desk.read(lambda link: link.exec_driver_sql("SELECT gaps FROM closing").scalar_one())
    assert len(json.loads(closed)) == 3


def test_the_sheet_carries_the_drawing_and_its_proof_to_a_stranger(
    desk: Desk, held: list[UUID], clock: FixedClock, tmp_path: Path
) -> None:
    with desk.store.write() as uow:
        pathway = uow.session.execute(select(Pathway)).scalar_one()
        uow.session.add(
            EngagementContract(
                pathway_id=pathway.id, revision=1, signed_on=date(2023, 5, 9), cut_over=False
            )
        )
        uow.commit()
    signed = [sign(desk, appointment) for appointment in held]
    package = close_june(desk, clock, tmp_path, None)
    folder = tmp_path / "in"
    assert run("unzip", "-q", package, "-d", folder).returncode == 0
    sheet = folder / "emargement" / "23-001.pdf"
    images = run("pdfimages", "-list", sheet).stdout.splitlines()
    assert len(images) == 2, "a drawing is lines, never an image"
    text = run("pdftotext", "-layout", sheet, "-").stdout
    for one in signed:
        assert f"n° {one.entry_seq}" in text.replace("\u00a0", " ")
    report = verify_file(sheet, signer=desk.identity.certificate.fingerprint)
    assert report.exit_code == 0
    explained = [line for line in report.lines if line.startswith("Signature d’Yvette DURAND")]
    assert len(explained) == len(held)
    assert all(line.endswith("cohérente.") for line in explained)


def test_a_closed_month_is_read_only(
    desk: Desk, held: list[UUID], clock: FixedClock, tmp_path: Path
) -> None:
    dossier = desk.read(lambda link: link.execute(select(Prescription.id)).scalar_one())
    close_june(desk, clock, tmp_path, "essai")
    for refused in (
        lambda: record_presence(desk, held[0], Presence.UNEXCUSED),
        lambda: attendance_asked(desk, held[0]),
        lambda: plan_appointment(desk, dossier, Slot(DAY, 0, 9, None, Mode.PHONE)),
    ):
        with pytest.raises(UserError, match="clôturé"):
            refused()


def test_the_clock_of_the_machine_gives_the_time_signed(desk: Desk, held: list[UUID]) -> None:
    sign(desk, held[0])
    at = desk.read(lambda link: link.execute(select(Signature.signed_at)).scalar_one())
    assert at == CLOCK.now().astimezone(UTC)
    assert at < datetime.now(UTC)
