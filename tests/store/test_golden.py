"""A store of every version is opened for ever: what it proved is still proved."""

import shutil
from datetime import date, datetime, timedelta, timezone
from hashlib import sha256
from pathlib import Path

import pytest

from coachdesk.core.errors import UserError
from coachdesk.domain.attendance import Mode, Presence, Slot
from coachdesk.domain.deliveries import DeliveryState
from coachdesk.domain.identity import ANONYMISED
from coachdesk.domain.papers import DocumentState, Role
from coachdesk.domain.pmsmp import ImmersionOutcome
from coachdesk.domain.week_hours import read_week
from coachdesk.models import (
    Appointment,
    Closing,
    Company,
    Correction,
    DayOff,
    Delivery,
    Document,
    EngagementContract,
    ErasedMark,
    Exit,
    Immersion,
    Measurement,
    OutreachContact,
    Package,
    Participant,
    ProfileVersion,
    Prospecting,
    Recipient,
    ReportText,
    SatisfactionAnswer,
    Signature,
    SignatureRefusal,
    Step,
    TimestampToken,
    Workshop,
    YearClosing,
)
from coachdesk.models.migrations import HEAD
from coachdesk.queries.accesses import accesses
from coachdesk.services.appointments import plan_appointment
from coachdesk.services.attendance import record_presence
from coachdesk.services.closing.correcting import open_correction
from coachdesk.services.closing.use_case import close_month
from coachdesk.services.desk import open_desk
from coachdesk.services.diagnostics import diagnostic
from coachdesk.services.documents.drafting import read_document
from coachdesk.services.drafts import drafts
from coachdesk.services.duplicates import known_people
from coachdesk.services.exporting import export_package
from coachdesk.services.importing.learned import read_learned
from coachdesk.services.preferences import preference
from coachdesk.services.rights.archive import archive_file, archived, take_out
from coachdesk.services.timesheet.sheet import month_sheet
from coachdesk.sync.verification import verify_file
from support.clock import FixedClock
from support.command import PASSPHRASE
from support.documents import sign_document
from support.golden import held
from support.kept import rows

GOLDEN = Path(__file__).resolve().parent.parent / "golden"
LATER = FixedClock(datetime(2023, 7, 4, 9, 0, tzinfo=timezone(timedelta(hours=2))))


@pytest.fixture(params=sorted(path.name for path in GOLDEN.glob("store-*")))
def desk(request, tmp_path):
    folder = shutil.copytree(GOLDEN / request.param, tmp_path / "store")
    opened = open_desk(folder, PASSPHRASE, clock=LATER)
    yield opened
    opened.close()


def test_what_was_signed_closed_and_sent_is_as_it_was(desk):
    assert desk.store.verify().fault is None
    assert [person.last_name for person in desk.read(known_people)] == ["DURAND"]
    signed = {each.appointment_id for each in rows(desk, Signature) if each.appointment_id}
    assert len(signed) == 2
    assert signed <= {appointment.id for appointment in rows(desk, Appointment)}
    (contract,) = rows(desk, EngagementContract)
    assert contract.signed_on == date(2023, 5, 9)
    assert date(2023, 6, 1) in {closing.month for closing in rows(desk, Closing)}
    for package in rows(desk, Package):
        assert sha256(package.data).hexdigest() == package.sha256


def test_the_month_that_it_closed_is_rectified(desk, tmp_path):
    action, june = desk.action(None), date(2023, 6, 1)
    closings = (closing for closing in rows(desk, Closing) if closing.month == june)
    last = max(closings, key=lambda closing: closing.revision)
    (before,) = (package for package in rows(desk, Package) if package.closing_id == last.id)
    open_correction(desk, action, june, "une heure oubliée")
    dossier = desk.read(known_people)[0].prescription_id
    made = plan_appointment(desk, dossier, Slot(date(2023, 6, 29), 540, 570, None, Mode.PHONE))
    record_presence(desk, made, Presence.EXCUSED)
    closed = close_month(desk, action, june, force_reason="essai")
    assert closed.revision == last.revision + 1
    number = closed.changes.sheets[0].number
    assert [each.day for each in closed.changes.sheets] == ["29/06"]
    assert {cell.who for cell in closed.changes.cells} == {number}
    assert [figure.key for figure in closed.changes.figures] == ["rdv"]
    kept = export_package(desk, action, june, tmp_path / "envoi")
    report = verify_file(kept, signer=desk.identity.certificate.fingerprint)
    assert report.exit_code == 0, report.lines
    assert report.heading is not None
    assert report.heading.supersedes == before.id
    assert report.heading.previous is not None
    assert report.heading.previous.sha256 == before.sha256


