"""An absence on the sheet: what was tried to reach her, what proves it, the notice."""

import os
from datetime import date, timedelta
from io import BytesIO

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest

from coachdesk.domain.attendance import Presence
from coachdesk.queries.appointment_sheet import appointment_sheet
from coachdesk.queries.attachments import absence_proofs, attachments
from coachdesk.services.acts import undo_act
from coachdesk.services.closing.use_case import close_month
from coachdesk.services.documents.copies import to_print
from coachdesk.services.documents.letters import Wanted, read_letter
from coachdesk.services.drafts import drafts
from coachdesk.services.targets import Screen, Target
from coachdesk.system.settings import save_settings
from coachdesk.ui.screens.appointment.view import AppointmentScreen
from coachdesk.ui.workspace import Workspace
from support.desk_people import planned

DAY = date(2024, 1, 15)


@pytest.fixture
def held(desk):
    return planned(desk, DAY, 1)[0]


@pytest.fixture
def screen(qtbot, made, held, tabs):
    page = AppointmentScreen(made[0], tabs)
    qtbot.addWidget(page)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.show_target(Target(Screen.APPOINTMENT, appointment_id=held[1]))
    return page


def head(desk, held):
    return desk.read(lambda link: appointment_sheet(link, held[1])).head


def proofs(desk, held):
    return desk.read(lambda link: absence_proofs(link, held[1]))


def waiting(desk, action):
    return desk.read(lambda link: to_print(link, action))


def photo(path, shade=120):
    out = BytesIO()
    Image.new("RGB", (400, 300), (shade, 90, 60)).save(out, "JPEG")
    path.write_bytes(out.getvalue())
    return path


