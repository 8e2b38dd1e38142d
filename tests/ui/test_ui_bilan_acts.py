"""What is done with the bilan on its page: closed, saved in each format, printed; its states."""

from datetime import date

import pytest
from pypdfium2 import PdfDocument
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from coachdesk.services.report import Output, year_versions
from coachdesk.services.report.writing import BilanStoppedError, write_bilan
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.screens.bilan import acts
from coachdesk.ui.screens.bilan.view import BilanScreen
from coachdesk.ui.widgets.fields import show_day


@pytest.fixture
def page(qtbot, made):
    """On the last year that is over."""
    shown = BilanScreen(made[0])
    qtbot.addWidget(shown)
    shown.resize(1170, 700)
    with qtbot.waitExposed(shown):
        shown.show()
    shown.show_target(Target(Screen.BILAN))
    return shown


def test_the_bilan_is_closed_then_again_for_a_reason(page, desk, action, trail):
    page.close_button.click()
    assert "8\u00a0autres" in page.closing.warning.text(), "months that are still open are told"
    page.closing.act.click()
    assert page.state.text() == "Clôturé le 15\u00a0janvier\u00a02024"
    assert trail.messages.informed == ["Le bilan 2023 est clôturé."]
    page.close_button.click()
    assert not page.closing.act.isEnabled(), "the second time has its reason"
    page.closing.reason.setText("Une sortie oubliée")
    assert list(trail.drafts.kept["bilan:2023"]) == ["reason"]
    QTest.keyClick(page.closing.reason, Qt.Key.Key_Return)
    assert page.state.text() == "Clôturé le 15\u00a0janvier\u00a02024, version\u00a02"
    assert "Une sortie oubliée" in page.told.text()
    versions = desk.read(lambda link: year_versions(link, action, 2023))
    assert [version.reason for version in versions] == ["Une sortie oubliée", None]
    assert trail.drafts.forgotten == ["bilan:2023"]


def test_a_year_that_is_not_over_can_not_be_closed(page, clock):
    page.show_year(2022)
    assert page.close_button.isEnabled()
    clock.set_wall(clock.now().replace(year=2023, month=6))
    page.show_year(2023)
    assert not page.close_button.isEnabled()
    assert "n’est pas finie" in page.close_button.toolTip()
    assert page.told.text().startswith(
        "Année en cours\u00a0: chiffres arrêtés au 15\u00a0juin\u00a02023."
    )
    page.show_year(2022)
    assert "Année en cours" not in page.told.text()


def test_a_year_that_is_not_over_shows_its_months_begun_and_opens_their_rows(page, clock, trail):
    clock.set_wall(clock.now().replace(year=2023, month=6, day=30))
    page.show_year(2023)
    page.contents.asked.emit("file_active")
    lines = next(table for table in page.parts.section.tables if table.group.months).visible_rows()
    own = [line.text(0) for line in lines]
    assert own[:6] == ["31", "37", "36", "32", "35", "35"]
    assert own[6:12] == [""] * 6
    assert own[12] == "34,33", "their mean"
    page.parts.cell_opened.emit(lines[5].cells[0])
    ((_, rows),) = trail.rows
    assert len(rows.cells.rows) == 35


@pytest.mark.parametrize(
    ("form", "begins"),
    [(Output.PDF, b"%PDF"), (Output.DOCX, b"PK"), (Output.XLSX, b"PK")],
)
def test_the_bilan_is_saved_in_each_format(page, trail, tmp_path, form, begins):
    target = trail.messages.path = tmp_path / f"bilan.{form.value}"
    page.forms[form].trigger()
    assert target.read_bytes().startswith(begins)
    assert trail.messages.informed == [f"Enregistré\u00a0: {target}"]


def test_the_state_of_a_day_is_one_page(page, trail, tmp_path):
    target = trail.messages.path = tmp_path / "etat.pdf"
    page.state_of.click()
    assert page.day.day.text() == "15/01/2024", "today, unless she wants another day"
    show_day(page.day.day, date(2023, 6, 30))
    QTest.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    document = PdfDocument(target.read_bytes())
    assert len(document) == 1
    assert "État au 30 juin 2023" in document[0].get_textpage().get_text_range()
    document.close()


def test_the_bilan_and_a_state_are_printed_from_memory(page, trail, monkeypatch, tmp_path):
    sent = []

    def printed(_owner, _runner, _messages, pdf, done, *, noted):
        sent.append(pdf)
        done()

    monkeypatch.setattr(acts, "print_pages", printed)
    QTest.keyClick(page, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    page.state_of.click()
    page.day.print.click()
    pages = []
    for pdf in sent:
        document = PdfDocument(pdf)
        pages.append(len(document))
        document.close()
    assert pages[0] > 4
    assert pages[1] == 1
    assert trail.messages.informed == [
        "Le bilan 2023 est parti à l’imprimante.",
        "L’état au 15/01/2024 est parti à l’imprimante.",
    ]
    assert not list(tmp_path.glob("*.pdf"))


def test_a_file_that_can_not_be_written_is_refused_and_the_page_lives_on(page, trail, tmp_path):
    trail.messages.path = tmp_path / "nulle part" / "bilan.pdf"
    page.forms[Output.PDF].trigger()
    (refused,) = trail.messages.refused
    assert "Impossible d’écrire" in refused.sentence
    assert not page.acts.progress.busy
    target = trail.messages.path = tmp_path / "bilan.pdf"
    page.forms[Output.PDF].trigger()
    assert target.exists()


def test_the_day_of_a_state_that_has_not_come_is_refused_in_words(page, trail, tmp_path):
    trail.messages.path = tmp_path / "etat.pdf"
    page.ask_state()
    show_day(page.day.day, date(2030, 1, 1))
    page.day.save.click()
    (refused,) = trail.messages.refused
    assert "n’est pas encore venu" in refused.sentence


@pytest.mark.parametrize("form", list(Output))
def test_stopped_between_two_steps_it_leaves_no_file(desk, action, tmp_path, form):
    target = tmp_path / f"bilan.{form.value}"
    steps = []
    with pytest.raises(BilanStoppedError) as stopped:
        write_bilan(
            desk, action, 2023, form, target,
            progress=lambda part, told: steps.append((part, told)),
            cancelled=lambda: len(steps) > 1,
        )  # fmt: skip
    assert str(stopped.value) == "Arrêté\u00a0: aucun fichier n’est écrit."
    assert [told for _, told in steps] == ["Calcul des chiffres de 2023", "Mise en page"]
    assert not list(tmp_path.glob("bilan.*"))
