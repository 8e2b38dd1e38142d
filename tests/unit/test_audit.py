"""The relecture read from a store: one SELECT per question, bounded by the month; marks kept."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from random import Random
from zipfile import ZipFile

import pytest
from sqlalchemy import Connection, event, insert, select, update

from coachdesk.core.canonical import canonical_json
from coachdesk.core.errors import UserError
from coachdesk.core.ids import new_id
from coachdesk.domain.attendance import Mode
from coachdesk.models import (
    Appointment,
    JournalEntry,
    JournalPayload,
    Participant,
    Pathway,
    Place,
)
from coachdesk.queries.audit import PackageRow
from coachdesk.services.audit import Audit, look_again, month_audit, verify
from coachdesk.services.audit_titles import package_titles, title_of
from coachdesk.services.closing.use_case import close_month
from coachdesk.services.profiles import load_profile
from coachdesk.services.targets import Screen
from coachdesk.signing.strokes import encode_drawing
from support.cases import Case, Gone, Met, Stage, bare_database, fill
from support.hands import copied, redrawn, signature_of
from support.signing_desk import DAY, make_desk, reopen

PROFILE = load_profile("coaching-emploi")[1]
MAY = date(2023, 5, 1)
TUESDAY = date(2023, 5, 2)
TITLE = f"avec Odile\u00a0: {PROFILE.texts.operation}"


@pytest.fixture
def database() -> Iterator[Connection]:
    with bare_database() as connection:
        yield connection


def case(number: str, *met: Met, **more: object) -> Case:
    whole = Case(
        number,
        received=date(2023, 4, 3),
        entered=date(2023, 4, 10),
        contract=date(2023, 4, 10),
        met=[replace(one, cut_over=False) for one in met],
        cut_over=False,
    )
    return replace(whole, **more)  # type: ignore[arg-type]


def sign_all(connection: Connection, drawings: list[bytes], heading: str = TITLE) -> None:
    """Sign the presences of the store, each on its own day."""
    rows = connection.execute(
        select(Appointment.id, Appointment.held_on).order_by(Appointment.held_on)
    ).all()
    for seq, (row, drawing) in enumerate(zip(rows, drawings, strict=True), start=1):
        wall = f"{row.held_on}T14:31:00.000Z"
        connection.execute(insert(JournalEntry), {
            "seq": seq, "incarnation": new_id(), "kind": "evidence", "entity": "appointment",
            "entity_id": row.id, "wall": wall, "mono_ms": 1, "boot": "b", "app_version": "0",
            "payload_digest": "", "prev": "", "hash": "",
        })  # fmt: skip
        body = canonical_json({"text": f"{heading}\nJe signe."})
        connection.execute(insert(JournalPayload), {"seq": seq, "salt": b"s", "body": body})
        connection.connection.execute(
            "INSERT INTO signature (id, appointment_id, entry_seq, signed_at, drawing,"
            " drawing_salt, fingerprint, role) VALUES (?, ?, ?, ?, ?, ?, ?, 'participant')",
            (new_id().hex, row.id.hex, seq, wall, drawing, b"s", bytes([seq])),
        )


def read(connection: Connection, action_id: object) -> Audit:
    return month_audit(connection, action_id, PROFILE, MAY)  # type: ignore[arg-type]


def kinds(found: Audit) -> list[str]:
    return [remark.kind for remark in found.remarks]


def test_a_month_in_order_raises_nothing(database: Connection) -> None:
    rng = Random(1)
    own = signature_of(rng)
    action = fill(
        database,
        [case("1", Met(TUESDAY), Met(date(2023, 5, 9))), case("2", Met(TUESDAY, start=600))],
    )
    drawings = [redrawn(rng, own), redrawn(rng, signature_of(rng)), redrawn(rng, own)]
    sign_all(database, [encode_drawing(drawing) for drawing in drawings])
    assert kinds(read(database, action)) == []


def test_a_drawing_that_can_not_be_read_stops_nothing(database: Connection) -> None:
    action = fill(database, [case("1", Met(TUESDAY)), case("2", Met(date(2023, 5, 9)))])
    sign_all(database, [b"not a drawing", b"neither"])
    assert kinds(read(database, action)) == []


def test_copies_of_a_drawing_are_found_the_worse_ones_first(database: Connection) -> None:
    rng = Random(2)
    action = fill(
        database,
        [case("1", Met(TUESDAY), Met(date(2023, 5, 9))), case("2", Met(date(2023, 5, 16)))],
    )
    one = redrawn(rng, signature_of(rng))
    drawings = [one, copied(rng, one), copied(rng, one)]
    sign_all(database, [encode_drawing(drawing) for drawing in drawings])
    found = read(database, action)
    assert kinds(found) == ["traces_de_deux_personnes", "traces_d_une_personne"]
    worse, other = found.remarks
    assert "NOM1" in worse.sentence
    assert "NOM2" in worse.sentence
    assert "16\u00a0mai" in worse.sentence
    assert "9\u00a0mai" in other.sentence
    assert worse.target.screen is Screen.APPOINTMENT


def test_a_title_that_changed_since_the_signature(database: Connection) -> None:
    rng = Random(3)
    action = fill(database, [case("1", Met(TUESDAY))])
    drawing = encode_drawing(redrawn(rng, signature_of(rng)))
    sign_all(database, [drawing], "Rendez-vous, avec Odile\u00a0: Coaching 2022")
    (remark,) = read(database, action).remarks
    assert remark.kind == "titres"
    assert "«\u00a0Coaching 2022\u00a0»" in remark.sentence
    assert PROFILE.texts.operation in remark.sentence


def test_all_the_rules_are_asked_of_the_store(database: Connection) -> None:
    stage = Stage(date(2023, 5, 9), date(2023, 5, 12), cut_over=False)
    action = fill(
        database,
        [
            case("1", Met(TUESDAY, minutes=300), Met(date(2023, 5, 9)), stages=[stage]),
            case("2", Met(TUESDAY, start=600), contract=date(2023, 5, 4)),
            case("3", Met(date(2023, 5, 29)), Met(date(2023, 6, 1))),
            case("4", Met(date(2023, 5, 30)), gone=Gone(date(2023, 5, 24))),
        ],
    )
    found = kinds(read(database, action))
    assert sorted(set(found)) == sorted(
        ["avant_contrat", "deux_lieux_coach", "duree_inhabituelle", "hors_parcours", "jour_chome",
         "pmsmp_et_rdv", "trace_manquant"]
    )  # fmt: skip
    assert found.count("trace_manquant") == 4, "one per person"


def test_it_is_seven_reads_whatever_the_month_holds(database: Connection) -> None:
    met = [Met(date(2023, 5, day)) for day in (2, 3, 4, 5, 9, 10, 11, 12)]
    action = fill(database, [case(str(number), *met) for number in range(6)])
    asked: list[str] = []
    event.listen(
        database, "before_cursor_execute", lambda _c, _u, statement, *_: asked.append(statement)
    )
    read(database, action)
    assert len(asked) == 7, "six of rows, one of the profile that the month was closed with"
    plan = database.exec_driver_sql(
        f"EXPLAIN QUERY PLAN {asked[0]}", (*("2023-05-01", "2023-05-31"), "attended")
    )
    assert "ix_appointment_held_on" in " ".join(str(row) for row in plan)


def test_an_appointment_before_the_decision_is_read_too(database: Connection) -> None:
    action = fill(database, [case("1", Met(TUESDAY))])
    pathway = database.execute(select(Pathway)).one()
    place = new_id()
    database.execute(insert(Place), {"id": place, "name": "Mairie de Poix"})
    database.execute(insert(Appointment), {
        "id": new_id(), "version": 1, "prescription_id": pathway.prescription_id,
        "held_on": TUESDAY, "start_minute": 545, "end_minute": 560, "mode": Mode.ON_SITE,
        "presence": "attended", "cut_over": False, "place_id": place,
    })  # fmt: skip
    assert "deux_lieux_personne" in kinds(read(database, action))
    assert database.execute(select(Participant.last_name)).scalars().all() == ["NOM1"]


def test_a_person_twice_in_the_action_at_once(database: Connection) -> None:
    """Told once, by the later pathway; one that follows another is as it should be."""
    gone = Gone(date(2023, 5, 12))
    action = fill(
        database,
        [
            case("1", gone=gone),
            case("2", entered=date(2023, 5, 10)),
            case("3", entered=date(2023, 5, 13)),
        ],
    )
    people = database.execute(select(Participant.id).order_by(Participant.last_name)).scalars()
    database.execute(update(Pathway).values(participant_id=next(people)))
    second, third = read(database, action).remarks
    assert second.kind == third.kind == "deux_parcours"
    assert "10\u00a0mai\u00a02023 s’ajoute à son parcours 1," in second.sentence
    assert "13\u00a0mai\u00a02023 s’ajoute à son parcours 2," in third.sentence
    june = month_audit(database, action, PROFILE, date(2023, 6, 1))
    assert [remark.subject for remark in june.remarks] == [third.subject], "the first has ended"


def workbook_of(title: str) -> bytes:
    inner, outer = BytesIO(), BytesIO()
    with ZipFile(inner, "w") as workbook:
        workbook.writestr("docProps/core.xml", f"<x><dc:title>{title}, 2023-04</dc:title></x>")
    with ZipFile(outer, "w") as package:
        package.writestr("tableau-de-suivi.xlsx", inner.getvalue())
    return outer.getvalue()


def test_the_title_of_earlier_envois_is_compared() -> None:
    earlier = [
        PackageRow(date(2023, month, 1), workbook_of(title))
        for month, title in ((2, "Coaching &amp; emploi"), (3, "Autre"), (4, "Autre"))
    ]
    found = list(package_titles([*earlier, PackageRow(MAY, b"cut")], "Coaching & emploi"))
    (remark,) = found
    assert "mars\u00a02023" in remark.sentence
    assert remark.target.day == date(2023, 3, 1)


def test_a_real_envoi_bears_the_title_and_a_mark_is_kept_and_undone(tmp_path) -> None:
    make_desk(tmp_path / "store", 2)
    desk = reopen(tmp_path / "store")
    action = desk.actions[0]
    june = DAY.replace(day=1)

    def audit() -> Audit:
        return desk.read(lambda link: month_audit(link, action.id, action.profile, june))

    first = audit()
    assert {remark.kind for remark in first.remarks} == {"trace_manquant", "duree_inhabituelle"}
    remark = first.remarks[0]
    with pytest.raises(UserError):
        verify(desk, remark, "  ")
    verify(desk, remark, " vu avec elle ")
    verify(desk, remark, "original  signé")
    seen = audit()
    assert remark not in seen.remarks
    (kept,) = seen.verified
    assert (kept.remark, kept.reason) == (remark, "original signé")
    look_again(desk, kept.mark_id)
    assert audit() == first
    closed = close_month(desk, action, june, force_reason="essai")
    with desk.store.read() as link:
        data = link.exec_driver_sql("SELECT data FROM package").scalar_one()
    assert closed.filename
    assert title_of(data) == action.profile.texts.operation
    desk.close()
