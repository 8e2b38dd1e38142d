"""The page of the FSE+, and the places where someone's answers are clicked."""

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from sqlalchemy import select

from coachdesk.models import Exit, FseAnswer
from coachdesk.queries.paper_facts import fse_answers
from coachdesk.services.acts import undo_act
from coachdesk.services.fse.page import WHOLE
from coachdesk.services.fse_answers import FSE_PAPERS
from coachdesk.services.people_export import Format
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.screens.card.view import CardScreen
from coachdesk.ui.screens.diagnostic.view import DiagnosticScreen
from coachdesk.ui.screens.exit.view import ExitScreen
from coachdesk.ui.screens.follow_up.view import FollowUpScreen
from coachdesk.ui.screens.fse.tables import NUMBERS
from coachdesk.ui.screens.fse.view import INDICATORS, MEANS, MISSING, PROOFS, FseScreen
from coachdesk.ui.workspace import Workspace
from support.clock import FixedClock
from support.desk_context import make_context
from support.fse_people import EIGHT, FIGURES, Someone, Stay, told, write
from support.signing_desk import make_group
from support.ui import InlineRunner, MessageRecorder

NOW = datetime(2024, 1, 15, 9, tzinfo=timezone(timedelta(hours=1)))
CLAIRE = Someone(  # she worked when she came, and left six months and some days ago
    "LEROY", "Claire", "female", date(1980, 1, 1),
    (
        Stay(
            date(2023, 1, 2), date(2023, 7, 5), "dropout", "employed", "cap",
            told(date(2023, 1, 2)),
        ),
    ),
)  # fmt: skip
FULL = Someone(  # nothing is missing of her
    "RENARD", "Zoé", "female", date(1990, 1, 1),
    (Stay(date(2023, 6, 1), None, "", "inactive", "cap", told(date(2023, 6, 1))),),
)  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return make_group(tmp_path_factory.mktemp("made") / "magasin", 0)


@pytest.fixture
def desk(made, tmp_path):
    opened = made.opened(tmp_path / "magasin", FixedClock(NOW))
    yield opened
    opened.close()


@pytest.fixture
def people(desk):
    """The latest dossier of each of the eight, by name."""
    return add(desk, EIGHT)


def add(desk, people):
    with desk.store.write() as uow:
        found = write(uow.session.connection(), desk.actions[0].id, people)
        uow.commit()
    return found


@pytest.fixture
def shown(qtbot, desk):
    kept = []

    def show(page, screen, dossier=None, **more):
        context, trail = make_context(desk)
        made = page(context)
        kept.append(made)
        qtbot.addWidget(made)
        made.resize(1150, 680)
        with qtbot.waitActive(made):
            made.show()
            made.activateWindow()
        made.show_target(Target(screen, dossier, **more))
        return made, trail

    return show


@pytest.fixture
def page(people, shown):
    """The page on 2023, and where it goes."""
    made, trail = shown(FseScreen, Screen.FSE)
    made.years.buttons["2023"].click()
    return made, trail


def cell(table, code, key):
    """The index of a number of the table of indicators."""
    line = [row.indicator.code for row in table.visible_rows()].index(code)
    return table.shown.index(line, 2 + list(NUMBERS).index(key))


def said(desk, dossier):
    return desk.read(lambda link: fse_answers(link, dossier))


