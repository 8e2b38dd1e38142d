"""Figures that stand in the texts of a bilan by name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachdesk.core.french import NBSP, NNBSP
from coachdesk.domain.report_names import (
    UNKNOWN,
    Figures,
    filled,
    nameable,
    names_in,
)
from documents.report_samples import curve, mean, number, rate, shares

PEOPLE = number("participants", "Participants", 1234, 109)
GENDER = shares("sexe", "Sexe", {"Femmes": (81, 70), "Hommes": (36, 39)})
ACTIVE = curve("file_active", "File active", tuple(range(30, 42)))
RATE = rate("taux", "Taux de sorties positives", (32, 74), target=40)
MEAN = mean("satisfaction", "Satisfaction", "4.35", unit="sur 5")
FIGURES = Figures(
    2023,
    {
        2023: {each.value.key: each.value for each in (PEOPLE, GENDER, ACTIVE, RATE, MEAN)},
        2022: {each.value.key: each.before[0][1] for each in (PEOPLE, GENDER)},
    },
    {"sexe": {"F": "Femmes", "Femmes": "Femmes", "Hommes": "Hommes", "X": "Autre"}},
    {each.value.key: each.value.label for each in (PEOPLE, GENDER, ACTIVE, RATE, MEAN)},
)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{participants} personnes", f"1{NNBSP}234 personnes"),
        ("{ Participants } personnes", f"1{NNBSP}234 personnes"),
        ("{participants:2022} en 2022", "109 en 2022"),
        ("{sexe.Femmes}, {sexe.hommes}", "81, 36"),
        ("{sexe.Femmes : 2022}", "70"),
        ("{sexe.Autre}", "0"),
        ("{sexe}", "117"),
        ("{taux}, soit {taux.nombre} sur {taux.sur}", f"43{NNBSP}%, soit 32 sur 74"),
        ("{Taux de sorties positives}", f"43{NNBSP}%"),
        ("{satisfaction}", f"4,35{NBSP}sur 5"),
        ("{file_active.février}, {file_active.decembre}", "31, 41"),
        ("{file_active}", "35,50"),
        ("rien à nommer", "rien à nommer"),
    ],
)
def test_a_name_is_replaced_by_its_figure_as_the_tables_write_it(text: str, said: str) -> None:
    done = filled(text, FIGURES)
    assert (done.text, done.faults) == (said, ())


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("{particpants}", "participants"),
        ("{taux_de_sorties}", "taux"),
        ("{sexe.Femme}", "sexe.Femmes"),
        ("{file_active.fevrer}", "file_active.février"),
        ("{taux.nombr}", "taux.nombre"),
    ],
)
def test_an_unknown_name_is_told_with_the_nearest_and_never_printed_raw(
    text: str, near: str
) -> None:
    done = filled(f"Il y a {text} ici.", FIGURES)
    assert done.text == f"Il y a {UNKNOWN} ici."
    assert [f"{{{near}}}" in fault for fault in done.faults] == [True]
    assert text in done.faults[0]


def test_a_year_that_is_not_known_says_which_are() -> None:
    (fault,) = filled("{participants:2015} puis {participants:2015}", FIGURES).faults
    assert "2015" in fault
    assert "2022 et 2023" in fault


def test_names_are_found_with_their_years() -> None:
    assert names_in("{sexe.F} {participants:2021} {x}") == (
        ("sexe", None), ("participants", 2021), ("x", None),
    )  # fmt: skip


def test_all_that_may_be_inserted_is_offered_and_every_offer_is_known() -> None:
    offers = nameable(FIGURES)
    assert "participants" in [each.name for each in offers]
    assert "sexe.Autre" in [each.name for each in offers]
    assert ("file_active", "File active, moyenne") in [(each.name, each.label) for each in offers]
    for each in offers:
        done = filled(f"{{{each.name}}}", FIGURES)
        assert (done.text, done.faults) == (each.written, ()), each.name


@pytest.mark.parametrize("text", ["{participants personnes", "{{participants}}", "35} ici"])
def test_a_brace_that_is_alone_is_told_and_not_printed(text: str) -> None:
    done = filled(text, FIGURES)
    assert "Une accolade est seule" in done.faults[-1]
    assert not set(done.text) & {"{", "}"}


@given(st.text(alphabet="{}abc.:2 \nsexe", max_size=40))
def test_no_text_is_refused_and_no_brace_is_left(text: str) -> None:
    done = filled(text, FIGURES)
    assert not set(done.text) & {"{", "}"}
    assert ("{" in text or "}" in text) or done.text == text
