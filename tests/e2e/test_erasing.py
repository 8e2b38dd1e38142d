"""Someone is erased from a desk with one of everything: what goes, what stays, what refuses."""

import shutil
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from coachdesk.core.clock import today
from coachdesk.core.errors import UserError
from coachdesk.core.store_files import DATABASE_FILE, ERASED_FILE
from coachdesk.domain.periods import month_of
from coachdesk.models import (
    Appointment,
    Base,
    Closing,
    Participant,
    Pathway,
    Place,
    Setting,
)
from coachdesk.queries.agenda import entries_between
from coachdesk.queries.listing import count
from coachdesk.queries.participants import participants_table
from coachdesk.queries.pathways import active_pathways
from coachdesk.queries.worked_days import worked_time
from coachdesk.services.acts import undo_act
from coachdesk.services.desk import Desk
from coachdesk.services.figures import month_figures
from coachdesk.services.gaps import month_gaps
from coachdesk.services.month import frozen_or_counted
from coachdesk.services.preferences import keep_preference
from coachdesk.services.rights.archive import archive_file, archived, drop_due, take_out
from coachdesk.services.rights.erasing import (
    anonymised_number,
    erase,
    erase_again,
    plan_erasure,
)
from coachdesk.services.rights.ledger import Erased, due_again, read_ledger, write_ledger
from coachdesk.services.rights.own_rows import hers
from coachdesk.services.rights.returning import erase_returned
from coachdesk.services.row_cells import cells
from coachdesk.services.to_dos import all_things
from coachdesk.sync.report import Report
from coachdesk.sync.verification import verify_files
from support.command import Ran, coachdesk
from support.control_story import MAY, ControlStory, person
from support.raw_pages import raw_pages
from support.whole_month import MONTH

LEFT, EVERYTHING, SAME_NAME = "23-001", "23-101", "23-103"


@pytest.fixture
def desk(controlled_desk: Desk) -> Desk:
    return controlled_desk


def frozen(desk: Desk) -> list[tuple[Any, ...]]:
    listing = select(Closing.month, Closing.revision, Closing.figures).order_by(Closing.month)
    return desk.read(lambda link: [tuple(row) for row in link.execute(listing)])


def recounted(desk: Desk, month: date) -> dict[str, Any]:
    action = desk.actions[0]
    return desk.read(lambda link: month_figures(link, action.id, action.profile, month))


def held(desk: Desk, *, but: tuple[str, ...] = ()) -> bytes:
    """Every value of every table, one after the other."""
    tables = [each for each in Base.metadata.sorted_tables if each.name not in but]
    found = bytearray()
    for table in tables:
        rows = desk.read(lambda link, name=table.name: link.execute(  # type: ignore[misc]
            text(f"SELECT * FROM {name}")
        ).all())  # fmt: skip
        for row in rows:
            for value in row:
                found += value if isinstance(value, bytes) else str(value).encode()
                found += b"\n"
    return bytes(found)


def test_the_plan_tells_what_will_go_and_what_stays(desk: Desk) -> None:
    plan = plan_erasure(desk, person(desk, LEFT))
    assert plan.person == "DURAND-1 Yvette"
    assert plan.confirmation == LEFT
    assert (plan.appointments, plan.papers, plan.pieces, plan.packages) == (1, 1, 1, 2)
    assert (plan.sheets, plan.group_until) == (1, date(2029, 12, 31))
    assert plan.open_years == (2023,)
    assert plan.refused == ()
    (dossier,) = plan.dossiers
    assert (dossier.kept_until, dossier.typed) == (date(2029, 12, 31), False)


def test_the_day_typed_for_the_action_is_that_until_which_proofs_are_kept(desk: Desk) -> None:
    keep_preference(desk, "retention.coaching-emploi", {"proofs_until": "2031-12-31"})
    (dossier,) = plan_erasure(desk, person(desk, LEFT)).dossiers
    assert (dossier.kept_until, dossier.typed) == (date(2031, 12, 31), True)
    erase(desk, person(desk, LEFT))
    (line,) = desk.read(archived)
    assert line.kept_until == date(2031, 12, 31)


