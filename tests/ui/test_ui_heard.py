"""What is heard without being looked for: refusals, steps, choices, who signs, codes."""

from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton, QWidget

from coachdesk.services.desk import open_desk
from coachdesk.ui import listening
from coachdesk.ui.screens.first_run.key_grid import KeyGrid
from coachdesk.ui.screens.first_run.view import FirstRunScreen
from coachdesk.ui.screens.pad import thanks
from coachdesk.ui.screens.pad.code_box import CodeBox
from coachdesk.ui.screens.unlock.rescue import RescueScreen
from coachdesk.ui.screens.unlock.view import UnlockScreen
from coachdesk.ui.widgets.layout import button, column, label
from support.pad_hands import sign, thanked
from support.read_aloud import misnamed, told
from support.ui import draw_by_mouse, hand

_SHORT = "Il en faut au moins 8 caractères."
_NAME, _MORE = QAccessible.Text.Name, QAccessible.Text.Description


def heard(announced):
    return [each.message() for each in announced]


@pytest.fixture
def shown(qtbot):
    """A window with the keyboard."""

    def show(widget):
        qtbot.addWidget(widget)
        widget.resize(1280, 720)
        with qtbot.waitActive(widget):
            widget.show()
            widget.activateWindow()
        return widget

    return show


def test_a_passphrase_that_opens_nothing_is_heard_each_time(
    qtbot, shown, runner, messages, clock, store, announced
):
    unlock = shown(
        UnlockScreen(
            runner, messages, store, lambda typed: open_desk(store, typed, clock=clock),
            lambda: None,
        )
    )  # fmt: skip
    assert not misnamed(unlock)
    for tries in (1, 2):
        QTest.keyClicks(unlock.secret.line, "autre chose")
        QTest.keyClick(unlock.secret.line, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda tries=tries: heard(announced).count(unlock.answer.text()) == tries)
    assert announced[-1].politeness() is QAccessible.AnnouncementPoliteness.Assertive


def test_the_page_of_the_worst_day_calls_its_field_as_it_is_captioned(
    qtbot, shown, runner, messages, clock, store, announced
):
    rescue = shown(RescueScreen(runner, messages, clock, store))
    assert not misnamed(rescue)
    rescue._say("Rien d’abîmé.", "done")
    qtbot.waitUntil(lambda: "Rien d’abîmé." in heard(announced))


def test_each_step_of_the_first_start_and_what_it_refuses_are_heard(
    qtbot, shown, runner, messages, clock, tmp_path, announced
):
    first = shown(FirstRunScreen(runner, messages, clock, tmp_path / "neuf"))
    first.identity.name.setText("Odile Vasseur")
    first.identity.profile.setCurrentText("Coaching Emploi – 5 vallées")
    first.go_on()
    step = first.passphrase
    qtbot.waitUntil(lambda: {"Étape 2 sur 6", step.idea.text()} <= set(heard(announced)))
    for tries in (1, 2):
        step.secret.line.setText("court")
        QTest.keyClick(step.secret.line, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda tries=tries: heard(announced).count(_SHORT) == tries)
    assert step.bar.verdict.text() in heard(announced)


def test_what_the_field_says_by_itself_is_not_said_again(qtbot, shown, announced):
    page, field, answer = QWidget(), QLineEdit(), label("", tone="refused", aloud=True)
    answer.hide()
    page.setLayout(column(field, answer))
    shown(page)
    field.setAccessibleDescription("Le nom manque. Identité")
    field.setFocus()
    answer.setText("Le nom manque.")
    answer.show()
    answer.setText("La date manque.")
    qtbot.waitUntil(lambda: "La date manque." in heard(announced))
    assert heard(announced) == ["La date manque."]


def test_the_recovery_key_is_spelt_to_who_tabs_to_it(shown):
    grid = KeyGrid()
    grid.show_key("-".join(["AB12"] * 8))
    page = QWidget()
    page.setLayout(column(button("Avant"), grid))
    shown(page)
    page.findChild(QPushButton).setFocus()
    QTest.keyClick(page.findChild(QPushButton), Qt.Key.Key_Tab)
    assert grid.hasFocus()
    assert told(grid).text(_NAME) == "Clé de secours"
    assert told(grid).text(_MORE).startswith("A B 1 2, A B 1 2, ")


def test_the_pad_says_who_signs_what(open_pad, qtbot, announced):
    pad = open_pad()
    request = pad._waiting[0].request
    assert request.who in told(pad).text(_NAME)
    assert request.heading in told(pad).text(_MORE)
    assert request.text in told(pad).text(_MORE)
    pad.signing.validate.setEnabled(True)
    pad.signing.validate.click()
    qtbot.waitUntil(lambda: pad.signing.answer.text() in heard(announced))
    draw_by_mouse(pad.surface, hand(pad.surface))
    assert "Tracé en place" in heard(announced)
    pad.signing.again.click()
    assert heard(announced)[-1] == "Rien n’est tracé"


