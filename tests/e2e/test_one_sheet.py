"""One person's sheet at any time: provisional in an open month, then the envoi's own file."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from coachdesk.core.errors import UserError
from coachdesk.domain.attendance import Mode, Presence, Slot
from coachdesk.domain.papers import SigningOutcome
from coachdesk.models import JournalEntry, Package
from coachdesk.queries.attendance import sheet_people
from coachdesk.services.appointments import plan_appointment
from coachdesk.services.attendance import record_presence
from coachdesk.services.closing.use_case import close_month
from coachdesk.services.desk import Desk
from coachdesk.services.pad.attendance import attendance_asked
from coachdesk.services.papers.one_sheet import one_sheet
from coachdesk.services.papers.shown_sheet import save_sheet
from coachdesk.sync.verification import verify_file
from coachdesk.sync.zipfmt import unpack
from documents import pdf_reading
from support.clock import FixedClock
from support.pdf_tools import pdfsig, qpdf_check, trust_store
from support.signing_desk import CLOCK, DAY, Group, drawn, make_group, said, scrawl

MONTH = DAY.replace(day=1)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Group:
    return make_group(tmp_path_factory.mktemp("made") / "magasin", 3)


@pytest.fixture
def desk(made: Group, tmp_path: Path) -> Iterator[Desk]:
    """Someone signed a meeting, refused another; her phone call waits for her."""
    opened = made.opened(tmp_path / "magasin", FixedClock(CLOCK.now()))
    for minute, mode in ((540, Mode.ON_SITE), (600, Mode.ON_SITE), (660, Mode.PHONE)):
        slot = Slot(DAY, minute, minute + 30, "Mairie", mode)
        appointment = plan_appointment(opened, made.people[0], slot)
        record_presence(opened, appointment, Presence.ATTENDED)
        if minute == 540:
            attendance_asked(opened, appointment).commit(opened, drawn(scrawl(3)))
        elif minute == 600:
            refused = said(SigningOutcome.REFUSED, "préfère le papier")
            attendance_asked(opened, appointment).commit(opened, refused)
    yield opened
    opened.close()


def text_of(pdf: bytes, folder: Path) -> str:
    return pdf_reading.texts(pdf, folder)[0]


def test_while_the_month_is_open_it_says_so_and_is_sealed_with_its_proofs(
    desk: Desk, made: Group, tmp_path: Path
) -> None:
    sheet = one_sheet(desk, desk.actions[0], made.people[0], MONTH)
    assert not sheet.closed
    text = text_of(sheet.pdf, tmp_path)
    for expected in (
        "Provisoire, mois non clôturé",
        "Signé le 01/06/2023 à 18 h 00",
        "Refus de signer : préfère le papier",
        "Entretien à distance, à confirmer par la personne",
        "Heures du mois : 1 h 30",
    ):
        assert expected in text, expected
    target = tmp_path / sheet.file_name
    assert target.name == "emargement_23-001_2023-06_provisoire.pdf"
    save_sheet(desk, sheet, target)
    (tmp_path / "coach.pem").write_bytes(desk.identity.certificate.pem)
    seals = pdfsig(target, trust_store(tmp_path / "nss", tmp_path / "coach.pem"))
    assert [(seal.valid, seal.whole_document) for seal in seals] == [(True, True)]
    assert qpdf_check(target) == 0
    report = verify_file(target, signer=desk.identity.certificate.fingerprint)
    assert report.exit_code == 0
    assert "préfère le papier" in "\n".join(report.lines)
    last = desk.read(
        lambda link: link.execute(
            select(JournalEntry.kind).order_by(JournalEntry.seq.desc()).limit(1)
        ).scalar_one()
    )
    assert last == "export", "what leaves is noted"


def test_of_a_closed_month_it_is_the_very_file_of_the_envoi(
    desk: Desk, made: Group, tmp_path: Path
) -> None:
    close_month(desk, desk.actions[0], MONTH, force_reason="essai")
    package = desk.read(lambda link: link.execute(select(Package.data)).scalar_one())
    sheet = one_sheet(desk, desk.actions[0], made.people[0], MONTH)
    assert sheet.closed
    assert sheet.pdf == unpack(package).files["emargement/23-001.pdf"]
    save_sheet(desk, sheet, tmp_path / sheet.file_name)
    assert (tmp_path / "emargement_23-001_2023-06.pdf").read_bytes() == sheet.pdf
    assert "Sans signature, clôture forcée" not in text_of(sheet.pdf, tmp_path)


def test_a_month_before_she_came_has_no_sheet(desk: Desk, made: Group) -> None:
    with pytest.raises(UserError, match="n’a pas de feuille en mars"):
        one_sheet(desk, desk.actions[0], made.people[0], MONTH.replace(month=3))


def test_everyone_followed_has_one(desk: Desk, made: Group) -> None:
    last = MONTH + timedelta(days=29)
    people = desk.read(lambda link: sheet_people(link, desk.actions[0].id, MONTH, last))
    assert {person.prescription_id for person in people} == set(made.people)
    before = desk.read(
        lambda link: sheet_people(
            link, desk.actions[0].id, MONTH.replace(month=3), MONTH.replace(month=3, day=31)
        )
    )
    assert before == ()
