"""The form of any paper: every kind of question by the keyboard alone, kept by a draft."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from coachdesk.domain.paper_answers import asked
from coachdesk.domain.papers import FieldKind
from coachdesk.services.drafts import save_draft
from coachdesk.services.papers.templates import templates
from coachdesk.services.profiles import shipped_papers
from coachdesk.ui.draft_fields import put_back, values
from coachdesk.ui.drafts import DraftKeeper
from coachdesk.ui.screens.paper.form import AnswerForm
from support.loose_papers import ANSWERS, EVERY_KIND, block_of, field_of, paper_of

PHRASES = ("a fait le point sur ses recherches", "souhaite passer le permis")


@pytest.fixture
def form(qtbot):
    shown = AnswerForm.of(EVERY_KIND, PHRASES)
    qtbot.addWidget(shown)
    shown.resize(760, 900)
    with qtbot.waitActive(shown):
        shown.show()
        shown.activateWindow()
    return shown


def keys(*pressed):
    for key in pressed:
        if isinstance(key, str):
            QTest.keyClicks(QApplication.focusWidget(), key)
        else:
            QTest.keyClick(QApplication.focusWidget(), key)


def test_every_kind_is_filled_in_by_the_keyboard_alone(form):
    told = []
    form.changed.connect(lambda: told.append(1))
    key = Qt.Key
    form.take_keyboard()
    keys("Une ligne", key.Key_Tab)
    keys("Un texte", key.Key_Return, "sur deux lignes", key.Key_Tab)
    keys("3/2/24", key.Key_Tab)
    keys(key.Key_Right, key.Key_Space, key.Key_Tab)
    keys(key.Key_Space, key.Key_Right, key.Key_Right, key.Key_Space, key.Key_Tab)
    keys(key.Key_Space, key.Key_Tab)
    keys(key.Key_Left, key.Key_Space, key.Key_Tab)
    keys("4", key.Key_Tab)
    keys(key.Key_Space, key.Key_Tab)
    keys(key.Key_Space, key.Key_Right, key.Key_Tab)
    keys(key.Key_Space, key.Key_Right, key.Key_Right)
    assert form.answers() == {
        "line": "Une ligne",
        "text": "Un texte\nsur deux lignes",
        "date": "2024-02-03",
        "choice": "fair",
        "ticks": ("low", "good"),
        "yes_no": "yes",
        "sensitive": "refused",
        "scale": "4",
        "grid_0": "low",
        "grid_1": "fair",
        "grid_2": "good",
    }
    assert len(told) >= 30, "each letter is told: what it will look like follows"


def test_an_answer_is_taken_back_by_the_key_that_gave_it(form):
    form.show_answers({"choice": "good", "scale": "3", "grid_1": "top"})
    choice = form.parts["choice"].options.buttons["good"]
    choice.setFocus()
    keys(Qt.Key.Key_Space)
    form.parts["scale"].options.buttons["3"].setFocus()
    keys("3")
    next(iter(form.parts["grid:1"].radios["grid_1"].values())).setFocus()
    keys(Qt.Key.Key_Delete)
    answers = form.answers()
    assert [answers[key] for key in ("choice", "scale", "grid_1")] == ["", "", ""]


def test_a_day_that_does_not_exist_is_said_beside_it_and_is_corrected(form):
    line = form.parts["date"].line
    line.setFocus()
    keys("31/2/2024")
    assert "n’existe pas" in form.faults()[0]
    assert QApplication.focusWidget() is line
    keys(Qt.Key.Key_Home, Qt.Key.Key_Delete, Qt.Key.Key_Delete, "28")
    assert form.faults() == ()
    assert form.parts["date"].said.text().replace("\u00a0", " ") == "mercredi 28 février 2024"


def test_phrases_are_put_in_a_text_by_their_key(form):
    edit = form.parts["text"].text.edit
    edit.setFocus()
    QTest.keyClick(edit, Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
    assert form.parts["text"].text.listed.isVisible()
    keys("permis", Qt.Key.Key_Return)
    assert edit.toPlainText() == PHRASES[1]
    assert not form.parts["text"].text.listed.isVisible()


def test_a_text_grows_with_what_is_written_and_shrinks_again(form):
    edit = form.parts["text"].text.edit
    low = edit.height()
    edit.setPlainText("ligne\n" * 6)
    high = edit.height()
    edit.setPlainText("")
    assert low < high
    assert edit.height() == low


def test_what_is_required_is_said_in_words(qtbot):
    shown = AnswerForm.of(paper_of(block_of(field_of("a", FieldKind.LINE, required=True))))
    qtbot.addWidget(shown)
    assert shown.parts["a"].line.accessibleName() == "Question a (obligatoire)"


@pytest.mark.parametrize("width", [300, 900])
def test_a_grid_is_a_table_where_it_is_wide_and_keeps_its_answers_where_it_is_not(
    qtbot, form, width
):
    form.show_answers({"grid_0": "low", "grid_2": "top"})
    form.resize(width, 900)
    grid = form.parts["grid:1"]
    qtbot.waitUntil(lambda: grid.width() == width)
    qtbot.waitUntil(lambda: (grid.radios["grid_0"]["low"].text() == "") is (width == 900))
    assert grid.answers() == {"grid_0": "low", "grid_1": "", "grid_2": "top"}


def written():
    return st.text(
        st.characters(blacklist_categories=["Cs", "Cc"], blacklist_characters="\u2028\u2029"),
        max_size=40,
    ).map(str.strip)


def answer_to(kind):
    """Any answer to a question of that kind, or none."""
    if kind in {FieldKind.LINE, FieldKind.TEXT}:
        return written()
    none = () if kind is FieldKind.TICKS else ""
    return st.sampled_from((none, *ANSWERS[kind]))


def answer_of(field):
    """Any answer to a question of a shipped paper, or none."""
    if not field.options:
        return answer_to(field.kind)
    keys = [word.key for word in field.options]
    if field.kind is FieldKind.TICKS:
        return st.sets(st.sampled_from(keys)).map(
            lambda ticked: tuple(k for k in keys if k in ticked)
        )
    return st.sampled_from(["", *keys])


@st.composite
def papers(draw):
    """A kind of paper and answers to it."""
    kinds = draw(st.lists(st.sampled_from(FieldKind), min_size=1, max_size=8))
    fields = [field_of(f"q{number}", kind) for number, kind in enumerate(kinds)]
    grid = [field_of(f"g{number}", FieldKind.CHOICE) for number in range(draw(st.integers(0, 4)))]
    blocks = [block_of(*fields), *([block_of(*grid, grid=True)] if grid else [])]
    answers = {field.key: draw(answer_to(field.kind)) for field in (*fields, *grid)}
    return paper_of(*blocks), answers


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(papers())
def test_whatever_is_answered_comes_back_from_a_draft(qtbot, case):
    template, answers = case
    typed, given_back = AnswerForm.of(template), AnswerForm.of(template)
    for form in (typed, given_back):
        qtbot.addWidget(form)
    typed.show_answers(answers)
    assert typed.answers() == answers
    put_back(given_back.parts, values(typed.parts))
    assert given_back.answers() == answers


@pytest.mark.parametrize("kind", sorted(shipped_papers()))
@settings(max_examples=4, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_each_shipped_paper_comes_back_from_a_draft(qtbot, read_desk, kind, data):
    template = templates(read_desk.actions[0])[kind]
    answers = {field.key: data.draw(answer_of(field)) for field in template.fields}
    typed, given_back = AnswerForm.of(template), AnswerForm.of(template)
    for form in (typed, given_back):
        qtbot.addWidget(form)
    typed.show_answers(answers)
    asked_of = {field.key for field in asked(template, answers)}
    assert typed.answers() == {key: answers[key] for key in answers if key in asked_of}
    put_back(given_back.parts, values(typed.parts))
    assert given_back.answers() == typed.answers()


def test_a_draft_of_the_store_fills_a_form_again(qtbot, desk, runner, form):
    form.show_answers({"line": "déjà tapé", "ticks": ("fair",), "grid_1": "good", "scale": "2"})
    save_draft(desk, "paper:essai", values(form.parts))
    keeper, again = DraftKeeper(runner, desk), AnswerForm.of(EVERY_KIND)
    qtbot.addWidget(again)
    keeper.keep(again, "paper:essai", again.parts)
    assert again.answers() == form.answers()
    keeper.close()
