"""Envois and sheets of ateliers have a term too: emptied then, what is left of them verifies."""

import json
import shutil
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from pypdfium2 import PdfDocument
from sqlalchemy import func, select

from coachdesk.core.clock import today
from coachdesk.core.errors import UserError
from coachdesk.models import (
    Appointment,
    Closing,
    Document,
    DocumentRevision,
    ErasedMark,
    Package,
    Participant,
    Pathway,
    Prescription,
)
from coachdesk.queries.workshops import SHEET_KIND
from coachdesk.services.closing.correcting import open_correction
from coachdesk.services.closing.version import previous_package
from coachdesk.services.desk import Desk
from coachdesk.services.exporting import export_package
from coachdesk.services.papers.one_sheet import one_sheet
from coachdesk.services.preferences import keep_preference
from coachdesk.services.rights.applying import apply_retention
from coachdesk.services.rights.archive import archived
from coachdesk.services.rights.erasing import erase, plan_erasure
from coachdesk.services.rights.group_proofs import (
    GroupProof,
    ProofKind,
    due_proofs,
    empty_proofs,
    group_proofs,
)
from coachdesk.services.rights.person_export import export_person, participant_of
from coachdesk.services.rights.retention import Due, retention_due
from coachdesk.services.workshops.closing import view_sheet
from coachdesk.store.contents import check_contents
from support.command import coachdesk
from support.control_story import MAY, ControlStory, control_story
from support.whole_month import MONTH


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> ControlStory:
    return control_story(tmp_path_factory.mktemp("termes"))


@pytest.fixture
def desk(story: ControlStory, tmp_path: Path) -> Iterator[Desk]:
    opened = story.opened(Path(shutil.copytree(story.directory, tmp_path / "magasin")))
    yield opened
    with suppress(UserError):
        opened.close()


def end_on(desk: Desk, day: date) -> None:
    keep_preference(
        desk, "retention.coaching-emploi", {"months": 24, "proofs_until": day.isoformat()}
    )


def due(desk: Desk) -> tuple[GroupProof, ...]:
    return desk.read(lambda link: due_proofs(link, desk.actions, today(desk.clock)))


def packages(desk: Desk) -> list[tuple[Any, ...]]:
    listing = (
        select(Package.filename, Package.sha256, Package.data)
        .join(Closing, Closing.id == Package.closing_id)
        .order_by(Closing.month)
    )
    return desk.read(lambda link: [tuple(row) for row in link.execute(listing)])


def faults(desk: Desk) -> tuple[str, ...]:
    return desk.read(lambda link: check_contents(link).faults)


def test_each_has_the_term_of_the_proofs_of_its_action(desk: Desk) -> None:
    found = desk.read(lambda link: group_proofs(link, desk.actions))
    assert {proof.until for proof in found} == {date(2029, 12, 31)}
    names = [proof.name for proof in found if proof.kind is ProofKind.PACKAGE]
    assert names == ["Envoi de mai\u00a02023", "Envoi de juin\u00a02023"]
    assert due(desk) == ()
    end_on(desk, today(desk.clock))
    assert due(desk) == (), "the last day is kept"
    end_on(desk, today(desk.clock) - timedelta(days=1))
    assert {proof.id for proof in due(desk)} == {proof.id for proof in found}
    assert all(proof.typed for proof in due(desk))


def test_emptied_they_hold_nobody_and_all_the_rest_verifies(desk: Desk, tmp_path: Path) -> None:
    action, before = desk.actions[0], packages(desk)
    previous = desk.read(lambda link: previous_package(link, action))
    end_on(desk, date(2023, 7, 2))
    wanted = due(desk)
    assert empty_proofs(desk, wanted) == len(wanted)
    desk.store.compact()
    assert packages(desk) == [(name, digest, b"") for name, digest, _ in before]
    assert desk.read(lambda link: previous_package(link, action)) == previous
    assert faults(desk) == ()
    assert "Journal intact" in desk.store.verify(desk.identity.certificate.public_key).sentence
    assert due(desk) == ()
    assert empty_proofs(desk, wanted) == 0
    with pytest.raises(UserError, match="mai\u00a02023 est arrivé au terme"):
        export_package(desk, action, MAY, tmp_path)
    with pytest.raises(UserError, match="arrivé au terme"):
        open_correction(desk, action, MONTH, "une présence oubliée")
    dossier = desk.read(
        lambda link: link.exec_driver_sql(
            "SELECT p.id FROM prescription p WHERE p.number = '23-101'"
        ).scalar_one()
    )
    with pytest.raises(UserError, match="arrivé au terme"):
        one_sheet(desk, action, UUID(dossier), MONTH)


