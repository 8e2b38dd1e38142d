"""The page of the ateliers: planned, noted, signed in one sitting, closed; and their sheets."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from coachdesk.domain.attendance import Mode, Presence, Slot
from coachdesk.domain.papers import SigningOutcome
from coachdesk.queries.workshops import workshop_people, workshops_between
from coachdesk.services.acts import undo_act
from coachdesk.services.drafts import draft_target
from coachdesk.services.pad.attendance import attendance_asked
from coachdesk.services.targets import Screen, Target
from coachdesk.services.workshops.planning import WorkshopFacts, plan_workshop
from coachdesk.sync.verification import verify_file
from coachdesk.ui.screens.sheet.view import SheetScreen
from coachdesk.ui.screens.today.view import TodayScreen
from coachdesk.ui.screens.workshop.view import WorkshopScreen
from support.clock import FixedClock
from support.desk_context import make_context, sign_handed
from support.signing_desk import CLOCK, DAY, drawn, make_group, said, scrawl

AFTERNOON = Slot(DAY, 840, 960, "Mairie d’Airaines", Mode.COLLECTIVE)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return make_group(tmp_path_factory.mktemp("made") / "magasin", 14)


@pytest.fixture
def desk(made, tmp_path):
    opened = made.opened(tmp_path / "magasin", FixedClock(CLOCK.now()))
    yield opened
    opened.close()


@pytest.fixture
def trail(desk):
    return make_context(desk)


@pytest.fixture
def page(qtbot, trail):
    screen = WorkshopScreen(trail[0])
    qtbot.addWidget(screen)
    return screen


@pytest.fixture
def workshop(desk, made):
    return plan_workshop(
        desk, desk.actions[0], WorkshopFacts("Rédiger son CV", AFTERNOON), made.people[:12]
    )


@pytest.fixture
def opened(page, workshop):
    page.show_target(Target(Screen.WORKSHOP, subject_id=workshop))
    return page


def those_of(desk, workshop):
    return desk.read(lambda link: workshop_people(link, workshop))


def test_one_is_planned_by_a_title_and_a_few_letters_per_person(page, desk, trail):
    page.show_target(Target(Screen.WORKSHOP))
    planning = page.planning
    assert not page.act.isEnabled(), "neither title nor people"
    assert page.subtitle.text() == "Il manque encore\u00a0: le titre, les personnes."
    assert page.act.toolTip() == page.subtitle.text()
    planning.form.title.setCurrentText("Oser appeler")
    assert not page.act.isEnabled()
    assert page.subtitle.text() == "Il manque encore\u00a0: les personnes."
    for letters in ("durand-1", "maquet"):
        planning.people.line.setText(letters)
        QTest.keyClick(planning.people.line, Qt.Key.Key_Return)
        assert planning.people.line.text() == "", "ready for the next name"
    assert page.act.text() == "Planifier pour 2\u00a0personnes"
    page.act.click()
    assert page.title.text() == "Atelier «\u00a0Oser appeler\u00a0»"
    assert len(page.one.people.lines) == 2
    assert trail[1].drafts.forgotten == ["workshop"]
    line = desk.read(lambda link: workshops_between(link, desk.actions[0].id, DAY, DAY))[0]
    assert (line.title, line.people) == ("Oser appeler", 2)


def test_ctrl_enter_says_what_is_lacking_and_leads_there(qtbot, page, trail):
    messages = trail[1].messages
    with qtbot.waitActive(page):
        page.show()
    page.show_target(Target(Screen.WORKSHOP))
    QTest.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert messages.refused[-1].remedy == "Il manque encore\u00a0: le titre, les personnes."
    qtbot.waitUntil(page.planning.form.title.hasFocus)
    page.planning.form.title.setCurrentText("Oser appeler")
    QTest.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert messages.refused[-1].remedy == "Il manque encore\u00a0: les personnes."
    qtbot.waitUntil(page.planning.people.line.hasFocus)


def test_what_is_typed_is_kept_and_found_again(page, trail):
    page.show_target(Target(Screen.WORKSHOP))
    assert set(trail[1].drafts.kept["workshop"]) == {"title", "slot", "people", "times"}
    assert draft_target("workshop") == Target(Screen.WORKSHOP)
    people = page.planning.people
    people.set_draft_value([people.model.every[2].key])
    assert people.ticked() == {people.model.every[2].key}
    assert people.draft_value() == [people.model.every[2].key]


def test_a_title_of_before_is_proposed_word_for_word(page, workshop):
    page.show_target(Target(Screen.WORKSHOP))
    titles = page.planning.form.title
    assert [titles.itemText(number) for number in range(titles.count())] == ["Rédiger son CV"]
    assert page.planning.table.visible_rows()[0].id == workshop


def test_an_atelier_of_before_is_opened_from_the_list(page, trail, workshop):
    page.show_target(Target(Screen.WORKSHOP))
    page.planning.table.doubleClicked.emit(page.planning.table.shown.index(0, 0))
    assert trail[1].gone == [Target(Screen.WORKSHOP, subject_id=workshop)]


def test_everyone_passes_in_one_sitting_and_turns_green(opened, desk, trail, workshop):
    assert opened.act.text() == "Faire passer l’écran\u00a0: 12\u00a0personnes"
    opened.act.click()
    assert len(trail[1].handed) == 12
    sign_handed(desk, trail[1])
    opened.refresh()
    assert opened.one.progress.text() == "12\u00a0signatures sur 12"
    assert {line.state.text() for line in opened.one.people.lines.values()} == {"Signé"}
    assert {line.state.property("tone") for line in opened.one.people.lines.values()} == {"done"}
    assert {person.row.presence for person in those_of(desk, workshop)} == {Presence.ATTENDED}


def test_who_is_unticked_is_noted_absent_by_the_same_gesture(opened, desk, trail, workshop):
    first, second = list(opened.one.people.lines.values())[:2]
    first.there.setChecked(False)
    second.there.setChecked(False)
    second.why.setCurrentIndex(second.why.findData(Presence.EXCUSED))
    assert opened.one.note.text() == "Noter\u00a0: tous présents sauf 2"
    opened.act.click()
    assert len(trail[1].handed) == 10
    noted = [person.row.presence for person in those_of(desk, workshop)[:3]]
    assert noted == [Presence.UNEXCUSED, Presence.EXCUSED, Presence.PLANNED]


def test_all_present_but_one_is_noted_without_the_pad(opened, desk, workshop):
    first = next(iter(opened.one.people.lines.values()))
    first.there.setChecked(False)
    opened.one.note.click()
    presences = [person.row.presence for person in those_of(desk, workshop)]
    assert presences == [Presence.UNEXCUSED, *[Presence.ATTENDED] * 11]
    assert opened.one.note.isHidden(), "nothing is left to note"
    assert "Signature à donner" in opened.one.why.text()


def test_someone_comes_on_the_spot(opened, desk, workshop):
    opened.one.adding.line.setText("n’diaye-14")
    QTest.keyClick(opened.one.adding.line, Qt.Key.Key_Return)
    opened.one.add.click()
    assert len(those_of(desk, workshop)) == 13
    assert opened.act.text().endswith("13\u00a0personnes")


def test_tab_goes_through_the_people_in_their_order(qtbot, opened):
    with qtbot.waitActive(opened):
        opened.resize(1100, 700)
        opened.show()
        opened.activateWindow()
    opened.refresh()  # the lines are made anew
    qtbot.waitUntil(opened.one.people.ticks()[-1].isVisible)
    opened.take_keyboard()
    met = []
    for _ in range(40):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        met.append(QApplication.focusWidget())
    wanted = [*opened.one.people.ticks(), opened.one.adding.line]
    assert [widget for widget in met if widget in wanted][:13] == wanted


def test_a_refused_act_is_said_and_the_page_lives_on(opened, desk, trail, workshop):
    person = those_of(desk, workshop)[0]
    attendance_asked(desk, person.row.appointment_id).commit(desk, drawn(scrawl(1)))
    line = opened.one.people.lines[person.row.appointment_id]
    line.out.click()  # the page does not know yet that she signed
    assert "déjà notée" in trail[1].messages.refused[0].sentence


def test_it_is_closed_once_everyone_answered(opened, desk, trail, workshop):
    one = opened.one
    assert not one.close_it.isEnabled()
    refuses = those_of(desk, workshop)[3].row.appointment_id
    attendance_asked(desk, refuses).commit(desk, said(SigningOutcome.UNABLE, "bras cassé"))
    opened.refresh()
    assert one.people.lines[refuses].state.text() == "Ne peut pas signer"
    opened.act.click()
    sign_handed(desk, trail[1])
    opened.refresh()
    assert one.progress.text() == "11\u00a0signatures sur 12, 1\u00a0autre réponse"
    assert "peut être cachetée" in one.why.text()
    assert one.close_it.isHidden(), "it comes first now"
    assert opened.act.text() == "Clore et cacheter la feuille"
    opened.act.click()
    assert trail[1].messages.asked[0].act == "Clore et cacheter"
    assert "cachetée avec ses preuves" in one.why.text()
    assert one.close_it.isHidden()
    assert opened.act.text() == "Voir la feuille"
    opened.act.click()
    assert trail[1].gone == [Target(Screen.SHEET, subject_id=workshop)]


def test_it_is_changed_for_everyone_and_dropped(opened, desk, trail, workshop):
    opened.one.change.click()
    form = opened.one.form
    assert form.facts().title == "Rédiger son CV"
    form.title.setCurrentText("Son CV en une page")
    opened.one._change()
    assert opened.title.text() == "Atelier «\u00a0Son CV en une page\u00a0»"
    assert opened.one.form is None
    opened.one.drop.click()
    assert trail[1].backs == 1
    assert not desk.read(lambda link: workshops_between(link, desk.actions[0].id, DAY, DAY))


def test_one_to_come_is_neither_noted_nor_signed(page, desk, made):
    later = Slot(DAY + timedelta(days=3), 840, 960, None, Mode.COLLECTIVE)
    workshop = plan_workshop(desk, desk.actions[0], WorkshopFacts("CV", later), made.people[:2])
    page.show_target(Target(Screen.WORKSHOP, subject_id=workshop))
    assert page.act.text() == "Inviter par SMS", "nobody is handed the pad yet"
    assert page.one.note.isHidden()
    assert "le jour même" in page.one.why.text()
    assert not page.one.drop.isHidden()


def test_today_shows_it_as_one_line(qtbot, desk, trail, workshop):
    screen = TodayScreen(trail[0])
    qtbot.addWidget(screen)
    screen.resize(1200, 700)
    screen.refresh()
    texts = [button.text() for button in screen.stops[0].findChildren(type(screen.new))]
    assert texts.count("Atelier «\u00a0Rédiger son CV\u00a0»") == 1
    assert texts.count("Faire signer") == 1
    line = next(
        button
        for button in screen.stops[0].findChildren(type(screen.new))
        if button.text().startswith("Atelier")
    )
    line.click()
    assert trail[1].gone == [Target(Screen.WORKSHOP, subject_id=workshop)]


@pytest.fixture
def sheets(qtbot, trail):
    screen = SheetScreen(trail[0])
    qtbot.addWidget(screen)
    return screen


def test_the_sheet_of_someone_is_read_and_saved_sealed(sheets, desk, trail, made, tmp_path):
    sheets.show_target(Target(Screen.SHEET, made.people[2], day=DAY))
    assert sheets.subtitle.text() == "Jean-François ŁUKASZEWSKI-3, juin\u00a02023"
    assert sheets.state.text() == "Provisoire"
    assert sheets.table.current().prescription_id == made.people[2]
    trail[1].messages.path = tmp_path / "feuille.pdf"
    sheets.save.click()
    assert "en clair" in trail[1].messages.informed[0]
    report = verify_file(tmp_path / "feuille.pdf", signer=desk.identity.certificate.fingerprint)
    assert report.exit_code == 0


def test_the_arrows_go_through_everyone_of_the_month(sheets):
    sheets.show_target(Target(Screen.SHEET, day=DAY))
    seen = [sheets.subtitle.text()]
    for _ in range(2):
        QTest.keyClick(sheets.table, Qt.Key.Key_Down)
        seen.append(sheets.subtitle.text())
    assert len(set(seen)) == 3


def test_a_month_without_her_sheet_says_so(sheets, made):
    sheets.show_target(Target(Screen.SHEET, made.people[2], day=DAY - timedelta(days=90)))
    assert "n’a pas de feuille en mars\u00a02023" in sheets.nothing.text()
    assert not sheets.save.isEnabled()
    assert not sheets.print.isEnabled()


def test_the_sheet_of_an_atelier_has_no_list_beside_it(sheets, workshop, trail, tmp_path):
    sheets.show_target(Target(Screen.SHEET, subject_id=workshop))
    assert sheets._list.isHidden()
    assert sheets.subtitle.text() == "Atelier «\u00a0Rédiger son CV\u00a0»"
    trail[1].messages.path = tmp_path / "atelier.pdf"
    sheets.save.click()
    assert (tmp_path / "atelier.pdf").read_bytes().startswith(b"%PDF")


def test_what_ctrl_z_took_back_leaves_its_page_without_a_refusal(opened, trail, desk):
    undo_act(desk)
    opened.refresh()
    assert trail[1].backs == 1
    assert not trail[1].messages.refused


def test_an_act_that_is_done_leaves_the_keyboard_to_the_next_one_not_to_retour(qtbot, opened):
    opened.resize(1100, 700)
    with qtbot.waitActive(opened):
        opened.show()
        opened.activateWindow()
    opened.one.note.setFocus()
    QTest.keyClick(opened.one.note, Qt.Key.Key_Space)
    assert opened.one.note.isHidden(), "everyone is noted"
    assert QApplication.focusWidget() is opened.act
