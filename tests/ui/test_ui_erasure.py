"""The page that erases someone, and the archive in the settings, on a real encrypted store."""

import zipfile
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from coachdesk.models import Prescription
from coachdesk.services.desk import Desk
from coachdesk.services.rights.archive import archived
from coachdesk.services.rights.erasing import anonymised_number
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.screens.card.view import CardScreen
from coachdesk.ui.screens.erasure.view import ErasureScreen
from coachdesk.ui.screens.settings.archive import ArchiveSection
from support.desk_context import Trail, make_context

LEFT, FOLLOWED = "23-001", "23-095"


def dossier(desk: Desk, number: str) -> Target:
    listing = select(Prescription.id).where(Prescription.number == number)
    return Target(Screen.ERASURE, desk.read(lambda link: link.execute(listing).scalar_one()))


@pytest.fixture
def opened(desk: Desk, qtbot: QtBot) -> tuple[ErasureScreen, Trail]:
    context, trail = make_context(desk)
    page = ErasureScreen(context)
    qtbot.addWidget(page)
    page.show_target(dossier(desk, LEFT))
    return page, trail


def test_nothing_is_erased_before_its_number_is_typed(
    opened: tuple[ErasureScreen, Trail], desk: Desk, qtbot: QtBot
) -> None:
    page, trail = opened
    assert not page.act.isEnabled()
    qtbot.keyClicks(page.confirm, "23-002")
    assert not page.act.isEnabled()
    page.do()
    assert desk.read(anonymised_number) == 0
    page.confirm.clear()
    qtbot.keyClicks(page.confirm, LEFT)
    assert page.act.isEnabled()
    page.act.click()
    assert desk.read(anonymised_number) == 1
    assert trail.gone[-1].screen is Screen.PARTICIPANTS
    assert "effacée" in trail.messages.informed[-1]


def test_what_is_to_be_finished_first_is_said_and_nothing_can_be_typed(
    desk: Desk, qtbot: QtBot
) -> None:
    context, trail = make_context(desk)
    page = ErasureScreen(context)
    qtbot.addWidget(page)
    page.show()
    page.show_target(dossier(desk, FOLLOWED))
    assert page.refused_box.isVisible()
    assert not page.confirm.isVisible()
    assert not page.act.isEnabled()
    page.card.click()
    assert trail.gone[-1].screen is Screen.CARD


def test_the_card_leads_there_from_her_identity(desk: Desk, qtbot: QtBot) -> None:
    context, trail = make_context(desk)
    card = CardScreen(context)
    qtbot.addWidget(card)
    target = dossier(desk, LEFT)
    card.show_target(Target(Screen.CARD, target.prescription_id))
    card.correct()
    assert card.identity is not None
    card.identity.erase.click()
    assert trail.gone[-1] == target


def test_a_copy_leaves_the_archive_with_its_reason(
    opened: tuple[ErasureScreen, Trail], desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    page, trail = opened
    qtbot.keyClicks(page.confirm, LEFT)
    page.act.click()
    section = ArchiveSection(page.context)
    qtbot.addWidget(section)
    section.refresh()
    assert section.lines.count() == 1
    assert "1\u00a0dossier anonymisé" in section.state.text()
    section.lines.setCurrentRow(0)
    assert not section.copy.isEnabled()
    qtbot.keyClicks(section.reason, "controle de mars")
    trail.messages.path = tmp_path / "sorti.zip"
    section.copy.click()
    assert zipfile.ZipFile(tmp_path / "sorti.zip").testzip() is None
    assert len(desk.read(archived)) == 1
