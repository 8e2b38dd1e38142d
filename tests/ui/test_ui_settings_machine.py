"""Réglages of this machine, in the real window: its look, its pad, its copies, its keys."""

import pypdfium2
from PySide6.QtCore import QPoint

from coachdesk.core.resources import resource
from coachdesk.system.settings import load_settings
from coachdesk.ui.screens.first_run.view import FirstRunScreen
from coachdesk.ui.screens.pad.signing_page import SigningPage
from coachdesk.ui.screens.unlock.view import UnlockScreen
from support.settings_hands import idle, opened, reopened
from support.ui import draw_by_mouse, hand

SHIPPED = resource("actions", "coaching-emploi.toml").read_text("utf-8")


def test_the_look_acts_at_once_and_is_kept(window):
    section = opened(window, "appearance/theme")
    section.theme.buttons["dark"].setFocus()
    window.hands.press("Space")
    assert window.shell._appearance.dark
    idle(window)
    assert load_settings().appearance == "dark"
    section.theme.buttons["dark"].click()
    assert section.theme.key() == "dark", "one is always chosen"
    section = reopened(window, section.sizes.buttons["150"].click, "appearance")
    assert load_settings().text_percent == 150
    assert section.sizes.key() == "150"


def test_a_pad_to_try_and_the_hand_that_signs(window):
    section = opened(window, "drawing")
    draw_by_mouse(section.trial.surface, hand(section.trial.surface))
    assert "Souris" in section.trial.seen.text()
    section.trial.again.click()
    assert section.trial.surface.blank
    section.hand.buttons["left"].click()
    idle(window)
    assert load_settings().pad_left_handed
    left = pad_sides(window)
    section = opened(window, "drawing/hand")
    section.hand.buttons["right"].click()
    idle(window)
    assert not load_settings().pad_left_handed
    right = pad_sides(window)
    assert left[0] < left[1], "what validates, then what clears"
    assert right[0] > right[1]


def pad_sides(window):
    """Where « Valider » and « Effacer » stand on the pad, from the left."""
    page = SigningPage(window.space.context.runner, window.desk.clock)
    page.resize(1200, 700)
    page.show()
    origin = QPoint(0, 0)
    sides = (page.validate.mapTo(page, origin).x(), page.again.mapTo(page, origin).x())
    page.close()
    page.deleteLater()
    return sides


def test_a_copy_is_made_from_here_and_the_folder_of_scans_chosen(window, choose, tmp_path):
    section = opened(window, "backup/copy")
    assert "Aucune copie" in section.last.text()
    choose(tmp_path / "key")
    section.copy.click()
    window.until(lambda: not section.copying.progress.busy and "Sauvegarde" in window.shell.said)
    assert any((tmp_path / "key").iterdir())
    (tmp_path / "scans").mkdir()
    choose(tmp_path / "scans")
    section.choose_scans.click()
    window.until(lambda: str(tmp_path / "scans") in section.scans.text())
    assert load_settings().scan_folder == str(tmp_path / "scans")
    section.forget_scans.click()
    window.until(lambda: load_settings().scan_folder == "")


def test_another_recovery_key_is_made_typed_again_and_the_old_one_opens_no_more(
    window, recovery_key, monkeypatch
):
    section = opened(window, "security/key")
    assert "15\u00a0janvier\u00a02024" in section.key.text()
    monkeypatch.setattr(window.shell._messages, "ask", lambda _question, yes: yes(""))
    section.renew.click()
    window.until(lambda: isinstance(window.shell.pages.currentWidget(), FirstRunScreen))
    screen = window.shell.pages.currentWidget()
    key = screen.recovery._key
    assert key
    assert key != recovery_key
    assert screen.key_at_risk
    screen.next.click()
    screen.recovery.line.setText(key)
    screen.next.click()
    window.until(lambda: window.shell.workspace)
    window.shows(window.space.settings)
    idle(window)
    assert "relue sur papier" in window.space.settings.section.key.text()
    window.shell.lock()
    window.until(lambda: isinstance(window.shell.pages.currentWidget(), UnlockScreen))
    window.shell.unlock(recovery_key)
    window.until(window.shell.pages.currentWidget().answer.isVisible)
    window.shell.unlock(key)
    window.until(lambda: window.shell.workspace)


def test_the_card_of_trust_is_a_pdf_with_the_fingerprint(window, choose, tmp_path):
    section = opened(window, "security/certificate")
    choose(tmp_path / "carte.pdf")
    section.save.click()
    window.until((tmp_path / "carte.pdf").exists)
    document = pypdfium2.PdfDocument((tmp_path / "carte.pdf").read_bytes())
    text = document[0].get_textpage().get_text_bounded()
    groups = section.digits.text().split()
    assert len(groups) == 16
    assert all(group in text for group in groups)
    assert len(document) == 1


def test_locking_from_here_locks(window):
    section = opened(window, "security")
    section.lock.click()
    window.until(lambda: isinstance(window.shell.pages.currentWidget(), UnlockScreen))
