"""The list of participants as the coach uses it: filters, views, columns, what leaves in clear."""

import csv
import json
import stat
from dataclasses import replace
from datetime import date
from hashlib import sha256
from io import StringIO

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from coachdesk.models import JournalEntry, JournalPayload
from coachdesk.queries.participants import State
from coachdesk.services.people_export import Format
from coachdesk.services.people_list import Alert, Facet
from coachdesk.ui.item_models.ticks import COUNT_ROLE
from coachdesk.ui.screens.participants.view import ParticipantsScreen
from documents.pdf_reading import faults, texts
from support.desk_context import make_context
from support.desk_people import planned
from support.ui import MessageRecorder

DAY = date(2024, 1, 18)


@pytest.fixture
def context(desk, messages, runner):
    return replace(make_context(desk)[0], messages=messages, runner=runner)


@pytest.fixture
def make_screen(qtbot, context):
    def make():
        screen = ParticipantsScreen(context)
        qtbot.addWidget(screen)
        screen.resize(1280, 720)
        screen.show()
        screen.refresh()
        return screen

    return make


@pytest.fixture
def screen(make_screen):
    return make_screen()


def names(screen):
    return [f"{row.last_name} {row.first_name}" for row in screen.table.visible_rows()]


def tick(screen, facet, *words):
    """Open a filter and tick values by the keyboard; gives the counts that it showed."""
    button = screen.filters.buttons[facet]
    button.click()
    model = button.ticks.model
    told = {model.index(row).data(): model.index(row).data(COUNT_ROLE) for row in
            range(model.rowCount())}  # fmt: skip
    for row in range(model.rowCount()):
        if model.index(row).data() in words:
            button.ticks.view.setCurrentIndex(model.index(row))
            QTest.keyClick(button.ticks.view, Qt.Key.Key_Space)
    QTest.keyClick(button.ticks.view, Qt.Key.Key_Escape)
    assert not button.ticks.isVisible()
    return told


def test_each_value_says_how_many_it_shows_given_the_other_filters(screen):
    followed = [row for row in screen.table.visible_rows() if row.state is State.FOLLOWED]
    told = tick(screen, Facet.SITUATION, "En suivi")
    assert told["En suivi"] == len(followed) == 41
    assert sum(told.values()) == 134
    told = tick(screen, Facet.COMMUNE, "Airaines", "Liomer")
    assert told["Airaines"] == sum(row.commune == "Airaines" for row in followed)
    assert screen.table.rows.rowCount() == told["Airaines"] + told["Liomer"]
    again = tick(screen, Facet.COMMUNE)
    assert again == told, "what is chosen in a filter does not change its own counts"
    assert screen.filters.buttons[Facet.COMMUNE].text() == "Commune\u00a0: 2\u00a0choix"
    screen.search.setText("a")
    shown = screen.table.rows.rowCount()
    assert screen.sought.count.text() == f"{shown}\u00a0personnes sur 134"
    told = tick(screen, Facet.SITUATION)
    assert told["En suivi"] == shown
    screen.filters.clear_all.click()
    assert screen.table.rows.rowCount() == 134
    assert screen.search.text() == ""
    assert screen.filters.clear_all.isHidden()


def test_what_is_to_be_pointed_out_follows_the_rendez_vous(screen, desk):
    screen.views.chips["À signaler"].click()
    before = screen.table.rows.rowCount()
    told = tick(screen, Facet.ALERT)
    person = planned(desk, DAY, 1)[0][0]
    screen.refresh()
    after = tick(screen, Facet.ALERT)
    assert after["Sans rendez-vous prévu"] == told["Sans rendez-vous prévu"] - 1
    assert screen.table.rows.rowCount() in {before, before - 1}
    screen.filters.clear_all.click()
    screen.search.setText(person.number)
    assert screen.table.visible_rows()[0].next_on == DAY


