"""How many gestures each act of the day takes, counted on the real window by real events.

The table is printed after the tests, and ``docs/gestures.md`` holds the same lines.
"""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtWidgets import QPushButton
from sqlalchemy import select

from coachdesk.domain.attendance import Mode, Presence, Slot
from coachdesk.models import Closing, EngagementContract, FollowUp
from coachdesk.queries.card import participant_card
from coachdesk.queries.participants import participants_table
from coachdesk.queries.workshops import workshop_people
from coachdesk.services.duplicates import known_people
from coachdesk.services.pad.attendance import attendance_asked
from coachdesk.services.targets import Screen, Target
from coachdesk.services.to_dos import things_to_do
from coachdesk.services.workshops.planning import WorkshopFacts, plan_workshop
from support.desk_window import desk_window
from support.lived import TODAY, WORKED_WITH
from support.signing_desk import CLOCK, DAY, drawn, make_group, scrawl
from support.ui import draw_by_mouse, hand


@pytest.fixture
def group_window(qtbot, tmp_path):
    """A window on the day of a workshop of twelve, whom the coach has met and had sign before."""
    made = make_group(tmp_path / "magasin", 12)
    desk = made.opened(tmp_path / "copie", CLOCK)
    action, morning = desk.actions[0], Slot(DAY, 540, 660, "Mairie", Mode.COLLECTIVE)
    first = plan_workshop(desk, action, WorkshopFacts("Accueil", morning), made.people)
    for person in desk.read(lambda link: workshop_people(link, first)):
        key = person.row.appointment_id
        attendance_asked(desk, key).commit(desk, drawn(scrawl(key.int)))
    afternoon = replace(morning, start_minute=840, end_minute=960)
    workshop = plan_workshop(desk, action, WorkshopFacts("Son CV", afternoon), made.people)
    desk.close()
    with desk_window(tmp_path / "copie", CLOCK, qtbot) as window:
        window.shell.unlock(made.recovery_key)
        window.until(lambda: window.shell.workspace is not None and window.space.today.stops)
        yield window, workshop


def open_sheet(window, name):
    """One click on her line of the day; her sheet is there once her name is."""
    window.hands.click(window.line_of(name))
    last, first = name.split()
    window.until(lambda: {last, first} <= set(window.space.appointment.title.text().split()))


def test_attended_with_the_next_one_planned(window, hands, counted):
    before = len(window.appointments("BOULANGER Fabien"))
    open_sheet(window, "BOULANGER Fabien")
    hands.press("P")
    window.until(lambda: window.appointments("BOULANGER Fabien")[0].presence is Presence.ATTENDED)
    hands.press("Ctrl+Return", said="Ctrl+Entrée")
    window.until(lambda: len(window.appointments("BOULANGER Fabien")) == before + 1)
    following = window.appointments("BOULANGER Fabien")[0]
    assert ((following.held_on - TODAY).days, following.presence) == (7, Presence.PLANNED)
    counted("Présence notée, le rendez-vous suivant planifié", 3)


def test_unjustified_absence_with_its_notice_ready(window, hands, counted):
    open_sheet(window, "MARCHAND Lucie")
    hands.press("I")
    window.until(lambda: window.appointments("MARCHAND Lucie")[0].presence is Presence.UNEXCUSED)
    notice = window.space.appointment.form.notice
    window.until(notice.isVisible)
    counted("Absence injustifiée, son avis prêt", 2)


def test_a_new_prescription_with_its_first_rendez_vous(window, hands, counted):
    window.types_her_facts()
    hands.press("Ctrl+Return", said="Ctrl+Entrée")
    window.until(lambda: any(who.last_name == "Thibaut" for who in window.read(known_people)))
    (first,) = window.appointments("Thibaut Maelle")
    assert 0 <= (first.held_on - TODAY).days <= 7
    counted("Nouvelle prescription, premier rendez-vous planifié", 3)


