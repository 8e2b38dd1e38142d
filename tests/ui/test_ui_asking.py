"""The person fills in a questionnaire herself: by finger, mouse and keyboard, then signs it."""

from datetime import timedelta
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from sqlalchemy import select

from coachdesk.domain.papers import DocumentState, Role
from coachdesk.models import Draft, FseAnswer, SatisfactionAnswer, Signature
from coachdesk.queries.participants import participants_table
from coachdesk.services.documents.drafting import open_document, read_document
from coachdesk.services.documents.questionnaires import Questionnaire
from coachdesk.services.documents.satisfaction import satisfaction
from coachdesk.services.drafts import drafts
from coachdesk.services.pad.code import set_pad_code
from coachdesk.services.papers.templates import templates
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.screens.paper.asking_pad import AskingPad
from coachdesk.ui.screens.satisfaction.view import SatisfactionScreen
from support.desk_context import KeptDrafts, make_context
from support.gestures import laid_out
from support.ui import draw_by_mouse, hand

FINGER = QTest.createTouchDevice()


def click(widget):
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=widget.rect().center())


class Her:
    """Someone who answers: the window lives until what she did is seen."""

    def __init__(self, qtbot):
        self.sees = qtbot.waitUntil

    def focused(self):
        self.sees(lambda: QApplication.focusWidget() is not None)
        return QApplication.focusWidget()

    def tap(self, widget):
        """By a finger, where it is on the screen."""
        window = widget.window().windowHandle()
        self.sees(lambda: widget.height() > 1 and not widget.visibleRegion().isEmpty())
        laid_out()
        at = widget.mapTo(widget.window(), widget.rect().center())
        QTest.touchEvent(window, FINGER).press(0, at, window).commit()
        QTest.touchEvent(window, FINGER).release(0, at, window).commit()

    def tick(self, screen, key, way=click):
        """Answer the question that is shown; the next one comes."""
        self.answer(screen, lambda: way(screen.question.answers[key]))

    def answer(self, screen, way):
        before = screen.asking.position
        way()
        self.sees(lambda: screen.asking.position != before)

    def answer_all(self, screen, way, skip=()):
        """Answer each question by ``way`` as it comes; texts by the keyboard."""
        click(screen.next)
        for _ in range(40):
            field = screen.asking.current
            if field is None:
                return
            buttons = list(screen.question.answers.values())
            if buttons:
                self.answer(screen, partial(way, self, buttons))
            else:
                if field.key not in skip and not screen.asking.is_answered():
                    QTest.keyClicks(self.focused(), "ab")
                click(screen.next)
        raise AssertionError("the questions never end")


@pytest.fixture
def her(qtbot):
    return Her(qtbot)


@pytest.fixture
def person(participants):
    return next(row for row in participants if row.number == "23-105")


@pytest.fixture
def make(qtbot, runner, messages, desk, action, person):
    pads = []

    def made(kind, code=None):
        opened = open_document(desk, action, kind, person.prescription_id)
        kept = KeptDrafts()
        pad = AskingPad(
            runner, messages, desk, kept, Questionnaire(read_document(desk, opened), code)
        )
        pad.kept = kept
        pad.screen_of_questions.question.seen.setInterval(0)
        pads.append(pad)  # a test may hold on to its questions alone
        qtbot.addWidget(pad)
        pad.resize(1366, 740)
        pad.show()
        pad.activateWindow()
        qtbot.waitUntil(pad.isActiveWindow)
        pad.setFocus()
        return pad

    return made


def texts(widget: QWidget) -> str:
    return " ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def by_finger(her, buttons):
    her.tap(buttons[0])


def by_mouse(_her, buttons):
    click(buttons[-1])


def by_digit(her, _buttons):
    QTest.keyClicks(her.focused(), "2")


def by_arrows(her, _buttons):
    QTest.keyClick(her.focused(), Qt.Key.Key_Down)
    QTest.keyClick(her.focused(), Qt.Key.Key_Return)


@pytest.mark.parametrize("way", [by_finger, by_mouse, by_digit, by_arrows])
def test_each_way_of_answering_comes_to_the_summary(her, make, way):
    pad = make("satisfaction")
    screen = pad.screen_of_questions
    her.answer_all(screen, way)
    assert set(screen.given) == {field.key for field in pad.view.template.fields}
    wanted = {by_finger: "fully", by_mouse: "not", by_digit: "rather"}
    if way in wanted:
        assert screen.given["listened"] == wanted[way]


