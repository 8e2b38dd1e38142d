"""Before leaving: the check, the copy elsewhere, the line of state, and what Ctrl+Z will undo."""

import json
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from coachdesk.domain.attendance import Mode, Slot
from coachdesk.services.appointments import plan_appointment
from coachdesk.services.backup import making
from coachdesk.services.backup.elsewhere import last_backup
from coachdesk.services.backup.folder import kept_in
from coachdesk.services.closing.use_case import close_month
from coachdesk.services.drafts import save_draft
from coachdesk.services.readiness import Light
from coachdesk.services.standing import standing
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.screens.ready.view import ReadyScreen, pointers_there
from coachdesk.ui.status_line import StatusLine
from coachdesk.ui.workspace import Workspace
from support.cut import cut_texts
from support.desk_context import make_context
from support.desk_people import PLACE, followed, planned

DAY = date(2024, 1, 15)
DAYS = timedelta(days=1)


@pytest.fixture
def ready(qtbot, desk):
    context, trail = make_context(desk)
    page = ReadyScreen(context)
    qtbot.addWidget(page)
    page.resize(1130, 700)
    page.show()
    page.refresh()
    return page, trail


@pytest.fixture
def status(qtbot, runner, desk, action, tmp_path):
    line = StatusLine(runner)
    qtbot.addWidget(line)
    line.resize(1366, 40)
    line.show()
    line.show_desk(lambda: standing(desk, action), "Claire Exemple", tmp_path / "magasin")
    return line


@pytest.fixture
def space(qtbot, runner, messages, desk, action):
    made = Workspace(runner, messages, desk, action)
    qtbot.addWidget(made)
    made.resize(1280, 720)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.start()
    return made


def buttons(page) -> dict[str, QPushButton]:
    return {each.text(): each for each in page.findChildren(QPushButton) if not each.isHidden()}


def test_the_check_asks_for_a_copy_until_one_is_elsewhere(ready, desk, tmp_path, monkeypatch):
    page, trail = ready
    assert page.title.text().endswith("à voir")
    trail.messages.path = None
    page.remedy.click()
    assert desk.read(last_backup) is None, "she gave the choice up"
    trail.messages.path = tmp_path / "ici"
    page.remedy.click()
    assert "même disque" in trail.messages.informed[-1]
    assert page.remedy is not None, "it protects of nothing"
    monkeypatch.setattr(making, "same_disk", lambda _one, _other: False)
    trail.messages.path = tmp_path / "cle"
    QTest.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert len(kept_in(desk, tmp_path / "cle")) == 1
    assert page.remedy is None
    trail.messages.path = None
    page.copy.click()  # one gesture: the key used last is plugged in
    (latest,) = kept_in(desk, tmp_path / "cle")  # of the same day, the one before gives way
    assert latest.path.name.endswith("_2")
    assert page.progress.isHidden()


def test_a_copy_that_cannot_be_made_says_why(ready, tmp_path):
    page, trail = ready
    (tmp_path / "plein").write_text("un fichier")
    trail.messages.path = tmp_path / "plein"
    page.remedy.click()
    assert trail.messages.refused[-1].remedy
    assert not page.progress.busy


def test_drafts_are_opened_from_the_check_and_the_next_day_is_told(ready, desk):
    page, trail = ready
    save_draft(desk, "intake", {"last_name": "PETIT"})
    ((person, _),) = planned(desk, DAY + DAYS, 1)
    page.refresh()
    buttons(page)["prescription de PETIT (9\u00a0h\u00a010)"].click()
    assert trail.gone == [Target(Screen.INTAKE)]
    buttons(page)[f"9\u00a0h\u00a000   {person.last_name} {person.first_name}"].click()
    assert trail.gone[-1] == Target(Screen.CARD, person.prescription_id)
    assert page._following_title.text() == "Ensuite, mardi\u00a016\u00a0janvier\u00a02024"


def test_a_screen_that_tells_its_pointers_names_them(qapp):
    assert pointers_there() <= {"pen", "touch", "mouse"}
    assert Light.UNKNOWN.value == "unknown"


