"""A month closed by signing it: one drawing, on the table only, in one transaction with all."""

import hashlib
import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import pypdfium2
import pytest
from sqlalchemy import select

from coachdesk.core.errors import UserError
from coachdesk.core.resources import resource
from coachdesk.domain.attendance import Mode, Presence, Slot
from coachdesk.domain.drawing import Drawing
from coachdesk.domain.papers import Role, SigningOutcome
from coachdesk.models import Closing, Package, Pathway, Signature
from coachdesk.services.appointments import plan_appointment
from coachdesk.services.attendance import record_presence
from coachdesk.services.closing.drawings import ClosingDrawings
from coachdesk.services.closing.signature import (
    HELD,
    ClosingOrder,
    ClosingSitting,
    closing_sitting,
)
from coachdesk.services.closing.use_case import CancelledError, MonthIncompleteError, close_month
from coachdesk.services.desk import Desk
from coachdesk.services.exporting import export_package
from coachdesk.services.gaps import UNSIGNED, month_gaps
from coachdesk.services.pad.attendance import attendance_asked, countersign_asked
from coachdesk.sync.verification import verify_file
from coachdesk.sync.zipfmt import unpack
from documents import pdf_reading
from support.clock import FixedClock
from support.pdf_tools import openssl_verify, pdfsig, qpdf_check, run, trust_store
from support.signing_desk import CLOCK, DAY, Group, drawn, make_group, said, scrawl

MONTH = date(2023, 6, 1)
PEN = (20, 38, 97)
REASON = "mois d’essai"
SECOND = 'second_signer = { name = "Anne Caron", role = "directrice" }\n'
DRAWN = 'coach_signature = "drawn"'


def made_with(folder: Path, *changes: tuple[str, str], head: str = "") -> Group:
    text = resource("actions", "coaching-emploi.toml").read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    profile = folder / "profil.toml"
    profile.write_text(head + text, "utf-8")
    return make_group(folder / "magasin", 3, str(profile))


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Group:
    return made_with(tmp_path_factory.mktemp("alone"))


@pytest.fixture(scope="module")
def with_director(tmp_path_factory: pytest.TempPathFactory) -> Group:
    changes = (('coach_signature = "attestation"', DRAWN),)
    return made_with(tmp_path_factory.mktemp("two"), *changes, head=SECOND)


@pytest.fixture
def clock() -> FixedClock:
    """The last of the month: it is over tonight."""
    return FixedClock(CLOCK.now() + timedelta(days=29))


@pytest.fixture
def desk(alone: Group, tmp_path: Path, clock: FixedClock) -> Iterator[Desk]:
    opened = alone.opened(tmp_path / "magasin", clock)
    record_presence(opened, met(opened, 2, 480), Presence.EXCUSED)
    yield opened
    opened.close()


@pytest.fixture
def directed(with_director: Group, tmp_path: Path, clock: FixedClock) -> Iterator[Desk]:
    opened = with_director.opened(tmp_path / "magasin", clock)
    record_presence(opened, met(opened, 2, 480), Presence.EXCUSED)
    yield opened
    opened.close()


def sitting_of(desk: Desk, *, second: bool = False) -> ClosingSitting:
    order = ClosingOrder(desk.actions[0], MONTH, REASON, second)
    return closing_sitting(desk, order)


def files_of(desk: Desk) -> dict[str, bytes]:
    data = desk.read(lambda link: link.execute(select(Package.data)).scalar_one())
    return unpack(data).files


def rows_of(desk: Desk, model: type) -> int:
    return len(desk.read(lambda link: link.execute(select(model.id)).all()))


def met(desk: Desk, person: int, minute: int, mode: Mode = Mode.ON_SITE) -> UUID:
    """Someone met today."""
    slot = Slot(DAY + timedelta(days=29), minute, minute + 30, "Mairie", mode)
    found = desk.read(lambda link: link.execute(select(Pathway.prescription_id)).scalars().all())
    return plan_appointment(desk, sorted(found)[person], slot)


