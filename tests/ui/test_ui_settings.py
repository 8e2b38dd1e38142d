"""Réglages in the real window: by keyboard, each acting at once, everything reopened on it."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from coachdesk.core.resources import resource
from coachdesk.queries.directory import case_manager_rows, partner_rows, recipient_rows
from coachdesk.services.drafts import waiting_drafts
from coachdesk.services.duplicates import known_people
from coachdesk.services.papers.contact import contact_of
from coachdesk.services.phrases import own_phrases
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.screens.settings.index import entries, entries_found, sections
from coachdesk.ui.screens.unlock.view import UnlockScreen
from support.settings_hands import focused, idle, opened, reopened

SHIPPED = resource("actions", "coaching-emploi.toml").read_text("utf-8")


def test_a_setting_is_found_by_a_few_letters_and_reached_by_keyboard_alone(window):
    window.hands.press("Ctrl+,")
    page = window.space.settings
    window.shows(page)
    assert focused() is page.seek
    window.hands.type("initial")
    window.hands.press("Return")
    idle(window)
    assert focused() is page.section.code
    assert str(window.hands.count("initiales", 9)).count("Ctrl+,") == 1
    window.hands.press("Ctrl+F")
    assert focused() is page.seek
    window.hands.type("zzz")
    assert not page._results
    window.hands.press("Return")
    assert page.shown == "coach", "nothing found, nowhere to go"


def test_every_setting_that_can_be_found_leads_to_something_that_takes_the_keyboard(window):
    page = window.space.page_of(Screen.SETTINGS)
    keys = {info.key for info in sections()}
    assert {entry.section for entry in entries()} == keys
    for entry in entries():
        opened(window, f"{entry.section}/{entry.key}")
        found = page.section.found[entry.key]
        assert page.first is (page.section.first if found.isHidden() else found), entry
        assert page.first.isVisible(), entry
        assert entry in entries_found(entry.name), entry


def test_every_section_is_reached_by_tab_and_none_is_wider_than_the_window(window):
    opened(window, "actions")
    page = window.space.settings
    for key, choice in page.choices.items():
        choice.setFocus()
        QTest.keyClick(choice, Qt.Key.Key_Space)
        idle(window)
        assert page.shown == key
        assert window.space.pages.currentWidget().horizontalScrollBar().maximum() == 0, key
        assert page.section.isVisible()


def test_a_value_of_the_profile_is_changed_undone_and_every_page_follows(window):
    section = opened(window, "actions/edit")
    section.edit.click()
    form = section.form
    edit = form.edits["agreement_number",]
    edit.setText("CE-2024-07")
    form.edits["rules", "renewals"].setText("99")
    window.hands.press("Ctrl+Return")
    idle(window)
    assert form._answers[form.edits["rules", "renewals"]].isVisible()
    assert focused() is form.edits["rules", "renewals"]
    form.edits["rules", "renewals"].setText("2")
    reopened(window, lambda: window.hands.press("Ctrl+Return"), "actions")
    assert window.space.context.action.profile.agreement_number == "CE-2024-07"
    assert "CE-2023-01 → CE-2024-07" in window.shell.said
    reopened(window, lambda: window.hands.press("Ctrl+Z"), "actions")
    assert window.space.context.action.profile.agreement_number == "CE-2023-01"


def test_what_is_typed_in_the_form_survives_the_page(window):
    section = opened(window, "actions")
    section.edit.click()
    section.form.edits["territory",].setText("6 vallées")
    section.form.edits["territory",].textEdited.emit("6 vallées")
    window.space.context.drafts.flush()
    idle(window)
    window.hands.press("Ctrl++")
    before = window.space
    window.until(lambda: window.shell.workspace is not None)
    idle(window)
    del before
    section = opened(window, "actions")
    section.edit.click()
    window.until(lambda: section.form.edits["territory",].text() == "6 vallées")


def test_a_file_with_faults_then_a_good_one_then_its_export(window, choose, tmp_path):
    section = opened(window, "actions/replace")
    bad = tmp_path / "bad.toml"
    bad.write_text(SHIPPED.replace("renewals = 1", 'renewals = "un"'), "utf-8")
    choose(bad)
    section.replace.click()
    window.until(section.offer.isVisible)
    line = next(n for n, text in enumerate(SHIPPED.splitlines(), 1) if "renewals" in text)
    shown = section.offer.lines.itemAt(0).widget().text().replace("\u00a0", " ")
    assert f"ligne {line}, rules.renewals" in shown
    assert not section.offer.replace.isVisible()
    good = tmp_path / "good.toml"
    good.write_text(SHIPPED.replace("CE-2023-01", "CE-2025-01"), "utf-8")
    choose(good)
    section.replace.click()
    window.until(section.offer.replace.isVisible)
    assert "CE-2025-01" in section.offer.lines.itemAt(0).widget().text()
    section = reopened(window, section.offer.replace.click, "actions")
    choose(tmp_path / "out.toml")
    section.export.click()
    window.until((tmp_path / "out.toml").exists)
    assert (tmp_path / "out.toml").read_text("utf-8") == good.read_text("utf-8")
    section.read.click()
    assert section.reading.isVisible()


def test_another_action_is_added_and_everything_reopens_on_it(window, choose, tmp_path):
    section = opened(window, "actions/add")
    assert window.space.menu.switch is None, "nothing to switch to"
    other = tmp_path / "autre.toml"
    text = SHIPPED.replace('code = "coaching-emploi"', 'code = "mobilite"')
    other.write_text(text.replace('name = "Coaching Emploi"', 'name = "Vers ma route"'), "utf-8")
    choose(other)
    section = reopened(window, section.add.click, "actions")
    assert focused() is section.switches["mobilite"]
    before = window.space
    window.hands.press("Space")
    window.until(lambda: window.shell.workspace is not before)
    window.shows(window.space.today)
    idle(window)
    assert window.space.context.action.code == "mobilite"
    assert window.space.menu.switch.accessibleName().startswith("Action\u00a0: Vers ma route")
    assert not window.space.participants.table.visible_rows(), "its own people, none yet"
    window.shell.lock()
    window.until(lambda: isinstance(window.shell.pages.currentWidget(), UnlockScreen))
    assert window.shell.workspace is None


def test_the_menu_switches_the_action_and_it_is_the_one_next_time(
    window, choose, tmp_path, recovery_key
):
    section = opened(window, "actions/add")
    other = tmp_path / "autre.toml"
    other.write_text(SHIPPED.replace('code = "coaching-emploi"', 'code = "mobilite"'), "utf-8")
    choose(other)
    reopened(window, section.add.click, "actions")
    before = window.space
    window.space.menu.switch.offered.actions()[1].trigger()
    window.until(lambda: window.shell.workspace is not before)
    idle(window)
    window.shell.lock()
    window.until(lambda: isinstance(window.shell.pages.currentWidget(), UnlockScreen))
    window.shell.unlock(recovery_key)
    window.until(lambda: window.shell.workspace)
    assert window.space.context.action.code == "mobilite"


def test_the_name_of_the_coach_and_how_she_is_reached(window):
    section = opened(window, "coach/name")
    section.name.clear()
    QTest.keyClicks(section.name, " ")
    section.record.click()
    assert section._answers[section.name].isVisible()
    section.name.setText("Claire Nouvelle")
    section = reopened(window, section.record.click, "coach")
    idle(window)
    assert "Claire Nouvelle" in window.shell.status.who.text()
    section.contact.edit.setText("03 22 00 00 00")
    section.contact.edit.editingFinished.emit()
    window.until(lambda: window.read(contact_of) == "03 22 00 00 00")
    reopened(window, lambda: window.hands.press("Ctrl+Z"), "coach")
    assert window.desk.coach.name == "Claire Exemple"


def test_a_reference_is_added_by_keyboard_corrected_and_taken_out(window):
    section = opened(window, "case_managers/list")
    window.until(section.book.empty.isVisible)
    window.hands.press("Space")
    window.hands.type("Mme Petit")
    window.hands.tab()
    assert focused().accessibleName() != "Nom, tel que les prescriptions le portent"
    section.book.edits["phone"].setText("12")
    window.hands.press("Ctrl+Return")
    assert section.book._answers[section.book.edits["phone"]].isVisible()
    section.book.edits["phone"].setText("0322000000")
    window.hands.press("Ctrl+Return")
    window.until(section.book.table.visible_rows)
    idle(window)
    (row,) = window.read(case_manager_rows)
    assert row.phone == "03 22 00 00 00"
    assert "au carnet" in window.shell.said
    assert focused() is section.book.add, "for the next one"
    section.book.table.setFocus(Qt.FocusReason.TabFocusReason)
    window.hands.press("Return")
    assert section.book.edits["name"].text() == "Mme Petit"
    section.book.remove.click()
    window.until(lambda: not window.read(case_manager_rows))
    idle(window)
    window.hands.press("Ctrl+Z")
    window.until(section.book.table.visible_rows)


def test_a_partner_is_kept_and_written_in_the_reason_of_a_decision(window):
    section = opened(window, "partners")
    section.book.add.click()
    section.book.edits["name"].setText("Garage solidaire")
    section.kind.setCurrentIndex(section.kind.findData("mobilite"))
    section.book.edits["address"].edit.setPlainText("1 rue A\n80000 Amiens")
    section.book.record.click()
    window.until(lambda: window.read(partner_rows))
    idle(window)
    (row,) = window.read(partner_rows)
    assert (row.kind, row.address) == ("mobilite", "1 rue A\n80000 Amiens")
    section.book.open(row)
    assert section.kind.currentData() == "mobilite"
    dossier = window.read(known_people)[0].prescription_id
    window.space.go(Target(Screen.DECISION, dossier))
    idle(window)
    decision = window.space.decision
    decision.outcome.buttons["redirected"].click()
    window.until(lambda: len(decision.partner.offered.actions()) > 1)
    decision.reason.setText("Vers")
    decision.partner.offered.actions()[0].trigger()
    assert decision.reason.text() == "Vers Garage solidaire"
    decision.partner.offered.actions()[-1].trigger()
    window.shows(window.space.settings)
    assert window.space.settings.shown == "partners"


def test_what_is_typed_of_one_is_not_kept_for_another(window):
    section = opened(window, "partners")
    for name in ("Garage", "Mission locale"):
        section.book.add.click()
        section.book.edits["name"].setText(name)
        section.book.record.click()
        window.until(lambda many=name: many in [row.name for row in window.read(partner_rows)])
        idle(window)
    one, other = section.book.table.visible_rows()
    section.book.open(one)
    idle(window)
    section.book.edits["contact"].setText("Mme Roy")
    section.book.open(other)
    idle(window)
    assert section.book.edits["contact"].text() == ""
    assert section.book.edits["name"].text() == "Mission locale"
    section.book.open(one)
    window.until(lambda: section.book.edits["contact"].text() == "Mme Roy")
    window.space.go(Target(Screen.TODAY))
    idle(window)
    (waiting,) = window.read(waiting_drafts)
    assert waiting.words == "fiche d’un partenaire"
    assert waiting.target == Target(Screen.SETTINGS, section="partners")


def test_a_recipient_takes_what_is_ticked(window):
    section = opened(window, "recipients")
    section.book.add.click()
    section.book.edits["name"].setText("Service insertion")
    section.takes.buttons["takes_notices"].click()
    section.book.record.click()
    window.until(section.book.table.visible_rows)
    idle(window)
    action_id = window.space.context.action.id
    (row,) = window.read(lambda link: recipient_rows(link, action_id))
    assert (row.takes_months, row.takes_notices, row.takes_returns) == (True, True, False)
    section.book.open(row)
    assert section.takes.keys() == {"takes_months", "takes_notices"}


def test_phrases_are_added_ordered_changed_and_put_back(window):
    section = opened(window, "phrases/list")
    for phrase in ("premiere", "seconde"):
        window.hands.type(phrase)
        window.hands.press("Return")
        idle(window)
    assert window.read(own_phrases) == ("premiere", "seconde")
    assert focused() is section.new
    section.lines[1].setFocus()
    window.hands.tab()
    window.hands.press("Space")
    idle(window)
    window.until(lambda: focused() is section.lines[0])
    assert window.read(own_phrases) == ("seconde", "premiere"), "the keyboard went up with it"
    section.lines[0].setText("troisieme")
    section.lines[0].editingFinished.emit()
    idle(window)
    assert window.read(own_phrases) == ("troisieme", "premiere")
    section._change(0, "")
    idle(window)
    assert window.read(own_phrases) == ("premiere",)
    section.back.click()
    idle(window)
    assert window.read(own_phrases) == ("troisieme", "premiere")


def test_places_are_one_gesture_away_and_escape_comes_back(window):
    section = opened(window, "places/places")
    window.hands.press("Space")
    window.shows(window.space.page_of(Screen.PLACES))
    window.hands.press("Escape")
    window.shows(window.space.settings)
    assert window.space.settings.section is section