def test_a_sheet_of_an_atelier_is_emptied_and_says_so(desk: Desk) -> None:
    (sheet,) = [
        proof
        for proof in desk.read(lambda link: group_proofs(link, desk.actions))
        if proof.kind is ProofKind.SHEET
    ]
    assert sheet.name.startswith("Feuille de l’atelier «\u00a0Rédiger son CV")
    end_on(desk, date(2023, 7, 2))
    assert empty_proofs(desk, [sheet]) == 0, "it was listed with another term"
    assert empty_proofs(desk, due(desk)) == 3
    kept = select(DocumentRevision.data).join(
        Document, Document.id == DocumentRevision.document_id
    ).where(Document.kind == SHEET_KIND)  # fmt: skip
    assert set(desk.read(lambda link: list(link.execute(kept).scalars()))) == {b""}
    atelier = sheet.subject_id
    assert atelier is not None
    with pytest.raises(UserError, match="arrivé au terme"):
        view_sheet(desk, desk.actions[0], atelier)
    assert faults(desk) == ()


def test_what_is_emptied_without_the_journal_s_word_is_noticed(desk: Desk) -> None:
    with desk.store.erasing() as uow:
        uow.session.connection().exec_driver_sql("UPDATE package SET data = x''")
    assert len(faults(desk)) == 2


def test_a_month_that_is_being_rectified_waits(desk: Desk) -> None:
    open_correction(desk, desk.actions[0], MONTH, "une présence oubliée")
    end_on(desk, date(2023, 7, 2))
    held = {proof.name: proof.held for proof in due(desk) if proof.kind is ProofKind.PACKAGE}
    assert held == {
        "Envoi de mai\u00a02023": "",
        "Envoi de juin\u00a02023": "ce mois est ouvert pour une rectification",
    }
    found = retention_due(desk)
    applied = apply_retention(desk, Due((), found.proofs))
    assert [proof.name for proof, _ in applied.waiting] == ["Envoi de juin\u00a02023"]
    assert [bool(data) for _, _, data in packages(desk)] == [False, True]


def test_the_command_lists_them_and_empties_them_when_told(desk: Desk) -> None:
    end_on(desk, date(2023, 7, 2))
    store = desk.store.directory
    desk.close()
    listed = coachdesk("retention", store=store)
    assert "Envoi de mai\u00a02023" in listed.out
    assert "à vider" in listed.out
    assert "ajoutez --apply" in listed.err
    applied = coachdesk("retention", "--apply", "--json", store=store)
    assert applied.code == 1, "of the people, one waits"
    assert '"emptied": 3' in applied.out


def test_she_is_given_her_line_of_a_sheet_and_nobody_else(desk: Desk, tmp_path: Path) -> None:
    """The sheet of an atelier tells of several people: hers alone is given."""
    came = select(Prescription.number, Participant.last_name, Participant.first_name).join(
        Participant, Participant.id == Prescription.participant_id
    )
    there = (
        came.join(Pathway, Pathway.prescription_id == Prescription.id)
        .join(Appointment, Appointment.pathway_id == Pathway.id)
        .where(Appointment.workshop_id.is_not(None))
        .order_by(Prescription.number)
    )
    her, *others = desk.read(lambda link: link.execute(there).all())
    made = export_person(desk, participant_of(desk, her.number), tmp_path)
    (line,) = (made.folder / "emargement").glob("atelier_*.pdf")
    with PdfDocument(line) as document:
        text = " ".join(page.get_textpage().get_text_range() for page in document)
    assert f"{her.last_name} {her.first_name}" in text
    assert her.number in text
    assert text.count("[autre personne]") == len(others)
    assert "Extrait pour une seule personne" in text
    told = json.loads((made.folder / "donnees.json").read_text("utf-8"))
    papers = told["records"].get("document", [])
    assert [paper for paper in papers if not isinstance(paper["kind"], dict)] == []
    assert not [each for each in others if f"{each.last_name} {each.first_name}" in text]
    assert not [each for each in others if each.number in text]


def test_proofs_that_are_past_their_day_are_not_put_apart(desk: Desk) -> None:
    end_on(desk, date(2023, 7, 2))
    who = participant_of(desk, "23-001")
    (dossier,) = plan_erasure(desk, who).dossiers
    assert dossier.kept_until is None
    erase(desk, who)
    assert desk.read(archived) == ()
    kept = select(func.min(ErasedMark.kept_until))
    assert desk.read(lambda link: link.execute(kept).scalar_one()) == date(2024, 12, 31)
