"""How many gestures an immersion takes, to its end, counted as in ``test_gestures``."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from sqlalchemy import select

from coachdesk.domain.pmsmp import ImmersionOutcome
from coachdesk.models import Document, Immersion
from coachdesk.services.documents.drafting import open_document, read_document, save_answers
from coachdesk.services.immersions import ImmersionTerms, plan_immersion
from coachdesk.services.targets import Screen, Target
from support.bakery import BAKERY, WEEK
from support.lived import TODAY, WORKED_WITH
from support.ui import draw_by_mouse, hand

DOCS = Path(__file__).resolve().parents[2] / "docs" / "gestures.md"
TERMS = ImmersionTerms(
    BAKERY, "Boulanger / Boulangère", "discover", TODAY - timedelta(days=8),
    TODAY + timedelta(days=10), WEEK, "", "Anne ROY, boulangère",
)  # fmt: skip
PARTIES = {
    "prescriber": "Conseil départemental", "prescriber_address": "43 rue de la République, Amiens",
    "support_address": "1 place de la Gare, 80600 Doullens", "support_phone": "03 22 00 00 00",
    "objectives": "Voir le métier.", "tasks": "Façonner.",
}  # fmt: skip
_ROUNDS = 60
"""More than a page has fields: Tab has gone round by then."""


@pytest.fixture
def counted(window, record_property):
    """Note the count of an act, and hold it to its limit and to the table of the docs."""

    def note(act, limit):
        count = window.hands.count(act, limit)
        record_property("gestures", str(count))
        assert len(count.gestures) <= limit, count
        assert str(count) in DOCS.read_text("utf-8"), f"docs/gestures.md lacks:\n{count}"

    return note


@pytest.fixture
def known(window):
    """The bakery hosted someone else, and a convention named the usual parties."""
    desk, other = window.desk, window.person("WATTEBLED Lucie").prescription_id
    before = plan_immersion(desk, other, replace(TERMS, starts_on=date(2023, 12, 4),
                                                 ends_on=date(2023, 12, 15)))  # fmt: skip
    opened = open_document(desk, desk.actions[0], "pmsmp_convention", other, before)
    save_answers(desk, opened, {**read_document(desk, opened).answers, **PARTIES})


def tab_to(window, field):
    """Tab until ``field`` has the keyboard: part of typing facts."""
    for _ in range(_ROUNDS):
        inside = QApplication.focusWidget()
        if inside is field or (inside is not None and field.isAncestorOf(inside)):
            return
        window.hands.tab()
    raise AssertionError("Tab never came there")


def immersion_of(window, name):
    """The latest immersion of someone."""
    dossier = window.person(name).prescription_id
    page = window.read(lambda link: link.execute(select(Immersion.__table__)).all())
    return dossier, max(page, key=lambda row: row.id)


def show_page(window, name):
    dossier, made = immersion_of(window, name)
    page = window.space.page_of(Screen.IMMERSION)
    window.space.go(Target(Screen.IMMERSION, dossier, subject_id=made.id))
    window.shows(page)
    window.until(page.outcome.kinds.isVisible)
    window.hands.count("", 1)
    return page


def test_an_immersion_at_a_known_company_to_its_signed_convention(window, known, counted):
    hands, space = window.hands, window.space
    space.go(Target(Screen.CARD, window.person(WORKED_WITH).prescription_id))
    window.shows(space.card)
    window.until(space.card.acts[Screen.IMMERSION_FORM].isVisible)
    hands.count("", 1)
    hands.click(space.card.acts[Screen.IMMERSION_FORM])
    form = space.page_of(Screen.IMMERSION_FORM)
    window.shows(form)
    window.until(lambda: form.head)
    hands.type("boulangerie p")
    window.until(form.terms.company.name.popup.isVisible)
    hands.press("Down", said="Bas")
    hands.press("Return", said="Entrée")
    window.until(lambda: form.terms.company.siret.text() == "73282932000074")
    tab_to(window, form.terms.trade)
    hands.type("Boulanger")
    hands.click(form.terms.purpose.buttons["discover"])
    # Without a window manager nothing gives the keys back to the window once a list is closed.
    window.shell.activateWindow()
    window.until(window.shell.isActiveWindow)
    tab_to(window, form.terms.uses)
    hands.press("Space", said="Espace")
    hands.press("Ctrl+Return", said="Ctrl+Entrée")
    paper = space.paper
    window.shows(paper)
    window.until(lambda: paper.side.form is not None and paper.view is not None)
    objectives, tasks = (paper.side.form.parts[key] for key in ("objectives", "tasks"))
    window.until(lambda: objectives.isAncestorOf(QApplication.focusWidget()))
    hands.type("Voir si le metier lui plait")
    tab_to(window, tasks)
    hands.type("Petrir, faconner, servir")
    window.until(lambda: not paper.side.notice.isVisible())
    counted("Immersion dans une entreprise connue, convention prête à signer", 6)
    hands.press("Ctrl+Return", said="Ctrl+Entrée")
    for number in range(3):  # the person, the company, the coach; the prescriber signs later
        window.until(lambda: _ready(window))
        pad = window.shell.pad
        draw_by_mouse(pad.surface, hand(pad.surface, seed=3.5 + number))
        asked = pad.signing.recognition.choices
        if asked.isVisible():  # someone who signs for the first time
            hands.click(next(iter(asked.buttons.values())))
        hands.click(pad.signing.validate)
        window.until(lambda: window.shell.pad and window.shell.pad.thanks.isVisible())
        window.shell.pad.thanks.left.setValue(0)
    window.until(lambda: window.shell.pad is None)
    _, made = immersion_of(window, WORKED_WITH)
    signed = window.read(
        lambda link: link.execute(
            select(Document.state, Document.signers).where(Document.subject_id == made.id)
        ).all()
    )
    assert [state.value for state, _ in signed] == ["open"], "the prescriber is waited for"
    assert made.rome is None or made.rome.startswith("D")


@pytest.mark.parametrize(
    ("kind", "cause", "act"),
    [
        ("ended_early", "transport", "Immersion terminée plus tôt"),
        ("not_done", "company", "Immersion qui n’a pas eu lieu"),
    ],
)
def test_what_became_of_an_immersion(window, counted, kind, cause, act):
    plan_immersion(window.desk, window.person(WORKED_WITH).prescription_id, TERMS)
    page = show_page(window, WORKED_WITH)
    window.hands.click(page.outcome.kinds.buttons[kind])
    window.hands.click(page.outcome.cause.buttons[cause])
    window.hands.press("Ctrl+Return", said="Ctrl+Entrée")
    window.until(lambda: immersion_of(window, WORKED_WITH)[1].outcome is not None)
    _, made = immersion_of(window, WORKED_WITH)
    assert (made.outcome, made.cause) == (ImmersionOutcome(kind), cause)
    assert made.ended_on == (TODAY if kind == "ended_early" else None)
    window.until(page.outcome.told.isVisible)
    counted(act, 3)


def test_an_accident_is_at_hand_from_anywhere(window, counted):
    plan_immersion(window.desk, window.person(WORKED_WITH).prescription_id, TERMS)
    window.hands.count("", 1)
    window.hands.press("Ctrl+K")
    window.until(window.space.finding.view.isVisible)
    window.hands.type("accid")
    window.hands.press("Return", said="Entrée")
    page = window.space.page_of(Screen.ACCIDENT)
    window.shows(page)
    window.until(lambda: "Fabien" in page.subtitle.text())
    counted("Accident pendant une immersion, de n’importe quel écran", 2)


def _ready(window):
    """The pad shows the next one."""
    pad = window.shell.pad
    return pad is not None and pad.pages.currentWidget() is pad.signing and not pad.signing.drawn
