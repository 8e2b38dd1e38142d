"""Aide: F1 on what is shown, a question asked, a page printed or saved, and back as it was."""

from contextlib import closing
from datetime import date

import pypdfium2
import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtTest import QTest

from coachdesk.core.errors import UserError
from coachdesk.core.tokens import DARK, LIGHT
from coachdesk.services.guide import pages
from coachdesk.services.guide.book import guide_pdf, save_guide
from coachdesk.services.guide.pages import NEWS, guide_pages
from coachdesk.services.targets import Screen, Target
from coachdesk.ui import news_bar
from coachdesk.ui.screens.guide.door import GuideDoor
from coachdesk.ui.screens.guide.rich import PICTURE
from coachdesk.ui.screens.guide.view import GuideScreen
from coachdesk.ui.theme import apply_theme
from coachdesk.ui.workspace import Workspace
from support.cut import cut_texts
from support.ui import window_on

FRONT = "---\nordre: {}\nmoment: {}\necrans: {}\nimages:\n---\n"
TEXTS = {
    "matin": (10, "Le matin", "today", "# Commencer la journée\n\nVoyez [le mois](mois.md).\n"),
    "agenda": (20, "Le matin", "agenda", "# Lire l’agenda\n\n1. Une semaine.\n2. Un jour.\n"),
    "signer": (30, "Avec quelqu’un", "appointment", "# Faire signer\n\n- Au doigt.\n"),
    "absence": (35, "Avec quelqu’un", "appointment", "# Une absence\n\nNotez-la.\n"),
    "mois": (60, "Le mois", "month", "# Clôturer\n\n![Le mois](pictures/mois.png)\n"),
    "premier-jour": (5, "Installer", "", "# Le premier jour\n\nBienvenue.\n"),
    "se-reperer": (7, "Installer", "", "# Se repérer\n\nLe menu.\n"),
    NEWS: (90, "CoachDesk", "", "# Nouveautés\n\n## Version 1\n"),
}


@pytest.fixture(autouse=True)
def guide(tmp_path, monkeypatch):
    """A guide of a few pages, with one picture."""
    folder = tmp_path / "guide"
    (folder / "pictures").mkdir(parents=True)
    for key, (order, moment, screens, text) in TEXTS.items():
        (folder / f"{key}.md").write_text(FRONT.format(order, moment, screens) + text, "utf-8")
    picture = QImage(1366, 728, QImage.Format.Format_RGB32)  # a pixmap wants a window's program
    picture.fill("#12545C")
    picture.save(str(folder / "pictures" / "mois.png"))
    monkeypatch.setattr(pages, "guide_root", lambda: folder)
    guide_pages.cache_clear()
    yield folder
    guide_pages.cache_clear()


@pytest.fixture
def page(qtbot, made):
    """The page of the guide, alone."""
    context, _ = made
    screen = GuideScreen(context)
    qtbot.addWidget(screen)
    screen.resize(1100, 640)
    screen.show()
    screen.show_target(Target(Screen.GUIDE, section="month"))
    return screen


def test_f1_opens_the_page_about_what_is_shown_and_again_goes_back(window):
    window.hands.press("Ctrl+5")
    window.shows(window.space.agenda)
    window.hands.press("F1")
    window.shows(window.space.guide)
    assert window.space.guide.panel.page.key == "agenda"
    window.hands.press("F1")
    window.shows(window.space.agenda)
    assert window.space.shown == Target(Screen.AGENDA)


def test_escape_goes_back_to_the_work_as_it_was_left(window):
    window.hands.press("Ctrl+3")
    month = window.space.month
    window.shows(month)
    window.until(lambda: month.tiles.tiles)
    month.show_month(date(2023, 5, 1))
    window.until(lambda: month.chooser.combo.currentText() == "Mai 2023")
    window.hands.press("F1")
    window.shows(window.space.guide)
    window.hands.press("Esc")
    window.shows(month)
    assert month.chooser.combo.currentText() == "Mai 2023"


def test_the_line_of_state_opens_the_guide(window):
    window.shell.status.help.click()
    window.shows(window.space.guide)
    assert window.space.guide.panel.page.key == "matin"


def test_ctrl_k_finds_the_news(window):
    window.hands.press("Ctrl+K")
    window.hands.type("nouveautes")
    window.until(lambda: window.space.finding.view.list.model().rowCount())
    window.hands.press("Enter")
    window.shows(window.space.guide)
    assert window.space.guide.panel.page.key == NEWS


def test_a_question_is_answered_by_enter(page):
    page.panel.seek.setText("comment faire signer au doigt ?")
    page.panel.seek.returnPressed.emit()
    assert page.panel.page.key == "signer"
    assert [found.page.key for found in page.panel.found] == ["signer"]


def test_what_no_page_says_is_said(page):
    page.panel.seek.setText("zzz")
    said = " ".join(each.text() for each in page.panel.results.findChildren(type(page.title)))
    assert "Aucune page" in said
    assert page.panel.page.key == "mois"


def test_a_screen_with_several_pages_offers_the_others(page):
    page.show_target(Target(Screen.GUIDE, section="appointment"))
    assert page.panel.page.key == "signer"
    assert "Une absence" in page.panel.text.toPlainText()
    page.panel.text.anchorClicked.emit(QUrl("absence.md"))
    assert page.panel.page.key == "absence"


