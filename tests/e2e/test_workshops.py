"""An atelier collectif: planned at once, signed in one sitting, closed on one sealed sheet."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import Engine, event

from coachdesk.core.errors import UserError
from coachdesk.domain.attendance import Mode, Presence, Slot
from coachdesk.domain.papers import Role, SigningOutcome
from coachdesk.queries.attendance import attendance_rows
from coachdesk.queries.day import day_appointments
from coachdesk.queries.workshops import (
    WorkshopPerson,
    workshop_head,
    workshop_people,
    workshops_between,
)
from coachdesk.services.acts import undo_act
from coachdesk.services.appointments import plan_appointment
from coachdesk.services.card import card_view
from coachdesk.services.desk import Desk
from coachdesk.services.pad.attendance import attendance_asked
from coachdesk.services.papers.shown_sheet import save_sheet
from coachdesk.services.workshops.closing import close_workshop, view_sheet
from coachdesk.services.workshops.planning import (
    WorkshopFacts,
    add_people,
    change_workshop,
    drop_workshop,
    note_presences,
    plan_workshop,
    take_out,
)
from coachdesk.services.workshops.view import workshop_asked
from coachdesk.sync.verification import verify_file
from documents import pdf_reading
from support.clock import FixedClock
from support.pdf_tools import pdfsig, qpdf_check, trust_store
from support.signing_desk import CLOCK, DAY, Group, drawn, make_group, said, scrawl

AFTERNOON = Slot(DAY, 840, 990, "Mairie d’Airaines", Mode.COLLECTIVE)
FACTS = WorkshopFacts("Rédiger  son CV", AFTERNOON)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Group:
    return make_group(tmp_path_factory.mktemp("made") / "magasin", 13)


@pytest.fixture
def people(made: Group) -> list[UUID]:
    return made.people


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(CLOCK.now())


@pytest.fixture
def desk(made: Group, tmp_path: Path, clock: FixedClock) -> Iterator[Desk]:
    opened = made.opened(tmp_path / "magasin", clock)
    yield opened
    opened.close()


@pytest.fixture
def workshop(desk: Desk, people: list[UUID]) -> UUID:
    """Planned for twelve people."""
    return plan_workshop(desk, desk.actions[0], FACTS, people[:12])


def those_of(desk: Desk, workshop: UUID) -> tuple[WorkshopPerson, ...]:
    return desk.read(lambda link: workshop_people(link, workshop))


def sign_all(desk: Desk, workshop: UUID) -> None:
    for person in those_of(desk, workshop):
        if person.row.presence in {Presence.PLANNED, Presence.ATTENDED} and not person.answered:
            key = person.row.appointment_id
            attendance_asked(desk, key).commit(desk, drawn(scrawl(key.int)))


def test_each_person_has_a_rendez_vous_of_her_own_in_one_act(
    desk: Desk, workshop: UUID, people: list[UUID]
) -> None:
    twelve = those_of(desk, workshop)
    assert {person.prescription_id for person in twelve} == set(people[:12])
    assert {person.row.mode for person in twelve} == {Mode.COLLECTIVE}
    assert {person.row.workshop for person in twelve} == {"Rédiger son CV"}
    day = desk.read(lambda link: day_appointments(link, desk.actions[0].id, DAY))
    assert [item.workshop_id for item in day] == [workshop] * 12
    undone = undo_act(desk).words
    assert undone == "l’atelier «\u00a0Rédiger son CV\u00a0» du 1er\u00a0juin\u00a02023"
    with pytest.raises(UserError):
        desk.read(lambda link: workshop_head(link, workshop))
    assert not desk.read(lambda link: day_appointments(link, desk.actions[0].id, DAY))


def test_someone_who_can_not_come_is_named_and_nothing_is_planned(
    desk: Desk, people: list[UUID]
) -> None:
    taken = Slot(DAY, 900, 930, "Mairie", Mode.ON_SITE)
    plan_appointment(desk, people[3], taken)
    with pytest.raises(UserError, match=r"N’DIAYE-4.*déjà un rendez-vous"):
        plan_workshop(desk, desk.actions[0], FACTS, people[:12])
    assert not desk.read(lambda link: workshops_between(link, desk.actions[0].id, DAY, DAY))


@pytest.mark.parametrize(
    ("title", "slot", "told"),
    [
        ("  ", AFTERNOON, "titre"),
        ("CV", replace(AFTERNOON, start_minute=990), "L’heure de fin"),
        ("CV", replace(AFTERNOON, start_minute=540), "demi-journée"),
        ("CV", replace(AFTERNOON, held_on=DAY - timedelta(days=60)), "Le parcours ne commence"),
    ],
)
def test_what_can_not_be_is_refused_in_words(
    desk: Desk, people: list[UUID], title: str, slot: Slot, told: str
) -> None:
    with pytest.raises(UserError, match=told):
        plan_workshop(desk, desk.actions[0], WorkshopFacts(title, slot), people[:2])


def test_everyone_present_but_is_one_act_that_comes_back(desk: Desk, workshop: UUID) -> None:
    everyone = {person.row.appointment_id: Presence.ATTENDED for person in those_of(desk, workshop)}
    absent = next(iter(everyone))
    note_presences(desk, workshop, everyone | {absent: Presence.EXCUSED})
    noted = {person.row.appointment_id: person.row for person in those_of(desk, workshop)}
    assert noted[absent].presence is Presence.EXCUSED
    assert sum(row.presence is Presence.ATTENDED for row in noted.values()) == 11
    assert all(row.attested_seq for row in noted.values()), "each is attested by its own record"
    undo_act(desk)
    assert {person.row.presence for person in those_of(desk, workshop)} == {Presence.PLANNED}


def test_someone_comes_on_the_spot_and_someone_else_is_taken_out(
    desk: Desk, workshop: UUID, people: list[UUID]
) -> None:
    add_people(desk, workshop, people[12:])
    with pytest.raises(UserError, match="déjà un rendez-vous"):
        add_people(desk, workshop, people[12:])
    first, second = (person.row.appointment_id for person in those_of(desk, workshop)[:2])
    take_out(desk, workshop, first)
    assert len(those_of(desk, workshop)) == 12
    note_presences(desk, workshop, {second: Presence.ATTENDED})
    with pytest.raises(UserError, match="déjà notée"):
        take_out(desk, workshop, second)
    with pytest.raises(UserError, match="déjà notées"):
        drop_workshop(desk, workshop)


def test_a_workshop_that_moves_moves_its_people(desk: Desk, workshop: UUID) -> None:
    later = replace(AFTERNOON, start_minute=870, end_minute=960, place="Salle des fêtes")
    change_workshop(desk, workshop, WorkshopFacts("Son CV", later))
    head = desk.read(lambda link: workshop_head(link, workshop))
    assert (head.title, head.start_minute, head.place) == ("Son CV", 870, "Salle des fêtes")
    assert {(person.row.start_minute, person.row.place) for person in those_of(desk, workshop)} == {
        (870, "Salle des fêtes")
    }
    key = those_of(desk, workshop)[0].row.appointment_id
    attendance_asked(desk, key).commit(desk, drawn(scrawl(1)))
    with pytest.raises(UserError, match="déjà signé"):
        change_workshop(desk, workshop, FACTS)


def test_what_is_signed_names_the_workshop(desk: Desk, workshop: UUID) -> None:
    key = those_of(desk, workshop)[0].row.appointment_id
    assert "Rédiger son CV" in attendance_asked(desk, key).request.heading


def test_the_coach_draws_after_each_person_where_the_profile_asks_for_it(
    desk: Desk, workshop: UUID
) -> None:
    action = desk.actions[0]
    keys = [person.row.appointment_id for person in those_of(desk, workshop)[:2]]
    asked = workshop_asked(desk, action, keys)
    assert [each.request.role for each in asked] == [Role.PARTICIPANT] * 2
    drawn_rows = replace(action, profile=replace(action.profile, coach_signature="drawn"))
    asked = workshop_asked(desk, drawn_rows, keys)
    assert [each.request.role for each in asked] == [Role.PARTICIPANT, Role.COACH] * 2
    for number, each in enumerate(asked):
        each.again(desk).commit(desk, drawn(scrawl(60 + number)))  # as the pad does
    rows = [person.row for person in those_of(desk, workshop)[:2]]
    assert all(row.proof and row.coach_proof for row in rows)


def test_a_dropped_workshop_comes_back_by_ctrl_z(desk: Desk, workshop: UUID) -> None:
    drop_workshop(desk, workshop)
    assert not desk.read(lambda link: day_appointments(link, desk.actions[0].id, DAY))
    undo_act(desk)
    assert len(those_of(desk, workshop)) == 12


def test_it_closes_once_everyone_was_noted_and_asked(
    desk: Desk, workshop: UUID, clock: FixedClock
) -> None:
    action = desk.actions[0]
    with pytest.raises(UserError, match="Présence à noter"):
        close_workshop(desk, action, workshop)
    twelve = those_of(desk, workshop)
    note_presences(desk, workshop, {twelve[0].row.appointment_id: Presence.UNEXCUSED})
    refuses = twelve[1].row.appointment_id
    attendance_asked(desk, refuses).commit(
        desk, said(SigningOutcome.REFUSED, "ne signe que sur papier")
    )
    note_presences(
        desk, workshop, {person.row.appointment_id: Presence.ATTENDED for person in twelve[2:]}
    )
    with pytest.raises(UserError, match=r"Signature à donner.* et 6\sautres"):
        close_workshop(desk, action, workshop)
    sign_all(desk, workshop)
    line = desk.read(lambda link: workshops_between(link, action.id, DAY, DAY))[0]
    assert (line.people, line.to_note, line.to_sign, line.closed) == (12, 0, 0, False)
    close_workshop(desk, action, workshop)
    with pytest.raises(UserError, match="déjà clos"):
        close_workshop(desk, action, workshop)
    with pytest.raises(UserError, match="feuille est cachetée"):
        note_presences(desk, workshop, {})
    with pytest.raises(UserError, match="ne se rouvre pas"):
        undo_act(desk)
    assert desk.read(lambda link: workshops_between(link, action.id, DAY, DAY))[0].closed


def test_it_is_read_without_reading_every_paper_of_the_history(desk: Desk, workshop: UUID) -> None:
    asked = []

    def note(_link: object, _cursor: object, statement: str, values: tuple, *_: object) -> None:
        asked.append((statement, values))

    event.listen(Engine, "before_cursor_execute", note)
    desk.read(lambda link: workshop_head(link, workshop))
    desk.read(lambda link: workshops_between(link, desk.actions[0].id, DAY, DAY))
    event.remove(Engine, "before_cursor_execute", note)
    with desk.store.read() as link:
        steps = [
            step.detail
            for statement, values in asked
            if statement.startswith("SELECT")
            for step in link.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
        ]
    read = [step for step in steps if " document " in step]
    assert len(read) == 2
    assert all("INDEX ix_document_prescription_id_kind" in step for step in read), read


def test_a_workshop_to_come_is_not_closed(desk: Desk, people: list[UUID]) -> None:
    later = replace(AFTERNOON, held_on=DAY + timedelta(days=1))
    workshop = plan_workshop(desk, desk.actions[0], WorkshopFacts("CV", later), people[:1])
    with pytest.raises(UserError, match="à venir"):
        close_workshop(desk, desk.actions[0], workshop)


def test_the_sealed_sheet_holds_without_us(desk: Desk, workshop: UUID, tmp_path: Path) -> None:
    action = desk.actions[0]
    refuses = those_of(desk, workshop)[4].row.appointment_id
    attendance_asked(desk, refuses).commit(
        desk, said(SigningOutcome.DISAGREES, "conteste l’heure de fin")
    )
    sign_all(desk, workshop)
    close_workshop(desk, action, workshop)
    sheet = view_sheet(desk, action, workshop)
    assert sheet.closed
    target = tmp_path / sheet.file_name
    assert target.name == "atelier_2023-06-01_rediger-son-cv.pdf"
    save_sheet(desk, sheet, target)
    assert target.read_bytes() == sheet.pdf == view_sheet(desk, action, workshop).pdf
    (tmp_path / "coach.pem").write_bytes(desk.identity.certificate.pem)
    seals = pdfsig(target, trust_store(tmp_path / "nss", tmp_path / "coach.pem"))
    assert [(seal.valid, seal.whole_document) for seal in seals] == [(True, True)]
    assert qpdf_check(target) == 0
    report = verify_file(target, signer=desk.identity.certificate.fingerprint)
    assert report.exit_code == 0, report.lines
    told = "\n".join(report.lines)
    for person in those_of(desk, workshop):
        assert person.first_name in told
    assert "conteste l’heure de fin" in told
    (text,) = pdf_reading.texts(sheet.pdf, tmp_path)
    assert "Désaccord : conteste l’heure de fin" in text
    assert "Atelier « Rédiger son CV »" in text
    assert "12 personnes présentes sur 12" in text
    assert "Provisoire" not in text


def test_until_then_the_sheet_says_that_it_is_provisional(
    desk: Desk, workshop: UUID, tmp_path: Path
) -> None:
    sheet = view_sheet(desk, desk.actions[0], workshop)
    assert not sheet.closed
    save_sheet(desk, sheet, tmp_path / sheet.file_name)
    report = verify_file(tmp_path / sheet.file_name, signer=desk.identity.certificate.fingerprint)
    assert report.exit_code == 0
    assert "Provisoire, atelier non clos" in pdf_reading.texts(sheet.pdf, tmp_path)[0]


def test_each_person_s_own_sheet_names_the_workshop(desk: Desk, workshop: UUID) -> None:
    sign_all(desk, workshop)
    sheets = desk.read(lambda link: attendance_rows(link, desk.actions[0].id, DAY, DAY))
    assert [row.workshop for sheet in sheets for row in sheet.rows] == ["Rédiger son CV"] * 12


def test_her_card_tells_an_atelier_from_a_rendez_vous(
    desk: Desk, workshop: UUID, people: list[UUID]
) -> None:
    action = desk.actions[0]
    view = desk.read(lambda link: card_view(link, action, people[0], desk.clock.now()))
    assert [each.title for each in view.events if each.appointment is not None] == [
        "Atelier collectif, 14\u00a0h\u00a000 – 16\u00a0h\u00a030"
    ]