def test_no_word_of_the_check_is_cut(qtbot, ready, desk):
    page, _ = ready
    save_draft(desk, "intake", {"last_name": "PETIT"})
    planned(desk, DAY + DAYS, 3)
    for size in ((1130, 700), (700, 560)):
        page.resize(*size)
        page.refresh()
        qtbot.waitUntil(lambda: not cut_texts(page))


def test_each_part_of_the_line_opens_its_place(qtbot, status, desk, action):
    asked = []
    status.asked.connect(asked.append)
    assert status.state.text() == "Enregistré"
    qtbot.waitUntil(lambda: status.backup.text() == "aucune sauvegarde ailleurs")
    assert status.envois.isHidden()
    close_month(desk, action, date(2023, 5, 1), force_reason="essai")
    save_draft(desk, "intake", {"last_name": "PETIT"})
    status.refresh()
    for part in (status.backup, status.envois, status.drafts):
        part.click()
    assert asked == [
        Target(Screen.READY),
        Target(Screen.MONTH, day=date(2023, 5, 1)),
        Target(Screen.TODAY),
    ]
    assert "mai\u00a02023" in status.envois.toolTip()
    assert "ne s’annule pas" in status.undo.text(), "a closing says so before it is tried"


def test_parts_give_way_whole_and_in_order(status, desk, action):
    close_month(desk, action, date(2023, 5, 1), force_reason="essai")
    save_draft(desk, "intake", {"last_name": "PETIT"})
    status.refresh()
    order = [status.where, status.who, status.undo, status.drafts, status.envois]
    seen = []
    for width in range(1800, 240, -20):
        status.resize(width, 40)
        gone = [part for part in order if part.isHidden()]
        assert gone == order[: len(gone)], width
        assert not status.backup.isHidden()
        if width > 420:
            assert not cut_texts(status), width
        seen.append(len(gone))
    assert seen[0] == 0
    assert seen[-1] == len(order)


def test_a_write_that_lasts_is_said_to_be_under_way(qtbot, status):
    status.show_writing(writing=True)
    qtbot.waitUntil(lambda: status.state.text() == "Enregistrement…")
    status.show_writing(writing=False)
    assert status.state.text() == "Enregistré"


def test_ctrl_z_undoes_typing_first_then_the_last_act_which_is_told_beforehand(
    qtbot, space, desk, messages
):
    (person,) = followed(desk, 1)
    plan_appointment(desk, person.prescription_id, Slot(DAY, 900, 930, PLACE, Mode.ON_SITE))
    told = standing(desk, desk.actions[0])
    assert person.last_name in told.undo
    space.show_participants()
    search = QApplication.focusWidget()
    QTest.keyClicks(search, "ab")
    QTest.keyClick(search, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert search.text() == ""
    assert desk.acts, "the typing was undone, not the act"
    QTest.keyClick(search, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not desk.acts)
    assert messages.informed[-1].startswith("Saisie annulée")
    assert told.undo.removeprefix("Annuler la saisie\u00a0: ") in messages.informed[-1]


def test_ctrl_z_on_a_day_or_an_hour_undoes_the_last_act(qtbot, space, desk):
    (person,) = followed(desk, 1)
    plan_appointment(desk, person.prescription_id, Slot(DAY, 900, 930, PLACE, Mode.ON_SITE))
    space.go(Target(Screen.INTAKE))
    space.intake.slot.start.setFocus()
    QTest.keyClick(space.intake.slot.start, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not desk.acts)


def test_the_journal_tells_of_each_copy(ready, desk, tmp_path):
    page, trail = ready
    trail.messages.path = tmp_path / "ici"
    page.remedy.click()
    bodies = desk.read(
        lambda link: link.exec_driver_sql(
            "SELECT p.body FROM journal_entry e JOIN journal_payload p USING (seq) "
            "WHERE e.kind = 'backup'"
        ).all()
    )
    assert [json.loads(body)["elsewhere"] for (body,) in bodies] == [False]
