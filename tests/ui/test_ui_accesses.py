"""The journal of accesses: a look, an export, a print is noted, and dropped a year later."""

import ast
from datetime import timedelta
from time import thread_time

import pytest

from coachdesk.queries.accesses import accesses
from coachdesk.queries.participants import participants_table
from coachdesk.services.accesses import AccessDeed
from coachdesk.services.desk import open_desk
from coachdesk.services.people_export import Format, ListShown, export_people
from coachdesk.services.rights.access_export import export_accesses
from coachdesk.services.rights.access_words import SUBJECTS, subject_words, whose_words
from coachdesk.services.rights.lists import access_rows
from coachdesk.services.targets import Screen, Target
from coachdesk.store.hold import alone_in
from coachdesk.ui.screens.month.rows import RowsScreen
from support.source import PACKAGE, python_files, tree


def told(desk):
    desk.accesses.flush()
    return [
        (row.deed, subject_words(row), whose_words(row)) for row in desk.read(accesses)
    ]  # fmt: skip


def test_a_card_that_is_opened_is_noted_with_the_person(window, until):
    action = window.space.context.action
    everyone = window.read(lambda link: participants_table(link, action.id))
    person = next(each for each in everyone if each.number == "23-076")
    window.space.open_card(person.prescription_id)
    window.shows(window.space.card)
    window.space.show_participants()
    window.space.open_card(person.prescription_id)
    name = f"{person.last_name} {person.first_name}"
    assert told(window.desk) == [
        ("read", "liste des participants", ""),
        ("read", "fiche", name),
    ], "the same card within ten minutes is one look"


def test_the_window_writes_what_was_looked_at_without_being_asked(window):
    window.space.show_participants()
    window.space._accesses._soon.setInterval(0)
    window.space._accesses._soon.start()
    window.until(lambda: window.read(accesses))


def test_what_is_noted_is_written_as_the_desk_closes(store, recovery_key, clock):
    desk = open_desk(store, recovery_key, clock=clock)
    desk.accesses.note(AccessDeed.READ, Screen.PARTICIPANTS)
    assert not desk.read(accesses)
    desk.close()
    again = open_desk(store, recovery_key, clock=clock)
    assert [row.subject for row in again.read(accesses)] == ["participants"]
    again.close()


def test_a_list_that_leaves_is_noted_with_how_many_people(desk, action, participants, tmp_path):
    shown = ListShown(participants[:5], ("number", "name"), "")
    export_people(desk, action, shown, Format.CSV, tmp_path / "list.csv")
    assert told(desk) == [("export", "liste ou tableau de l’action, 5\u00a0personnes", "")]


def test_an_access_is_dropped_after_twelve_months(desk, clock, participants):
    key = participants[0].prescription_id
    desk.accesses.note(AccessDeed.READ, Screen.CARD, dossier=key)
    desk.accesses.flush()
    clock.advance(timedelta(days=367))
    desk.accesses.note(AccessDeed.READ, Screen.EXIT, dossier=key)
    assert [subject for _, subject, _ in told(desk)] == ["sortie"]
    clock.advance(timedelta(days=300))
    desk.accesses.note(AccessDeed.READ, Screen.DECISION, dossier=key)
    assert [subject for _, subject, _ in told(desk)] == ["décision", "sortie"]


def test_nothing_of_it_goes_to_the_journal_that_is_for_ever(desk, participants):
    before = desk.store.head()
    desk.accesses.note(AccessDeed.READ, Screen.CARD, dossier=participants[0].prescription_id)
    assert desk.accesses.flush() == 1
    assert desk.store.head() == before


def test_noting_takes_no_time(desk, participants):
    keys = [row.prescription_id for row in participants] * 10
    began = thread_time()
    for key in keys:
        desk.accesses.note(AccessDeed.READ, Screen.CARD, dossier=key)
    assert (thread_time() - began) / len(keys) < 0.001


def test_the_journal_of_accesses_leaves_as_a_table_that_is_noted_too(desk, participants, tmp_path):
    person = participants[0]
    desk.accesses.note(AccessDeed.READ, Screen.CARD, dossier=person.prescription_id)
    assert export_accesses(desk, tmp_path / "accesses.csv") == 1
    text = (tmp_path / "accesses.csv").read_text("utf-8-sig")
    assert f"15/01/2024;09:10;Consultation;fiche;{person.last_name} {person.first_name}" in text
    assert told(desk)[0][0] == "export"


def test_every_screen_has_words_in_the_journal_of_accesses():
    assert set(Screen) <= set(SUBJECTS)


def test_what_leaves_is_noted_in_one_place_alone():
    """``services.leaving`` alone tells the journal of an export: it tells that of accesses too."""
    found = [
        str(path)
        for path in python_files("src")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "note"
        and node.args
        and isinstance(node.args[0], ast.Constant)
        and node.args[0].value == "export"
    ]
    assert found == [str(PACKAGE / "services" / "leaving.py")]


def test_a_target_without_a_person_is_no_look(window):
    window.space.go(Target(Screen.SETTINGS))
    assert told(window.desk) == []


def test_nothing_noted_yet_is_said_in_words_rather_than_by_an_empty_table(qtbot, desk):
    found = access_rows(desk)
    screen = RowsScreen("toutes les personnes", found)
    qtbot.addWidget(screen)
    screen.show()
    assert screen.nobody.isVisible()
    assert found.nothing.startswith(screen.nobody.heading.text())
    assert not screen.table.isVisible()
    assert not screen.search.isVisible()


def test_a_desk_lets_go_of_its_store_whatever_becomes_of_what_was_noted(
    store, recovery_key, clock, monkeypatch
):
    desk = open_desk(store, recovery_key, clock=clock)

    def fail():
        raise ZeroDivisionError

    monkeypatch.setattr(desk.accesses, "flush", fail)
    with pytest.raises(ZeroDivisionError):
        desk.close()
    with alone_in(store):
        pass