def test_the_screen_shows_what_was_counted_by_hand_and_each_number_opens_its_people(page, qtbot):
    screen, trail = page
    screen.parts.buttons[INDICATORS].click()
    table = screen.indicators
    columns = ("woman", "man", "non_binary", "total", "entered")
    assert {code: tuple(cell(table, code, key).data() for key in columns) for code in FIGURES} == {
        code: tuple("" if number is None else str(number) for number in found)
        for code, found in FIGURES.items()
    }
    for code, found in FIGURES.items():
        for key, number in zip(columns, found, strict=True):
            trail.rows.clear()
            table.clicked.emit(cell(table, code, key))
            assert [len(rows.cells.rows) for _, rows in trail.rows] == ([number] if number else [])
    table.setCurrentIndex(cell(table, "EECR04", "man"))
    QTest.keyClick(table, Qt.Key.Key_Return)
    ((period, rows),) = trail.rows
    assert period == "du 01/01/2023 au 31/12/2023"
    assert [line[1] for line in rows.cells.rows] == ["DUPUIS"], "Enter opens the number it is on"
    assert "(à confirmer)" in rows.also


def test_the_models_of_the_page_are_sound(page, qtmodeltester):
    screen, _ = page
    screen.parts.buttons[MEANS].click()
    for table in (screen.missing, screen.indicators, screen.proofs, screen.times, screen.spent):
        qtmodeltester.check(table.rows)


def test_the_page_opens_on_what_is_to_be_completed_the_most_urgent_first(page, people):
    screen, trail = page
    assert screen.stack.currentWidget() is screen._pages[MISSING]
    lines = [(line.record.last_name, line.moment.value) for line in screen.missing.visible_rows()]
    assert lines == [
        ("ESTEVE", "entry"), ("HUET", "exit"), ("GARNIER", "entry"), ("CARON", "six_months"),
    ]  # fmt: skip
    assert "3\u00a0fiches incomplètes sur 8, soit 38" in screen.complete.text()
    assert "correction financière" in screen.complete.text()
    assert "Seine-et-Marne" in screen.source.text()
    assert screen.state.text() == "seuil dépassé"
    for number in range(3):
        screen.missing.choose_line(number)
        QTest.keyClick(screen.missing, Qt.Key.Key_Return)
    assert [(one.screen, one.prescription_id, one.section) for one in trail.gone] == [
        (Screen.DIAGNOSTIC, people["ESTEVE"], ""),
        (Screen.CARD, people["HUET"], "fse"),
        (Screen.DIAGNOSTIC, people["GARNIER"], ""),
    ]


def test_years_and_the_whole_operation_are_one_click_away(page):
    screen, _ = page
    assert list(screen.years.buttons) == ["2022", "2023", "2024", str(WHOLE)]
    screen.years.buttons[str(WHOLE)].click()
    assert "du 01/01/2022 au 31/12/2024" in screen.subtitle.text()
    assert cell(screen.indicators, "EECO01", "total").data() == "9"
    screen.years.buttons["2022"].click()
    assert cell(screen.indicators, "EECO01", "total").data() == "3", "CARON, FABRE, IMBERT"


def test_proofs_and_time_are_read_when_they_are_looked_at(page):
    screen, trail = page
    screen.parts.buttons[PROOFS].click()
    assert len(screen.proofs.visible_rows()) == 8
    assert screen.proven.text().startswith("8\u00a0personnes")
    screen.proofs.opened.emit(screen.proofs.visible_rows()[0])
    assert trail.gone[-1].screen is Screen.CARD
    screen.parts.buttons[MEANS].click()
    assert len(screen.times.visible_rows()) == 12
    screen.times.opened.emit(screen.times.visible_rows()[4])
    assert trail.gone[-1] == Target(Screen.TIMESHEET, day=date(2023, 5, 1))


def test_the_export_says_that_it_leaves_in_clear(page, tmp_path):
    screen, trail = page
    trail.messages.path = tmp_path / "fse.xlsx"
    screen.export.click()
    assert screen.exporting.isVisible()
    screen.exporting.formats[Format.XLSX].click()
    assert load_workbook(tmp_path / "fse.xlsx").sheetnames[:2] == ["Participants", "Indicateurs"]
    assert "8\u00a0participants" in trail.messages.informed[-1]
    trail.messages.path = tmp_path / "fse.csv"
    screen.exporting.formats[Format.CSV].click()
    assert len((tmp_path / "fse.csv").read_text("utf-8-sig").splitlines()) == 9


