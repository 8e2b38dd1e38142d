"""A closed month rectified: what its second version says, supersedes and leaves as it was."""

import hashlib
import json
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from coachdesk.core.errors import MonthClosedError, UserError
from coachdesk.domain.attendance import Presence
from coachdesk.domain.deliveries import DeliveryKind
from coachdesk.models import (
    Closing,
    Correction,
    Delivery,
    Package,
    Participant,
    Prescription,
    Signature,
)
from coachdesk.services.acts import undo_act
from coachdesk.services.attendance import record_presence
from coachdesk.services.closing.correcting import (
    give_up_correction,
    month_story,
    open_correction,
)
from coachdesk.services.closing.signature import ClosingOrder, closing_sitting
from coachdesk.services.closing.use_case import CancelledError, close_month
from coachdesk.services.desk import Desk, open_desk
from coachdesk.services.directory.channels import ChannelFacts, save_channel
from coachdesk.services.directory.recipients import Takes, save_recipient
from coachdesk.services.exporting import export_package
from coachdesk.services.month_changes import read_changes
from coachdesk.services.papers.one_sheet import one_sheet
from coachdesk.services.to_dos import things_to_do
from coachdesk.sync.manifest import Heading, read_manifest
from coachdesk.sync.verification import verify_file
from coachdesk.sync.zipfmt import unpack
from documents import pdf_reading
from support.command import PASSPHRASE, coachdesk
from support.kept import rows
from support.pdf_tools import openssl_verify, pdfsig, qpdf_check, run, trust_store
from support.rectified import CELLS, COUNTED, FIGURES, REASON, SHEETS, add_forgotten, excuse
from support.signing_desk import drawn, scrawl
from support.stores import cheapen
from support.whole_month import MONTH, WholeMonth, clock_of, whole_month

CLOSED_ON, RECTIFIED_ON = date(2023, 7, 3), date(2023, 7, 12)
LEFT = "Elle est repartie sans signer."


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> WholeMonth:
    """The whole month, closed on 3 July by the coach's attestation."""
    made = whole_month(tmp_path_factory.mktemp("mois"))
    desk = open_desk(made.directory, made.recovery_key, clock=clock_of(CLOSED_ON, 9))
    close_month(desk, desk.actions[0], MONTH)
    desk.close()
    cheapen(made.directory, PASSPHRASE)
    return made


@pytest.fixture
def desk(closed: WholeMonth, tmp_path: Path) -> Iterator[Desk]:
    copy = shutil.copytree(closed.directory, tmp_path / "magasin")
    opened = open_desk(Path(copy), closed.recovery_key, clock=clock_of(RECTIFIED_ON, 9))
    yield opened
    opened.close()


def rectify(desk: Desk, made: WholeMonth) -> None:
    """Open it, and put right both facts."""
    open_correction(desk, desk.actions[0], MONTH, REASON)
    excuse(desk, made)
    add_forgotten(desk, made)


def headings(desk: Desk) -> list[Heading]:
    """Of each envoi of June, the first version first."""
    kept = (
        select(Package.data)
        .join(Closing, Closing.id == Package.closing_id)
        .where(Closing.month == MONTH)
        .order_by(Closing.revision)
    )
    found = desk.read(lambda link: link.execute(kept).scalars().all())
    return [read_manifest(unpack(data).files["manifest.json"]).heading for data in found]


def story(desk: Desk):
    return month_story(desk, desk.actions[0], MONTH)


