"""How the agenda names weeks, hours and places."""

from datetime import date

import pytest

from coachdesk.domain.agenda import Off
from coachdesk.domain.periods import monday_of
from coachdesk.services.agenda.view import AgendaDay
from coachdesk.services.agenda.week import week_words
from coachdesk.ui.screens.agenda.lanes import Lane
from coachdesk.ui.screens.agenda.words import lane_notes, off_words, short_hour, short_place


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2024, 1, 17), "15 – 21 janvier 2024"),
        (date(2024, 2, 1), "29 janv. – 4 février 2024"),
        (date(2024, 12, 31), "30 déc. – 5 janvier 2025"),
    ],
)
def test_a_week_is_named_by_its_first_and_last_day(day, words):
    assert week_words(monday_of(day)).replace("\u00a0", " ") == words


def test_hours_are_short_in_a_block():
    assert [short_hour(minute) for minute in (540, 575, 0)] == ["9h", "9h35", "0h"]


@pytest.mark.parametrize(
    ("place", "town"),
    [
        ("Mairie d’Airaines", "Airaines"),
        ("Mairie de Doullens", "Doullens"),
        ("Mairie de la Neuville", "Neuville"),
        ("Mairie du Crotoy", "Crotoy"),
        ("Poix-de-Picardie", "Poix-de-Picardie"),
        ("Mairie", "Mairie"),
    ],
)
def test_a_town_hall_is_named_by_its_town(place, town):
    assert short_place(place) == town


def test_a_closed_place_is_told_in_its_own_column():
    closed = Off(None, None, "Mairie de Doullens", "Mairie fermée")
    away = Off(None, None, None, "Congés")
    hours = Off(780, 1080, None, "Formation")
    day = AgendaDay(date(2024, 1, 17), None, (closed, away, hours), (), ())
    whole, hers, other = (
        Lane(day),
        Lane(day, "Mairie de Doullens", whole=False),
        Lane(day, "Mairie d’Airaines", whole=False),
    )
    assert lane_notes(whole) == ("Mairie fermée (Doullens)", "Congés")
    assert lane_notes(hers) == ("Mairie fermée", "Congés")
    assert lane_notes(other) == ("Congés",)
    assert off_words(hours, whole) == "Formation, 13h–18h"
