"""A closed month rectified in the real window: refused, opened again, changed, signed by two."""

import shutil
from datetime import date
from pathlib import Path

from pytestqt.qtbot import QtBot
from sqlalchemy import select

from coachdesk.domain.attendance import Presence
from coachdesk.models import Appointment, Closing, Pathway
from coachdesk.services.closing.use_case import close_month
from coachdesk.services.desk import open_desk
from coachdesk.services.exporting import export_package
from coachdesk.services.targets import Screen, Target
from coachdesk.sync.verification import verify_file
from support.desk_window import DeskWindow, desk_window
from support.pad_hands import sign, thanked
from support.rectified import FIGURES, REASON
from support.whole_month import MONTH, WholeMonth, clock_of, june, whole_month


def closed_june(folder: Path) -> WholeMonth:
    made = whole_month(folder)
    desk = open_desk(made.directory, made.recovery_key, clock=clock_of(date(2023, 7, 3), 9))
    close_month(desk, desk.actions[0], date(2023, 5, 1), force_reason="essai")
    close_month(desk, desk.actions[0], MONTH)
    desk.close()
    return made


def test_from_a_refusal_to_a_rectified_version_by_two_signers(qtbot: QtBot, tmp_path: Path) -> None:
    made = closed_june(tmp_path)
    store = Path(shutil.copytree(made.directory, tmp_path / "copie"))
    with desk_window(store, clock_of(date(2023, 7, 12), 9), qtbot) as window:
        window.shell.unlock(made.recovery_key)
        window.until(lambda: window.shell.workspace is not None)
        page, sheet = window.space.month, window.space.appointment
        held = _absence(window, made)
        window.space.go(Target(Screen.APPOINTMENT, made.people[5], held))
        window.until(lambda: sheet.isVisible() and sheet.form.isVisible())
        window.until(lambda: "ouvrez une" in sheet.form.presence.why.text())
        window.space.go(Target(Screen.MONTH, day=MONTH))
        window.until(lambda: page.rectify.isVisible() and page.rectify.isEnabled())
        window.hands.click(page.rectify)
        window.until(page.correcting.isVisible)
        page.correcting.reason.setText(REASON)
        window.hands.press("Ctrl+Return")
        window.until(lambda: page.close_button.isVisible() and page.give_up.isEnabled())
        window.space.go(Target(Screen.APPOINTMENT, made.people[5], held))
        window.until(lambda: sheet.isVisible() and "ouvrez" not in sheet.form.presence.why.text())
        window.hands.press("J")
        window.until(lambda: _presence(window, held) is Presence.EXCUSED)
        window.space.go(Target(Screen.MONTH, day=MONTH))
        changes = page.content.changes
        window.until(lambda: page.isVisible() and changes.table.visible_rows())
        told = [line.text for line in changes.table.visible_rows()]
        assert f"Plus de deux absences injustifiées\u00a0: {_OFTEN}" in told
        assert not page.give_up.isEnabled()
        window.hands.press("Ctrl+Return")
        window.until(page.closing.isVisible)
        window.hands.click(page.closing.second)
        window.hands.press("Ctrl+Return")
        _signs(window, 1.0)
        _signs(window, 2.0)
        window.until(lambda: window.shell.pad is None and page.rectify.isVisible())
        assert page.state.text().endswith("rectificatif n°\u00a01")
        revisions = window.read(lambda link: link.execute(select(Closing.revision)).scalars().all())
        assert sorted(revisions) == [1, 1, 2]
        desk = window.desk
        package = export_package(desk, desk.actions[0], MONTH, tmp_path / "sortie")
        report = verify_file(package, signer=desk.identity.certificate.fingerprint)
        assert report.exit_code == 0, report.lines
        assert report.heading is not None
        assert report.heading.version == 2


_OFTEN = FIGURES["participants_avec_plus_de_deux_absences_injustifiees"]


def _absence(window: DeskWindow, made: WholeMonth):
    held = (
        select(Appointment.id)
        .join(Pathway, Pathway.id == Appointment.pathway_id)
        .where(Pathway.prescription_id == made.people[5], Appointment.held_on == june(13))
    )
    return window.read(lambda link: link.execute(held).scalar_one())


def _presence(window: DeskWindow, held) -> Presence:
    became = select(Appointment.presence).where(Appointment.id == held)
    return window.read(lambda link: link.execute(became).scalar_one())


def _signs(window: DeskWindow, seed: float) -> None:
    window.until(lambda: window.shell.pad and window.shell.pad.isVisible())
    pad = window.shell.pad
    assert pad is not None
    window.until(lambda: pad.pages.currentWidget() is pad.signing)
    sign(pad, seed=seed)
    window.until(lambda: thanked(pad))
    pad.thanks.finish.click()