def test_one_drawing_closes_the_month_and_stands_on_the_table_only(
    desk: Desk, tmp_path: Path
) -> None:
    sitting = sitting_of(desk)
    (asked,) = sitting.asked
    assert asked.request.role is Role.COACH
    assert asked.request.heading.startswith("Clôture de juin\u00a02023\u00a0:")
    assert asked.request.pdf is not None
    told = asked.commit(desk, drawn(scrawl(7)))
    assert sitting.closed is not None
    assert sitting.closed.signed == told
    assert told.entry_seq > 0
    files = files_of(desk)
    table, sheet = files["tableau-de-suivi.pdf"], files["emargement/23-001.pdf"]
    assert pdf_reading.box_of(table, 0, PEN)[2] > 100, "drawn"
    assert pdf_reading.box_of(sheet, 0, PEN)[2] == 0, "named"
    number = f"enregistrement n° {told.entry_seq}"
    assert f"Signé par le coach le 30 juin 2023 à 18 h 00, {number}" in _text(table, tmp_path)
    assert f"Signé par le coach à la clôture, le 30 juin 2023 à 18 h 00, {number}" in _text(
        sheet, tmp_path
    )
    assert f"signée par Odile Vasseur, {number}" in _text(files["bordereau.pdf"], tmp_path)


def attached(pdf: bytes) -> dict[str, bytes]:
    """The files inside a PDF, by name."""
    document = pypdfium2.PdfDocument(pdf)
    files = [document.get_attachment(number) for number in range(document.count_attachments())]
    found = {file.get_name(): bytes(file.get_data()) for file in files}
    document.close()
    return found


def _text(pdf: bytes, folder: Path) -> str:
    return pdf_reading.texts(pdf, folder)[0]


def test_the_envoi_holds_without_us_and_verify_tells_who_closed_it(
    desk: Desk, tmp_path: Path
) -> None:
    sitting = sitting_of(desk)
    sitting.asked[0].commit(desk, drawn(scrawl(7)))
    package = export_package(desk, desk.actions[0], MONTH, tmp_path / "out")
    report = verify_file(package, signer=desk.identity.certificate.fingerprint)
    assert report.exit_code == 0, report.lines
    folder = tmp_path / "envoi"
    assert run("unzip", "-q", package, "-d", folder).returncode == 0
    assert openssl_verify(folder).returncode == 0
    assert run("sha256sum", "-c", "--strict", "SHA256SUMS", folder=folder).returncode == 0
    nss = trust_store(tmp_path / "nss", folder / "coach.pem")
    table = folder / "tableau-de-suivi.pdf"
    assert [(seal.valid, seal.whole_document) for seal in pdfsig(table, nss)] == [(True, True)]
    assert qpdf_check(table) == 0
    told = verify_file(table, signer=desk.identity.certificate.fingerprint)
    assert told.exit_code == 0
    assert "Odile Vasseur" in "\n".join(told.lines)


def test_what_was_shown_travels_in_the_table_by_its_digest(desk: Desk, tmp_path: Path) -> None:
    sitting = sitting_of(desk)
    sitting.asked[0].commit(desk, drawn(scrawl(7)))
    inside = attached(files_of(desk)["tableau-de-suivi.pdf"])
    shown = inside["tableau-presente.pdf"]
    assert shown == sitting.shown
    (proof,) = json.loads(inside["preuves.json"])["signatures"]
    assert proof["payload"]["document"]["sha256"] == hashlib.sha256(shown).hexdigest()
    assert "Provisoire, à signer pour clôturer le mois" in _text(shown, tmp_path)