def test_an_empty_operation_says_what_to_do(desk, shown):
    screen, trail = shown(FseScreen, Screen.FSE)
    assert not screen.told.isVisible()
    assert any("ouvrira ici une fiche" in each.text() for each in screen.begin.findChildren(QLabel))
    screen.begin.begin.click()
    assert trail.gone == [Target(Screen.INTAKE)]


def test_the_exit_proposes_and_never_replaces_an_answer(desk, people, shown):
    elodie = people["ESTEVE"]
    screen, _ = shown(ExitScreen, Screen.EXIT, elodie)
    fse, kinds = screen.fse, screen.leaving.kind.buttons
    kinds["employment"].click()
    assert fse.answers() == {
        "working": "yes", "training": None, "qualified": None, "searching": None,
    }  # fmt: skip
    assert fse.hint.isVisible()
    kinds["training"].click()
    assert (fse.choices["working"].key(), fse.choices["training"].key()) == (None, "yes")
    fse.choices["working"].buttons["no"].click()
    kinds["employment"].click()
    assert fse.choices["working"].key() == "no", "she said so: the exit does not say otherwise"
    fse.choices["searching"].buttons["refused"].click()
    screen.leaving.details["employment"].buttons["permanent"].click()
    screen.act.click()
    assert said(desk, elodie) == {"working": "no", "searching": "refused"}
    undo_act(desk)
    assert said(desk, elodie) == {}
    assert not desk.read(
        lambda link: link.execute(select(Exit.id).where(Exit.left_on == NOW.date())).all()
    )


def test_a_proposal_that_she_took_back_does_not_come_back(desk, people, shown):
    screen, _ = shown(ExitScreen, Screen.EXIT, people["ESTEVE"])
    screen.leaving.kind.buttons["employment"].click()
    working = screen.fse.choices["working"]
    assert working.key() == "yes", "proposed"
    working.buttons["yes"].click()
    assert working.key() is None
    screen.leaving.details["employment"].buttons["permanent"].click()
    assert working.key() is None


def test_nothing_is_asked_of_a_death(desk, people, shown):
    screen, _ = shown(ExitScreen, Screen.EXIT, people["ESTEVE"])
    screen.leaving.kind.buttons["death"].click()
    assert not screen.fse.isVisible()


def test_six_months_after_the_same_call_answers_the_fse(desk, shown):
    claire = add(desk, [CLAIRE])["LEROY"]
    screen, _ = shown(FollowUpScreen, Screen.FOLLOW_UP, claire, section="6")
    screen.outcome.buttons["employed"].click()
    fse = screen.fse
    assert fse.isVisible()
    assert fse.answers() == {"six_months_working": "yes", "six_months_improved": None}
    fse.choices["six_months_improved"].buttons["yes"].click()
    screen.act.click()
    assert said(desk, claire)["six_months_working"] == "yes"
    assert said(desk, claire)["six_months_improved"] == "yes"


def test_at_another_milestone_or_unreached_it_asks_nothing(desk, shown):
    claire = add(desk, [CLAIRE])["LEROY"]
    screen, _ = shown(FollowUpScreen, Screen.FOLLOW_UP, claire, section="3")
    screen.outcome.buttons["employed"].click()
    assert not screen.fse.isVisible()
    screen, _ = shown(FollowUpScreen, Screen.FOLLOW_UP, claire, section="6")
    screen.outcome.buttons["unreachable"].click()
    assert not screen.fse.isVisible()
    screen.act.click()
    assert "six_months_working" not in said(desk, claire)


def test_on_the_card_one_click_is_one_answer(desk, people, shown, qtbot):
    hugo = people["HUET"]
    card, _ = shown(CardScreen, Screen.CARD, hugo, section="fse")
    section = card.sections.fse
    qtbot.waitUntil(lambda: bool(section.questions))
    (asked,) = section.questions.values()
    asked.choices["working"].buttons["yes"].click()
    qtbot.waitUntil(lambda: said(desk, hugo).get("working") == "yes")
    qtbot.waitUntil(lambda: "working" in section.view.fse.record.answers)


