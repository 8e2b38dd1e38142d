"""Réglages › Indicateurs et bilan: a function chosen in French, counted before it is kept."""

import tomllib

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from coachdesk.core.resources import resource
from coachdesk.domain.catalogue import CATALOGUE
from coachdesk.services.actions.indicator_form import function_choices, indicator_attributes
from coachdesk.services.actions.profile import profile_text
from coachdesk.services.acts import undo_act
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.screens.settings.view import SettingsScreen
from support.settings_hands import idle, opened, reopened

NEEDING = next(
    name
    for name, function in CATALOGUE.items()
    if any(each.name == "least" and not each.optional for each in function.parameters)
)
"""A function that can't count without being told how many."""
STATE = "Chiffres de l’état d’une page"
SHIPPED = resource("actions", "coaching-emploi.toml").read_text("utf-8")


@pytest.fixture
def section(qtbot, made):
    page = SettingsScreen(made[0])
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    page.show_target(Target(Screen.SETTINGS, section="counts/indicators"))
    return page.section


@pytest.fixture
def kept(desk, action):
    return lambda: desk.read(lambda link: profile_text(link, action.id))


def told(proposal):
    proposal.look()
    box = proposal.lines
    return [box.itemAt(at).widget().text().replace("\u00a0", " ") for at in range(box.count())]


def choose(editor, name, key):
    box = editor.fields[name].widget
    box.setCurrentIndex(box.findData(key))


def at(editor, words):
    names = [editor.list.item(row).text() for row in range(editor.list.count())]
    editor.list.setCurrentRow(names.index(words))


def test_every_function_of_the_catalogue_can_be_chosen_with_all_its_parameters(action):
    assert {key for key, _ in function_choices()} == set(CATALOGUE)
    for name, function in CATALOGUE.items():
        asked = {each.name: each for each in indicator_attributes(action.profile, {"counts": name})}
        for parameter in function.parameters:
            assert parameter.name in asked
            if parameter.choices:
                choices = dict(asked[parameter.name].choices)
                assert list(choices) == [str(key) for key in parameter.choices]


def test_an_indicator_is_added_counted_before_it_is_kept_and_taken_back(section, trail, desk, kept):
    editor = section.indicators
    editor.add.click()
    QTest.keyClicks(editor.fields["label"].widget, "Sorties en emploi durable")
    choose(editor, "counts", "participants")
    section.count()
    assert section.counted.text().startswith("En 2024, à ce jour\u00a0: ")
    number = int(section.counted.text().rpartition(" ")[2])
    section.rows.click()
    ((year, rows),) = trail.rows
    assert (year, rows.title) == ("2024", "Sorties en emploi durable")
    assert len(rows.cells.rows) == number > 0
    choose(editor, "counts", "exit_rate")
    editor.fields["classes"].widget.boxes["durable"].click()
    QTest.keyClicks(editor.fields["target"].widget, "20")
    assert told(section.proposal) == ["Indicateurs, ajouté : « Sorties en emploi durable »"]
    section.proposal.record.click()
    made = desk.action(None).profile.indicators[-1]
    assert (made.key, made.function, made.target) == ("sorties_en_emploi_durable", "exit_rate", 20)
    assert made.parameters["classes"] == ("durable",)
    assert kept().startswith(SHIPPED.rstrip("\n")), "nothing else was written"
    undo_act(desk)
    assert kept() == SHIPPED


def test_a_usual_figure_that_is_changed_becomes_one_of_the_action(section, kept):
    editor = section.indicators
    at(editor, "Participants")
    QTest.keyClick(editor.list, Qt.Key.Key_Delete)
    assert "chiffre d’usage" in editor.refused.text()
    QTest.keyClick(editor.fields["label"].widget, Qt.Key.Key_End)
    QTest.keyClicks(editor.fields["label"].widget, " de l'action")
    QTest.keyClicks(editor.fields["target"].widget, "80")
    assert told(section.proposal) == [
        "Indicateur « Participants » : devient « Participants de l'action »",
        "Indicateur « Participants », cible : aucune → 80",
    ]
    section.proposal.record.click()
    (own,) = tomllib.loads(kept())["indicators"]
    assert (own["key"], own["target"]) == ("participants", 80)


