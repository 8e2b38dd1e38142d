"""« Envois » in the window: what waits leaves for real servers, and is told as it stands."""

import json
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from coachdesk.domain.deliveries import DeliveryState
from coachdesk.queries.outbox import history, outbox
from coachdesk.services.outbox.words import Deed
from coachdesk.services.standing import standing
from coachdesk.services.targets import Screen, Target
from coachdesk.services.to_dos import things_to_do
from coachdesk.ui.screens.outbox.receipt import ReceiptDialog
from coachdesk.ui.screens.outbox.view import OutboxScreen
from coachdesk.ui.widgets.fields import show_day
from support.outbox_desk import COUNTY, every_state, put

STATES = DeliveryState


@pytest.fixture
def screen(qtbot, made):
    page = OutboxScreen(made[0])
    qtbot.addWidget(page)
    page.resize(1150, 700)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.show_target(Target(Screen.OUTBOX))
    return page


@pytest.fixture
def full(desk, county, screen):
    """The page with a delivery in every state, and their ids."""
    ids = every_state(desk, county)
    screen.refresh()
    return screen, ids


def state_of(desk, key):
    return next(line for line in desk.read(outbox) if line.id == key).state


def come_to(page, key):
    page.show_target(Target(Screen.OUTBOX, subject_id=key))
    assert page.chosen.line.id == key


def deeds(page):
    return {deed for deed, made in page.chosen.buttons.items() if not made.isHidden()}


def told(page):
    return page.chosen.state.text().replace("\u00a0", " ")


def test_the_empty_page_leads_to_what_is_to_be_set(screen, trail):
    assert screen.empty.isVisible()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert trail.gone == [Target(Screen.SETTINGS, section="recipients")]


