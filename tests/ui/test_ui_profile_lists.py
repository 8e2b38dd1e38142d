"""Réglages › Listes de mots: found, changed by the keyboard, proposed in words, put back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from coachdesk.core.resources import resource
from coachdesk.services.actions.compare import LISTS
from coachdesk.services.actions.profile import profile_text
from coachdesk.services.acts import undo_act
from coachdesk.services.drafts import save_draft, waiting_drafts
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.screens.settings.index import entries_found
from coachdesk.ui.screens.settings.view import SettingsScreen
from support.settings_hands import focused, idle, reopened

SHIPPED = resource("actions", "coaching-emploi.toml").read_text("utf-8")


@pytest.fixture
def section(qtbot, made):
    """The lists, shown on that of the statuses."""
    page = SettingsScreen(made[0])
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    page.show_target(Target(Screen.SETTINGS, section="lists/statuses"))
    return page.section


@pytest.fixture
def kept(desk, action):
    return lambda: desk.read(lambda link: profile_text(link, action.id))


def lines(section):
    section.proposal.look()
    box = section.proposal.lines
    return [box.itemAt(at).widget().text().replace("\u00a0", " ") for at in range(box.count())]


def named(section):
    shown = section.editor.list
    return [shown.item(at).text().split("  ·")[0] for at in range(shown.count())]


def press(section, key, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(section.editor.list, key, modifier)


def test_each_list_is_found_by_its_name(section):
    for name, title in LISTS.items():
        assert f"lists/{name}" in {f"{each.section}/{each.key}" for each in entries_found(title)}


def test_a_word_is_added_where_one_is_and_recorded_by_one_act(section, trail, desk, kept):
    press(section, Qt.Key.Key_Down)
    section.editor.add.click()
    assert section.editor.list.currentRow() == 2
    QTest.keyClicks(section.editor.fields["label"].widget, "Sans papiers")
    assert lines(section) == ["Statuts, ajouté : « Sans papiers »"]
    section.proposal.record.click()
    assert '    { key = "sans_papiers", label = "Sans papiers" },\n' in kept()
    assert "Ctrl+Z annule" in trail.messages.informed[-1]
    assert trail.reopened == [Target(Screen.SETTINGS, section="lists/statuses")]
    words = list(desk.action(None).profile.statuses)
    assert [word.key for word in words][1:3] == ["disabled_worker", "sans_papiers"]
    undo_act(desk)
    assert kept() == SHIPPED


def test_a_word_that_rows_use_stays_and_says_how_many(section, trail):
    press(section, Qt.Key.Key_Delete)
    assert named(section)[0] == "BRSA"
    assert "112\u00a0lignes l’emploient" in section.editor.refused.text()
    assert not section.proposal.record.isEnabled()
    assert not trail.reopened


def test_words_are_put_in_order_by_the_keyboard_and_renamed_without_another_key(section, kept):
    press(section, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert named(section)[:2] == ["RQTH hors RSA", "BRSA"]
    press(section, Qt.Key.Key_Return)
    field = section.editor.fields["label"].widget
    assert field.hasFocus()
    field.selectAll()
    QTest.keyClicks(field, "Allocataire du RSA")
    assert lines(section) == [
        "Statuts : « BRSA » devient « Allocataire du RSA »",
        "Statuts : dans un autre ordre",
    ]
    QTest.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert kept().index('"disabled_worker"') < kept().index('{ key = "rsa", label = "Allocataire')


def test_a_word_that_is_moved_still_shows_what_it_says_itself(section, kept):
    editor = section.editor
    press(section, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert editor.list.currentItem().text().startswith("BRSA")
    assert editor.fields["label"].widget.text() == "BRSA"
    editor.list.up.click()
    assert editor.fields["label"].widget.text() == "BRSA"
    assert lines(section) == []


def test_what_can_t_be_is_told_beside_the_field_and_nothing_is_recorded(section, kept):
    section.editor.list.setCurrentRow(1)
    field = section.editor.fields["label"].widget
    field.selectAll()
    QTest.keyClicks(field, "BRSA")
    assert any("désigne déjà un autre mot" in line for line in lines(section))
    assert "désigne déjà" in section.editor.fields["label"].answer.text()
    assert "⚠" in section.editor.list.item(1).text()
    section.proposal.record.click()
    assert kept() == SHIPPED
    section.proposal.leave.click()
    assert named(section)[1] == "RQTH hors RSA"


def test_the_words_of_the_program_are_renamed_but_stay(section):
    section.open_entry("presences")
    assert section.editor.add.isHidden()
    press(section, Qt.Key.Key_Delete)
    assert "ceux du programme" in section.editor.refused.text()


def test_a_word_inside_another_has_its_own_attributes(section, desk):
    section.open_entry("exit_details")
    assert section.inside.currentText() == "Emploi"
    section.editor.list.setCurrentRow(1)
    field = section.editor.fields["months"].widget
    field.setText("6 mois")
    field.textEdited.emit("6 mois")
    assert any("n’est pas une durée" in line for line in lines(section))
    field.setText(">= 7")
    field.textEdited.emit(">= 7")
    assert any("se recouvrent ou laissent un trou" in line for line in lines(section))
    section.proposal.leave.click()
    box = section.editor.fields["class"].widget
    box.setCurrentIndex(box.findData("positive"))
    section.proposal.record.click()
    detail = desk.action(None).profile.exit_kinds["employment"].details["permanent"]
    assert detail.exit_class == "positive"


def test_the_class_of_an_exit_may_hang_on_the_length_of_its_contract(section, desk):
    section.open_entry("exit_details")
    section.editor.list.setCurrentRow(3)
    length = section.editor.fields["by_length"].widget
    assert (length.months.text(), length.exit_class.currentText()) == ("> 6", "Emploi durable")
    length.months.selectAll()
    QTest.keyClicks(length.months, ">= 12")
    assert lines(section) == ["Détails de sortie : « Intérim » est réglé autrement"]
    section.proposal.record.click()
    kind = desk.action(None).profile.exit_kinds["employment"]
    (by_length,) = kind.details["temporary"].by_length
    assert by_length.lasting.words == "12\u00a0mois et plus"


def test_an_act_may_be_expected_at_stages_and_no_stage_is_read_from_letters(section, desk):
    section.open_entry("services")
    months = section.editor.fields["expected_months"].widget
    QTest.keyClicks(months, "six")
    assert any("bon type" in line for line in lines(section))
    assert "bon type" in section.editor.fields["expected_months"].answer.text()
    months.selectAll()
    QTest.keyClicks(months, "6, 3")
    assert lines(section) == [
        "Actes : « Préparation d’un entretien d’embauche » est réglé autrement"
    ]
    section.proposal.record.click()
    assert next(iter(desk.action(None).profile.services)).expected_months == (3, 6)


def test_what_was_typed_and_left_is_told_in_the_day_and_leads_back(section, trail, desk):
    section.editor.add.click()
    key = next(key for key in trail.drafts.kept if key.startswith("liste-statuses"))
    save_draft(desk, key, {"mots": section.editor.draft_value()})
    (view,) = desk.read(waiting_drafts)
    assert view.words == "liste «\u00a0Statuts\u00a0»"
    assert view.target == Target(Screen.SETTINGS, section="lists/statuses")


def test_a_word_is_added_in_the_real_window_by_the_keyboard_alone(window):
    window.hands.press("Ctrl+,")
    window.shows(window.space.settings)
    window.hands.type("statuts")
    window.hands.press("Return")
    idle(window)
    window.until(lambda: focused() is window.space.settings.section.editor.list)
    window.hands.press("Ins")
    window.hands.type("sans papiers")
    section = reopened(window, lambda: window.hands.press("Ctrl+Return"), "lists")
    idle(window)
    window.until(lambda: "sans papiers" in named(section))
    assert section.which.currentText() == "Statuts"
    assert [word.label for word in window.desk.action(None).profile.statuses][1] == "sans papiers"
