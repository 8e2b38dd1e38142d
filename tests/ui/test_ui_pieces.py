"""The pieces of a card: one gesture takes a file, whichever way it comes."""

import os
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QObject, QPointF, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest

from coachdesk.queries.attachments import attachments
from coachdesk.services.acts import undo_act
from coachdesk.services.drafts import drafts
from coachdesk.services.targets import Screen, Target
from coachdesk.system.settings import load_settings, save_settings
from coachdesk.ui.screens.card.pieces import PiecesPanel
from coachdesk.ui.workspace import Workspace
from support.desk_people import followed

CAMERA = "x-coachdesk-test-camera"


def photo(path: Path, shade=120, size=(800, 600)) -> Path:
    out = BytesIO()
    Image.new("RGB", size, (shade, 90, 60)).save(out, "JPEG")
    path.write_bytes(out.getvalue())
    return path


@pytest.fixture
def person(desk):
    return followed(desk, 1)[0]


@pytest.fixture
def scans(tmp_path):
    folder = tmp_path / "scans"
    folder.mkdir()
    save_settings(scan_folder=str(folder), camera_folder="")
    yield folder
    save_settings(scan_folder="", camera_folder="")


@pytest.fixture
def panel(qtbot, made, person, scans):
    shown = PiecesPanel(made[0], camera=f"{CAMERA}:")
    qtbot.addWidget(shown)
    with qtbot.waitActive(shown):
        shown.resize(1000, 700)
        shown.show()
        shown.activateWindow()
    shown.show_dossier(person.prescription_id)
    return shown


def kept(desk, person):
    return desk.read(lambda link: attachments(link, person.prescription_id))


def arrived(path, clock, **how):
    """A file that the scanner has just put in its folder."""
    photo(path, **how)
    moment = clock.now().timestamp()
    os.utime(path, (moment, moment))
    return path


def dropped(panel, *paths):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    where, copy, none = QPointF(5, 5), Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    left = Qt.MouseButton.LeftButton
    enter = QDragEnterEvent(where, copy, mime, left, none)
    panel.dragEnterEvent(enter)
    assert enter.isAccepted()
    panel.dropEvent(QDropEvent(where, copy, mime, left, none))


def test_a_file_dropped_is_kept_told_and_shown_at_once(desk, panel, person, trail, tmp_path):
    assert panel.drop_zone.isVisible()
    dropped(panel, photo(tmp_path / "attestation rsa.jpg"))
    (piece,) = kept(desk, person)
    assert (piece.kind, piece.valid_until) == ("rsa_certificate", date(2024, 4, 15))
    assert not panel.drop_zone.isVisible()
    assert panel.table.current().id == piece.id
    assert panel.view.page.number.text() == "Page 1 sur 1", "a picture is one page"
    (place,) = panel.view.page.area.places
    assert place.height == round(place.width * 600 / 800), "upright and whole"
    assert panel.view.page.area.grab().toImage().pixelColor(40, 60).red() > 100, "and drawn"
    assert "Pièce ajoutée" in trail.messages.informed[-1]
    undo_act(desk)
    panel.refresh()
    assert panel.drop_zone.isVisible()