def test_ctrl_enter_sends_all_that_waits_to_the_server(screen, desk, county, inbox):
    one, two = (put(desk, county, f"Mois {n}", data=bytes([n]) * 300_000) for n in (1, 2))
    screen.refresh()
    assert screen.send.text() == "Envoyer maintenant (2)"
    QTest.keyClick(screen.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert {state_of(desk, one), state_of(desk, two)} == {STATES.HANDED_OVER}
    assert sorted(path.name for path in inbox.iterdir()) == ["mois-1.zip.p7m", "mois-2.zip.p7m"]
    assert (inbox / "mois-2.zip.p7m").read_bytes() == b"\2" * 300_000


def test_what_was_handed_over_is_never_called_received(full, desk):
    page, ids = full
    come_to(page, ids[STATES.HANDED_OVER])
    assert told(page).startswith("Remis le 15/01/2024, sans accusé")
    assert "reçu le" not in told(page).lower()
    come_to(page, ids[STATES.CONFIRMED])
    assert told(page).startswith("Reçu")


@pytest.mark.parametrize(
    ("state", "words", "allowed"),
    [
        (STATES.QUEUED, "En attente", {Deed.SEND, Deed.HAND_OVER, Deed.WITHDRAW}),
        (STATES.HANDED_OVER, "Remis le", {Deed.RECEIPT, Deed.AGAIN, Deed.HAND_OVER}),
        (STATES.CONFIRMED, "Reçu", {Deed.AGAIN, Deed.HAND_OVER}),
        (STATES.FAILED, "Échec", {Deed.SEND, Deed.HAND_OVER, Deed.WITHDRAW}),
        (
            STATES.CONFLICT,
            "Conflit",
            {Deed.ARRIVED, Deed.NOT_ARRIVED, Deed.HAND_OVER, Deed.WITHDRAW},
        ),
        (
            STATES.TO_CHECK,
            "À vérifier",
            {Deed.ARRIVED, Deed.NOT_ARRIVED, Deed.RECEIPT, Deed.HAND_OVER, Deed.WITHDRAW},
        ),
        (STATES.WITHDRAWN, "Retiré", {Deed.AGAIN}),
        ("repair", "Échec", {Deed.REPAIR, Deed.SEND, Deed.HAND_OVER, Deed.WITHDRAW}),
    ],
)
def test_each_state_is_told_with_what_may_be_done(full, state, words, allowed):
    page, ids = full
    come_to(page, ids[state])
    assert told(page).startswith(words)
    assert deeds(page) == allowed


def test_a_failure_says_why_and_when_it_is_tried_again(full):
    page, ids = full
    come_to(page, ids[STATES.FAILED])
    at = page.chosen.line.next_try.astimezone()
    assert told(page).endswith(f"ne répond pas. Prochain essai à {at:%H h %M}.")
    come_to(page, ids["repair"])
    assert "refuse le mot de passe. À réparer" in told(page)


def test_the_whole_history_is_shown_the_latest_first(full, desk):
    page, ids = full
    come_to(page, ids[STATES.CONFIRMED])
    lines = page.chosen.history.text().splitlines()
    assert len(lines) == len(desk.read(lambda link: history(link, ids[STATES.CONFIRMED])))
    assert lines[0].endswith("reçu par Service insertion")
    assert lines[-1].endswith("En attente")


def test_the_filters_keep_what_waits_for_her_for_a_connection_or_left(full):
    page, ids = full
    kept = {}
    for key in ("to_do", "waiting", "gone", "all"):
        page.filters.buttons[key].click()
        kept[key] = {line.id for line in page.table.visible_rows()}
    assert kept["to_do"] == {ids[STATES.CONFLICT], ids[STATES.TO_CHECK], ids["repair"]}
    assert kept["waiting"] == {ids[STATES.QUEUED], ids[STATES.FAILED]}
    assert kept["gone"] == {ids[STATES.HANDED_OVER], ids[STATES.CONFIRMED]}
    assert kept["all"] == set(ids.values())
    assert page.filters.buttons["to_do"].text() == "À faire (3)"


@pytest.mark.parametrize(
    ("deed", "state", "becomes"),
    [
        (Deed.ARRIVED, STATES.TO_CHECK, STATES.HANDED_OVER),
        (Deed.NOT_ARRIVED, STATES.TO_CHECK, STATES.QUEUED),
        (Deed.ARRIVED, STATES.CONFLICT, STATES.HANDED_OVER),
        (Deed.RECEIPT, STATES.HANDED_OVER, STATES.CONFIRMED),
        (Deed.WITHDRAW, STATES.QUEUED, STATES.WITHDRAWN),
        (Deed.AGAIN, STATES.CONFIRMED, STATES.HANDED_OVER),  # sent again at once
    ],
)
def test_a_deed_does_what_it_says(full, desk, trail, inbox, deed, state, becomes):
    page, ids = full
    trail.messages.reason = "Mme Roy, par téléphone"
    come_to(page, ids[state])
    page.chosen.buttons[deed].click()
    if deed is Deed.RECEIPT:
        dialog = page.findChild(ReceiptDialog)
        dialog.who.setText(trail.messages.reason)
        dialog.act.click()
    assert state_of(desk, ids[state]) is becomes
    assert page.chosen.line.id == ids[state]
    if deed is Deed.AGAIN:
        assert [path.name for path in inbox.iterdir()] == ["mois-de-mai-2023.zip.p7m"]
    if deed is Deed.RECEIPT:
        assert "Mme Roy, par téléphone" in page.chosen.history.text()


def test_an_accuse_is_noted_with_its_day_and_its_file_and_comes_out_as_it_came(
    full, desk, trail, tmp_path, clock
):
    page, ids = full
    pdf = tmp_path / "accuse.pdf"
    pdf.write_bytes(b"%PDF-1.4 recu")
    come_to(page, ids[STATES.HANDED_OVER])
    assert page.chosen.save_receipt.isHidden()
    page.chosen.buttons[Deed.RECEIPT].click()
    dialog = page.findChild(ReceiptDialog)
    assert not dialog.act.isEnabled(), "nobody is named"
    dialog.who.setText("Mme Roy")
    show_day(dialog.day, clock.now().date() + timedelta(days=1))
    assert "pas encore venu" in dialog.said.text()
    assert not dialog.act.isEnabled()
    show_day(dialog.day, clock.now().date())
    trail.messages.path = tmp_path / "gone.pdf"
    dialog.choose.click()
    assert "gone.pdf" in dialog.refused.text()
    assert dialog.who.text() == "Mme Roy", "what was typed stays"
    trail.messages.path = pdf
    dialog.choose.click()
    assert dialog.kept.text() == "accuse.pdf"
    assert dialog.refused.isHidden()
    QTest.keyClick(dialog.who, Qt.Key.Key_Return)
    assert state_of(desk, ids[STATES.HANDED_OVER]) is STATES.CONFIRMED
    assert "accuse.pdf" in page.chosen.history.text()
    trail.messages.path = tmp_path / "sorti.pdf"
    page.chosen.save_receipt.click()
    assert trail.messages.path.read_bytes() == pdf.read_bytes()
    assert not trail.messages.refused


def test_a_key_gets_the_same_bytes(full, desk, trail, tmp_path):
    page, ids = full
    key = tmp_path / "clé"
    key.mkdir()
    trail.messages.path = key
    come_to(page, ids[STATES.FAILED])
    page.chosen.buttons[Deed.HAND_OVER].click()
    assert state_of(desk, ids[STATES.FAILED]) is STATES.HANDED_OVER
    assert [path.stat().st_size for path in key.iterdir()] == [page.chosen.line.size]
    assert not trail.messages.refused
    assert "remis en entier" in page.chosen.help.text(), "no server took it"


def test_a_failure_of_a_repair_leads_to_the_recipient(full, trail):
    page, ids = full
    come_to(page, ids["repair"])
    page.chosen.first_deed().click()
    assert trail.gone == [Target(Screen.SETTINGS, section="recipients")]


def test_only_the_one_that_is_asked_for_leaves(full, desk, inbox):
    page, ids = full
    come_to(page, ids[STATES.QUEUED])
    page.chosen.buttons[Deed.SEND].click()
    assert state_of(desk, ids[STATES.QUEUED]) is STATES.HANDED_OVER
    assert state_of(desk, ids[STATES.FAILED]) is STATES.FAILED
    assert len(list(inbox.iterdir())) == 1


def test_a_receipt_beside_the_file_makes_it_received_at_the_next_connection(
    screen, made, desk, county, inbox
):
    key = put(desk, county, "Mois de mai 2023")
    context = made[0]
    context.sender.send()
    assert state_of(desk, key) is STATES.HANDED_OVER
    line = desk.read(outbox)[0]
    receipt = {
        "schema": "cdk-recu/1",
        "file": line.filename,
        "sha256": line.sha256,
        "received_at": "2024-01-15T10:00:00+01:00",
        "by": "Service insertion",
    }
    (inbox / f"{line.filename}.recu.json").write_text(json.dumps(receipt), "utf-8")
    context.sender.look()
    assert state_of(desk, key) is STATES.CONFIRMED
    come_to(screen, key)
    assert "Service insertion" in screen.chosen.history.text()


def test_the_foot_of_the_window_and_the_day_say_what_waits(desk, action, county):
    ids = every_state(desk, county)
    words = standing(desk, action).outbox
    assert words.connection.replace("\u00a0", " ") == "2 envois attendent une connexion"
    assert words.somebody.replace("\u00a0", " ") == "3 envois demandent votre attention"
    things = desk.read(
        lambda link: things_to_do(link, action.id, action.profile, date(2024, 1, 15))
    )
    stuck = [thing for thing in things if thing.rule == "envoi_bloque"]
    assert [thing.target for thing in stuck] == [
        Target(Screen.OUTBOX, subject_id=ids[STATES.CONFLICT])
    ]
    assert COUNTY in stuck[0].sentence


def test_the_table_is_a_sound_model(full, qtmodeltester):
    qtmodeltester.check(full[0].table.rows)
    qtmodeltester.check(full[0].table.shown)


def test_the_keyboard_alone_goes_from_the_list_to_the_deeds(full, desk):
    page, ids = full
    come_to(page, ids[STATES.TO_CHECK])
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is page.chosen.buttons[Deed.ARRIVED]
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert state_of(desk, ids[STATES.TO_CHECK]) is STATES.HANDED_OVER


def test_a_list_read_again_leaves_the_keyboard_where_it_is(full):
    """While something leaves, the list is read again at each delivery."""
    page, ids = full
    come_to(page, ids[STATES.TO_CHECK])
    page.chosen.buttons[Deed.WITHDRAW].setFocus()
    page.refresh()
    assert page.chosen.buttons[Deed.WITHDRAW].hasFocus()
    assert page.chosen.line.id == ids[STATES.TO_CHECK]


@pytest.mark.parametrize("shown", ["all", "to_do"])
def test_after_a_deed_the_keyboard_is_on_the_list_and_enter_again_does_no_other(full, desk, shown):
    page, ids = full
    page.filters.buttons[shown].click()
    key = ids[STATES.CONFLICT]
    page.table.show_lines(page.table.rows.rows(), page.table.now, key)
    page.chosen.buttons[Deed.ARRIVED].setFocus()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert page.table.hasFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert state_of(desk, key) is STATES.HANDED_OVER
    assert state_of(desk, ids[STATES.TO_CHECK]) is STATES.TO_CHECK


def test_after_a_deed_asked_about_in_a_dialog_the_keyboard_is_on_the_list_too(qtbot, full, trail):
    page, ids = full
    come_to(page, ids[STATES.QUEUED])
    page.chosen.buttons[Deed.WITHDRAW].setFocus()
    dialog = QLineEdit()
    qtbot.addWidget(dialog)
    with qtbot.waitActive(dialog):
        dialog.show()
        dialog.activateWindow()
    trail.messages.reason = "remis en main propre"
    page.chosen.buttons[Deed.WITHDRAW].click()
    dialog.close()
    with qtbot.waitActive(page):
        page.activateWindow()
    assert QApplication.focusWidget() is page.table
