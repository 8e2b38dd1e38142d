"""Someone is found under her name however it is typed, and nobody else is."""

import pytest

from coachdesk.services.rights.naming import NOBODY, Naming

NAMING = Naming(
    (("D'ARTAGNAN-LÉVY", "Anne Marie"),), {"23-101": "anonyme-1"}, ("06 12 34 56 78", "a@b.fr")
)


@pytest.mark.parametrize(
    "text",
    [
        "Vue avec Anne Marie D'ARTAGNAN-LÉVY hier",
        "Vue avec Anne-Marie d’Artagnan Levy hier",
        "D’ARTAGNAN-LEVY, Anne Marie",
        "dossier 23-101.",
        "au 06.12.34.56.78",
        "à A@B.FR demain",
    ],
)
def test_she_is_found_as_people_type_her_name(text: str) -> None:
    assert NAMING.found_in(text)
    assert not NAMING.found_in(NAMING.without(text))


@pytest.mark.parametrize(
    "text",
    [
        "Anne Marie est venue",
        "M. D'Artagnan-Lévy-Cruz Anne",
        "dossier 23-1011",
        "06 12 34 56 789",
        "",
    ],
)
def test_nobody_else_is(text: str) -> None:
    assert not NAMING.found_in(text)
    assert NAMING.without(text) == text


def test_what_takes_her_place_names_nobody() -> None:
    told = NAMING.without("Anne Marie D'ARTAGNAN-LÉVY, n° 23-101")
    assert told == f"{NOBODY}, n° anonyme-1"
