"""Names of référents RSA written several ways: proposed as one, never taken for it."""

from collections import Counter
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachdesk.domain.names_alike import alike, bare_name, variants

_LETTERS = "bcdfghjklmnprstv"
MANY = [(f"{a}{b}anne", f"{b}{a}oulin") for a, b in product(_LETTERS, _LETTERS)]
TITLES = {"madame", "mademoiselle"}
names = (
    st.text("aeilmnrtd", min_size=5, max_size=9)
    .filter(lambda name: name not in TITLES)
    .map(str.capitalize)
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mme Petit", "PETIT Marie"),
        ("Marie PETIT", "Petit  marie"),
        ("M. Leclercq", "Leclerq"),
        ("Mme Anne Dubois", "A. Dubois"),
        ("Mme Hélène Lefèvre", "Lefevre, Helene"),
        ("Jean-Paul Martin", "MARTIN Jean Paul"),
    ],
)
def test_one_person_written_two_ways(one: str, other: str) -> None:
    assert alike(one, other)
    assert alike(other, one)
    assert variants([one, other, "Mme Kowalski"]) == (
        tuple(sorted((one, other), key=lambda name: (-len(bare_name(name)), name))),
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Marie Petit", "Anne Petit"),
        ("Mme Roy", "Mme Noé"),
        ("B. Dubois", "Anne Dubois"),
        ("Mme", "M."),
        ("", ""),
        ("Lambert", "Leblanc"),
        ("Marie Martin", "Marie Marlin"),
        ("Marie Durand", "Marie Lambert"),
    ],
)
def test_two_people_are_not_put_together(one: str, other: str) -> None:
    assert not alike(one, other)
    assert variants([one, other]) == ()


@given(names, names, st.sampled_from(["Mme", "M.", "Madame"]))
def test_title_order_and_case_make_no_other_person(first: str, last: str, title: str) -> None:
    assert alike(f"{title} {first} {last}", f"{last.upper()} {first}")


@given(st.lists(names, max_size=12))
def test_each_name_is_in_one_group_at_most_and_no_group_is_alone(some: list[str]) -> None:
    groups = variants(some)
    every = [name for group in groups for name in group]
    assert len(every) == len(set(every))
    assert all(len(group) > 1 for group in groups)
    assert set(every) <= set(some)


def test_hundreds_of_names_are_compared_while_she_waits() -> None:
    """Only those that have the beginning of a word in common are: it stays near linear."""
    some = [f"{first} {last}x{number}" for number, (first, last) in enumerate(MANY)]
    compared = Counter()

    def counted(one, other):
        compared["pairs"] += 1
        return alike(one, other)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("coachdesk.domain.names_alike.alike", counted)
        variants(some)
    assert compared["pairs"] < len(some) * len(some) / 10