def test_texts_of_others_that_name_her_are_listed(desk: Desk) -> None:
    (mention,) = plan_erasure(desk, person(desk, "23-002")).mentions
    assert mention.table == "attachment"
    assert "LEFÈVRE-2 Zoë" in mention.excerpt


def test_who_is_still_followed_is_not_erased(desk: Desk) -> None:
    with pytest.raises(UserError, match="accompagnement n’est pas terminé"):
        erase(desk, person(desk, EVERYTHING))
    assert desk.read(anonymised_number) == 0


def test_who_counts_in_an_open_month_is_not_erased(desk: Desk) -> None:
    who = person(desk, LEFT)
    with desk.store.write() as uow:
        pathway = uow.session.scalars(select(Pathway).where(Pathway.participant_id == who)).one()
        for met in uow.session.scalars(
            select(Appointment).where(Appointment.pathway_id == pathway.id)
        ):
            met.held_on = date(2023, 7, 2)
        uow.commit()
    with pytest.raises(UserError, match="juillet\u00a02023") as refused:
        erase(desk, who)
    assert "Clôturez d’abord" in refused.value.remedy
    assert desk.read(anonymised_number) == 0


def test_closed_months_keep_their_bytes_and_their_count(desk: Desk) -> None:
    action = desk.actions[0]
    before, counted = frozen(desk), {month: recounted(desk, month) for month in (MAY, MONTH)}
    erase(desk, person(desk, LEFT))
    assert frozen(desk) == before
    assert {month: recounted(desk, month) for month in (MAY, MONTH)} == counted
    for month in (MAY, MONTH):
        _, changes = desk.read(
            lambda link, month=month: frozen_or_counted(  # type: ignore[misc]
                link, action.id, action.profile, month
            )
        )
        assert not changes


def test_the_list_behind_a_figure_says_how_many_are_anonymised(desk: Desk) -> None:
    action, month = desk.actions[0], month_of(MAY)
    listing = active_pathways(action.id, month.first, month.last)
    before = desk.read(lambda link: cells(link, listing, action.profile))
    erase_again(desk, [person(desk, LEFT), person(desk, EVERYTHING)])
    after = desk.read(lambda link: cells(link, listing, action.profile))
    assert after.rows[-1][after.headings.index("Nom")] == "2\u00a0dossiers anonymisés"
    assert after.prescription_ids[-1] is None
    assert len(after.rows) == len(before.rows) - 1
    assert desk.read(lambda link: count(link, listing)) == len(before.rows)


def test_the_time_and_the_road_of_the_coach_are_as_they_were(desk: Desk) -> None:
    """Whoever is erased: June holds every kind of meeting, some in places that only she came to."""
    action = desk.actions[0]

    def worked(link: Any) -> list[tuple[Any, ...]]:
        told = {}
        for month in (MAY, MONTH):
            time = worked_time(link, action.id, action.profile, month_of(month), None)
            kinds: Counter[str] = Counter()
            for day in time.days:
                kinds.update(day.kinds)
            told[month] = dict(kinds), sum(day.metres or 0 for day in time.days)
        return sorted(told.items())

    before = desk.read(worked)
    erase_again(desk, [person(desk, number) for number in (LEFT, EVERYTHING, "23-004")])
    assert desk.read(worked) == before


def test_nothing_is_asked_for_who_was_erased(desk: Desk) -> None:
    """Neither to do, nor missing in a month, nor in the agenda."""
    action = desk.actions[0]
    erase_again(desk, [person(desk, EVERYTHING)])

    def told(link: Any) -> str:
        day = today(desk.clock)
        return repr(
            (
                all_things(link, action.id, action.profile, day),
                month_gaps(link, action.id, action.profile, MONTH, day),
                entries_between(link, MAY, day),
            )
        )

    assert "anonymis" not in desk.read(told)


def test_a_frozen_list_of_numbers_tells_the_new_one(desk: Desk) -> None:
    """June names 23-006, who was absent too often: her n° goes, the count stays."""
    erase_again(desk, [person(desk, "23-006")])
    key = "participants_avec_plus_de_deux_absences_injustifiees"
    (told,) = recounted(desk, MONTH)[key]
    assert told.startswith("anonyme-")
    figures = {month: figures for month, _, figures in frozen(desk)}[MONTH]
    assert told in figures
    assert "23-006" not in figures