def test_a_view_is_kept_found_again_renamed_and_deleted(screen, make_screen, messages):
    tick(screen, Facet.COMMUNE, "Airaines")
    screen.search.setText("06")
    screen.table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    shown = names(screen)
    messages.reason = "Airaines au téléphone"
    screen.views.keep.click()
    assert screen.views.keep.isHidden(), "what is shown is a view now"
    other = make_screen()
    other.views.chips["Airaines au téléphone"].click()  # one gesture
    assert names(other) == shown
    assert other.search.text() == "06"
    messages.reason = "en suivi"
    other.views.rename.click()
    assert "s’appelle déjà" in messages.refused[-1].sentence
    messages.reason = "Airaines"
    other.views.rename.click()
    last = make_screen()
    assert "Airaines" in last.views.chips
    assert "Airaines au téléphone" not in last.views.chips
    last.views.chips["Airaines"].click()
    last.views.delete.click()
    assert "Airaines" not in make_screen().views.chips


def test_built_in_views_are_neither_renamed_nor_deleted(screen):
    for name in ("Tout le monde", "En suivi", "À signaler", "En attente"):
        screen.views.chips[name].click()
        assert screen.views.chips[name].isChecked()
        assert screen.views.rename.isHidden()
        assert screen.views.delete.isHidden()
        count = int(screen.views.chips[name].text().split("\u00a0")[-1])
        assert screen.table.rows.rowCount() == count


def test_columns_and_order_are_found_again(screen, make_screen):
    screen.columns.click()
    model = screen.columns.ticks.model
    for row in range(model.rowCount()):
        if model.index(row).data() in {"Commune", "N° allocataire"}:
            screen.columns.ticks.view.setCurrentIndex(model.index(row))
            QTest.keyClick(screen.columns.ticks.view, Qt.Key.Key_Return)
    screen.columns.ticks.close()
    screen.table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    again = make_screen()
    assert "beneficiary_number" in again.table.keys_shown()
    assert "commune" not in again.table.keys_shown()
    assert again.table.order() == ("number", True)
    assert names(again) == names(screen)


def test_the_person_she_is_on_stays_while_letters_are_typed(screen):
    person = next(row for row in screen.table.visible_rows() if row.number == "23-076")
    screen.table.selectRow(screen.table.visible_rows().index(person))
    for typed in (person.last_name[:2], person.last_name, ""):
        screen.search.setText(typed)
        assert screen.table.current() == person
        assert screen.table.selectionModel().isRowSelected(screen.table.currentIndex().row())
    screen.table.sortByColumn(2, Qt.SortOrder.DescendingOrder)
    assert screen.table.current() == person
    screen.refresh()
    assert screen.table.current() == person


def test_nobody_says_which_condition_to_lift(screen):
    tick(screen, Facet.COMMUNE, "Airaines")
    screen.search.setText("zzzz")
    assert not names(screen)
    assert screen.sought.nothing.isVisible()
    offers = {offer.text(): offer for offer in screen.sought.nothing.buttons}
    assert set(offers) == {offer for offer in offers if offer.startswith("Sans la recherche")} | {
        "Tout effacer"
    }, "lifting the commune would still show nobody"
    next(offer for words, offer in offers.items() if words.startswith("Sans la")).click()
    assert {row.commune for row in screen.table.visible_rows()} == {"Airaines"}
    assert screen.table.isVisible()
    assert screen.search.hasFocus()


@pytest.fixture
def journal(desk):
    def exports():
        entries = JournalEntry.__table__.join(
            JournalPayload.__table__, JournalPayload.seq == JournalEntry.seq
        )
        found = desk.read(
            lambda link: link.execute(
                entries.select().where(JournalEntry.kind == "export").order_by(JournalEntry.seq)
            ).all()
        )
        return [json.loads(row.body) for row in found]

    return exports