@pytest.fixture
def unpaid(desk):
    """The action, not paid by the FSE+."""
    action = desk.actions[0]
    profile = replace(action.profile, papers_off=frozenset(FSE_PAPERS.values()))
    return replace(action, profile=profile)


def test_an_action_that_the_fse_does_not_pay_is_asked_nothing(desk, people, unpaid, qtbot):
    context, _ = make_context(desk, unpaid)
    hugo = people["HUET"]
    for page, screen in ((ExitScreen, Screen.EXIT), (CardScreen, Screen.CARD)):
        made = page(context)
        qtbot.addWidget(made)
        made.show()
        made.show_target(Target(screen, hugo))
        part = made.fse if page is ExitScreen else made.sections.fse
        assert not part.isVisible()
    rules = {thing.rule for thing in made.sections.exit.view.to_do}
    assert not {"fse_sortie", "fse_six_mois"} & rules


def test_the_diagnostic_of_an_action_that_the_fse_does_not_pay_has_no_question_of_it(
    desk, people, unpaid, qtbot
):
    context, trail = make_context(desk, unpaid)
    page = DiagnosticScreen(context)
    qtbot.addWidget(page)
    page.show()
    page.show_target(Target(Screen.DIAGNOSTIC, people["HUET"]))
    words = [each.text() for each in page.findChildren(QLabel) if each.isVisible()]
    assert not [each for each in words if "FSE" in each or "européennes" in each]
    before = said(desk, people["HUET"])
    page.do()
    assert said(desk, people["HUET"]) == before, "what was answered before stays"
    assert not trail.messages.refused


def test_where_the_fse_does_not_pay_neither_menu_nor_tableau_de_bord_speaks_of_it(
    desk, unpaid, qtbot
):
    messages = MessageRecorder()
    for action, paid in ((unpaid, False), (desk.actions[0], True)):
        space = Workspace(InlineRunner(messages), messages, desk, action)
        qtbot.addWidget(space)
        space.start(Target(Screen.DASHBOARD))
        assert ("fse" in space.menu.choices) == paid
        assert ("fse" in {command.key for command in space.bindings.offered()}) == paid
        assert ("fse" in {tile.key for tile in space.dashboard.tiles.tiles}) == paid


@pytest.mark.parametrize("who", [(), (FULL,)])
def test_with_nothing_to_complete_the_keyboard_stays_on_the_page(desk, shown, qtbot, who):
    add(desk, who)
    screen, _ = shown(FseScreen, Screen.FSE)
    screen.missing.show()
    screen.missing.setFocus()  # where the page has the keyboard while it reads
    screen.refresh()
    assert screen.missing.isHidden()
    inside = QApplication.focusWidget()
    assert inside is (screen.indicators if who else screen.begin.bring)
    screen.parts.buttons[PROOFS].click()
    qtbot.waitUntil(lambda: "Lecture" not in screen.proven.text())
    assert not screen.proven.text().startswith("0")


def test_once_something_is_to_complete_the_page_opens_on_it_unless_she_chose_a_part(desk, shown):
    add(desk, (FULL,))
    screen, _ = shown(FseScreen, Screen.FSE)
    assert screen.stack.currentWidget() is screen._pages[INDICATORS]
    with desk.store.write() as uow:
        for answer in uow.session.scalars(select(FseAnswer)):
            uow.session.delete(answer)
        uow.commit()
    screen.refresh()
    assert screen.stack.currentWidget() is screen._pages[MISSING]
    screen.parts.buttons[INDICATORS].click()
    screen.refresh()
    assert screen.stack.currentWidget() is screen._pages[INDICATORS]
