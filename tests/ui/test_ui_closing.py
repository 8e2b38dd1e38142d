"""The closing through the month page: asked, signed on the pad, the package that leaves."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from coachdesk.domain.attendance import Mode, Presence, Slot
from coachdesk.domain.profile import SecondSigner
from coachdesk.services.appointment_record import AppointmentRecord, record_appointment
from coachdesk.services.appointments import plan_appointment
from coachdesk.services.closing.use_case import close_month
from coachdesk.services.exporting import export_package
from coachdesk.sync.verification import verify_file
from coachdesk.ui.screens.month.exporting import ExportDialog
from support.desk_context import make_context, sign_handed
from support.tools import require

MAY = date(2023, 5, 1)


@pytest.fixture
def page(show_may, made):
    return show_may(made[0])


@pytest.fixture
def messages(trail):
    return trail.messages


def close(page, desk, trail):
    """The two gestures, then the coach's drawing."""
    page.close_button.click()
    page.closing.act.click()
    signed(page, desk, trail)


def signed(page, desk, trail):
    """What the pad does: she draws, and the page is read again when it gives way."""
    sign_handed(desk, trail)
    page.refresh()


def plan_gap(desk, participants):
    """A rendez-vous of May that nobody pointed."""
    followed = next(row for row in participants if row.number == "23-058")
    slot = Slot(date(2023, 5, 30), 600, 630, "Mairie", Mode.ON_SITE)
    return plan_appointment(desk, followed.prescription_id, slot)


def test_closing_and_exporting_through_the_window(page, messages, desk, action, trail, tmp_path):
    assert not page.export.isEnabled()
    page.close_button.click()
    assert page.closing.reason.isHidden(), "nothing is missing: no reason is asked"
    assert page.closing.second.isHidden(), "the profile names nobody who signs after her"
    page.closing.act.click()
    assert "Ouvert" in page.state.text(), "nothing is closed before she has drawn"
    signed(page, desk, trail)
    assert "Clôturé le 15/01/2024" in page.state.text()
    assert "Mai\u00a02023 est clôturé" in messages.informed[-1]
    assert not page.close_button.isEnabled()
    messages.path = tmp_path / "envoi"
    page.export.click()
    dialog = page.findChild(ExportDialog)
    assert "lisibles" in dialog._warning.text()
    dialog.folder.click()
    [package] = messages.path.iterdir()
    assert str(package) in messages.informed[-1]
    report = verify_file(package, signer=desk.identity.certificate.fingerprint)
    assert report.exit_code == 0
    again = export_package(desk, action, MAY, tmp_path / "encore")
    assert again.read_bytes() == package.read_bytes()


def test_a_package_can_be_encrypted_for_its_recipient(page, messages, desk, trail, tmp_path, run):
    key, certificate = tmp_path / "dep.key", tmp_path / "dep.pem"
    run(
        require("openssl"), "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1",
        "-subj", "/CN=Departement", "-keyout", key, "-out", certificate,
    )  # fmt: skip
    close(page, desk, trail)
    page.export.click()
    dialog = page.findChild(ExportDialog)
    dialog.sealed.setChecked(True)
    assert not dialog.folder.isEnabled()
    messages.path = certificate
    dialog.certificate.click()
    messages.path = tmp_path / "envoi"
    dialog.folder.click()
    [package] = messages.path.iterdir()
    assert package.suffix == ".p7m"


def test_closing_with_gaps_asks_its_reason_in_the_page(page, desk, trail, participants):
    plan_gap(desk, participants)
    page.refresh()
    assert "1\u00a0point bloquant" in page.missing.title.text()
    page.close_button.click()
    panel = page.closing
    assert "malgré ce qui manque" in panel.title.text()
    assert "23-058" in panel.blocking.text(), "what blocks is said beside the reason"
    assert not panel.act.isEnabled()
    page.close_button.setFocus()
    panel.confirm()  # as Ctrl+Enter does
    assert not panel.isHidden()
    assert panel.focusWidget() is panel.reason, "where the answer is wanted"
    panel.cancel.click()
    assert panel.isHidden()
    assert "Ouvert" in page.state.text(), "given up: the month stays open"
    page.close_button.click()
    assert trail.drafts.kept["cloture:2023-05"] == {"reason": panel.reason}
    panel.reason.setText("  personne   injoignable ")
    panel.reason.returnPressed.emit()
    signed(page, desk, trail)
    assert "Clôturé" in page.state.text()
    assert "personne injoignable" in page.subtitle.text()
    assert trail.drafts.forgotten == ["cloture:2023-05"]
    assert not trail.messages.asked, "no dialog"


def test_a_gap_mended_while_closing_is_asked_is_no_longer_said(page, desk, participants):
    held = plan_gap(desk, participants)
    page.refresh()
    page.close_button.click()
    assert not page.closing.act.isEnabled()
    record_appointment(desk, held, AppointmentRecord(presence=Presence.EXCUSED))
    page.refresh()
    assert page.closing.reason.isHidden()
    assert page.closing.act.isEnabled()
    close_month(desk, desk.action(None), MAY)
    page.refresh()
    assert page.closing.isHidden(), "closed elsewhere meanwhile"


def test_a_refusal_is_said_with_its_remedy_and_the_page_lives_on(
    page, messages, desk, action, trail
):
    close_month(desk, action, MAY)  # by the command line, say, while the page was open
    close(page, desk, trail)
    assert "déjà clôturé" in messages.refused[0].sentence
    assert "Clôturé" in page.state.text(), "the page is read again"
    assert page.export.isEnabled()


def test_the_second_signer_signs_when_she_is_there(show_may, desk):
    action = desk.action(None)
    second = SecondSigner("Anne Caron", "directrice")
    named = replace(action, profile=replace(action.profile, second_signer=second))
    context, went = make_context(desk, named)
    screen = show_may(context)
    screen.close_button.click()
    assert screen.closing.second.text() == "Anne Caron, directrice, signe aussi maintenant"
    assert not screen.closing.second.isChecked(), "usually she signs later, by hand"
    screen.closing.second.setChecked(True)
    screen.closing.act.click()
    assert [asked.request.who for asked in went.handed] == ["Claire Exemple", "Anne Caron"]
    sign_handed(desk, went)
    screen.refresh()
    assert "Clôturé" in screen.state.text()


def test_a_month_can_be_closed_without_drawing(page, messages):
    page.close_button.click()
    page.closing.attest.click()
    assert "Clôturé" in page.state.text()
    assert page.export.isEnabled()
    assert "est clôturé" in messages.informed[-1]


def test_a_pad_left_without_drawing_leaves_the_month_open(page, trail):
    page.close_button.click()
    page.closing.act.click()
    assert len(trail.handed) == 1
    page.refresh()
    assert "Ouvert" in page.state.text()
    assert page.close_button.isEnabled()


def test_after_closing_the_keyboard_is_on_what_comes_next(qtbot, page, desk, trail):
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    QTest.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert page.closing.act.hasFocus()
    QTest.keyClick(page.closing.act, Qt.Key.Key_Return)
    signed(page, desk, trail)
    assert page.export.hasFocus(), "two gestures, and on to what comes next"