def test_the_second_signer_signs_too_and_nothing_is_kept_before_she_did(
    directed: Desk, tmp_path: Path
) -> None:
    sitting = sitting_of(directed, second=True)
    coach, director = sitting.asked
    assert director.request.role is Role.DIRECTOR
    assert director.request.who == "Anne Caron"
    assert director.request.text.startswith("Directrice, pour APFE\u00a0: j’ai pris connaissance")
    assert coach.commit(directed, drawn(scrawl(1))) is HELD
    assert (rows_of(directed, Closing), rows_of(directed, Signature)) == (0, 0)
    told = director.commit(directed, drawn(scrawl(2)))
    assert told.entry_seq > 0
    assert (rows_of(directed, Closing), rows_of(directed, Signature)) == (1, 2)
    text = _text(files_of(directed)["tableau-de-suivi.pdf"], tmp_path)
    assert "Signé par Anne Caron, directrice, le 30 juin 2023" in text
    cover = _text(files_of(directed)["bordereau.pdf"], tmp_path)
    assert "Anne Caron, directrice, enregistrement n°" in cover


def test_the_second_signer_may_sign_later_by_hand(directed: Desk, tmp_path: Path) -> None:
    sitting = sitting_of(directed)
    assert len(sitting.asked) == 1
    sitting.asked[0].commit(directed, drawn(scrawl(1)))
    text = _text(files_of(directed)["tableau-de-suivi.pdf"], tmp_path)
    assert "Directrice : Anne Caron" in text
    assert "Signé par Anne Caron" not in text


def test_no_drawing_no_closing(desk: Desk) -> None:
    (asked,) = sitting_of(desk).asked
    for answer in (
        said(SigningOutcome.REFUSED, "pas aujourd’hui"),
        drawn(Drawing(6000, 2500, ())),
    ):
        with pytest.raises(UserError):
            asked.commit(desk, answer)
    assert rows_of(desk, Closing) == 0


def test_the_same_drawing_twice_is_refused_and_closes_nothing(directed: Desk) -> None:
    sitting = sitting_of(directed, second=True)
    coach, director = sitting.asked
    coach.commit(directed, drawn(scrawl(1)))
    with pytest.raises(UserError, match="copie"):
        director.commit(directed, drawn(scrawl(1)))
    assert (rows_of(directed, Closing), rows_of(directed, Signature)) == (0, 0)
    director.commit(directed, drawn(scrawl(2)))
    assert rows_of(directed, Closing) == 1


def test_a_table_that_changed_since_it_was_shown_is_not_signed(desk: Desk) -> None:
    sitting = sitting_of(desk)
    record_presence(desk, met(desk, 0, 600), Presence.ATTENDED)
    with pytest.raises(UserError, match="a changé"):
        sitting.asked[0].commit(desk, drawn(scrawl(7)))
    assert rows_of(desk, Closing) == 0
    sitting.asked[0].again(desk).commit(desk, drawn(scrawl(7)))
    assert rows_of(desk, Closing) == 1


def test_what_is_missing_is_said_before_the_pad_is_handed_over(desk: Desk) -> None:
    with pytest.raises(MonthIncompleteError, match="sans contrat"):
        closing_sitting(desk, ClosingOrder(desk.actions[0], MONTH, None, second_signs=False))
    unknown = ClosingOrder(desk.actions[0], date(2023, 1, 1), REASON, second_signs=False)
    with pytest.raises(UserError, match="Aucune donnée"):
        closing_sitting(desk, unknown)


def test_a_closing_that_is_stopped_keeps_no_drawing(desk: Desk) -> None:
    sitting = sitting_of(desk)
    answers = ((sitting.requests[0], drawn(scrawl(7))),)
    drawings = ClosingDrawings(
        sitting.closing_id, sitting.shown, sitting.pages, sitting.digest, answers
    )
    with pytest.raises(CancelledError):
        close_month(
            desk, desk.actions[0], MONTH, force_reason=REASON, drawings=drawings,
            cancelled=lambda: True,
        )  # fmt: skip
    assert (rows_of(desk, Closing), rows_of(desk, Signature)) == (0, 0)
    sitting.asked[0].commit(desk, drawn(scrawl(7)))
    assert rows_of(desk, Signature) == 1, "the same drawing is no copy: it was never kept"