def test_an_image_is_pasted_by_one_shortcut(desk, panel, person):
    image = QImage(300, 200, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkGreen)
    QGuiApplication.clipboard().setImage(image)
    panel.taker.choose.setFocus()
    QTest.keyClick(panel.taker.choose, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    (piece,) = kept(desk, person)
    assert piece.name == "Image du 15 janvier 2024 à 09 h 10.png"


def test_text_is_pasted_in_a_field_and_not_taken(desk, panel, person, trail, tmp_path):
    panel.take_files([photo(tmp_path / "a.jpg")])
    QGuiApplication.clipboard().setText("CV de mai")
    name = panel.form.name
    name.setFocus()
    name.selectAll()
    QTest.keyClick(name, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert name.text() == "CV de mai"
    assert len(kept(desk, person)) == 1
    QGuiApplication.clipboard().clear()
    panel.paste()
    assert "presse-papiers" in trail.messages.refused[-1].sentence


def test_the_last_scan_is_offered_by_name_taken_by_one_key_and_not_again(
    desk, panel, person, scans, clock
):
    arrived(scans / "scan_0001.jpg", clock)
    arrivals = panel.taker.arrivals
    arrivals.look()
    assert arrivals.offer.isVisible()
    assert arrivals.name.text() == "scan_0001.jpg"
    assert "09 h 10" in arrivals.when.text()
    assert not arrivals.thumbnail.pixmap().isNull()
    QTest.keyClick(panel, Qt.Key.Key_U, Qt.KeyboardModifier.ControlModifier)
    assert [piece.name for piece in kept(desk, person)] == ["scan_0001.jpg"]
    assert not arrivals.offer.isVisible(), "it is a piece by now"
    assert (scans / "scan_0001.jpg").exists(), "what is the scanner's is left alone"
    arrived(scans / "scan_0002.jpg", clock, shade=10)
    arrivals.look()
    assert arrivals.name.text() == "scan_0002.jpg"


def test_neither_an_old_scan_nor_one_half_written_is_offered(panel, scans, clock):
    old = photo(scans / "ancien.jpg")
    moment = clock.now().timestamp() - 3 * 24 * 3600
    os.utime(old, (moment, moment))
    half = arrived(scans / "moitie.jpg", clock)
    half.write_bytes(half.read_bytes()[:200])
    os.utime(half, (clock.now().timestamp(), clock.now().timestamp()))
    panel.taker.arrivals.look()
    assert not panel.taker.arrivals.offer.isVisible()


def test_the_folder_of_scans_is_chosen_once(panel, trail, tmp_path, clock):
    elsewhere = tmp_path / "autre"
    elsewhere.mkdir()
    arrived(elsewhere / "b.jpg", clock)
    trail.messages.path = elsewhere
    panel.taker.arrivals.folder.click()
    assert load_settings().scan_folder == str(elsewhere)
    assert panel.taker.arrivals.name.text() == "b.jpg"


class Camera(QObject):
    """The system's camera: it notes that it was opened."""

    opened = 0

    @Slot(QUrl)
    def open(self, _url: QUrl) -> None:
        self.opened += 1


def test_a_photo_of_the_camera_is_taken_by_itself(desk, panel, person, tmp_path, clock):
    roll = tmp_path / "Camera Roll"
    roll.mkdir()
    arrived(roll / "d_avant.jpg", clock)
    os.utime(roll / "d_avant.jpg", (1, 1))
    save_settings(camera_folder=str(roll))
    camera = Camera()
    QDesktopServices.setUrlHandler(CAMERA, camera, "open")
    try:
        arrivals = panel.taker.arrivals
        arrivals.photograph.click()
    finally:
        QDesktopServices.unsetUrlHandler(CAMERA)
    assert camera.opened == 1
    assert arrivals.waiting.isVisible()
    arrivals.look()
    assert not kept(desk, person), "a picture of before is not the one awaited"
    arrived(roll / "WIN_0001.jpg", clock, shade=33)
    arrivals.look()
    assert [piece.name for piece in kept(desk, person)] == ["WIN_0001.jpg"]
    assert not arrivals.waiting.isVisible()


def test_a_system_without_a_camera_offers_none(qtbot, made):
    shown = PiecesPanel(made[0])
    qtbot.addWidget(shown)
    shown.show()
    assert not shown.taker.arrivals.photograph.isVisible()


def test_photos_taken_together_are_offered_as_one_document(desk, panel, person, tmp_path):
    photos = [photo(tmp_path / f"IMG_{n}.jpg", shade=60 * n) for n in (1, 2, 3)]
    dropped(panel, *photos)
    assert not kept(desk, person)
    assert panel.taker.join.hasFocus()
    QTest.keyClick(panel.taker.join, Qt.Key.Key_Return)
    (piece,) = kept(desk, person)
    assert piece.name == "IMG_1.pdf"
    assert panel.view.page.number.text() == "Page 1 sur 3"
    panel.view.page.setFocus()
    QTest.keyClick(panel.view.page.area, Qt.Key.Key_PageDown)
    assert panel.view.page.number.text() == "Page 2 sur 3"
    wide = panel.view.page.area.places[0].width
    QTest.keyClick(panel.view.page.area, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert panel.view.page.area.places[0].width > 1.3 * wide


def test_photos_left_without_an_answer_are_kept_one_by_one(
    desk, panel, person, tmp_path, participants
):
    dropped(panel, *(photo(tmp_path / f"IMG_{n}.jpg", shade=60 * n) for n in (1, 2)))
    other = next(row for row in participants if row.prescription_id != person.prescription_id)
    panel.show_dossier(other.prescription_id)
    assert len(kept(desk, person)) == 2, "in the dossier that they were dropped on"
    assert not kept(desk, other)


def test_what_is_refused_is_told_and_the_rest_is_kept(desk, panel, person, trail, tmp_path):
    bad = tmp_path / "photo.heic"
    bad.write_bytes(b"\x00\x00\x00\x18ftypheic" + bytes(50))
    panel.take_files([bad, photo(tmp_path / "b.jpg")])
    assert len(kept(desk, person)) == 1
    assert "HEIC" in trail.messages.refused[-1].sentence
    panel.take_files([tmp_path / "nulle part.pdf"])
    assert "introuvable" in trail.messages.refused[-1].sentence


def test_kind_name_and_validity_change_by_one_click_each(desk, panel, person, qtbot, tmp_path):
    panel.take_files([photo(tmp_path / "IMG_7.jpg")])
    form = panel.form
    form.kind.setCurrentIndex(form.kind.findData("rsa_certificate"))
    form.kind.activated.emit(form.kind.currentIndex())
    assert kept(desk, person)[0].valid_until == date(2024, 4, 15), "as the profile says"
    form.valid.buttons["12"].click()
    assert kept(desk, person)[0].valid_until == date(2025, 1, 15)
    form.valid.buttons["typed"].click()
    assert form.until.isVisible()
    assert panel.form is form, "what is being typed in stays"
    form.until.setDate(date(2024, 2, 2))
    qtbot.waitUntil(lambda: kept(desk, person)[0].valid_until == date(2024, 2, 2))
    form.valid.buttons["endless"].click()
    assert kept(desk, person)[0].valid_until is None
    form.name.setText("Attestation de janvier")
    form.name.editingFinished.emit()
    assert kept(desk, person)[0].name == "Attestation de janvier.jpg"
    undo_act(desk)
    panel.refresh()
    assert panel.form.name.text() == "IMG_7.jpg"


def test_a_name_half_typed_is_given_back_and_leaves_no_draft_once_kept(
    qtbot, runner, messages, desk, action, person, tmp_path, scans
):
    context = Workspace(runner, messages, desk, action).context
    panel = PiecesPanel(context)
    qtbot.addWidget(panel)
    panel.show()
    panel.show_dossier(person.prescription_id)
    panel.take_files([photo(tmp_path / "IMG_7.jpg")])
    panel.form.name.setText("Attestation de jan")
    context.drafts.flush()
    again = PiecesPanel(Workspace(runner, messages, desk, action).context)
    qtbot.addWidget(again)
    again.show()
    again.show_dossier(person.prescription_id)
    assert again.form.name.text() == "Attestation de jan"
    again.form.name.setText("Attestation de janvier")
    again.form.name.editingFinished.emit()
    assert again.form.name.text() == "Attestation de janvier.jpg"
    assert not desk.read(drafts)


def test_removing_asks_first_and_a_copy_is_said_to_be_in_clear(
    desk, panel, person, trail, tmp_path
):
    panel.take_files([photo(tmp_path / "IMG_7.jpg")])
    trail.messages.path = tmp_path / "copie.jpg"
    panel.export.click()
    assert (tmp_path / "copie.jpg").read_bytes().startswith(b"\xff\xd8")
    assert "en clair" in trail.messages.informed[-1]
    trail.messages.reason = None
    panel.remove.click()
    assert "Ctrl+Z ne la rendra pas" in trail.messages.asked[-1].text
    assert kept(desk, person)
    trail.messages.reason = ""
    panel.table.setFocus()
    QTest.keyClick(panel.table, Qt.Key.Key_Delete)
    assert not kept(desk, person)
    assert panel.drop_zone.isVisible()


def test_a_document_of_another_program_is_kept_and_not_opened(desk, panel, person, tmp_path):
    letter = tmp_path / "lettre.docx"
    letter.write_bytes(b"PK\x03\x04" + bytes(200))
    panel.take_files([letter])
    assert panel.view.nothing.isVisible()
    assert not panel.view.page.area.isVisible()
    assert "copie" in panel.view.nothing.text()


def test_the_list_of_pieces_is_a_proper_model(panel, qtmodeltester, tmp_path):
    panel.take_files([photo(tmp_path / "IMG_7.jpg")])
    qtmodeltester.check(panel.table.rows)
    qtmodeltester.check(panel.table.shown)


def test_tab_goes_from_taking_a_file_to_the_list_then_to_what_it_is(panel, tmp_path):
    panel.take_files([photo(tmp_path / "IMG_7.jpg")])
    stops = [panel.taker.choose]
    stops[0].setFocus()
    while stops[-1] is not panel.export:
        QTest.keyClick(stops[-1], Qt.Key.Key_Tab)
        stops.append(panel.focusWidget())
        assert len(stops) < 20
    found = [
        stops.index(stop)
        for stop in (panel.taker.paste_button, panel.table, panel.form.kind, panel.form.name)
    ]
    assert found == sorted(found)
    QTest.keyClick(stops[-1], Qt.Key.Key_Tab)
    assert panel.focusWidget() is panel.remove


def test_a_piece_that_expires_opens_the_card_on_the_pieces(
    qtbot, runner, messages, desk, action, person, scans
):
    space = Workspace(runner, messages, desk, action)
    qtbot.addWidget(space)
    with qtbot.waitExposed(space):
        space.resize(1366, 700)
        space.show()
    space.go(Target(Screen.CARD, person.prescription_id, section="pieces"))
    section = space.card.sections.pieces
    qtbot.waitUntil(lambda: not section.panel.taker.choose.visibleRegion().isEmpty())