def test_a_contract_from_a_finished_diagnostic(window, hands, counted):
    dossier = window.person("BOUTILLIER Franck").prescription_id
    window.space.go(Target(Screen.DIAGNOSTIC, dossier))
    diagnostic = window.space.page_of(Screen.DIAGNOSTIC)
    window.until(lambda: diagnostic.isVisible() and diagnostic.mobility.toPlainText())
    hands.press("Ctrl+Return", said="Ctrl+Entrée")
    decision = window.space.page_of(Screen.DECISION)
    window.shows(decision)
    window.until(lambda: decision.head is not None)
    hands.click(window.button("Intégré", decision))
    hands.press("Ctrl+Return", said="Ctrl+Entrée")
    contract = window.space.page_of(Screen.CONTRACT)
    window.shows(contract)
    window.until(lambda: contract.head is not None and contract.act.isEnabled())
    before = _contracts(window)
    hands.press("Ctrl+Return", said="Ctrl+Entrée")
    window.until(lambda: _contracts(window) == before + 1)
    counted("Contrat préparé depuis un diagnostic fini", 4)


def test_a_contract_signed_by_two_and_its_copy_given(window, hands, counted):
    dossier = window.person(WORKED_WITH).prescription_id
    space = window.space
    for screen, page in ((Screen.CARD, space.card), (Screen.CONTRACT, space.contract)):
        space.go(Target(screen, dossier))
        window.shows(page)
    terms = space.contract
    window.until(lambda: terms.head is not None and terms.act.isEnabled())
    terms.plan.setPlainText("Passer le permis")
    terms.hours.setValue(15)
    terms.act.click()
    paper = space.paper
    window.shows(paper)
    window.until(lambda: paper.act.isVisible() and paper.pages.pages)
    hands.count("", 1)
    hands.press("Ctrl+Return", said="Ctrl+Entrée")
    for number in range(2):
        window.until(lambda: _ready(window))
        draws(window, seed=4.5 + number)
        window.until(lambda: window.shell.pad and window.shell.pad.thanks.isVisible())
        window.shell.pad.thanks.left.setValue(0)  # the moment of the code has passed
        window.until(lambda at=number: at or _ready(window))
    window.until(lambda: window.shell.pad is None and paper.side.copy.first().hasFocus())
    hands.press("Return", said="Entrée")
    window.shows(space.card)
    counted("Contrat préparé signé par deux, copie remise", 4)


def test_someone_phones_to_move(window, hands, counted):
    open_sheet(window, "WATTEBLED Lucie")  # another one's
    hands.count("", 1)
    before = window.appointments("DEMAILLY Thierry")[0]
    hands.press("Ctrl+D")
    moving = window.space.page_of(Screen.MOVE)
    window.shows(moving)
    hands.type("demail")
    window.until(lambda: moving.offers.isVisible() and "DEMAILLY" in moving.who.text())
    hands.press("Return", said="Entrée")
    hands.press("Return", said="Entrée")
    window.until(lambda: window.appointments("DEMAILLY Thierry")[0].held_on != before.held_on)
    assert window.appointments("DEMAILLY Thierry")[0].id == before.id
    counted("Quelqu’un téléphone pour déplacer", 3)


def test_someone_comes_without_a_rendez_vous(window, hands, counted):
    hands.press("Ctrl+R")
    walk_in = window.space.page_of(Screen.WALK_IN)
    window.shows(walk_in)
    hands.type("kaci")
    window.until(lambda: "KACI" in walk_in.who.text())
    hands.press("Return", said="Entrée")
    window.until(lambda: window.appointments("KACI Nadia"))
    (held,) = window.appointments("KACI Nadia")
    assert (held.held_on, held.presence) == (TODAY, Presence.ATTENDED)
    counted("Passage sans rendez-vous", 3)


def test_anyone_is_found_from_any_page(window, hands, counted):
    open_sheet(window, "WATTEBLED Lucie")
    hands.count("", 1)
    hands.press("Ctrl+K")
    window.until(window.space.finding.view.isVisible)
    hands.type("henocque")
    hands.press("Return", said="Entrée")
    window.shows(window.space.card)
    window.until(lambda: "HÉNOCQUE" in window.space.card.title.text())
    counted("N’importe qui trouvé, depuis n’importe quel écran", 2)