def test_what_is_wrong_with_an_indicator_is_told_beside_its_parameter(section, kept):
    editor = section.indicators
    editor.add.click()
    QTest.keyClicks(editor.fields["label"].widget, "Suivis faits")
    choose(editor, "counts", NEEDING)
    section.count()
    assert section.counted.text() == "Le nombre viendra quand tout sera rempli."
    assert any("Cette clé manque" in line for line in told(section.proposal))
    assert "Cette clé manque" in editor.fields["least"].answer.text()
    section.proposal.record.click()
    assert kept() == SHIPPED


def test_the_plan_of_the_bilan_is_put_in_order_and_written_out_once_it_differs(section, desk, kept):
    parts = section.parts
    assert told(section.plan) == [], "as it stands, nothing is to be written"
    plan = desk.action(None).profile.report.parts
    before = [part.heading for part in plan]
    parts.list.setCurrentRow(1)
    QTest.keyClick(parts.list, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    figures = parts.fields["figures"].widget
    figures.list.setCurrentRow(0)
    QTest.keyClick(figures.list, Qt.Key.Key_Delete)
    assert told(section.plan) == [
        f"Bilan, « {before[1]} » : d’autres chiffres, ou dans un autre ordre",
        "Bilan : parties dans un autre ordre",
    ]
    parts.list.setFocus()
    QTest.keyClick(parts.list, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    now = desk.action(None).profile.report.parts
    after = [part.heading for part in now]
    assert after == [before[0], before[2], before[1], *before[3:]]
    assert now[2].figures == plan[1].figures[1:], "those of the part that was moved"
    assert kept().startswith(SHIPPED.rstrip("\n"))


def typed_in_both(section):
    """An indicator ready to be recorded, and another title of the bilan."""
    QTest.keyClick(section.report_title, Qt.Key.Key_End)
    QTest.keyClicks(section.report_title, " social")
    section.indicators.add.click()
    QTest.keyClicks(section.indicators.fields["label"].widget, "Personnes suivies")
    choose(section.indicators, "counts", "participants")


def test_recording_the_indicators_keeps_what_is_typed_of_the_plan(window):
    section = opened(window, "counts")
    typed_in_both(section)
    section = reopened(window, section.proposal.record.click, "counts")
    window.until(lambda: section.report_title.text().endswith(" social"))
    window.until(section.plan.record.isEnabled)
    assert "Personnes suivies" in [each.values["label"] for each in section.indicators.items()]


def test_giving_up_the_indicators_keeps_what_is_typed_of_the_plan(window):
    section = opened(window, "counts")
    typed_in_both(section)
    number = len(section.indicators.items())
    section.proposal.leave.click()
    idle(window)
    assert len(section.indicators.items()) == number - 1
    assert section.report_title.text().endswith(" social")
    assert section.plan.record.isEnabled()
    section.plan.leave.click()
    idle(window)
    assert not section.report_title.text().endswith(" social")
    captions = [box for box in section.findChildren(QLabel) if box.text() == STATE]
    assert sum(box.isVisibleTo(section) for box in captions) == 1


def test_what_an_indicator_says_is_seen_beside_the_list_or_below_a_short_one(section, qtbot):
    page = section.window()
    assert isinstance(page, SettingsScreen)
    editor = section.indicators
    line = editor.list.sizeHintForRow(0)

    def stands():
        return editor.list.few, editor.columns.stacked, editor.list.height() // line

    for width, there in ((1100, (False, False, 12)), (560, (True, True, 5))) * 2:
        page.resize(width, 700)
        qtbot.waitUntil(lambda there=there: stands() == there)
