"""The annex of a bilan: what each figure of an action counts, in words of its own."""

import re
from collections import Counter

import pytest

from coachdesk.core.resources import resources_root
from coachdesk.domain.catalogue import CATALOGUE
from coachdesk.services.profiles import load_profile

PROFILES = sorted((resources_root() / "actions").glob("*.toml"))
OF_ANY = re.compile(r"« [a-z_]+ »|\bces (genres|résultats|actes|types|façons)\b|fenêtre dite")
"""What a function may say of whatever it is asked for, and a figure not."""


@pytest.mark.parametrize("path", PROFILES, ids=lambda path: path.stem)
def test_no_figure_of_a_bilan_is_defined_as_whatever_its_function_may_count(path) -> None:
    profile = load_profile(path.stem)[1]
    told = {key for part in profile.report.parts for key in part.figures}
    figures = [each for each in profile.indicators if each.key in told]
    assert len(figures) > 20
    by_function = Counter(
        CATALOGUE[each.function].meaning for each in figures if not each.definition
    )
    assert not [meaning for meaning, times in by_function.items() if times > 1]
    defined = {each.label: each.definition or CATALOGUE[each.function].meaning for each in figures}
    assert not {label: text for label, text in defined.items() if OF_ANY.search(text)}