def test_a_month_without_gaps_is_closed(window, hands, counted):
    month = window.space.month
    window.space.go(Target(Screen.MONTH, day=date(2023, 5, 1)))
    window.until(lambda: month.isVisible() and month.close_button.isEnabled())
    hands.click(month.close_button)
    window.until(month.closing.isVisible)
    hands.click(month.closing.act)
    window.until(lambda: window.shell.pad)
    draws(window, seed=1.5)
    window.until(lambda: window.read(lambda link: link.execute(select(Closing.month)).all()))
    window.until(lambda: window.shell.pad is None and month.export.isEnabled())
    counted("Mois sans manque signé et clôturé", 3)


def test_a_reminder_is_ready_for_the_phone_and_noted(window, hands, counted):
    line = window.line_of("MARCHAND Lucie")
    icon = next(
        item
        for item in line.parentWidget().findChildren(QPushButton)
        if item.accessibleName() == "Sur le téléphone, MARCHAND Lucie"
    )
    hands.click(icon)
    page = window.space.phone
    window.shows(page)
    window.until(lambda: page.qr.code.isVisible() and page.sent.isEnabled())
    hands.press("Ctrl+Return", said="Ctrl+Entrée")
    window.until(lambda: window.appointments("MARCHAND Lucie")[0].contact_attempts)
    counted("Rappel par SMS prêt à viser, puis noté", 3)


def test_a_workshop_is_planned_for_a_filter_of_people(window, hands, counted):
    space = window.space
    hands.press("Ctrl+2")
    window.shows(space.participants)
    window.until(space.participants.table.rows.rowCount)
    hands.type("mdsi poix")
    window.until(lambda: 0 < len(space.participants.together()) < 40)
    hands.press("Ctrl+T")
    page = space.workshop
    window.shows(page)
    window.until(lambda: page.planning.people.ticked() and page.planning.form.title.hasFocus())
    people = len(page.planning.people.ticked())
    hands.type("Oser appeler")
    window.until(page.act.isEnabled)
    hands.press("Ctrl+Return", said="Ctrl+Entrée")
    window.until(lambda: len(page.one.people.lines) == people)
    assert people > 1
    counted("Atelier planifié pour un filtre de personnes", 4)


def test_a_workshop_of_twelve_signs_in_one_sitting(group_window, counted_by):
    window, workshop = group_window
    hands, page = window.hands, window.space.workshop
    window.space.go(Target(Screen.WORKSHOP, subject_id=workshop))
    window.until(lambda: page.act.isVisible() and len(page.one.people.lines) == 12)
    hands.count("", 1)
    hands.click(page.act)
    for number in range(12):
        window.until(lambda: window.shell.pad and not window.shell.pad.signing.drawn)
        draws(window, seed=2.5 + number)
        window.until(lambda done=number + 1: _signed(window, workshop) == done)
        window.shell.pad.thanks.left.setValue(0)  # the moment of the code has passed
        if number < 11:
            window.until(lambda: _ready(window))
    window.until(lambda: window.shell.pad is None)
    window.until(lambda: page.one.progress.text().startswith("12"))
    counted_by(hands, "Atelier de douze personnes signé en une fois", 14)


def test_someone_finds_a_job_and_leaves(window, hands, counted):
    dossier = window.person("LEGRAND Sébastien").prescription_id
    card, page = window.space.card, window.space.exit
    window.space.go(Target(Screen.CARD, dossier))
    window.until(lambda: card.acts[Screen.EXIT].isVisible() and "LEGRAND" in card.title.text())
    hands.click(card.acts[Screen.EXIT])
    window.shows(page)
    window.until(lambda: page.head is not None)
    hands.click(page.leaving.kind.buttons["employment"])
    hands.click(page.leaving.details["employment"].buttons["permanent"])
    hands.press("Ctrl+Return", said="Ctrl+Entrée")
    window.until(lambda: window.read(lambda link: participant_card(link, dossier)).exit)
    window.shows(card)
    counted("Sortie vers un emploi, de la fiche à l’enregistrement", 4)