def test_the_second_version_says_each_cell_sheet_and_figure_that_changes(
    desk: Desk, closed: WholeMonth, tmp_path: Path
) -> None:
    action = desk.actions[0]
    rectify(desk, closed)
    so_far = story(desk).changes
    assert so_far is not None
    made = close_month(desk, action, MONTH, force_reason=LEFT)
    assert made.revision == 2
    assert made.changes == so_far, "what was listed beside what is missing is what is kept"
    assert tuple((c.sheet, c.who, c.column, c.before, c.after) for c in made.changes.cells) == CELLS
    assert tuple((c.number, c.day, c.what) for c in made.changes.sheets) == SHEETS
    assert {change.key: change.told for change in made.changes.figures} == FIGURES
    assert made.changes.counted == COUNTED
    kept = {each.revision: each for each in rows(desk, Closing)}
    assert read_changes(kept[2].changes) == made.changes
    assert kept[1].changes is None
    assert json.loads(kept[2].figures)["heures_presence"] == 29.42
    assert json.loads(kept[1].figures)["heures_presence"] == 28.92
    (correction,) = rows(desk, Correction)
    assert (correction.closing_id, correction.closed_by_id) == (kept[1].id, kept[2].id)
    first, second = story(desk).versions[::-1]
    assert (first.revision, first.reason, second.reason) == (1, None, REASON)
    package = export_package(desk, action, MONTH, tmp_path)
    files = unpack(package.read_bytes()).files
    for paper in ("bordereau.pdf", "tableau-de-suivi.pdf", "emargement/23-006.pdf"):
        text = " ".join(pdf_reading.texts(files[paper], tmp_path))
        before = headings(desk)[0].package.hex[-8:]
        assert f"Rectificatif n° 1, remplace l’envoi {before}" in text, paper
    cover = pdf_reading.texts(files["bordereau.pdf"], tmp_path)[0]
    assert f"motif : {REASON}" in cover
    assert "Feuilles d’émargement modifiées : 23-006 (13/06), 23-007 (27/06)" in cover
    for sheet, who, column, old, new in CELLS:
        assert f"{sheet}, {who}, {column} : {new} au lieu de {old}" in cover
    (page,) = pdf_reading.pages(files["bordereau.pdf"], tmp_path)
    assert (page.overlaps, page.outside) == ([], [])


def test_each_version_names_the_one_before_and_the_chain_of_envois_holds(
    desk: Desk, closed: WholeMonth
) -> None:
    action = desk.actions[0]
    rectify(desk, closed)
    close_month(desk, action, MONTH, force_reason=LEFT)
    close_month(desk, action, date(2023, 5, 1), force_reason="essai")
    open_correction(desk, action, MONTH, "La directrice signe.")
    close_month(desk, action, MONTH, force_reason=LEFT)
    one, two, three = headings(desk)
    digests = {each.id: each.sha256 for each in rows(desk, Package)}
    assert [each.version for each in (one, two, three)] == [1, 2, 3]
    assert (one.supersedes, two.supersedes, three.supersedes) == (None, one.package, two.package)
    assert two.previous is not None
    assert (two.previous.id, two.previous.sha256) == (one.package, digests[one.package])
    assert three.previous is not None
    assert three.previous.id not in {one.package, two.package}, "May came between"
    assert story(desk).versions[0].changes.counted == "rien"


def test_tools_that_are_not_ours_find_both_versions_whole(
    desk: Desk, closed: WholeMonth, tmp_path: Path
) -> None:
    action, mine = desk.actions[0], desk.identity.certificate.fingerprint
    first = export_package(desk, action, MONTH, tmp_path / "v1")
    before = hashlib.sha256(first.read_bytes()).hexdigest()
    rectify(desk, closed)
    close_month(desk, action, MONTH, force_reason=LEFT)
    second = export_package(desk, action, MONTH, tmp_path / "v2")
    assert "_v2_" in second.name
    for package, told in (
        (first, "Envoi de juin 2023, version 1"),
        (second, "C’est le rectificatif n° 1 de juin 2023"),
    ):
        report = verify_file(package, signer=mine)
        assert report.exit_code == 0, report.lines
        assert told in "\n".join(report.lines).replace("\u00a0", " ")
        folder = package.parent / "contenu"
        assert run("unzip", "-q", package, "-d", folder).returncode == 0
        assert openssl_verify(folder).returncode == 0
        assert run("sha256sum", "-c", "--strict", "SHA256SUMS", folder=folder).returncode == 0
        nss = trust_store(package.parent / "nss", folder / "coach.pem")
        table = folder / "tableau-de-suivi.pdf"
        assert [(seal.valid, seal.whole_document) for seal in pdfsig(table, nss)] == [(True, True)]
        assert qpdf_check(table) == 0
    told = "\n".join(verify_file(second, signer=mine).lines)
    assert f"remplace l’envoi {first.stem[-8:]}" in told
    assert hashlib.sha256(first.read_bytes()).hexdigest() == before, "what left stays as it left"
    assert desk.store.verify(desk.identity.certificate.public_key).fault is None