def test_nothing_of_her_is_left_but_in_the_archive(desk: Desk, controlled: ControlStory) -> None:
    """Not even in the pages that nothing uses any more, nor in the WAL."""
    ids = [person(desk, EVERYTHING), person(desk, SAME_NAME)]
    own: set[UUID] = set()
    for each in ids:
        own |= desk.read(lambda link, each=each: hers(link, each)).every  # type: ignore[misc]
    with desk.store.write() as uow:
        row = uow.session.get_one(Participant, ids[0])
        row.phone, row.email = "06 12 34 56 78", "lea.artagnan@example.org"
        row.beneficiary_number = "1234567A"
        row.birth_date = date(1987, 11, 23)
        for place in uow.session.scalars(select(Place)):  # the story calls each after a dossier
            place.name = f"Mairie {place.id.int % 10**6}"
        uow.session.add(Setting(key="people.view", value='["23-101", "23-002"]'))
        uow.commit()
    needles = [
        needle.encode()
        for needle in (
            "ARTAGNAN", EVERYTHING, SAME_NAME, "06 12 34 56 78", "lea.artagnan", "1234567A",
            "1987-11-23", "lettre.docx",
        )
    ]  # fmt: skip
    before = held(desk)
    assert all(needle in before for needle in needles)
    erase_again(desk, ids)
    apart = ("archived_proof", "archived_proof_content", "package")
    after = held(desk, but=apart)
    assert [needle for needle in needles if needle in after] == []
    left = held(desk, but=(*apart, "journal_entry", "erased_person", "access_entry"))
    own -= set(ids)  # those the ledger keeps
    kept = [key for key in own if key.hex.encode() in left or str(key).encode() in left]
    assert kept == []
    with desk.store.erasing() as uow:  # what is kept apart goes, to look at all the rest as it lies
        for table in (*apart[1::-1], "delivery", "package"):
            uow.session.connection().exec_driver_sql(f"DELETE FROM {table}")
    desk.store.close()
    database = desk.store.directory / DATABASE_FILE
    assert not database.with_name(f"{DATABASE_FILE}-wal").exists() or not (
        database.with_name(f"{DATABASE_FILE}-wal").stat().st_size
    )
    lying = raw_pages(database, desk.store._keys.data_key)
    assert b"CREATE TABLE participant" in lying
    assert [needle for needle in needles if needle in lying] == []


def test_the_archive_holds_what_verify_accepts_and_opens_with_a_reason(
    desk: Desk, tmp_path: Path
) -> None:
    erase_again(desk, [person(desk, EVERYTHING)])
    (line,) = desk.read(archived)
    assert line.label == "D’ARTAGNAN Léa, n°\u00a0" + EVERYTHING
    target = tmp_path / archive_file(desk, line.id)
    with pytest.raises(UserError, match="sans motif"):
        take_out(desk, line.id, target, "ok")
    assert not target.exists()
    take_out(desk, line.id, target, "contrôle FSE+ du 12 mars")
    fingerprint = desk.identity.certificate.fingerprint
    (judged,) = verify_files([target], signer=fingerprint)
    assert isinstance(judged.result, Report)
    assert judged.exit_code == 0, judged.result.lines
    assert b"contr\xc3\xb4le FSE+ du 12 mars" in held(desk)


def test_the_archive_is_emptied_at_its_term(desk: Desk) -> None:
    erase(desk, person(desk, LEFT))
    (line,) = desk.read(archived)
    assert drop_due(desk, line.kept_until) == 0
    assert drop_due(desk, line.kept_until + timedelta(days=1)) == 1
    assert desk.read(archived) == ()
    assert "Journal intact" in desk.store.verify().sentence