@pytest.mark.parametrize("form", list(Format))
def test_what_is_shown_leaves_in_clear_said_noted_and_private(
    screen, messages, journal, tmp_path, form
):
    tick(screen, Facet.SITUATION, "En suivi")
    screen.table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    shown = screen.table.visible_rows()
    messages.path = tmp_path / f"liste.{form.value}"
    screen.export.click()
    assert screen.exporting.isVisible()
    assert "lisible par tous" in " ".join(
        item.text() for item in screen.exporting.findChildren(type(screen.sought.count))
    )
    assert not messages.path.exists(), "nothing leaves before it is confirmed"
    screen.exporting.formats[form].click()
    data = messages.path.read_bytes()
    assert stat.S_IMODE(messages.path.stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == [messages.path.name]
    noted = journal()[-1]
    assert (noted["format"], noted["rows"]) == (form.value, len(shown))
    assert noted["sha256"] == sha256(data).hexdigest()
    assert noted["encrypted"] is False
    assert "en clair" in messages.informed[-1]
    numbers = [row.number for row in shown]
    headings = [
        screen.table.rows.columns[number].heading for number in screen.table.columns_shown()
    ]
    if form is Format.CSV:
        assert data.startswith(b"\xef\xbb\xbf")
        assert data.count(b"\r\n") == len(shown) + 1
        head, *lines = csv.reader(StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";")
        assert head == headings
        assert [line[0] for line in lines] == numbers
    elif form is Format.XLSX:
        head, *lines = openpyxl.load_workbook(messages.path).active.iter_rows(values_only=True)
        assert list(head) == headings
        assert [line[0] for line in lines] == numbers
        entered = headings.index("Fin prévue")
        assert lines[0][entered].date() == shown[0].planned_end_on
    else:
        assert not faults(data, tmp_path)
        told = texts(data, tmp_path)
        text = " ".join(told)
        assert text.index(numbers[0]) < text.index(numbers[-1])
        assert "41 personnes" in text
        assert f"Page 1/{len(told)}" in text


def test_an_export_that_is_given_up_leaves_nothing(screen, messages, journal, tmp_path):
    messages.path = tmp_path / "liste.csv"
    screen.export.click()
    QTest.keyClick(screen.exporting.formats[Format.CSV], Qt.Key.Key_Escape)
    assert not screen.exporting.isVisible()
    assert screen.search.hasFocus()
    assert journal() == []
    screen.search.setText("zzzz")
    screen.export.click()
    assert "personne à exporter" in messages.refused[-1].sentence


def test_a_folder_that_cannot_be_written_is_refused_in_words(screen, messages, tmp_path):
    messages.path = tmp_path / "absent" / "liste.csv"
    screen.export.click()
    screen.exporting.formats[Format.CSV].click()
    assert "Impossible d’écrire" in messages.refused[-1].sentence


def test_the_list_comes_before_what_the_rendez_vous_say(qtbot, desk, action):
    """With a runner that waits, the list is on screen while the counts are still read."""
    waiting = []

    class Waiting:
        def read(self, _owner, work, done, _failed=None):
            waiting.append(lambda: done(work()))

        def write(self, *_):
            raise AssertionError("reading writes nothing")

    context = replace(make_context(desk, action)[0], runner=Waiting(), messages=MessageRecorder())
    screen = ParticipantsScreen(context)
    qtbot.addWidget(screen)
    screen.refresh()
    waiting.pop()()
    assert screen.table.rows.rowCount() == 134
    assert screen.views.chips["À signaler"].text() == "À signaler"
    assert all(row.attended == 0 for row in screen.table.visible_rows())
    waiting.pop()()
    assert sum(row.attended for row in screen.table.visible_rows()) == 1265
    assert screen.views.chips["À signaler"].text() != "À signaler"
    screen.refresh()
    waiting.pop()()
    assert not waiting, "nothing changed: nothing is read again"


def test_alerts_have_a_filter_each(screen):
    told = tick(screen, Facet.ALERT)
    assert len(told) <= len(Alert)
    assert told["Plus de 2\u00a0absences injustifiées"] == 3


def test_a_view_kept_while_the_list_is_read_again_is_not_lost(qtbot, context, messages):
    """What a read began before brings comes after: it must not undo what was kept meanwhile."""
    waiting = []

    class Late:
        def read(self, _owner, work, done, _failed=None):
            result = work()
            waiting.append(lambda: done(result))

        def write(self, _owner, work, done, *_):
            done(work(None))

    screen = ParticipantsScreen(replace(context, runner=Late()))
    qtbot.addWidget(screen)
    screen.refresh()
    waiting.pop()()
    waiting.pop()()
    screen.search.setText("mar")
    screen.refresh()
    messages.reason = "Mes jeudis"
    screen.views.keep.click()
    waiting.pop()()
    assert "Mes jeudis" in screen.views.chips
    messages.reason = "Mes vendredis"
    screen.search.setText("ven")
    screen.views.keep.click()
    fresh = ParticipantsScreen(context)
    qtbot.addWidget(fresh)
    fresh.refresh()
    assert {"Mes jeudis", "Mes vendredis"} <= set(fresh.views.chips)