def test_its_plain_words_are_one_text_in_the_order_of_reading(open_pad):
    pad = open_pad()
    side = pad.signing.plain
    pad.signing.easy.setChecked(True)
    lines = [each.text() for each in side._labels()]
    told_of = told(side.area).text(_MORE)
    assert told_of.split("\n") == [*lines, side.how.text(), side.warning.text()]
    inside = told(side._read)
    walked = [inside.child(number).text(_NAME) for number in range(inside.childCount())]
    assert walked == told_of.split("\n")


def test_the_code_of_a_signature_is_spelt_and_waits_for_who_listens(open_pad, qtbot, announced):
    pad = open_pad()
    sign(pad)
    qtbot.waitUntil(lambda: thanked(pad))
    said = told(pad.thanks.finish).text(_MORE)
    assert " ".join(pad.thanks.code.text()) in said
    assert pad.thanks.recorded.text() in said
    assert pad.thanks.left.value() == thanks.HEARD_MS
    assert pad.thanks.left.isHidden(), "its percents would be said over the code"


def test_a_code_says_what_it_is_for_how_much_is_typed_and_that_it_is_wrong(
    shown, qtbot, runner, desk, announced
):
    box = shown(CodeBox(runner, desk.clock))
    box.show_step(desk, None)
    assert told(box.digits).text(_MORE) == f"{box.title.text()}. {box.words.text()}"
    assert told(box.digits).state().passwordEdit, "its keys are not said"
    QTest.keyClicks(box.digits, "25")
    assert heard(announced)[-2:] == ["1\u00a0chiffre", "2\u00a0chiffres"]
    QTest.keyClicks(box.digits, "80")
    QTest.keyClick(box.digits, Qt.Key.Key_Return)
    assert heard(announced)[-1].startswith("Le même code, encore une fois.")
    QTest.keyClicks(box.digits, "9999")
    QTest.keyClick(box.digits, Qt.Key.Key_Return)
    assert heard(announced)[-1].startswith("Ce n’est pas le même code")


@pytest.mark.parametrize(
    ("words", "name", "tip", "more"),
    [
        ("Agenda", "", "Agenda (Ctrl+5)", "Ctrl+5"),
        ("", "Aide (F1)", "Aide (F1)", ""),
        ("", "Le logement, Oui", "Oui", ""),
        ("Modifier", "", "Le nom et la date", "Le nom et la date"),
    ],
)
def test_a_button_says_once_what_its_tooltip_repeats(qtbot, announced, words, name, tip, more):
    """Also where the keyboard never was: a screen reader walks by other ways."""
    page, pressed = QWidget(), button(words)
    page.setWindowTitle("CoachDesk")
    page.setLayout(column(pressed))
    qtbot.addWidget(page)
    told(pressed)
    pressed.setAccessibleName(name)
    pressed.setToolTip(tip)
    qtbot.waitUntil(lambda: told(pressed).text(_MORE) == (more or "CoachDesk"))
    assert told(pressed).text(_NAME) == (name or words)


@pytest.fixture(autouse=True)
def on_linux(monkeypatch):
    """Where Orca runs."""
    monkeypatch.setattr(listening, "sys", SimpleNamespace(platform="linux"))


@pytest.fixture
def served(monkeypatch):
    """A screen reader that listens; what it is told of, in its order."""
    heard_of = []

    def take(event):
        if event.type() is QAccessible.Event.Focus:
            heard_of.append(event.object())

    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    monkeypatch.setattr(QAccessible, "updateAccessibility", take)
    return heard_of


def test_a_line_is_told_of_before_its_caret_moves(shown, qtbot, served):
    page, other, line = QWidget(), QLineEdit(), QLineEdit("Odile")
    page.setLayout(column(other, line))
    shown(page)
    assert told(line).text(QAccessible.Text.Value) == "Odile", "a screen reader asked for it"
    line.selectionChanged.connect(lambda: served.append("caret"))
    other.setFocus()
    QTest.keyClick(other, Qt.Key.Key_Tab)
    assert line.hasFocus()
    assert "caret" not in served
    qtbot.waitUntil(lambda: "caret" in served)
    assert line.selectedText() == "Odile", "it is typed over, as ever"


def test_a_page_that_hands_the_keyboard_on_is_not_told_of_last(
    shown, qtbot, served, runner, messages, clock, tmp_path
):
    first = shown(FirstRunScreen(runner, messages, clock, tmp_path / "neuf"))
    name = first.identity.name
    qtbot.waitUntil(name.hasFocus)
    first.next.setFocus()
    served.clear()
    first.setFocus()
    qtbot.waitUntil(lambda: name.hasFocus() and served[-1:] == [name])


def test_what_the_arrows_choose_in_a_closed_list_is_heard(shown, qtbot, announced):
    page, box = QWidget(), QComboBox()
    box.addItems(["Doullens", "Picquigny"])
    page.setLayout(column(box, QLineEdit()))
    shown(page)
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Down)
    assert heard(announced) == ["Picquigny"]
