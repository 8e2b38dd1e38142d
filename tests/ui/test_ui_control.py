"""The page of the dossier de contrôle: the list recognised, the way it leaves, what it lacks."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from sqlalchemy import select

from coachdesk.models import Draft
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.screens.control.view import ControlScreen

LIST = "23-001\n23-002\nX-9\n23-001"


@pytest.fixture
def page(qtbot, made):
    screen = ControlScreen(made[0])
    qtbot.addWidget(screen)
    screen.show()
    screen.show_target(Target(Screen.CONTROL))
    return screen


def typed(page, text):
    page.numbers.edit.setPlainText(text)
    page.refresh()


def test_an_empty_page_says_what_to_do_and_makes_nothing(page):
    assert "Collez les n°" in page.nothing.text()
    assert not page.table.isVisibleTo(page), "no blank list"
    assert not page.make.isEnabled()
    assert page.remarks.isHidden()


def test_the_list_is_recognised_as_it_is_typed(page, qtbot):
    QAbstractItemModelTester(page.table.rows)
    page.numbers.edit.setFocus()
    QTest.keyClicks(page.numbers.edit, "23-001")
    qtbot.waitUntil(lambda: page.table.rows.rowCount() == 1)
    typed(page, LIST)
    assert [line.asked.number for line in page.table.rows.rows()] == ["23-001", "23-002"]
    assert page.count.text() == "2\u00a0dossiers"
    assert page.remarks.text().splitlines() == [
        "«\u00a0X-9\u00a0» n’est le n° d’aucun dossier.",
        "«\u00a023-001\u00a0» figure plusieurs fois dans la liste\u00a0: un seul dossier.",
    ]
    assert page.make.isEnabled()


def test_a_file_of_one_column_is_taken(page, trail, tmp_path):
    trail.messages.path = tmp_path / "liste.csv"
    trail.messages.path.write_text("N°\r\n23-003\r\n23-004\r\n", "utf-8")
    page.bring.click()
    assert page.numbers.text() == "23-003\n23-004"
    assert page.table.rows.rowCount() == 2
    trail.messages.path = tmp_path / "photo.png"
    trail.messages.path.write_bytes(b"\x89PNG")
    page.bring.click()
    assert "n’est pas un classeur Excel" in trail.messages.refused[-1].sentence
    assert page.numbers.text() == "23-003\n23-004", "what is there stays"


def test_in_clear_it_asks_first_and_a_no_makes_nothing(page, trail, tmp_path):
    typed(page, LIST)
    trail.messages.path, trail.messages.reason = tmp_path / "sortie", None
    QTest.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert "en clair" in trail.messages.asked[-1].title
    assert "2\u00a0personnes" in trail.messages.asked[-1].text
    assert not trail.messages.path.exists()


def test_a_number_typed_just_before_ctrl_enter_is_made_too(page, trail):
    typed(page, "23-001")
    trail.messages.reason = None
    page.numbers.edit.setPlainText("23-001\n23-002")
    QTest.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert "2\u00a0personnes" in trail.messages.asked[-1].text
    page.numbers.edit.setPlainText("X-9")
    QTest.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert len(trail.messages.asked) == 1, "it is nobody's"


def test_once_made_each_line_says_what_it_lacks_and_opens_its_card(page, trail, tmp_path):
    typed(page, LIST)
    trail.messages.path = tmp_path / "sortie"
    QTest.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not trail.messages.refused
    (folder,) = trail.messages.path.iterdir()
    assert trail.messages.informed[-1].endswith(f"en clair\u00a0: {folder}")
    assert (folder / "23-001" / "dossier.pdf").is_file()
    first = page.table.rows.row_at(0)
    assert "original papier à produire" in first.words, "she is of the reprise"
    assert page.table.rowHeight(0) >= page.table.sizeHintForRow(0), "all that it lacks is read"
    assert page.count.text() == "2\u00a0dossiers sur 2 à compléter"
    assert trail.drafts.forgotten == ["control"]
    page.table.opened.emit(first)
    assert trail.gone == [Target(Screen.CARD, first.asked.prescription_id)]
    typed(page, "23-005")
    assert page.table.rows.row_at(0).words == "", "another list is not judged yet"


def test_a_certificate_of_the_wrong_kind_is_refused_where_it_is_chosen(page, trail, desk, tmp_path):
    typed(page, LIST)
    trail.messages.path = tmp_path / "coach.pem"
    trail.messages.path.write_bytes(desk.identity.certificate.pem)
    page.reader.choices.buttons["sealed"].click()
    assert "n’a pas de clé RSA" in trail.messages.refused[-1].sentence
    assert not page.make.isEnabled(), "it would leave in clear"
    page.reader.choices.buttons["clear"].click()
    assert page.make.isEnabled()


def test_with_a_certificate_nothing_is_asked_and_one_file_leaves(page, trail, run, tmp_path):
    typed(page, "23-001")
    key, pem = tmp_path / "controleur.key", tmp_path / "controleur.pem"
    run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", pem,
        "-subj", "/CN=Controleur", "-days", "30")  # fmt: skip
    trail.messages.path = pem
    page.reader.choices.buttons["sealed"].click()
    assert "controleur.pem" in page.reader.words.text()
    trail.messages.path = tmp_path / "sortie"
    page.make.click()
    assert not trail.messages.asked
    (file,) = trail.messages.path.iterdir()
    assert file.name.endswith(".zip.p7m")
    assert "chiffré" in trail.messages.informed[-1]


def test_from_the_palette_made_and_stopped_in_the_window(window, tmp_path: Path):
    space = window.space
    window.hands.press("Ctrl+K")
    window.until(space.finding.view.isVisible)
    window.hands.type("dossier de con")
    window.hands.press("Return")
    page = space.control
    window.shows(page)
    page.numbers.edit.setPlainText("\n".join(f"23-{number:03d}" for number in range(1, 31)))
    window.until(lambda: page.table.rows.rowCount() == 30)
    page._into(tmp_path / "sortie")
    assert page.progress.busy
    assert not page.make.isEnabled()
    window.until(lambda: page.progress._text.text().startswith("Dossier 23-00"))
    page.progress.cancel()
    window.until(lambda: not page.progress.busy)
    assert list((tmp_path / "sortie").iterdir()) == []
    window.until(lambda: "interrompu" in window.shell.said)
    page.numbers.edit.setPlainText("23-001")
    window.until(lambda: page.table.rows.rowCount() == 1)
    page._into(tmp_path / "sortie")
    window.until(lambda: page._lacks)
    window.until(lambda: window.waiting() == 0)
    kept = select(Draft.key).where(Draft.key == "control")
    assert window.read(lambda link: link.execute(kept).all()) == []


def test_another_list_typed_while_one_is_made_stays_and_is_not_judged(window, tmp_path: Path):
    window.until(lambda: not window.waiting())  # what papers need is loaded
    window.space.go(Target(Screen.CONTROL))
    page = window.space.control
    window.shows(page)
    page.numbers.edit.setPlainText("23-001")
    window.until(lambda: page.table.rows.rowCount() == 1)
    page._into(tmp_path / "sortie")
    page.numbers.edit.setPlainText("23-002\n23-003")
    window.until(lambda: "fait" in window.shell.said)
    window.until(lambda: page.table.rows.rowCount() == 2)
    window.until(lambda: not window.waiting())
    assert page.count.text() == "2\u00a0dossiers"
    assert page.where.isHidden(), "it speaks of the other list"
    window.space.context.drafts.flush()
    window.until(lambda: not window.waiting())
    kept = select(Draft.key).where(Draft.key == "control")
    assert window.read(lambda link: link.execute(kept).all())