def test_without_its_author_a_questionnaire_is_kept_and_nothing_of_it_stays_in_sight(
    her, make, desk, action
):
    pad = make("satisfaction")
    screen = pad.screen_of_questions
    her.answer_all(screen, by_finger)
    assert pad.unsaved
    click(screen.next)
    assert not pad.unsaved
    assert "Merci" in texts(screen)
    kept = desk.read(lambda link: link.execute(select(SatisfactionAnswer.answers)).scalars().all())
    assert len(kept) == 1
    assert pad.kept.kept == {}, "no draft bears her name"
    assert desk.read(lambda link: link.execute(select(Draft.key)).all()) == []
    assert read_document(desk, pad.view.id).answers == {}
    template = templates(action)["satisfaction"]
    told = desk.read(lambda link: satisfaction(link, action, template))
    assert (told.number, told.questions, told.mean) == (1, (), "")


def test_nothing_is_shown_under_five_answers_and_all_of_it_from_five(
    her, make, desk, action, participants
):
    template = templates(action)["satisfaction"]
    pad = make("satisfaction")
    for number in range(1, 6):
        screen = pad.screen_of_questions
        her.answer_all(screen, by_mouse)
        click(screen.next)
        told = desk.read(lambda link: satisfaction(link, action, template))
        assert told.number == number
        assert bool(told.questions) == (number >= 5)
        pad = make("satisfaction") if number < 5 else pad
    assert told.mean.startswith("5,0")


def test_she_changes_an_answer_from_the_summary_and_comes_back_to_it(her, make):
    pad = make("satisfaction")
    screen = pad.screen_of_questions
    her.answer_all(screen, by_mouse)
    her.tap(screen.summary.buttons["useful"])
    assert screen.asking.current.key == "useful"
    her.tick(screen, "fully", her.tap)
    assert screen.asking.current is None
    assert screen.given["useful"] == "fully"


def test_going_back_keeps_what_was_answered(her, make):
    screen = make("satisfaction").screen_of_questions
    click(screen.next)
    her.tick(screen, "rather")
    her.tick(screen, "not")
    click(screen.back)
    click(screen.back)
    assert screen.asking.current.key == "listened"
    assert screen.question.answers["rather"].isChecked()
    click(screen.back)
    assert "Bonjour" in texts(screen)


def test_a_question_that_must_be_answered_is_not_passed_over(make):
    screen = make("satisfaction").screen_of_questions
    click(screen.next)
    click(screen.next)
    assert screen.asking.current.key == "listened"
    assert screen.fault.isVisible()


def test_a_telephone_is_enough_and_a_wrong_one_is_said_at_once(her, make):
    screen = make("fse_entry").screen_of_questions
    click(screen.next)
    while screen.asking.current.key != "phone":
        her.tick(screen, next(iter(screen.question.answers)))
    screen.question.part.line.clear()
    QTest.keyClicks(screen.question.part.line, "12")
    click(screen.next)
    assert screen.asking.current.key == "phone"
    assert "téléphone" in screen.fault.text()
    screen.question.part.line.clear()
    assert screen.next.text() == "Passer", "an address may do instead"
    QTest.keyClicks(screen.question.part.line, "0612345678")
    click(screen.next)
    click(screen.next)
    assert screen.asking.current.key not in {"phone", "email"}


def test_a_question_follows_the_answer_that_calls_for_it(her, make):
    screen = make("fse_exit").screen_of_questions
    click(screen.next)
    her.tick(screen, "no")
    assert screen.asking.current.key == "training"
    click(screen.back)
    her.tick(screen, "yes")
    assert screen.asking.current.key == "contract"


def test_what_she_answers_is_a_draft_until_it_is_given(her, make, desk):
    pad = make("fse_exit")
    assert list(pad.kept.kept) == [f"paper:{pad.view.id}"]
    screen = pad.screen_of_questions
    click(screen.next)
    her.tick(screen, "no")
    kept = screen.draft_value()
    other = make("fse_exit").screen_of_questions
    other.set_draft_value(kept)
    assert other.given["working"] == "no"
    click(other.next)
    assert other.asking.current.key == "training"


def test_only_the_code_gives_the_desk_back(make, desk, qtbot):
    code = set_pad_code(desk, "4071")
    pad = make("satisfaction", code)
    closed = []
    pad.closed.connect(lambda: closed.append(1))
    screen = pad.screen_of_questions
    QTest.keyClick(screen, Qt.Key.Key_Escape)
    assert pad.pages.currentWidget() is not screen
    assert not closed
    QTest.keyClicks(pad.code_box.digits, "1111")
    click(pad.code_box.act)
    assert not closed
    QTest.keyClicks(pad.code_box.digits, "4071")
    click(pad.code_box.act)
    assert closed


