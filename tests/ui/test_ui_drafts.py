"""What is typed comes back: every kind of field of every form, as it stood, to its own person."""

import string
from datetime import date, timedelta
from random import Random

import pytest
from PySide6.QtCore import QDate, QTime
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QDateEdit,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QTimeEdit,
    QWidget,
)

from coachdesk.domain.attendance import Mode, Slot
from coachdesk.services.appointments import plan_appointment
from coachdesk.services.drafts import draft_target, drafts
from coachdesk.services.prescriptions import PersonFacts, PrescriptionFacts, receive_prescription
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.draft_fields import value
from coachdesk.ui.widgets.choices import Choices
from coachdesk.ui.workspace import Workspace
from support.desk_people import followed, planned
from support.lived import photographed

DAY = date(2024, 1, 15)
LETTERS = string.ascii_letters + "éèçàÉœ ’-.,\n/(0123456789"
SEEDS = range(3)


def typed(draw: Random, field: QWidget) -> None:
    """Something of its kind in a field, or in each field of a part of a form."""
    text = "".join(draw.choices(LETTERS, k=draw.randint(0, 40)))
    line = text.replace("\n", " ")
    match field:
        case QLineEdit():
            field.setText(line)
        case QPlainTextEdit():
            field.setPlainText(text)
        case QComboBox():
            chosen(draw, field, line)
        case QDateEdit():
            field.setDate(QDate(2024, 1, 1).addDays(draw.randrange(28)))
        case QTimeEdit():
            field.setTime(QTime(draw.randrange(8, 12), draw.randrange(60)))
        case QSpinBox():
            field.setValue(draw.randrange(field.minimum(), field.maximum() + 1))
        case Choices():
            draw.choice(list(field.buttons.values())).click()
        case QAbstractButton():
            field.click()
        case _:
            for child in inner(field):
                typed(draw, child)


def chosen(draw: Random, box: QComboBox, line: str) -> None:
    if box.count():
        box.setCurrentIndex(draw.randrange(box.count()))
        box.activated.emit(box.currentIndex())
    if box.isEditable() and draw.random() < 0.5:
        box.setCurrentText(line.strip())


def inner(part: QWidget) -> list[QWidget]:
    """The fields of a part, none that belongs to another one of them."""
    kinds = (QPlainTextEdit, QComboBox, QDateEdit, QTimeEdit, QSpinBox, Choices)
    found = [child for child in part.findChildren(QWidget) if isinstance(child, kinds)]
    lines = [
        line
        for line in part.findChildren(QLineEdit)
        if not isinstance(line.parent(), QComboBox | QDateEdit | QTimeEdit | QSpinBox)
    ]
    ticks = [
        tick
        for tick in part.findChildren(QAbstractButton)
        if tick.isCheckable() and tick.isVisible() and not isinstance(tick.parent(), Choices)
    ]
    return [*found, *lines, *ticks]


@pytest.fixture
def space(qtbot, runner, messages, desk, action):
    return opened(qtbot, runner, messages, desk, action)


def opened(qtbot, runner, messages, desk, action):
    made = Workspace(runner, messages, desk, action)
    qtbot.addWidget(made)
    made.resize(1280, 720)
    made.show()
    made.start()
    return made


@pytest.fixture
def pending(desk, action):
    """Two people whose prescription is not decided, each with a rendez-vous today."""
    made = []
    for number, name in enumerate(("DURAND", "MARTIN")):
        dossier = receive_prescription(
            desk,
            action,
            PrescriptionFacts(f"24-90{number}", DAY - timedelta(days=3), "department"),
            PersonFacts(name, "Zoé", "female", date(1990, 5, 6)),
        )
        slot = Slot(DAY, 600 + 60 * number, 630 + 60 * number, None, Mode.PHONE)
        made.append((dossier, plan_appointment(desk, dossier, slot)))
    return made


def targets(desk, pending):
    (dossier, appointment), *_ = pending
    (followed_one,) = followed(desk, 1)
    planned(desk, DAY, 3)
    return {
        "intake": Target(Screen.INTAKE),
        f"diagnostic:{dossier}": Target(Screen.DIAGNOSTIC, dossier),
        f"decision:{dossier}": Target(Screen.DECISION, dossier),
        f"contract:{followed_one.prescription_id}": Target(
            Screen.CONTRACT, followed_one.prescription_id
        ),
        f"appointment:{appointment}": Target(Screen.APPOINTMENT, dossier, appointment),
        "cancel_morning": Target(Screen.CANCEL_MORNING),
    }