def test_a_coach_goes_on_working_in_it(desk):
    dossier = desk.read(known_people)[0].prescription_id
    made = plan_appointment(desk, dossier, Slot(date(2023, 7, 3), 540, 570, None, Mode.PHONE))
    record_presence(desk, made, Presence.ATTENDED)
    with pytest.raises(UserError, match="clôturé"):
        plan_appointment(desk, dossier, Slot(date(2023, 6, 30), 540, 570, None, Mode.PHONE))
    assert desk.store.verify().fault is None


def test_what_waited_on_the_desk_still_waits(tmp_path):
    folder = shutil.copytree(GOLDEN / "store-0002", tmp_path / "store")
    opened = open_desk(folder, PASSPHRASE, clock=LATER)
    dossier = opened.read(known_people)[0].prescription_id
    (kept,) = opened.read(drafts)
    assert (kept.key, kept.fields) == (f"decision:{dossier}", {"reason": "à revoir"})
    facts = opened.read(lambda link: diagnostic(link, dossier))
    assert facts.objectives == ("Refaire le CV",)
    assert facts.mobility == "vélo"
    assert opened.read(lambda link: preference(link, "phrases")) == ["CV relu"]
    opened.close()


def test_what_was_tried_to_reach_her_is_still_told(tmp_path):
    folder = shutil.copytree(GOLDEN / "store-0003", tmp_path / "store")
    opened = open_desk(folder, PASSPHRASE, clock=LATER)
    tried = [met.contact_attempts for met in rows(opened, Appointment) if met.contact_attempts]
    assert tried == ["appel sans réponse à 8 h 40"]
    assert [(step.kind, step.minutes) for step in rows(opened, Step)] == [("cv", 45)]
    opened.close()


def test_a_paper_goes_on_being_signed_where_it_was_left(tmp_path):
    folder = shutil.copytree(GOLDEN / "store-0004", tmp_path / "store")
    opened = open_desk(folder, PASSPHRASE, clock=LATER)
    papers = {paper.kind: paper for paper in rows(opened, Document)}
    assert {kind: paper.state for kind, paper in papers.items()} == {
        "pmsmp_convention": DocumentState.OPEN,
        "information": DocumentState.CLOSED,
        "interim_review": DocumentState.OPEN,
        "evaluation_grid": DocumentState.DRAFT,
        "satisfaction": DocumentState.CLOSED,
    }
    assert [refusal.role for refusal in rows(opened, SignatureRefusal)] == [Role.PARTICIPANT]
    for kind, role in (("pmsmp_convention", Role.PRESCRIBER), ("interim_review", Role.COACH)):
        sign_document(opened, papers[kind].id, role)
        state = read_document(opened, papers[kind].id).state
        assert state is (DocumentState.OPEN if kind == "pmsmp_convention" else DocumentState.CLOSED)
    (answer,) = rows(opened, SatisfactionAnswer)
    assert answer.month == date(2023, 7, 1)
    (workshop,) = rows(opened, Workshop)
    assert workshop.title == "Rédiger son CV"
    (immersion,) = rows(opened, Immersion)
    assert read_week(immersion.schedule).minutes == 35 * 60
    assert opened.store.verify().fault is None
    opened.close()


def test_what_was_done_around_the_rendez_vous_is_still_told(tmp_path):
    folder = shutil.copytree(GOLDEN / "store-0005", tmp_path / "store")
    opened = open_desk(folder, PASSPHRASE, clock=LATER)
    (immersion,) = rows(opened, Immersion)
    assert (immersion.outcome, immersion.cause) == (ImmersionOutcome.NOT_DONE, "person")
    (left,) = rows(opened, Exit)
    assert (left.kind, left.employer) == ("employment", "Menuiserie Petit")
    hiring = next(company for company in rows(opened, Company) if company.id == left.company_id)
    assert hiring.siret is None
    assert [each.note for each in rows(opened, Prospecting)] == ["rappeler en août"]
    assert [met.last_name for met in rows(opened, OutreachContact)] == ["LEROY"]
    assert [away.label for away in rows(opened, DayOff)] == ["Congés"]
    (recipient,) = rows(opened, Recipient)
    assert (recipient.takes_months, recipient.channel) == (True, None)
    action = opened.action(None)
    sheet = opened.read(lambda link: month_sheet(link, action, date(2023, 7, 1), date(2023, 7, 4)))
    assert (sheet.signed, sheet.stale, sheet.month.own) == (True, False, 120)
    opened.close()