def test_giving_up_asks_before_answers_without_a_name_are_lost(her, make, messages):
    pad = make("satisfaction")
    closed = []
    pad.closed.connect(lambda: closed.append(1))
    screen = pad.screen_of_questions
    click(screen.next)
    her.tick(screen, "fully")
    messages.reason = None
    click(screen.stop)
    assert not closed
    assert "perdues" in messages.asked[-1].text
    messages.reason = ""
    click(screen.stop)
    assert closed


def test_only_her_own_paper_is_in_sight(her, make, participants, person):
    screen = make("fse_entry").screen_of_questions
    her.answer_all(screen, by_finger, skip={"phone", "email"})
    said = texts(screen)
    others = {row.last_name for row in participants} - {person.last_name}
    assert not [name for name in others if name in said]


@pytest.fixture
def asked_in_the_window(shell, recovery_key, until):
    """The whole window, handed over to someone for her questionnaire of entry."""
    shell.unlock(recovery_key)
    until(lambda: shell.workspace is not None and not shell.status.isHidden())
    context = shell.workspace.context
    people = context.desk.read(lambda link: participants_table(link, context.action.id))
    person = next(row for row in people if row.number == "23-105")
    opened = open_document(context.desk, context.action, "fse_entry", person.prescription_id)
    context.hand_questions(opened)
    until(lambda: shell.handed is not None)
    return opened


def test_a_locked_store_gives_the_same_questions_back(
    her, shell, recovery_key, until, asked_in_the_window
):
    screen = shell.handed.screen_of_questions
    click(screen.next)
    her.tick(screen, "non_binary")
    shell.lock()
    assert shell.handed is None
    shell.unlock(recovery_key)
    until(lambda: shell.handed is not None)
    assert shell.handed.screen_of_questions is screen
    assert screen.given["civility"] == "non_binary"
    assert screen.asking.position == 2
    while screen.asking.current is not None:
        buttons = list(screen.question.answers.values())
        if buttons:
            her.answer(screen, buttons[-1].click)
        else:
            click(screen.next)
    click(screen.next)
    until(lambda: shell.pad is not None)
    desk = shell.workspace.context.desk
    until(lambda: not desk.read(drafts))
    assert read_document(desk, asked_in_the_window).answers["civility"] == "non_binary"


def test_in_the_window_she_answers_and_signs_and_nothing_else_comes_in_between(
    her, shell, until, clock, asked_in_the_window
):
    desk, opened = shell.workspace.context.desk, asked_in_the_window
    assert shell.pad is None
    assert shell.status.isHidden()
    screen = shell.handed.screen_of_questions
    her.answer_all(screen, by_mouse, skip={"email"})
    clock.advance(timedelta(seconds=2))
    click(screen.next)
    until(lambda: shell.pad is not None)
    assert shell.status.isHidden()
    pad = shell.pad
    assert read_document(desk, opened).state is DocumentState.DRAFT
    until(lambda: not desk.read(drafts))
    draw_by_mouse(pad.surface, hand(pad.surface))
    pad.signing.recognition.choices.buttons["known"].click()
    pad.signing.validate.click()
    until(pad.thanks.isVisible)
    pad.thanks.finish.click()
    until(lambda: shell.pad is None)
    assert read_document(desk, opened).state is DocumentState.CLOSED
    told = desk.read(lambda link: link.execute(select(FseAnswer.answer)).scalars().all())
    assert set(told) == {"refused", "non_binary"}, "learned once it is signed"
    assert desk.read(lambda link: link.execute(select(Signature.role)).scalars().all()) == [
        Role.PARTICIPANT
    ]
    assert not shell.status.isHidden()


def test_the_results_are_shown_together_from_five_on_and_bear_no_name(
    her, qtbot, make, desk, action, person
):
    context, _ = make_context(desk, action)
    page = SatisfactionScreen(context)
    qtbot.addWidget(page)
    page.resize(1250, 900)
    page.show()
    for number in range(5):
        page.show_target(Target(Screen.SATISFACTION))
        assert "Oui, tout à fait" not in texts(page)
        assert str(number) in page.subtitle.text()
        screen = make("satisfaction").screen_of_questions
        her.answer_all(screen, by_finger)
        click(screen.next)
    page.show_target(Target(Screen.SATISFACTION))
    her.sees(lambda: "1,0 sur 5" in texts(page))
    said = texts(page)
    assert "Oui, tout à fait" in said
    assert person.last_name not in said


def test_what_the_paper_says_first_is_said_once(her, make):
    screen = make("satisfaction").screen_of_questions
    told = "Votre nom n’est pas gardé avec vos réponses."
    assert told in texts(screen)
    click(screen.next)
    assert "écouter" in texts(screen)
    assert told not in texts(screen)