def fields_of(space: Workspace, key: str):
    return space.context.drafts._forms[key].fields


@pytest.mark.parametrize("seed", SEEDS)
def test_every_field_of_every_form_comes_back_after_a_crash(
    qtbot, space, runner, messages, desk, action, pending, seed
):
    draw, kept = Random(seed), {}
    for key, target in targets(desk, pending).items():
        space.go(target)
        fields = fields_of(space, key)
        for field in fields.values():
            typed(draw, field)
        kept[key] = {name: value(field) for name, field in fields.items()}
        space.context.drafts.flush()  # at most half a second later
    after = opened(qtbot, runner, messages, desk, action)
    for key, before in kept.items():
        target = draft_target(key)
        assert target is not None
        after.go(target)
        now = {name: value(field) for name, field in fields_of(after, key).items()}
        assert now == before, key


def test_a_draft_is_for_the_person_it_was_typed_for(space, desk, pending):
    (first, _), (second, _) = pending
    space.go(Target(Screen.DIAGNOSTIC, first))
    page = space.page_of(Screen.DIAGNOSTIC)
    page.skills.setPlainText("Soudure")
    space.go(Target(Screen.DIAGNOSTIC, second))  # at once: nothing was written yet
    assert page.skills.toPlainText() == ""
    page.skills.setPlainText("Cuisine")
    space.context.drafts.flush()
    told = {kept.key: kept.fields["skills"] for kept in desk.read(drafts)}
    assert told == {f"diagnostic:{first}": "Soudure", f"diagnostic:{second}": "Cuisine"}
    space.go(Target(Screen.DIAGNOSTIC, first))
    assert page.skills.toPlainText() == "Soudure"


def test_a_page_read_again_keeps_what_was_just_typed(space, pending):
    (first, _), _ = pending
    space.go(Target(Screen.DIAGNOSTIC, first))
    page = space.page_of(Screen.DIAGNOSTIC)
    page.skills.setPlainText("Soudure")
    space.refresh()
    assert page.skills.toPlainText() == "Soudure"


def test_a_page_that_reads_itself_again_keeps_what_was_just_typed(space, pending):
    (first, _), _ = pending
    space.go(Target(Screen.DIAGNOSTIC, first))
    page = space.page_of(Screen.DIAGNOSTIC)
    page.skills.setPlainText("Soudure")
    page.refresh()
    assert page.skills.toPlainText() == "Soudure"


def test_a_proof_that_comes_in_leaves_alone_what_is_being_typed(space, desk, tmp_path):
    (person,) = followed(desk, 1)
    space.go(Target(Screen.EXIT, person.prescription_id))
    page = space.page_of(Screen.EXIT)
    page.leaving.kind.buttons["employment"].click()
    page.after.note.setText("Commence lundi")
    page.after.note.setCursorPosition(3)
    scan = tmp_path / "contrat.png"
    scan.write_bytes(photographed("Contrat de travail"))
    page.proof.taker.take([scan])
    assert "contrat.png" in " ".join(label.text() for label in page.proof.findChildren(QLabel))
    assert page.after.note.text() == "Commence lundi"
    assert page.after.note.cursorPosition() == 3, "the next letter goes where she was"


def test_opening_a_draft_does_not_make_it_younger(space, desk, pending, clock):
    (first, _), _ = pending
    space.go(Target(Screen.DIAGNOSTIC, first))
    space.page_of(Screen.DIAGNOSTIC).skills.setPlainText("Soudure")
    space.context.drafts.flush()
    (before,) = desk.read(drafts)
    clock.advance(timedelta(hours=1))
    space.go(Target(Screen.TODAY))
    space.go(Target(Screen.DIAGNOSTIC, first))
    space.context.drafts.flush()
    assert desk.read(drafts) == (before,)


def test_a_word_that_is_called_otherwise_now_is_found_by_its_key(space, pending, desk):
    (first, _), _ = pending
    space.go(Target(Screen.DIAGNOSTIC, first))
    page = space.page_of(Screen.DIAGNOSTIC)
    page.status.setCurrentIndex(2)
    key = page.status.currentData()
    space.context.drafts.flush()
    page.status.setItemText(2, "Un autre nom")
    page.status.setCurrentIndex(0)
    space.context.drafts._forms.clear()
    space.go(Target(Screen.DIAGNOSTIC, first))
    assert page.status.currentData() == key