def dropped(screen, *paths):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    screen.sheet.dropEvent(
        QDropEvent(
            QPointF(5, 5),
            Qt.DropAction.CopyAction,
            mime,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )


def test_what_was_tried_is_chosen_with_its_hour_kept_and_printed(desk, action, screen, held):
    QTest.keyClick(screen, Qt.Key.Key_I)
    notice = screen.form.notice
    notice.attempts["Appel sans réponse"].click()
    assert head(desk, held).contact_attempts == "Appel sans réponse à 9\u00a0h\u00a010"
    notice.attempts["Message vocal laissé"].click()
    told = "Appel sans réponse à 9\u00a0h\u00a010, message vocal laissé à 9\u00a0h\u00a010"
    assert head(desk, held).contact_attempts == told
    wanted = Wanted("absence_notice", held[0].prescription_id, held[1])
    assert told in read_letter(desk, action, wanted).text
    undo_act(desk)
    assert head(desk, held).contact_attempts == "Appel sans réponse à 9\u00a0h\u00a010"


def test_what_was_tried_another_day_bears_that_day(desk, screen, held, clock):
    QTest.keyClick(screen, Qt.Key.Key_I)
    clock.advance(timedelta(days=1))
    screen.form.notice.attempts["SMS envoyé"].click()
    assert head(desk, held).contact_attempts == "SMS envoyé le 16/01 à 9\u00a0h\u00a010"


def test_what_is_typed_instead_is_kept_when_she_leaves_the_line(desk, screen, held, made, tabs):
    QTest.keyClick(screen, Qt.Key.Key_I)
    line = screen.form.notice.tried
    line.setFocus()
    line.setText("Passé chez elle avec le maire")
    screen.form.notes.edit.setFocus()
    assert head(desk, held).contact_attempts == "Passé chez elle avec le maire"
    again = AppointmentScreen(made[0], tabs)
    again.show_target(Target(Screen.APPOINTMENT, appointment_id=held[1]))
    assert again.form.notice.tried.text() == "Passé chez elle avec le maire"


def test_what_was_tried_leaves_no_draft_once_recorded(qtbot, runner, messages, desk, action, held):
    space = Workspace(runner, messages, desk, action)
    qtbot.addWidget(space)
    space.show()
    space.go(Target(Screen.APPOINTMENT, appointment_id=held[1]))
    space.appointment.form.presence.buttons[Presence.UNEXCUSED].click()
    space.appointment.form.notice.attempts["SMS envoyé"].click()
    space.context.drafts.flush()
    assert not desk.read(drafts)
    space.appointment.form.notes.edit.setPlainText("Pas fini")
    space.appointment.form.notice.attempts["SMS envoyé"].click()
    space.context.drafts.flush()
    (kept,) = desk.read(drafts)
    assert kept.fields["notes"] == "Pas fini"


def test_notice_and_reminder_are_put_to_print_by_one_click_each(desk, action, screen, held, trail):
    QTest.keyClick(screen, Qt.Key.Key_I)
    panel = screen.form.notice
    assert f"{held[0].first_name} {held[0].last_name}" in panel.reminder.ready.text()
    panel.notice.print.click()
    panel.reminder.print.click()
    assert [line.title.split("\u00a0")[0] for line in waiting(desk, action)] == [
        "Avis d’absence",
        "Relance",
    ]
    assert "À imprimer" in trail.messages.informed[-1]
    assert not panel.notice.print.isEnabled()
    undo_act(desk)
    screen.refresh()
    assert panel.reminder.print.isEnabled()
    assert not panel.notice.print.isEnabled()


def test_her_own_words_are_kept_and_stand_in_the_notice(desk, action, screen, held, made, tabs):
    QTest.keyClick(screen, Qt.Key.Key_I)
    panel = screen.form.notice
    panel.heard.setFocus()
    QTest.keyClicks(panel.heard, "plus de bus")
    panel.tried.setFocus()
    again = AppointmentScreen(made[0], tabs)
    again.show_target(Target(Screen.APPOINTMENT, appointment_id=held[1]))
    assert again.form.notice.heard.text() == "plus de bus"
    again.form.notice.notice.copy.click()
    assert "plus de bus" in QGuiApplication.clipboard().text()
    assert "pas encore été entendue" not in QGuiApplication.clipboard().text()


def test_the_reminder_is_looked_at_where_the_absence_is_noted(screen):
    QTest.keyClick(screen, Qt.Key.Key_I)
    reminder = screen.form.notice.reminder
    reminder.look.click()
    assert reminder.page.pages_seen == (1,)
    reminder.look.click()
    assert reminder.page.isHidden()


def test_the_proof_of_an_absence_is_dropped_on_the_sheet(desk, screen, held, tmp_path, trail):
    QTest.keyClick(screen, Qt.Key.Key_J)
    assert head(desk, held).absence_proof == "awaited"
    dropped(screen, photo(tmp_path / "convocation.jpg"))
    (piece,) = proofs(desk, held)
    assert (piece.kind, piece.proves_on) == ("absence_proof", DAY)
    assert head(desk, held).absence_proof == "document"
    assert screen.form.absence.proof.keys() == {"document"}
    assert "Justificatif gardé" in trail.messages.informed[-1]
    screen.form.pieces.listed.findChildren(type(screen.save))[0].click()
    assert trail.gone[-1] == Target(Screen.CARD, held[0].prescription_id, section="pieces")


def test_it_is_pasted_by_one_shortcut(desk, screen, held):
    QTest.keyClick(screen, Qt.Key.Key_J)
    image = QImage(60, 40, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    QGuiApplication.clipboard().setImage(image)
    QTest.keyClick(
        screen.form.presence.buttons[Presence.EXCUSED],
        Qt.Key.Key_V,
        Qt.KeyboardModifier.ControlModifier,
    )
    assert len(proofs(desk, held)) == 1


def test_the_last_scan_is_taken_as_the_proof(desk, screen, held, tmp_path, clock):
    scan = photo(tmp_path / "scan.jpg")
    os.utime(scan, (clock.now().timestamp(), clock.now().timestamp()))
    save_settings(scan_folder=str(tmp_path))
    try:
        QTest.keyClick(screen, Qt.Key.Key_J)
        screen.form.pieces.taker.arrivals.look()
        screen.form.pieces.taker.arrivals.take.click()
    finally:
        save_settings(scan_folder="")
    assert [piece.name for piece in proofs(desk, held)] == ["scan.jpg"]


def test_a_paper_given_at_a_rendez_vous_joins_her_pieces(desk, screen, held, tmp_path, trail):
    QTest.keyClick(screen, Qt.Key.Key_P)
    assert not screen.form.pieces.isVisible()
    cv = tmp_path / "CV de mai.txt"
    cv.write_text("CV")
    dropped(screen, cv)
    assert not proofs(desk, held)
    (piece,) = desk.read(lambda link: attachments(link, held[0].prescription_id))
    assert piece.kind == "cv"
    assert "Pièce ajoutée à la fiche" in trail.messages.informed[-1]


def test_a_proof_that_comes_after_the_closing_is_kept_and_changes_no_paper(
    desk, action, screen, held, tmp_path, clock, trail
):
    QTest.keyClick(screen, Qt.Key.Key_J)
    clock.advance(timedelta(days=30))
    close_month(desk, action, date(2024, 1, 1), force_reason="essai")
    screen.refresh()
    dropped(screen, photo(tmp_path / "convocation.jpg"))
    assert len(proofs(desk, held)) == 1
    assert head(desk, held).absence_proof == "awaited", "as its closed month says"
    assert not trail.messages.refused


def test_a_file_dropped_on_the_notes_is_no_text(screen, tmp_path):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / "cv.pdf"))])
    mime.setText("file:///cv.pdf")
    assert not screen.form.notes.edit.canInsertFromMimeData(mime)
    mime = QMimeData()
    mime.setText("bonjour")
    assert screen.form.notes.edit.canInsertFromMimeData(mime)