def test_the_second_version_is_queued_beside_the_first(
    desk: Desk, closed: WholeMonth, tmp_path: Path
) -> None:
    action = desk.actions[0]
    service = save_recipient(desk, action, None, {"name": "Service insertion"}, {Takes.MONTHS})
    (tmp_path / "cle").mkdir()
    save_channel(desk, service, ChannelFacts((tmp_path / "cle").as_uri()))
    rectify(desk, closed)
    close_month(desk, action, MONTH, force_reason=LEFT)
    (delivery,) = rows(desk, Delivery)
    assert delivery.kind is DeliveryKind.MONTH
    assert "version 2" in delivery.subject
    assert delivery.package_id == headings(desk)[1].package


def test_it_is_given_up_while_nothing_changed(desk: Desk, closed: WholeMonth) -> None:
    action = desk.actions[0]
    open_correction(desk, action, MONTH, REASON)
    assert story(desk).may_give_up
    give_up_correction(desk, action, MONTH)
    assert rows(desk, Correction) == []
    with pytest.raises(MonthClosedError):
        excuse(desk, closed)
    open_correction(desk, action, MONTH, REASON)
    excuse(desk, closed)
    assert not story(desk).may_give_up
    with pytest.raises(UserError, match="a changé depuis") as refused:
        give_up_correction(desk, action, MONTH)
    assert "2\u00a0cellules, 1\u00a0feuille, 2\u00a0chiffres" in refused.value.sentence
    undo_act(desk)
    give_up_correction(desk, action, MONTH)
    with pytest.raises(MonthClosedError):
        excuse(desk, closed)


def test_what_had_changed_before_it_was_opened_does_not_keep_it_open(
    desk: Desk, closed: WholeMonth
) -> None:
    """A name put right since, which a closed month does not forbid, is no work of it."""
    action = desk.actions[0]
    with desk.store.write() as uow:
        held = uow.session.get_one(Prescription, closed.people[5])
        uow.session.get_one(Participant, held.participant_id).last_name = "MARTIN"
        uow.commit()
    open_correction(desk, action, MONTH, "Pour voir.")
    told = story(desk)
    assert told.changes is not None
    assert [(cell.who, cell.after) for cell in told.changes.cells] == [("23-006", "MARTIN")]
    assert told.may_give_up
    excuse(desk, closed)
    assert not story(desk).may_give_up
    undo_act(desk)
    give_up_correction(desk, action, MONTH)


def test_a_month_is_opened_once_and_for_a_reason(desk: Desk) -> None:
    action = desk.actions[0]
    with pytest.raises(UserError, match="Le motif de la rectification manque"):
        open_correction(desk, action, MONTH, "  ")
    with pytest.raises(UserError, match="n’est pas clôturé"):
        open_correction(desk, action, date(2023, 5, 1), REASON)
    open_correction(desk, action, MONTH, REASON)
    with pytest.raises(UserError, match="déjà ouvert"):
        open_correction(desk, action, MONTH, REASON)
    undo_act(desk)
    with pytest.raises(UserError, match="n’est pas en rectification"):
        give_up_correction(desk, action, MONTH)
    with pytest.raises(UserError, match="est déjà clôturé"):
        close_month(desk, action, MONTH)


def test_a_closing_that_is_stopped_leaves_the_rectification_open(
    desk: Desk, closed: WholeMonth
) -> None:
    action = desk.actions[0]
    rectify(desk, closed)
    steps: list[str] = []

    def at_the_last() -> bool:
        steps.append("")
        return len(steps) > 15  # the table and its fourteen sheets are sealed

    with pytest.raises(CancelledError):
        close_month(desk, action, MONTH, force_reason=LEFT, cancelled=at_the_last)
    assert len(rows(desk, Closing)) == 1
    (correction,) = rows(desk, Correction)
    assert correction.closed_by_id is None
    assert close_month(desk, action, MONTH, force_reason=LEFT).revision == 2


