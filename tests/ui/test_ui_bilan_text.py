"""What is written in the bilan: figures by name, unknown ones told, drafts, from year to year."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from coachdesk.services.drafts import draft_target, waiting_drafts
from coachdesk.services.report import Output, bilan_of, bilan_texts, write_text
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.screens.bilan.view import BilanScreen

PART = "participants"
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(qtbot, made):
    """On the part of the participants of 2023, with the keyboard in the window."""
    shown = BilanScreen(made[0])
    qtbot.addWidget(shown)
    shown.resize(1170, 700)
    with qtbot.waitActive(shown):
        shown.show()
        shown.activateWindow()
    shown.show_target(Target(Screen.BILAN, section=PART))
    return shown


@pytest.fixture
def form(page):
    """The text of that part, with the keyboard."""
    made = page.parts.section.form
    made.edit.setFocus()
    return made


@pytest.fixture
def written(desk, action):
    """The text of that part as the bilan tells it."""

    def read():
        report = bilan_of(desk, action, 2023)
        return next(part.text for part in report.sections if part.key == PART)

    return read


def type_in(form, letters):
    QTest.keyClicks(form.edit, letters)


def press(form, key, modifiers=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(form.edit, key, modifiers)


def told(form):
    return [(each.label, each.written) for each in form.listed.visible_rows()]


def test_a_figure_is_found_by_letters_seen_with_its_value_and_stands_by_its_name(form, written):
    type_in(form, "Nous avons suivi {part")
    assert form.listed.isVisible()
    assert told(form)[0] == ("Participants", "117")
    press(form, Qt.Key.Key_Return)
    type_in(form, " personnes.")
    assert form.edit.text() == "Nous avons suivi {participants} personnes."
    assert form.listed.isHidden()
    press(form, Qt.Key.Key_Return, CONTROL)
    assert written() == "Nous avons suivi 117 personnes."
    assert not form.record.isEnabled(), "it is recorded"


def test_the_arrows_choose_among_those_found_by_any_of_their_words(form):
    type_in(form, "{sexe")
    assert told(form) == [("Sexe", "117"), ("Sexe, F", "81"), ("Sexe, M", "36")]
    press(form, Qt.Key.Key_Down)
    press(form, Qt.Key.Key_Down)
    press(form, Qt.Key.Key_Up)
    press(form, Qt.Key.Key_Tab)
    assert form.edit.text() == "{sexe.F}"


def test_the_button_and_its_key_open_the_list_where_the_cursor_is(form):
    type_in(form, "dont  femmes")
    for _ in range(7):
        press(form, Qt.Key.Key_Left)
    form.insert.click()
    assert form.listed.isVisible()
    assert form.edit.hasFocus()
    type_in(form, "sexe f")
    press(form, Qt.Key.Key_Return)
    assert form.edit.text() == "dont {sexe.F} femmes"
    press(form, Qt.Key.Key_Space, CONTROL)
    assert form.listed.isVisible()


def test_a_click_takes_a_figure(form):
    type_in(form, "{sexe")
    index = form.listed.shown.index(2, 0)
    QTest.mouseClick(
        form.listed.viewport(),
        Qt.MouseButton.LeftButton,
        pos=form.listed.visualRect(index).center(),
    )
    assert form.edit.text() == "{sexe.M}"
    assert form.edit.hasFocus()


def test_escape_gives_the_list_up_and_nothing_else(page, form):
    page.ask_state()
    form.edit.setFocus()
    type_in(form, "{sexe")
    press(form, Qt.Key.Key_Escape)
    assert form.listed.isHidden()
    assert form.edit.text() == "{sexe"
    assert page.day.isVisible(), "the panel is another matter"
    press(form, Qt.Key.Key_Return)
    assert form.edit.text() == "{sexe", "Enter is a new line again"
    assert form.edit.document().blockCount() == 2


def test_a_name_that_is_no_figure_is_told_beside_with_the_nearest(qtbot, page, form, desk, action):
    form.edit.setPlainText("Nous avons suivi {participents} personnes.")
    near = "«\u00a0{participents}\u00a0» n’est pas un chiffre de ce bilan. Vouliez-vous dire"
    qtbot.waitUntil(lambda: form.fault.text().startswith(near))
    assert "{participants}" in form.fault.text()
    press(form, Qt.Key.Key_Return, CONTROL)
    assert near in form.fault.text()
    texts = {
        each.part: each.text for each in desk.read(lambda link: bilan_texts(link, action, 2023))
    }
    assert texts[PART] == "", "nothing is recorded"
    assert "à enregistrer" in page.contents.list.currentItem().text()
    form.edit.setPlainText("Nous avons suivi {participants} personnes.")
    qtbot.waitUntil(form.fault.isHidden)
    assert form.read.text() == "Dans le bilan\u00a0: Nous avons suivi 117 personnes."


def test_figures_of_another_year_are_known_to_the_text(qtbot, form, written):
    form.edit.setPlainText("{participants} après {participants:2022}")
    qtbot.waitUntil(lambda: form.read.text().endswith("117 après 27"))
    press(form, Qt.Key.Key_Return, CONTROL)
    assert written() == "117 après 27"


def test_a_text_of_the_year_before_is_said_to_be_until_it_is_taken(page, desk, action):
    write_text(desk, action, 2022, PART, "Comme toujours.")
    page.refresh()
    form = page.parts.section.form
    assert form.edit.text() == "Comme toujours."
    assert (form.origin.text(), form.origin.isVisible()) == ("repris de 2022", True)
    assert "repris de 2022" in page.contents.list.currentItem().text()
    form.record.click()
    assert form.origin.isHidden()
    texts = {each.part: each for each in desk.read(lambda link: bilan_texts(link, action, 2023))}
    assert texts[PART].carried_from is None


def test_a_text_changed_after_the_closing_says_that_the_bilan_keeps_its_own(page, form):
    form.edit.setPlainText("Avant.")
    form.record.click()
    page.close_button.click()
    page.closing.act.click()
    assert form.after.isHidden()
    form.edit.setPlainText("Après.")
    form.record.click()
    assert form.after.isVisible()


def test_the_closing_says_which_texts_it_does_not_take(page, form):
    form.edit.setPlainText("Pas encore.")
    page.close_button.click()
    assert "1\u00a0texte n’est pas enregistré" in page.closing.warning.text()


def test_a_paper_says_which_texts_it_does_not_have_and_ctrl_s_records_the_one_she_is_in(
    page, form, trail, tmp_path, written
):
    trail.messages.path = tmp_path / "bilan.pdf"
    type_in(form, "Pas encore.")
    page.forms[Output.PDF].trigger()
    assert trail.messages.informed[-1].endswith(", sans 1\u00a0texte qui reste à enregistrer")
    form.edit.setFocus()
    press(form, Qt.Key.Key_S, CONTROL)
    assert written() == "Pas encore."
    page.contents.list.setFocus()
    QTest.keyClick(page.contents.list, Qt.Key.Key_S, CONTROL)
    assert trail.messages.informed[-1] == f"Enregistré\u00a0: {trail.messages.path}"


def test_what_is_typed_stays_while_other_parts_are_read(page, form):
    form.edit.setPlainText("Commencé.")
    page.contents.step(1)
    assert page.parts.section.form is not form
    page.refresh()
    page.contents.step(-1)
    assert page.parts.section.form.edit.text() == "Commencé."


def test_letters_typed_while_the_text_is_recorded_stay_and_the_cursor_too(window):
    space = window.space
    space.go(Target(Screen.BILAN, section=PART))
    window.shows(space.bilan)
    window.until(lambda: window.waiting() == 0)
    form = space.bilan.parts.section.form
    form.edit.setFocus()
    type_in(form, "Un debut ")
    press(form, Qt.Key.Key_S, CONTROL)
    type_in(form, "et la suite")
    window.until(lambda: window.waiting() == 0)
    window.until(lambda: "Texte enregistré" in window.shell.said)
    form = space.bilan.parts.section.form
    assert form.edit.text() == "Un debut et la suite"
    assert form.record.isEnabled(), "the rest is not recorded yet"
    press(form, Qt.Key.Key_S, CONTROL)
    window.until(lambda: not form.record.isEnabled())
    type_in(form, ".")
    assert form.edit.text() == "Un debut et la suite."


def test_a_draft_comes_back_by_the_day_that_names_it(window, until, qtbot):
    space = window.space
    space.go(Target(Screen.BILAN, section=PART))
    until(lambda: space.bilan.parts.section)
    space.bilan.parts.section.form.edit.setFocus()
    window.hands.type("Une phrase commencee")
    space.go(Target(Screen.TODAY))
    until(lambda: window.read(waiting_drafts))
    (view,) = window.read(waiting_drafts)
    assert view.words == "bilan 2023"
    again = BilanScreen(space.context)  # as once the window was closed
    qtbot.addWidget(again)
    again.show_target(view.target)
    until(lambda: again.parts.section)
    until(lambda: again.parts.section.form.edit.text() == "Une phrase commencee")
    assert again.parts.shown == PART


def test_the_target_of_a_draft_is_its_year_and_its_part():
    target = draft_target("bilan:2023:sorties")
    assert (target.screen, target.day.year, target.section) == (Screen.BILAN, 2023, "sorties")
    assert draft_target("bilan:jamais") is None


def test_tab_goes_from_the_list_to_the_text_then_to_the_tables(page):
    page.contents.list.setFocus()
    met = []
    for _ in range(5):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        met.append(QApplication.focusWidget())
    form = page.parts.section.form
    assert met[:3] == [form.edit, form.insert, page.parts.section.tables[0]]
