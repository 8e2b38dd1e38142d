"""Answers to the FSE+ put right where they are clicked: on the card, in the diagnostic."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from coachdesk.queries.paper_facts import fse_answers
from coachdesk.services.acts import undo_act
from coachdesk.services.fse_answers import answer_fse
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.screens.card.view import CardScreen
from coachdesk.ui.screens.diagnostic.view import DiagnosticScreen
from support.clock import FixedClock
from support.desk_context import make_context
from support.fse_people import Someone, Stay, told, write
from support.signing_desk import make_group

NOW = datetime(2024, 1, 15, 8, tzinfo=UTC)
HUGO = Someone(  # nothing is answered
    "DURAND", "Hugo", "male", date(1985, 1, 1), (Stay(date(2023, 6, 1), None, "", "inactive"),)
)
ZOE = Someone(  # all is answered
    "RENARD", "Zoé", "female", date(1990, 1, 1),
    (Stay(date(2023, 6, 1), None, "", "inactive", "cap", told(date(2023, 6, 1))),),
)  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return make_group(tmp_path_factory.mktemp("made") / "magasin", 0)


@pytest.fixture
def desk(made, tmp_path):
    opened = made.opened(tmp_path / "magasin", FixedClock(NOW))
    yield opened
    opened.close()


@pytest.fixture
def opened(qtbot, desk):
    """Opens a page on someone new; gives it with her dossier."""

    def show(page, screen, someone, **more):
        with desk.store.write() as uow:
            people = write(uow.session.connection(), desk.actions[0].id, [someone])
            uow.commit()
        (dossier,) = people.values()
        made = page(make_context(desk)[0])
        qtbot.addWidget(made)
        made.show()
        made.show_target(Target(screen, dossier, **more))
        return made, dossier

    return show


def said(desk, dossier):
    return desk.read(lambda link: fse_answers(link, dossier))


def test_a_gender_clicked_amiss_is_put_right_where_it_was_clicked(desk, opened, qtbot):
    untold = replace(HUGO, gender="untold")
    card, hugo = opened(CardScreen, Screen.CARD, untold, section="fse")
    section = card.sections.fse
    qtbot.waitUntil(lambda: section.gender is not None)
    section.gender.buttons["woman"].click()
    qtbot.waitUntil(lambda: said(desk, hugo).get("gender") == "woman")
    qtbot.waitUntil(lambda: "gender" in section.view.fse.record.answers)
    assert section.gender.key() == "woman"
    section.gender.buttons["man"].click()
    qtbot.waitUntil(lambda: said(desk, hugo).get("gender") == "man")
    qtbot.waitUntil(lambda: section.view.fse.record.gender == "man")


def test_the_diagnostic_shows_what_was_answered_elsewhere_and_takes_an_answer_back(desk, opened):
    screen, zoe = opened(DiagnosticScreen, Screen.DIAGNOSTIC, ZOE)
    assert {answer.key() for answer in screen.answers.values()} == {"no"}
    screen.answers["rural"].buttons["no"].click()
    screen.answers["housing"].buttons["no"].click()
    screen.answers["housing"].buttons["no"].click()
    screen.save.click()
    assert set(screen.answers) - set(said(desk, zoe)) == {"rural"}
    undo_act(desk)
    assert set(screen.answers) <= set(said(desk, zoe))


def test_what_was_signed_since_the_diagnostic_was_opened_is_no_answer_taken_back(desk, opened):
    screen, hugo = opened(DiagnosticScreen, Screen.DIAGNOSTIC, HUGO)
    answer_fse(desk, hugo, {"rural": "yes"})
    screen.save.click()
    assert said(desk, hugo) == {"rural": "yes"}