def test_a_page_is_there_at_once_and_not_block_by_block(page):
    """Orca was told of each as it came, and nothing answered for minutes."""
    text = page.panel.text
    page.show_target(Target(Screen.GUIDE, section="appointment"))
    came = []
    text.document().contentsChange.connect(lambda *change: came.append(change))
    before = text.toPlainText()
    text.anchorClicked.emit(QUrl("absence.md"))
    assert text.toPlainText() != before
    assert not came


def test_a_screen_without_a_page_leads_to_how_to_find_ones_way(page):
    page.show_target(Target(Screen.GUIDE, section="erasure"))
    assert page.panel.page.key == "se-reperer"


def test_a_picture_is_no_wider_than_its_place_and_shown_whole_on_a_click(page, qtbot):
    text = page.panel.text
    kind = QTextDocument.ResourceType.ImageResource.value
    drawn = text.loadResource(kind, f"{PICTURE}mois@{text._wide('mois')}")
    assert drawn.width() / drawn.devicePixelRatio() <= text.viewport().width()
    text.anchorClicked.emit(QUrl(f"{PICTURE}mois"))
    qtbot.waitUntil(text.whole.isVisible)
    text.whole.close()


@pytest.mark.parametrize("width", [640, 1100, 1600])
def test_nothing_is_cut_at_any_width(page, qtbot, width):
    page.resize(width, 640)
    qtbot.waitUntil(lambda: not cut_texts(page))


def words_of(pdf, number=0):
    """What is read on a sheet; each part is closed before the file, as PDFium wants it."""
    with (
        closing(pypdfium2.PdfDocument(pdf)) as document,
        closing(document[number]) as sheet,
        closing(sheet.get_textpage()) as text,
    ):
        return text.get_text_range()


def test_the_printed_page_holds_its_words_and_its_picture(page):
    pdf = guide_pdf((page.panel.page,))
    assert "Clôturer" in words_of(pdf)
    assert b"/Subtype /Image" in pdf
    assert pdf == guide_pdf((page.panel.page,)), "the same page, the same bytes"


def test_the_whole_guide_is_saved_with_its_contents(page, trail, tmp_path):
    trail.messages.path = tmp_path / "guide.pdf"
    page.save.click()
    titles = [each.title for each in guide_pages()]
    contents = words_of(trail.messages.path)
    assert all(title in contents for title in titles)
    for number, title in enumerate(titles, 1):
        assert title in words_of(trail.messages.path, number)
    assert trail.messages.informed


def test_a_folder_that_refuses_is_said(tmp_path):
    with pytest.raises(UserError, match="guide"):
        save_guide(tmp_path / "nowhere" / "guide.pdf", b"%PDF")


def test_before_the_passphrase_f1_opens_the_guide_and_gives_the_field_back(
    qtbot, store, clock, until
):
    runner, shell = window_on(store, clock)
    qtbot.addWidget(shell)
    with qtbot.waitActive(shell):
        shell.show()
        shell.activateWindow()
    unlock = shell.pages.currentWidget()
    unlock.secret.line.setText("à moitié")
    shell.helping.open()
    (door,) = shell.findChildren(GuideDoor)
    until(door.isVisible)
    assert not cut_texts(door)
    shell.helping.open()
    until(unlock.isVisible)
    assert shell.pages.currentWidget() is unlock
    assert unlock.secret.line.text() == "à moitié"
    shell.close()
    runner.close()


def test_nothing_answers_f1_behind_the_discreet_screen(window):
    window.shell.guard.turn_discreet()
    window.shell.helping.open()
    window.shell.guard.covering.uncover()
    assert window.space.shown == Target(Screen.TODAY)


def test_a_theme_that_changes_draws_the_page_in_its_colours(page, qtbot, qapp):
    def colours():
        return page.panel.text.document().defaultStyleSheet()

    before = colours()
    apply_theme(qapp, DARK)
    qtbot.waitUntil(lambda: colours() != before)
    assert page.panel.text.toPlainText().startswith("Clôturer")
    apply_theme(qapp, LIGHT)
    qtbot.waitUntil(lambda: colours() == before)


def test_the_arrows_read_on_and_tab_leaves_the_list_at_once(page, qtbot):
    page.show_target(Target(Screen.GUIDE, section="today"))
    lines = page.panel.choices
    lines["matin"].setFocus()
    QTest.keyClick(lines["matin"], Qt.Key.Key_Down)
    assert page.panel.page.key == "agenda"
    assert lines["agenda"].hasFocus()
    tabbed = [key for key, line in lines.items() if line.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert tabbed == ["agenda"]


def test_a_new_version_offers_its_news_until_it_is_answered(
    qtbot, monkeypatch, runner, messages, desk, action
):
    def space():
        made = Workspace(runner, messages, desk, action)
        qtbot.addWidget(made)
        return made

    assert space().news.isHidden(), "everything is new at first"
    monkeypatch.setattr(news_bar, "__version__", "0.2.0")
    told = space()
    assert not told.news.isHidden()
    assert "0.2.0" in told.news.words.text()
    told.news.read.click()
    assert told.guide.panel.page.key == NEWS
    assert told.news.isHidden()
    assert space().news.isHidden()
