"""A closed month rectified at its page: asked why, listed, given up, closed again."""

from datetime import date

import pytest

from coachdesk.core.errors import MonthClosedError
from coachdesk.domain.attendance import Mode, Presence, Slot
from coachdesk.services.appointments import plan_appointment
from coachdesk.services.attendance import record_presence
from coachdesk.services.closing.use_case import close_month
from coachdesk.services.drafts import save_draft, waiting_drafts
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.widgets.banner import Banner
from coachdesk.ui.window_messages import WindowMessages

MAY = date(2023, 5, 1)
WHY = "Un appel manquait"


@pytest.fixture
def closed(desk, action):
    """May, closed before the page is shown."""
    return close_month(desk, action, MAY)


@pytest.fixture
def page(closed, show_may, made):
    return show_may(made[0])


def rectify(page, reason=WHY):
    page.rectify.click()
    page.correcting.reason.setText(reason)
    page.correcting.act.click()


def call(desk, participants):
    """A call of May, excused: nothing is left to sign."""
    followed = next(row for row in participants if row.number == "23-058")
    slot = Slot(date(2023, 5, 30), 600, 630, None, Mode.PHONE)
    held = plan_appointment(desk, followed.prescription_id, slot)
    record_presence(desk, held, Presence.EXCUSED)


def lines(table):
    return [(line.of, line.text) for line in table.visible_rows()]


def test_it_opens_for_a_reason_that_is_kept_as_it_is_typed(page, trail):
    assert page.rectify.isEnabled()
    assert page.close_button.isHidden()
    page.rectify.click()
    assert not page.correcting.isHidden()
    assert not page.correcting.act.isEnabled(), "a reason is asked"
    assert "rectification:2023-05" in trail.drafts.kept
    page.correcting.reason.setText(WHY)
    page.correcting.leave()
    assert "Clôturé le" in page.state.text(), "nothing was opened"
    rectify(page)
    assert page.state.text() == f"Rectification ouverte\u00a0: {WHY}"
    assert page.close_button.text() == "Clôturer le rectificatif n°\u00a01…"
    assert page.rectify.isHidden()
    assert page.export.isEnabled(), "what left can be handed over again meanwhile"
    assert "se modifie de nouveau" in trail.messages.informed[-1]


def test_a_reason_typed_and_left_is_told_in_the_day_and_leads_back_to_its_month(
    page, trail, desk, action
):
    page.rectify.click()
    for key in trail.drafts.kept:
        save_draft(desk, key, {"reason": WHY})
    (kept,) = desk.read(waiting_drafts)
    assert kept.words == "rectification de mai\u00a02023"
    assert kept.target == Target(Screen.MONTH, day=MAY)


def test_a_long_reason_is_cut_in_the_chip_and_whole_over_what_changes(page):
    long = "Deux absences de la semaine du quinze étaient excusées par un certificat"
    rectify(page, long)
    assert page.state.text().endswith("…")
    assert len(page.state.text()) < 60
    assert page.content.changes.reason.text() == f"Motif\u00a0: {long}"


def test_what_changed_is_listed_beside_what_is_missing(page, desk, participants):
    rectify(page)
    changes = page.content.changes
    assert not changes.nothing.isHidden()
    assert page.give_up.isEnabled()
    call(desk, participants)
    page.refresh()
    assert changes.title.text().startswith("Ce qui change\u00a0: 2\u00a0cellules, 1\u00a0feuille")
    said = lines(changes.table)
    assert ("Tableau", "Suivi, 23-058, Rendez-vous excusés\u00a0: 1 au lieu de 0") in said
    added = "Feuille 23-058, rendez-vous du 30/05\u00a0: ajouté (Absence justifiée)"
    assert ("Feuille", added) in said
    assert any(of == "Chiffre" and text.startswith("Rendez-vous") for of, text in said)
    assert not page.give_up.isEnabled()
    assert "clôturez le rectificatif" in page.give_up.toolTip()


def test_while_nothing_changed_it_is_said_right_under_the_heading(qtbot, page):
    page.resize(1120, 700)
    with qtbot.waitExposed(page):
        page.show()
    rectify(page)
    changes = page.content.changes
    qtbot.waitUntil(lambda: 0 < changes.nothing.y() < changes.height() / 2)
    qtbot.waitUntil(lambda: changes.title.y() == 0)
    qtbot.waitUntil(lambda: changes.title.height() < 2 * changes.title.sizeHint().height())


def test_giving_up_closes_it_as_it_was(page, trail):
    rectify(page)
    page.give_up.click()
    assert page.state.text().endswith("version\u00a01")
    assert page.rectify.isEnabled()
    assert "comme il l’était" in trail.messages.informed[-1]


def test_its_versions_are_listed_with_their_envois(page, desk, participants, closed):
    rectify(page)
    call(desk, participants)
    page.refresh()
    page.close_button.click()
    assert page.closing.title.text().startswith("Clôturer le rectificatif n°\u00a01 de mai")
    assert page.closing.act.text() == "Signer et clôturer le rectificatif n°\u00a01"
    page.closing.attest.click()
    assert page.state.text().endswith("rectificatif n°\u00a01")
    said = lines(page.content.versions.table)
    heads = [(of, text) for of, text in said if of]
    assert [of for of, _ in heads] == ["Rectificatif n°\u00a01", "Version\u00a01"]
    assert heads[0][1].endswith(f"Motif\u00a0: {WHY}")
    assert heads[1][1].endswith(closed.filename)
    assert ("", "Suivi, 23-058, Rendez-vous excusés\u00a0: 1 au lieu de 0") in said


def test_an_earlier_month_that_is_open_asks_for_one_gesture_more(page, desk, participants):
    rectify(page)
    page.show_month(date(2023, 6, 1))
    page.close_button.click()
    assert page.closing.earlier.isHidden(), "brought in from before, and not changed since"
    page.closing.leave()
    page.show_month(MAY)
    call(desk, participants)
    page.show_month(date(2023, 6, 1))
    page.close_button.click()
    assert (
        page.closing.earlier.text() == "Un mois plus ancien est encore ouvert\u00a0: mai\u00a02023."
    )
    assert not page.closing.act.isEnabled()
    page.closing.all_the_same.click()
    assert page.closing.act.isEnabled()
    page.closing.attest.click()
    assert "Clôturé" in page.state.text()


def test_a_refusal_of_a_closed_month_leads_to_its_page(qtbot):
    banner = Banner()
    qtbot.addWidget(banner)
    messages = WindowMessages(banner)
    messages.refuse(MonthClosedError("Clôturé.", "Ouvrez une rectification.", MAY))
    assert banner.lead.text() == "Ouvrir mai\u00a02023"
    with qtbot.waitSignal(banner.led) as led:
        banner.lead.click()
    assert led.args == [Target(Screen.MONTH, day=MAY)]
    messages.inform("Fait.")
    assert banner.lead.isHidden()
