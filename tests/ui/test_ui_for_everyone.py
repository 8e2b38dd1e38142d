"""What stands outside the desk: opened, signed on, answered to, by anyone and any means."""

from datetime import date
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLineEdit, QPushButton, QStackedWidget, QWidget

from coachdesk.core.errors import UserError
from coachdesk.core.tokens import CONTRAST, CONTRAST_DARK, DARK, LIGHT
from coachdesk.services.documents.drafting import open_document
from coachdesk.services.documents.questionnaires import questionnaire
from coachdesk.ui.described import describe
from coachdesk.ui.messages import Question
from coachdesk.ui.screens.first_run.done import DoneStep
from coachdesk.ui.screens.first_run.view import FirstRunScreen
from coachdesk.ui.screens.paper.asking_pad import AskingPad
from coachdesk.ui.screens.unlock.view import UnlockScreen
from coachdesk.ui.theme import apply_theme
from coachdesk.ui.tour.card import TourCard
from coachdesk.ui.tour.steps import TourStep
from coachdesk.ui.widgets import announced as announcing
from coachdesk.ui.widgets.banner import Banner
from coachdesk.ui.widgets.fields import (
    answered_beside,
    captioned,
    day_edit,
    open_box,
    refusal_line,
    time_edit,
)
from coachdesk.ui.widgets.layout import button, column, label
from coachdesk.ui.widgets.number_box import AmountBox, NumberBox
from coachdesk.ui.window_messages import QuestionDialog, WindowMessages
from support.contrast import weak_edges, weak_texts
from support.desk_context import KeptDrafts
from support.read_aloud import ask_all, told, too_small, unsaid
from support.walk_through import walked

COACH, HAND = 32, 48


def checked(widget: QWidget, least: int) -> list[str]:
    return [*unsaid(widget), *too_small(widget, least)]


def test_all_that_the_participant_presses_is_as_large_as_a_finger(qtbot, open_pad):
    pad = open_pad()
    faults = checked(pad, HAND)
    pad.signing.otherwise.click()
    for answer in pad.signing.other.choices.buttons.values():
        answer.click()
        faults += checked(pad, HAND)
    assert not faults
    pad.ask_code()
    qtbot.waitUntil(lambda: not checked(pad, HAND))


def test_so_are_the_answers_to_a_questionnaire(qtbot, runner, messages, desk, action, participants):
    person = next(row for row in participants if row.number == "23-105")
    paper = open_document(desk, action, "evaluation_grid", person.prescription_id)
    pad = AskingPad(runner, messages, desk, KeptDrafts(), questionnaire(desk, paper))
    qtbot.addWidget(pad)
    pad.resize(1366, 740)
    pad.show()
    asking = pad.screen_of_questions
    faults = checked(pad, HAND)
    asking.next.click()
    assert not [*faults, *checked(pad, HAND)]


def test_the_passphrase_and_the_first_start_are_told(
    qtbot, runner, messages, clock, store, tmp_path
):
    unlock = UnlockScreen(runner, messages, store, lambda _secret: None, lambda: None)
    first = FirstRunScreen(runner, messages, clock, tmp_path / "neuf")
    for screen in (unlock, first):
        qtbot.addWidget(screen)
        screen.resize(1280, 720)
        screen.show()
        assert not checked(screen, COACH)
    first.identity.name.setText("Odile Vasseur")
    first.identity.profile.setCurrentText("Coaching Emploi – 5 vallées")
    first.go_on()
    assert first.step is first.passphrase
    assert not checked(first, COACH)


@pytest.fixture
def card_of_the_visite(qtbot):
    """The card on a page, as it speaks of the second of five things."""
    page = QWidget()
    card = TourCard(page)
    card.tell(TourStep("day", "Votre journée", "Chaque rendez-vous est une ligne."), 2, 5)
    qtbot.addWidget(page)
    page.resize(800, 500)
    card.stand_by(QRect(20, 20, 60, 40), page.size())
    return page, card.next


@pytest.fixture
def last_page(qtbot):
    """Of the first start, with the key of the association put off."""
    step = DoneStep()
    step.show_left(copied=False)
    qtbot.addWidget(step)
    step.resize(800, 500)
    return step, step.first


@pytest.mark.parametrize("shown", ["card_of_the_visite", "last_page"])
@pytest.mark.parametrize(
    ("theme", "least"),
    [(LIGHT, 4.5), (DARK, 4.5), (CONTRAST, 7), (CONTRAST_DARK, 7)],
    ids=["light", "dark", "contrast", "contrast dark"],
)
def test_the_visite_and_the_end_of_the_first_start_are_for_everyone(
    qapp, qtbot, request, worn, shown, theme, least
):
    worn(theme)
    page, first = request.getfixturevalue(shown)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    first.setFocus()
    faults = [*checked(page, COACH), *weak_texts(page, least), *weak_edges(page, 3)]
    met = walked(page)
    buttons = [each for each in page.findChildren(QPushButton) if each.isVisible()]
    assert not [*faults, *(each.text() for each in buttons if each not in met)]
    assert first.property("kind") == "primary", "Enter goes on"


