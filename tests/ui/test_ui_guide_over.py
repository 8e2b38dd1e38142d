"""F1 wherever she stands: over a question, before the desk; the whole guide stopped on its way."""

import ast

import pytest
from PySide6.QtWidgets import QApplication

from coachdesk.services.guide.book import GuideStoppedError, guide_pdf
from coachdesk.services.guide.pages import guide_pages, page_named
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.messages import Question
from coachdesk.ui.screens.first_run.view import FirstRunScreen
from coachdesk.ui.screens.guide.door import GuideDoor
from coachdesk.ui.screens.guide.over import GuideDialog
from coachdesk.ui.screens.unlock.rescue import RescueScreen
from coachdesk.ui.screens.unlock.view import UnlockScreen
from coachdesk.ui.window_messages import QuestionDialog
from support.cut import cut_texts
from support.source import python_files
from support.ui import window_on

OF_THE_GUIDE = {"GuideDialog", "PictureWindow"}


def test_f1_over_a_question_opens_the_page_about_what_is_behind_it(window):
    window.space.go(Target(Screen.SETTINGS, section="backup"))
    window.shows(window.space.settings)
    question = Question("Motif", "Pourquoi\u202f?", "Noter", reason="Le motif")
    window.space.context.messages.ask(question, lambda _: None)
    asked = QApplication.activeModalWidget()
    assert isinstance(asked, QuestionDialog)
    window.until(asked.isActiveWindow)
    window.hands.type("une panne")
    window.hands.press("F1")
    window.until(lambda: isinstance(QApplication.activeModalWidget(), GuideDialog))
    over = QApplication.activeModalWidget()
    assert over.panel.page.key == "sauvegarder"
    assert not cut_texts(over)
    window.until(over.isActiveWindow)
    window.hands.press("F1")
    window.until(lambda: QApplication.activeModalWidget() is asked)
    assert asked.reason() == "une panne"
    asked.reject()


def test_every_dialog_answers_f1():
    mute = set()
    for path in python_files("src/coachdesk/ui"):
        for node in ast.walk(ast.parse(path.read_bytes())):
            if not isinstance(node, ast.ClassDef):
                continue
            dialog = any(isinstance(base, ast.Name) and base.id == "QDialog" for base in node.bases)
            if dialog and "answer_help_key" not in ast.dump(node):
                mute.add(node.name)
    assert mute == OF_THE_GUIDE


def test_before_there_is_a_store_f1_tells_of_the_step(qtbot, tmp_path, clock, until):
    runner, shell = window_on(tmp_path / "neuf", clock)
    qtbot.addWidget(shell)
    shell.show()
    first = shell.pages.currentWidget()
    assert isinstance(first, FirstRunScreen)
    shell.helping.open()
    (door,) = shell.findChildren(GuideDoor)
    until(door.isVisible)
    assert door.panel.page.key == first.help_page == "premier-jour"
    shell.close()
    runner.close()
    known = {page.key for page in guide_pages()}
    assert {step.help_page for step in first.steps} <= known
    assert UnlockScreen.help_page in known


def test_on_the_worst_day_f1_tells_of_the_sauvegarde_or_of_the_damage(
    qtbot, runner, messages, clock, tmp_path, store
):
    for directory, page in (
        (tmp_path / "rien", "remettre-une-sauvegarde"),
        (store, "magasin-abime"),
    ):
        screen = RescueScreen(runner, messages, clock, directory)
        qtbot.addWidget(screen)
        assert screen.help_page == page
        assert page_named(page)


def test_the_arrows_go_from_what_is_typed_to_each_answer_and_back(window):
    window.hands.press("F1")
    window.shows(window.space.guide)
    panel = window.space.guide.panel
    window.until(panel.seek.hasFocus)
    window.hands.type("mot de passe")
    window.hands.press("Down")
    window.until(panel.answers[0].hasFocus)
    window.hands.press("Down")
    window.until(panel.answers[1].hasFocus)
    window.hands.press("Return")
    assert panel.page.key == panel.found[1].page.key
    window.hands.press("Up")
    window.hands.press("Up")
    window.until(panel.seek.hasFocus)


def test_the_whole_guide_is_stopped_between_two_pages():
    told = []
    with pytest.raises(GuideStoppedError):
        guide_pdf(None, lambda share, words: told.append((share, words)), lambda: len(told) > 90)
    assert [share for share, _ in told] == sorted(share for share, _ in told)


def test_what_saves_the_guide_is_waited_for_before_the_window_closes(window):
    guide = window.space.guide
    assert guide.long_act is guide.saving.progress
