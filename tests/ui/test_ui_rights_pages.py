"""The pages about people's data: decided in the settings, whose time is over, given from a card."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget
from sqlalchemy import func, select

from coachdesk.domain.rights import LegalBasis
from coachdesk.models import Participant
from coachdesk.services.rights.retention import Due, retention_due
from coachdesk.services.rights_settings import keep_rights, number_due, rights_settings
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.messages import Question
from coachdesk.ui.retention_watch import RetentionWatch
from coachdesk.ui.screens.card.view import CardScreen
from coachdesk.ui.screens.retention.view import RetentionScreen
from coachdesk.ui.screens.settings.rights import RightsSection
from coachdesk.ui.window_messages import QuestionDialog
from support.ui import InlineRunner, MessageRecorder


@pytest.fixture
def section(qtbot, made):
    shown = RightsSection(made[0])
    qtbot.addWidget(shown)
    shown.show()
    shown.refresh()
    return shown


@pytest.fixture
def page(qtbot, made, clock):
    clock.set_wall(clock.now().replace(year=2026))
    shown = RetentionScreen(made[0])
    qtbot.addWidget(shown)
    shown.resize(1100, 700)
    shown.show()
    shown.refresh()
    return shown


@pytest.fixture
def card(qtbot, made, participants):
    shown = CardScreen(made[0])
    qtbot.addWidget(shown)
    her = next(each for each in participants if each.number == "23-076")
    shown.show_target(Target(Screen.CARD, her.prescription_id))
    return shown


def kept(desk, action):
    return desk.read(lambda link: rights_settings(link, action.code))


def test_each_choice_is_kept_as_it_is_made(section, desk, action):
    section.bases.buttons[LegalBasis.LEGAL_OBLIGATION].click()
    assert kept(desk, action).basis is LegalBasis.LEGAL_OBLIGATION
    assert "6.1 c" in section.article.text()
    section.officer.setText("dpo@exemple.org")
    section.officer.editingFinished.emit()
    section.months.setValue(18)
    section.months.editingFinished.emit()
    section.known.click()
    found = kept(desk, action)
    assert (found.officer, found.months) == ("dpo@exemple.org", 18)
    assert found.proofs_until == date(2029, 12, 31)


def test_pressing_the_basis_again_keeps_it(section, desk, action):
    section.bases.buttons[LegalBasis.PUBLIC_INTEREST].click()
    assert section.bases.key() == LegalBasis.PUBLIC_INTEREST
    assert kept(desk, action).basis is LegalBasis.PUBLIC_INTEREST


def test_showing_what_is_kept_writes_nothing(section, desk, action):
    keep_rights(desk, action, kept(desk, action))
    before = kept(desk, action)
    section.refresh()
    assert kept(desk, action) == before


def test_the_journal_of_accesses_is_seen_in_rows(section, trail):
    section.see.click()
    ((_, found),) = trail.rows
    assert found.cells.headings[0] == "Date"


def test_who_is_due_is_listed_with_the_reason_and_opens_the_card(page, trail, qtmodeltester):
    qtmodeltester.check(page.table.rows)
    assert "personnes" in page.subtitle.text()
    page.table.selectRow(0)
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert trail.gone[-1].screen is Screen.CARD


def test_nobody_goes_before_the_number_is_typed(page, trail, desk):
    number = page.due.ready
    assert number
    trail.messages.reason = str(number + 1)
    page.act.click()
    assert "n’est pas le bon" in trail.messages.refused[-1].sentence
    assert anonymised(desk) == 0


def test_those_whom_nothing_keeps_are_erased_and_the_others_wait(page, trail, desk):
    chosen = tuple(person for person in page.due.people if not person.held)[:2]
    waiting = tuple(person for person in page.due.people if person.held)[:1]
    page._show(Due((*chosen, *waiting)))
    trail.messages.reason = "2"
    page.act.click()
    assert not trail.messages.refused
    assert anonymised(desk) == 2
    names = {person.name for person in retention_due(desk).people}
    assert not names & {person.name for person in chosen}
    assert waiting[0].name in names


def anonymised(desk):
    gone = select(func.count()).where(Participant.anonymised_on.is_not(None))
    return desk.read(lambda link: link.execute(gone).scalar_one())


def test_nobody_due_is_said(qtbot, made):
    shown = RetentionScreen(made[0])
    qtbot.addWidget(shown)
    shown.refresh()
    assert "Personne n’est au terme" in shown.nothing.text()
    assert shown.act.isHidden()


def test_a_card_gives_her_all_her_data_in_one_choice(card, trail, tmp_path):
    lines = [each.text() for each in card.rights.menu_now().actions()]
    assert lines[0].startswith("&Lui donner")
    trail.messages.path = tmp_path
    card.rights.ask_folder()
    (folder,) = tmp_path.glob("donnees_23-076_*")
    assert (folder / "donnees.pdf").exists()
    assert str(folder) in trail.messages.informed[-1]


def test_a_card_shows_what_was_corrected_and_who_looked(card, trail, desk, clock):
    card.rights.show_corrections()
    card.rights.show_accesses()
    corrections, looks = [found for _, found in trail.rows]
    assert corrections.nothing.startswith("Rien n’a été corrigé")
    assert looks.cells.headings[-1] == "Personne"


def test_what_is_due_is_counted_once_a_day(qtbot, desk, clock):
    clock.set_wall(clock.now().replace(year=2026))
    owner = QWidget()
    qtbot.addWidget(owner)
    watch = RetentionWatch(InlineRunner(MessageRecorder()), desk, owner)
    with qtbot.waitSignal(watch.counted):
        watch.count()
    number, counted_on = desk.read(number_due)
    assert number > 0
    assert counted_on == date(2026, 1, 15)


def test_the_question_lets_it_be_done_only_with_the_number_itself(qtbot, page):
    question = QuestionDialog(
        Question("Effacer ?", "Pour toujours.", "Effacer", "12", exactly="12"), page
    )
    qtbot.addWidget(question)
    question.show()
    line = question.findChild(QLineEdit)
    QTest.keyClicks(line, "1")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert question.result() == QDialog.DialogCode.Rejected, "it stays the safe default"
    again = QuestionDialog(
        Question("Effacer ?", "Pour toujours.", "Effacer", "12", exactly="12"), page
    )
    qtbot.addWidget(again)
    again.show()
    line = again.findChild(QLineEdit)
    QTest.keyClicks(line, "12")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert again.result() == QDialog.DialogCode.Accepted


def test_when_nobody_is_due_the_way_to_the_duration_has_the_keyboard(qtbot, made):
    shown = RetentionScreen(made[0])
    qtbot.addWidget(shown)
    shown.show()
    shown.refresh()
    assert shown.settings.isVisible()
    assert shown.first is shown.settings
    shown.settings.click()
    assert made[1].gone[-1] == Target(Screen.SETTINGS, section="rights/retention")