def test_the_coach_signs_before_the_second_signer(directed: Desk) -> None:
    _, director = sitting_of(directed, second=True).asked
    with pytest.raises(UserError, match="Le coach n’a pas signé"):
        director.commit(directed, drawn(scrawl(1)))
    assert rows_of(directed, Closing) == 0


def test_a_month_closed_already_is_not_shown_again(desk: Desk) -> None:
    sitting_of(desk).asked[0].commit(desk, drawn(scrawl(7)))
    with pytest.raises(UserError, match="déjà clôturé"):
        sitting_of(desk)


@pytest.mark.parametrize("outcome", list(SigningOutcome)[1:])
def test_who_declined_is_no_gap_and_stands_on_the_sheet_with_her_proof(
    desk: Desk, tmp_path: Path, outcome: SigningOutcome
) -> None:
    appointment = met(desk, 0, 600)
    action = desk.actions[0]

    def gaps() -> list[str]:
        last = date(2023, 6, 30)
        found = desk.read(lambda link: month_gaps(link, action.id, action.profile, MONTH, last))
        return [gap.sentence for gap in found if gap.code == UNSIGNED]

    record_presence(desk, appointment, Presence.ATTENDED)
    assert len(gaps()) == 1
    attendance_asked(desk, appointment).commit(desk, said(outcome, "parce que"))
    assert gaps() == []
    sitting_of(desk).asked[0].commit(desk, drawn(scrawl(7)))
    files = files_of(desk)
    sheet = next(
        data
        for name, data in files.items()
        if name.startswith("emargement/") and "parce que" in _text(data, tmp_path)
    )
    assert "Témoin : Odile Vasseur" in _text(sheet, tmp_path)
    path = tmp_path / "feuille.pdf"
    path.write_bytes(sheet)
    report = verify_file(path, signer=desk.identity.certificate.fingerprint)
    assert report.exit_code == 0
    assert "parce que" in "\n".join(report.lines)


def test_figures_of_the_bordereau_count_what_was_answered(desk: Desk, tmp_path: Path) -> None:
    signed, refused, phone = met(desk, 0, 600), met(desk, 1, 660), met(desk, 2, 720, Mode.PHONE)
    attendance_asked(desk, signed).commit(desk, drawn(scrawl(1)))
    attendance_asked(desk, refused).commit(desk, said(SigningOutcome.REFUSED, "non"))
    attendance_asked(desk, phone).commit(desk, drawn(scrawl(2)))
    sitting_of(desk).asked[0].commit(desk, drawn(scrawl(7)))
    text = _text(files_of(desk)["bordereau.pdf"], tmp_path)
    assert "2 Signatures dessinées" in text
    assert "1 dont à distance, confirmées" in text
    assert "0 dont régularisations" in text
    assert "1 Refus, empêchements, désaccords" in text


def test_the_coach_draws_on_the_row_where_the_profile_wants_it(
    directed: Desk, tmp_path: Path
) -> None:
    by_both, by_one = met(directed, 0, 600), met(directed, 0, 660)
    attendance_asked(directed, by_both).commit(directed, drawn(scrawl(1)))
    countersign = countersign_asked(directed, by_both).commit(directed, drawn(scrawl(2)))
    attendance_asked(directed, by_one).commit(directed, drawn(scrawl(3)))
    sitting_of(directed).asked[0].commit(directed, drawn(scrawl(7)))
    sheet = next(
        data
        for name, data in files_of(directed).items()
        if name.startswith("emargement/") and pdf_reading.box_of(data, 0, PEN)[2]
    )
    text = _text(sheet, tmp_path)
    assert f"Signé le 30/06/2023 à 18 h 00, n° {countersign.entry_seq}" in text
    assert "Attesté par" not in text, "where she did not draw, her place is signed by hand"
    proofs = json.loads(attached(sheet)["preuves.json"])["signatures"]
    assert [proof["payload"]["signer"]["role"] for proof in proofs] == [
        "participant", "coach", "participant",
    ]  # fmt: skip