def test_a_follow_up_that_is_due(window, hands, counted):
    action = window.desk.actions[0]
    due = next(
        thing
        for thing in window.read(lambda link: things_to_do(link, action.id, action.profile, TODAY))
        if thing.rule == "suivi"
    )
    card, page = window.space.card, window.space.follow_up
    window.space.go(Target(Screen.CARD, due.prescription_id))
    window.until(lambda: card.isVisible() and card.head.act.text().startswith("Suivi à"))
    hands.press("Ctrl+Return", said="Ctrl+Entrée")
    window.shows(page)
    window.until(lambda: page.head is not None and page.stones.shown())
    hands.click(page.outcome.buttons["employed"])
    hands.press("Ctrl+Return", said="Ctrl+Entrée")
    window.until(lambda: window.read(lambda link: link.execute(select(FollowUp.id)).all()))
    window.shows(card)
    counted("Suivi après la sortie, de ce qui est à faire à l’enregistrement", 3)


def test_someone_who_left_comes_again(window, hands, counted):
    left = next(
        row
        for row in window.read(lambda link: participants_table(link, window.desk.actions[0].id))
        if row.left_on and row.exit_kind == "move"
    )
    card, page = window.space.card, window.space.reentry
    window.space.go(Target(Screen.CARD, left.prescription_id))
    window.until(
        lambda: card.sections.exit.again.isVisible() and left.number in card.subtitle.text()
    )
    hands.click(card.sections.exit.again)
    window.shows(page)
    window.until(lambda: page.head is not None and page.number.text())
    number = page.number.text()
    hands.press("Ctrl+Return", said="Ctrl+Entrée")
    window.until(lambda: number in card.subtitle.text())
    counted("Nouveau parcours de quelqu’un qui revient", 2)


@pytest.fixture
def agenda(window, hands):
    """The agenda on screen, its week read."""
    window.space.go(Target(Screen.AGENDA))
    page = window.space.agenda
    window.until(lambda: page.isVisible() and page.board.plan.blocks)
    page.board.setFocus()
    return page


def test_someone_placed_on_a_free_hour_of_the_agenda(window, hands, counted, agenda):
    board = agenda.board
    free = next(free for free in board.plan.frees if board.plan.lanes[free.lane].held_on > TODAY)
    hands.click(board.viewport(), board.point_of(free.lane, free.start), said="une heure libre")
    window.until(agenda.side.new.finder.table.model().rowCount)
    hands.type("boulanger f")
    before = len(window.appointments("BOULANGER Fabien"))
    hands.press("Return", said="Entrée")
    window.until(lambda: len(window.appointments("BOULANGER Fabien")) == before + 1)
    counted("Quelqu’un placé sur une heure libre de l’agenda", 3)


def test_a_rendez_vous_of_the_agenda_moved_by_hand(window, hands, counted, agenda):
    board = agenda.board
    block = next(
        block for block in board.plan.blocks
        if block.entry.presence is Presence.PLANNED and block.entry.held_on >= TODAY
    )  # fmt: skip
    start = board.entry_rect(block.entry).center().toPoint()
    end = board.point_of(block.lane, 17 * 60)
    hands.drag(board.viewport(), start, end, said="un rendez-vous")
    window.until(lambda: "déplacé au" in window.shell.said)
    counted("Rendez-vous déplacé dans l’agenda", 1)


def test_the_next_free_slot_of_someone(window, hands, counted, agenda):
    hands.press("C")
    window.until(agenda.side.offers.finder.table.model().rowCount)
    hands.type("boulanger f")
    hands.press("Return", said="Entrée")
    window.until(lambda: agenda.side.offers.slots)
    before = len(window.appointments("BOULANGER Fabien"))
    hands.press("Return", said="Entrée")
    window.until(lambda: len(window.appointments("BOULANGER Fabien")) == before + 1)
    counted("Prochain créneau libre trouvé et pris", 3)


def draws(window, seed):
    """A signature on the pad, then the one gesture that keeps it."""
    pad = window.shell.pad
    draw_by_mouse(pad.surface, hand(pad.surface, seed=seed))
    window.hands.click(pad.signing.validate)


def _ready(window):
    """The pad shows the next one."""
    pad = window.shell.pad
    return pad is not None and pad.pages.currentWidget() is pad.signing and not pad.signing.drawn


def _signed(window, workshop):
    people = window.read(lambda link: workshop_people(link, workshop))
    return sum(person.row.proof is not None for person in people)


def _contracts(window):
    return len(window.read(lambda link: link.execute(select(EngagementContract.id)).all()))