def test_the_journal_says_that_contents_were_erased_and_nothing_comes_back(desk: Desk) -> None:
    erase(desk, person(desk, LEFT))
    report = desk.store.verify(desk.identity.certificate.public_key)
    assert report.fault is None
    assert len(report.erased) > 5
    with pytest.raises(UserError, match="un effacement est définitif"):
        undo_act(desk)
    with desk.store.write() as uow, pytest.raises(IntegrityError):  # the guards are back
        uow.session.connection().exec_driver_sql("UPDATE closing SET figures = ''")


def test_a_restored_copy_is_purged_of_her_again(
    desk: Desk, controlled: ControlStory, tmp_path: Path
) -> None:
    who = person(desk, LEFT)
    copy = tmp_path / "copie"
    desk.store.copy_to(copy)
    erase(desk, who)
    (told,) = read_ledger(desk.store.directory)
    assert (told.id, told.reason) == (who, "request")
    shutil.copy(desk.store.directory / "store.erased.json", copy)
    restored = controlled.opened(copy)
    try:
        assert [each.id for each in due_again(restored)] == [who]
        assert erase_again(restored) == 1
        assert due_again(restored) == ()
        assert erase_again(restored) == 0
        assert b"DURAND-1 Yvette" not in held(restored, but=("archived_proof",))
        assert "Journal intact" in restored.store.verify().sentence
    finally:
        restored.close()


def test_a_copy_opened_beside_the_ledger_is_purged_at_once(desk: Desk, tmp_path: Path) -> None:
    """Its files were put back by hand: the first command on it erases her before anything else."""
    copy = tmp_path / "copie"
    desk.store.copy_to(copy)
    erase(desk, person(desk, LEFT))
    shutil.copy(desk.store.directory / "store.erased.json", copy)
    ran = coachdesk("participant", "erase", LEFT, "--check", store=copy)
    assert (ran.code, "aucun dossier" in ran.err) == (1, True)


def test_a_ledger_that_the_power_kept_from_the_disk_is_written_at_the_next_opening(
    desk: Desk,
) -> None:
    who, other = person(desk, LEFT), Erased(uuid4(), desk.clock.now(), "request")
    write_ledger(desk.store.directory, desk.store.store_id, [other])
    lost = (desk.store.directory / ERASED_FILE).read_bytes()
    erase(desk, who)
    (desk.store.directory / ERASED_FILE).write_bytes(lost)
    assert erase_returned(desk) == 0
    assert {each.id for each in read_ledger(desk.store.directory)} == {who, other.id}


def test_who_was_erased_is_in_no_list_of_people_and_not_erased_twice(desk: Desk) -> None:
    who, action = person(desk, LEFT), desk.actions[0]
    before = desk.read(lambda link: participants_table(link, action.id, today(desk.clock)))
    erase(desk, who)
    after = desk.read(lambda link: participants_table(link, action.id, today(desk.clock)))
    assert {row.number for row in before} - {row.number for row in after} == {LEFT}
    assert len(after) == len(before) - 1
    with pytest.raises(UserError, match="plus dans le magasin"):
        erase(desk, who)


def test_a_cut_erasure_is_none(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything is one transaction: what stops it on its way leaves her whole."""
    before = held(desk)

    def stop(*_: object) -> None:
        raise RuntimeError("cut")

    monkeypatch.setattr("coachdesk.services.rights.erasing.erase_payloads", stop)
    with pytest.raises(RuntimeError):
        erase(desk, person(desk, LEFT))
    assert held(desk) == before
    assert read_ledger(desk.store.directory) == ()


def test_the_command_tells_what_it_will_do_then_does_it_once_confirmed(desk: Desk) -> None:
    store = desk.store.directory
    desk.close()

    def run(*arguments: str) -> Ran:
        return coachdesk("participant", "erase", *arguments, store=store)

    told = run(LEFT, "--check")
    assert told.code == 0, told.err
    assert "archive restreinte" in told.out
    assert run(EVERYTHING, "--check").code == 1
    wrong = run(LEFT, "--confirm", "23-999")
    assert (wrong.code, "n’est pas confirmé" in wrong.err) == (1, True)
    done = run(LEFT, "--confirm", LEFT)
    assert done.code == 0, done.err
    again = run(LEFT, "--confirm", LEFT)
    assert (again.code, "aucun dossier" in again.err) == (1, True)
