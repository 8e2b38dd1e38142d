"""The health of the store in the settings, and the examination of each week."""

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QWidget

from coachdesk.core.store_files import DATABASE_FILE
from coachdesk.services.health import check_up, is_due, last_check
from coachdesk.store.pages import PAGE
from coachdesk.ui.screens.settings.health import HealthSection
from coachdesk.ui.weekly_check import WeeklyCheck
from support.desk_context import make_context


@pytest.fixture
def context(desk):
    return make_context(desk)[0]


@pytest.fixture
def section(qtbot, context):
    made = HealthSection(context)
    qtbot.addWidget(made)
    made.show()
    made.refresh()
    return made


def damage(desk):
    path = desk.store.directory / DATABASE_FILE
    with path.open("r+b") as stream:
        stream.seek((path.stat().st_size // PAGE - 2) * PAGE + 100)
        stream.write(b"?" * 8)


def test_one_press_examines_and_says_when(section, desk):
    assert "pas encore été contrôlé" in section.last.text()
    section.check.click()
    assert "Rien d’abîmé" in section.last.text()
    assert desk.read(last_check).pages > 10
    assert section.ways.isHidden()


def test_damage_is_said_with_what_to_do(section, desk):
    desk.store.close()
    damage(desk)
    section.check.click()
    assert "page abîmée" in section.last.text()
    assert "intact jusqu’à l’enregistrement" in section.last.text()
    assert section.ways.isVisible()
    assert section.lock.isVisible()


def test_the_copy_for_support_wants_its_own_phrase(section, context, tmp_path):
    messages = context.messages
    assert not section.support.isEnabled()
    messages.path = tmp_path / "copie.zip"
    section.secret.line.setText("pour l’assistance")
    section.support.click()
    assert messages.path.exists()
    assert section.secret.text() == ""


def test_each_week_in_a_calm_time_and_not_before(qtbot, context, desk, clock):
    holder = QWidget()
    qtbot.addWidget(holder)
    weekly = WeeklyCheck(context, holder)
    weekly.look()
    assert is_due(desk), "what goes on is not known yet"
    weekly.look()
    assert not is_due(desk)
    at = desk.read(last_check).at
    clock.advance(timedelta(days=6))
    weekly.look()
    weekly.look()
    assert desk.read(last_check).at == at
    clock.advance(timedelta(days=2))
    weekly.look()
    assert desk.read(last_check).at > at


def test_a_week_is_counted_from_the_last_one_however_it_was_asked(desk, clock):
    check_up(desk)
    clock.advance(timedelta(days=3))
    assert not is_due(desk)
    clock.set_wall(clock.now() - timedelta(days=30))
    assert is_due(desk), "the clock was set back"