def test_a_step_of_the_visite_is_said_without_being_looked_for(qtbot, announced):
    page = QWidget()
    qtbot.addWidget(page)
    card = TourCard(page)
    card.tell(TourStep("day", "Votre journée", "Chaque rendez-vous est une ligne."), 2, 5)
    (said,) = announced
    assert said.message().endswith("2 sur 5. Votre journée. Chaque rendez-vous est une ligne.")


def test_a_question_is_told(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    asked = QuestionDialog(Question("Clôturer ?", "Vraiment.", "Clôturer", "Motif"), window)
    asked.open()
    assert isinstance(asked, QDialog)
    assert not checked(asked, COACH)
    asked.reject()


def test_a_field_that_is_refused_says_why_and_where(qtbot):
    page, field, answer = QWidget(), QLineEdit(), refusal_line()
    page.setLayout(column(label("Identité", role="heading"), captioned("Nom", field), answer))
    qtbot.addWidget(page)
    page.show()
    answered_beside({field: answer}, {field: "Le nom manque."})
    describe(field)
    assert told(field).text(QAccessible.Text.Name) == "Nom"
    assert told(field).text(QAccessible.Text.Description) == "Le nom manque. Identité"
    answered_beside({field: answer}, {})
    describe(field)
    assert told(field).text(QAccessible.Text.Description) == "Identité"


def test_two_buttons_of_one_name_are_told_apart(qtbot):
    page = QWidget()
    change = [button("Modifier"), button("Modifier")]
    first, second = (label(words, role="heading") for words in ("Freins", "Actes"))
    page.setLayout(column(first, change[0], second, change[1]))
    qtbot.addWidget(page)
    page.show()
    for each in change:
        describe(each)
    said = [told(each).text(QAccessible.Text.Description) for each in change]
    assert said == ["Freins", "Actes"]


@pytest.fixture
def worn(qapp):
    yield lambda theme: apply_theme(qapp, theme)
    apply_theme(qapp)


def test_what_was_done_or_refused_is_said_without_being_looked_for(qtbot, announced):
    banner = Banner()
    qtbot.addWidget(banner)
    messages = WindowMessages(banner)
    messages.inform("Présence notée.")
    messages.refuse(UserError("Le mois est clos.", "Rectifiez-le."))
    manner = QAccessible.AnnouncementPoliteness
    assert [(each.message(), each.politeness()) for each in announced] == [
        ("Présence notée.", manner.Polite),
        ("Le mois est clos. Rectifiez-le.", manner.Assertive),
    ]
    assert isinstance(banner.lead, QPushButton)


def test_on_linux_it_is_a_notification_that_shows(qtbot, monkeypatch):
    """Orca 43, the one of Debian 12, knows nothing of announcements."""
    told_of, banner = [], Banner()
    qtbot.addWidget(banner)
    monkeypatch.setattr(announcing, "sys", SimpleNamespace(platform="linux"))
    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    monkeypatch.setattr(QAccessible, "updateAccessibility", told_of.append)
    messages = WindowMessages(banner)
    for number in range(10):
        messages.inform(f"Présence {number} notée.")
    assert {each.type() for each in told_of} == {QAccessible.Event.ObjectShow}
    last = [each.accessibleInterface() for each in told_of[-3:]]
    for number, each in enumerate(last, 7):
        ask_all(each)
        assert each.role() is QAccessible.Role.Notification
        assert each.text(QAccessible.Text.Name) == f"Présence {number} notée."
    assert told(banner).role() is not QAccessible.Role.Notification, "it is itself as before"


@pytest.mark.parametrize(
    "made",
    [lambda: day_edit(date(2024, 1, 15)), lambda: time_edit(540), lambda: NumberBox(5),
     lambda: AmountBox(5)],
    ids=["day", "hour", "number", "amount"],
)  # fmt: skip
def test_a_field_is_named_before_its_caret_moves(qtbot, made, monkeypatch):
    """Else Orca says the figures alone."""
    page, other, field = QWidget(), QLineEdit(), made()
    page.setLayout(column(other, field))
    qtbot.addWidget(page)
    with qtbot.waitActive(page):
        page.show()
    other.setFocus()
    heard = []
    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    line = field.findChild(QLineEdit)
    line.selectionChanged.connect(lambda: heard.append("caret"))
    line.textChanged.connect(lambda _: heard.append("text"))
    QTest.keyClick(other, Qt.Key.Key_Tab)
    assert field.hasFocus()
    assert not heard
    qtbot.waitUntil(lambda: bool(heard))
    assert line.selectedText(), "it is typed over, as ever"


def test_what_is_typed_beside_a_list_has_the_name_of_the_list(qtbot):
    page, box = QWidget(), open_box(["Doullens"], "Tapez, ou choisissez")
    page.setLayout(captioned("Commune", box))
    qtbot.addWidget(page)
    assert told(box.lineEdit()).text(QAccessible.Text.Name) == "Commune"


def test_pages_one_over_the_other_are_no_thing_of_their_own(qtbot):
    """« Layered pane » was said at each page."""
    pages = QStackedWidget()
    pages.addWidget(QLineEdit())
    qtbot.addWidget(pages)
    assert told(pages).role() is QAccessible.Role.Client
    assert told(pages).childCount() == 1