def test_what_waits_to_be_sent_still_waits(tmp_path):
    folder = shutil.copytree(GOLDEN / "store-0006", tmp_path / "store")
    opened = open_desk(folder, PASSPHRASE, clock=LATER)
    (delivery,) = rows(opened, Delivery)
    (package,) = rows(opened, Package)
    assert (delivery.state, delivery.attempts) == (DeliveryState.QUEUED, 0)
    assert delivery.sha256 == package.sha256
    (recipient,) = rows(opened, Recipient)
    assert recipient.channel == "file:///nulle-part-ici"
    assert opened.store.verify().fault is None
    opened.close()


def test_what_was_written_of_the_year_and_begun_in_forms_is_still_there(tmp_path):
    folder = shutil.copytree(GOLDEN / "store-0007", tmp_path / "store")
    opened = open_desk(folder, PASSPHRASE, clock=LATER)
    assert {kept.key.partition(":")[0] for kept in opened.read(drafts)} == {
        "decision", "diagnostic", "bilan", "import",
    }  # fmt: skip
    assert {row.state for row in rows(opened, Delivery)} == set(DeliveryState) - {
        DeliveryState.SENDING
    }
    (text,) = rows(opened, ReportText)
    assert (text.year, text.text) == (2023, "Les lieux de permanence ont changé en juin.")
    (version,) = rows(opened, ProfileVersion)
    assert version.number == 1
    (taken,) = rows(opened, Measurement)
    assert (taken.kind, taken.taken_on) == ("mobilite", date(2023, 7, 3))
    assert opened.store.verify().fault is None
    opened.close()


def test_who_was_erased_stays_so_and_her_proofs_are_kept_apart(tmp_path):
    folder = shutil.copytree(GOLDEN / "store-0008", tmp_path / "store")
    opened = open_desk(folder, PASSPHRASE, clock=LATER)
    (erased,) = (person for person in rows(opened, Participant) if person.anonymised_on)
    assert (erased.last_name, erased.first_name, erased.birth_date.day) == (ANONYMISED, "", 1)
    assert {str(each.kept_until) for each in rows(opened, ErasedMark)} == {"2028-12-31"}
    (apart,) = opened.read(archived)
    assert apart.label == "MERCIER Ninon, n°\u00a022-001"
    taken = tmp_path / archive_file(opened, apart.id)
    take_out(opened, apart.id, taken, "demande du Département")
    assert verify_file(taken, signer=opened.identity.certificate.fingerprint).exit_code == 0
    opened.close()


def test_what_the_desk_of_the_rights_kept_is_still_told(tmp_path):
    folder = shutil.copytree(GOLDEN / "store-0008", tmp_path / "store")
    opened = open_desk(folder, PASSPHRASE, clock=LATER)
    (correction,) = rows(opened, Correction)
    assert correction.reason == "Une immersion de juin manquait."
    (bilan,) = rows(opened, YearClosing)
    assert (bilan.year, bilan.revision) == (2022, 1)
    seen = opened.read(accesses)
    assert [(each.deed, each.last_name) for each in seen] == [("print", None), ("read", "DURAND")]
    stamped = {token.package_id for token in rows(opened, TimestampToken)}
    assert stamped == {package.id for package in rows(opened, Package)}
    assert opened.read(lambda link: read_learned(link, opened.action(None).id)) == {
        ("services.company_meeting", "vu"): "met"
    }
    opened.close()


def test_the_kept_store_of_this_version_has_a_row_in_every_table(tmp_path):
    """So that the next migration is tried on all that a store may hold."""
    kept = held(Path(shutil.copytree(GOLDEN / f"store-{HEAD}", tmp_path / "store")))
    assert [table for table in kept if not kept[table]] == []