def test_the_second_signer_signs_a_rectified_version_too(
    desk: Desk, closed: WholeMonth, tmp_path: Path
) -> None:
    rectify(desk, closed)
    before = len(rows(desk, Signature))
    sitting = closing_sitting(desk, ClosingOrder(desk.actions[0], MONTH, LEFT, second_signs=True))
    coach, director = sitting.asked
    assert coach.request.heading.startswith("Rectificatif n°\u00a01 de juin\u00a02023\u00a0:")
    coach.commit(desk, drawn(scrawl(1)))
    assert len(rows(desk, Closing)) == 1, "she alone does not close it"
    director.commit(desk, drawn(scrawl(2)))
    assert len(rows(desk, Signature)) == before + 2
    package = export_package(desk, desk.actions[0], MONTH, tmp_path)
    assert verify_file(package, signer=desk.identity.certificate.fingerprint).exit_code == 0
    table = pdf_reading.texts(unpack(package.read_bytes()).files["tableau-de-suivi.pdf"], tmp_path)
    assert "Rectificatif n° 1" in " ".join(table)
    assert "Signé par Anne Caron, directrice" in " ".join(table)


def test_a_sheet_looked_at_meanwhile_says_that_it_is_provisional(
    desk: Desk, closed: WholeMonth, tmp_path: Path
) -> None:
    action, person = desk.actions[0], closed.people[5]
    kept = one_sheet(desk, action, person, MONTH).pdf
    rectify(desk, closed)
    now = one_sheet(desk, action, person, MONTH)
    assert "Provisoire, rectification en cours" in pdf_reading.texts(now.pdf, tmp_path)[0]
    close_month(desk, action, MONTH, force_reason=LEFT)
    again = one_sheet(desk, action, person, MONTH).pdf
    assert kept != again
    assert "Rectificatif n° 1" in pdf_reading.texts(again, tmp_path)[0]


def test_an_open_rectification_is_something_to_do(desk: Desk) -> None:
    action = desk.actions[0]

    def told() -> list[str]:
        found = desk.read(lambda link: things_to_do(link, action.id, action.profile, RECTIFIED_ON))
        return [each.sentence for each in found if each.rule in {"rectification", "mois_a_clore"}]

    before = told()
    open_correction(desk, action, MONTH, REASON)
    assert set(told()) - set(before) == {f"clôturer le rectificatif de juin\u00a02023 ({REASON})"}
    close_month(desk, action, MONTH)
    assert told() == before


def test_the_command_line_rectifies_and_verify_says_which_version_it_is(
    closed: WholeMonth, tmp_path: Path
) -> None:
    store = Path(shutil.copytree(closed.directory, tmp_path / "magasin"))
    refused = coachdesk("close", "2023-06", store=store)
    assert refused.code != 0
    assert "ouvrez une rectification" in refused.err
    assert coachdesk("correct", "2023-06", store=store).code == 2, "a reason is needed"
    opened = coachdesk("correct", "2023-06", "--reason", REASON, store=store)
    assert (opened.code, opened.err) == (0, "")
    assert coachdesk("correct", "2023-06", "--give-up", store=store).code == 0
    assert coachdesk("correct", "2023-06", "--reason", REASON, store=store).code == 0
    desk = open_desk(store, closed.recovery_key, clock=clock_of(RECTIFIED_ON, 9))
    excuse(desk, closed)
    desk.close()
    made = coachdesk("close", "2023-06", "--json", store=store)
    assert made.code == 0, made.err
    told = json.loads(made.out)
    assert (told["version"], len(told["changes"])) == (2, 5)
    assert told["open_before"] == ["2023-05"]
    assert made.err.replace("\u00a0", " ").strip() == (
        "Un mois plus ancien est encore ouvert : mai 2023."
    )
    assert coachdesk("export", "2023-06", "--out", tmp_path / "out", store=store).code == 0
    (package,) = (tmp_path / "out").iterdir()
    assert package.name == told["package"]
    verified = coachdesk("verify", package, "--json", store=store)
    assert verified.code == 0
    (report,) = json.loads(verified.out)
    assert (report["version"], report["verdict"]) == (2, "intact")
    assert report["supersedes"] is not None


def test_a_presence_changed_and_put_back_changes_nothing(desk: Desk, closed: WholeMonth) -> None:
    open_correction(desk, desk.actions[0], MONTH, REASON)
    held = excuse(desk, closed)
    record_presence(desk, held, Presence.UNEXCUSED)
    told = story(desk)
    assert told.changes is not None
    assert not told.changes, told.changes.sentences
